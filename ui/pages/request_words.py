# SPDX-License-Identifier: Apache-2.0
"""What the pages of requests say in a person's words: how long, how far, who read what."""

from datetime import date, datetime
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.request_asking import OrderRow, RefusalRow
from hr_desk.operations.request_orders import (
    CORRECT,
    DELETE,
    DONE,
    GONE,
    KEPT,
    LIFT,
    RESTRICT,
    UNFIT,
)
from hr_desk.operations.request_views import CLOSED, UNVERIFIED, RequestRow

RECORD_KINDS: Final = {
    "candidate": N_("Applications"),
    "visit": N_("Visit"),
    "joiner": N_("Personnel record"),
    "account": N_("Payroll account"),
}
"""Kind of a contributed record to what it is."""
ORDERS: Final = {
    CORRECT: N_("Correct"),
    RESTRICT: N_("Do not use any more"),
    LIFT: N_("Use again"),
    DELETE: N_("Delete"),
}
ANSWERS: Final = {
    DONE: N_("done"),
    KEPT: N_("done, except for what is needed or kept by law"),
    GONE: N_("the record is no longer there"),
    UNFIT: N_("a value did not fit and was not changed"),
}
"""What a file did with an order."""


def moment_said(at: datetime) -> str:
    """Say a moment in the time of Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def left_said(row: RequestRow) -> str:
    """Say how many working days are left, or how far it is overdue; a closed one how it ended."""
    if row.state == CLOSED:
        return str(request_rules().endings[row.ending])
    left = row.left or 0
    if left < 0:
        return t("{count} working days overdue", count=-left)
    return t("Today at the latest") if left == 0 else t("{count} working days", count=left)


def due_said(row: RequestRow) -> str:
    """Say until when, and that the day is provisional while its year has no official notice."""
    return "" if row.due is None else day_said(row.due, provisional=row.provisional)


def day_said(day: date, *, provisional: bool) -> str:
    """Say a day, and that it may change while its year has no official notice."""
    return t("{day} (provisional)", day=day) if provisional else day.isoformat()


def deadline_said(row: RequestRow) -> str:
    """Say in a sentence what has to be done by when."""
    if row.due is None:
        return t("Closed.")
    told = {"left": left_said(row), "day": due_said(row)}
    if row.state == UNVERIFIED:
        return t("Verify who asks by {day}: {left}. The fifteen working days begin then.", **told)
    return t("Answer by {day}: {left}.", **told)


def state_said(row: RequestRow) -> str:
    """Say where a case stands; a decided one with its outcome."""
    known = request_rules()
    if row.state == CLOSED and row.outcome:
        return t("{state}: {outcome}", state=known.states[row.state],
                 outcome=known.outcomes[row.outcome])  # fmt: skip
    return str(known.states[row.state])


def order_said(catalogue: Catalogue, order: OrderRow) -> str:
    """Say one order and what came of it."""
    what = t(ORDERS[order.kind])
    if order.answered_at is None:
        return t("{order}: not carried out yet", order=what)
    if order.gone_at is not None:
        return t("{order}: deleted, with certificate", order=what)
    return t("{order}: {answer}", order=what, answer=answer_said(catalogue, order))


def answer_said(catalogue: Catalogue, order: OrderRow) -> str:
    """Say the answer to an order, with the fields that stay."""
    said = t(ANSWERS[order.answer])
    if not order.kept:
        return said
    stays = t(", ").join(
        str(catalogue.fields[key].label) if key in catalogue.fields else key for key in order.kept
    )
    return t("{said} ({fields})", said=said, fields=stays)


def refusal_named(catalogue: Catalogue, row: RefusalRow) -> str:
    """Name what a refusal is about: a field, or one document of it."""
    label = str(catalogue.field(row.key).label)
    return t("one document of “{field}”", field=label) if row.document else label
