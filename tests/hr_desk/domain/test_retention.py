# SPDX-License-Identifier: Apache-2.0
"""Due days, the last-application rule, and what is listed ahead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.domain.retention import (
    LISTED_AHEAD,
    RunningClock,
    days_left,
    due,
    is_due,
    is_listed,
    person_due,
)

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


def test_an_open_application_keeps_the_whole_person() -> None:
    ended = RunningClock("REJ", "decision", DECIDED)
    assert person_due([ended, RunningClock()], CLASSES) is None
    assert person_due([], CLASSES) is None
    assert person_due([ended], CLASSES) == date(2026, 6, 30)


@given(st.lists(st.tuples(st.sampled_from(["REJ", "WD"]), DAYS), min_size=1, max_size=6))
def test_the_last_application_decides(ended: list[tuple[str, date]]) -> None:
    events = {"REJ": "decision", "WD": "withdrew"}
    clocks = [RunningClock(key, events[key], day) for key, day in ended]
    each = [due(CLASSES[key], events[key], day) for key, day in ended]
    assert person_due(clocks, CLASSES) == max(day for day in each if day)


def test_a_shorter_period_applies_to_the_person_too() -> None:
    clock = RunningClock("REJ", "decision", DECIDED)
    assert person_due([clock], CLASSES, {"REJ": {"decision": 30}}) == date(2026, 1, 31)


def test_a_person_with_something_permanent_stays() -> None:
    clocks = [RunningClock("REJ", "decision", DECIDED), RunningClock("STAT", "", DECIDED)]
    assert person_due(clocks, CLASSES) is None


def test_listed_seven_days_ahead_and_swept_on_the_day() -> None:
    day = date(2026, 6, 30)
    assert LISTED_AHEAD == 7
    assert not is_listed(day, day - timedelta(days=8))
    assert is_listed(day, day - timedelta(days=7))
    assert not is_due(day, day - timedelta(days=1))
    assert is_due(day, day)
    assert days_left(day, day + timedelta(days=3)) == -3
    assert not is_due(None, day)
    assert not is_listed(None, day)
