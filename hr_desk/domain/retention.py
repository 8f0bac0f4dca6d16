# SPDX-License-Identifier: Apache-2.0
"""When a record is due: class and clock day are stored, the due day is computed.

Due days are days in Asia/Shanghai; a record may be swept from the beginning of its due day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hr_desk.catalogue.model import RetentionClass


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
    in_force = retention_class.every if periods is None else periods
    return clock_day + timedelta(days=max(in_force[event], retention_class.floor))


def begun_under(event: str, days: int) -> str:
    """Return the event of records whose clock began while the period had so many days."""
    return f"{event}@{days}"


def with_period(
    retention_class: RetentionClass, event: str, days: int, *, earlier: Iterable[int]
) -> RetentionClass:
    """Return the class with another period for an event.

    ``earlier`` are periods under which clocks began that a longer one does not reach (promises,
    clock rule 7); a shorter one counts for them too.
    """
    begun = {begun_under(event, before): min(before, days) for before in earlier}
    return replace(
        retention_class,
        periods={**retention_class.periods, event: days},
        earlier={**retention_class.earlier, **begun},
    )


def floor_ends(retention_class: RetentionClass, clock_day: date | None) -> date | None:
    """Return the first day without the statutory floor; None while its clock does not run."""
    return None if clock_day is None else clock_day + timedelta(days=retention_class.floor)


def floor_runs(retention_class: RetentionClass, clock_day: date | None, *, on: date) -> bool:
    """Whether a law still asks on a day for what is kept in a class; a clock may not have begun."""
    ends = floor_ends(retention_class, clock_day)
    return retention_class.floor > 0 and (ends is None or on < ends)
