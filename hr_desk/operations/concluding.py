# SPDX-License-Identifier: Apache-2.0
"""How hiring concludes: the last opening is filled, a requisition ends, nobody goes on with it.

Whatever is then still undecided ends as not hired, and its clock starts, because the purpose it
was given for is achieved or has become impossible (PIPL 47(1)). Where the post itself is cancelled
the shorter class CANC applies (promises c.1).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hr_desk.domain import stages
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.calling_off import end
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import hiring, requisitions
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.requisitions import RequisitionRecord
from hr_desk.store.steps import Step

RECRUITING: Final = ("recruiter", "hr_admin")
"""The roles that run recruitment."""

FIRST_STAGE: Final = "applied"


def require_recruiting(session: Session) -> None:
    """Raise NotPermitted for whoever does not run recruitment; reads have no entry to refuse in."""
    if not set(RECRUITING) & set(session.user.roles):
        raise NotPermitted


REASONS: Final = {"filled": "other_chosen", "ended": "closed", "cancelled": "closed"}
"""Why a requisition is closed (close_reason) to why its open applications end (decision_reason)."""

UNTOUCHED: Final = "untouched"
"""The decision_reason of an application that nobody went on with."""

CANCELLED: Final = ("CANC", "cancelled")
"""Class and event of applications to a post that is not filled at all."""


def ending(session: Session, stage_key: str, *, reason: str | None = None) -> Step:
    """Return the state of an application that ends today at a stage, with the stage's clock."""
    stage = session.catalogue.stages[stage_key]
    return Step(
        stage=stage.key,
        on=session.today(),
        retention_class=stage.clock,
        clock_event=stage.clock_event,
        reason=reason,
    )


def not_hired(session: Session, *, reason: str) -> Step:
    """Return the state of an application that was decided against today."""
    stage = stages.target_of(session.catalogue, FIRST_STAGE, "reject")
    return ending(session, stage.key, reason=reason)


def undecided(session: Session, requisition_seq: int) -> list[ApplicationRecord]:
    """Return a requisition's applications that a rejection is still possible for."""
    open_ones = hiring.open_applications_of(session.compartment("hiring"), requisition_seq)
    return [application for application in open_ones if _is_undecided(session, application)]


def _is_undecided(session: Session, application: ApplicationRecord) -> bool:
    return "reject" in stages.allowed(session.catalogue, application.stage)


def conclude(
    session: Session, change: Change, requisition: RequisitionRecord, *, reason: str
) -> None:
    """Close a requisition (``reason``: a code of close_reason) and end what is undecided in it."""
    step = not_hired(session, reason=REASONS[reason])
    if reason == "cancelled":
        step = replace(step, retention_class=CANCELLED[0], clock_event=CANCELLED[1])
    for application in undecided(session, requisition.seq):
        end(session, change, application, step)
    closed = replace(
        requisition,
        version=requisition.version + 1,
        closed_on=session.today(),
        close_reason=reason,
        close_entry=change.sequence,
    )
    requisitions.write_requisition(change, closed)


def conclude_filled(session: Session, change: Change, ids: Iterable[str]) -> None:
    """Conclude those of the requisitions whose last opening is taken; the others stay open."""
    file = session.compartment("hiring")
    for id_ in dict.fromkeys(ids):
        requisition = requisitions.requisition(file, id_)
        if requisition is None or requisition.closed_on or requisition.kind != "openings":
            continue
        if taken(session, requisition.seq) >= requisition.head_count:
            conclude(session, change, requisition, reason="filled")


def taken(session: Session, requisition_seq: int) -> int:
    """Return how many openings of a requisition (row number) somebody has accepted."""
    counts = requisitions.counts_of(session.compartment("hiring"), requisition_seq)
    return sum(
        number for stage, number in counts.items() if stages.takes_opening(session.catalogue, stage)
    )


def untouched(session: Session) -> tuple[ApplicationRecord, ...]:
    """Return the applications that lay untouched for so long that they conclude by themselves."""
    last = max(stage.untouched_after or 0 for stage in session.catalogue.stages.values())
    if not last:
        return ()
    day = session.trusted_day() - timedelta(days=last)
    found = hiring.untouched_since(session.compartment("hiring"), day)
    return tuple(one for one in found if _is_undecided(session, one))


@operation(
    "application.conclude_untouched", compartment="hiring", roles=(*RECRUITING, SERVICE_ROLE)
)
def conclude_untouched(session: Session, change: Change, /) -> None:
    """End as not hired what nobody did anything for in 60 days (stage key ``untouched_after``)."""
    for application in untouched(session):
        end(session, change, application, not_hired(session, reason=UNTOUCHED))
