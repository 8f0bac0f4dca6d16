# SPDX-License-Identifier: Apache-2.0
"""The columns of a template as rows of a table: what stands where, and what is wrong with it.

Alt with an arrow moves a column, Insert adds one below, Delete takes one out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import ColumnDraft
from hr_desk.catalogue.hand_off_faults import Faults
from hr_desk.catalogue.hand_off_templates import FILLED
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.pages.template_words import how_written, what_stands

HEADS: Final = (
    N_("No."),
    N_("Heading"),
    N_("What stands there"),
    N_("Written as"),
    N_("What is wrong"),
)
PLACE: Final = N_("Column")
"""The first heading where the receiver's own workbook is filled."""

NEEDED: Final = "*"
"""Behind the heading of a column without which the receiver refuses a row."""

_SHARES: Final = (2, 7, 8, 5, 11)
_WRONG: Final = 4

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One column as it is shown; ``tone`` is that of what is said about it."""

    cells: tuple[str, ...]
    tone: str


def line_of(
    number: int, column: ColumnDraft, kind: str, catalogue: Catalogue,
    problems: Sequence[UserError], notes: Sequence[UserError],
) -> Line:  # fmt: skip
    """Return what is shown of a column, counted from 1, of a template of this kind."""
    place = column.place if kind == FILLED else str(number)
    head = f"{column.header} {NEEDED}" if column.required else column.header
    said = " ".join(one.text() for one in (problems or notes))
    tone = ("danger" if problems else "warning") if said else ""
    cells = (place, head, what_stands(column, catalogue), how_written(column, kind), said)
    return Line(cells, tone)


class ColumnsModel(QAbstractTableModel):
    """The columns of a draft with what is wrong with each."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._columns: tuple[ColumnDraft, ...] = ()
        self._kind = ""
        self._faults = Faults()
        self._notes: Mapping[int, tuple[UserError, ...]] = {}
        self._lines: list[Line] = []

    def show_columns(self, columns: tuple[ColumnDraft, ...], kind: str) -> None:
        """Show other columns; what was wrong with them is looked for anew."""
        self._kind = kind
        if [one.key for one in columns] != [one.key for one in self._columns]:
            self.beginResetModel()
            self._columns, self._faults, self._notes = columns, Faults(), {}
            self._say()
            self.endResetModel()
            return
        self._columns = columns
        self.retranslate()

    def show_faults(self, faults: Faults, notes: Mapping[int, tuple[UserError, ...]]) -> None:
        """Say beside each column what is wrong, or worth knowing."""
        self._faults, self._notes = faults, notes
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._say()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADS) - 1)
        if not self._columns:
            return
        last = self.index(self.rowCount() - 1, len(HEADS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def said(self, place: int) -> str:
        """Return what is said about a column, empty if nothing."""
        return self._lines[place].cells[_WRONG]

    def _say(self) -> None:
        self._lines = [
            line_of(
                place + 1, column, self._kind, self._catalogue,
                [one.problem for one in self._faults.columns.get(place, ())],
                self._notes.get(place, ()),
            )
            for place, column in enumerate(self._columns)
        ]  # fmt: skip

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns the template has."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many things are said of each."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading in the language in use."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        placed = section == 0 and self._kind == FILLED
        return t(PLACE) if placed else t(HEADS[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; what is wrong is read in full as a tooltip too."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.cells[index.column()] or None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _WRONG and line.tone:
            return QBrush(QColor(getattr(theme.Chosen.colours, line.tone)))
        return None


class ColumnsTable(QTableView):
    """The table of columns; one is always chosen, and keys move, add and take out."""

    chosen = Signal(int)
    """The place of the column that is looked at, from 0."""
    move_wanted = Signal(int)
    """Up (-1) or down (1)."""
    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, model: ColumnsModel) -> None:
        super().__init__()
        self.setModel(model)
        self._columns = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def choose(self, place: int) -> None:
        """Look at a column, from 0; the nearest one where there is none."""
        last = self._columns.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._columns.index(max(0, min(place, last)), 0))

    def place(self) -> int:
        """Return the place of the column looked at, from 0; -1 without any."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, add and take out; all else as Qt does it."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among what is said of a column, whose row stays in sight."""
        super().resizeEvent(event)
        whole = self.viewport().width()
        for place, share in enumerate(_SHARES[:-1]):
            heading = str(self._columns.headerData(place, Qt.Orientation.Horizontal))
            least = self.fontMetrics().horizontalAdvance(heading) + 2 * theme.MEDIUM
            self.setColumnWidth(place, max(whole * share // sum(_SHARES), least))
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())
