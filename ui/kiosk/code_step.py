# SPDX-License-Identifier: Apache-2.0
"""A step at which a code is typed: a line and its digit pad, and what is wrong with it."""

from functools import partial

from PySide6.QtCore import Qt

from hr_desk.i18n import t
from ui.kiosk.big import BigLabel, Line
from ui.kiosk.digits import DigitPad
from ui.kiosk.metrics import Metrics
from ui.kiosk.steps import Step
from ui.widgets.layouts import column, row


class CodeStep(Step):
    """A code on the digit pad; ``title``, ``where`` it stands and ``longest`` are a subclass's."""

    title: str
    where: str
    longest: int
    """Characters that may be typed: the digits, with gaps where somebody types them."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(metrics)
        across = row(gap=metrics.px(48))
        left = column(gap=metrics.px(12))
        left.addWidget(BigLabel(metrics, t(self.title), size="heading", bold=True))
        left.addWidget(BigLabel(metrics, t(self.where)))
        self.line = Line(metrics, digits=True)
        self.line.setFont(metrics.font("title"))
        self.line.setMaxLength(self.longest)
        self.line.set_least(metrics.px(84))
        self.line.setAccessibleName(t(self.title))
        self.line.textChanged.connect(self._edited)
        self.line.returnPressed.connect(partial(self.chosen.emit, self.next))
        left.addWidget(self.line)
        self.problem = BigLabel(metrics, tone="danger")
        self.problem.hide()
        left.addWidget(self.problem)
        left.addStretch(1)
        across.addLayout(left, 1)
        self.pad = DigitPad(metrics, self.line, delete=t("Delete the last digit"))
        across.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        self.layout_.addLayout(across, 1)

    def begin(self) -> None:
        """Put the cursor on the line."""
        self.line.setFocus()

    def say_problem(self, text: str) -> None:
        """Say what is wrong with what was typed, until it is changed."""
        self.problem.setText(text)
        self.problem.show()

    def _edited(self) -> None:
        self.problem.hide()
