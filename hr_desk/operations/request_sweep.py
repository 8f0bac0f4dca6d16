# SPDX-License-Identifier: Apache-2.0
"""What goes of cases by itself: proofs of identity after a working day, cases after three years."""

from datetime import timedelta
from typing import Final

from hr_desk.operations.changes import Changes
from hr_desk.operations.due_days import periods
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.requests import RequestRecord

PRIVACY: Final = "privacy"
SWEEPING: Final = ("privacy_officer",)
CLASS: Final = "DSR"


def sweep(session: Session) -> Changes | None:
    """Delete the proofs and the cases whose day has come; None where there is nothing.

    The day is the file's trusted one: a clock set back postpones nothing, one set far ahead
    deletes nothing. Raises CompartmentClosed, NotPermitted.
    """
    file = session.compartment(PRIVACY)
    due = store.has_old_proofs(file, on=session.trusted_day()) or _due_cases(session, file)
    return _sweep(session) if due else None


def _due_cases(session: Session, file: Compartment) -> list[RequestRecord]:
    found: list[RequestRecord] = []
    for (class_, event), days in periods(session.catalogue).items():
        if class_ == CLASS:
            limit = session.trusted_day() - timedelta(days=days)
            found += store.where(
                file, "retention_class = ? AND clock_event = ? AND clock_day <= ?",
                (class_, event, limit.isoformat()),
            )  # fmt: skip
    return found


@operation("request.sweep", compartment=PRIVACY, roles=SWEEPING)
def _sweep(session: Session, change: Change, /) -> None:
    for id_ in store.forget_proofs(change, on=session.trusted_day()):
        change.touched("request", id_)
    cases = _due_cases(session, change.compartment)
    for one in cases:
        store.remove(change, one)
    change.facts["cases"] = len(cases)
