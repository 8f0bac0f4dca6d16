# SPDX-License-Identifier: Apache-2.0
"""Somebody hired whose photo rests on their consent alone, and a hold on their file."""

import datetime as dt
from collections.abc import Sequence

from hr_desk.operations import holds, joiner_consents, joiner_documents
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import APPROVER, APPROVERS_WORDS, approver_of
from tests.support.joining import handed_over, somebody
from tests.support.requests import HER

PHOTO = b"\xff\xd8\xff pixels of her"
DAYS = 60
"""After how many days a hold is looked at again."""


def agreed(
    desk: Desk, recruiter: Session, colleague: Session, *, consents: Sequence[str] = ("photo",)
) -> str:
    """Return somebody hired who gave consents, among them the one to the photo that is kept."""
    her = somebody(name=HER["full_name"], mobile=HER["mobile"])
    (joiner,) = handed_over(desk, recruiter, colleague, people=[her])
    joiner_consents.give(colleague, joiner, consents)
    joiner_documents.add_document(colleague, joiner, "photo", PHOTO)
    return joiner


def held(admin: Session, joiner: str) -> str:
    """Put a hold on a joiner's file, approved by an auditor; returns the hold."""
    approver_of(admin)
    wanted = holds.Wanted(
        reason="litigation", evidence="（2026）示例01民初1号",
        review_on=admin.today() + dt.timedelta(days=DAYS),
    )  # fmt: skip
    approval = holds.Approval(APPROVER, APPROVERS_WORDS)
    return str(holds.put(admin, "personnel", joiner, wanted, approval=approval).created[0])
