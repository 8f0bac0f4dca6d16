# SPDX-License-Identifier: Apache-2.0
"""What is due, line by line: people, visits, cases and drafts, with why and since when."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue import load
from hr_desk.domain import visits as states
from hr_desk.i18n import t
from hr_desk.operations import scope
from hr_desk.operations.due_days import periods
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.proofs import swept_here
from hr_desk.operations.session import Session
from hr_desk.store import due_days as clocks
from hr_desk.store import due_records, holds, request_tasks, sweeping
from hr_desk.store.due_records import DueRecord

DAYS_AHEAD: Final = 7
"""How long before its day a record is listed for its owner (promises, mends)."""

CALENDAR_DAYS: Final = 90
"""How far the calendar of what is due looks ahead."""

DRAFT_DAYS_AHEAD: Final = 2
"""Staff drafts are warned of on day 5 of 7 (promises, mends)."""

SWEEPING: Final = tuple(
    key for key, role in load().roles.items() if set(role.holds) & set(sweeping.COMPARTMENTS)
)
"""The roles that hold a file which is swept."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One person, visit or draft that goes: why, since when the clock runs, on which day it ends.

    ``person_id`` is the id of the visit in ``visits``, that of the draft for a draft. ``held`` is
    the last day of a hold that kept it beyond its own.
    """

    person_id: str
    name: str
    requisition: str
    class_key: str
    clock_event: str
    clock_day: date
    due: date
    days_left: int
    compartment: str
    held: date | None = None


def preview(session: Session, *, on: date | None = None) -> tuple[DueLine, ...]:
    """Return what goes on the day ``on`` (default: what goes within seven days), oldest first.

    Of applicants those the user works on. People first, then visits, then drafts, which only say
    whose they are: nobody else can read them. Raises NotPermitted.
    """
    _require_reader(session)
    today = session.trusted_day()
    people = [
        line
        for name in swept_here(session)
        for line in _due_records(session, name, on or today + timedelta(days=DAYS_AHEAD), today)
    ]
    people.sort(key=lambda line: line.compartment != "hiring")
    drafts = [
        line
        for name in swept_here(session)
        for line in _due_drafts(
            session, name, on or today + timedelta(days=DRAFT_DAYS_AHEAD), today
        )
    ]
    return (*people, *drafts)


def calendar(session: Session) -> dict[date, int]:
    """Return how many records go on which of the next 90 days; what is overdue counts for today.

    Of applicants those the user works on. Raises NotPermitted.
    """
    _require_reader(session)
    today = session.trusted_day()
    days: Counter[date] = Counter()
    for name in swept_here(session):
        last = today + timedelta(days=CALENDAR_DAYS - 1)
        for record in _records(session, name, last):
            days[max(record.due, today)] += 1
    return dict(sorted(days.items()))


def _due_records(session: Session, name: str, day: date, today: date) -> Iterator[DueLine]:
    restricted = set(request_tasks.restricted(session.compartment(name)).values())
    for record in _records(session, name, day):
        masked = record.owner in restricted
        yield DueLine(
            person_id=record.id,
            name=_shown_name(session, record, masked=masked),
            requisition=record.requisition,
            class_key=record.retention_class,
            clock_event=record.clock_event,
            clock_day=record.clock_day,
            due=record.due,
            days_left=(record.due - today).days,
            compartment=name,
            held=record.held,
        )


def _records(session: Session, name: str, day: date) -> list[DueRecord]:
    file = session.compartment(name)
    due = due_records.due_records(file, in_force(session, name), on=day)
    if name == scope.FILE:
        mine = scope.people(session, [record.id for record in due]) | _held_by(session)
        due = [record for record in due if record.id in mine]
    return due


def _held_by(session: Session) -> frozenset[str]:
    """Return the persons whom a hold kept that the user has to know of: their use is restricted."""
    unlimited = bool(set(scope.UNLIMITED) & set(session.user.roles))
    known = holds.where(session.compartment(scope.FILE), "lifted_at IS NULL")
    return frozenset(one.record for one in known if unlimited or one.asked_by == session.user.id)


def in_force(session: Session, compartment: str) -> dict[tuple[str, str], int]:
    """Return the days in force of each class and event whose clock runs in a held file."""
    return clocks.running(session.compartment(compartment), periods(session.catalogue))


def _shown_name(session: Session, record: DueRecord, *, masked: bool) -> str:
    """Return a name as it may be shown; that of an aged or held record is masked for everybody.

    Empty where the name itself is gone already: a part may outlive it. A case shows its number.
    """
    if "number" in record.fields:
        return str(record.fields["number"])
    field = session.catalogue.field("full_name")
    if "full_name" not in record.fields:
        return ""
    value = field.type.load(record.fields["full_name"])
    masked_after = session.catalogue.classes[record.retention_class].masked_after
    if masked or record.held or states.aged(record.clock_day, masked_after, session.today()):
        return field.type.mask(value)
    return field.type.show(value)


def _due_drafts(session: Session, name: str, day: date, today: date) -> Iterator[DueLine]:
    names = {user.id: user.name for user in session.register.users}
    kept = timedelta(days=draft_days(session))
    for id_, user, typed_on in session.compartment(name).read(
        "SELECT id, user, typed_on FROM draft WHERE typed_on <= ? ORDER BY typed_on",
        ((day - kept).isoformat(),),
    ):
        typed = date.fromisoformat(typed_on)
        yield DueLine(
            person_id=id_,
            name=t("Draft of {user}", user=names.get(user, user)),
            requisition="",
            class_key=sweeping.DRAFT_CLASS,
            clock_event="typed",
            clock_day=typed,
            due=typed + kept,
            days_left=(typed + kept - today).days,
            compartment=name,
        )


def draft_days(session: Session) -> int:
    """Return for how many days a draft is kept."""
    return session.catalogue.classes[sweeping.DRAFT_CLASS].periods["typed"]


def _require_reader(session: Session) -> None:
    if not set(SWEEPING) & set(session.user.roles):
        raise NotPermitted
