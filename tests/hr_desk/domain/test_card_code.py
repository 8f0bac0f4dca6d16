# SPDX-License-Identifier: Apache-2.0
"""The code of a user's card: long, random, and known by its check however slowly it comes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import badge_code, card_code
from hr_desk.domain.scan_frames import ENTER, PREFIX, Key
from hr_desk.domain.scanning import ScanReader


def read(keys: list[tuple[float, str]]) -> tuple[str, list[str]]:
    """Return what was typed and what was scanned, with silence afterwards."""
    reader: ScanReader[str] = ScanReader()
    told = [reader.feed(Key(text, at, text)) for at, text in keys]
    told.append(reader.expire())
    typed = "".join(text for one in told for text in one.typed)
    return typed, [code for one in told for code in one.scanned]


def scan(code: str, gap: float) -> list[tuple[float, str]]:
    return [(place * gap, text) for place, text in enumerate(PREFIX + code + ENTER)]


def test_a_new_code_is_a_card_and_never_the_same_twice() -> None:
    made = {card_code.new() for _ in range(500)}
    assert len(made) == 500
    assert all(card_code.is_card(code) and not badge_code.is_badge(code) for code in made)


def test_a_card_is_worth_more_than_128_bits() -> None:
    assert card_code.RANDOM_DIGITS * math.log2(10) > 128


@given(st.integers(0, card_code.LENGTH - 1), st.sampled_from("0123456789"))
def test_a_changed_digit_is_no_card(place: int, digit: str) -> None:
    digits = "314159265358979323846264338327950288419716939937"
    whole = digits + card_code._check(digits)
    changed = whole[:place] + digit + whole[place + 1 :]
    assert card_code.is_card(changed) == (changed == whole)


@given(st.text(max_size=70))
def test_any_other_text_is_no_card(text: str) -> None:
    assert not card_code.is_card(text) or (len(text) == card_code.LENGTH and text.isdigit())


@pytest.mark.parametrize("gap", [1, 8, 20, 60, 110])
def test_a_card_is_taken_from_a_slow_scanner_too(gap: float) -> None:
    """A secret must not land in the field in front because the scanner is an old one."""
    code = card_code.new()
    assert read(scan(code, gap)) == ("", [code])


@given(st.integers(0, 10**9), st.text(alphabet="abcxyz#", min_size=1, max_size=3))
def test_letters_typed_into_a_card_go_where_they_were_meant(seed: int, typed: str) -> None:
    digits = f"{seed:048}"
    code = digits + card_code._check(digits)
    keys = sorted([*scan(code, 9), *((100.5 + place, text) for place, text in enumerate(typed))])
    found, scanned = read(keys)
    assert (sorted(found), scanned) == (sorted(typed), [code])


@given(st.integers(0, 10**9), st.text(alphabet="0123456789", min_size=1, max_size=6),
       st.sampled_from([2, 5, 9, 60]), st.floats(0, 1))  # fmt: skip
def test_digits_typed_into_a_card_are_told_from_it(
    seed: int, typed: str, gap: float, first: float
) -> None:
    digits = f"{seed:048}"
    code = digits + card_code._check(digits)
    step = card_code.LENGTH * gap / (len(typed) + 1)
    keys = [(gap + (place + first) * step, text) for place, text in enumerate(typed)]
    assert read(sorted([*scan(code, gap), *keys])) == (typed, [code])


def test_more_digits_than_a_person_types_meanwhile_spoil_the_scan_and_none_gets_out() -> None:
    """Nobody can tell which digits are too many; the person scans again."""
    code = card_code.new()
    keys = sorted([*scan(code, 9), *((100.5 + place * 20, "7") for place in range(7))])
    typed, scanned = read(keys)
    assert typed == "" and len(scanned) == 1 and len(scanned[0]) == card_code.LENGTH + 7
