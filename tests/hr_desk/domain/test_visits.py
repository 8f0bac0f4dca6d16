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
    steps = {(source, step.target) for step in visits.GRAPH.values() for source in step.sources}
    assert steps == {
        ("expected", "on_site"), ("expected", "not_come"),
        ("announced", "let_in"), ("refused", "let_in"), ("announced", "refused"),
        ("let_in", "refused"),
        ("announced", "on_site"), ("let_in", "on_site"),
        ("announced", "turned_away"), ("let_in", "turned_away"),
        ("on_site", "left"), ("not_seen", "left"),
    }  # fmt: skip


@pytest.mark.parametrize("state", visits.STATES)
def test_an_end_has_no_way_on_and_everything_else_has(state: str) -> None:
    assert bool(visits.allowed(state)) is (state not in visits.ENDS)
    assert (state in visits.AT_DAYS_END) is (state not in visits.CLOSED)
    assert visits.label(state) != ""


def test_every_end_of_a_day_closes_the_visit() -> None:
    assert set(visits.AT_DAYS_END.values()) <= visits.CLOSED
    assert set(visits.AT_DAYS_END.values()) == {"not_seen", "turned_away", "not_come"}


def test_whoever_may_be_inside_is_looked_for_until_somebody_knows_better() -> None:
    for state in visits.MAYBE_INSIDE:
        assert visits.AT_DAYS_END.get(state, visits.NOT_SEEN) == visits.NOT_SEEN
    assert not set(visits.MAYBE_INSIDE) & visits.ENDS


def test_nobody_the_kiosk_announced_gets_in_without_a_person() -> None:
    for state in visits.OUTSIDE:
        for verb in visits.GRAPH:
            for at_kiosk in (True, False):
                target = visits.target_of(state, verb, at_kiosk=at_kiosk)
                assert target != "on_site" or verb == "confirm"
        assert visits.target_of(state, "sign_out") is None
        assert visits.target_of(state, "sign_out", at_kiosk=True) == "left"


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
