# SPDX-License-Identifier: Apache-2.0
"""Interviews: arrange several in a row, move, call off, note whether they took place.

An interview becomes an expected visit by itself, through the invitations (``keep_expected``): the
front desk is told name, hour and host. Who clashes is warned of (``interview_views.conflicts``),
never refused: a recruiter knows why.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hr_desk.domain import interviews as rules
from hr_desk.domain.clock import day_of
from hr_desk.i18n import N_, Message
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver_afterwards, receives
from hr_desk.operations.invitations import checked_host, keep_expected, require_possible
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    InterviewStepNotAllowed,
    NumberOutOfRange,
    RecordGone,
)
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import hiring
from hr_desk.store import interviews as store
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.interviews import InterviewRecord, Sitting

SHORTEST, LONGEST = 5, 480
"""Minutes an interview may take."""
MOST_APART: Final = 480
"""Minutes that may lie between the beginnings of two in a row."""
LONGEST_PLACE: Final = 60
LONGEST_NAME: Final = 40
MOST_INTERVIEWERS: Final = 8
LATE: Final = timedelta(hours=1)
"""How long after its beginning somebody may still be expected for an interview."""
ACCOUNT: Final = "@"
"""What a stored interviewer begins with who is a user of the desk: the id follows."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When (aware), how long (minutes), where, whom the gate calls, and who interviews.

    ``interviewers`` are names; one that is a user's of the desk is kept as that user.
    """

    at: datetime
    minutes: int
    host: str
    place: str = ""
    interviewers: tuple[str, ...] = ()


@operation("interview.arrange", compartment="hiring", roles=RECRUITING)
def arrange(
    session: Session, change: Change, /, ids: Sequence[str], plan: Plan, *, every: int = 0
) -> tuple[str, ...]:
    """Arrange an interview with each of these applications; returns their ids in order.

    Each begins ``every`` minutes after the one before; 0 has all at the same time. Raises
    RecordGone, StepNotAllowed for an application that has ended, DayOutOfRange, NumberOutOfRange,
    TextTooLong, ValueProblem for the host.
    """
    _require_number(
        every, label=Message(N_("Minutes from one to the next")), least=0, most=MOST_APART
    )
    made = []
    for number, application in enumerate(records(session, ids)):
        at = plan.at + timedelta(minutes=every * number)
        require_possible(session, application, at=at)
        made.append(secrets.token_hex(16))
        sitting = checked(session, plan, at=at)
        store.insert(change, made[-1], application=application.seq, sitting=sitting)
        change.touched("application", application.id)
        _settle(session, change, application, {day_of(at)})
    return tuple(made)


@operation("interview.move", compartment="hiring", roles=RECRUITING)
def move(
    session: Session, change: Change, /, interview_id: str, plan: Plan, *, version: int
) -> None:
    """Give a planned interview another time, place or people; the gate hears of what concerns it.

    Raises InterviewStepNotAllowed, ChangedMeanwhile, RecordGone, and what ``arrange`` raises.
    """
    (record,) = found(session, [interview_id])
    _require_step(record, "move")
    if record.version != version:
        raise ChangedMeanwhile
    (application,) = records(session, [record.application_id])
    require_possible(session, application, at=plan.at)
    store.update(change, record, checked(session, plan, at=plan.at))
    change.touched("application", application.id)
    days = {day_of(record.sitting.starts_at), day_of(plan.at)}
    _settle(session, change, application, days)


@operation("interview.cancel", compartment="hiring", roles=RECRUITING)
def cancel(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Call planned interviews off; raises InterviewStepNotAllowed, RecordGone."""
    _end(session, change, found(session, ids), "cancel")


