# SPDX-License-Identifier: Apache-2.0
"""What recruiting looks like in numbers: how far people come, how fast, from where, what ends.

Everything is counted from what is still kept: who was deleted is in no number any more. The
recruiter sees the people anyway; what leaves the desk says nothing of fewer than ``SMALLEST``
(promises: counts under k = 5 are suppressed outside HR).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.domain.clock import start_of
from hr_desk.domain.stages import before_offer, counted_as
from hr_desk.operations import requisitions, scope
from hr_desk.operations.application_query import SOURCE, may_see_sources
from hr_desk.operations.concluding import FIRST_STAGE, require_recruiting
from hr_desk.operations.proofs import swept_here
from hr_desk.operations.retention import periods
from hr_desk.operations.session import Session
from hr_desk.store import due_days
from hr_desk.store import figures as store
from hr_desk.store.sweeping import DRAFT_CLASS

SMALLEST: Final = 5
"""The smallest number that is said outside."""

DAYS_AHEAD: Final = 90
"""How far ``endings`` looks."""

WEEKS_AHEAD: Final = DAYS_AHEAD // 7 + 1


@dataclass(frozen=True, kw_only=True)
class Span:
    """The applications that are counted: taken in on a day from ``first`` to ``last``.

    Days in Asia/Shanghai, both included. ``requisition_id`` None: for whichever requisition.
    """

    first: date
    last: date
    requisition_id: str | None = None


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """A stage of the way, and how many applications came to it or beyond."""

    stage: str
    reached: int


@dataclass(frozen=True, slots=True)
class StayLine:
    """How long a stage lasted for those who left it, in whole days.

    ``median`` and ``slow`` are the days within which half and nine tenths of them went on.
    """

    stage: str
    left: int
    median: int
    slow: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source (a code of source_channel, None: not given), and what came of it."""

    source: str | None
    taken_in: int
    accepted: int


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """An open requisition: openings (0: a kind without), filled, days since it was opened."""

    requisition_id: str
    title: str
    department: str
    openings: int
    filled: int
    days_open: int


@dataclass(frozen=True, slots=True)
class EndingLine:
    """The seven days from ``first`` on, and how many records of each class end in them."""

    first: date
    counts: Mapping[str, int]

    @property
    def whole(self) -> int:
        """How many records end in these days."""
        return sum(self.counts.values())


def _taken(session: Session, span: Span) -> store.Taken:
    return store.Taken(
        within=scope.where(session),
        start=start_of(span.first),
        end=start_of(span.last + timedelta(days=1)),
        requisition_id=span.requisition_id,
    )


def _orders(session: Session) -> dict[str, float]:
    """Return the stages that are a way made: all but the ends before an accepted offer.

    Each with the order of the stage it counts as.
    """
    known = session.catalogue.stages
    accepted = known["offer_accepted"].order
    ways = (s.key for s in known.values() if not s.ends or s.order > accepted)
    return {key: known[counted_as(session.catalogue, key)].order for key in ways}


def funnel(session: Session, span: Span) -> tuple[FunnelLine, ...]:
    """Return how many of a span's applications came to each stage or beyond, in their order.

    Shown are the stages that the requisitions have. Raises NotPermitted, CompartmentClosed.
    """
    require_recruiting(session)
    file, known = session.compartment("hiring"), session.catalogue.stages
    farthest = store.farthest(file, _taken(session, span), _orders(session))
    accepted = known["offer_accepted"].order
    had = store.chosen_stages(file, span.requisition_id)
    chosen = {counted_as(session.catalogue, key) for key in had}
    after = [s.key for s in known.values() if s.order >= accepted and not s.ends]
    return tuple(
        FunnelLine(key, _came_to(farthest, 0 if key == FIRST_STAGE else known[key].order))
        for key in (*before_offer(session.catalogue, chosen), *after)
    )


def _came_to(farthest: Mapping[float, int], order: float) -> int:
    return sum(number for reached, number in farthest.items() if reached >= order)


