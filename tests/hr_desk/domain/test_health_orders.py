# SPDX-License-Identifier: Apache-2.0
"""A health order holds on its days and on no other."""

from datetime import date, timedelta

import pytest

from hr_desk.domain import health_orders as rules
from hr_desk.domain.health_orders import HealthOrder

SINCE, UNTIL = date(2026, 2, 1), date(2026, 3, 15)


def order(id_: str = "a", since: date = SINCE, until: date = UNTIL, **more: bool) -> HealthOrder:
    return HealthOrder(id_, "示卫发〔2026〕1号", "示例市卫生健康委", since, until, **more)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(SINCE - timedelta(days=1), False), (SINCE, True), (UNTIL, True),
     (UNTIL + timedelta(days=1), False)],
)  # fmt: skip
def test_both_days_count_and_it_ends_by_itself(day: date, holds: bool) -> None:
    assert order().in_force(day) is holds
    assert not order(ended=True).in_force(day)


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (SINCE, UNTIL, True),
        (SINCE, SINCE - timedelta(days=1), False),
        (date(2026, 1, 1), date(2026, 2, 9), False),
        (SINCE, SINCE + timedelta(days=365), True),
        (SINCE, SINCE + timedelta(days=366), False),
    ],
)
def test_an_order_has_an_end_that_is_not_over(since: date, until: date, fits: bool) -> None:
    assert rules.days_fit(since, until, today=date(2026, 2, 10)) is fits


def test_of_several_the_one_that_began_last_rules() -> None:
    later = order("b", since=date(2026, 2, 5))
    assert rules.ruling([order(), later], on=date(2026, 2, 10)) == later
    assert rules.ruling([order(), later], on=date(2026, 2, 2)) == order()
    assert rules.ruling([order(), later], on=date(2027, 2, 2)) is None
