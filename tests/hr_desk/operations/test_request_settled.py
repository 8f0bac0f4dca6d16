# SPDX-License-Identifier: Apache-2.0
"""A case says "done" only where it was: nothing found stays without an order or a reason."""

import datetime as dt

import pytest

from hr_desk.catalogue.requests import ORDERS, request_rules
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    consent_texts,
    consents,
    request_asking,
    request_letters,
    request_views,
    requests,
)
from hr_desk.operations.request_orders import KINDS
from hr_desk.operations.request_problems import (
    DeletionMissing,
    FilesNotAsked,
    FilesSilent,
    NothingOrdered,
    NothingWithdrawn,
)
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one
from tests.support.requests import HER, contributed, open_officer, verified

WHY = "该处已停用，另行书面说明"


@pytest.fixture
def officer(desk: Desk) -> Session:
    """A privacy officer at a desk where she applied."""
    session = open_officer(desk)
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234", email="mei@example.com")])
    return session


def decided(officer: Session, case: str) -> str:
    """Return the outcome of a case, empty before."""
    return request_views.open_request(officer, case).row.outcome


def said(officer: Session, case: str) -> str:
    """Return the English answer."""
    return "\n".join(request_letters.answer(officer, case, code="en").paragraphs)


def test_the_declared_orders_exist_and_what_is_asked_of_each_record_has_one() -> None:
    assert set(ORDERS) < set(KINDS)
    assert all(code.order for code in request_rules().codes.values() if code.each)
    assert [key for key, code in request_rules().codes.items() if not code.files] == ["explain"]


def test_5_2_nothing_is_decided_before_the_files_were_asked_and_have_answered(
    desk: Desk, officer: Session
) -> None:
    case = verified(officer, HER)
    with pytest.raises(FilesNotAsked):
        requests.decide(officer, case, outcome="granted")
    request_asking.ask(officer, case)
    with pytest.raises(FilesSilent) as silent:
        requests.decide(officer, case, outcome="granted", without="  ")
    assert silent.value.values["count"] == len(request_asking.findings(officer, case).asked)
    assert decided(officer, case) == ""
    requests.decide(officer, case, outcome="granted", without=WHY)
    assert decided(officer, case) == "granted"
    assert WHY in request_views.open_request(officer, case).notes[-1].text
    for code in LANGUAGES:
        label = officer.catalogue.compartments["payroll"].within(code)
        paragraphs = request_letters.answer(officer, case, code=code).paragraphs
        assert any(label in one for one in paragraphs), "the answer says who was silent"


def test_5_2_a_deletion_is_not_done_while_a_record_is_neither_ordered_nor_kept(
    desk: Desk, officer: Session
) -> None:
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, desk.open("admin"), case)
    for without in ("", WHY):  # a reason takes the place of no deletion
        with pytest.raises(DeletionMissing):
            requests.decide(officer, case, outcome="granted", without=without)
    request_asking.order(officer, case, record.record, kind="restrict")
    with pytest.raises(DeletionMissing):
        requests.decide(officer, case, outcome="granted")
    request_asking.order(officer, case, record.record, kind="delete")
    requests.decide(officer, case, outcome="granted")
    assert "Nothing was deleted" not in said(officer, case)


def test_5_4_one_field_that_is_kept_does_not_keep_the_rest(desk: Desk, officer: Session) -> None:
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, desk.open("admin"), case)

    def refuse(*keys: str) -> None:
        for key in keys:
            request_asking.refuse(officer, case, record.record, key, reason="crime",
                                  evidence="示例文书", review_on=dt.date(2026, 6, 1))  # fmt: skip
        request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])

    refuse("email")
    for outcome in ("partly", "refused"):
        with pytest.raises(DeletionMissing):
            requests.decide(officer, case, outcome=outcome)
    beside = {one_.field for one_ in record.documents}
    refuse(*({*record.fields, *beside} - {"email"}))
    requests.decide(officer, case, outcome="refused")
    assert decided(officer, case) == "refused"


def test_5_1_a_correction_is_ordered_kept_or_it_is_written_why(
    desk: Desk, officer: Session
) -> None:
    case = verified(officer, HER, code="correct")
    contributed(officer, desk.open("admin"), case)
    with pytest.raises(NothingOrdered):
        requests.decide(officer, case, outcome="granted")
    requests.decide(officer, case, outcome="granted", without="来电人已当面更正")
    assert "Nothing was corrected in" in said(officer, case)


def test_5_4_what_is_not_corrected_is_not_said_to_be_deleted(desk: Desk, officer: Session) -> None:
    case = verified(officer, HER, code="correct")
    (record,) = contributed(officer, desk.open("admin"), case)
    request_asking.refuse(officer, case, record.record, "email", reason="crime",
                          evidence="示例文书", review_on=dt.date(2026, 6, 1))  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    requests.decide(officer, case, outcome="refused")
    assert "Not corrected: " in said(officer, case)
    assert "Not deleted" not in said(officer, case)
    assert "not used" not in said(officer, case)


def test_rules_are_explained_without_asking_a_file(officer: Session) -> None:
    case = verified(officer, HER, code="explain")
    requests.decide(officer, case, outcome="granted")
    assert decided(officer, case) == "granted"


def agree(session: Session, application: str) -> None:
    """Let her agree to her photo, by a tick."""
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    consents.give(session, application, "photo", shown=shown, how="tick")


def agreeing(desk: Desk) -> str:
    """Let somebody of her name agree to her photo; returns the application."""
    recruiter = desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    agree(recruiter, hers)
    return hers


def test_1_5_a_withdrawal_is_done_where_a_consent_was_taken_back_since(desk: Desk) -> None:
    officer, hers, admin = open_officer(desk), agreeing(desk), desk.open("admin")
    agreeing(desk)  # she is kept twice, and takes back one of both
    case = verified(officer, HER, code="withdraw")
    contributed(officer, admin, case)
    with pytest.raises(NothingWithdrawn) as refused:
        requests.decide(officer, case, outcome="granted")
    assert refused.value.values["count"] == 2
    consents.withdraw(desk.open("hiring"), hers, "photo")
    with pytest.raises(NothingWithdrawn):  # the case knows what the file said before
        requests.decide(officer, case, outcome="granted")
    contributed(officer, admin, case)
    requests.decide(officer, case, outcome="granted")
    assert "No consent was withdrawn" not in said(officer, case)


def test_1_5_a_consent_that_was_taken_back_before_does_nothing_for_a_later_request(
    desk: Desk,
) -> None:
    officer, hers, admin = open_officer(desk), agreeing(desk), desk.open("admin")
    recruiter = desk.open("hiring")
    consents.withdraw(recruiter, hers, "photo")
    desk.clock.advance(days=1)
    agree(recruiter, hers)
    case = verified(officer, HER, code="withdraw")
    contributed(officer, admin, case)
    with pytest.raises(NothingWithdrawn):
        requests.decide(officer, case, outcome="granted")
    requests.decide(officer, case, outcome="granted", without="本人来电改为保留")
    assert "No consent was withdrawn in" in said(officer, case)


def test_1_5_a_record_that_is_not_used_any_more_needs_no_withdrawal(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    agreeing(desk)
    case = verified(officer, HER, code="withdraw")
    (record,) = contributed(officer, admin, case)
    request_asking.order(officer, case, record.record, kind="restrict")
    requests.decide(officer, case, outcome="granted")
    assert decided(officer, case) == "granted"
