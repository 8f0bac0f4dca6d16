# SPDX-License-Identifier: Apache-2.0
"""A real visit process with an applicant or a joiner inside, who types and touches what is there.

``python -m tests.support.errand_robot ERRAND CODE`` and then what a visit is started with. It ends
with the visit: 0 when what was typed is on its way.
"""

import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hr_desk.kiosk import applying, errands
from tests.support.errand_people import APPLICANT, JOINER
from ui.kiosk import errand_steps, joining_steps, steps, visit
from ui.kiosk.questions import Asked, Chosen, Someone, Twice, Typed
from ui.kiosk.visit import Kiosk

MOST_TURNS = 60
TOUCHED = {"apply": APPLICANT, "join": JOINER}
CHOICES = (applying.ADULT, applying.ANY_POST, applying.MORE)
"""What the applicant touches on a page of choices; they go on to the very last page."""


def touch(widget: QWidget) -> None:
    """Touch the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def answer(asked: Asked, text: str) -> None:
    """Answer one question with a finger or a keyboard."""
    if isinstance(asked, Chosen):
        for code in text.split("、"):
            touch(asked.buttons[code])
    elif isinstance(asked, Twice):
        for line, number in zip((asked.line, asked.again), text.split("|"), strict=True):
            touch(line)
            QTest.keyClicks(line, number)
    elif isinstance(asked, Typed):
        touch(asked.line)
        asked.line.insert(text)
    elif isinstance(asked, Someone):
        asked.set_text(text)


class Robot:
    """One person at one kiosk process."""

    def __init__(self, errand: str, code: str) -> None:
        self.errand, self.code, self.turns = errand, code, 0
        self.texts: Mapping[str, str] = TOUCHED[errand]

    def attach(self, kiosk: Kiosk) -> None:
        """Begin when the kiosk is shown."""
        self.screen = kiosk.screen
        self.kiosk = kiosk
        kiosk.shown.connect(self.later)

    def later(self) -> None:
        """Let the screen be painted first."""
        QTimer.singleShot(0, self.turn)

    def turn(self) -> None:
        """Do one step; give up where a page does not go on."""
        self.turns += 1
        step = self.screen.step
        if step is not None and isinstance(step, steps.Message):
            sent = self.kiosk.visit is not None and self.kiosk.visit.step == errands.THANKS
            touch(self.screen.foot.next)
            os._exit(0 if sent else 3)
        self.go_on()
        if self.screen.step is step or self.turns > MOST_TURNS:
            os._exit(2)
        self.later()

    def go_on(self) -> None:
        """Do what the page asks for."""
        step, foot = self.screen.step, self.screen.foot
        if isinstance(step, errand_steps.Start):
            touch(step.errands[self.errand])
        elif isinstance(step, errand_steps.Choosing):
            touch(next(step.buttons[one] for one in CHOICES if one in step.buttons))
        elif isinstance(step, joining_steps.Code):
            for digit in self.code:
                touch(step.pad.keys[digit])
            touch(foot.next)
        elif isinstance(step, steps.Notice | errand_steps.Agreeing):
            touch(foot.answers[1])
        elif isinstance(step, steps.Form):
            for asked in step.asked:
                if self.texts.get(asked.key) and not asked.text():
                    answer(asked, self.texts[asked.key])
            touch(foot.answers[1] if step.answers else foot.next)
        elif isinstance(step, joining_steps.Ticks):
            for button in step.buttons.values():
                touch(button)
            touch(foot.next)
        elif isinstance(step, joining_steps.Sign):
            for stroke in joining_steps.made_up_strokes():
                step.pad.add_stroke(stroke)
            touch(foot.next)
        elif isinstance(step, steps.Review):
            touch(foot.next)


if __name__ == "__main__":
    robot = Robot(sys.argv[1], sys.argv[2])
    sys.exit(visit.main(sys.argv[3:], attach=robot.attach))
