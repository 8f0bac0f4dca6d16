# SPDX-License-Identifier: Apache-2.0
"""Ages, counted on days in Asia/Shanghai (clause 6.2: stricter than PIPL's fourteen).

One reaches an age on the day after the birthday ("周岁…从生日第二天起算"); a birthday on
29 February falls on 28 February in other years (民法典 202).
"""

from calendar import isleap
from datetime import date, timedelta
from typing import Final

ADULT = 18
"""Clause 6.2 of the policy."""

WORKING_AGE = 16
"""Nobody younger may be hired (禁止使用童工规定 2)."""

GUARDIAN_BY_LAW = 14
"""Below this age PIPL 31 itself asks for the guardian's consent."""

FOUND: Final = ("MINOR-X", "discovered")
"""Class and event of what is found of a minor without a guardian's consent (clause 6.3)."""

BANDS = {"under-14": 0, "14-15": 14, "16-17": 16, "adult": 18}
"""The codes of the list age_band with the age each begins at."""


def birthday_in(birth: date, year: int) -> date:
    """Return the birthday of a year."""
    if (birth.month, birth.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return birth.replace(year=year)


def reaches(birth: date, age: int) -> date:
    """Return the first day on which someone counts as ``age`` years old."""
    return birthday_in(birth, birth.year + age) + timedelta(days=1)


def adult_from(birth: date) -> date:
    """Return the day from which someone is treated as an adult."""
    return reaches(birth, ADULT)


def latest_adult_from(band: str, today: date) -> date:
    """Return the day from which whoever is in an age band today is an adult at the latest."""
    return reaches(today, ADULT - BANDS[band])


def is_minor(birth: date, today: date) -> bool:
    """Whether a guardian must have consented before anything is stored."""
    return today < adult_from(birth)


def may_be_hired(birth: date, on: date) -> bool:
    """Whether someone is of working age on the day they would start."""
    return on >= reaches(birth, WORKING_AGE)


def age_band(birth: date, today: date) -> str:
    """Return the code of the list age_band."""
    return max((band for band in BANDS if _reached(birth, band, today)), key=lambda b: BANDS[b])


def _reached(birth: date, band: str, today: date) -> bool:
    return BANDS[band] == 0 or today >= reaches(birth, BANDS[band])


def eldest_birth(today: date) -> date:
    """Return a day before which no minor was born.

    Two days more than it takes: the birthday of somebody born on 29 February moves.
    """
    return today - timedelta(days=ADULT * 366 + 2)


def is_minor_band(band: str) -> bool:
    """Whether a declared age band is below eighteen."""
    return BANDS[band] < ADULT


YOUNG_BANDS: Final = tuple(band for band in BANDS if is_minor_band(band))
"""The codes of the list age_band that say somebody is below eighteen."""
