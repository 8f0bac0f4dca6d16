# SPDX-License-Identifier: Apache-2.0
"""The model of every list: rows handed in, cells looked up, nothing read while painting."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor

from hr_desk.i18n import t
from ui import theme
from ui.tables.rows import EMPTY, CellView, Column, TableCell, TableRow

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The value a column is ordered by."""
ID_ROLE = Qt.ItemDataRole.UserRole + 2
"""The id of the row's record."""

MASKED, LATE = "masked", "late"
"""Inks of a cell other than that of the text: it hides part of a value; it is overdue."""

_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.AccessibleTextRole,
        SORT_ROLE,
        ID_ROLE,
    }
)
"""What a cell has an answer for; while painting, most of what Qt asks is something else."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RecordTableModel(QAbstractTableModel):
    """Rows in the order of the query, or ordered by one column once a person asks for it."""

    more_wanted = Signal(object)
    """The view nears the end; carries ``next_before`` of the last page handed in."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[TableRow] = []
        self._next: Any = None
        self._asked = False
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._inks = _inks()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, hidden ones included."""
        return self._columns

    def show_rows(self, rows: Iterable[TableRow], next_before: Any = None) -> None:
        """Replace all rows by the first page of a query."""
        self.beginResetModel()
        self._inks = _inks()
        self._rows = self._ordered(list(rows))
        self._next, self._asked = next_before, False
        self.endResetModel()

    def append_rows(self, rows: Iterable[TableRow], next_before: Any = None) -> None:
        """Add a further page; ``next_before`` is None on the last one."""
        added = list(rows)
        self._next, self._asked = next_before, False
        if not added:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(added) - 1)
        self._rows.extend(added)
        self.endInsertRows()
        if self._order is not None:
            self.sort(*self._order)

    def row_id(self, row: int) -> str:
        """Return the id of the record in a row."""
        return self._rows[row].id

    def first_ids(self, most: int) -> tuple[str, ...]:
        """Return the ids of the rows at the top, at most ``most``."""
        return tuple(one.id for one in self._rows[:most])

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """Return the rows, from the top, of the records that are here."""
        wanted = set(ids)
        return [place for place, row in enumerate(self._rows) if row.id in wanted]

    def retranslate(self) -> None:
        """Say the headings in the language in use; rows are handed in again by the page."""
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows were handed in."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether the query has a further page that was not asked for yet."""
        return not parent.isValid() and self._next is not None and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page, once."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._next)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading in the language in use."""
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns)
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading()
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; looks up and computes nothing."""
        if role not in _ANSWERED:
            return None
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ID_ROLE:
            return row.id
        return self._cell_data(row.cells.get(self._columns[index.column()].key), role)

    def look(self, row: int, column: int) -> tuple[str, str]:
        """Return the text of a cell and its ink, MASKED, LATE or none: painting asks once."""
        cell = self._rows[row].cells.get(self._columns[column].key)
        if cell is None:
            return EMPTY, ""
        return cell.text or EMPTY, _ink(cell)

    def _cell_data(self, cell: CellView | None, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell is not None and cell.text else EMPTY
        if cell is None:
            return None
        if role == SORT_ROLE:
            return cell.sort
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._inks.get(_ink(cell))
        return _spoken(cell) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows that are here by a column; column -1 keeps the order as it is."""
        self._order = (column, order) if 0 <= column < len(self._columns) else None
        if self._order is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self._rows
        self._rows = self._ordered(before)
        self._move_indexes(before)
        self.layoutChanged.emit()

    def _ordered(self, rows: list[TableRow]) -> list[TableRow]:
        """Return the rows by the chosen column, empty cells always last."""
        if self._order is None:
            return rows
        column, order = self._order
        key = self._columns[column].key
        full = [row for row in rows if _sort_value(row.cells, key) is not None]
        bare = [row for row in rows if _sort_value(row.cells, key) is None]
        full.sort(
            key=lambda row: _comparable(_sort_value(row.cells, key)),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        return full + bare

    def _move_indexes(self, before: list[TableRow]) -> None:
        """Tell views where the rows they hold on to have gone."""
        kept = self.persistentIndexList()
        if not kept:
            return
        places = {id(row): place for place, row in enumerate(self._rows)}
        moved = [self.index(places[id(before[one.row()])], one.column()) for one in kept]
        self.changePersistentIndexList(kept, moved)


def _spoken(cell: CellView) -> str | None:
    """Return what a screen reader says where it is not the text itself."""
    if cell.masked:
        return t("masked: {text}", text=cell.text)
    return cell.spoken or None if isinstance(cell, TableCell) else None


def _ink(cell: CellView) -> str:
    if cell.masked:
        return MASKED
    return LATE if isinstance(cell, TableCell) and cell.late else ""


def _inks() -> dict[str, QBrush]:
    colours = theme.Chosen.colours
    return {MASKED: QBrush(QColor(colours.text_soft)), LATE: QBrush(QColor(colours.danger))}


def _sort_value(cells: Mapping[str, CellView], key: str) -> Any:
    cell = cells.get(key)
    return None if cell is None or cell.sort == "" else cell.sort


def _comparable(value: Any) -> tuple[int, Any]:
    """Numbers before texts: a column may hold both."""
    return (0, value) if isinstance(value, int | float) else (1, str(value))
