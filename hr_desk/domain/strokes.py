# SPDX-License-Identifier: Apache-2.0
"""A signature as what it is: the strokes of a pen or a finger, in whole units of its field.

Numbers alone cross the border from a kiosk, never a picture: nothing that a stranger made has to be
decoded by whoever takes it in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Stroke = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody drew, and the exact texts it stands below, by their keys.

    The text itself goes along: who takes it in makes its digest anew and compares it with the one
    that was confirmed, so a signature cannot end up below another text.
    """

    strokes: tuple[Stroke, ...]
    texts: Mapping[str, str]


WIDTH: Final = 840
HEIGHT: Final = 240
"""The field that is signed in, in units; about a third of a millimetre each."""

MOST_POINTS: Final = 1_500
MOST_STROKES: Final = 200
_APART: Final = 5
"""Units two points of a stroke are apart at least; what lies nearer is left out."""


def thinned(strokes: Iterable[Iterable[tuple[float, float]]]) -> tuple[Stroke, ...]:
    """Return strokes as they are sent: inside the field, no more points than a hand needs.

    What goes beyond MOST_POINTS is left out at the end.
    """
    found: list[Stroke] = []
    room = MOST_POINTS
    for stroke in strokes:
        points = _thinned([_inside(point) for point in stroke])[:room]
        room -= len(points)
        if len(points) > 1 and len(found) < MOST_STROKES:
            found.append(tuple(points))
    return tuple(found)


def _inside(point: tuple[float, float]) -> tuple[int, int]:
    return min(max(round(point[0]), 0), WIDTH), min(max(round(point[1]), 0), HEIGHT)


def _thinned(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = list(points[:1])
    for point in points[1:]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= _APART:
            kept.append(point)
    return kept


def read(value: Any) -> tuple[Stroke, ...]:
    """Return the strokes that JSON spells as lists of pairs; raises ValueError for anything else.

    There is at least one stroke of two points.
    """
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_STROKES:
        raise ValueError("no strokes, or too many")
    found = tuple(_stroke(stroke) for stroke in value)
    if sum(len(stroke) for stroke in found) > MOST_POINTS:
        raise ValueError("more points than a hand makes")
    return found


def _stroke(value: Any) -> Stroke:
    if not isinstance(value, list) or len(value) < 2:
        raise ValueError("no stroke")
    return tuple(_point(point) for point in value)


def _point(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("no point")
    across, down = value
    if type(across) is not int or type(down) is not int:
        raise ValueError("not whole units")
    if not (0 <= across <= WIDTH and 0 <= down <= HEIGHT):
        raise ValueError("outside the field")
    return across, down
