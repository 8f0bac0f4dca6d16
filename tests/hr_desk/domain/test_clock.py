# SPDX-License-Identifier: Apache-2.0
"""Days are days in Asia/Shanghai, whatever the machine thinks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.clock import FixedClock, SystemClock, day_of, start_of


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
