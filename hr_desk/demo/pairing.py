# SPDX-License-Identifier: Apache-2.0
"""An office on a machine of its own, paired with the demo's desk through a folder.

Both sides go through introductions, the compared code and the exchange, as in life: whom the other
office invites is expected at the gate here, and the office hears of who has come.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from hr_desk.demo.people import people, typed
from hr_desk.domain.clock import FixedClock
from hr_desk.operations import (
    delivery,
    desks,
    exchanging,
    intake,
    introductions,
    invitations,
    pairing,
    policies,
    recruitment,
    request_answers,
    requisitions,
    visits,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery

OFFICE: Final = "烟台办公室"
GATE: Final = "青岛工厂"
USER: Final = "刘洋"
PROFILE: Final = "profile"
"""The folder beside the other desk that is its user's profile."""
SEED: Final = 20260602
INVITED: Final = ((7, "王经理"), (147, "赵主管"))
"""Minutes from now until a guest of the other office is to come, and whom to ask for."""


@dataclass(frozen=True, slots=True)
class OtherDesk:
    """The other office: its desk's folder, and the folder that both desks reach."""

    folder: Path
    shared: Path


class Office:
    """The other office and its way to the demo's desk."""

    def __init__(
        self, session: Session, clock: FixedClock, place: Path, *, passphrase: str, policy: Any
    ) -> None:
        self._here, self._clock = session, clock
        self.desk = OtherDesk(place / "office", place / "exchange")
        self.desk.shared.mkdir(parents=True)
        made = desks.create(
            self.desk.folder, company=dict(session.company), admin=USER, passphrase=passphrase,
            roles=("recruiter",), compartments=("hiring",), clock=clock,
        )  # fmt: skip
        self._there = desks.open_desk(
            self.desk.folder, user=USER, passphrase=passphrase, clock=clock,
            profile=place / PROFILE,
        )  # fmt: skip
        policies.take_in_published(self._there, **policy)
        self._pair(made.desk_id)

    def play(self) -> int:
        """Invite two candidates to the gate and let the first come; returns who came."""
        ids = self._candidates()
        for id_, (minutes, host) in zip(ids, INVITED, strict=True):
            at = self._clock.now() + timedelta(minutes=minutes)
            invitations.invite(self._there, [id_], at=at, host=host)
        self._settle()
        self._clock.advance(minutes=INVITED[0][0])
        expected = visits.list_visits(self._here, VisitQuery(states=("expected",)))
        come = [one for one in expected if one.host is None and one.origin == "invited"]
        come.sort(key=lambda one: str(one.planned))
        visits.arrive(self._here, [come[0].visit_id], notice="paper")
        self._settle()
        (answer,) = invitations.invitations_of(self._there, ids[0])
        return int(answer.state == "arrived")

    def close(self) -> None:
        """Close the other desk."""
        self._there.close()

    def _pair(self, desk_id: str) -> None:
        code = pairing.code(self._here.desk_id, desk_id)
        sides = ((self._here, OFFICE), (self._there, GATE))
        for side, _ in sides:
            exchanging.exchange(side.folder, self.desk.shared, clock=self._clock)
        for side, label in sides:
            (found,) = introductions.new_in(side.folder, self.desk.shared)
            pairing.pair(side, found.content, label=label, code=code)

    def _candidates(self) -> tuple[str, ...]:
        post = requisitions.open_requisition(
            self._there, title="质检员", department="质量部", place="烟台仓库", head_count=1
        ).created[0]
        new = [
            NewCandidate(
                requisition_id=post,
                values=typed(self._there.catalogue, one.texts),
                notice="screen",
            )
            for one in islice(people(seed=SEED), len(INVITED))
        ]
        return recruitment.take_in(self._there, new).created

    def _settle(self) -> None:
        _settle(self._there, self._here, self.desk.shared, self._clock)


def answer_questions(
    session: Session, *, other: OtherDesk, clock: FixedClock, passphrase: str
) -> int:
    """Let the other office say who the privacy office here asks about; returns its answers.

    Whoever answers there signs in as always, and gives whom name and one more thing agree with.
    """
    there = desks.open_desk(
        other.folder, user=USER, passphrase=passphrase, clock=clock,
        profile=other.folder.parent / PROFILE,
    )  # fmt: skip
    try:
        _settle(session, there, other.shared, clock)
        asked = request_answers.questions(there)
        for question in asked:
            who = [one.id for one in question.proposals if len(one.agree) > 1]
            request_answers.contribute(there, question, who)
        _settle(there, session, other.shared, clock)
    finally:
        there.close()
    return len(asked)


def _settle(first: Session, second: Session, shared: Path, clock: FixedClock) -> None:
    """Exchange in turn until each side has the other's receipts."""
    for _ in range(3):
        for side in (first, second):
            delivery.deliver(side)
            exchanging.exchange(side.folder, shared, clock=clock)
            intake.take_in(side)
