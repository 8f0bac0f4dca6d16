# SPDX-License-Identifier: Apache-2.0
"""Telling what a scanner types from what a person types, on one and the same keyboard.

A USB scanner is a keyboard: it sends a prefix, its characters within a few milliseconds each, and
Enter; a person types meanwhile. From the prefix on every key is held. At the end the code of a
badge is found among the held digits by its own check, and whatever else was held was typed by the
person: it goes on to where it belongs, in its order. What turns out to be no scan goes on whole.
A user's card is a secret, so it is known by its check as well, however slowly it comes. A code
without a check (an invitation's) is taken only if every key came as fast as a scanner types.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Final, Generic, TypeVar

from hr_desk.domain import badge_code, card_code

PREFIX: Final = "#"
"""What the scanner is set up to send first: the same key with and without an input method."""
ENTER: Final = "\n"
LONGEST_GAP: Final = 120.0
"""Milliseconds between two held keys after which the scan is over."""
SCANNERS_GAP: Final = 35.0
"""Milliseconds between two keys of a scanner at most; the fastest person needs twice that."""
SHORTEST_CODE: Final = 4
MOST_HELD: Final = 200
MOST_TYPED: Final = 6
"""Digits a person may have typed into one scan: twelve a second into half a second."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One key: its character ("" for none, ENTER), when it came in milliseconds, what it is."""

    text: str
    at: float
    what: T


@dataclass(slots=True)
class Told(Generic[T]):
    """What came out: keys a person typed, in order, and codes that were scanned."""

    typed: list[T] = field(default_factory=list)
    scanned: list[str] = field(default_factory=list)


class ScanReader(Generic[T]):
    """Takes keys one by one; holds those that may belong to a scan."""

    def __init__(self) -> None:
        self._held: deque[Key[T]] = deque()

    def is_holding(self) -> bool:
        """Whether keys are held back."""
        return bool(self._held)

    def feed(self, key: Key[T]) -> Told[T]:
        """Take the next key; tells what is certain by now."""
        told: Told[T] = Told()
        if self._held and key.at - self._held[-1].at > LONGEST_GAP:
            self._give_up(told)
        if not self._held and key.text != PREFIX:
            told.typed.append(key.what)
            return told
        self._held.append(key)
        if key.text == ENTER:
            self._try_badge(told)
        if len(self._held) > MOST_HELD:
            self._give_up(told)
        return told

    def expire(self) -> Told[T]:
        """Say that nothing came for LONGEST_GAP."""
        told: Told[T] = Told()
        self._give_up(told)
        return told

    def _try_badge(self, told: Told[T]) -> None:
        keys = list(self._held)
        frame = _card_in(keys) or _badge_in(keys)
        if frame is None:
            return
        told.scanned.append("".join(keys[place].text for place in frame[1:-1]))
        told.typed += [key.what for place, key in enumerate(keys) if place not in frame]
        self._held.clear()

    def _give_up(self, told: Told[T]) -> None:
        """Let everything held go: as a code without a check, or as typed."""
        keys = list(self._held)
        self._held.clear()
        code = _fast_code(keys)
        if code:
            told.scanned.append(code)
        elif keys:
            told.typed.append(keys[0].what)
            # A prefix that a person typed may have hidden that of a scan.
            again: ScanReader[T] = ScanReader()
            for key in keys[1:]:
                more = again.feed(key)
                told.typed += more.typed
                told.scanned += more.scanned
            if again.is_holding():
                more = again.expire()
                told.typed += more.typed
                told.scanned += more.scanned


def _card_in(keys: Sequence[Key[T]]) -> tuple[int, ...] | None:
    """Return the places of prefix, a card's digits and Enter; None if there is no card.

    The last digits count: a person who types digits into a card's scan has to scan it again.
    """
    digits = [place for place, key in enumerate(keys) if key.text.isascii() and key.text.isdigit()]
    chosen = digits[-card_code.LENGTH :]
    if not card_code.is_card("".join(keys[place].text for place in chosen)):
        return None
    prefixes = [place for place in range(chosen[0]) if keys[place].text == PREFIX]
    return (prefixes[-1], *chosen, len(keys) - 1) if prefixes else None


def _badge_in(keys: Sequence[Key[T]]) -> tuple[int, ...] | None:
    """Return the places of prefix, a badge's digits and Enter; None if there is no badge.

    Where several choices give the code, that frame is the scanner's whose keys came most evenly.
    """
    digits = [place for place, key in enumerate(keys) if key.text.isascii() and key.text.isdigit()]
    typed = len(digits) - badge_code.LENGTH
    if not 0 <= typed <= MOST_TYPED:
        return None
    fitting = list(_fitting(keys, digits, typed))
    return min(fitting, key=lambda frame: _unevenness(keys, frame)) if fitting else None


def _fitting(
    keys: Sequence[Key[T]], digits: Sequence[int], typed: int
) -> Iterator[tuple[int, ...]]:
    prefixes = [place for place, key in enumerate(keys) if key.text == PREFIX]
    for others in combinations(digits, typed):
        chosen = tuple(place for place in digits if place not in others)
        if badge_code.is_badge("".join(keys[place].text for place in chosen)):
            for prefix in prefixes:
                if prefix < chosen[0]:
                    yield (prefix, *chosen, len(keys) - 1)


def _unevenness(keys: Sequence[Key[T]], frame: Sequence[int]) -> float:
    """Return how unevenly the keys of a frame came, in square milliseconds."""
    times = [keys[place].at for place in frame]
    return sum((after - before) ** 2 for before, after in pairwise(times))


def _fast_code(keys: Sequence[Key[T]]) -> str:
    """Return a code without a check, empty where a person may have typed it."""
    if len(keys) < SHORTEST_CODE + 2 or keys[-1].text != ENTER:
        return ""
    body = [key.text for key in keys[1:-1]]
    gaps = [after.at - before.at for before, after in pairwise(keys)]
    if max(gaps) > SCANNERS_GAP or not all(len(text) == 1 and text.isprintable() for text in body):
        return ""
    return "".join(body)
