# SPDX-License-Identifier: Apache-2.0
"""What stays out of a person's copy for a reason: single fields and single documents.

Where somebody asks to see their data, a refusal that a second person approved keeps what it is
about back, and the copy says what and why (policy 5.4). In every other case the same words are
about deletion, and the copy has everything.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from hr_desk.catalogue.requests import request_rules
from hr_desk.operations.contributions import Contribution
from hr_desk.store.requests import RefusalRow, RequestRecord

Value = TypeVar("Value")


def asks_to_see(code: str) -> bool:
    """Whether a request of this code asks for the data itself."""
    return request_rules().codes[code].shows


def withheld(case: RequestRecord, refusals: Sequence[RefusalRow]) -> tuple[RefusalRow, ...]:
    """Return the refusals that keep something out of the copy, approved or not."""
    return tuple(refusals) if asks_to_see(case.code) else ()


def without(one: Contribution, refusals: Sequence[RefusalRow]) -> Contribution:
    """Return a contributed record without what these refusals are about."""
    mine = [row for row in refusals if row.record == one.record]
    keys = {row.key for row in mine if not row.document}
    documents = {row.document for row in mine}
    left = tuple(each for each in one.documents
                 if each.field not in keys and each.reference not in documents)  # fmt: skip
    return replace(
        one,
        fields=_but(one.fields, keys),
        stored=_but(one.stored, keys),
        earlier=tuple(_but(said, keys) for said in one.earlier),
        documents=left,
        restricted=tuple(each for each in one.restricted if each.said.field not in keys),
    )


def _but(values: Mapping[str, Value], keys: Collection[str]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if key not in keys}


def may_be_refused(content: Mapping[str, Any], field: str) -> bool:
    """Whether a contributed record has this: a field's key, or key, ``/`` and a document."""
    only_stored = {one["field"] for one in content.get("restricted", ())}
    documents = {f"{one['field']}/{one['reference']}" for one in content.get("documents", ())}
    return field in content["fields"] or field in only_stored | documents
