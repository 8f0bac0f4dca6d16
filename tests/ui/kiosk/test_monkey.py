# SPDX-License-Identifier: Apache-2.0
"""Whatever a visitor, a child or a scanner does: no other window, no crash, only the flow.

Every errand of a kiosk is walked. Each visitor types values of their own; after each event
everything the screen says is searched for what anybody else has typed.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from hr_desk.catalogue import load
from hr_desk.domain import badge_code
from hr_desk.domain.clock import day_of
from hr_desk.domain.scan_frames import CHECKED, PREFIX
from hr_desk.kiosk import applicant_form, applying, errands, flow, joiner_form, visit_form
from tests.support.beam import KINDS as CODES
from tests.support.beam import code_of
from tests.support.belongings import FIRST_MARK, NAMES, Belongings
from tests.support.desk import START
from tests.support.errands import apply_errand, ask_errand, join_errand
from tests.support.fitting import shown_text
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk.big import BigButton
from ui.kiosk.code_step import CodeStep
from ui.kiosk.errand_steps import Choosing
from ui.kiosk.errand_steps import Start as Begin
from ui.kiosk.joining_steps import Code, Sign, Ticks, made_up_strokes
from ui.kiosk.kinds import Confirming, Kinds
from ui.kiosk.leaving import SignOut, SignOutByPlate
from ui.kiosk.questions import Chosen
from ui.kiosk.scans import Scans
from ui.kiosk.steps import Form, Step
from ui.widgets.scanner import Scanner

MARKED = re.compile(r"访([\u9a6c-\u9a75]{7})客")
"""The mark of a visitor (``belongings.mark``); half of one before half of another is nobody's."""

SCANNED = min(CHECKED)
DIGITS = re.compile(rf"(?=(\d{{{SCANNED}}}))")
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


KINDS = tuple(load().visit_types)
LEAVES, LEAVES_BY_PLATE = "leaves", "leaves by plate"
ERRANDS = (errands.APPLY, errands.JOIN, errands.ASK)
AIMS = (*KINDS, LEAVES, *ERRANDS, LEAVES_BY_PLATE, *ERRANDS)
"""What visitors come for, one after the other."""

DILIGENCE = (0.97, 0.9, 0.1, 0.97, 0.9)
"""How often visitors, one after the other, do what brings them to the end of their errand."""

PATIENCE = (1_000, 11, 1_000)
"""After how many events they walk away, with whatever they have typed on the screen."""

SHORTEST = 7
"""Signs of the shortest value that is searched for."""


class Known:
    """The values of everybody who was here, without the signs that stand between their parts."""

    def __init__(self) -> None:
        self._begin: dict[str, list[tuple[str, int]]] = {}

    def add(self, value: str, visitor: int) -> None:
        """Remember whose a value is; too short a one may be anybody's."""
        plain = plain_of(value)
        if len(plain) >= SHORTEST:
            self._begin.setdefault(plain[:SHORTEST], []).append((plain, visitor))

    def whose(self, text: str) -> set[int]:
        """Return whose values stand in a text."""
        plain = plain_of(text)
        return {
            visitor
            for place in range(len(plain) - SHORTEST + 1)
            for value, visitor in self._begin.get(plain[place : place + SHORTEST], ())
            if plain.startswith(value, place)
        }


def plain_of(text: str) -> str:
    """Return letters and digits alone, in one case."""
    return "".join(filter(str.isalnum, text)).casefold()


