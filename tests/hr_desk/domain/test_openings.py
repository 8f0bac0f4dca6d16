# SPDX-License-Identifier: Apache-2.0
"""A head count that is changed fills the last opening, is too low, or does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.openings import FILLS, NOTHING, TOO_LOW, effect

COUNTS = st.integers(1, 50)


@pytest.mark.parametrize(
    ("before", "wished", "filled", "does"),
    [
        (3, 2, 2, FILLS),
        (3, 2, 1, NOTHING),
        (3, 1, 2, TOO_LOW),
        (4, 4, 4, NOTHING),
        (4, 4, 7, NOTHING),
        (4, 5, 7, NOTHING),
        (4, 7, 7, FILLS),
        (0, 2, 2, FILLS),
        (0, 1, 2, TOO_LOW),
    ],
)
def test_what_a_head_count_does(before: int, wished: int, filled: int, does: str) -> None:
    assert effect(before, wished, filled=filled) == does


@given(before=st.integers(0, 50), wished=COUNTS, filled=st.integers(0, 50))
def test_it_concludes_only_what_is_exactly_filled(before: int, wished: int, filled: int) -> None:
    does = effect(before, wished, filled=filled)
    assert (does == FILLS) == (filled == wished != before)
    assert does != TOO_LOW or filled > wished


@given(count=COUNTS, filled=st.integers(0, 50))
def test_a_head_count_that_stays_does_nothing(count: int, filled: int) -> None:
    assert effect(count, count, filled=filled) == NOTHING
