# SPDX-License-Identifier: Apache-2.0
"""Due days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.domain.retention import due

CLASSES = catalogue.load().classes
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
DECIDED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("key", "event", "expected"),
    [
        ("REJ", "decision", date(2026, 6, 30)),
        ("WD", "withdrew", date(2026, 1, 31)),
        ("WD", "declined_offer", date(2026, 4, 1)),
        ("VIS", "checked_out", date(2026, 4, 1)),
        ("EMP", "left", date(2028, 1, 2)),
        ("POL", "", None),
    ],
)
def test_due_days(key: str, event: str, expected: date | None) -> None:
    assert due(CLASSES[key], event, DECIDED) == expected


def test_the_periods_in_force_count_but_never_below_the_floor() -> None:
    assert due(CLASSES["REJ"], "decision", DECIDED, {"decision": 30}) == date(2026, 1, 31)
    assert due(CLASSES["EMP"], "left", DECIDED, {"left": 1}) == DECIDED + timedelta(days=731)
    with pytest.raises(KeyError):
        due(CLASSES["REJ"], "withdrew", DECIDED)


@given(DAYS)
def test_two_years_are_never_short_of_two_calendar_years(left: date) -> None:
    found = due(CLASSES["EMP"], "left", left)
    two_years_later = date(left.year + 2, left.month, min(left.day, 28))
    assert found is not None
    assert found >= two_years_later
