# SPDX-License-Identifier: Apache-2.0
"""The graph of a visit's states, and when a visit is aged."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue import load
from hr_desk.domain import visits

DAY = dt.date(2026, 3, 2)


def test_the_graph_is_the_one_that_was_agreed() -> None:
    steps = {(step.source, step.target) for step in visits.GRAPH.values()}
    assert steps == {
        ("expected", "on_site"), ("expected", "not_come"), ("announced", "on_site"),
        ("announced", "turned_away"), ("on_site", "left"),
    }  # fmt: skip


@pytest.mark.parametrize("state", visits.STATES)
def test_an_end_has_no_way_on_and_everything_else_has(state: str) -> None:
    assert bool(visits.allowed(state)) is (state not in visits.ENDS)
    assert (state in visits.AT_DAYS_END) is (state not in visits.ENDS)
    assert visits.label(state) != ""


def test_every_end_of_a_day_is_an_end() -> None:
    assert set(visits.AT_DAYS_END.values()) == visits.ENDS


def test_nobody_the_kiosk_announced_gets_in_without_a_person() -> None:
    for verb in visits.GRAPH:
        for at_kiosk in (True, False):
            target = visits.target_of("announced", verb, at_kiosk=at_kiosk)
            assert target != "on_site" or verb == "confirm"
    assert visits.target_of("announced", "sign_out") is None
    assert visits.target_of("announced", "sign_out", at_kiosk=True) == "left"


@given(days=st.integers(-5, 400), after=st.integers(1, 365))
def test_a_visit_is_aged_from_its_day_on(days: int, after: int) -> None:
    assert visits.aged(DAY, after, DAY + dt.timedelta(days=days)) is (days >= after)


def test_what_has_no_clock_or_no_rule_is_never_aged() -> None:
    far = DAY + dt.timedelta(days=9999)
    assert not visits.aged(None, 30, far)
    assert not visits.aged(DAY, None, far)


def test_the_rule_is_declared_with_the_class() -> None:
    class_ = load().classes[visits.RETENTION_CLASS]
    assert class_.masked_after == 30
    assert visits.CLOCK_EVENT in class_.periods
    assert [key for key, one in load().classes.items() if one.masked_after] == ["VIS"]
