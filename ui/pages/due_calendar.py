# SPDX-License-Identifier: Apache-2.0
"""The next ninety days as a calendar: how many records go on which day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations.due_lines import CALENDAR_DAYS
from ui import theme

WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
CELL: Final = QSize(48, 26)
"""Fourteen weeks of them stand below each other in a window 720 pixels high."""
_HEAD: Final = 24
_WEEK: Final = 7
_STEPS: Final = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK,
}  # fmt: skip


class DueCalendar(QWidget):
    """Weeks below each other, Monday first; choosing a day says it. Arrow keys go from day to day.

    Each cell has its day and, where something goes, how many; the first of a month names it.
    """

    chosen = Signal(object)
    """A day was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._first = date.min
        self._counts: Mapping[date, int] = {}
        self.day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Seven columns, as many rows as ninety days need, and a line with the weekdays."""
        rows = -(-(CALENDAR_DAYS + self._first.weekday()) // _WEEK)
        return QSize(CELL.width() * _WEEK + 1, _HEAD + CELL.height() * rows + 1)

    def show_days(self, first: date, counts: Mapping[date, int]) -> None:
        """Show ninety days from ``first`` on, with how many records go on which of them."""
        self._first, self._counts = first, counts
        if not self._has(self.day):
            self.day = first
        self.updateGeometry()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the marked day, for whoever does not see it."""
        self.setAccessibleName(t("What goes on which day"))
        self.setAccessibleDescription(self.said(self.day))
        self.update()

    def said(self, day: date) -> str:
        """Return how many records go on a day, in a sentence."""
        return t("{day}: {count} to delete", day=day, count=self._counts.get(day, 0))

    def choose(self, day: date) -> None:
        """Mark a day of those shown and say so."""
        if self._has(day):
            self.day = day
            self.retranslate()
            self.chosen.emit(day)

    def place_of(self, day: date) -> QRect:
        """Return where a day stands."""
        place = (day - self._first).days + self._first.weekday()
        return QRect(
            place % _WEEK * CELL.width(), _HEAD + place // _WEEK * CELL.height(),
            CELL.width(), CELL.height(),
        )  # fmt: skip

    def _has(self, day: date) -> bool:
        return 0 <= (day - self._first).days < CALENDAR_DAYS

    def _days(self) -> list[date]:
        return [self._first + timedelta(days=place) for place in range(CALENDAR_DAYS)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        for day in self._days():
            if self.place_of(day).contains(event.position().toPoint()):
                self.choose(day)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by a day or a week."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.day + timedelta(days=step))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what goes on the day under the pointer."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weekdays and every day."""
        del event
        painter, colours = QPainter(self), theme.Chosen.colours
        painter.setPen(QColor(colours.text_soft))
        for place, name in enumerate(WEEKDAYS):
            head = QRect(place * CELL.width(), 0, CELL.width(), _HEAD)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, t(name))
        for day in self._days() if self._first > date.min else ():
            self._draw(painter, day)

    def _draw(self, painter: QPainter, day: date) -> None:
        colours, cell = theme.Chosen.colours, self.place_of(day).adjusted(1, 1, -1, -1)
        count = self._counts.get(day, 0)
        if count:
            painter.fillRect(cell, QColor(colours.danger_soft))
        marked = day == self.day
        edge = colours.accent if marked else colours.line
        painter.setPen(QColor(edge))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        if marked and self.hasFocus():
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        inner = cell.adjusted(3, 1, -3, -1)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(f" {count}" if count else "")
        month = t("{month}/{day}", month=day.month, day=day.day)
        first = (day.day == 1 or day == self._first) and (
            painter.fontMetrics().horizontalAdvance(month) <= room
        )
        name = month if first else str(day.day)
        painter.setPen(QColor(colours.text_soft))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        if count:
            painter.setPen(QColor(colours.danger))
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(count)
            )
