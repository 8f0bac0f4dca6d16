# SPDX-License-Identifier: Apache-2.0
"""A file asked a second time for one case: nothing is there twice, and refusals still hold."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import (
    candidates,
    documents,
    intake,
    recruitment,
    request_answers,
    request_asking,
    request_copies,
    request_reviews,
    request_views,
    requests,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.letters import Letter, kind_of
from hr_desk.operations.request_problems import StillWaiting
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one
from tests.support.requests import HER, carry, closed, contributed, copied, verified

REVIEW = dt.date(2026, 6, 1)
CV, LETTER = b"%PDF-1.4 her account", b"%PDF-1.4 of somebody else"


@pytest.fixture
def hers(desk: Desk, admin: Session) -> str:
    """Her application with two documents."""
    recruiter = desk.open("hiring")
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", email="mei@example.com")])
    for content in (CV, LETTER):
        documents.add(recruiter, id_, "resume_file", content)
    return id_


def refused(officer: Session, case: str, record: str, field: str) -> None:
    """Keep one thing back, approved by a second person."""
    request_asking.refuse(officer, case, record, field, reason="others_rights",
                          evidence="另有他人", review_on=REVIEW)  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])


def edited(recruiter: Session, application_id: str, email: str | None) -> None:
    """Change her address, or take it out."""
    view = candidates.open_record(recruiter, application_id)
    recruitment.edit(recruiter, application_id, {"email": email}, version=view.version)


def sealed(officer: Session) -> int:
    """Return how many documents lie beside the privacy file."""
    return len(own_files(DeskFiles(officer.folder).part("documents"), "privacy"))


def asked_again(officer: Session, admin: Session, case: str) -> tuple[Contribution, ...]:
    """Return what is in a case after every file answered twice."""
    contributed(officer, admin, case)
    return contributed(officer, admin, case)


def test_l_5_a_second_answer_takes_the_place_of_the_first_with_its_documents(
    desk: Desk, officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (first,) = contributed(officer, admin, case)
    edited(desk.open("hiring"), hers, "other@example.com")
    (second,) = contributed(officer, admin, case)
    assert second.record == first.record, "orders and refusals still mean it"
    assert second.fields["email"] == "other@example.com"
    assert len(request_asking.findings(officer, case).asked) == 4
    assert sealed(officer) == 2
    copy = copied(officer, case, tmp_path / "copy.zip")
    assert list(copy.documents.values()) == [CV, LETTER]
    assert copy.manifest["records"] == 1 and copy.manifest["documents"] == 2
    requests.decide(officer, case, outcome="granted")
    closed(officer, case)
    assert sealed(officer) == 0
    assert "孙小梅" not in str(
        officer.compartment("privacy").read("SELECT content FROM request_part")
    )


def test_until_it_comes_the_first_stands_and_the_copy_waits(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (first,) = contributed(officer, admin, case)
    request_asking.ask(officer, case)
    found = request_asking.findings(officer, case)
    assert (found.waiting, len(found.asked), found.records) == (4, 4, (first,))
    with pytest.raises(StillWaiting):
        copied(officer, case, tmp_path / "copy.zip")


def test_5_4_what_was_refused_stays_refused_also_one_document(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (first,) = contributed(officer, admin, case)
    for field in ("mobile", f"resume_file/{first.documents[1].reference}"):
        refused(officer, case, first.record, field)
    (second,) = contributed(officer, admin, case)
    assert second.documents[1].reference != first.documents[1].reference
    left = copied(officer, case, tmp_path / "copy.zip")
    assert list(left.documents.values()) == [CV]
    assert "13900001234" not in str(left.parts)
    assert len(left.parts[request_copies.WITHHELD]) == 2
    (mobile, letter) = request_asking.findings(officer, case).refusals
    assert mobile.approved_by and letter.document == second.documents[1].reference


def test_a_refusal_of_what_is_no_longer_there_falls_away_and_the_case_says_so(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="copy")
    (first,) = contributed(officer, admin, case)
    lost = first.documents[1].reference
    for field in ("email", f"resume_file/{lost}"):
        refused(officer, case, first.record, field)
    recruiter = desk.open("hiring")
    edited(recruiter, hers, None)
    (_, id_) = (line.id for line in documents.listed(recruiter, hers, "resume_file"))
    documents.remove(recruiter, hers, "resume_file", id_)
    contributed(officer, admin, case)
    assert request_asking.findings(officer, case).refusals == ()
    notes = [note.text for note in request_views.open_request(officer, case).notes]
    assert len([text for text in notes if "电子邮箱" in text or "简历" in text]) == 2


def test_5_4_a_refusal_behind_an_order_is_still_looked_at_again(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="delete", ground="not_used")
    (first,) = contributed(officer, admin, case)
    refused(officer, case, first.record, "email")
    request_asking.order(officer, case, first.record, kind="delete")
    carry(officer, admin)
    for question in _asked(officer, admin, case):
        request_answers.contribute(admin, question, [])
    carry(admin, officer)
    found = request_asking.findings(officer, case)
    assert found.records == () and [row.key for row in found.refusals] == ["email"]
    assert [order.answer for order in found.orders] == ["kept"]
    requests.decide(officer, case, outcome="partly")
    assert len(request_reviews.kept(officer, case)) == 1


def _asked(officer: Session, admin: Session, case: str) -> tuple[request_answers.Question, ...]:
    request_asking.ask(officer, case)
    intake.take_in(admin)
    return request_answers.questions(admin)


def test_the_same_person_in_two_cases_has_two_references(
    officer: Session, admin: Session, hers: str
) -> None:
    (first,) = contributed(officer, admin, verified(officer, HER, code="copy"))
    other = verified(officer, HER)
    (second,) = contributed(officer, admin, other)
    assert first.record != second.record
    kept = officer.compartment("privacy").read("SELECT content FROM request_part")
    assert "again" not in str(kept), "a case does not say which other one is about the same"


def test_a_document_of_the_first_answer_that_comes_late_is_kept_nowhere_and_is_no_fault(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="copy")
    contributed(officer, admin, case)
    (first,) = (part for part in request_asking.findings(officer, case).asked
                if part.peer.endswith("/hiring"))  # fmt: skip
    contributed(officer, admin, case)
    kind, file = kind_of("privacy", "request.document"), officer.compartment("privacy")
    assert kind is not None
    message = {"about": first.reference, "document": "0" * 32, "piece": 0, "content": "cGllY2U="}
    sender = f"{first.peer}/{admin.user.id}"
    letter = Letter("request.document", "f" * 32, sender, message, officer.now())
    with file.change("test") as change:
        assert kind.take(officer, change, letter) is None
    assert sealed(officer) == 2
