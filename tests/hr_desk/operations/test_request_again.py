# SPDX-License-Identifier: Apache-2.0
"""Asking the files again brings what is new, and nothing twice."""

from pathlib import Path

import pytest

from hr_desk.operations import documents, request_asking, request_documents, requests
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files
from tests.support.desk import Desk
from tests.support.made_up import one
from tests.support.requests import HER, contributed, copied, open_officer, verified

CV = b"%PDF-1.4 her work"


@pytest.fixture
def officer(desk: Desk) -> Session:
    """A privacy officer at a desk where she applied with a CV."""
    session, recruiter = open_officer(desk), desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    documents.add(recruiter, hers, "resume_file", CV)
    return session


def test_5_1_the_later_answer_takes_the_place_of_the_earlier_one(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    admin, case = desk.open("admin"), verified(officer, HER, code="copy")
    (first,) = contributed(officer, admin, case)
    (second,) = contributed(officer, admin, case)
    assert first.record == second.record
    found = request_asking.findings(officer, case)
    assert len(found.asked) == len({part.peer for part in found.asked})
    assert request_documents.missing(officer, case, found.records) == 0
    assert len(own_files(DeskFiles(officer.folder).part("documents"), "privacy")) == 1
    copy = copied(officer, case, tmp_path / "copy.zip")
    assert list(copy.documents.values()) == [CV]
    assert copy.manifest["records"] == 1


def test_5_2_what_was_ordered_is_asked_no_more_and_the_case_can_be_decided(
    desk: Desk, officer: Session
) -> None:
    admin = desk.open("admin")
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, admin, case)
    request_asking.order(officer, case, record.record, kind="restrict")
    (again,) = contributed(officer, admin, case)
    assert again.record == record.record
    request_asking.order(officer, case, record.record, kind="delete")
    requests.decide(officer, case, outcome="granted")
