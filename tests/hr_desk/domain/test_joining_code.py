# SPDX-License-Identifier: Apache-2.0
"""A joiner's code: a slip is seen, its end is seen, and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import joining_code
from hr_desk.domain.joining_code import Standing, standing

TODAY = date(2026, 3, 2)
DAYS = st.integers(0, joining_code.LONGEST.days - 1)


@given(DAYS, st.dates(date(2026, 1, 1), date(2099, 1, 1)))
def test_a_code_is_good_up_to_its_day_and_not_after(days: int, today: date) -> None:
    code = joining_code.new(today + timedelta(days=days))
    for later in range(days + 1):
        assert standing(code, today + timedelta(days=later)) is Standing.GOOD
    for later in (1, 7, 30, 60):
        assert standing(code, today + timedelta(days=days + later)) is Standing.RUN_OUT


@given(DAYS, st.integers(0, joining_code.LENGTH - 1), st.integers(1, 9))
def test_no_single_wrong_digit_gets_past(days: int, place: int, by: int) -> None:
    code = joining_code.new(TODAY + timedelta(days=days))
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    assert standing(wrong, TODAY) is Standing.WRONG


@pytest.mark.parametrize(
    "text", ["", "1", "1234567890", "１２３４５６７８９０１", "1234567890x", "0" * 12]
)
def test_what_is_no_code_is_wrong(text: str) -> None:
    assert standing(text, TODAY) is Standing.WRONG


@given(st.text(max_size=14))
def test_any_text_has_a_standing(text: str) -> None:
    assert standing(joining_code.typed(text), TODAY) in Standing


def test_a_code_is_printed_in_groups_and_typed_with_or_without_them() -> None:
    code = joining_code.new(TODAY)
    shown = joining_code.grouped(code)
    assert [len(part) for part in shown.split()] == [3, 4, 4]
    assert joining_code.typed(shown) == joining_code.typed(shown.replace(" ", "-")) == code


def test_codes_differ_and_their_digests_tell_desks_apart() -> None:
    codes = {joining_code.new(TODAY) for _ in range(200)}
    assert len(codes) == 200
    one = codes.pop()
    assert joining_code.digest(one, "a") != joining_code.digest(one, "b")
