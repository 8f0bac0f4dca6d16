# SPDX-License-Identifier: Apache-2.0
"""The code of a badge: digits that check themselves."""

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import badge_code


def test_a_new_code_is_a_badge_and_never_the_same_twice() -> None:
    made = {badge_code.new() for _ in range(500)}
    assert len(made) == 500
    assert all(badge_code.is_badge(code) and len(code) == badge_code.LENGTH for code in made)


@given(st.integers(0, badge_code.LENGTH - 1), st.sampled_from("0123456789"))
def test_a_changed_digit_is_no_badge(place: int, digit: str) -> None:
    code = "1234567890123" + "4"
    whole = code + badge_code._check(code)
    changed = whole[:place] + digit + whole[place + 1 :]
    assert badge_code.is_badge(changed) == (changed == whole)


@given(st.text(max_size=30))
def test_any_other_text_is_no_badge(text: str) -> None:
    assert not badge_code.is_badge(text) or (len(text) == badge_code.LENGTH and text.isdigit())
