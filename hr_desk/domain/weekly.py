# SPDX-License-Identifier: Apache-2.0
"""Days that come back every week until a day, public holidays left out if that is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.domain.working_days import is_working_day

LONGEST: Final = 366
"""Days from the first to the last at most: a year, and a leap day."""

WEEKDAYS: Final = frozenset(range(7))
"""Monday is 0."""


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """On which weekdays (Monday is 0), from and until which day, both included.

    With ``working_days`` a day on which the Chinese calendar has people rest is left out.
    """

    weekdays: frozenset[int]
    begin: date
    until: date
    working_days: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether there is something to count: known weekdays, an end within LONGEST."""
        span = (self.until - self.begin).days
        return bool(self.weekdays) and self.weekdays <= WEEKDAYS and 0 <= span < LONGEST


def days_of(plan: Weekly, overrides: Mapping[date, bool] | None = None) -> tuple[date, ...]:
    """Return the days of a plan in order; none for one that is not sound.

    ``overrides`` maps a day to what a later notice of the State Council says of it.
    """
    if not plan.is_sound:
        return ()
    span = range((plan.until - plan.begin).days + 1)
    found = (plan.begin + timedelta(days=number) for number in span)
    return tuple(
        day
        for day in found
        if day.weekday() in plan.weekdays
        and (not plan.working_days or is_working_day(day, overrides))
    )