def stays(session: Session, span: Span) -> tuple[StayLine, ...]:
    """Return how long each stage lasted for those who left it, in the order of the stages.

    Raises NotPermitted, CompartmentClosed.
    """
    require_recruiting(session)
    found = store.stays(session.compartment("hiring"), _taken(session, span))
    ordered = sorted(session.catalogue.stages.values(), key=lambda stage: stage.order)
    return tuple(
        StayLine(stage.key, sum(days.values()), within(days, 1, 2), within(days, 9, 10))
        for stage in ordered
        if not stage.ends and (days := found.get(stage.key))
    )


def within(days: Mapping[int, int], part: int, whole: int) -> int:
    """Return the days within which ``part``/``whole`` of some stays ended (nearest rank).

    ``days`` is days to number of stays; raises ValueError where there is none.
    """
    wanted, seen = sum(days.values()) * part, 0
    for day, number in sorted(days.items()):
        seen += number
        if seen * whole >= wanted:
            return day
    raise ValueError("no stay")


def sources(session: Session, span: Span) -> tuple[SourceLine, ...]:
    """Return where a span's applications came from, the largest source first.

    Nothing where the role may not see the field. Raises NotPermitted, CompartmentClosed.
    """
    require_recruiting(session)
    if not may_see_sources(session):
        return ()
    found = store.sources(
        session.compartment("hiring"),
        _taken(session, span),
        _orders(session),
        field=SOURCE,
        accepted=session.catalogue.stages["offer_accepted"].order,
    )
    lines = (SourceLine(code, taken, accepted) for code, (taken, accepted) in found.items())
    return tuple(sorted(lines, key=lambda line: (-line.taken_in, line.source or "~")))


def openings(session: Session, *, requisition_id: str | None = None) -> tuple[OpeningLine, ...]:
    """Return the open requisitions, or the one asked for, the longest open first.

    Raises NotPermitted, CompartmentClosed.
    """
    require_recruiting(session)
    today = session.today()
    rows = requisitions.list_requisitions(session, include_closed=requisition_id is not None)
    lines = [
        OpeningLine(
            requisition_id=row.id,
            title=row.title,
            department=row.department,
            openings=row.head_count,
            filled=row.filled,
            days_open=((row.closed_on or today) - row.opened_on).days,
        )
        for row in rows
        if requisition_id in (None, row.id)
    ]
    return tuple(sorted(lines, key=lambda line: (-line.days_open, line.title)))


def endings(session: Session) -> tuple[EndingLine, ...]:
    """Return what ends within 90 days, week by week and class by class, from today on.

    Counted are persons the user works on, visits and drafts of the files this session holds; what
    is overdue stands in the first week. Raises NotPermitted.
    """
    require_recruiting(session)
    first = session.trusted_day()
    last = first + timedelta(days=DAYS_AHEAD)
    weeks: list[Counter[str]] = [Counter() for _ in range(WEEKS_AHEAD)]
    kept = session.catalogue.classes[DRAFT_CLASS].periods["typed"]
    for name in swept_here(session):
        file = session.compartment(name)
        running = due_days.running(file, periods(session.catalogue))
        within = scope.where(session) if name == scope.FILE else ("1", [])
        ending = store.ending(file, running, first=first, last=last, within=within)
        for (class_, week), number in ending.items():
            weeks[week][class_] += number
        drafts = store.drafts_ending(file, first=first, last=last, kept=kept)
        for week, number in drafts.items():
            weeks[week][DRAFT_CLASS] += number
    return tuple(
        EndingLine(first + timedelta(days=7 * week), dict(counts))
        for week, counts in enumerate(weeks)
    )


def said_outside(counts: Iterable[int]) -> tuple[int | None, ...]:
    """Return the numbers of one column as they may leave the desk; None is not said.

    Not said is whatever is below SMALLEST, and where that is one number alone, the next smallest
    too, so that no total gives it away.
    """
    numbers: Sequence[int] = tuple(counts)
    hidden = {place for place, number in enumerate(numbers) if number < SMALLEST}
    if len(hidden) == 1 and len(numbers) > 1:
        others = set(range(len(numbers))) - hidden
        hidden.add(min(others, key=lambda place: (numbers[place], place)))
    return tuple(None if place in hidden else number for place, number in enumerate(numbers))
