# SPDX-License-Identifier: Apache-2.0
"""The two steps of an invitation's code: typing it, and going on after it was scanned.

Nothing is looked up: the kiosk does not know whose code it is, and shows nobody's name.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from hr_desk.domain import invitation_code
from hr_desk.i18n import N_, t
from hr_desk.kiosk import flow
from ui import theme
from ui.kiosk.big import BigLabel, Line, Picture
from ui.kiosk.digits import DigitPad
from ui.kiosk.metrics import Metrics
from ui.kiosk.steps import Step
from ui.widgets.layouts import column, row

LONGEST: Final = invitation_code.LENGTH + 4
"""Characters that may be typed: the digits, with gaps where somebody types them."""

_DELETE: Final = N_("Delete the last digit")
_WHERE: Final = N_("The 12 digits beside the QR. You may also hold the QR to the scanner.")
_ONE_MORE: Final = N_(
    "Thank you, your code is noted. Please say whether you are 18 or over, then sign in."
)


class Invitation(Step):
    """The code of an invitation, typed on the digit pad."""

    next = flow.NEXT

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(metrics)
        across = row(gap=metrics.px(48))
        left = column(gap=metrics.px(12))
        left.addWidget(BigLabel(metrics, t("Invitation code"), size="heading", bold=True))
        left.addWidget(BigLabel(metrics, t(_WHERE)))
        self.line = Line(metrics, digits=True)
        self.line.setFont(metrics.font("title"))
        self.line.setMaxLength(LONGEST)
        self.line.set_least(metrics.px(84))
        self.line.setAccessibleName(t("Invitation code"))
        self.line.textChanged.connect(self._edited)
        self.line.returnPressed.connect(partial(self.chosen.emit, flow.NEXT))
        left.addWidget(self.line)
        self.problem = BigLabel(metrics, tone="danger")
        self.problem.hide()
        left.addWidget(self.problem)
        left.addStretch(1)
        across.addLayout(left, 1)
        self.pad = DigitPad(metrics, self.line, delete=t(_DELETE))
        across.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        self.layout_.addLayout(across, 1)

    def takes(self, keep: Callable[[str], bool]) -> bool:
        """Whether what was typed is a code, or nothing at all; says so where it is neither."""
        typed = self.line.text().strip()
        if not typed or keep(typed):
            return True
        self.problem.setText(
            t("This is not the code of an invitation. Look again, or go on without it: clear it.")
        )
        self.problem.show()
        return False

    def begin(self) -> None:
        """Put the cursor on the line."""
        self.line.setFocus()

    def _edited(self) -> None:
        self.problem.hide()


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
