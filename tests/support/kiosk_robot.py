# SPDX-License-Identifier: Apache-2.0
"""A real visit process with a visitor inside: types and touches what is on the screen.

``python -m tests.support.kiosk_robot FOLDER SEED COUNT`` and then what the supervisor adds. The
folder holds numbers and process ids alone: ``taken-N``, ``done-N``, ``loaded-PID``, ``shown-PID``.
With PAUSE in the environment the visitor stands still before the last touch: ``paused-PID``.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.kiosk_people import visitor
from ui.kiosk import hardening, kinds, steps, visit
from ui.kiosk.big import Line
from ui.kiosk.questions import Asked, Chosen, Typed
from ui.kiosk.screen import Screen
from ui.kiosk.visit import Kiosk

PAUSE = "KIOSK_ROBOT_PAUSE"


def touch(widget: QWidget) -> None:
    """Touch the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(line: Line, text: str) -> None:
    """Write as an input method does: an unfinished word first, then its characters."""
    for event in (QInputMethodEvent("ceshi", []), QInputMethodEvent()):
        if not event.preeditString():
            event.setCommitString(text)
        QApplication.sendEvent(line, event)


def answer(asked: Asked, text: str, screen: Screen) -> None:
    """Answer one question with a finger or a keyboard."""
    if isinstance(asked, Chosen):
        touch(asked.buttons[text])
    elif isinstance(asked, Typed) and asked.digits:
        form = screen.step
        assert isinstance(form, steps.Form) and form.pad is not None
        touch(asked.line)
        for digit in text:
            touch(form.pad.keys[digit])
    elif isinstance(asked, Typed):
        touch(asked.line)
        write(asked.line, text)


def go_on(screen: Screen, texts: dict[str, str]) -> bool:
    """Do what the screen asks for; False when there is nothing left to do."""
    step = screen.step
    if isinstance(step, steps.Start):
        touch(step.adult)
    elif isinstance(step, kinds.Kinds):
        touch(step.buttons[texts.get("kind", "business")])
    elif isinstance(step, steps.Notice | kinds.Confirming):
        touch(screen.foot.answers[1])
    elif isinstance(step, steps.Form):
        for asked in step.asked:
            if texts.get(asked.key) and not asked.text():
                answer(asked, texts[asked.key], screen)
        touch(screen.foot.next)
        if screen.step is step:
            raise AssertionError("the page refused what was typed")
    elif isinstance(step, steps.Review):
        touch(screen.foot.next)
    else:
        return False
    return True


class Robot:
    """One visitor at one kiosk process."""

    def __init__(self, folder: Path, seed: int, count: int) -> None:
        self.folder, self.seed, self.count = folder, seed, count
        self.texts: dict[str, str] = {}
        self.number = 0

    def attach(self, kiosk: Kiosk) -> None:
        """Begin when the kiosk is shown."""
        self.screen = kiosk.screen
        kiosk.shown.connect(self.begin)
        self.note(f"loaded-{os.getpid()}")

    def begin(self) -> None:
        """Take the next number; when there is none left, nobody comes."""
        self.note(f"shown-{os.getpid()}")
        self.number = next(n for n in range(1, self.count + 2) if self.take(n))
        if self.number <= self.count:
            self.texts = visitor(self.seed, self.number)
            self.later(self.turn)

    def turn(self) -> None:
        """Do one step."""
        if PAUSE in os.environ and isinstance(self.screen.step, steps.Review):
            self.note(f"paused-{os.getpid()}")
        elif go_on(self.screen, self.texts):
            self.later(self.turn)
        elif isinstance(self.screen.step, steps.Thanks):
            self.note(f"done-{self.number}")
            touch(self.screen.foot.next)
        else:
            raise AssertionError(f"visitor {self.number} was sent away")

    def take(self, number: int) -> bool:
        """Take a number that nobody has."""
        try:
            (self.folder / f"taken-{number}").touch(exist_ok=number > self.count)
        except FileExistsError:
            return False
        return True

    def note(self, name: str) -> None:
        """Leave a mark for the test."""
        (self.folder / name).touch()

    @staticmethod
    def later(turn: Callable[[], None]) -> None:
        """Let the screen be painted first."""
        QTimer.singleShot(0, turn)


if __name__ == "__main__":
    if os.geteuid() != 0:
        visit.forbid_dumps = lambda: None  # type: ignore[attr-defined]
        hardening.forbid_dumps = lambda: None
    robot = Robot(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.exit(visit.main(sys.argv[4:], attach=robot.attach))
