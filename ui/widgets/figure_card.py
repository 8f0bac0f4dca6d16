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
    """A heading, what the numbers mean, and the bars or the table.

    The table is made when it is first looked at: five of them cost a page 50 ms to open.
    """

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._columns = columns
        self._drawing = Drawing(heading="", note="")
        self._made: RecordTable | None = None
        self._as_table = False
        self.note = Label(tone="soft", size="small")
        self.bars, self.key = Bars(), BarsKey()
        for widget in (self.note, self.key, self.bars):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._arrange()

    @property
    def table(self) -> RecordTable:
        """The table of the numbers."""
        if self._made is None:
            self._made = RecordTable(RecordTableModel(self._columns), fits=True)
            self.body.insertWidget(self.body.count() - 1, self._made)
            self._made.setVisible(self._as_table and bool(self._drawing.rows))
            self._fill(self._made)
        return self._made

    def show_drawing(self, drawing: Drawing) -> None:
        """Show these numbers."""
        self._drawing = drawing
        self.set_heading(drawing.heading)
        self.note.setText(drawing.note)
        self.key.show_parts(drawing.parts)
        self.bars.show_bars(drawing.bars[:MOST_DRAWN], drawing.heading)
        if self._made is not None:
            self._fill(self._made)
        self._arrange()

    def show_as_table(self, on: bool) -> None:
        """Show the table in the place of the bars."""
        self._as_table = on
        self._arrange()

    def _fill(self, table: RecordTable) -> None:
        rows = self._drawing.rows
        table.set_name(self._drawing.heading)
        table.show_rows(rows)
        shown = min(len(rows), _MOST_ROWS)
        height = table.horizontalHeader().sizeHint().height() + shown * theme.ROW_HEIGHT
        table.setFixedHeight(height + theme.TIGHT)

    def _arrange(self) -> None:
        filled = bool(self._drawing.rows)
        self.bars.setVisible(filled and not self._as_table)
        self.key.setVisible(filled and not self._as_table and bool(self._drawing.parts))
        if self._as_table or self._made is not None:
            self.table.setVisible(filled and self._as_table)
