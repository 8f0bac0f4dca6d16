# SPDX-License-Identifier: Apache-2.0
"""A made-up contractor who named at the kiosk whom to call, and is let in."""

from typing import Any, Final

from hr_desk.operations import intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from tests.support import gatehouse

NAME: Final = "欧阳示例"
CONTACT: Final = "王示例 | 母亲 | 13912345678"
PHONE: Final = "13912345678"


def arrived(gate: Session, number: int = 1, *, contact: str = CONTACT, **texts: str) -> str:
    """Announce a contractor through a kiosk's envelope; returns the id of the visit."""
    if number == 1:
        gatehouse.hold_key(gate)
    told: dict[str, Any] = {"emergency_contact": contact} if contact else {}
    said = {"full_name": NAME, "visit_purpose": "contractor", "employer": "示例机械", **texts}
    told |= said | {"beside": {"kind": "contractor"}}
    gatehouse.sign_in(gate, number, **told)
    assert intake.take_in(gate).taken == 1
    (row,) = visits.list_visits(gate, VisitQuery(text=said["full_name"], states=("announced",)))
    return row.visit_id


def on_site(gate: Session, number: int = 1, **texts: str) -> str:
    """Let such a contractor in; returns the id of the visit."""
    visit = arrived(gate, number, **texts)
    visits.confirm(gate, visit)
    return visit
