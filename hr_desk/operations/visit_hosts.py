# SPDX-License-Identifier: Apache-2.0
"""The host's word about somebody who waits at the gate, and the slip the host signs.

Whoever sits at the front desk calls the host and notes what was said; the kiosk never learns it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hr_desk.domain import visits as states
from hr_desk.operations.directory import VISITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NoSlip
from hr_desk.operations.session import Session
from hr_desk.operations.visit_joining import one_guest
from hr_desk.operations.visit_reads import records
from hr_desk.operations.visit_writing import known_host, move, not_allowed
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import VisitRecord

DECLINED: Final = "host_declined"
"""The reason of the list turned_away_reason that the host's no gives."""

OUT: Final = "out"
BACK: Final = "back"
"""Where a visitor's slip is: with the visitor, or handed back."""


@operation("visit.host_agrees", compartment="visits", roles=VISITING)
def host_agrees(
    session: Session,
    change: Change,
    /,
    ids: Sequence[str],
    *,
    host_id: str | None = None,
    expected: str | None = None,
) -> None:
    """Note that the host says yes: let in, until somebody at the gate confirms it.

    A no of the same day may become a yes. ``host_id`` chooses the host; None leaves it. With
    ``expected`` the one announced visit is this expected one (``visit_joining``). Raises
    VisitStepNotAllowed, RecordGone.
    """
    host = known_host(session, host_id)
    for record in _each(session, change, ids, expected):
        target = states.target_of(record.state, "host_agrees")
        if target is None or (record.state in states.CLOSED and record.day != session.today()):
            raise not_allowed(session, record)
        state = replace(
            store.state_of(record),
            state=target,
            host=host or record.host,
            reason=None,
            retention_class=None,
            clock_event=None,
            clock_day=None,
        )
        store.update(change, record, state=state)


@operation("visit.host_refuses", compartment="visits", roles=VISITING)
def host_refuses(
    session: Session, change: Change, /, ids: Sequence[str], *, expected: str | None = None
) -> None:
    """Note that the host says no: the visit ends, and with it the ``expected`` one it is.

    Raises VisitStepNotAllowed, RecordGone.
    """
    for record in _each(session, change, ids, expected):
        move(session, change, record, "host_refuses", on=session.today(), reason=DECLINED)


def _each(
    session: Session, change: Change, ids: Sequence[str], expected: str | None
) -> Iterator[VisitRecord]:
    for record in records(session, ids):
        yield one_guest(session, change, record, expected)


@operation("visit.slip_out", compartment="visits", roles=VISITING)
def slip_out(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that slips were handed out; the host signs them. Raises RecordGone."""
    for record in records(session, ids):
        store.update(change, record, state=replace(store.state_of(record), slip=OUT))


@operation("visit.slip_back", compartment="visits", roles=VISITING)
def slip_back(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that slips were handed back, signed. Raises NoSlip where none is out, RecordGone."""
    for record in records(session, ids):
        if record.slip != OUT:
            raise NoSlip
        store.update(change, record, state=replace(store.state_of(record), slip=BACK))