class Monkey:
    """Does one thing after another, the same with the same seed."""

    def __init__(self, shown: Shown, seed: int, scanner: Scanner) -> None:
        self.shown, self.scanner = shown, scanner
        self.chance = random.Random(seed)
        self.steps: set[str] = set()
        self.visitor, self.searched, self.seen = 0, 0, 0
        self.badges: list[str] = []
        self.scanned: set[str] = set()
        self.known = Known()
        self.types: Counter[str] = Counter()
        """Types of fields whose answer was taken."""
        self.names: Counter[str] = Counter()
        """Names that were taken, with the mark left open."""
        self.finger = QTest.createTouchDevice()
        self.at = 0.0
        scanner._time_of = self.time_of
        self.next_visitor()

    def next_visitor(self) -> None:
        """Let somebody else come, for something else."""
        self.visitor += 1
        self.events = 0
        self.belongings = Belongings(self.visitor, self.chance, day_of(START))
        for value in self.belongings.values():
            self.known.add(value, self.visitor)

    @property
    def aim(self) -> str:
        """What the visitor who is here came for."""
        return AIMS[self.visitor % len(AIMS)]

    @property
    def diligence(self) -> float:
        """How often they do what brings them on."""
        return DILIGENCE[self.visitor % len(DILIGENCE)]

    def play(self, times: int) -> None:
        """Do ``times`` things; a visit that is over is followed by the next."""
        does = (self.tap, self.press, self.press, self.press, self.key, self.write, self.write,
                self.fill, self.scan, self.touch, self.wait)  # fmt: skip
        for _ in range(times):
            self.at += 1_000
            self.events += 1
            if self.events > PATIENCE[self.visitor % len(PATIENCE)]:
                self.shown.wait(SECONDS[-1])
            elif self.chance.random() < self.diligence:
                self.fill()
            else:
                self.chance.choice(does)()
            QApplication.sendPostedEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.steps.add(self.shown.visit.step)
            self.look()
            if self.shown.visit.is_over:
                self.next_visitor()
                self.look()
                self.shown.visit.is_over = False
                self.shown.visit.begin()
                self.steps.add(self.shown.visit.step)
                if self.diligence < 0.5:
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
            assert self.known.whose(text) <= {self.visitor}, self.shown.visit.step
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
        event.setCommitString(self.belongings.own(self.chance.choice(TEXTS)))
        QApplication.sendEvent(target, event)

    def fill(self) -> None:
        """Answer a page as it wants to be answered, so that the next one is reached."""
        step = self.shown.screen.step
        if isinstance(step, Form):
            self.answer(step)
            return
        if isinstance(step, CodeStep):
            own = self.belongings
            step.line.setText(own.joining if isinstance(step, Code) else own.invitation)
        elif isinstance(step, SignOut) and self.aim != LEAVES_BY_PLATE:
            step.line.setText(self.chance.choice(("482913", self.belongings.phone[-4:])))
        elif isinstance(step, SignOutByPlate):
            step.line.setText(self.belongings.plate)
        elif isinstance(step, Ticks):
            for button in step.buttons.values():
                self.click(button)
        elif isinstance(step, Sign):
            for stroke in made_up_strokes():
                step.pad.add_stroke(stroke)
        elif isinstance(step, Confirming) and self.chance.random() < 0.3:
            step.sign(made_up_strokes())
        self.go_on(step)

    def answer(self, form: Form) -> None:
        """Type and touch an answer to every question, go on, and note what was taken."""
        said: dict[str, str] = {}
        for asked in form.asked:
            kind = asked.question.field.type.name
            if isinstance(asked, Chosen):
                code = self.chance.choice(list(asked.buttons))
                resident = "resident_id" if self.chance.random() < 0.8 else code
                asked.set_text(resident if resident in asked.buttons else code)
            else:
                asked.set_text(self.belongings.of(kind, asked.key))
            if asked.text():
                said[kind] = asked.text()
        before = self.shown.visit.step
        self.go_on(form)
        if self.shown.visit.step != before:
            self.types.update(said.keys())
            self.names.update({self.belongings.name} if "person_name" in said else ())

    def go_on(self, step: Step | None) -> None:
        """Touch the button that leads on, towards what the visitor came for."""
        foot = self.shown.screen.foot
        if isinstance(step, Begin):
            leaves = self.aim in (LEAVES, LEAVES_BY_PLATE)
            self.click(step.errands.get(self.aim, step.leave if leaves else step.adult))
        elif isinstance(step, Kinds):
            invited = self.chance.random() < 0.2 or self.aim not in step.buttons
            self.click(step.code if invited else step.buttons[self.aim])
        elif isinstance(step, SignOut) and self.aim == LEAVES_BY_PLATE:
            self.click(step.by_plate)
        elif isinstance(step, Choosing):
            self.click(self.chance.choice(self.leading_on(step.buttons)))
        elif foot.answers[1].isVisible():
            self.click(foot.answers[1])
        else:
            self.click(foot.next)

    def leading_on(self, buttons: Mapping[str, BigButton]) -> list[BigButton]:
        """Return the choices that do not end the errand; now and then all of them."""
        ends = {applying.CHILD, applying.NO, applying.DONE_TYPING}
        every = self.chance.random() < 0.1
        return [one for choice, one in buttons.items() if every or choice not in ends]

    def click(self, button: BigButton) -> None:
        """Touch a button."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def scan(self) -> None:
        """Hold a badge to the scanner, an invitation, a user's card, or something that is none."""
        code = code_of(self.chance.choice(CODES), self.chance)
        if self.chance.random() < 0.2:
            code = f"{code[:-8]}12345678"
        self.scanned.add(code[:SCANNED])
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
    return number if check == number * 37 % 97 else None


