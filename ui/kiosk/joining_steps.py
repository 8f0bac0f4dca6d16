# SPDX-License-Identifier: Apache-2.0
"""The steps that joiners alone see: code, sensitive items with a tick each, signature."""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QPointF

from hr_desk.domain import joining_code
from hr_desk.domain.strokes import Stroke
from hr_desk.i18n import N_, t
from hr_desk.kiosk import errands
from ui.kiosk.big import BigButton, BigLabel
from ui.kiosk.code_step import CodeStep
from ui.kiosk.metrics import Metrics
from ui.kiosk.paged import PagedText
from ui.kiosk.signing import strokes_of
from ui.kiosk.steps import Sheet, Step
from ui.widgets.layouts import column, row
from ui.widgets.signature import SignaturePad

SIGNED_IN: Final = (840, 240)
"""Pixels of the place to sign in on a screen of 1280 x 720."""


class Code(CodeStep):
    """The code that was handed out, on the digit pad; it is never shown again."""

    next = errands.NEXT
    title = N_("Your code")
    where = N_(
        "HR has handed you eleven digits, or they stand on your notice to report. Nobody sees "
        "what you type here but the colleague who handed them out."
    )
    longest = joining_code.LENGTH + 4

    def refuse(self, text: str) -> None:
        """Say what is wrong with the code."""
        self.say_problem(text)
        self.line.setFocus()


class Ticks(Step):
    """The sensitive items, each with its text and a tick of its own; none is ticked beforehand."""

    next = errands.NEXT

    def __init__(
        self, metrics: Metrics, texts: Mapping[str, tuple[str, str]], ticked: tuple[str, ...]
    ) -> None:
        """``texts`` maps each item to its label and the text that a tick agrees to."""
        super().__init__(metrics)
        title = t("Sensitive items: touch each one you agree to")
        self.layout_.addWidget(BigLabel(metrics, title, size="heading", bold=True))
        across = row(gap=metrics.gap)
        whole = "\n\n".join(text.replace("\n", "\n\n") for _, text in texts.values())
        self.text = PagedText(metrics, whole)
        sheet = Sheet(metrics)
        sheet.box.addWidget(self.text)
        across.addWidget(sheet, 3)
        side = column(gap=metrics.gap)
        self.buttons: dict[str, BigButton] = {}
        for key, (label, _) in texts.items():
            button = BigButton(metrics, label, widest=metrics.width // 4, left=True)
            button.set_least(metrics.px(84))
            button.setCheckable(True)
            button.setChecked(key in ticked)
            side.addWidget(button)
            self.buttons[key] = button
        side.addWidget(BigLabel(metrics, t(_WITHOUT), size="small", tone="soft"))
        side.addStretch(1)
        across.addLayout(side, 1)
        self.layout_.addLayout(across, 1)

    def ticked(self) -> tuple[str, ...]:
        """Return the items whose button is down."""
        return tuple(key for key, button in self.buttons.items() if button.isChecked())


_WITHOUT: Final = N_("What you do not touch is not sent; HR then asks you for it.")


class Sign(Step):
    """A place to sign for everything that was typed and ticked."""

    next = errands.CONFIRM
    next_label = N_("Send")

    def __init__(self, metrics: Metrics, said: str) -> None:
        super().__init__(metrics)
        title = BigLabel(metrics, t("Please sign here"), size="heading", bold=True)
        self.layout_.addWidget(title)
        self.layout_.addWidget(BigLabel(metrics, said))
        width, height = (metrics.px(side) for side in SIGNED_IN)
        self.pad = SignaturePad(size=(width, height), pen=metrics.px(4))
        self.pad.setAccessibleName(t("Please sign here"))
        self.pad.drawn.connect(self._drawn)
        self.layout_.addWidget(self.pad)
        self.problem = BigLabel(metrics, tone="danger")
        self.problem.hide()
        self.layout_.addWidget(self.problem)
        self.again = BigButton(metrics, t("Sign again"))
        self.again.touched.connect(self.pad.clear)
        line = row(gap=metrics.gap)
        line.addWidget(self.again)
        line.addStretch(1)
        self.layout_.addLayout(line)
        self.layout_.addStretch(1)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn, in the units of a signature; empty for nothing."""
        return strokes_of(self.pad)

    def refuse(self) -> None:
        """Say that a signature is missing."""
        self.problem.setText(t("Please sign in the field first."))
        self.problem.show()

    def _drawn(self) -> None:
        self.problem.hide()


def made_up_strokes() -> Iterator[list[QPointF]]:
    """Yield the strokes of a signature that nobody has, for pictures and trials."""
    for start in range(3):
        left = 80 + 180 * start
        yield [QPointF(left + 8 * n, 60 + (n * (start + 3) * 11) % 120) for n in range(18)]
