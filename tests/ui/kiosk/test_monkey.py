# SPDX-License-Identifier: Apache-2.0
"""Whatever a visitor, a child or a scanner does: no other window, no crash, only the flow."""

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.kiosk import flow
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk.big import BigButton

TEXTS = (
    "'", '"', "王", "欧阳", "\0", "\u202e", "\U0002b5e6", "=cmd()", "<b>", "&x", "A" * 10_000,
    "{name}", "%s", "\n", "👩‍👩‍👧", "../../etc", "0", "13800138000", "482913", "x" * 6,
)  # fmt: skip
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
KEYS = tuple(key for key in Qt.Key if key is not Qt.Key.Key_unknown)


class Monkey:
    """Does one thing after another, the same with the same seed."""

    def __init__(self, shown: Shown, seed: int) -> None:
        self.shown = shown
        self.chance = random.Random(seed)
        self.steps: set[str] = set()

    def play(self, times: int) -> None:
        """Do ``times`` things; a visit that is over is followed by the next."""
        for _ in range(times):
            self.chance.choice((self.touch, self.press, self.press, self.key, self.write))()
            QApplication.sendPostedEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.steps.add(self.shown.visit.step)
            if self.shown.visit.is_over:
                self.shown.visit.is_over = False
                self.shown.visit.begin()
                self.shown.visit.go(self.chance.choice(self.shown.visit.flow.steps))
            assert QApplication.activePopupWidget() is None
            assert QApplication.activeModalWidget() is None

    def touch(self) -> None:
        """Touch something at random, mostly what can be touched."""
        screen = self.shown.screen
        place = QPoint(
            self.chance.randrange(screen.width()), self.chance.randrange(screen.height())
        )
        found = screen.childAt(place)
        target: QWidget = found if found is not None else screen
        button = self.chance.choice(
            (Qt.MouseButton.LeftButton,) * 3 + (Qt.MouseButton.RightButton,)
        )
        QTest.mouseClick(target, button, pos=target.mapFrom(screen, place))

    def press(self) -> None:
        """Press one of the buttons there are, mostly not the one that erases everything."""
        screen = self.shown.screen
        there = [one for one in screen.findChildren(BigButton) if one.isVisible()]
        if there:
            button = self.chance.choice(there)
            if button is not screen.head.stop or self.chance.random() < 0.1:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self) -> None:
        """Press a key with a modifier."""
        target = QApplication.focusWidget() or self.shown.screen
        key, held = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            text = self.chance.choice(("", "a", "1"))
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))

    def write(self) -> None:
        """Write a text at once, as a scanner or an input method does."""
        target = QApplication.focusWidget() or self.shown.screen
        event = QInputMethodEvent()
        event.setCommitString(self.chance.choice(TEXTS))
        QApplication.sendEvent(target, event)


def play(open_kiosk: Open, seed: int, times: int) -> Monkey:
    shown = open_kiosk()
    monkey = Monkey(shown, seed)
    monkey.play(times)
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert windows == [shown.screen]
    assert shown.screen.size().toTuple() == (1280, 720)
    return monkey


@pytest.mark.parametrize("seed", [1, 2])
def test_a_monkey_meets_nothing_but_the_kiosk(open_kiosk: Open, seed: int) -> None:
    monkey = play(open_kiosk, seed, 4_000)
    assert {flow.START, flow.NOTICE} <= monkey.steps
    assert len(monkey.steps) > 8


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(3, 8))
def test_a_troop_of_monkeys(open_kiosk: Open, seed: int) -> None:
    play(open_kiosk, seed, 20_000)
