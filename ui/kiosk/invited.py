# SPDX-License-Identifier: Apache-2.0
"""The two steps of an invitation's code: typing it, and going on after it was scanned.

Nothing is looked up: the kiosk does not know whose code it is, and shows nobody's name.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt

from hr_desk.domain import invitation_code
from hr_desk.i18n import N_, t
from hr_desk.kiosk import flow
from ui import theme
from ui.kiosk.big import BigLabel, Picture
from ui.kiosk.code_step import CodeStep
from ui.kiosk.metrics import Metrics
from ui.kiosk.steps import Step

_ONE_MORE: Final = N_(
    "Thank you, your code is noted. Please say whether you are 18 or over, then sign in."
)


class Invitation(CodeStep):
    """The code of an invitation, typed on the digit pad."""

    next = flow.NEXT
    title = N_("Invitation code")
    where = N_("The 12 digits beside the QR. You may also hold the QR to the scanner.")
    longest = invitation_code.SCANNED_LENGTH + 4

    def takes(self, keep: Callable[[str], bool]) -> bool:
        """Whether what was typed is a code, or nothing at all; says so where it is neither."""
        typed = self.line.text().strip()
        if not typed or keep(typed):
            return True
        self.say_problem(
            t("This is not the code of an invitation. Look again, or go on without it: clear it.")
        )
        return False


class Scanned(Step):
    """The code was read on the first page: the age statement is asked as of everybody."""

    answers = (
        (N_("I am under 18"), flow.MINOR),
        (N_("I am 18 or over: sign in"), flow.ADULT),
    )

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(metrics)
        self.layout_.addStretch(2)
        self.layout_.addWidget(Picture(metrics, "check", side=72, colour=theme.LIGHT.accent))
        for label in (
            BigLabel(metrics, t("Invitation code noted"), size="title", bold=True),
            BigLabel(metrics, t(_ONE_MORE), size="body"),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.layout_.addWidget(label)
        self.layout_.addStretch(2)
