# SPDX-License-Identifier: Apache-2.0
"""Whatever a visitor, a child or a scanner does: no other window, no crash, only the flow.

Every text of a visitor carries their number, in characters that a name may have; after each event
everything the screen says is searched for the number of anybody else.
"""

import random
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from hr_desk.domain import badge_code
from hr_desk.domain.scanning import PREFIX
from hr_desk.kiosk import flow
from tests.support.fitting import shown_text
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk.big import BigButton
from ui.kiosk.questions import Typed
from ui.kiosk.scans import Scans
from ui.kiosk.steps import Form
from ui.widgets.scanner import Scanner

FIRST_MARK = 0x9A6C
MARKED = re.compile(r"访([\u9a6c-\u9a75]{7})客")
"""Stands in every text of a visitor: who it was, a Han character for each digit, the last two of
them a check: a monkey edits its texts, and half of one mark before half of another is nobody's."""

DIGITS = re.compile(r"(?=(\d{22}))")
"""What may be a scanned code, wherever it begins."""
TEXTS = (
    "{v}", "{v}", "王{v}", "'{v}", '"{v}"', "欧阳\0{v}", "\u202e{v}", "{v}\u202c\u200f",
    "\U0002b5e6{v}\U00030edd", "=cmd({v})", "<b>{v}</b>", "&x{v}", "{v}" * 1_000, "%s{v}",
    "{v}\n{v}", "👩‍👩‍👧{v}", "../../{v}", "'; DROP TABLE visit; --{v}",
    "0", "13800138000", "482913", "鲁B12345", "1430", "xxxxxx",
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
SECONDS = (1.0, 12.0, 33.0, 41.0)
"""How long nobody does anything: the last two are counted down and wipe."""


class Monkey:
    """Does one thing after another, the same with the same seed."""

    def __init__(self, shown: Shown, seed: int, scanner: Scanner) -> None:
        self.shown, self.scanner = shown, scanner
        self.chance = random.Random(seed)
        self.steps: set[str] = set()
        self.visitor, self.searched, self.seen = 1, 0, 0
        self.badges: list[str] = []
        self.scanned: set[str] = set()
        self.finger = QTest.createTouchDevice()
        self.at = 0.0
        scanner._time_of = self.time_of

    def play(self, times: int) -> None:
        """Do ``times`` things; a visit that is over is followed by the next."""
        does = (self.tap, self.press, self.press, self.press, self.key, self.write, self.write,
                self.fill, self.scan, self.touch, self.wait)  # fmt: skip
        for _ in range(times):
            self.at += 1_000
            self.chance.choice(does)()
            QApplication.sendPostedEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.steps.add(self.shown.visit.step)
            self.look()
            if self.shown.visit.is_over:
                self.visitor += 1
                self.look()
                self.shown.visit.is_over = False
                self.shown.visit.begin()
                self.shown.visit.go(self.chance.choice(self.shown.visit.flow.steps))
                self.look()

    def look(self) -> None:
        """Search everything that can be read for anybody but the visitor who is here."""
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert windows == [self.shown.screen]
        assert QApplication.activePopupWidget() is None
        assert QApplication.activeModalWidget() is None
        self.searched += 1
        for text in self.said():
            numbers = {number_of(mark) for mark in MARKED.findall(text)} - {None}
            self.seen += bool(numbers)
            assert numbers <= {self.visitor}, self.shown.visit.step
            scanned = self.scanned.intersection(DIGITS.findall(text.replace(" ", "")))
            assert not scanned, self.shown.visit.step

    def said(self) -> Iterator[str]:
        """Yield what the screen says, to an eye or to a screen reader."""
        screen = self.shown.screen
        yield screen.windowTitle()
        for widget in screen.findChildren(QWidget):
            yield shown_text(widget)
            yield widget.accessibleName()
            yield widget.accessibleDescription()
            yield widget.toolTip()

    def own(self, text: str) -> str:
        """Return a text of the visitor who is here."""
        digits = f"{self.visitor:05}{check_of(self.visitor):02}"
        mark = "".join(chr(FIRST_MARK + int(digit)) for digit in digits)
        return text.replace("{v}", f"访{mark}客")

    def time_of(self, _event: QKeyEvent) -> float:
        """Return when a key came: a scanner types every 4 ms, nobody else does."""
        self.at += 4
        return self.at

    def tap(self) -> None:
        """Click something at random, mostly what can be touched."""
        screen = self.shown.screen
        place = self.place()
        found = screen.childAt(place)
        target: QWidget = found if found is not None else screen
        button = self.chance.choice(
            (Qt.MouseButton.LeftButton,) * 3 + (Qt.MouseButton.RightButton,)
        )
        QTest.mouseClick(target, button, pos=target.mapFrom(screen, place))

    def touch(self) -> None:
        """Put one finger or two on the screen, slide, and take them away."""
        screen, first = self.shown.screen, self.place()
        fingers = {0: first, 1: self.place()} if self.chance.random() < 0.3 else {0: first}
        for verb in ("press", "move", "release"):
            sequence = QTest.touchEvent(screen, self.finger)
            for number, place in fingers.items():
                getattr(sequence, verb)(number, place, screen)
            sequence.commit()

    def place(self) -> QPoint:
        """Return a place on the screen, except in the corner for staff."""
        screen = self.shown.screen
        high = screen.height() - screen.corner.height()
        return QPoint(
            self.chance.randrange(screen.width()),
            screen.corner.height() + self.chance.randrange(high),
        )

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
            text = self.chance.choice(("", "a", "1", "\0", "\u202e"))
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))

    def write(self) -> None:
        """Write a text at once, as an input method does."""
        target = QApplication.focusWidget() or self.shown.screen
        event = QInputMethodEvent()
        event.setCommitString(self.own(self.chance.choice(TEXTS)))
        QApplication.sendEvent(target, event)

    def fill(self) -> None:
        """Answer a page as it wants to be answered, so that the next one is reached."""
        form = self.shown.screen.step
        if isinstance(form, Form):
            for asked in form.asked:
                if isinstance(asked, Typed) and asked.question.field.type.name in ("text", "name"):
                    asked.line.setText(self.own("{v}"))
            QTest.mouseClick(self.shown.screen.foot.next, Qt.MouseButton.LeftButton)

    def scan(self) -> None:
        """Hold a badge to the scanner, or something that is none."""
        digits = f"{self.chance.randrange(10**14):014}"
        code = digits + self.chance.choice((badge_code._check(digits), "12345678"))
        self.scanned.add(code)
        if badge_code.is_badge(code):
            self.badges.append(code)
        target = QApplication.focusWidget() or self.shown.screen
        QTest.keyClicks(target, PREFIX + code)
        QTest.keyClick(target, Qt.Key.Key_Return)
        self.at += 1_000
        self.scanner.expire()

    def wait(self) -> None:
        """Do nothing for a while."""
        self.shown.wait(self.chance.choice(SECONDS))


