# SPDX-License-Identifier: Apache-2.0
"""The rows of a sheet as they would be taken in; what is wrong is repaired in its cell."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hr_desk.i18n import N_, t
from hr_desk.operations.import_rows import Fate, Row
from hr_desk.operations.importing import Preview
from ui import theme

FATES = {
    Fate.NEW: N_("New"),
    Fate.UPDATE: N_("To be renewed"),
    Fate.SKIPPED: N_("Skipped"),
    Fate.PROBLEM: N_("Problem"),
}
"""What becomes of a row, in a person's words."""

FIRST = (N_("Row"), N_("Outcome"), N_("Reason"))
"""The columns before those of the sheet."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDTHS = (4, 7, 22)


class ImportModel(QAbstractTableModel):
    """The rows of a preview, all of them or those with problems."""

    repaired = Signal(int, int, str)
    """A cell got another text: the row in the sheet and the column, both from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._shown: list[Row] = []
        self._heads: tuple[str, ...] = ()
        self._stored: frozenset[int] = frozenset()
        self._repaired: frozenset[int] = frozenset()
        self._problems_only = False

    def show_preview(self, seen: Preview | None) -> None:
        """Show the rows of a preview; None shows nothing."""
        self.beginResetModel()
        self._rows = () if seen is None else seen.rows
        self._heads = () if seen is None else seen.sheet.rows[seen.heading_row]
        columns = () if seen is None else seen.columns
        self._stored = frozenset(one.place for one in columns if one.stored)
        repairs = {} if seen is None else seen.reading.repairs
        self._repaired = frozenset(row + 1 for row, _ in repairs)
        self._choose()
        self.endResetModel()

    def show_problems_only(self, only: bool) -> None:
        """Show the rows with problems alone, and those that were repaired here."""
        self.beginResetModel()
        self._problems_only = only
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        self._shown = [row for row in self._rows if not self._problems_only or self._is_wrong(row)]

    def _is_wrong(self, row: Row) -> bool:
        return row.fate is Fate.PROBLEM or row.line in self._repaired

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(FIRST) + len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading: ours in the language in use, the sheet's own as they stand there."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < len(FIRST):
            return t(FIRST[section])
        place = section - len(FIRST)
        return self._heads[place] if place < len(self._heads) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cells of wrong rows be written in."""
        found = super().flags(index)
        place = index.column() - len(FIRST)
        if place in self._stored and self._is_wrong(self._shown[index.row()]):
            return found | Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and why it is wrong."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, place = self._shown[index.row()], index.column() - len(FIRST)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, index.column())
        wrong = self._wrong(row, place) if place >= 0 else ""
        if role == Qt.ItemDataRole.ToolTipRole and place < 0:
            return _reasons(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return wrong or None
        return self._ink(row, place, wrong, role)

    def _ink(self, row: Row, place: int, wrong: str, role: int) -> QBrush | None:
        colours = theme.Chosen.colours
        if role != Qt.ItemDataRole.ForegroundRole:
            return None
        if row.fate is Fate.PROBLEM and (wrong or place in (-1, -2)):
            return QBrush(QColor(colours.danger))
        if place >= 0 and place not in self._stored:
            return QBrush(QColor(colours.text_soft))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand on what was typed; the page looks at the row anew."""
        row, place = self._shown[index.row()], index.column() - len(FIRST)
        if role != Qt.ItemDataRole.EditRole or str(value) == self._text(row, index.column()):
            return False
        self.repaired.emit(row.line - 1, place, str(value))
        return True

    def _text(self, row: Row, column: int) -> str:
        if column == 0:
            return str(row.line)
        if column == 1:
            return t(FATES[row.fate])
        if column == 2:
            return _reasons(row)
        place = column - len(FIRST)
        return row.cells[place] if place < len(row.cells) else ""

    def _wrong(self, row: Row, place: int) -> str:
        return " ".join(one.reason for one in row.findings if one.place == place)


def _reasons(row: Row) -> str:
    return " ".join(one.reason for one in row.findings)


class ImportTable(QTableView):
    """The table of a preview: Enter or a double click on a wrong cell writes in it."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        edit = QAbstractItemView.EditTrigger
        self.setEditTriggers(edit.DoubleClicked | edit.EditKeyPressed | edit.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(self._fit)

    def go_to(self, line: int, places: Sequence[int] = ()) -> None:
        """Put the cursor on a row of the sheet, by its number there, if it is shown."""
        model = self.model()
        for place in range(model.rowCount()):
            if model.index(place, 0).data() == str(line):
                column = len(FIRST) + places[0] if places else 0
                self.setCurrentIndex(model.index(place, column))
                return

    def _fit(self) -> None:
        """Give our columns their widths and the sheet's what their headings need."""
        character = self.fontMetrics().horizontalAdvance("汉")
        model = self.model()
        for column in range(model.columnCount()):
            heading = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            least = self.fontMetrics().horizontalAdvance(heading) + 2 * theme.LARGE
            wanted = _WIDTHS[column] if column < len(_WIDTHS) else 9
            self.setColumnWidth(column, max(least, wanted * character))
