# SPDX-License-Identifier: Apache-2.0
"""When a record is due: class and clock day are stored, the due day is computed.

Due days are days in Asia/Shanghai; a record may be swept from the beginning of its due day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hr_desk.catalogue.model import RetentionClass

LISTED_AHEAD = 7
"""Days before its due day on which a record is listed for its owner (promises, mends)."""


@dataclass(frozen=True)
class RunningClock:
    """One application of a person as retention sees it: open, or ended on a day."""

    class_key: str = ""
    event: str = ""
    clock_day: date | None = None
    """None while the application is open."""

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided yet."""
        return self.clock_day is None


def due(
    retention_class: RetentionClass,
    event: str,
    clock_day: date,
    periods: Mapping[str, int] | None = None,
) -> date | None:
    """Return the day from which a record goes; None for a permanent class.

    ``periods`` (event to days) are those in force at this desk, by default the catalogue's; never
    shorter than the class's statutory floor. Raises KeyError for an event the class does not name.
    """
    if not retention_class.periods:
        return None
    in_force = retention_class.periods if periods is None else periods
    return clock_day + timedelta(days=max(in_force[event], retention_class.floor))


def person_due(
    clocks: Iterable[RunningClock],
    classes: Mapping[str, RetentionClass],
    periods: Mapping[str, Mapping[str, int]] | None = None,
) -> date | None:
    """Return the day from which a person's file goes, or None while it stays.

    The last-application rule (promises c.1, rule 1): never while one application is open, then at
    the latest due day of those that ended. ``periods`` maps class to event to days.
    """
    known = list(clocks)
    if not known or any(clock.is_open for clock in known):
        return None
    days = [_due_of(clock, classes, periods or {}) for clock in known]
    ended = [day for day in days if day is not None]
    return max(ended) if len(ended) == len(days) else None


def _due_of(
    clock: RunningClock,
    classes: Mapping[str, RetentionClass],
    periods: Mapping[str, Mapping[str, int]],
) -> date | None:
    if clock.clock_day is None:
        return None
    chosen = periods.get(clock.class_key)
    return due(classes[clock.class_key], clock.event, clock.clock_day, chosen)


def days_left(due_day: date, today: date) -> int:
    """Return the days until a record goes; 0 or less: it may go now."""
    return (due_day - today).days


def is_due(due_day: date | None, today: date) -> bool:
    """Whether a sweep today takes the record."""
    return due_day is not None and due_day <= today


def is_listed(due_day: date | None, today: date) -> bool:
    """Whether the record's owner is shown it as going soon (or overdue)."""
    return due_day is not None and days_left(due_day, today) <= LISTED_AHEAD
