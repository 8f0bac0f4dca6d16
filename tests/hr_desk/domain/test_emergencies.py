# SPDX-License-Identifier: Apache-2.0
"""Of whom it may be revealed whom to call, and until when somebody is told of it."""

from datetime import date, timedelta

import pytest

from hr_desk.domain import emergencies as rules
from hr_desk.domain import visits as states
from hr_desk.domain.working_days import WorkingCalendar, working_days_between

TODAY = date(2026, 3, 2)
PLAIN = WorkingCalendar({})


@pytest.mark.parametrize("state", states.STATES)
def test_in_reach_is_who_may_be_inside_and_whoever_was_here_today(state: str) -> None:
    assert rules.in_reach(state, TODAY, TODAY)
    earlier = rules.in_reach(state, TODAY - timedelta(days=1), TODAY)
    assert earlier is (state in {states.LET_IN, states.ON_SITE, states.NOT_SEEN})


@pytest.mark.parametrize(
    ("revealed", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 2, 13), date(2026, 2, 25)),  # the 14th is worked, then Spring Festival
        (date(2026, 9, 30), date(2026, 10, 10)),  # National Day; Saturday the 10th is worked
    ],
)
def test_three_working_days_of_the_chinese_calendar(revealed: date, due: date) -> None:
    assert rules.tell_by(revealed, PLAIN) == due


def test_no_day_of_a_known_year_leaves_more_or_fewer() -> None:
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(350))
    assert {working_days_between(day, rules.tell_by(day, PLAIN), {}) for day in days} == {3}


def test_a_year_without_a_notice_is_counted_on_the_early_side() -> None:
    for n in range(60):
        day = date(2035, 1, 1) + timedelta(days=n)
        assert day <= rules.tell_by(day, PLAIN)
        assert working_days_between(day, rules.tell_by(day, PLAIN), {}) <= 3


def test_a_correction_of_the_officer_counts() -> None:
    closed = WorkingCalendar({date(2026, 3, 3): False})
    assert rules.tell_by(TODAY, closed) == date(2026, 3, 6)
