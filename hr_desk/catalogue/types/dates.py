# SPDX-License-Identifier: Apache-2.0
"""Days, months and moments."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time zone of every day and every clock time that a person sees."""


class NotADate(ValueProblem):
    """No day of the calendar."""

    message = N_("This is not a date. It looks like 1990-05-12 or 1990年5月12日.")


class NotABirthDate(ValueProblem):
    """Nobody who applies or works was born on this day."""

    message = N_(
        "This date of birth would mean an age under 14 or over 100. Please check the year."
    )


class NotAMonth(ValueProblem):
    """No month of the calendar."""

    message = N_("This is not a month. It looks like 2019-07 or 2019年7月.")


class NotAMoment(ValueProblem):
    """No day and time."""

    message = N_("This is not a day with a time. It looks like 2026-03-02 14:30.")


_DAY = re.compile(r"(\d{4})(?:[-./年])(\d{1,2})(?:[-./月])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-./年])(\d{1,2})月?|(\d{4})(\d{2})")


def _numbers(pattern: re.Pattern[str], text: str) -> tuple[int, ...]:
    """Return the numbers of a full match, or nothing."""
    match = pattern.fullmatch(text.replace(" ", ""))
    return tuple(int(group) for group in match.groups() if group) if match else ()


def read_date(text: str) -> date:
    """Read 1990-05-12, 1990.5.12, 1990/5/12, 1990年5月12日 or 19900512; raises NotADate."""
    numbers = _numbers(_DAY, needed(clean(text)))
    if not numbers:
        raise NotADate
    try:
        return date(*numbers)
    except ValueError as problem:
        raise NotADate from problem


@dataclass(frozen=True, kw_only=True)
class Day(ValueType):
    """A day of the calendar; with ``birth`` a date of birth of someone aged 14 to 100."""

    name = "date"
    rule: str = "year"
    birth: bool = False

    def parse(self, text: str) -> date:
        """Return the day; raises NotADate."""
        return read_date(text)

    def check_on(self, value: Any, today: date) -> None:
        """Refuse a date of birth outside 14 to 100 years before ``today``."""
        if self.birth and not 14 <= whole_years(value, today) <= 100:
            raise NotABirthDate

    def spell(self, value: Any) -> str:
        """Return 1990-05-12 in every language."""
        return str(value.isoformat())

    def store(self, value: Any) -> Any:
        """Return the ISO date."""
        return value.isoformat()

    def load(self, stored: Any) -> Any:
        """Return the day; raises ForeignValue for anything but an ISO date."""
        try:
            return date.fromisoformat(stored)
        except (TypeError, ValueError) as problem:
            raise ForeignValue(kind=self.name) from problem


def whole_years(born: date, today: date) -> int:
    """Return the birthdays between two days; someone born on 29 February has it on the 28th."""
    had_birthday = (today.month, today.day) >= _birthday_in(born, today.year)
    return today.year - born.year - (0 if had_birthday else 1)


def _birthday_in(born: date, year: int) -> tuple[int, int]:
    """A missing 29 February falls on the month's last day (民法典 202)."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (2, 28) if (born.month, born.day) == (2, 29) and not leap else (born.month, born.day)


@dataclass(frozen=True, kw_only=True)
class YearMonth(ValueType):
    """A month, kept as ``2019-07``."""

    name = "year_month"

    def parse(self, text: str) -> str:
        """Return the month; raises NotAMonth."""
        numbers = _numbers(_MONTH, needed(clean(text)))
        if not numbers or not 1 <= numbers[1] <= 12 or not 1900 <= numbers[0] <= 2199:
            raise NotAMonth
        return f"{numbers[0]:04d}-{numbers[1]:02d}"


@dataclass(frozen=True, kw_only=True)
class Timestamp(ValueType):
    """A moment, to the minute: an aware UTC datetime, shown and typed in Asia/Shanghai."""

    name = "timestamp"
    rule: str = "hour"

    def parse(self, text: str) -> datetime:
        """Return the moment; raises NotAMoment."""
        day, _, clock = needed(clean(text)).replace("T", " ").rpartition(" ")
        hour = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", clock)
        numbers = _numbers(_DAY, day) if day else ()
        if not hour or not numbers:
            raise NotAMoment
        try:
            at = time(int(hour[1]), int(hour[2]), tzinfo=SHANGHAI)
            local = datetime.combine(date(*numbers), at)
        except ValueError as problem:
            raise NotAMoment from problem
        return local.astimezone(UTC)

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a moment without a time zone."""
        if value.tzinfo is None:
            raise NotAMoment
        return ()

    def spell(self, value: Any) -> str:
        """Return 2026-03-02 14:30, Shanghai time."""
        return str(value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))

    def store(self, value: Any) -> Any:
        """Return ISO 8601 in UTC."""
        return value.astimezone(UTC).isoformat()

    def load(self, stored: Any) -> Any:
        """Return the moment; raises ForeignValue for anything but ISO 8601 with a zone."""
        try:
            moment = datetime.fromisoformat(stored)
        except (TypeError, ValueError) as problem:
            raise ForeignValue(kind=self.name) from problem
        if moment.tzinfo is None:
            raise ForeignValue(kind=self.name)
        return moment.astimezone(UTC)