def number_of(mark: str) -> int | None:
    """Return the number of a visitor from their mark, None for one that was edited."""
    digits = "".join(str(ord(character) - FIRST_MARK) for character in mark)
    number, check = int(digits[:5]), int(digits[5:])
    return number if check == check_of(number) else None


def check_of(number: int) -> int:
    """Return two digits that tell a whole mark from an edited one."""
    return number * 37 % 97


def play(open_kiosk: Open, seed: int, times: int) -> Monkey:
    shown, application = open_kiosk(), QGuiApplication.instance()
    assert isinstance(application, QApplication)
    scanner = Scanner(shown.visit)
    application.installEventFilter(scanner)
    Scans(shown.visit, shown.dropped, scanner)
    QGuiApplication.clipboard().clear()
    monkey = Monkey(shown, seed, scanner)
    try:
        monkey.play(times)
    finally:
        application.removeEventFilter(scanner)
    assert shown.screen.size().toTuple() == (1280, 720)
    assert shown.dropped.badges == monkey.badges
    assert not MARKED.search(QGuiApplication.clipboard().text())
    told = (monkey.visitor, monkey.searched, monkey.seen, len(monkey.badges), len(monkey.steps))
    print("\nvisitors {}, searched {}, own found {}, badges {}, steps {}".format(*told))  # noqa: T201
    return monkey


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_a_monkey_meets_nothing_but_the_kiosk(open_kiosk: Open, seed: int) -> None:
    monkey = play(open_kiosk, seed, 2_000)
    assert {flow.START, flow.NOTICE} <= monkey.steps
    assert len(monkey.steps) > 12 and monkey.visitor > 20
    assert monkey.seen > 50 and monkey.badges


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(3, 8))
def test_a_troop_of_monkeys(open_kiosk: Open, seed: int) -> None:
    monkey = play(open_kiosk, seed, 20_000)
    assert monkey.seen > 500 and len(monkey.badges) > 500


def test_a_value_of_somebody_else_is_found(open_kiosk: Open) -> None:
    """What the monkeys look for would be found, wherever it stands."""
    shown = open_kiosk()
    monkey = Monkey(shown, 1, Scanner(shown.visit))
    label = QLabel(monkey.own("姓名：{v}"), shown.screen)
    monkey.look()
    monkey.visitor += 1
    with pytest.raises(AssertionError):
        monkey.look()
    label.setText("1" * 22)
    monkey.look()
    monkey.scanned.add("1" * 22)
    with pytest.raises(AssertionError):
        monkey.look()
