# SPDX-License-Identifier: Apache-2.0
import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault.canonical import LARGEST_NUMBER, NotCanonical, decode, encode

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER) | TEXT
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


class Colour(StrEnum):
    RED = "red"


@given(VALUES)
def test_a_value_comes_back(value: object) -> None:
    assert decode(encode(value)) == value


@given(VALUES)
def test_any_other_spelling_is_refused(value: object) -> None:
    for other in (json.dumps(value, indent=1), json.dumps(value) + " ", "\ufeff" + "null"):
        if other.encode() != encode(value):
            with pytest.raises(NotCanonical):
                decode(other.encode())


@given(st.binary(max_size=40))
def test_random_bytes_are_refused_or_the_one_spelling(data: bytes) -> None:
    try:
        value = decode(data)
    except NotCanonical:
        return
    assert encode(value) == data


def test_the_spelling() -> None:
    value = {"b": [1, -2, True, None], "a": '示例公司\n"\\', "Ω": (), "": Colour.RED}
    expected = '{"":"red","a":"示例公司\\n\\"\\\\","b":[1,-2,true,null],"Ω":[]}'
    assert encode(value) == expected.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        b"[" * 100_000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\xff"',
        b'"A" ',
        b'\xef\xbb\xbf"A"',
        b'"\\/"',
    ],
)
def test_refused_spellings(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(data)


@pytest.mark.parametrize("value", [1.5, float("nan"), b"bytes", {1: "a"}, {"a": {2}}, object()])
def test_types_without_a_spelling(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("value", [LARGEST_NUMBER + 1, -LARGEST_NUMBER - 1, "\ud800"])
def test_values_without_a_spelling(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode(value)
