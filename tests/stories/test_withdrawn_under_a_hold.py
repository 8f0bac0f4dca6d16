# SPDX-License-Identifier: Apache-2.0
"""“Take my photo out.” The company is being sued: it says so, keeps it shut away, and lets it go.

The employee reads in their own copy that the photo is only stored, why, and how long.
"""

import datetime as dt
from pathlib import Path

from hr_desk.operations import (
    holds,
    joiner_withdrawals,
    retention,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.holding import DAYS, PHOTO, agreed, held
from tests.support.joining import opened
from tests.support.requests import HER, contributed, copied, verified
from ui.pages.joiner_consenting import effect_said


def test_a_photo_is_kept_for_the_court_and_for_nobody_else(
    desk: Desk, session: Session, colleague: Session, officer: Session, tmp_path: Path
) -> None:
    admin = desk.open("admin")
    joiner = agreed(desk, session, colleague)
    # The HR admin: she sues us, so nothing of her file may go.
    hold, review = held(admin, joiner), admin.today() + dt.timedelta(days=DAYS)
    # The colleague reads to her what taking the consent back does, before it is done.
    said = effect_said(joiner_withdrawals.effect(colleague, joiner, "photo"))
    assert review.isoformat() in said and "照片" in said
    joiner_withdrawals.withdraw(colleague, joiner, "photo")
    photo = opened(colleague, joiner).named("photo")
    assert photo is None or photo.value is None, "nobody sees it any more"
    # She: asks for her copy, and reads that it is there, why and how long.
    case = verified(officer, HER, code="copy")
    contributed(officer, admin, case)
    copy = copied(officer, case, tmp_path / "copy.zip")
    (kept,) = (one for one in copy.parts["data.json"] if one["file"] == "personnel")
    (stored,) = kept["restricted"]
    assert (stored["field"], stored["why"], stored["until"]) == (
        "photo",
        "hold",
        review.isoformat(),
    )
    assert PHOTO in copy.documents.values()
    # The suit is over: the next sweep lets it go.
    holds.lift(admin, "personnel", hold, because="案件已结")
    retention.sweep(admin)
    assert admin.compartment("personnel").read("SELECT * FROM restriction") == []
    assert admin.compartment("personnel").read("SELECT * FROM document WHERE kind = 'photo'") == []
