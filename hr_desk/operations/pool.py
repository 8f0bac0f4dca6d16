# SPDX-License-Identifier: Apache-2.0
"""The talent pool: a consent of its own, with its own end, asked about once before it ends.

Whoever is in it is kept until the day they agreed to (class POOL); silence ends it. Leaving it
takes back nothing but the pool.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hr_desk.domain import consent
from hr_desk.operations import gone_values, scope
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.consent_texts import FILE, ConsentText, text_of
from hr_desk.operations.consents import clock_without_pool, note
from hr_desk.operations.operation import operation
from hr_desk.operations.pool_clock import PURPOSE, in_pool, least, pool_clock, was_accepted
from hr_desk.operations.problems import AskedAlready, NotGiven, PoolEndOutOfRange, TextChanged
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.values import name_in
from hr_desk.store import consents, hiring
from hr_desk.store.compartment import Change
from hr_desk.store.gone_values import Reclocked, known_as
from hr_desk.store.hiring import ApplicationRecord


@dataclass(frozen=True, slots=True)
class PoolLine:
    """Somebody whose place in the pool ends soon; ``asked_on`` is None while nobody asked."""

    application_id: str
    name: str
    until: date
    days_left: int
    asked_on: date | None


def ends(session: Session) -> tuple[date, date, date]:
    """Return the first, the usual and the last day on which a place in the pool may end."""
    today = session.today()
    kept = consent.class_of(session.catalogue, PURPOSE)
    _, days = consent.event_of(kept)
    return tuple(today + timedelta(days=n) for n in (kept.minimum, days, kept.maximum))  # type: ignore[return-value]


def pool_text(session: Session, code: str, *, until: date | None = None) -> ConsentText:
    """Return the text about the pool in language ``code``, ending on ``until`` (default: usual).

    Raises PoolEndOutOfRange, LanguageUnknown, PolicyMissing.
    """
    first, usual, last = ends(session)
    day = usual if until is None else until
    if not first <= day <= last:
        raise PoolEndOutOfRange(first=first.isoformat(), last=last.isoformat())
    return text_of(session, PURPOSE, code, until=day)


@operation("pool.join", compartment="hiring", roles=RECRUITING)
def join_pool(
    session: Session, change: Change, /, application_id: str, *, shown: ConsentText, how: str,
    witness: str = "",
) -> tuple[str]:  # fmt: skip
    """Note that the person of an application agreed to stay in the pool until ``shown.until``.

    Their decided applications run on class POOL from now on, open ones once they are decided;
    joining again replaces the earlier end. Raises PoolEndOutOfRange and what ``consents.give``
    raises.
    """
    if shown.subject != PURPOSE or shown.until is None:
        raise TextChanged
    pool_text(session, shown.language, until=shown.until)
    application = records(session, [application_id])[0]
    id_ = note(session, change, application, shown=shown, how=how, witness=witness)
    class_, event, day = pool_clock(session, shown.until)
    for one in hiring.applications_of(session.compartment(FILE), application.person_id):
        if one.retention_class is not None and not was_accepted(session, one.stage):
            hiring.set_clock(change, one, class_=class_, event=event, day=day)
    return (id_,)


@operation("pool.leave", compartment="hiring", roles=RECRUITING)
def leave_pool(session: Session, change: Change, /, application_id: str) -> None:
    """Note that somebody leaves the pool; ``consents.effect_of_withdrawal`` says what follows.

    Raises NotGiven, RecordGone.
    """
    application = records(session, [application_id])[0]
    file, today = session.compartment(FILE), session.today()
    found = consents.in_force(file, application.person_id, PURPOSE, today=today)
    if found is None:
        raise NotGiven
    change.touched("application", application.id)
    end_places(session, change, (application.person_id,))


def end_places(session: Session, change: Change, people: Iterable[str]) -> None:
    """End the places of people (ids) in the pool inside ``change``, as if they withdrew today.

    What the pool alone kept goes within a day; what has another clock runs on it again. A restore
    of an older backup ends them again and starts the same clocks.
    """
    today, file = session.today(), session.compartment(FILE)
    known: list[str] = []
    clocks: list[Reclocked] = []
    for person in people:
        consents.end_standing(change, person, PURPOSE, today=today, by=consents.WITHDRAWN)
        change.touched("person", person)
        everything = hiring.applications_of(file, person)
        known += known_as(change, everything[0].person_seq) if everything else [person]
        clocks += _without_pool(session, change, everything)
    change.facts["subject"] = PURPOSE
    gone_values.let_go(session, change, known, (), ended=(PURPOSE,), clocks=clocks)


def _without_pool(
    session: Session, change: Change, everything: Iterable[ApplicationRecord]
) -> Iterator[Reclocked]:
    """Give applications the clock they have outside the pool."""
    for one in everything:
        clock = clock_without_pool(session, one)
        if clock is not None and one.retention_class not in (None, clock[0]):
            class_, event, day = clock
            hiring.set_clock(change, one, class_=class_, event=event, day=day)
            yield Reclocked(one.id, str(one.retention_class), class_, event, day)


def ending_soon(session: Session) -> tuple[PoolLine, ...]:
    """Return who leaves the pool by themselves within 30 days, the first end first.

    Of those the user works on. Raises CompartmentClosed.
    """
    file, today, mine = session.compartment(FILE), session.today(), scope.of(session)
    by = today + consent.ASKED_AHEAD
    found = []
    for one in consents.ending(file, PURPOSE, by=by, least=least(session)):
        every = hiring.applications_of(file, one.record)
        newest = next((application for application in every if mine.has(application)), None)
        if newest is None or one.until is None or one.until <= today:
            continue
        name = name_in(session, newest.person_fields)
        left = (one.until - today).days
        found.append(PoolLine(newest.id, name, one.until, left, one.asked_on))
    return tuple(found)


@operation("pool.ask", compartment="hiring", roles=RECRUITING)
def note_asked(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that people (their applications' ids) were asked whether to stay; each is asked once.

    Raises AskedAlready, NotGiven, RecordGone; nothing is noted then.
    """
    for application in records(session, ids):
        found = in_pool(session, application.person_id)
        if found is None:
            raise NotGiven
        if found.asked_on is not None:
            raise AskedAlready
        consents.note_asked(change, found.id, on=session.today())
        change.touched("application", application.id)
