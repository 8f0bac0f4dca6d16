# SPDX-License-Identifier: Apache-2.0
"""What a file says of one record in a case: its values, consents, clocks, readers and holders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from hr_desk.errors import UserError
from hr_desk.operations import contributed_documents, restricted_values
from hr_desk.operations.beside_values import spell_found
from hr_desk.operations.contributed_documents import PersonDocument
from hr_desk.operations.evaluations import NOTES
from hr_desk.operations.given_consents import GivenConsent, from_line, is_line
from hr_desk.operations.kept_facts import Facts, is_facts
from hr_desk.operations.request_records import Recipient
from hr_desk.operations.restricted_values import RestrictedValue
from hr_desk.operations.session import Session
from hr_desk.store.requests import PartRow

AGAIN: Final = "again"
"""The part of a contributed record that names the references it was contributed by before."""

_PARTS: Final = {"record", "kind", "fields", "earlier", "clocks", "reads", "told"}
_SINCE: Final = {"consents", "documents", "restricted", "facts", AGAIN}
"""Parts that a record from a desk of an earlier version has not."""


@dataclass(frozen=True, slots=True)
class OnlyStored:
    """A value that its file only stores, and that value as text."""

    said: RestrictedValue
    text: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """One record that a file contributed; ``record`` is the reference orders name it by.

    ``fields`` are values as text, ``stored`` as their types store them, ``reads`` who read it,
    ``told`` who else got something of it.
    """

    file: str
    peer: str
    record: str
    kind: str
    fields: Mapping[str, str]
    stored: Mapping[str, Any]
    clocks: tuple[tuple[str, str], ...]
    reads: tuple[Mapping[str, Any], ...]
    told: tuple[Recipient, ...]
    earlier: tuple[Mapping[str, tuple[str, Any]], ...] = ()
    """What earlier applications say otherwise: each value as text and as it is stored."""
    consents: tuple[GivenConsent, ...] = ()
    """What the person agreed to or took note of, the oldest first."""
    documents: tuple[PersonDocument, ...] = ()
    """Their sealed documents; the contents come after it."""
    restricted: tuple[OnlyStored, ...] = ()
    """What is kept and in no other use."""
    facts: Facts = field(default_factory=dict)
    """Where the record stands, and since when: what is no value of a field."""


def contribution_of(session: Session, part: PartRow, one: Mapping[str, Any]) -> Contribution:
    """Return one record of a file's answer, its values as text beside what is stored."""
    shown = {key: _shown(session, key, stored) for key, stored in one["fields"].items()}
    return Contribution(
        file=part.peer.partition("/")[2],
        peer=part.peer,
        record=one["record"],
        kind=one["kind"],
        fields=shown,
        stored=one["fields"],
        clocks=tuple((class_, day) for class_, day in one["clocks"]),
        reads=tuple(one["reads"]),
        told=tuple(_told(line) for line in one["told"]),
        earlier=tuple(
            {key: (_shown(session, key, stored), stored) for key, stored in said.items()}
            for said in one.get("earlier", ())
        ),
        consents=tuple(from_line(line) for line in one.get("consents", ())),
        documents=tuple(map(contributed_documents.from_line, one.get("documents", ()))),
        restricted=tuple(_only_stored(session, line) for line in one.get("restricted", ())),
        facts={key: tuple(values) for key, values in one.get("facts", {}).items()},
    )


def _only_stored(session: Session, line: Mapping[str, Any]) -> OnlyStored:
    said = restricted_values.from_line(line)
    return OnlyStored(said, _shown(session, said.field, said.value))


def _told(line: Mapping[str, Any]) -> Recipient:
    return Recipient(line["on"], line["name"], line["contact"], tuple(line["fields"]))


def _shown(session: Session, key: str, stored: Any) -> str:
    """Return a value as text; one that its type does not read any more as it stands."""
    if isinstance(stored, dict) and "documents" in stored:
        return str(stored["documents"])
    kind = session.catalogue.field(key).type
    try:
        if isinstance(stored, list) and key == NOTES:
            return spell_found(session, stored)
        return kind.show(kind.load(stored))
    except (UserError, TypeError, ValueError, LookupError, AttributeError):
        return str(stored)


def is_record(session: Session, one: Any) -> bool:
    """Whether what a file calls a record has every part of one, with nothing unknown in it."""
    if not isinstance(one, dict) or set(one) - _SINCE != _PARTS:
        return False
    fields, reference = one["fields"], one["record"]
    return (
        isinstance(reference, str)
        and len(reference) == 32
        and isinstance(one["kind"], str)
        and isinstance(fields, dict)
        and fields.keys() <= session.catalogue.fields.keys()
        and _all_are(one["earlier"], partial(_is_said, session))
        and _all_are(one.get("consents", []), is_line)
        and _all_are(one.get("documents", []), partial(contributed_documents.is_line, session))
        and _all_are(one.get("restricted", []), partial(restricted_values.is_line, session))
        and _all_are(one.get(AGAIN, []), _is_text)
        and is_facts(one.get("facts", {}))
        and _all_are(one["clocks"], _is_clock)
        and _all_are(one["reads"], _is_read)
        and _all_are(one["told"], partial(_is_told, session))
    )


def _is_said(session: Session, one: Any) -> bool:
    return isinstance(one, dict) and one.keys() <= session.catalogue.fields.keys()


def _all_are(found: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(found, list) and all(fits(one) for one in found)


def _is_clock(one: Any) -> bool:
    return _all_are(one, _is_text) and len(one) == 2


def _is_read(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"at", "user", "operation", "purpose", "fields"}:
        return False
    words = [one["at"], one["user"], one["operation"], one["purpose"]]
    try:
        aware = datetime.fromisoformat(one["at"]).tzinfo is not None
    except (TypeError, ValueError):
        return False
    return aware and _all_are([*words], _is_text) and _all_are(one["fields"], _is_text)


def _is_told(session: Session, one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"on", "name", "contact", "fields"}:
        return False
    if not _all_are([one["on"], one["name"], one["contact"]], _is_text):
        return False
    try:
        date.fromisoformat(one["on"])
    except ValueError:
        return False
    known = session.catalogue.fields
    return _all_are(one["fields"], _is_text) and set(one["fields"]) <= known.keys()


def _is_text(one: Any) -> bool:
    return isinstance(one, str)
