# SPDX-License-Identifier: Apache-2.0
"""What a decision leaves behind once the person's data is gone: stubs and counts (STUB, STAT).

Both are taken at the decision, by whoever makes it. A stub is kept of whoever was not hired; of
withdrawals, declined offers and cancelled posts nothing but counts; of a minor, or of data that
goes because a consent or a request says so, neither.
"""

from dataclasses import dataclass
from typing import Final

from hr_desk.operations.application_query import SOURCE
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import interviews, requisitions, stubs, tallies
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.steps import Step
from hr_desk.store.stubs import Decision
from hr_desk.store.stubs import StubGroup as StubGroup
from hr_desk.store.tallies import LEFT as LEFT
from hr_desk.store.tallies import OUTCOME as OUTCOME
from hr_desk.store.tallies import VISITS as VISITS
from hr_desk.store.tallies import Tally as Tally

ROLES: Final = ("recruiter", "hr_admin")
"""Who decides about applications, and reads what decisions leave."""

FILES: Final = ("visits", "hiring", "personnel")
"""The files in which something is counted."""


def note(session: Session, change: Change, application: ApplicationRecord, step: Step) -> None:
    """Keep what the step that ends an application leaves, inside ``change``.

    ``step`` has the clock of its own class, whether or not the pool keeps the data for longer.
    """
    stage = session.catalogue.stages[step.stage]
    decision = Decision(
        requisition=application.requisition_id,
        stage=application.stage,
        outcome=step.stage,
        reason=step.reason or "",
        points=_points(change, application),
        on=step.on,
        role=_role(session),
        source=str(application.fields.get(SOURCE) or ""),
        stub=stage.operation == "reject" and step.retention_class == stage.clock,
    )
    stubs.insert(change, application.seq, decision)


def forget(change: Change, application: ApplicationRecord) -> None:
    """Leave nothing of a decision: it was taken back, or its person's data is to go untold."""
    stubs.remove(change, application.seq)


def _points(change: Change, application: ApplicationRecord) -> list[dict[str, int]]:
    """Return the numbers of the scorecards, in an order that says nothing of who gave them."""
    cards = [
        dict(card.points)
        for sitting in interviews.of_application(change.compartment, application.seq)
        for card in interviews.scorecards(change.compartment, sitting.seq)
    ]
    return sorted(cards, key=lambda points: sorted(points.items()))


def _role(session: Session) -> str:
    return next((role for role in ROLES if role in session.user.roles), "")


@dataclass(frozen=True, slots=True)
class KeptStubs:
    """A group of stubs for a reader: the post's title, empty where the post itself is gone."""

    title: str
    group: StubGroup


def kept_stubs(session: Session) -> tuple[KeptStubs, ...]:
    """Return the stubs of decisions whose persons are gone.

    Raises NotPermitted for whoever does not run recruitment, CompartmentClosed.
    """
    if not set(ROLES) & set(session.user.roles):
        raise NotPermitted
    file = session.compartment(stubs.FILE)
    found = []
    for group in stubs.groups(file):
        requisition = requisitions.requisition(file, group.requisition)
        found.append(KeptStubs("" if requisition is None else requisition.title, group))
    return tuple(found)


def kept_counts(session: Session) -> tuple[Tally, ...]:
    """Return what is still counted of people who are gone, of the files this session holds."""
    return tuple(
        line
        for name in FILES
        if session.holds(name)
        for line in tallies.every(session.compartment(name))
    )
