# SPDX-License-Identifier: Apache-2.0
"""Days that come back every week, with and without the Chinese holidays."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.weekly import LONGEST, Weekly, days_of
from hr_desk.domain.working_days import is_working_day

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(st.frozensets(st.integers(0, 6)), DAYS, st.integers(-3, 400))
def test_every_day_is_a_chosen_weekday_within_the_plan(
    weekdays: frozenset[int], begin: date, span: int
) -> None:
    plan = Weekly(weekdays=weekdays, begin=begin, until=begin + timedelta(days=span))
    found = days_of(plan)
    if not weekdays or not 0 <= span < LONGEST:
        assert found == ()
        return
    everything = [begin + timedelta(days=number) for number in range(span + 1)]
    assert list(found) == [day for day in everything if day.weekday() in weekdays]


def test_the_national_holiday_is_left_out_where_that_is_asked() -> None:
    chosen, first, last = frozenset({0, 3, 6}), date(2025, 9, 29), date(2025, 10, 12)
    every = days_of(Weekly(weekdays=chosen, begin=first, until=last))
    working = days_of(Weekly(weekdays=chosen, begin=first, until=last, working_days=True))
    assert date(2025, 10, 2) in every and date(2025, 10, 2) not in working
    assert date(2025, 9, 29) in working and date(2025, 10, 9) in working
    assert set(working) == {day for day in every if is_working_day(day)}


def test_a_later_notice_of_the_state_council_wins() -> None:
    monday = date(2026, 3, 2)
    plan = Weekly(weekdays=frozenset({0}), begin=monday, until=monday, working_days=True)
    assert days_of(plan) == (monday,)
    assert days_of(plan, {monday: False}) == ()


def test_a_plan_without_weekdays_or_with_one_that_is_none_has_no_day() -> None:
    day = date(2026, 3, 2)
    for weekdays in (frozenset[int](), frozenset({7}), frozenset({-1, 0})):
        plan = Weekly(weekdays=weekdays, begin=day, until=day)
        assert not plan.is_sound and days_of(plan) == ()
