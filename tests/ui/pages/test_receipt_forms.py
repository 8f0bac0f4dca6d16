# SPDX-License-Identifier: Apache-2.0
"""Row numbers and hashes as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.pages.receipt_forms import HashUnreadable, NumbersUnreadable, hash_of, numbers_of


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("3, 7-9", (3, 7, 8, 9)),
        ("３、７－９；1", (1, 3, 7, 8, 9)),
        ("2 – 3,2", (2, 3)),
        ("", ()),
    ],
)
def test_numbers_are_read_in_any_width(typed: str, numbers: tuple[int, ...]) -> None:
    assert numbers_of(typed) == numbers


@pytest.mark.parametrize("typed", ["第一", "9-7", "1-", "1.5", "1-9999999", "-3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NumbersUnreadable):
        numbers_of(typed)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(1, 500), max_size=12), st.sampled_from([",", " ", "，", "、", ", "]))
def test_what_is_listed_is_read_back(numbers: set[int], between: str) -> None:
    assert numbers_of(between.join(map(str, numbers))) == tuple(sorted(numbers))


def test_a_hash_is_read_in_groups_and_any_case() -> None:
    plain = "0123456789abcdef" * 4
    assert hash_of(f"{plain[:32].upper()} {plain[32:]}\n") == plain
    for typed in ("", plain[:-1], plain[:-1] + "g"):
        with pytest.raises(HashUnreadable):
            hash_of(typed)
