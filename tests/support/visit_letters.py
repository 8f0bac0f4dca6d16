# SPDX-License-Identifier: Apache-2.0
"""Envelopes of a kiosk as a test makes and takes them in."""

from typing import Any

from hr_desk import catalogue
from hr_desk.operations import visits
from hr_desk.operations.letters import Letter
from hr_desk.operations.session import Session
from hr_desk.operations.visit_letters import sign_in, sign_out
from hr_desk.operations.visits import VisitQuery, VisitRow
from hr_desk.store import visits as store

FIELDS = {
    "full_name": "黎访客", "age_band": "adult", "mobile": "13812345678",
    "visit_purpose": "business", "host_employee": "张伟", "plate_number": "鲁B12345",
}  # fmt: skip
SIGN_IN = {
    "catalogue": catalogue.load().fingerprint(), "fields": FIELDS, "language": "zh_CN",
    "notice": 1, "code": "123456", "at": "2026-03-02T00:58:00Z", "number": 1,
}  # fmt: skip
SIGN_OUT = {"code": "123456", "phone_tail": "", "at": "2026-03-02T00:59:00Z", "number": 2}


def letter(session: Session, kind: str, message: dict[str, Any]) -> Letter:
    return Letter(kind, "ab" * 16, "kiosk/0123456789abcdef", message, session.now())


def take(session: Session, **changes: Any) -> str:
    """Take one sign-in with these changes of the message; returns the visit's id."""
    with session.compartment("visits").change("test") as change:
        id_ = sign_in(session, change, letter(session, "visit.sign_in", {**SIGN_IN, **changes}))
    assert id_ is not None
    return id_


def leave(session: Session, **changes: Any) -> str | None:
    with session.compartment("visits").change("test") as change:
        message = {**SIGN_OUT, **changes}
        return sign_out(session, change, letter(session, "visit.sign_out", message))


def rows(session: Session, **query: Any) -> tuple[VisitRow, ...]:
    return visits.list_visits(session, VisitQuery(**query))


def record(session: Session, id_: str) -> store.VisitRecord:
    return store.visits(session.compartment("visits"), [id_])[0]
