# SPDX-License-Identifier: Apache-2.0
"""Scans and typing on one keyboard, taken apart again: every key comes out once, where it belongs.

``stream`` plays a scanner and a person against each other in simulated time.
"""

import random
from dataclasses import dataclass
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import badge_code, invitation_code
from hr_desk.domain.scan_frames import ENTER, PREFIX, Key
from hr_desk.domain.scanning import LONGEST_GAP, ScanReader
from tests.support.beam import KINDS, code_of, mixed, scan


@dataclass
class Heard:
    """What came out of a reader."""

    typed: str
    scanned: list[str]


def played(keys: list[tuple[float, str]]) -> Heard:
    """Return what a reader makes of keys at their times, with silence afterwards."""
    reader: ScanReader[str] = ScanReader()
    heard = Heard("", [])
    for at, text in keys:
        told = reader.feed(Key(text, at, text))
        heard.typed += "".join(told.typed)
        heard.scanned += told.scanned
    told = reader.expire()
    assert not reader.is_holding()
    return Heard(heard.typed + "".join(told.typed), heard.scanned + told.scanned)


@pytest.mark.parametrize("gap", [1, 5, 12, 20])
def test_a_scan_alone_types_nothing(gap: float) -> None:
    code = badge_code.new()
    assert played(scan(code, 0, gap)) == Heard("", [code])


@pytest.mark.parametrize("code", ["INV-20260302-7f", "8801", "0123456789"])
def test_a_code_without_a_check_is_taken_when_it_came_fast(code: str) -> None:
    assert played(scan(code, 0, 5)) == Heard("", [code])
    assert played(scan(code, 0, 60)) == Heard(PREFIX + code + ENTER, [])


@given(st.lists(st.tuples(st.floats(83, 400), st.sampled_from("ab1234567890#- \n")), max_size=60))
def test_typing_alone_comes_out_whole_and_in_order(keys: list[tuple[float, str]]) -> None:
    at, timed = 0.0, []
    for gap, text in keys:
        at += gap
        timed.append((at, text))
    assert played(timed) == Heard("".join(text for _, text in timed), [])


@given(st.integers(0, 10**9), st.text(alphabet="abc0123456789#\n", min_size=1, max_size=3),
       st.sampled_from([2.0, 5.0, 9.0]))  # fmt: skip
def test_what_was_typed_into_a_scan_is_told_from_it(seed: int, typed: str, gap: float) -> None:
    """Up to three keys fall into the time of one scan, digits and Enter among them."""
    chance = random.Random(seed)
    code = f"{chance.randrange(10**14):014}"
    code += badge_code._check(code)
    scanned = scan(code, 0, gap)
    last = scanned[-1][0]
    moments = sorted(chance.uniform(-50, last - gap) for _ in typed)
    keys = sorted([*scanned, *zip(moments, typed, strict=True)])
    heard = played(keys)
    assert heard.scanned == [code]
    assert sorted(heard.typed) == sorted(typed)


def test_silence_after_a_prefix_lets_it_go() -> None:
    reader: ScanReader[str] = ScanReader()
    assert reader.feed(Key(PREFIX, 0, PREFIX)).typed == []
    assert reader.is_holding()
    told = reader.feed(Key("a", LONGEST_GAP + 1, "a"))
    assert told.typed == [PREFIX, "a"] and not reader.is_holding()


def test_a_flood_is_not_held_for_ever() -> None:
    heard = played([(float(place), text) for place, text in enumerate(PREFIX + "x" * 1000)])
    assert heard == Heard(PREFIX + "x" * 1000, [])


def test_a_key_right_after_a_code_without_a_check_leaves_it_whole() -> None:
    keys = [*scan("8801-Z", 0, 5), (55.0, "x"), (150.0, "y")]
    assert played(keys) == Heard("xy", ["8801-Z"])


def test_a_code_without_a_check_is_told_before_the_next_key_that_a_person_types() -> None:
    reader: ScanReader[str] = ScanReader()
    for at, text in scan("8801-Z", 0, 5):
        reader.feed(Key(text, at, text))
    told = reader.feed(Key("x", 120, "x"))
    assert (told.scanned, told.typed, reader.is_holding()) == (["8801-Z"], ["x"], False)


def test_an_enter_typed_into_an_invitation_is_no_end_of_it() -> None:
    code = code_of(invitation_code, random.Random(4))
    assert played(sorted([*scan(code, 0, 8), (61.0, ENTER)])) == Heard(ENTER, [code])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_scans_of_a_kind_are_told_from_typing(kind: ModuleType, seed: int) -> None:
    came = mixed(seed, 1_000, (kind,))
    assert played(came.events) == Heard(came.typed, came.codes)
