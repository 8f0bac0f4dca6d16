# SPDX-License-Identifier: Apache-2.0
"""``hr-desk kiosk … --trial``: one made-up visitor signs in by themselves, then the kiosk ends.

For a new kiosk, before anyone stands in front of it: profile, screen, fonts, the processes and the
way into the inbox are those of every day. What arrives is a visit of somebody whose name says that
they do not exist; the front desk strikes it out.
"""

import os
from typing import Final

from PySide6.QtCore import QObject, QTimer

from hr_desk.catalogue.visit_declarations import PURPOSE
from ui.kiosk import steps
from ui.kiosk.kinds import Confirming, Kinds
from ui.kiosk.pictures import MADE_UP
from ui.kiosk.questions import Asked, Chosen
from ui.kiosk.supervisor import STAFF_EXIT
from ui.kiosk.visit import BROKEN, Kiosk

VISITOR: Final = {**MADE_UP, "full_name": "试机访客"}
"""What the visitor of a trial answers: field key to text."""

ANYTHING: Final = "1"
"""The answer to a field of the company's own."""

_TURN_MILLISECONDS: Final = 50
"""Between two touches; each page is painted in between."""

_MOST_TURNS: Final = 60
"""Touches after which the visitor gives up."""


class Trial(QObject):
    """The made-up visitor in front of one kiosk process."""

    def __init__(self, kiosk: Kiosk) -> None:
        """Begin as soon as the kiosk is on the screen."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._turns = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MILLISECONDS)
        self._timer.timeout.connect(self._turn)
        kiosk.shown.connect(self._timer.start)

    def _turn(self) -> None:
        """Do what the page asks for; end the kiosk when the visitor is in, or cannot go on."""
        self._turns += 1
        screen, visit = self._kiosk.screen, self._kiosk.visit
        step = screen.step
        if visit is None or self._turns > _MOST_TURNS or not self._go_on(step):
            arrived = isinstance(step, steps.Thanks)
            self._end(STAFF_EXIT if arrived else BROKEN)

    def _go_on(self, step: steps.Step | None) -> bool:
        """Answer a page and leave it; False where there is nothing to be done."""
        foot = self._kiosk.screen.foot
        if isinstance(step, steps.Form):
            for asked in step.asked:
                asked.set_text(answer(asked))
        if isinstance(step, steps.Start):
            step.adult.click()
        elif isinstance(step, Kinds):
            step.buttons[VISITOR[PURPOSE]].click()
        elif isinstance(step, steps.Notice | Confirming):
            foot.answers[1].click()
        elif isinstance(step, steps.Form | steps.Review):
            foot.next.click()
        else:
            return False
        return self._kiosk.screen.step is not step

    @staticmethod
    def _end(code: int) -> None:
        os._exit(code)


def answer(asked: Asked) -> str:
    """Return what the visitor answers to a question."""
    known = VISITOR.get(asked.key, "")
    if isinstance(asked, Chosen):
        return known if known in asked.buttons else next(iter(asked.buttons))
    return known or (ANYTHING if asked.question.required else "")
