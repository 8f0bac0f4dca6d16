# SPDX-License-Identifier: Apache-2.0
"""A case is closed once its letters are out, or with the reason why one is left out."""

from pathlib import Path

import pytest

from hr_desk.operations import (
    disclosure,
    request_asking,
    request_closing,
    request_letters,
    request_views,
    requests,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.problems import NotPermitted, TextTooLong
from hr_desk.operations.request_closing import THE_COPY, THE_PERSON
from hr_desk.operations.request_problems import LettersOwed, RequestGone
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support.desk import Desk
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, copied, verified

AGENCY = "示例人力公司"


@pytest.fixture
def case(desk: Desk, officer: Session, admin: Session, tmp_path: Path) -> str:
    """A decided case of somebody whose data an agency got; her record is ordered to be deleted."""
    recruiter = desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    out = Disclosure(kind="export", recipient=AGENCY, purpose="apply.assess",
                     fields=("full_name",), records=(hers,))  # fmt: skip
    disclosure.release(recruiter, out, b"x", tmp_path / "list.xlsx")
    id_ = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, admin, id_)
    assert request_closing.letters_owed(officer, id_) == (THE_PERSON,), "nothing was changed yet"
    request_asking.order(officer, id_, record.record, kind="delete")
    carry(admin, officer)
    requests.decide(officer, id_, outcome="granted")
    return id_


def answered(officer: Session, case: str, place: Path) -> None:
    """Let the answer to the person out."""
    letter = request_letters.answer(officer, case, code="zh_CN")
    request_letters.release(officer, letter, b"%PDF", place / "answer.pdf")


def told(officer: Session, case: str, target: Path) -> None:
    """Let the letter to the agency out."""
    letter = request_letters.to_recipient(officer, case, AGENCY, code="zh_CN")
    request_letters.release(officer, letter, b"%PDF", target)


def state(officer: Session, case: str) -> str:
    """Return where a case stands."""
    return request_views.open_request(officer, case).row.state


def test_5_1_a_copy_that_was_asked_for_is_handed_over_before_its_case_is_closed(
    desk: Desk, officer: Session, admin: Session, tmp_path: Path
) -> None:
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    for handed in (True, False):
        case = verified(officer, HER, code="copy")
        contributed(officer, admin, case)
        requests.decide(officer, case, outcome="granted")
        place = tmp_path / f"{handed}"
        place.mkdir()
        answered(officer, case, place)
        assert request_closing.letters_owed(officer, case) == (THE_COPY,)
        with pytest.raises(LettersOwed):
            request_closing.close(officer, case)
        if handed:
            copied(officer, case, tmp_path / "copy.zip")
            request_closing.close(officer, case)
        else:
            request_closing.close(officer, case, without="本人不再需要")
            said = request_views.open_request(officer, case).notes[-1].text
            assert "本人不再需要" in said and "\n" not in said
        assert state(officer, case) == "closed"


def test_5_1_no_copy_is_owed_of_nothing(officer: Session, admin: Session, tmp_path: Path) -> None:
    case = verified(officer, HER, code="copy")
    assert contributed(officer, admin, case) == ()
    requests.decide(officer, case, outcome="granted")
    assert request_closing.letters_owed(officer, case) == (THE_PERSON,)


def test_9_complain_a_case_without_its_letters_is_not_closed(
    officer: Session, case: str, tmp_path: Path
) -> None:
    assert request_closing.letters_owed(officer, case) == (THE_PERSON, AGENCY)
    with pytest.raises(LettersOwed) as refused:
        request_closing.close(officer, case, without="   ")
    assert refused.value.values["count"] == 2 and state(officer, case) == "decided"
    answered(officer, case, tmp_path)
    assert request_closing.letters_owed(officer, case) == (AGENCY,)
    told(officer, case, tmp_path / "told.pdf")
    assert request_closing.letters_owed(officer, case) == ()
    request_closing.close(officer, case)
    assert state(officer, case) == "closed"


def test_why_a_letter_is_left_out_stays_in_the_case(
    officer: Session, case: str, tmp_path: Path
) -> None:
    answered(officer, case, tmp_path)
    with pytest.raises(TextTooLong):
        request_closing.close(officer, case, without="长" * 501)
    request_closing.close(officer, case, without="该公司已注销")
    note = request_views.open_request(officer, case).notes[-1].text
    assert "该公司已注销" in note and AGENCY in note
    (entry,) = [one_ for one_ in entries(officer.compartment("privacy").connection)
                if one_.operation == "request.close"]  # fmt: skip
    assert entry.facts["without"] == 1 and AGENCY not in entry.body()


def test_l_4_a_letter_of_before_the_last_order_does_not_count(
    desk: Desk, officer: Session, admin: Session, case: str, tmp_path: Path
) -> None:
    answered(officer, case, tmp_path)
    told(officer, case, tmp_path / "told.pdf")
    (record,) = request_asking.findings(officer, case).records
    desk.clock.advance(minutes=5)
    request_asking.order(officer, case, record.record, kind="restrict")
    carry(admin, officer)
    assert request_closing.letters_owed(officer, case) == (AGENCY,)
    told(officer, case, tmp_path / "again.pdf")
    assert request_closing.letters_owed(officer, case) == ()


def test_whoever_takes_a_request_back_gets_no_answer(officer: Session) -> None:
    case = verified(officer, HER)
    requests.take_back(officer, case)
    assert state(officer, case) == "closed"


def test_only_the_officer_asks_for_letters(desk: Desk, officer: Session, case: str) -> None:
    with pytest.raises(NotPermitted):
        request_closing.letters_owed(desk.open("admin"), case)
    with pytest.raises(RequestGone):
        request_closing.letters_owed(officer, "0" * 32)
