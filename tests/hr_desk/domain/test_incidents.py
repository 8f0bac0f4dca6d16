# SPDX-License-Identifier: Apache-2.0
"""The clocks of an incident, at and around every edge."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.domain.incidents import channel_of, report_due, tell_due

FOUND = datetime(2026, 3, 2, 1, tzinfo=UTC)
RULES = incident_rules()


@pytest.mark.parametrize(
    ("minutes", "pressing"), [(0, "soon"), (240, "soon"), (241, "late")], ids=str
)
def test_a_larger_incident_is_reported_within_four_hours(minutes: int, pressing: str) -> None:
    now = FOUND + timedelta(minutes=minutes)
    due = report_due(RULES, "larger", FOUND, now=now, done=False)
    assert (due.at, due.pressing) == (FOUND + timedelta(hours=4), pressing)


@given(st.integers(0, 200), st.booleans())
def test_time_alone_makes_nothing_less_pressing(hours: int, done: bool) -> None:
    order = ["calm", "soon", "late"]
    now, later = FOUND + timedelta(hours=hours), FOUND + timedelta(hours=hours + 1)
    first, then = (tell_due(RULES, FOUND, now=one, done=done).pressing for one in (now, later))
    assert first == then == "done" if done else order.index(then) >= order.index(first)


def test_somebody_is_called_before_they_are_written_to() -> None:
    both = {"mobile": "13800138000", "email": "a@example.com"}
    assert channel_of(RULES, both) == "phone"
    assert channel_of(RULES, {"email": "a@example.com"}) == "email"
    assert channel_of(RULES, {"full_name": "孙小梅"}) == "announcement"
