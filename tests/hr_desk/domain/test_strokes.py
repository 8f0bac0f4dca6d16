# SPDX-License-Identifier: Apache-2.0
"""Strokes of a signature: what a hand draws is read again, what nobody draws is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import strokes
from hr_desk.exchange.signatures import drawn

POINT = st.tuples(st.floats(-50, 900), st.floats(-50, 300))


def as_json(found: tuple[strokes.Stroke, ...]) -> list[Any]:
    return [[list(point) for point in stroke] for stroke in found]


@given(st.lists(st.lists(POINT, max_size=40), max_size=20))
def test_what_is_drawn_is_read_again(drawn_: list[list[tuple[float, float]]]) -> None:
    found = strokes.thinned(drawn_)
    if found:
        assert strokes.read(as_json(found)) == found
    assert all(len(stroke) > 1 for stroke in found)


def test_a_scribble_stays_within_bounds() -> None:
    scribble = [[(n * 7 % 840, n * 11 % 240) for n in range(400)] for _ in range(300)]
    found = strokes.thinned(scribble)
    assert sum(len(stroke) for stroke in found) <= strokes.MOST_POINTS
    assert strokes.read(as_json(found)) == found


def test_a_tap_is_no_signature() -> None:
    assert strokes.thinned([[(5, 5)], [(5, 5), (6, 6)]]) == ()


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, "x", [[]], [[[1, 1]]], [[[1, 1], [1]]], [[[1, 1], [1, 1, 1]]],
        [[[1, 1], [1.0, 2]]], [[[1, 1], [True, 2]]], [[[1, 1], [-1, 2]]], [[[1, 1], [841, 2]]],
        [[[1, 1], [1, 241]]], [[[1, 1], ["1", 2]]], [[[1, 1], [2, 2]]] * 201,
        [[[n % 800, 1] for n in range(1501)]],
    ],
)  # fmt: skip
def test_what_no_hand_draws_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        strokes.read(value)


def test_the_picture_shows_the_strokes_and_is_always_the_same() -> None:
    from io import BytesIO

    from PIL import Image

    once = drawn((((10, 10), (400, 200)),))
    assert once == drawn((((10, 10), (400, 200)),))
    assert once != drawn((((10, 10), (400, 100)),))
    with Image.open(BytesIO(once)) as picture:
        assert picture.size == (strokes.WIDTH, strokes.HEIGHT)
        assert picture.getpixel((205, 105)) == 0
        assert picture.getpixel((800, 20)) == 255
