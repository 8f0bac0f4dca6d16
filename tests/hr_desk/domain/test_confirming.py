# SPDX-License-Identifier: Apache-2.0
"""How long a confirmed text holds."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue import load
from hr_desk.domain.confirming import holds, months_later
from hr_desk.i18n import Text

SAFETY = load().acknowledgements["safety"]
GIVEN = {"digest": SAFETY.digest, "on": "2026-03-02"}


@pytest.mark.parametrize(
    ("on", "held"),
    [("2026-03-01", False), ("2026-03-02", True), ("2027-03-01", True), ("2027-03-02", False)],
)
def test_a_confirmation_holds_twelve_months(on: str, held: bool) -> None:
    assert SAFETY.months == 12
    assert holds(GIVEN, SAFETY, dt.date.fromisoformat(on)) is held


def test_another_text_was_never_confirmed() -> None:
    today = dt.date(2026, 3, 3)
    for text in (Text(zh=f"{SAFETY.text.zh}。", en=SAFETY.text.en),
                 Text(zh=SAFETY.text.zh, en=f"{SAFETY.text.en}.")):  # fmt: skip
        assert not holds(GIVEN, replace(SAFETY, text=text), today)
    assert not holds(None, SAFETY, today)


def test_a_text_that_holds_for_one_visit_is_asked_each_day() -> None:
    once = replace(SAFETY, months=0)
    assert holds(GIVEN, once, dt.date(2026, 3, 2))
    assert not holds(GIVEN, once, dt.date(2026, 3, 3))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
     ("2026-12-15", 1, "2027-01-15"), ("2026-05-31", 0, "2026-05-31")],
)  # fmt: skip
def test_a_month_without_that_day_ends_on_its_last(day: str, months: int, later: str) -> None:
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 12))
def test_more_months_are_never_earlier(day: dt.date, months: int) -> None:
    assert months_later(day, months) >= day
    assert (months_later(day, months + 1) - months_later(day, months)).days in range(28, 32)
