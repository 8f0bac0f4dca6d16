# SPDX-License-Identifier: Apache-2.0
"""Days are days in Asia/Shanghai, whatever the machine thinks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.clock import FixedClock, SystemClock, day_of, months_later, start_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 1, 23, 0, tzinfo=timezone(timedelta(hours=-8))), date(2026, 3, 2)),
    ],
)
def test_the_day_changes_at_midnight_in_shanghai(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        day_of(datetime(2026, 3, 1))
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 3, 1))


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 3, 1, 8, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.advance(days=1, hours=2, minutes=3, seconds=4)
    assert clock.now() == datetime(2026, 3, 2, 10, 3, 4, tzinfo=UTC)


def test_the_system_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_begins_on_itself(day: date) -> None:
    assert day_of(start_of(day)) == day
    assert day_of(start_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
     ("2026-12-15", 1, "2027-01-15"), ("2026-05-31", 0, "2026-05-31")],
)  # fmt: skip
def test_a_month_without_that_day_ends_on_its_last(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 12))
def test_more_months_are_never_earlier(day: date, months: int) -> None:
    assert months_later(day, months) >= day
    assert (months_later(day, months + 1) - months_later(day, months)).days in range(28, 32)
