# SPDX-License-Identifier: Apache-2.0
"""Requisitions: open one, close one, list them.

Closing decides the applications that are still open and starts their clocks, because the purpose
they were given for is then achieved or impossible (PIPL 47(1)).
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    NumberOutOfRange,
    ReasonUnknown,
    RecordGone,
    RequisitionClosed,
)
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import hiring
from hr_desk.store.compartment import Change

RECRUITING: Final = ("recruiter", "hr_admin")
"""The roles that run recruitment."""

LONGEST: Final = 60
MOST_OPENINGS: Final = 999
_LABELS: Final = {
    "title": N_("Position"),
    "department": N_("Department"),
    "place": N_("Place of work"),
}


@dataclass(frozen=True, slots=True)
class RequisitionRow:
    """A requisition for a list: its openings, how many are taken, who is still in the running."""

    id: str
    title: str
    department: str
    place: str
    head_count: int
    filled: int
    open_applications: int
    opened_on: date
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it still takes applications."""
        return self.closed_on is None


@operation("requisition.open", compartment="hiring", roles=RECRUITING)
def open_requisition(
    session: Session, change: Change, /, *, title: str, department: str, place: str,
    head_count: int,
) -> tuple[str]:  # fmt: skip
    """Open a requisition with ``head_count`` openings (1 to 999).

    Raises TextMissing, TextTooLong, NumberOutOfRange.
    """
    texts = {"title": title, "department": department, "place": place}
    cleaned = {
        name: one_line(text, label=t(_LABELS[name]), longest=LONGEST)
        for name, text in texts.items()
    }
    if not 1 <= head_count <= MOST_OPENINGS:
        raise NumberOutOfRange(field=t("Head count"), least=1, most=MOST_OPENINGS)
    id_ = secrets.token_hex(16)
    change.execute(
        "INSERT INTO requisition (id, version, title, department, place, head_count, owner, "
        "opened_on) VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
        (id_, *cleaned.values(), head_count, session.user.id, session.today().isoformat()),
    )
    change.wrote("requisition", id_, {**cleaned, "head_count": head_count, "version": 1})
    return (id_,)


@operation("requisition.close", compartment="hiring", roles=RECRUITING)
def close_requisition(
    session: Session, change: Change, /, requisition_id: str, *, reason: str
) -> None:
    """Close a requisition; its open applications end as not hired and their clocks start today.

    Accepted applications stay. ``reason`` is a code of the list decision_reason. Raises
    RecordGone, RequisitionClosed, ReasonUnknown.
    """
    from hr_desk.operations.recruitment import not_hired, undecided

    requisition = found(session, requisition_id)
    if reason not in session.catalogue.code_lists["decision_reason"].codes:
        raise ReasonUnknown
    today = session.today()
    for application in undecided(session, requisition.seq):
        hiring.set_step(change, application, not_hired(session, reason=reason))
    change.execute(
        "UPDATE requisition SET version = version + 1, closed_on = ?, close_reason = ? "
        "WHERE id = ?",
        (today.isoformat(), reason, requisition_id),
    )
    change.wrote("requisition", requisition_id, {"closed_on": today.isoformat()})


def found(session: Session, requisition_id: str) -> hiring.RequisitionRecord:
    """Return an open requisition; raises RecordGone, RequisitionClosed."""
    requisition = hiring.requisition(session.compartment("hiring"), requisition_id)
    if requisition is None:
        raise RecordGone
    if requisition.closed_on is not None:
        raise RequisitionClosed(title=requisition.title)
    return requisition


def list_requisitions(
    session: Session, *, include_closed: bool = False
) -> tuple[RequisitionRow, ...]:
    """Return the requisitions, newest first, with their counts."""
    file = session.compartment("hiring")
    counts = hiring.requisition_counts(file)
    return tuple(
        _row(session, record, counts)
        for record in hiring.requisitions(file, include_closed=include_closed)
    )


def _row(
    session: Session, record: hiring.RequisitionRecord, counts: dict[tuple[int, str], int]
) -> RequisitionRow:
    accepted = session.catalogue.stages["offer_accepted"].order
    filled = waiting = 0
    for (seq, stage_key), number in counts.items():
        stage = session.catalogue.stages[stage_key]
        if seq != record.seq or stage.ends:
            continue
        if stage.order >= accepted:
            filled += number
        else:
            waiting += number
    return RequisitionRow(
        id=record.id,
        title=record.title,
        department=record.department,
        place=record.place,
        head_count=record.head_count,
        filled=filled,
        open_applications=waiting,
        opened_on=record.opened_on,
        closed_on=record.closed_on,
    )
