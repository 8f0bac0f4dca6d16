# SPDX-License-Identifier: Apache-2.0
"""What screens read of interviews: a day, a candidate, an interviewer; and who would clash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hr_desk.domain import interviews as rules
from hr_desk.domain.clock import start_of
from hr_desk.operations import scope
from hr_desk.operations.candidates import view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.interviews import Plan, as_shown, as_stored
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.recruitment import records, records_of_all
from hr_desk.operations.session import Session
from hr_desk.store import interviews as store
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.interviews import InterviewRecord

NAME = "full_name"


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview for a list; times are aware UTC datetimes.

    ``visit`` is what became of the invitation that brings the candidate in: sent, arrived, left,
    not_come, cancelled, or empty where the front desk was not told; ``visit_at`` since when.
    ``clash`` says that somebody would have to be elsewhere at the same time.
    """

    id: str
    version: int
    application_id: str
    stage: str
    name: str
    requisition: str
    starts_at: datetime
    minutes: int
    place: str
    host: str
    interviewers: tuple[str, ...]
    state: str
    """One of domain.interviews.STATES."""
    visit: str
    visit_at: datetime | None
    scorecards: int
    clash: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody who is taken at a time asked for: a candidate or an interviewer, by name."""

    who: str
    is_candidate: bool
    at: datetime


def of_day(session: Session, day: date) -> tuple[InterviewLine, ...]:
    """Return the interviews of a day (Asia/Shanghai) by time; raises NotPermitted."""
    return _lines(session, _between(session, day, days=1))


def of_candidate(session: Session, application_id: str) -> tuple[InterviewLine, ...]:
    """Return an application's interviews, the latest first; raises RecordGone, NotPermitted."""
    _require_reader(session)
    (application,) = records(session, [application_id])
    return _lines(session, store.of_application(session.compartment("hiring"), application.seq))


def of_interviewer(
    session: Session, name: str, *, begin: date, days: int = 7
) -> tuple[InterviewLine, ...]:
    """Return what somebody interviews in so many days from ``begin``, by time.

    Raises TextMissing, TextTooLong, NotPermitted.
    """
    wanted = as_stored(session, name)
    mine = [
        one for one in _between(session, begin, days=days) if wanted in one.sitting.interviewers
    ]
    return _lines(session, mine)


def planned_on(session: Session, day: date) -> int:
    """Return how many interviews are planned for a day; raises NotPermitted."""
    return sum(one.state == rules.PLANNED for one in _between(session, day, days=1))


def conflicts(
    session: Session, ids: Sequence[str], plan: Plan, *, every: int = 0, instead_of: str = ""
) -> tuple[Conflict, ...]:
    """Return who would have to be at two interviews at once if these were arranged so.

    Interviews of all count, or a warning would be missing; named are only staff and those asked.
    ``instead_of`` is an interview that is moved. Raises RecordGone, TextTooLong, NotPermitted.
    """
    _require_reader(session)
    asked = records(session, ids)
    people = frozenset(as_stored(session, name) for name in plan.interviewers)
    begins = [plan.at + timedelta(minutes=every * number) for number in range(len(asked))]
    wanted = [
        rules.Span(begin, plan.minutes, plan.place.strip(), one.person_id, people)
        for begin, one in zip(begins, asked, strict=True)
    ]
    margin = timedelta(days=1)
    first, last = min(one.begin for one in wanted), max(one.end for one in wanted)
    known = store.between(session.compartment("hiring"), first - margin, last)
    standing = [
        one for one in known if one.state == rules.PLANNED and one.id != instead_of
    ]  # fmt: skip
    taken = [_span(one, by) for one, by in zip(standing, _of(session, standing), strict=True)]
    names = {one.person_id: _name(session, one) for one in asked}
    return tuple(_conflicts(session, wanted, taken, names))


def _conflicts(
    session: Session,
    wanted: Sequence[rules.Span],
    taken: Sequence[rules.Span],
    names: Mapping[str, str],
) -> Iterable[Conflict]:
    """Compare each wanted span with those that stand and with the wanted ones before it."""
    for number, span in enumerate(wanted):
        busy: set[str] = set()
        for other in (*taken, *wanted[:number]):
            busy |= span.clashes(other)
        for who in sorted(busy):
            candidate = who in names
            shown = names[who] if candidate else as_shown(session, who)
            yield Conflict(shown, candidate, span.begin)


def _between(session: Session, begin: date, *, days: int) -> list[InterviewRecord]:
    """Return the interviews of some days with candidates the user works on."""
    _require_reader(session)
    start = start_of(begin)
    found = store.between(session.compartment("hiring"), start, start + timedelta(days=days))
    mine = scope.of(session)
    applications = _of(session, found)
    return [one for one, of in zip(found, applications, strict=True) if mine.has(of)]


def _require_reader(session: Session) -> None:
    if not set(RECRUITING) & set(session.user.roles):
        raise NotPermitted


def _of(session: Session, found: Sequence[InterviewRecord]) -> list[ApplicationRecord]:
    """Return the application of each interview, in their order."""
    if not found:
        return []
    known = {one.id: one for one in records_of_all(session, [i.application_id for i in found])}
    return [known[one.application_id] for one in found]


def _span(record: InterviewRecord, application: ApplicationRecord) -> rules.Span:
    sitting = record.sitting
    people = frozenset(sitting.interviewers)
    return rules.Span(
        sitting.starts_at, sitting.minutes, sitting.place, application.person_id, people
    )


def _lines(session: Session, found: Sequence[InterviewRecord]) -> tuple[InterviewLine, ...]:
    applications = _of(session, found)
    clash = _clashes(found, applications)
    return tuple(
        _line(session, record, application, clash=record.id in clash)
        for record, application in zip(found, applications, strict=True)
    )


def _clashes(
    found: Sequence[InterviewRecord], applications: Sequence[ApplicationRecord]
) -> frozenset[str]:
    pairs = [
        (record, _span(record, application))
        for record, application in zip(found, applications, strict=True)
        if record.state == rules.PLANNED
    ]
    marks = rules.clashing([span for _, span in pairs])
    return frozenset(record.id for (record, _), mark in zip(pairs, marks, strict=True) if mark)


def _line(
    session: Session, record: InterviewRecord, application: ApplicationRecord, *, clash: bool
) -> InterviewLine:
    sitting = record.sitting
    return InterviewLine(
        id=record.id,
        version=record.version,
        application_id=record.application_id,
        stage=application.stage,
        name=_name(session, application),
        requisition=application.requisition_title,
        starts_at=sitting.starts_at,
        minutes=sitting.minutes,
        place=sitting.place,
        host=sitting.host,
        interviewers=tuple(as_shown(session, one) for one in sitting.interviewers),
        state=record.state,
        visit=record.visit,
        visit_at=record.visit_at,
        scorecards=record.scorecards,
        clash=clash,
    )


def _name(session: Session, application: ApplicationRecord) -> str:
    """Return the candidate's name as the user may see it."""
    field = session.catalogue.field(NAME)
    stored = application.person_fields.get(NAME)
    view = view_of(session, field, stored, stage=application.stage)
    return "" if view is None else view.shown
