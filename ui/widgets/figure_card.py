# SPDX-License-Identifier: Apache-2.0
"""One figure: drawn as bars, or as a table of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableRow
from ui.tables.view import RecordTable
from ui.widgets.bars import Bar, Bars, BarsKey
from ui.widgets.label import Label
from ui.widgets.panels import Card

MOST_DRAWN = 15
"""How many bars are drawn at most; the table has every row."""
_MOST_ROWS = 15
"""How many rows a table shows before it scrolls."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a figure shows: bars with the names of their parts, and the rows of the same numbers.

    ``note`` says what the numbers mean. Without rows the note is all there is.
    """

    heading: str
    note: str
    bars: tuple[Bar, ...] = ()
    parts: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


class FigureCard(Card):
    """A heading, what the numbers mean, and the bars or the table."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.note = Label(tone="soft", size="small")
        self.bars, self.key = Bars(), BarsKey()
        self.table = RecordTable(RecordTableModel(columns), fits=True)
        self._as_table = False
        for widget in (self.note, self.key, self.bars, self.table):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._arrange(filled=False)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show these numbers."""
        self.set_heading(drawing.heading)
        self.note.setText(drawing.note)
        self.key.show_parts(drawing.parts)
        self.bars.show_bars(drawing.bars[:MOST_DRAWN], drawing.heading)
        self.table.set_name(drawing.heading)
        self.table.show_rows(drawing.rows)
        shown = min(len(drawing.rows), _MOST_ROWS)
        height = self.table.horizontalHeader().sizeHint().height() + shown * theme.ROW_HEIGHT
        self.table.setFixedHeight(height + theme.TIGHT)
        self._arrange(filled=bool(drawing.rows))

    def show_as_table(self, on: bool) -> None:
        """Show the table in the place of the bars."""
        self._as_table = on
        self._arrange(filled=bool(self.table.records.rowCount()))

    def _arrange(self, *, filled: bool) -> None:
        self.bars.setVisible(filled and not self._as_table)
        self.key.setVisible(filled and not self._as_table and self.key.is_filled())
        self.table.setVisible(filled and self._as_table)
