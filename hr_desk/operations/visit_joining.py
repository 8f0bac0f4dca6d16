# SPDX-License-Identifier: Apache-2.0
"""An invited guest who signs in without their code is one visit, whatever becomes of it.

The kiosk knows nobody, so it makes a visit of its own; somebody at the front desk says that it is
the expected one, when they let the guest in, note the host's word, or turn the guest away.
"""

from hr_desk.domain import visits as states
from hr_desk.operations import guest_codes
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import records
from hr_desk.operations.visit_writing import not_allowed
from hr_desk.store import contact_reveals, signatures, temperatures
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, VisitRecord


def one_guest(
    session: Session, change: Change, announced: VisitRecord, expected: str | None
) -> VisitRecord:
    """Return the visit that goes on: the announced one, or the expected one of the same guest.

    The expected record stays, because whoever invited knows it, and is announced from now on with
    what was said at the kiosk; the announced row goes with a tombstone. None: nobody expected them.
    Raises RecordGone, and VisitStepNotAllowed for a visit that is not expected any more.
    """
    if expected is None:
        return announced
    (kept,) = records(session, [expected])
    if announced.state not in states.OUTSIDE:
        raise not_allowed(session, announced)
    if kept.state != states.EXPECTED:
        raise not_allowed(session, kept)
    notice = Notice(version=announced.notice_version, how=announced.notice_how,
                    at=announced.notice_at, language=announced.notice_language)  # fmt: skip
    state, said = store.state_of(announced), announced.fields
    guest_codes.join(session, change, kept, state=state, notice=notice, fields=said)
    signatures.move(change, announced.id, to=kept.id)
    temperatures.move(change, announced.id, to=kept.id)
    contact_reveals.move(change, announced.id, to=kept.id)
    store.remove_joined(change, announced)
    (joined,) = records(session, [kept.id])
    return joined
