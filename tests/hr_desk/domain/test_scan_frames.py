# SPDX-License-Identifier: Apache-2.0
"""Frames among keys: the most even way to leave out what was typed is the scanner's."""

import random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import badge_code, scan_frames
from hr_desk.domain.scan_frames import Frame, Key, Keys
from tests.support.beam import KINDS, code_of, scan


def keys_of(timed: list[tuple[float, str]]) -> Keys:
    return [Key(text, at, text) for at, text in sorted(timed)]


def found(keys: Keys) -> str:
    frame = scan_frames.checked(keys)
    return "" if frame is None else scan_frames.code_in(keys, frame)


def places(frame: Frame | None) -> Frame:
    assert frame is not None
    return frame


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 10**6), gap=st.floats(0.5, 30), digit=st.sampled_from("0123456789"))
def test_one_digit_typed_into_a_scan_is_told_from_it(
    kind: ModuleType, seed: int, gap: float, digit: str
) -> None:
    chance = random.Random(seed)
    code = code_of(kind, chance)
    typed = (chance.uniform(0, len(code) * gap), digit)
    assert found(keys_of([*scan(code, 0, gap), typed])) == code


def test_the_last_prefix_with_enough_digits_counts() -> None:
    code = badge_code.new()
    early = [(-80.0, "#"), (-40.0, "4")]
    keys = keys_of([*early, *scan(code, 0, 5), (7.0, "#")])
    assert places(scan_frames.checked(keys))[:2] == (2, 3)


def test_a_code_unknown_here_is_taken_as_it_came() -> None:
    keys = keys_of(scan("INV-7f", 0, 5))
    assert scan_frames.unknown(keys) == tuple(range(len(keys)))
    assert scan_frames.unknown(keys_of(scan("INV-7f", 0, 36))) is None
    assert scan_frames.unknown(keys_of(scan("INV", 0, 5))) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_with_a_check_needs_no_pace(kind: ModuleType) -> None:
    code = code_of(kind, random.Random(9))
    uneven = [(at + place**2, text) for place, (at, text) in enumerate(scan(code, 0, 60))]
    assert found(keys_of(uneven)) == code


@pytest.mark.parametrize("kind", KINDS)
def test_a_pace_that_wavers_is_followed(kind: ModuleType) -> None:
    chance = random.Random(3)
    for _scan in range(100):
        code, at, timed = code_of(kind, chance), 0.0, list[tuple[float, str]]()
        for _at, text in scan(code, 0, 4):
            timed.append((at, text))
            at += 4 * chance.uniform(0.7, 1.3)
        timed += [(chance.uniform(5, at - 8), chance.choice("0123456789")) for _key in range(2)]
        assert found(keys_of(timed)) == code
