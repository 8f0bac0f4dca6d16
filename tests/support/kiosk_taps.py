# SPDX-License-Identifier: Apache-2.0
"""A real visit process with a visitor whose taps are counted; types on the keyboard.

``python -m tests.support.kiosk_taps NOTE LANGUAGE SEED NUMBER`` and then what ui.kiosk.visit takes.
Within a page Enter goes on to the next line; every tap is on a button that can be seen. NOTE is a
file that is written when the last tap is made: how many there were, and when (steady clock).
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.support.kiosk_people import visitor
from tests.support.kiosk_robot import write
from ui.kiosk import hardening, kinds, steps, visit
from ui.kiosk.questions import Typed
from ui.kiosk.visit import Kiosk

KIND = "business"
SPEAKS = "en"


class Walker:
    """One walk-in visitor at one kiosk process."""

    def __init__(self, note: Path, language: str, seed: int, number: int) -> None:
        self.note, self.language = note, language
        self.texts = {**visitor(seed, number), "job_title": "工程师", "visit_planned": "1430"}
        self.taps, self.last = 0, 0.0
        self.spoken = False

    def attach(self, kiosk: Kiosk) -> None:
        """Begin when the kiosk is shown."""
        self.screen = kiosk.screen
        kiosk.shown.connect(self.later)

    def turn(self) -> None:
        """Do what the page asks for; on the last page tell how it went."""
        step = self.screen.step
        if isinstance(step, steps.Start):
            self.start(step)
        elif isinstance(step, kinds.Kinds):
            self.tap(step.buttons[KIND])
        elif isinstance(step, steps.Notice | kinds.Confirming):
            self.tap(self.screen.foot.answers[1])
        elif isinstance(step, steps.Form):
            self.fill_in(step)
            self.tap(self.screen.foot.next)
        elif isinstance(step, steps.Review):
            self.tap(self.screen.foot.next)
        else:
            self.tell(step)
            return
        if self.screen.step is step:
            raise AssertionError(f"the page was not left: {type(step).__name__}")
        self.later()

    def start(self, page: steps.Start) -> None:
        """Take the own language if it is another one, then say that one is of age."""
        if self.language == SPEAKS and not self.spoken:
            self.spoken = True
            self.tap(page.languages[SPEAKS])
        else:
            self.tap(page.adult)

    def fill_in(self, form: steps.Form) -> None:
        """Type every answer where the cursor is; Enter brings it to the next line."""
        for place, asked in enumerate(form.asked):
            if not isinstance(asked, Typed) or self.screen.focusWidget() is not asked.line:
                raise AssertionError(f"the cursor is not in {asked.key}")
            write(asked.line, self.texts[asked.key])
            if place + 1 < len(form.asked):
                QTest.keyClick(asked.line, Qt.Key.Key_Return)

    def tap(self, button: QAbstractButton) -> None:
        """Tap a button that can be seen."""
        if not button.isVisible() or button.visibleRegion().isEmpty():
            raise AssertionError(f"{button.text()} cannot be touched")
        self.taps, self.last = self.taps + 1, time.monotonic()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tell(self, page: steps.Step | None) -> None:
        """Write down what the test wants to know, and go."""
        said = {"taps": self.taps, "last": self.last, "thanks": isinstance(page, steps.Thanks)}
        part = self.note.with_suffix(".part")
        part.write_text(json.dumps(said), encoding="ascii")
        part.rename(self.note)
        os._exit(0)

    def later(self) -> None:
        """Let the screen be painted first."""
        QTimer.singleShot(0, self.turn)


if __name__ == "__main__":
    if os.geteuid() != 0:
        visit.forbid_dumps = lambda: None  # type: ignore[attr-defined]
        hardening.forbid_dumps = lambda: None
    walker = Walker(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    sys.exit(visit.main(sys.argv[5:], attach=walker.attach))
