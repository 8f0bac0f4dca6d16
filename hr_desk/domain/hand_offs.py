# SPDX-License-Identifier: Apache-2.0
"""Rules of handing data over: who needs a consent, what may cross a border, until when.

Wages, contributions and taxes rest on the contract and on statutes (PIPL 13(2)(3)): whoever needs
the data for them needs no consent. Another handler does (PIPL 23), and abroad always, beside one of
the routes of PIPL 38 and an assessment (PIPL 55).
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hr_desk.domain.clock import months_later
from hr_desk.domain.working_days import WorkingCalendar, last_working_day

HOME: Final = "CHN"
"""Everywhere else is abroad, Hong Kong, Macao and Taiwan included."""

OWN: Final = "own_finance"
"""The same legal person: it needs no registration and no contact of its own."""

ENTRUSTED: Final = "entrusted"
"""Handles the data for us: the agreement says how (PIPL 21)."""

SUCCESSOR: Final = "successor"
"""Goes on after a merger, division, dissolution or bankruptcy: told, not asked (PIPL 22)."""

PUBLIC: Final = "public"
"""Everybody who passes by: only with a consent of its own (PIPL 25)."""

BY_CONSENT: Final = frozenset({"affiliate", "partner", "transferee", PUBLIC})
"""Other handlers with purposes of their own (PIPL 23), and the public."""

ONCE: Final = frozenset({"transferee", SUCCESSOR, PUBLIC})
"""Nothing stands for twelve months here: a second person looks at the very people."""

LONGEST_APPROVAL: Final = 12
"""Months for which a second person approves once (promises, mends)."""

WARNED_AHEAD: Final = (30, 7)
"""Days before a recipient's validity or an approval ends from which that is said, and pressing."""

PASSWORD_DAYS: Final = 30
"""Days for which the password of a file is shown again."""

MOST_PEOPLE: Final[Mapping[str, int]] = {
    "standard_contract": 1_000_000,
    "certification": 1_000_000,
}
"""Route to the number of people of one year from which on it is not enough; a route without a
number has none (促进和规范数据跨境流动规定 7, 8)."""

MOST_SENSITIVE: Final[Mapping[str, int]] = {
    "standard_contract": 10_000,
    "certification": 10_000,
}
"""The same for people whose sensitive data goes."""


def abroad(country: str) -> bool:
    """Whether a recipient of this country lies behind the border that PIPL 38 means."""
    return country != HOME


def needs_consent(kind: str, country: str) -> bool:
    """Whether each person has to have agreed that this recipient gets their data."""
    return kind in BY_CONSENT or abroad(country)


def over_the_limit(route: str, people: int, *, sensitive: bool) -> bool:
    """Whether as many people of one calendar year are too many for a route."""
    limits = MOST_SENSITIVE if sensitive else MOST_PEOPLE
    return route in limits and people >= limits[route]


def latest_approval(day: date) -> date:
    """Return the last day for which something may be approved on ``day``."""
    return months_later(day, LONGEST_APPROVAL)


def ends_soon(last: date, today: date) -> bool:
    """Whether the last day of something that holds today is near enough to be warned of."""
    return 0 <= (last - today).days <= max(WARNED_AHEAD)


def is_pressing(last: date, today: date) -> bool:
    """Whether that day is so near that it comes first of what waits."""
    return (last - today).days <= min(WARNED_AHEAD)


def next_day(day_of_month: int, today: date, calendar: WorkingCalendar) -> date:
    """Return the next day on which a receiver wants a file, today included: a working day.

    Where the day is none, the last one before it.
    """
    for months in range(3):
        wanted = months_later(today.replace(day=1), months).replace(day=day_of_month)
        day = last_working_day(wanted, calendar)
        if day >= today:
            return day
    raise AssertionError("a day of every month comes within three months")
