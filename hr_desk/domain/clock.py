# SPDX-License-Identifier: Apache-2.0
"""The time, as something one is given: rules and operations never ask the system for it.

Moments are aware UTC datetimes; days are days in Asia/Shanghai.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time zone in which a day begins and ends, whatever the machine is set to."""


class Clock(Protocol):
    """Whoever knows what time it is."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands at ``at`` until it is advanced; for tests, demos and rehearsals."""

    at: datetime

    def __post_init__(self) -> None:
        """Refuse a moment without time zone: it would mean another day elsewhere."""
        if self.at.tzinfo is None:
            raise ValueError("a clock needs an aware moment")

    def now(self) -> datetime:
        """Return the moment it stands at, in UTC."""
        return self.at.astimezone(UTC)

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Move on by the given time."""
        self.at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def day_of(moment: datetime) -> date:
    """Return the day in Asia/Shanghai; raises ValueError for a moment without time zone."""
    if moment.tzinfo is None:
        raise ValueError("a day needs an aware moment")
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """Return the moment, in UTC, at which the day begins in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)
