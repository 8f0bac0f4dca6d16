# SPDX-License-Identifier: Apache-2.0
"""The time, as something one is given: rules and operations never ask the system for it.

Moments are aware UTC datetimes; days are days in Asia/Shanghai.
"""

import secrets
import time
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time zone in which a day begins and ends, whatever the machine is set to."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """How long a computer has run, sleep included, since one of its starts.

    ``start`` is a word without spaces that no other start has. Setting the clock changes neither.
    """

    start: str
    running: timedelta


BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux names its present start."""


class Clock(Protocol):
    """Whoever knows what time it is."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def uptime(self) -> Uptime | None:
        """Return how long the computer has run, None where nobody can say."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    def uptime(self) -> Uptime:
        """Return how long the machine has run; where that is unknown, this process."""
        start, clock = _start()
        seconds = time.monotonic() if clock is None else time.clock_gettime(clock)
        return Uptime(start, timedelta(seconds=seconds))


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

    def uptime(self) -> None:
        """Say nothing of any computer: time passes here by being set."""
        return

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Move on by the given time."""
        self.at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@lru_cache(maxsize=1)
def _start() -> tuple[str, int | None]:
    """Return the id of this start of the machine and the clock that runs since, or the process's.

    Linux tells its starts apart; elsewhere the running time of this process has to do.
    """
    with suppress(OSError, AttributeError):
        return BOOT_ID.read_text(encoding="ascii").strip(), time.CLOCK_BOOTTIME
    return f"process-{secrets.token_hex(8)}", None


def day_of(moment: datetime) -> date:
    """Return the day in Asia/Shanghai; raises ValueError for a moment without time zone."""
    if moment.tzinfo is None:
        raise ValueError("a day needs an aware moment")
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """Return the moment, in UTC, at which the day begins in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """Return the same day some months on, or that month's last day (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
