# SPDX-License-Identifier: Apache-2.0
"""Finding a scanned code among keys of which a person typed some.

A frame is what a scanner sends: a prefix, the code's digits and Enter. Its keys come evenly, so
among all the ways to leave out what a person may have typed the most even are tried first: with
both ends given, the sum of the squares of the gaps is least where all gaps are the same. The eight
digits that check a card, a badge and an invitation's QR tell which way is right.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Generic, TypeVar

from hr_desk.domain import badge_code, card_code, invitation_code

PREFIX: Final = "#"
"""What the scanner is set up to send first: the same key with and without an input method."""
ENTER: Final = "\n"
SCANNERS_GAP: Final = 35.0
"""Milliseconds between two keys of a scanner at most; the fastest person needs twice that."""
MOST_TYPED: Final = 6
"""Digits a person may have typed into one scan: twelve a second into half a second."""
FEW: Final = 8
MANY: Final = 128
"""Ways to leave out what was typed that are looked at, the most even first.

Few do for a scanner that keeps its pace; the many may cost tenths of a second for a card.
"""
SHORTEST_CODE: Final = 4
CHECKED: Final[Mapping[int, Callable[[str], bool]]] = {
    card_code.LENGTH: card_code.is_card,
    badge_code.LENGTH: badge_code.is_badge,
    invitation_code.SCANNED_LENGTH: invitation_code.is_scan,
}
"""Codes with a check, by how many digits they have."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One key: its character ("" for none, ENTER), when it came in milliseconds, what it is."""

    text: str
    at: float
    what: T


Keys = Sequence[Key[Any]]
Frame = tuple[int, ...]
"""The places of a scanner's prefix, digits and Enter among the keys, in order."""


def checked(keys: Keys) -> Frame | None:
    """Return the frame of a code with a check that ends with the last key, an Enter."""
    for tried in (FEW, MANY):
        for length, fits in CHECKED.items():
            for frame in _frames(keys, length, tried):
                if fits(code_in(keys, frame)):
                    return frame
    return None


def unknown(keys: Keys) -> Frame | None:
    """Return the frame of a code that nothing here can check, up to the last key, an Enter.

    Every key from its prefix on counts as scanned if each came as fast as a scanner types.
    """
    for prefix in _prefixes(keys):
        frame = tuple(range(prefix, len(keys)))
        body = [keys[place].text for place in frame[1:-1]]
        prints = all(len(text) == 1 and text.isprintable() for text in body)
        if len(body) >= SHORTEST_CODE and prints and max(_gaps(keys, frame)) <= SCANNERS_GAP:
            return frame
    return None


def code_in(keys: Keys, frame: Frame) -> str:
    """Return what a scanner read: the characters of a frame between prefix and Enter."""
    return "".join(keys[place].text for place in frame[1:-1])


def _prefixes(keys: Keys) -> list[int]:
    return [place for place, key in enumerate(keys) if key.text == PREFIX]


def _frames(keys: Keys, length: int, tried: int) -> Iterator[Frame]:
    """Yield frames of that many digits, from the last prefix with enough of them behind it."""
    for prefix in reversed(_prefixes(keys)):
        digits = [place for place in range(prefix, len(keys)) if _is_digit(keys[place])]
        if 0 <= len(digits) - length <= MOST_TYPED:
            yield from _most_even(keys, (prefix, *digits, len(keys) - 1), length + 2, tried)


def _is_digit(key: Key[Any]) -> bool:
    return key.text.isascii() and key.text.isdigit()


def _most_even(keys: Keys, places: Frame, length: int, tried: int) -> Iterator[Frame]:
    """Yield frames of that length between the first place and the last, the most even first.

    ``ways[node][omitted]`` holds how uneven the best ways to a node are and what they leave out.
    """
    spare = len(places) - length
    times = [keys[place].at for place in places]
    ways: list[list[list[tuple[float, Frame]]]] = [[[(0.0, ())], *([] for _ in range(spare))]]
    for node in range(1, len(places)):
        ways.append([
            heapq.nsmallest(tried, (
                (uneven + (times[node] - times[before]) ** 2, (*left, *range(before + 1, node)))
                for before in range(max(0, node - 1 - omitted), node)
                for uneven, left in ways[before][omitted - (node - 1 - before)]
            ))
            for omitted in range(spare + 1)
        ])  # fmt: skip
    for _uneven, left in ways[-1][spare]:
        yield tuple(place for node, place in enumerate(places) if node not in left)


def _gaps(keys: Keys, frame: Frame) -> list[float]:
    """Return the milliseconds between the keys of a frame."""
    return [keys[after].at - keys[before].at for before, after in pairwise(frame)]
