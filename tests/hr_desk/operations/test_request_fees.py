# SPDX-License-Identifier: Apache-2.0
"""What a request costs: nothing up to the third, then at most its cost, with a reason."""

import pytest

from hr_desk.catalogue.types.money import NotAnAmount
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    request_fees,
    request_letters,
    request_views,
    requests,
    retention,
)
from hr_desk.operations.problems import NotPermitted, TextMissing
from hr_desk.operations.request_problems import (
    CaseStepNotAllowed,
    FeeAboveCost,
    FeeOfNothing,
    NoFeeToTakeBack,
    RequestIsFree,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.requests import asked, closed, verified

WHO = {"full_name": "孙小梅", "mobile": "13900001234"}
FEE = {
    "fee": "20",
    "cost": "35.50",
    "consists": "光盘和邮寄",
    "reason": "一年内第四次要求同一份复制件",
}


def case_number(officer: Session, number: int) -> str:
    """Return the ``number``-th verified request of one person to see what is kept."""
    return [verified(officer, WHO) for _ in range(number)][-1]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_5_3_fee_is_refused_on_the_first_three(officer: Session, number: int) -> None:
    case = case_number(officer, number)
    with pytest.raises(RequestIsFree) as refused:
        request_fees.charge(officer, case, **FEE)
    assert refused.value.values["which"] == number
    view = request_views.open_request(officer, case)
    assert (view.which, view.fee) == (number, None)
    assert "charge" not in view.allowed and "waive" not in view.allowed


def test_5_3_fee_from_the_fourth_on_and_the_answer_says_it(officer: Session) -> None:
    case = case_number(officer, 4)
    assert "charge" in request_views.open_request(officer, case).allowed
    request_fees.charge(officer, case, **FEE)
    view = request_views.open_request(officer, case)
    assert view.fee is not None and (str(view.fee.fee), view.fee.which) == ("20.00", 4)
    requests.decide(officer, case, outcome="granted", without="当面答复")
    for code in LANGUAGES:
        said = "\n".join(request_letters.answer(officer, case, code=code).paragraphs)
        assert all(word in said for word in ("20.00", "35.50", FEE["consists"], FEE["reason"]))
    with pytest.raises(CaseStepNotAllowed):
        request_fees.waive(officer, case)


def test_5_3_fee_none_is_said_where_none_is_asked(officer: Session) -> None:
    case = case_number(officer, 4)
    with pytest.raises(NoFeeToTakeBack):
        request_fees.waive(officer, case)
    request_fees.charge(officer, case, **FEE)
    request_fees.waive(officer, case)
    requests.decide(officer, case, outcome="granted", without="当面答复")
    said = "\n".join(request_letters.answer(officer, case, code="en").paragraphs)
    assert "costs you nothing" in said and "35.50" not in said


def test_5_3_fee_is_within_the_cost_and_has_its_reason(officer: Session) -> None:
    case = case_number(officer, 4)
    for wrong, problem in (
        ({"reason": " "}, TextMissing),
        ({"consists": ""}, TextMissing),
        ({"fee": "35.51"}, FeeAboveCost),
        ({"fee": "0"}, FeeOfNothing),
        ({"fee": "many"}, NotAnAmount),
    ):
        with pytest.raises(problem):
            request_fees.charge(officer, case, **{**FEE, **wrong})
    assert request_views.open_request(officer, case).fee is None
    request_fees.charge(officer, case, **{**FEE, "fee": "35.50"})


def test_5_3_fee_other_questions_people_and_years_do_not_count(
    officer: Session, desk: Desk
) -> None:
    for _ in range(3):
        verified(officer, WHO)
        requests.take_in(officer, asked(WHO))
    for other in (
        verified(officer, WHO, code="copy"),
        verified(officer, {**WHO, "mobile": "13900009999"}),
    ):
        assert request_views.open_request(officer, other).which == 1
    assert request_views.open_request(officer, verified(officer, WHO)).which == 4
    desk.clock.advance(days=366)
    assert request_views.open_request(officer, verified(officer, WHO)).which == 1


def test_5_3_fee_is_the_officers_alone_and_goes_with_its_case(officer: Session, desk: Desk) -> None:
    case = case_number(officer, 4)
    with pytest.raises(NotPermitted):
        request_fees.charge(desk.open("admin"), case, **FEE)
    request_fees.charge(officer, case, **FEE)
    requests.decide(officer, case, outcome="granted", without="当面答复")
    closed(officer, case)
    file = officer.compartment("privacy")
    assert file.read_one("SELECT count(*) FROM request_fee") == (1,)
    desk.clock.advance(days=1096)
    retention.confirm_day(officer, officer.today())
    retention.sweep(officer)
    assert file.read_one("SELECT count(*) FROM request_fee") == (0,)
