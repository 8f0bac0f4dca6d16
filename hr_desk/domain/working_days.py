# SPDX-License-Identifier: Apache-2.0
"""Deadlines in Chinese working days: public holidays, make-up days and a table of corrections.

The library knows the State Council's notices up to a year and estimates later ones; a deadline
that touches an estimated year is marked provisional and kept on the early side.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

SAFETY_DAYS = 3
"""Counting Monday to Friday alone is up to three days late in a Chinese year (promises)."""


@dataclass(frozen=True)
class Deadline:
    """The last day of a period; provisional when it rests on an estimated calendar."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """What a later notice says of single days, and the years whose whole notice is in."""

    overrides: Mapping[date, bool]
    announced: Collection[int] = ()

    def is_estimated(self, start: date, end: date) -> bool:
        """Whether a span, both its days included, touches a year whose notice is not known."""
        return _estimated(start, end, self.announced)


@lru_cache(maxsize=1)
def _calendar() -> Any:
    import holidays

    return holidays.country_holidays("CN")


@lru_cache(maxsize=1)
def last_official_year() -> int:
    """Return the last year whose calendar follows an official notice."""
    from holidays.countries.china import ChinaStaticHolidays

    return int(max(ChinaStaticHolidays.special_public_holidays))


def is_working_day(day: date, overrides: Mapping[date, bool] | None = None) -> bool:
    """Whether people work on a day; ``overrides`` maps a day to what a later notice says."""
    known = (overrides or {}).get(day)
    return bool(_calendar().is_working_day(day)) if known is None else known


def deadline(
    start: date,
    working_days: int,
    overrides: Mapping[date, bool] | None = None,
    *,
    announced: Collection[int] = (),
) -> Deadline:
    """Return the day on which ``working_days`` have passed; ``start`` itself does not count.

    Beyond the last official year the earlier of the estimate and of Monday to Friday less
    SAFETY_DAYS is taken, but never fewer days than ``working_days``: were every weekend day of
    the span worked, the period would still last as long. ``announced`` are years whose whole
    notice stands in ``overrides``: a single day of a year that was corrected says nothing about
    its other holidays.
    """
    day = _counted(start, working_days, overrides or {})
    if not _estimated(start, day, announced):
        return Deadline(day, provisional=False)
    careful = _monday_to_friday(start, working_days) - timedelta(days=SAFETY_DAYS)
    fewest = start + timedelta(days=working_days)
    return Deadline(min(day, max(careful, fewest)), provisional=True)


def _counted(start: date, working_days: int, overrides: Mapping[date, bool]) -> date:
    day, left = start, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, overrides)
    return day


def _monday_to_friday(start: date, working_days: int) -> date:
    step = timedelta(days=1 if working_days > 0 else -1)
    day, left = start, abs(working_days)
    while left > 0:
        day += step
        left -= day.weekday() < 5
    return day


def _estimated(start: date, end: date, announced: Collection[int]) -> bool:
    official = last_official_year()
    return any(y > official and y not in announced for y in range(start.year, end.year + 1))


def working_day_from(start: date, working_days: int, calendar: WorkingCalendar) -> Deadline:
    """Return the day so many working days after ``start``; below zero before it, 0 is itself.

    Before it, too, an estimated year is kept on the early side: Monday to Friday less SAFETY_DAYS.
    """
    if working_days == 0:
        return Deadline(start, provisional=False)
    if working_days > 0:
        return deadline(start, working_days, calendar.overrides, announced=calendar.announced)
    day = start
    for _ in range(-working_days):
        day = last_working_day(day - timedelta(days=1), calendar)
    if not calendar.is_estimated(day, start):
        return Deadline(day, provisional=False)
    careful = _monday_to_friday(start, working_days) - timedelta(days=SAFETY_DAYS)
    return Deadline(min(day, careful), provisional=True)


def last_working_day(day: date, calendar: WorkingCalendar) -> date:
    """Return the last working day on or before a day."""
    while not is_working_day(day, calendar.overrides):
        day -= timedelta(days=1)
    return day


def working_days_between(start: date, end: date, overrides: Mapping[date, bool]) -> int:
    """Return the working days after ``start`` up to and with ``end``; 0 if there are none."""
    span = range(1, (end - start).days + 1)
    return sum(is_working_day(start + timedelta(days=n), overrides) for n in span)
