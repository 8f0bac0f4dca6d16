# SPDX-License-Identifier: Apache-2.0
"""The interviews of the demo's day: two in the morning, two still to come, two tomorrow.

The front desk expects them by itself. One comes, is interviewed and leaves; another does not come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hr_desk.domain.clock import SHANGHAI, FixedClock
from hr_desk.operations import (
    candidates,
    delivery,
    intake,
    interview_views,
    interviews,
    scorecards,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.interview_views import InterviewLine
from hr_desk.operations.interviews import Plan
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery


@dataclass(frozen=True, slots=True)
class Row:
    """Interviews in a row: on which day from today, from when on (Shanghai), with how many."""

    day: int
    begins: str
    count: int
    host: str
    place: str
    interviewers: tuple[str, ...]


ROWS: Final = (
    Row(0, "09:30", 2, "王工", "一号会议室", ("王工", "李主任")),
    Row(0, "15:00", 2, "赵经理", "二楼会议室", ("赵经理",)),
    Row(1, "10:00", 2, "王工", "一号会议室", ("王工", "李主任")),
)
MINUTES: Final = 30
"""How long each takes, and how far those in a row lie apart."""

FOUND: Final = {
    "王工": Findings(
        points={"skills": 4, "experience": 4, "safety": 5, "communication": 3},
        proposal="hire",
        test_score=86,
        note="现场操作熟练，能说清停机挂牌的步骤。",
    ),
    "李主任": Findings(
        points={"skills": 4, "experience": 3, "safety": 4, "availability": 5},
        proposal="further",
        note="可上夜班，图纸识读需再确认。",
    ),
}
"""What was found in the first interview, by interviewer."""


class Interviewing:
    """The interviews of one day, under the demo's clock."""

    def __init__(self, session: Session, clock: FixedClock) -> None:
        self._session, self._clock = session, clock

    def arrange(self) -> int:
        """Arrange the rows with those who came as far as interviews; returns how many there are.

        A small demo has fewer candidates than places; what is left stays free.
        """
        wanted = sum(one.count for one in ROWS)
        listed = candidates.list_applications(
            self._session, ListQuery(stages=("interview", "applied"), limit=wanted)
        )
        waiting = [one.application_id for one in listed.rows]
        arranged = 0
        for one in ROWS:
            some, waiting = waiting[: one.count], waiting[one.count :]
            if some:
                made = interviews.arrange(self._session, some, self._plan(one), every=MINUTES)
                arranged += len(made.created)
        self._carry()
        return arranged

    def morning(self) -> None:
        """Let the first one of today in, some time before the interview."""
        for visit in self._expected_now():
            visits.arrive(self._session, [visit], notice="paper")
        self._carry()

    def afternoon(self) -> None:
        """Enter what was found of the first one and let them go; the next one did not come."""
        begun = [one for one in self._today() if one.starts_at < self._clock.now()]
        for interviewer, found in FOUND.items():
            for one in begun[:1]:
                scorecards.enter(self._session, one.id, found, interviewer=interviewer)
        for missed in begun[1:]:
            interviews.miss(self._session, [missed.id])
        came = visits.list_visits(self._session, VisitQuery(states=("on_site",)))
        first = {one.starts_at for one in begun[:1]}
        visits.sign_out(self._session, [one.visit_id for one in came if one.planned in first])
        self._carry()

    def _today(self) -> tuple[InterviewLine, ...]:
        return interview_views.of_day(self._session, self._session.today())

    def _expected_now(self) -> list[str]:
        """Return the visit of the first interview of today, none without interviews."""
        first = {one.starts_at for one in self._today()[:1]}
        expected = visits.list_visits(self._session, VisitQuery(states=("expected",)))
        return [one.visit_id for one in expected if one.planned in first]

    def _plan(self, one: Row) -> Plan:
        day = self._clock.now().astimezone(SHANGHAI).date() + timedelta(days=one.day)
        begins = datetime.fromisoformat(f"{day}T{one.begins}").replace(tzinfo=SHANGHAI)
        return Plan(
            at=begins,
            minutes=MINUTES,
            host=one.host,
            place=one.place,
            interviewers=one.interviewers,
        )

    def _carry(self) -> None:
        """Let the gate hear of it, and hiring of the answers."""
        intake.take_in(self._session)
        delivery.deliver(self._session)
        intake.take_in(self._session)
