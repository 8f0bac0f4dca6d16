# SPDX-License-Identifier: Apache-2.0
"""What is kept against a request is looked at again by its day: kept on, or deleted after all."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.operations import (
    promises,
    request_asking,
    request_reviews,
    request_views,
    requests,
    retention,
)
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.request_problems import (
    ApprovesOwnRefusal,
    CaseStepNotAllowed,
    FieldNotContributed,
    ReviewTooLate,
)
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one
from tests.support.requests import HER, OFFICER, carry, contributed, verified
from tests.support.requests import closed as closed_case

REVIEW = dt.date(2026, 6, 1)
SECOND: dict[str, Any] = {"approver": "admin", "passphrase": PASSPHRASES["admin"]}


def partly_kept(
    desk: Desk, officer: Session, admin: Session, *fields: str, closed: bool = True
) -> tuple[str, str]:
    """Return a case in which these fields of her application are kept, and its record."""
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234", email="mei@example.com")])
    case = verified(officer, HER, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    for field in fields:
        request_asking.refuse(officer, case, found.record, field, reason="legal_duty",
                              evidence="示例条款", review_on=REVIEW)  # fmt: skip
    request_asking.approve(officer, case, **SECOND)
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    requests.decide(officer, case, outcome="partly")
    if closed:
        closed_case(officer, case)
    return case, found.record


def go_to(desk: Desk, officer: Session, day: dt.date) -> None:
    """Let the day come."""
    desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
    retention.confirm_time(officer)


def is_green(officer: Session) -> bool:
    """Whether the board says that refusals are looked at again."""
    return promises.look(officer, "refusals_reviewed").green


def test_5_4_what_is_kept_on_has_new_evidence_a_second_person_and_another_day(
    desk: Desk, officer: Session, admin: Session
) -> None:
    case, record = partly_kept(desk, officer, admin, "full_name")
    go_to(desk, officer, REVIEW + dt.timedelta(days=1))
    assert request_views.reviews_due(officer) == (case,) and not is_green(officer)
    again: dict[str, Any] = {"evidence": "示例判决仍未执行", "review_on": dt.date(2026, 11, 1)}
    late = officer.today() + dt.timedelta(days=181)
    wrongs: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
        ({"evidence": " "}, TextMissing),
        ({"review_on": late}, ReviewTooLate),
        ({"approver": "officer", "passphrase": OFFICER}, ApprovesOwnRefusal),
    )
    for wrong, problem in wrongs:
        with pytest.raises(problem):
            request_reviews.keep_on(
                officer, case, record, "full_name", **{**again, **SECOND, **wrong}
            )
    with pytest.raises(FieldNotContributed):
        request_reviews.keep_on(officer, case, record, "mobile", **again, **SECOND)
    request_reviews.keep_on(officer, case, record, "full_name", **again, **SECOND)
    (row,) = request_reviews.kept(officer, case)
    assert (row.evidence, row.review_on) == ("示例判决仍未执行", dt.date(2026, 11, 1))
    assert row.approved_by not in (None, row.entered_by)
    assert request_views.reviews_due(officer) == () and is_green(officer)
    assert "2026-11-01" in request_views.open_request(officer, case).notes[-1].text


def test_5_4_what_is_kept_for_no_reason_any_more_goes_although_the_case_is_closed(
    desk: Desk, officer: Session, admin: Session
) -> None:
    case, record = partly_kept(desk, officer, admin, "full_name", "mobile")
    file = admin.compartment("hiring")
    go_to(desk, officer, REVIEW + dt.timedelta(days=1))
    request_reviews.let_go(officer, case, record, "mobile")
    carry(admin, officer)
    (stored,) = file.read("SELECT fields FROM person")
    assert stored[0] == '{"full_name":"孙小梅"}'
    assert [row.field for row in request_reviews.kept(officer, case)] == ["full_name"]
    assert not is_green(officer)
    request_reviews.let_go(officer, case, record, "full_name")
    carry(admin, officer)
    assert request_reviews.kept(officer, case) == () and is_green(officer)
    assert retention.sweep(admin).counts.get("WDR") is None, "its day begins today"
    go_to(desk, officer, REVIEW + dt.timedelta(days=2))
    retention.confirm_time(admin)
    assert retention.sweep(admin).counts == {"WDR": 1}
    assert file.read("SELECT 1 FROM person") == []
    carry(admin, officer)
    assert promises.look(officer, "orders_done").green


def test_a_record_that_is_gone_by_itself_needs_no_order(
    desk: Desk, officer: Session, admin: Session
) -> None:
    case, record = partly_kept(desk, officer, admin, "full_name")
    with admin.compartment("hiring").change("test") as change:
        change.execute(
            "UPDATE application SET retention_class = 'WD', clock_event = 'withdrew', "
            "clock_day = '2026-01-01'"
        )
    retention.sweep(admin)
    carry(admin, officer)
    request_reviews.let_go(officer, case, record, "full_name")
    orders = officer.compartment("privacy").read("SELECT kind FROM request_order")
    assert orders == [("delete",)] and request_reviews.kept(officer, case) == ()


def test_nothing_is_looked_at_again_before_the_case_is_decided(
    desk: Desk, officer: Session, admin: Session
) -> None:
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    case = verified(officer, HER, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    request_asking.refuse(officer, case, found.record, "full_name", reason="legal_duty",
                          evidence="示例条款", review_on=REVIEW)  # fmt: skip
    assert request_reviews.kept(officer, case) == ()
    with pytest.raises(CaseStepNotAllowed):
        request_reviews.let_go(officer, case, found.record, "full_name")
