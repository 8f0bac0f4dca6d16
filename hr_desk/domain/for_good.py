# SPDX-License-Identifier: Apache-2.0
"""What becomes here of a value that was given away for good: it goes, or a law or a hold keeps it.

A copy stays only while a statutory floor of its class runs, or while a hold keeps its record
(policy 3.2(1)); what the company merely finds handy is no reason.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue.model import RetentionClass
from hr_desk.domain import retention

PACKED: Final = "packed"
ASKED: Final = "asked"
GONE: Final = "gone"
FLOOR: Final = "floor"
HELD: Final = "held"
ENDED: Final = "ended"
STATES: Final = (PACKED, ASKED, GONE, FLOOR, HELD, ENDED)
"""In the file, which is not known to be out; another file was asked to let it go; deleted; kept by
the floor of its class; kept by a hold; gone by its own clock, before or since."""

KEEPING: Final = frozenset({FLOOR, HELD})
"""The states of a copy that is still here, rightly."""

ANSWERS: Final = frozenset({GONE, FLOOR, HELD, ENDED})
"""What a file may answer that was asked to let a copy go."""

ANSWERED_WITHIN: Final = timedelta(days=1)
"""How long the other files may take to let their copies go: as long as class WDR leaves."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one copy: a state, the class it is kept in, the last day that is known.

    ``until`` is the day on which the floor has run out, or the last day of the hold; None where
    nothing keeps it, or the floor's clock has not begun.
    """

    state: str
    class_key: str | None = None
    until: date | None = None


def fate(
    retention_class: RetentionClass, clock_day: date | None, *, hold: date | None, on: date
) -> Fate:
    """Return what becomes on a day of a copy in a class; ``hold`` is the last day of its hold.

    ``clock_day`` is None while the clock does not run: a floor then has all its days before it.
    """
    if retention.floor_runs(retention_class, clock_day, on=on):
        ends = retention.floor_ends(retention_class, clock_day)
        return Fate(FLOOR, retention_class.key, ends)
    if hold is not None:
        return Fate(HELD, retention_class.key, hold)
    return Fate(GONE, retention_class.key)