@operation("interview.hold", compartment="hiring", roles=RECRUITING)
def hold(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that interviews took place; raises InterviewStepNotAllowed, RecordGone."""
    for record in found(session, ids):
        note_held(change, record)
        (application,) = records(session, [record.application_id])
        hiring.touch(change, application.person_seq)


@operation("interview.miss", compartment="hiring", roles=RECRUITING)
def miss(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that candidates did not come; raises InterviewStepNotAllowed, RecordGone."""
    _end(session, change, found(session, ids), "miss")


def plan_again(
    session: Session, change: Change, application: ApplicationRecord, *, entry: int
) -> None:
    """Plan again what the action with this audit entry called off, now that it is taken back."""
    mine = store.of_application(change.compartment, application.seq)
    again = [one for one in mine if one.state == rules.CANCELLED and one.entry == entry]
    for record in again:
        store.set_state(change, record, rules.PLANNED)
    if again:
        _settle(session, change, application, {day_of(one.sitting.starts_at) for one in again})


def note_held(change: Change, record: InterviewRecord) -> None:
    """Note that one interview took place; raises InterviewStepNotAllowed."""
    _require_step(record, "hold")
    store.set_state(change, record, rules.HELD)
    change.touched("application", record.application_id)


def found(session: Session, ids: Iterable[str]) -> list[InterviewRecord]:
    """Return the interviews with these ids.

    Raises RecordGone when one is missing, SomeoneElses where the user does not work on one.
    """
    wanted = list(dict.fromkeys(ids))
    known = store.by_ids(session.compartment("hiring"), wanted)
    if not wanted or len(known) != len(wanted):
        raise RecordGone
    records(session, [one.application_id for one in known])
    return known


def checked(session: Session, plan: Plan, *, at: datetime) -> Sitting:
    """Return a plan as it is stored, beginning at ``at``; raises what ``arrange`` raises of it."""
    _require_number(plan.minutes, label=Message(N_("Minutes")), least=SHORTEST, most=LONGEST)
    place = one_line(plan.place, label=Message(N_("Place")), longest=LONGEST_PLACE, required=False)
    people = dict.fromkeys(as_stored(session, name) for name in plan.interviewers)
    label = Message(N_("Number of interviewers"))
    _require_number(len(people), label=label, least=0, most=MOST_INTERVIEWERS)
    host = checked_host(session, plan.host)
    begins = at.astimezone(UTC).replace(microsecond=0)
    return Sitting(begins, plan.minutes, place, host, tuple(people))


def as_stored(session: Session, name: str) -> str:
    """Return an interviewer's name as it is stored; raises TextMissing, TextTooLong."""
    cleaned = one_line(name, label=Message(N_("Interviewers")), longest=LONGEST_NAME)
    user = session.register.named(cleaned)
    return cleaned if user is None else f"{ACCOUNT}{user.id}"


def as_shown(session: Session, interviewer: str) -> str:
    """Return a stored interviewer's name, that of the register for a user of the desk."""
    if not interviewer.startswith(ACCOUNT):
        return interviewer
    try:
        return session.register.user(interviewer[len(ACCOUNT) :]).name
    except KeyError:
        return interviewer


def _end(session: Session, change: Change, ended: Sequence[InterviewRecord], verb: str) -> None:
    for record in ended:
        _require_step(record, verb)
        store.set_state(change, record, rules.STEPS[verb][0])
        change.touched("application", record.application_id)
        (application,) = records(session, [record.application_id])
        _settle(session, change, application, {day_of(record.sitting.starts_at)})


def _settle(
    session: Session, change: Change, application: ApplicationRecord, days: Iterable[date]
) -> None:
    """Let the front desk know what it has to of these days, and tie the interviews to it.

    Where nobody keeps visits an interview stands by itself. Either way somebody did something for
    the candidate.
    """
    hiring.touch(change, application.person_seq)
    ended = session.catalogue.stages[application.stage].ends
    mine = [
        one
        for one in store.of_application(change.compartment, application.seq)
        if one.state == rules.PLANNED and one.sitting.starts_at >= session.now() - LATE
    ]
    if not receives(session, "visits"):
        return
    for day in sorted(days):
        planned = [one for one in mine if day_of(one.sitting.starts_at) == day]
        first = None if ended else min(planned, key=_begin, default=None)
        wanted = None if first is None else (first.sitting.starts_at, first.sitting.host)
        reference = keep_expected(session, change, application, day=day, wanted=wanted)
        store.tie(change, [one.seq for one in planned], reference)
    deliver_afterwards(session, change)


def _begin(record: InterviewRecord) -> datetime:
    return record.sitting.starts_at


def _require_step(record: InterviewRecord, verb: str) -> None:
    if not rules.allows(verb, record.state):
        raise InterviewStepNotAllowed(state=Message(rules.STATES[record.state]))


def _require_number(number: int, *, label: Message, least: int, most: int) -> None:
    if not least <= number <= most:
        raise NumberOutOfRange(field=label, least=least, most=most)
