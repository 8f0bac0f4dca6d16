# SPDX-License-Identifier: Apache-2.0
"""What the files contributed to a case, field by field, and how each stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field
from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners
from hr_desk.i18n import N_, language, t
from hr_desk.operations.contributed_documents import PersonDocument, numbered
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.copy_words import (
    document_named,
    document_said,
    document_since,
    only_stored_said,
)
from hr_desk.operations.request_asking import Findings, OrderRow, RefusalRow
from hr_desk.operations.request_orders import CORRECT, DELETE, GONE, LIFT, RESTRICT
from ui.pages.request_words import RECORD_KINDS
from ui.tables.rows import TableRow, text_column, text_row

COLUMNS: Final = (
    text_column("record", N_("Record"), width=7),
    text_column("field", N_("Field"), width=8),
    text_column("value", N_("Value"), width=10),
    text_column("kept", N_("Kept as"), width=6),
    text_column("standing", N_("How it stands"), width=12),
)
BETWEEN: Final = "/"
"""Between reference and key in the id of a row."""


def rows_of(catalogue: Catalogue, found: Findings) -> Iterator[TableRow]:
    """Yield a row for each field of each contributed record."""
    names = record_names(found.records)
    for record in found.records:
        kept = kept_as(catalogue, record)
        orders = [one for one in found.orders if one.record == record.record]
        refused = {one.field: one for one in found.refusals if one.record == record.record}
        for key, field in catalogue.fields.items():
            for line in _lines(field, record):
                refusal = refused.get(line.id) or refused.get(key)
                yield text_row(
                    f"{record.record}{BETWEEN}{line.id}",
                    record=names[record.record],
                    field=line.name,
                    value=line.value,
                    kept=kept,
                    standing=_standing(key, orders, refusal) or line.standing,
                )


@dataclass(frozen=True, slots=True)
class _Line:
    """What a record has of a field on one line; ``id`` is what a refusal calls it."""

    id: str
    name: str
    value: str
    standing: str = ""


def _lines(field: Field, record: Contribution) -> Iterator[_Line]:
    """Yield the value of a field, or a line for each document: named, and not shown."""
    key, code = field.key, language()
    stored = [kept for kept in record.restricted if kept.said.field == key]
    standing = " ".join(only_stored_said(kept, code) for kept in stored)
    documents = [pair for pair in numbered(record.documents) if pair[0].field == key]
    for one, number in documents:
        name = document_named(field, number, code)
        yield _Line(f"{key}{BETWEEN}{one.reference}", name, document_said(one, code),
                    standing or document_since(one, code))  # fmt: skip
    texts = [kept.text for kept in stored]
    if key in record.fields:
        texts = [*record.fields[key].splitlines(), *_before(record, key), *texts]
    if field.type.name in FILE_TYPES:
        texts = [t("{count} documents", count=text) for text in texts]
    if (key in record.fields or stored) and not documents:
        yield _Line(key, str(field.label), " / ".join(texts), standing)


def _before(record: Contribution, key: str) -> Iterator[str]:
    """Yield what earlier applications said of a field."""
    for said in record.earlier:
        if key in said:
            yield t("earlier: {text}", text=said[key][0])


def record_names(records: Sequence[Contribution]) -> Mapping[str, str]:
    """Return reference to name; records of a kind are numbered where there are several."""
    kinds = [one.kind for one in records]
    counted: dict[str, int] = {}
    names = {}
    for one in records:
        counted[one.kind] = counted.get(one.kind, 0) + 1
        name = t(RECORD_KINDS[one.kind]) if one.kind in RECORD_KINDS else one.kind
        names[one.record] = (
            name if kinds.count(one.kind) == 1
            else t("{record} {number}", record=name, number=counted[one.kind])
        )  # fmt: skip
    return names


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of a case, and how it is called in the language in use."""

    document: PersonDocument
    name: Callable[[], str]


def document_of(catalogue: Catalogue, record: Contribution, id_: str) -> Shown | None:
    """Return the document that a line (key, ``/``, reference) is about, and what it is called."""
    for one, number in numbered(record.documents):
        if id_ == f"{one.field}{BETWEEN}{one.reference}":
            return Shown(one, partial(_named, catalogue.field(one.field), number))
    return None


def _named(field: Field, number: int) -> str:
    return document_named(field, number, language())


def kept_as(catalogue: Catalogue, record: Contribution) -> str:
    """Return the classes of a record's clocks, each once."""
    known = catalogue.classes
    keys = [joiners.class_of(key) for key, _ in record.clocks]
    return t(", ").join(dict.fromkeys(str(known[key].label) for key in keys if key in known))


def _standing(key: str, orders: Sequence[OrderRow], refused: RefusalRow | None) -> str:
    if refused is not None:
        reason = request_rules().refusals[refused.reason].law
        if refused.approved_by is None:
            return t("Kept ({reason}), to be approved", reason=reason)
        return t("Kept ({reason}), looked at again {day}", reason=reason, day=refused.review_on)
    for order in reversed(orders):
        if order.kind == CORRECT and key not in order.fields:
            continue
        return _ordered(key, order)
    return ""


def _ordered(key: str, order: OrderRow) -> str:
    if order.answered_at is None:
        return t("Ordered, not carried out yet")
    if order.answer == GONE or order.gone_at is not None:
        return t("Deleted")
    if key in order.kept:
        return t("Stays") if order.kind != CORRECT else t("Did not fit")
    return t(_DONE[order.kind])


_DONE: Final = {
    CORRECT: N_("Corrected"),
    RESTRICT: N_("Not used any more"),
    LIFT: N_("Used"),
    DELETE: N_("Not used; goes with the next clean-up"),
}


def orders_left(found: Findings, record: str) -> tuple[str, ...]:
    """Return what may still be ordered about a record: one that is not used can be used again."""
    kinds = [one.kind for one in found.orders if one.record == record]
    gone = any(one.gone_at is not None for one in found.orders if one.record == record)
    last = next((kind for kind in reversed(kinds) if kind in (RESTRICT, LIFT, DELETE)), LIFT)
    if gone:
        return ()
    return {LIFT: (RESTRICT, DELETE), RESTRICT: (LIFT, DELETE), DELETE: (LIFT,)}[last]
