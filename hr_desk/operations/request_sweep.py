# SPDX-License-Identifier: Apache-2.0
"""Proofs of identity are forgotten a working day after the result; cases are swept by retention."""

from typing import Final

from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.gone_values import let_proofs_go
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change

PRIVACY: Final = "privacy"
SWEEPING: Final = ("privacy_officer", SERVICE_ROLE)


def sweep(session: Session) -> Changes | None:
    """Delete the proofs whose day has come; None where there is none.

    The day is that of deletions: a clock set back postpones nothing, one set far ahead
    deletes nothing. No restore of an older backup brings them back. Raises CompartmentClosed,
    NotPermitted.
    """
    due = store.has_old_proofs(session.compartment(PRIVACY), on=session.deletion_day())
    return _sweep(session) if due else None


@operation("request.sweep", compartment=PRIVACY, roles=SWEEPING)
def _sweep(session: Session, change: Change, /) -> None:
    day = session.deletion_day()
    cases = store.forget_proofs(change, on=day)
    let_proofs_go(session, change, cases, on=day)
    for id_ in cases:
        change.touched("request", id_)
