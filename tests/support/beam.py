# SPDX-License-Identifier: Apache-2.0
"""A scanner and a person at one keyboard: which keys come when, and pressing them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import ModuleType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hr_desk.domain import badge_code, card_code, invitation_code
from hr_desk.domain.scan_frames import ENTER, PREFIX
from hr_desk.domain.scanning import LONGEST_GAP
from ui.widgets.scanner import Scanner

TYPED = "abcdefgh 0123456789#-0123456789"
KINDS: Final = (badge_code, invitation_code, card_code)
SLOWEST, FASTEST = 3, 12
"""Keys a second of a person."""


@dataclass(frozen=True)
class Mixed:
    """What came: moment in milliseconds and key, in order; what was scanned and what was typed."""

    events: list[tuple[float, str]]
    codes: list[str]
    typed: str


def scan(code: str, at: float, gap: float) -> list[tuple[float, str]]:
    """Return the keys of a scanner that reads a code, ``gap`` milliseconds apart."""
    return [(at + place * gap, text) for place, text in enumerate(PREFIX + code + ENTER)]


def code_of(kind: ModuleType, chance: random.Random) -> str:
    """Return what a QR of a kind (badge, invitation, user's card) says, the same for a seed."""
    count = kind.LENGTH - kind.CHECK_DIGITS
    digits = f"{chance.randrange(10**count):0{count}}"
    code = digits + str(kind._check(digits))
    return invitation_code.for_scanner(code) if kind is invitation_code else code


def mixed(seed: int, scans: int, kinds: Sequence[ModuleType] = KINDS) -> Mixed:
    """Return so many scans of these kinds while somebody types without a pause.

    Moments are whole milliseconds, as a key event carries them.
    """
    chance = random.Random(seed)
    codes, events, at = [], list[tuple[float, str]](), 0.0
    for place in range(scans):
        at += chance.uniform(250, 900)
        codes.append(code_of(kinds[place % len(kinds)], chance))
        frame = scan(codes[-1], at, chance.choice((2.0, 4.0, 8.0)))
        events += frame
        at = frame[-1][0]
    typed, moment = "", 0.0
    while moment < at:
        moment += 1000 / chance.uniform(SLOWEST, FASTEST)
        typed += chance.choice(TYPED)
        events.append((moment, typed[-1]))
    events.sort(key=itemgetter(0))
    return Mixed([(float(round(moment)), text) for moment, text in events], codes, typed)


class Hand:
    """Presses keys at simulated times."""

    def __init__(self, scanner: Scanner) -> None:
        self.at = 0.0
        self.scanner = scanner
        scanner._time_of = self.time_of

    def time_of(self, _event: QKeyEvent) -> float:
        """Return the moment of the key that is pressed now."""
        return self.at

    def press(self, widget: QWidget, text: str, at: float) -> None:
        """Press a key; a silence before it ends what was held."""
        if at - self.at > LONGEST_GAP:
            self.scanner.expire()  # what the timer does
        self.at = at
        if text == ENTER:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(widget, text)

    def play(self, widget: QWidget, events: list[tuple[float, str]]) -> None:
        """Press everything, and let the last key go."""
        for time, text in events:
            self.press(widget, text, time)
        self.scanner.expire()
