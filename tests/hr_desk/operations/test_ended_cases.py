# SPDX-License-Identifier: Apache-2.0
"""What a case let go comes back by no restore, from no day on which it was still there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hr_desk.operations import (
    documents,
    intake,
    request_answers,
    request_asking,
    request_views,
    requests,
    restoring,
    retention,
)
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files
from tests.support import raw_pages
from tests.support.desk import Desk, file_key
from tests.support.made_up import one
from tests.support.requests import (
    HER,
    OFFICER,
    asked,
    carry,
    closed,
    contributed,
    reopen_officer,
)
from tests.support.restoring import backup_of, lose

ADDRESS = "mei.herself@example.com"
PROOF = "核对了上次面试日期和介绍人姓名"
RIGHT = "mei.corrected@example.com"
GONE = (ADDRESS, PROOF, RIGHT)
DAYS = ("asked", "verified", "contributed", "ordered", "decided")
"""The days of a case on which its file is backed up."""


@pytest.fixture
def hers(desk: Desk, admin: Session) -> str:
    """Her application, with a paper of hers."""
    recruiter = desk.open("hiring")
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", email=ADDRESS)])
    documents.add(recruiter, id_, "photo", b"\xff\xd8\xff pixels of her")
    return id_


def answered(officer: Session, admin: Session) -> tuple[str, dict[str, Path]]:
    """Handle a case up to its closing; returns its id and a backup of each day."""
    found = {}
    requests.take_in(officer, asked(HER, code="correct"))
    found["asked"] = backup_of(officer, "privacy")
    ((case,),) = officer.compartment("privacy").read("SELECT id FROM request")
    requests.verify(officer, case, method="two_facts", proof=PROOF)
    found["verified"] = backup_of(officer, "privacy")
    (record,) = contributed(officer, admin, case)
    found["contributed"] = backup_of(officer, "privacy")
    right = officer.catalogue.field("email").type.parse(RIGHT)
    request_asking.order(officer, case, record.record, kind="correct", fields={"email": right})
    found["ordered"] = backup_of(officer, "privacy")
    carry(admin, officer)
    requests.decide(officer, case, outcome="granted")
    found["decided"] = backup_of(officer, "privacy")
    return str(case), found


def put_back(desk: Desk, source: Path, *, lost: bool) -> Session:
    """Restore a backup of privacy, also where the file itself is lost."""
    desk.close()
    if lost:
        lose(desk, "privacy")
    restoring.restore(desk.folder, source, user="officer", passphrase=OFFICER, clock=desk.clock)
    return reopen_officer(desk)


def sealed(session: Session) -> list[Path]:
    return list(own_files(DeskFiles(session.folder).part("documents"), "privacy"))


def said(session: Session, values: tuple[str, ...] = GONE) -> list[str]:
    """Return which values stand anywhere on the pages of privacy, free ones and log included."""
    file = session.compartment("privacy")
    return raw_pages.found(values, raw_pages.everything(file.path, file_key(session, "privacy")))


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("day", DAYS)
def test_a_backup_of_no_day_brings_back_what_closing_cleared(
    desk: Desk, officer: Session, admin: Session, hers: str, day: str, lost: bool
) -> None:
    case, found = answered(officer, admin)
    if day not in ("asked", "verified"):
        assert ADDRESS in said(officer), "nothing is looked for that was never there"
    closed(officer, case)
    before = request_views.list_requests(officer, closed=True)
    again = put_back(desk, found[day], lost=lost)
    assert said(again) == []
    assert sealed(again) == []
    assert again.compartment("privacy").read("SELECT key FROM document") == []
    assert request_views.list_requests(again) == ()
    (row,) = request_views.list_requests(again, closed=True)
    assert (row.id, row.state) == (before[0].id, before[0].state)
    clock = "SELECT ending, closed_at IS NULL, retention_class, clock_day FROM request"
    assert again.compartment("privacy").read(clock) == [("answered", 0, "DSR", "2026-03-02")]


@pytest.mark.parametrize("end", [requests.take_back, requests.give_up])
def test_nor_what_went_with_a_case_that_was_not_answered(
    desk: Desk, officer: Session, end: Callable[[Session, str], object]
) -> None:
    requests.take_in(officer, asked(HER))
    ((case,),) = officer.compartment("privacy").read("SELECT id FROM request")
    if end is requests.take_back:
        requests.verify(officer, case, method="two_facts", proof=PROOF)
    source = backup_of(officer, "privacy")
    end(officer, case)
    again = put_back(desk, source, lost=False)
    assert said(again) == []
    assert request_views.list_requests(again) == ()


@pytest.mark.parametrize("lost", [False, True])
def test_a_proof_that_had_its_working_day_does_not_come_back(
    desk: Desk, officer: Session, lost: bool
) -> None:
    requests.take_in(officer, asked(HER))
    ((case,),) = officer.compartment("privacy").read("SELECT id FROM request")
    requests.verify(officer, case, method="two_facts", proof=PROOF)
    source = backup_of(officer, "privacy")
    assert said(officer) == [PROOF]
    desk.clock.advance(days=1)
    retention.sweep(officer)
    again = put_back(desk, source, lost=lost)
    assert said(again) == []
    (row,) = request_views.list_requests(again)
    assert row.id == case, "the case itself goes on"


def test_a_case_that_goes_on_loses_nothing(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    """Another one that was closed meanwhile takes nothing of it along."""
    case, found = answered(officer, admin)
    requests.take_in(officer, asked({"full_name": "钱示例", "mobile": "13800138000"}))
    (other,) = (one.id for one in request_views.list_requests(officer) if one.id != case)
    requests.give_up(officer, other)
    again = put_back(desk, found["decided"], lost=False)
    assert set(said(again)) == set(GONE)
    assert request_asking.findings(again, case).records
    assert sealed(again)


def test_what_a_file_sends_once_more_is_kept_by_no_case_that_was_closed(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    """Its answer lay in the inbox when privacy was restored to a day before it came."""
    requests.take_in(officer, asked(HER))
    ((case,),) = officer.compartment("privacy").read("SELECT id FROM request")
    requests.verify(officer, case, method="call_back")
    request_asking.ask(officer, case)
    source = backup_of(officer, "privacy")
    intake.take_in(admin)
    for question in request_answers.questions(admin):
        request_answers.contribute(admin, question, [each.id for each in question.proposals])
    inbox = DeskFiles(desk.folder).part("inbox")
    letters = {path: path.read_bytes() for path in inbox.glob("*.envelope")}
    intake.take_in(officer)
    requests.take_back(officer, case)
    again = put_back(desk, source, lost=False)
    for path, letter in letters.items():
        path.write_bytes(letter)
    intake.take_in(again)
    assert said(again) == []
    assert sealed(again) == []
