# SPDX-License-Identifier: Apache-2.0
"""Made-up visitors as the front desk types them."""

from collections.abc import Mapping
from typing import Any

from hr_desk.operations import visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit

TEXTS = {
    "full_name": "黎访客",
    "age_band": "adult",
    "mobile": "13812345678",
    "employer": "虚构来访有限公司",
    "visit_purpose": "business",
    "host_employee": "张伟",
    "plate_number": "鲁B12345",
}
STAFF = (("张伟", "制造部", "8001"), ("王芳", "人事部", "8002"), ("张小明", "质量部", "8003"))


def typed(session: Session, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return texts as values, the way a form does."""
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


def visitor(session: Session, *, host_id: str | None = None, **texts: str) -> NewVisit:
    """Return a new visit; a text in ``texts`` replaces the usual one, an empty one drops it."""
    given = {key: text for key, text in {**TEXTS, **texts}.items() if text}
    return NewVisit(values=typed(session, given), host_id=host_id)


def guest(session: Session, planned: str, **texts: str) -> NewVisit:
    """Return an expected guest: name, host and time (Shanghai, 2026-03-02 14:00)."""
    given = {"full_name": "黎访客", "host_employee": "张伟", **texts, "visit_planned": planned}
    return NewVisit(values=typed(session, given), notice="owed")


def signed_in(session: Session, **texts: str) -> str:
    """Sign a visitor in at the front desk; returns the id."""
    return visits.sign_in(session, [visitor(session, **texts)]).created[0]
