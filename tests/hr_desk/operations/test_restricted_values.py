# SPDX-License-Identifier: Apache-2.0
"""What is only stored since a consent was withdrawn is in case and copy, with why and when."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    consent_texts,
    consents,
    documents,
    holds,
    recruitment,
    request_asking,
    request_copies,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.forklift import licence_field
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, copied, open_officer, verified

LICENCE = "QD20191234"


@pytest.fixture
def hers(desk: Desk) -> str:
    """Her application, whose licence she gave and took her consent to back."""
    (desk.folder / "catalogue.toml").write_text(licence_field("PIPL 13(2)"), encoding="utf-8")
    recruiter = desk.open("hiring")
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", x_licence=LICENCE)])
    took_back(recruiter, id_, "x_licence")
    return id_


def took_back(session: Session, id_: str, subject: str) -> None:
    """Let her agree and withdraw."""
    shown = consent_texts.text_of(session, subject, "zh_CN")
    consents.give(session, id_, subject, shown=shown, how="signature")
    consents.withdraw(session, id_, subject)


def found(desk: Desk, officer: Session, **asked: str) -> tuple[str, Contribution]:
    """Return her case and what hiring contributed to it."""
    case = verified(officer, HER, **(asked or {"code": "copy"}))
    (record,) = contributed(officer, desk.open("admin"), case)
    return case, record


def test_l_5_it_is_in_the_case_with_reason_and_without_a_day_while_she_applies(
    desk: Desk, hers: str
) -> None:
    _, record = found(desk, open_officer(desk))
    assert "x_licence" not in record.fields
    (kept,) = record.restricted
    assert (kept.text, kept.said.since) == (LICENCE, START.date().isoformat())
    assert (kept.said.why, kept.said.basis, kept.said.until) == ("law", "PIPL 13(2)", "")


def test_l_5_the_copy_has_it_with_the_day_it_goes(desk: Desk, hers: str, tmp_path: Path) -> None:
    recruiter, target = desk.open("hiring"), tmp_path / "copy.zip"
    recruitment.reject(recruiter, [hers], reason="skills")
    officer = open_officer(desk)
    case, record = found(desk, officer)
    copy = copied(officer, case, target)
    manifest, parts = copy.manifest, copy.parts
    (kept,) = parts[request_copies.DATA][0]["restricted"]
    (row,) = recruiter.compartment("hiring").read("SELECT clock_event FROM application")
    days = recruiter.catalogue.classes["REJ"].every[row[0]]
    goes = START.date() + dt.timedelta(days=days)
    assert kept["until"] == goes.isoformat() == record.restricted[0].said.until
    assert (kept["value"], kept["text"]) == (LICENCE, LICENCE)
    assert kept["label"]["zh"] == "叉车证号" and manifest["restricted"] == 1


def test_l_5_a_photo_that_a_hold_keeps_goes_along_as_a_document(desk: Desk) -> None:
    recruiter, officer = desk.open("hiring"), open_officer(desk)
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    documents.add(recruiter, id_, "photo", b"\xff\xd8\xff pixels")
    review = START.date() + dt.timedelta(days=60)
    wanted = Wanted(reason="litigation", evidence="（2026）示例01民初1号", review_on=review)
    person = recruitment.records(recruiter, [id_])[0].person_id
    holds.put(recruiter, "hiring", person, wanted,
              approval=Approval("admin", PASSPHRASES["admin"]))  # fmt: skip
    took_back(recruiter, id_, "photo")
    recruitment.withdraw(recruiter, [id_])
    _, record = found(desk, officer)
    (kept,) = record.restricted
    assert (kept.said.why, kept.said.basis, kept.text) == ("hold", "", "1")
    assert kept.said.until == review.isoformat()
    assert [(each.field, each.pieces) for each in record.documents] == [("photo", 1)]


def test_5_4_it_can_be_refused_and_goes_with_everything_that_is_not_kept(
    desk: Desk, hers: str, tmp_path: Path
) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    case, record = found(desk, officer)
    refuse: dict[str, Any] = {"reason": "others_rights", "evidence": "示例",
              "review_on": START.date() + dt.timedelta(days=9)}  # fmt: skip
    request_asking.refuse(officer, case, record.record, "x_licence", **refuse)
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    target = tmp_path / "copy.zip"
    assert LICENCE not in str(copied(officer, case, target).parts)
    case, record = found(desk, officer, code="delete", ground="not_used")
    request_asking.refuse(officer, case, record.record, "full_name", **refuse)
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, record.record, kind="delete")
    carry(admin, officer)
    assert admin.compartment("hiring").read("SELECT * FROM restriction") == []
    (buried,) = admin.compartment("hiring").read(
        "SELECT count(*) FROM tombstone WHERE id LIKE '%/x_licence/%' AND kind = 'value'"
    )
    assert buried[0] == 1