def play(open_kiosk: Open, seed: int, times: int) -> Monkey:
    offered = {
        errands.APPLY: apply_errand(9),
        errands.JOIN: join_errand(),
        errands.ASK: ask_errand(),
    }
    shown, application = open_kiosk(errands=offered), QGuiApplication.instance()
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


def asked_at_a_kiosk() -> set[str]:
    """Return every type of field that some page of some errand asks for."""
    catalogue = load()
    asked = [
        question.field
        for kind in catalogue.visit_types
        for page in visit_form.pages(catalogue, kind)
        for question in page.questions
    ]
    steps_of_their_own = {applicant_form.POSITION, joiner_form.SAFETY, joiner_form.SIGNATURE}
    asked += [*applicant_form.asked(catalogue), *joiner_form.may_ask(catalogue)]
    return {one.type.name for one in asked if one.key not in steps_of_their_own}


def require_everything_reached(monkey: Monkey) -> None:
    """Fail unless every errand was sent, and every type of field and of name was taken."""
    dropped = monkey.shown.dropped
    sent = {
        **Counter(kind for kind, _ in dropped.kinds),
        LEAVES: len(dropped.sign_outs),
        LEAVES_BY_PLATE: len(dropped.plates),
        errands.APPLY: len(dropped.applied),
        errands.JOIN: len(dropped.joined),
        errands.ASK: len(dropped.asked),
    }
    assert set(AIMS) - {aim for aim, times in sent.items() if times} == set()
    assert asked_at_a_kiosk() - set(monkey.types) == set()
    assert set(NAMES) - set(monkey.names) == set()
    assert any("guardian" in one["fields"] for one in dropped.applied)
    assert any(dropped.signatures) and any(dropped.invitations)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_a_monkey_meets_nothing_but_the_kiosk_on_every_errand(open_kiosk: Open, seed: int) -> None:
    monkey = play(open_kiosk, seed, 600)
    assert {flow.START, flow.NOTICE} <= monkey.steps
    assert len(monkey.steps) > 12 and monkey.visitor > 20
    assert monkey.seen > 50 and monkey.badges
    require_everything_reached(monkey)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(3, 8))
def test_a_troop_of_monkeys(open_kiosk: Open, seed: int) -> None:
    monkey = play(open_kiosk, seed, 20_000)
    assert monkey.seen > 500 and len(monkey.badges) > 40
    require_everything_reached(monkey)


def test_a_value_of_somebody_else_is_found(open_kiosk: Open) -> None:
    """What the monkeys look for would be found, wherever it stands."""
    shown = open_kiosk()
    monkey = Monkey(shown, 1, Scanner(shown.visit))
    label = QLabel(monkey.belongings.own("姓名：{v}"), shown.screen)
    monkey.look()
    phone = monkey.belongings.phone
    monkey.next_visitor()
    with pytest.raises(AssertionError):
        monkey.look()
    label.setText(f"电话：{phone[:3]} {phone[3:7]} {phone[7:]}")
    with pytest.raises(AssertionError):
        monkey.look()
    label.setText("1" * 22)
    monkey.look()
    monkey.scanned.add("1" * SCANNED)
    with pytest.raises(AssertionError):
        monkey.look()
