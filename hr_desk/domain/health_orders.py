# SPDX-License-Identifier: Apache-2.0
"""A public-health order: by whom, under which number, and the days on which it is in force.

Only such an order lets a gate note whether somebody's temperature was normal (突发事件应对法; the
field ``temperature`` is off without one). It ends by itself with its last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

LONGEST_DAYS: Final = 366
"""Days an order may be entered for; one that goes on is entered anew under its new document."""


@dataclass(frozen=True, slots=True)
class HealthOrder:
    """An order; both its days count (Asia/Shanghai). ``ended`` where it was lifted before."""

    id: str
    number: str
    issued_by: str
    since: date
    until: date
    ended: bool = False

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return not self.ended and self.since <= on <= self.until


def days_fit(since: date, until: date, *, today: date) -> bool:
    """Whether an order may be entered for these days: in order, not over, not without an end."""
    return since <= until >= today and (until - since).days < LONGEST_DAYS


def ruling(orders: Iterable[HealthOrder], *, on: date) -> HealthOrder | None:
    """Return the order that holds on a day, the one that began last; None where none does."""
    holding = [one for one in orders if one.in_force(on)]
    return max(holding, key=lambda one: (one.since, one.id), default=None)
