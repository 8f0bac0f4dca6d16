# SPDX-License-Identifier: Apache-2.0
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import crockford, recovery
from hr_desk.vault.passphrases import check_passphrase
from hr_desk.vault.recovery import (
    HalfFromNewer,
    HalfIncomplete,
    HalfMistyped,
    HalvesNotPaired,
    RecoveryProblem,
    SameHalfTwice,
    join,
    split,
)

SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS)
def test_two_halves_give_the_secret_in_either_order(secret: bytes) -> None:
    a, b = split(secret)
    assert join(a, b) == join(b, a) == secret


@given(SECRETS, st.randoms())
def test_typing_is_forgiven(secret: bytes, random: object) -> None:
    a, b = split(secret)
    typed = a.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isalnum() else "　" for char in b)
    assert join(typed, wide) == secret
    assert join(a.replace("1", "I").replace("-", ""), f"\t{b}\n") == secret


def test_a_half_prints_in_thirteen_groups_of_five() -> None:
    a, b = split(bytes(32))
    for mark, half in (("A", a), ("B", b)):
        assert re.fullmatch(f"{mark}1[0-9A-HJKMNP-TV-Z]{{3}}(-[0-9A-HJKMNP-TV-Z]{{5}}){{12}}", half)


@given(SECRETS, st.integers(0, 64), st.integers(1, 31), st.booleans())
def test_one_wrong_character_is_named_with_its_half(
    secret: bytes, place: int, shift: int, first: bool
) -> None:
    a, b = split(secret)
    wrong = mistyped(a if first else b, place, shift)
    halves = (wrong, b) if first else (a, wrong)
    with pytest.raises(HalfMistyped) as caught:
        join(*halves)
    named = ("A", "B") if place == 0 else ("A",) if first else ("B",)
    assert caught.value.values["half"] in named


@given(SECRETS, st.integers(0, 63))
def test_exchanged_neighbours_are_noticed(secret: bytes, place: int) -> None:
    a, b = split(secret)
    plain = list(a.replace("-", ""))
    if plain[place] == plain[place + 1]:
        return
    plain[place], plain[place + 1] = plain[place + 1], plain[place]
    with pytest.raises(RecoveryProblem):
        join("".join(plain), b)


def test_an_impossible_character_is_a_typing_mistake() -> None:
    a, b = split(bytes(32))
    with pytest.raises(HalfMistyped) as caught:
        join(a, b[:-1] + "U")
    assert caught.value.values == {"half": "B"}
    assert "half B" in caught.value.text("en")


@pytest.mark.parametrize("cut", [0, 5, 76])
def test_an_incomplete_half_is_named(cut: int) -> None:
    a, b = split(bytes(32))
    with pytest.raises(HalfIncomplete) as caught:
        join(a[:cut], b)
    assert caught.value.values["half"] == "A"
    with pytest.raises(HalfIncomplete):
        join(a, b + "0")


def test_the_same_half_twice_is_named() -> None:
    a, b = split(bytes(32))
    for half, mark in ((a, "A"), (b, "B")):
        with pytest.raises(SameHalfTwice) as caught:
            join(half, half)
        assert caught.value.values == {"half": mark}


def test_halves_of_two_printings_do_not_pair() -> None:
    secret = bytes(range(32))
    with pytest.raises(HalvesNotPaired):
        join(split(secret)[0], split(secret)[1])


def test_a_half_of_a_newer_program_is_named() -> None:
    a, b = split(bytes(32))
    body = "A2" + a.replace("-", "")[2:-5]
    with pytest.raises(HalfFromNewer):
        join(body + recovery._checksum(body), b)


def test_one_half_tells_nothing() -> None:
    content = Counter(split(bytes(32))[1].replace("-", "")[8:60] for _ in range(500))
    assert len(content) == 500
    first = Counter(half[0] for half in content)
    assert len(first) == 32


def test_a_half_with_spare_bits_is_refused() -> None:
    a, b = split(bytes(32))
    body = a.replace("-", "")[:-5]
    spare = body[:-1] + crockford.ALPHABET[crockford.ALPHABET.index(body[-1]) + 1]
    with pytest.raises(HalfMistyped):
        join(spare + recovery._checksum(spare), b)


def test_a_secret_has_32_bytes() -> None:
    assert len(recovery.new_secret()) == 32
    with pytest.raises(ValueError, match="32 bytes"):
        split(bytes(31))


@given(SECRETS)
def test_the_secret_is_a_passphrase(secret: bytes) -> None:
    text = recovery.as_passphrase(secret)
    assert crockford.read(text, 32) == secret
    if len(set(text)) > 1:
        check_passphrase(text)


@given(st.binary(max_size=40))
def test_crockford_comes_back(data: bytes) -> None:
    assert crockford.read(crockford.spell(data), len(data)) == data


def mistyped(half: str, place: int, shift: int) -> str:
    plain = half.replace("-", "")
    number = (crockford.ALPHABET.index(plain[place]) + shift) % 32
    return plain[:place] + crockford.ALPHABET[number] + plain[place + 1 :]
