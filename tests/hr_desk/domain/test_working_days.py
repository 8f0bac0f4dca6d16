# SPDX-License-Identifier: Apache-2.0
"""Fifteen working days on the Chinese calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.domain.working_days import (
    SAFETY_DAYS,
    Deadline,
    WorkingCalendar,
    deadline,
    is_working_day,
    last_official_year,
    working_day_from,
    working_days_between,
)

DAYS_OF_NOTICES = st.dates(date(2024, 1, 1), date(2026, 12, 1))

VECTORS = [
    ("2025-12-19", "2026-01-12"),
    ("2026-02-06", "2026-03-05"),
    ("2026-02-13", "2026-03-12"),
    ("2026-03-02", "2026-03-23"),
    ("2026-04-24", "2026-05-19"),
    ("2026-09-18", "2026-10-15"),
    ("2026-09-30", "2026-10-27"),
    ("2026-10-08", "2026-10-28"),
]


@pytest.mark.parametrize(("verified", "expected"), VECTORS)
def test_fifteen_working_days(verified: str, expected: str) -> None:
    found = deadline(date.fromisoformat(verified), 15)
    assert found.day == date.fromisoformat(expected)
    assert not found.provisional


@pytest.mark.parametrize(
    "day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_make_up_days_of_2026_are_worked(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))
    assert date.fromisoformat(day).weekday() >= 5


def test_beyond_the_last_notice_a_deadline_is_provisional_and_early() -> None:
    start = date(last_official_year(), 12, 15)
    found = deadline(start, 15)
    counted = working_days_between(start, found.day, {})
    assert found.provisional
    assert 0 < counted <= 15


@pytest.mark.parametrize("working_days", [1, 2, 3, 5])
def test_a_short_period_of_an_estimated_year_keeps_its_days(working_days: int) -> None:
    """Three working days did shrink to the day they started on."""
    for number in range(14):
        start = date(last_official_year() + 1, 3, 1) + timedelta(days=number)
        found = deadline(start, working_days)
        assert found.provisional
        assert found.day >= start + timedelta(days=working_days)


@pytest.mark.parametrize("working_days", [1, 2, 3, 5, 15])
def test_the_careful_count_would_never_have_been_late(
    working_days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every start day of the known years, counted once by its notice and once as if unknown."""
    first = date(2007, 1, 1)
    starts = [first + timedelta(days=n) for n in range((date(2026, 11, 20) - first).days)]
    official = [deadline(start, working_days) for start in starts]
    monkeypatch.setattr("hr_desk.domain.working_days.last_official_year", lambda: 2006)
    pessimist = {day: day.weekday() < 5 for day in (first + timedelta(days=n) for n in range(7400))}
    for start, known in zip(starts, official, strict=True):
        careful = deadline(start, working_days, pessimist)
        assert careful.provisional
        assert careful.day <= known.day


def test_a_correction_counts_before_the_library() -> None:
    assert is_working_day(date(2026, 3, 3))
    closed = {date(2026, 3, 3): False}
    assert not is_working_day(date(2026, 3, 3), closed)
    assert deadline(date(2026, 3, 2), 15, closed).day == date(2026, 3, 24)


def test_a_year_is_provisional_until_its_whole_notice_is_in() -> None:
    start = date(last_official_year(), 12, 15)
    new_year = {date(last_official_year() + 1, 1, 1): False}
    assert deadline(start, 15, new_year).provisional
    announced = (last_official_year() + 1,)
    assert not deadline(start, 15, new_year, announced=announced).provisional


@pytest.mark.parametrize(("year", "days", "most"), [(2024, 29, 3), (2025, 16, 1), (2026, 22, 3)])
def test_9_15d_monday_to_friday_alone_would_be_late(year: int, days: int, most: int) -> None:
    """The figures of the promises, and why SAFETY_DAYS is three."""
    late = []
    for start in (date(year, 1, 1) + timedelta(days=n) for n in range(365)):
        day, left = start, 15
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        found = deadline(start, 15)
        if not found.provisional and day > found.day:
            late.append((day - found.day).days)
    assert (len(late), max(late)) == (days, most)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2010, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_a_deadline_is_a_working_day_with_exactly_that_many_before_it(
    start: date, days: int
) -> None:
    found = deadline(start, days)
    assert is_working_day(found.day)
    assert working_days_between(start, found.day, {}) == days
    assert working_days_between(start, found.day - timedelta(days=1), {}) == days - 1


@given(DAYS_OF_NOTICES, st.integers(-10, 10))
def test_so_many_working_days_from_a_day_on_either_side(first: date, days: int) -> None:
    found = working_day_from(first, days, WorkingCalendar({}))
    day = found.day
    assert not found.provisional
    assert is_working_day(day) or days == 0
    assert (day > first, day < first) == (days > 0, days < 0)
    step = 1 if days > 0 else -1
    span = [first + timedelta(days=n * step) for n in range(1, abs((day - first).days) + 1)]
    assert sum(map(is_working_day, span)) == abs(days)


def test_days_before_follow_the_corrections() -> None:
    off = WorkingCalendar({date(2026, 3, 6): False})
    assert working_day_from(date(2026, 3, 9), -1, off) == Deadline(date(2026, 3, 5), False)
    assert working_day_from(date(2026, 3, 9), 0, off) == Deadline(date(2026, 3, 9), False)


def test_days_before_in_an_estimated_year_are_early_until_its_notice_is_in() -> None:
    later = last_official_year() + 1
    start = date(later, 3, 15)
    found = working_day_from(start, -5, WorkingCalendar({}))
    known = working_day_from(start, -5, WorkingCalendar({}, {later}))
    assert (found.provisional, known.provisional) == (True, False)
    assert found.day <= known.day - timedelta(days=SAFETY_DAYS)
