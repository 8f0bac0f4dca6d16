# SPDX-License-Identifier: Apache-2.0
"""How long a training in handling personal data counts (PIPL 51(4); policy 4.1: twelve months)."""

from datetime import date

from hr_desk.domain.minors import birthday_in


def valid_until(day: date) -> date:
    """Return the last day on which a training of ``day`` counts: the same day a year later."""
    return birthday_in(day, day.year + 1)


def is_valid(day: date | None, today: date) -> bool:
    """Whether a training of ``day`` counts today; never, where there was none."""
    return day is not None and today <= valid_until(day)
