# SPDX-License-Identifier: Apache-2.0
"""The pure rules of a case: steps, last days, locks, receipt numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import requests as rules
from hr_desk.domain.requests import StepRefused
from hr_desk.domain.working_days import WorkingCalendar

RULES = request_rules()
USUAL = WorkingCalendar({})


@given(st.sampled_from(sorted(RULES.verbs)), st.sampled_from(sorted(RULES.states)))
def test_a_verb_starts_from_its_states_and_from_no_other(verb: str, state: str) -> None:
    if verb in rules.allowed(RULES, state):
        assert rules.target_of(RULES, state, verb) in RULES.states
    else:
        with pytest.raises(StepRefused):
            rules.target_of(RULES, state, verb)


@pytest.mark.parametrize(
    ("today", "left", "level"),
    [("2026-03-13", 6, "calm"), ("2026-03-16", 5, "soon"), ("2026-03-19", 2, "soon"),
     ("2026-03-23", 0, "soon"), ("2026-03-24", -1, "late"), ("2026-03-28", -4, "late")],
)  # fmt: skip
def test_9_15d_how_many_working_days_are_left(today: str, left: int, level: str) -> None:
    due = rules.answer_by(RULES, date(2026, 3, 2), USUAL).day
    found = rules.days_left(due, date.fromisoformat(today), USUAL)
    assert (found, rules.pressing(RULES, found)) == (left, level)


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)))
def test_5_1_a_proof_is_forgotten_within_a_working_day(day: date) -> None:
    forgotten = rules.forget_proof_by(RULES, day, USUAL)
    assert day < forgotten
    assert rules.days_left(forgotten, day, USUAL) == 1


def test_every_fifth_failure_locks_for_a_day() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    locked = [rules.locked_until(RULES, failures, at) for failures in range(1, 11)]
    assert [one is not None for one in locked] == [False] * 4 + [True] + [False] * 4 + [True]
    assert locked[4] == at + timedelta(hours=24)


def test_9_contact_numbers_do_not_repeat() -> None:
    assert len({rules.new_number() for _ in range(5_000)}) == 5_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABCD",
        "ABCDEFGHJKMN",
        "ABCD-EFGH-JKM",
        "ABCD-EFGH-JKMI",
        "abcd-efgh-jkmn",
        "ABCD-EFGH-JKMN-",
        "ABCD-EFGH-JKMN\n",
    ],
)
def test_a_number_is_known_by_how_it_is_written(text: str) -> None:
    assert rules.is_number(rules.new_number())
    assert not rules.is_number(text)


def test_articles_are_named_one_by_one_and_said_in_full() -> None:
    assert rules.articles("PIPL 13(2)(3); 劳动合同法 17; PIPL 24") == ("13(2)", "13(3)", "24")
    assert rules.articles("社会保险法 58") == ()
    assert rules.law_said("PIPL 13(2)(3); 劳动合同法 17", "zh_CN") == (
        "《个人信息保护法》第13(2)(3)条; 劳动合同法 17"
    )
