# SPDX-License-Identifier: Apache-2.0
"""A long text, turned page by page with two large buttons: nobody has to drag a scroll bar."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.i18n import t
from ui.kiosk.big import BigButton, BigLabel
from ui.kiosk.metrics import Metrics
from ui.widgets.layouts import column, row, scrolled

_GAPS: Final = (14, 9, 4)
"""Pixels between two paragraphs on a screen of 1280 x 720, the widest that fits."""


class _Content(QWidget):
    """As high as its texts are at the width they get, not at a narrower one."""

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: the area gives the height that follows from the width."""
        return QSize(0, 0)


class PagedText(QWidget):
    """Plain text; the buttons are there only while it is longer than its room."""

    def __init__(self, metrics: Metrics, text: str) -> None:
        super().__init__()
        self.metrics = metrics
        self._content = _Content()
        inner = column(self._content, margin=metrics.px(4))
        for paragraph in text.split("\n\n"):
            inner.addWidget(BigLabel(metrics, paragraph, size="small"))
        inner.addStretch(1)
        self.area = scrolled(self._content)
        # It takes what is left: its own wish would squeeze the buttons around it.
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        side = column(gap=metrics.gap)
        self.up = self._turn(t("Page up"), -1)
        self.down = self._turn(t("Page down"), 1)
        side.addWidget(self.up)
        side.addWidget(self.down)
        side.addStretch(1)
        across = row(self, gap=metrics.gap)
        across.addWidget(self.area, 1)
        across.addLayout(side)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._look)
        bar.valueChanged.connect(self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the buttons if the text would not fit without them."""
        fits = self._fits()
        for button in (self.up, self.down):
            button.setVisible(not fits)
        # A bar that comes and goes takes room away, and the text no longer fits.
        policy = Qt.ScrollBarPolicy
        self.area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        )
        self._look()
        super().resizeEvent(event)

    def _fits(self) -> bool:
        """Whether there is room for all of it; paragraphs move together until there is."""
        layout = self._content.layout()
        for gap in _GAPS:
            if layout is not None:
                layout.setSpacing(self.metrics.px(gap))
            if self._content.heightForWidth(self.width()) <= self.height():
                return True
        return False

    def _turn(self, text: str, direction: int) -> BigButton:
        button = BigButton(self.metrics, text, repeats=True)
        button.set_least(self.metrics.px(110), width=self.metrics.px(170))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.touched.connect(partial(self._turned, direction))
        return button

    def _turned(self, direction: int) -> None:
        bar = self.area.verticalScrollBar()
        line = self.fontMetrics().lineSpacing()
        bar.setValue(bar.value() + direction * (bar.pageStep() - 2 * line))

    def _look(self) -> None:
        """A page that is not there has a grey button."""
        bar = self.area.verticalScrollBar()
        self.up.setEnabled(bar.value() > bar.minimum())
        self.down.setEnabled(bar.value() < bar.maximum())
