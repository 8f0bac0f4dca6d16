# SPDX-License-Identifier: Apache-2.0
"""The rules of an employment's beginning, against the articles they come from."""

from datetime import date
from decimal import Decimal

import pytest

from hr_desk.catalogue.types.papers import Span
from hr_desk.domain import employment
from hr_desk.domain.working_days import WorkingCalendar, last_official_year

OFFICIAL = WorkingCalendar({})


def test_the_limits_run_from_the_first_day() -> None:
    found = {one.key: one for one in employment.countdowns(date(2026, 1, 31), OFFICIAL)}
    assert found["contract"].limit == date(2026, 2, 28)  # a make-up Saturday
    assert found["contract"].working_day == date(2026, 2, 28)
    assert found["social_insurance"].limit == found["housing_fund"].limit == date(2026, 3, 2)
    assert set(found) == set(employment.LIMITS)


def test_a_limit_in_a_holiday_is_met_before_it() -> None:
    (contract, *_) = employment.countdowns(date(2026, 9, 3), OFFICIAL)
    assert (contract.limit, contract.working_day) == (date(2026, 10, 3), date(2026, 9, 30))
    assert not contract.provisional


def test_a_limit_follows_the_corrections_and_says_where_a_year_is_estimated() -> None:
    off = WorkingCalendar({date(2026, 9, 30): False})
    (contract, *_) = employment.countdowns(date(2026, 9, 3), off)
    assert contract.working_day == date(2026, 9, 29)
    later = last_official_year() + 1
    (contract, *_) = employment.countdowns(date(later, 3, 1), OFFICIAL)
    assert contract.provisional
    (contract, *_) = employment.countdowns(date(later, 3, 1), WorkingCalendar({}, {later}))
    assert not contract.provisional


@pytest.mark.parametrize(
    ("end", "months"),
    [
        (None, 6), ("2029-03-01", 6), ("2029-02-28", 2), ("2027-03-01", 2), ("2027-02-28", 1),
        ("2026-06-01", 1), ("2026-05-31", 0),
    ],
)  # fmt: skip
def test_probation_follows_the_term(end: str | None, months: int) -> None:
    last = None if end is None else date.fromisoformat(end)
    assert employment.most_probation_months(date(2026, 3, 2), last) == months


def said(**values: object) -> list[str]:
    return [notice.message for notice in employment.doubts(values)]


def test_a_probation_that_is_too_long_is_told() -> None:
    term = Span("2026-03-02", "2029-03-01")
    assert said(contract_term=term, probation_until=date(2026, 9, 1)) == []
    assert said(contract_term=term, probation_until=date(2026, 9, 2)) == [employment.TOO_LONG]
    assert said(contract_term=term, contract_type="task", probation_until=date(2026, 3, 9)) == [
        employment.NO_PROBATION
    ]
    short = Span("2026-03-02", "2026-04-30")
    assert said(contract_term=short, probation_until=date(2026, 3, 9)) == [employment.NO_PROBATION]


@pytest.mark.parametrize(("pay", "told"), [("5200.00", False), ("5199.99", True)])
def test_pay_in_probation_is_four_fifths_at_least(pay: str, told: bool) -> None:
    found = said(base_pay=Decimal("6500.00"), probation_pay=Decimal(pay))
    assert found == ([employment.TOO_LITTLE] if told else [])


def test_what_belongs_together_is_compared() -> None:
    assert said(contract_term=Span("2026-03-03", ""), start_date=date(2026, 3, 2)) == [
        employment.ANOTHER_START
    ]
    assert said(account_holder="王芳", full_name="张伟国") == [employment.ANOTHER_HOLDER]
    assert said() == []


def test_an_id_number_differs_and_overwrites_nothing() -> None:
    number = "11010519491231002X"
    typed = {"id_number": number, "birth_date": date(1949, 12, 30), "gender": "2"}
    (one,) = employment.differences(typed)
    assert (one.field_key, one.derived) == ("birth_date", date(1949, 12, 31))
    assert {one.field_key for one in employment.differences({"id_number": number})} == {
        "birth_date", "gender",
    }  # fmt: skip
    assert employment.differences({"birth_date": date(1949, 12, 30)}) == ()
