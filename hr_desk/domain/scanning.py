# SPDX-License-Identifier: Apache-2.0
"""Telling what a scanner types from what a person types, on one and the same keyboard.

A USB scanner is a keyboard: it sends a prefix, its characters within a few milliseconds each, and
Enter; a person types meanwhile. From the prefix on every key is held. A badge, an invitation and a
user's card are known at their Enter by their own check, however slowly they come. Any other code
is told once the scanner is silent after an Enter, because until then that Enter may be one that a
person typed into a longer scan, and only if every key came as fast as a scanner types. Whatever
else was held was typed: it goes on to where it belongs, in its order.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from hr_desk.domain import scan_frames
from hr_desk.domain.scan_frames import ENTER, PREFIX, SCANNERS_GAP, Frame, Key

LONGEST_GAP: Final = 120.0
"""Milliseconds between two held keys after which the scan is over."""
MOST_HELD: Final = 200

T = TypeVar("T")


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
        self._hear_silence(key.at, told)
        self._take(key, told)
        while len(self._held) > MOST_HELD:
            self._let_one_go(told)
        return told

    def expire(self) -> Told[T]:
        """Say that nothing came for LONGEST_GAP."""
        told: Told[T] = Told()
        self._give_up(told)
        return told

    def _hear_silence(self, until: float, told: Told[T]) -> None:
        silence = until - self._held[-1].at if self._held else 0.0
        if silence > LONGEST_GAP:
            self._give_up(told)
        elif silence > SCANNERS_GAP:
            self._try_unknown(told)

    def _take(self, key: Key[T], told: Told[T]) -> None:
        if not self._held and key.text != PREFIX:
            told.typed.append(key.what)
            return
        self._held.append(key)
        if key.text == ENTER:
            keys = list(self._held)
            frame = scan_frames.checked(keys)
            if frame is not None:
                self._tell(keys, frame, told)

    def _try_unknown(self, told: Told[T]) -> bool:
        """Tell a code without a check of its own, if one of the held ends at an Enter."""
        keys = list(self._held)
        for end in (place for place, key in enumerate(keys) if key.text == ENTER):
            frame = scan_frames.unknown(keys[: end + 1])
            if frame is not None:
                self._tell(keys, frame, told)
                return True
        return False

    def _tell(self, keys: list[Key[T]], frame: Frame, told: Told[T]) -> None:
        """Tell a scan and what was typed into it; what came after it is heard anew."""
        told.scanned.append(scan_frames.code_in(keys, frame))
        end = frame[-1] + 1
        told.typed += [key.what for place, key in enumerate(keys[:end]) if place not in frame]
        self._held.clear()
        for key in keys[end:]:
            self._take(key, told)

    def _give_up(self, told: Told[T]) -> None:
        """Let everything held go: as codes without a check, or as typed."""
        while self._held:
            if not self._try_unknown(told):
                self._let_one_go(told)

    def _let_one_go(self, told: Told[T]) -> None:
        """Let the first key go: a prefix that a person typed may have hidden that of a scan."""
        first, *others = self._held
        self._held.clear()
        told.typed.append(first.what)
        for key in others:
            self._take(key, told)
