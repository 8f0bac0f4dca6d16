# SPDX-License-Identifier: Apache-2.0
"""Clause 6.2: a minor until the day after the eighteenth birthday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.domain.minors import (
    BANDS,
    adult_from,
    age_band,
    is_minor,
    is_minor_band,
    may_be_hired,
    reaches,
)

BIRTHS = st.dates(date(1930, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("birth", "adult"),
    [
        (date(2008, 7, 17), date(2026, 7, 18)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 3, 1)),
        (date(2008, 12, 31), date(2027, 1, 1)),
        (date(2006, 2, 28), date(2024, 2, 29)),
    ],
)
def test_vectors(birth: date, adult: date) -> None:
    assert adult_from(birth) == adult
    assert is_minor(birth, adult - timedelta(days=1))
    assert not is_minor(birth, adult)


def test_a_leap_day_birthday_in_a_leap_year() -> None:
    assert reaches(date(2008, 2, 29), 16) == date(2024, 3, 1)


def test_nobody_under_sixteen_is_hired() -> None:
    assert not may_be_hired(date(2010, 5, 1), date(2026, 5, 1))
    assert may_be_hired(date(2010, 5, 1), date(2026, 5, 2))


@pytest.mark.parametrize(
    ("age", "band"), [(13, "under-14"), (14, "14-15"), (16, "16-17"), (18, "adult"), (60, "adult")]
)
def test_bands(age: int, band: str) -> None:
    birth = date(2000, 6, 15)
    assert age_band(birth, reaches(birth, age)) == band
    assert is_minor_band(band) is (age < 18)


@given(BIRTHS, st.integers(0, 36500))
def test_band_and_minority_agree(birth: date, lived: int) -> None:
    today = birth + timedelta(days=lived)
    assert is_minor(birth, today) is is_minor_band(age_band(birth, today))


def test_the_bands_are_those_of_the_catalogue() -> None:
    assert set(BANDS) == set(catalogue.load().code_lists["age_band"].codes)
