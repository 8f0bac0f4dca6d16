# SPDX-License-Identifier: Apache-2.0
"""What the files contributed to a case, field by field, and how each stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners
from hr_desk.i18n import N_, t
from hr_desk.operations.contributions import Contribution
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
            if key not in record.fields:
                continue
            text = record.fields[key]
            if field.type.name in FILE_TYPES:
                text = t("{count} documents", count=text)
            yield text_row(
                f"{record.record}{BETWEEN}{key}",
                record=names[record.record],
                field=str(field.label),
                value=" / ".join((*text.splitlines(), *_before(record, key))),
                kept=kept,
                standing=_standing(key, orders, refused.get(key)),
            )


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
