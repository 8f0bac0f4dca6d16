# SPDX-License-Identifier: Apache-2.0
"""Visitors below eighteen whose data is there without a guardian's act (policy 6.3).

From the same transaction on such a visit is in no list, search, export or print. Whoever may be
inside stays in the roll call until they left: their day is counted from then. What is over goes
within a day, with what was signed, and nothing of it is counted for the year.
"""

from collections.abc import Sequence
from typing import Final

from hr_desk.domain import minors
from hr_desk.domain import visits as states
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.directory import VISITING
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.operations.values import lacks_guardian
from hr_desk.operations.visit_reads import kept
from hr_desk.operations.visit_writing import NO_GUARDIAN, lock, move, tell_peers
from hr_desk.store import minors_counts, request_tasks
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import VisitRecord

FILE: Final = "visits"
_INSIDE: Final = (states.LET_IN, states.ON_SITE)
"""Who may be inside and whose visit goes on: its end comes, at the latest with 24:00."""

_ENDED_BY: Final = {states.EXPECTED: "not_come", states.ANNOUNCED: "turn_away"}
"""What ends a visit that has not begun."""


def unlocked(session: Session) -> list[str]:
    """Return the visits of such visitors that are not locked yet; raises CompartmentClosed."""
    found = minors_counts.visits_perhaps_young(
        session.compartment(FILE),
        born_from=minors.eldest_birth(session.today()),
        bands=minors.YOUNG_BANDS,
    )
    return [one.id for one in found if lacks_guardian(session, one.fields)]


@operation("minor.lock_visit", compartment=FILE, roles=(*VISITING, SERVICE_ROLE))
def lock_visitors(session: Session, change: Change, /, visit_ids: Sequence[str]) -> None:
    """Lock visits of minors without a guardian's act; raises RecordGone."""
    for record in kept(session, visit_ids):
        _lock(session, change, record)


def _lock(session: Session, change: Change, record: VisitRecord) -> None:
    today = session.today()
    if record.state in _INSIDE:
        request_tasks.restrict(change, record=record.id, row=record.seq, reference="")
    elif verb := _ENDED_BY.get(record.state):
        reason = NO_GUARDIAN if record.state == states.ANNOUNCED else None
        move(session, change, record, verb, on=today, reason=reason)
        tell_peers(session, change, record, "visit.not_come", at=session.now())
    else:
        lock(change, record, store.state_of(record), on=today)
    change.touched("visit", record.id)
    change.facts["class"] = minors.FOUND[0]
