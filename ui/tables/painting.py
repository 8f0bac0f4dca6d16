# SPDX-License-Identifier: Apache-2.0
"""Paints the rows of a table in one go, as Qt and the style sheet paint them cell by cell.

For every cell Qt asks the model seven times, each time through Python, and works out the rules of
the style sheet anew: a screen full of rows took half of the 50 ms that anything may take
(docs/decisions/0013). What is painted here is the usual cell, one line of text on the ground of its
row. Any other, the one that has the keyboard, and a column with a painter of its own are left to
Qt. A test compares the pictures.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRegion, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from ui import theme
from ui.tables.model import LATE, MASKED, RecordTableModel

PADDING = 8
"""Pixels before and behind a text by the rule for items of the style sheet."""
LINE = 1
"""Pixels of the line below a row by the same rule."""


class _Column(NamedTuple):
    """A column on the screen: its number, its left edge and its width in pixels."""

    number: int
    left: int
    width: int


class RowsPainter:
    """One painting of the rows of a table that lie in a region of its viewport."""

    def __init__(self, table: QTableView, records: RecordTableModel, region: QRegion) -> None:
        self._table, self._records, self._region = table, records, region
        self._columns = tuple(_columns(table, region.boundingRect()))
        numbers = (column.number for column in self._columns)
        self._drawn = {one for one in numbers if table.itemDelegateForColumn(one) is not None}
        self._elided = table.fontMetrics().elidedText
        self._here = table.currentIndex() if table.hasFocus() else QModelIndex()
        own = QStyle.PixelMetric.PM_FocusFrameHMargin
        self._margin = PADDING + table.style().pixelMetric(own, None, table) + 1
        self._option = _one_line()
        colours = theme.Chosen.colours
        self._text = QColor(colours.text)
        self._inks = {MASKED: QColor(colours.text_soft), LATE: QColor(colours.danger)}
        self._line, self._raised = QColor(colours.line), QColor(colours.raised)
        self._chosen = QColor(colours.accent_soft)

    def paint(self) -> None:
        """Paint the grounds, the lines and the texts."""
        painter = QPainter(self._table.viewport())
        for row in _rows(self._table, self._region.boundingRect()) if self._columns else ():
            place = self._place(row)
            if self._region.intersects(place):
                self._paint_row(painter, row, place)
        painter.end()  # before its paper can go

    def _place(self, row: int) -> QRect:
        first, last = self._columns[0], self._columns[-1]
        top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
        return QRect(first.left, top, last.left + last.width - first.left, height)

    def _paint_row(self, painter: QPainter, row: int, place: QRect) -> None:
        first = self._records.index(row, self._columns[0].number)
        marked = self._table.selectionModel().isSelected(first)
        self._paint_ground(painter, place, marked=marked, second=row % 2 == 1)
        # Of a height in halves Qt's own cells round down, and texts in a rectangle up.
        top, height = place.top(), (place.height() - LINE) // 2 * 2
        for column in self._columns:
            text, ink = self._records.look(row, column.number)
            if text.isprintable() and not (
                self._has_keyboard(row, column.number) or column.number in self._drawn
            ):
                width = column.width - 2 * self._margin
                painter.setPen(self._text if marked else self._inks.get(ink, self._text))
                painter.drawText(
                    QRectF(column.left + self._margin, top, width, height),
                    self._elided(text, Qt.TextElideMode.ElideRight, width),
                    self._option,
                )
            else:
                cell = QRect(column.left, top, column.width, place.height())
                self._as_qt_does(painter, self._records.index(row, column.number), cell, marked)

    def _paint_ground(self, painter: QPainter, place: QRect, *, marked: bool, second: bool) -> None:
        """Every second row is raised; the ground of the others is that of the table."""
        if marked or second:
            painter.fillRect(place, self._chosen if marked else self._raised)
        painter.fillRect(place.left(), place.bottom(), place.width(), LINE, self._line)

    def _has_keyboard(self, row: int, column: int) -> bool:
        return self._here.row() == row and self._here.column() == column

    def _as_qt_does(self, painter: QPainter, index: QModelIndex, cell: QRect, marked: bool) -> None:
        """Let Qt paint a cell over its ground: one of several lines, or with the focus."""
        option = QStyleOptionViewItem()
        self._table.initViewItemOption(option)
        option.rect = cell
        if marked:
            option.state |= QStyle.StateFlag.State_Selected
        if index == self._here:
            option.state |= QStyle.StateFlag.State_HasFocus
        self._table.itemDelegateForIndex(index).paint(painter, option, index)


def _rows(table: QTableView, area: QRect) -> range:
    """Return the rows of an area; below the last row there is none."""
    first, last = table.rowAt(area.top()), table.rowAt(area.bottom())
    end = table.model().rowCount() if last < 0 else last + 1
    return range(first, end) if first >= 0 else range(0)


def _columns(table: QTableView, area: QRect) -> Iterator[_Column]:
    """Return the columns of an area from the left, in the order a person gave them."""
    heading = table.horizontalHeader()
    for place in range(heading.count()):
        number = heading.logicalIndex(place)
        left, width = table.columnViewportPosition(number), table.columnWidth(number)
        if width > 0 and left <= area.right() and left + width > area.left():
            yield _Column(number, left, width)


def _one_line() -> QTextOption:
    """Return how Qt sets a text in a cell: in the direction of the window, whatever it holds."""
    made = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setTextDirection(Qt.LayoutDirection.LeftToRight)
    made.setWrapMode(QTextOption.WrapMode.NoWrap)
    return made
