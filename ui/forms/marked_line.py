# SPDX-License-Identifier: Apache-2.0
"""A line in which places of its text are underlined, as a word processor marks a misspelt word."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFontMetricsF, QInputMethodEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from ui import theme
from ui.widgets.text_line import TextLine

Place = tuple[int, int]
"""Where a place begins in a text and where it ends, in characters."""

_STEP: Final = 2
"""Half a wave's length, and its height, in device-independent pixels."""


class MarkedLine(TextLine):
    """One line; the marks are for one text and go with it."""

    _text = ""
    _places: tuple[Place, ...] = ()
    _composing = False

    def mark(self, places: Sequence[Place]) -> None:
        """Underline these places of the text as it stands now."""
        if places or self._places:
            self._text, self._places = self.text(), tuple(places)
            self.update()

    def marked(self) -> list[str]:
        """Return the texts that are underlined now."""
        if self._composing or self._text != self.text():
            return []
        return [self._text[start:end] for start, end in self._places]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Underline nothing of ours while an input method underlines what it composes."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, then a wave below each place that is in sight."""
        super().paintEvent(event)
        if not self.marked():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._inside())
        painter.setPen(QColor(theme.Chosen.colours.danger))
        for left, right in self._spans():
            painter.drawPolyline(_wave(left, right, self._below()))
        painter.end()

    def _spans(self) -> Iterator[tuple[float, float]]:
        """Yield where each place lies from left to right, counted from where the cursor stands."""
        measure = QFontMetricsF(self.font())
        typed = self._text.encode("utf-16-le", "surrogatepass")[: 2 * self.cursorPosition()]
        # The cursor stands in the middle of its rectangle, however far the text is scrolled.
        before = measure.horizontalAdvance(typed.decode("utf-16-le", "ignore"))
        begin = self.cursorRect().center().x() - before
        for start, end in self._places:
            head, tail = self._text[:start], self._text[:end]
            yield begin + measure.horizontalAdvance(head), begin + measure.horizontalAdvance(tail)

    def _below(self) -> float:
        """Return how far down the wave runs: just below the letters."""
        inside, measure = self._inside(), self.fontMetrics()
        top = inside.y() + (inside.height() - measure.height()) / 2
        return min(top + measure.ascent() + _STEP, inside.bottom() - _STEP)

    def _inside(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_LineEditContents
        return self.style().subElementRect(element, option, self)


def _wave(left: float, right: float, down: float) -> QPolygonF:
    points, place = [], 0
    while left + place * _STEP <= right:
        points.append(QPointF(left + place * _STEP, down + _STEP * (place % 2)))
        place += 1
    return QPolygonF(points)


def places_of(text: str, words: Sequence[str]) -> tuple[Place, ...]:
    """Return where these words stand in a text, each as often as it does."""
    return tuple(
        (start, start + len(word))
        for word in dict.fromkeys(filter(None, words))
        for start in range(len(text))
        if text.startswith(word, start)
    )
