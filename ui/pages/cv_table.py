# SPDX-License-Identifier: Apache-2.0
"""The table of CVs on their way in: proposals are corrected in their cells, each row confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.i18n import N_, Text, t
from ui import theme
from ui.pages.cv_rows import CvRow, state_of, twice, with_identity

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDTHS: Final = {0: 10, 1: 5, 2: 8, 4: 7}
"""Widths in Chinese characters by column; the e-mail has what is left."""
_STRETCHED: Final = 3

FIRST: Final = N_("File")


class CvModel(QAbstractTableModel):
    """Rows in the order the files came: the file, then the fields.

    A file that cannot be used says why in the place of its fields; where there is something to
    know about another one it has a sign, and the sentence as its description.
    """

    edited = Signal(int)
    """The number of a row whose text a person changed."""
    confirm_wanted = Signal(int, bool)
    """The number of a row that a person confirms, or takes back."""

    def __init__(self, catalogue: Catalogue, keys: Sequence[str]) -> None:
        super().__init__()
        self._catalogue, self.keys = catalogue, tuple(keys)
        self.rows: list[CvRow] = []
        self._sign = theme.icon("triangle-alert", theme.Chosen.colours.danger)

    def add(self, rows: Sequence[CvRow]) -> None:
        """Put rows at the end."""
        start = len(self.rows)
        self.beginInsertRows(_NOWHERE, start, start + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def put(self, row: CvRow) -> None:
        """Show a row anew; one that is gone stays gone."""
        for place, one in enumerate(self.rows):
            if one.number == row.number:
                # Reading a number takes long enough to be done once, not at every painting.
                self.rows[place] = with_identity(row, self._catalogue)
        self.say_again()

    def remove(self, number: int) -> None:
        """Take a row away."""
        for place, one in enumerate(self.rows):
            if one.number == number:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self.rows[place]
                self.endRemoveRows()
                break
        self.say_again()

    def row(self, number: int) -> CvRow | None:
        """Return the row of that number, None when it is gone."""
        return next((one for one in self.rows if one.number == number), None)

    def say_again(self) -> None:
        """Say every cell anew: one row may be about another, or the language changed."""
        if self.rows:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def state(self, row: CvRow) -> str:
        """Say what there is to know about a row."""
        return state_of(row, twice(row, self.rows))

    def choices(self, column: int) -> Mapping[str, Text]:
        """Return the codes a column is chosen from, none for one that is typed."""
        key = self._key(column)
        found = None if key is None else getattr(self._catalogue.field(key).type, "codes", None)
        return found or {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.keys) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading in the language in use."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        key = self._key(section)
        return t(FIRST) if key is None else str(self._catalogue.field(key).label)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the texts be corrected and the row be confirmed, where there is anything."""
        found = super().flags(index)
        row = self.rows[index.row()]
        if row.paper is None:
            return found
        if index.column() == 0:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        return found | Qt.ItemFlag.ItemIsEditable if self._key(index.column()) else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, key = self.rows[index.row()], self._key(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return row.texts.get(key, "") if key is not None else self._shown(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._sign if self._is_doubtful(row) else None
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and row.paper is not None:
            return Qt.CheckState.Checked if row.confirmed else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._told(row, key)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, key)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, or hand on that the row is confirmed."""
        row, key = self.rows[index.row()], self._key(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            self.confirm_wanted.emit(row.number, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or key is None or value == row.texts.get(key, ""):
            return False
        texts = {**row.texts, key: str(value)}
        # What a person changed after confirming is to be confirmed again.
        self.put(replace(row, texts=texts, problem=None, confirmed=False))
        self.edited.emit(row.number)
        return True

    def _key(self, column: int) -> str | None:
        return self.keys[column - 1] if 1 <= column <= len(self.keys) else None

    def _shown(self, row: CvRow, column: int) -> str:
        key = self._key(column)
        if key is None:
            return row.file
        if row.paper is None:
            return self.state(row)
        text = row.texts.get(key, "")
        if not text and self.choices(column) and row.paper is not None:
            return t("Choose…")
        try:
            kind = self._catalogue.field(key).type
            return kind.show(kind.parse(text)) if self.choices(column) and text else text
        except ValueProblem:
            return text

    def _is_doubtful(self, row: CvRow) -> bool:
        other = twice(row, self.rows)
        return bool(row.known or row.problem or row.refusal or other)

    def _told(self, row: CvRow, key: str | None) -> str:
        """Say where a proposal was found, so that it can be looked up beside the document."""
        if key is None:
            return self.state(row)
        found = row.found.get(key)
        if found is None or found.value != row.texts.get(key):
            return ""
        return t("Found {how}: {place}", how=t(found.how.value), place=found.place)

    def _ink(self, row: CvRow, key: str | None) -> QBrush | None:
        colours = theme.Chosen.colours
        if row.refusal is not None or (row.problem is not None and key is None):
            return QBrush(QColor(colours.danger))
        if key is not None and not row.texts.get(key):
            return QBrush(QColor(colours.text_soft))
        return None


class _Choosing(QStyledItemDelegate):
    """Lets a code be chosen in its cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a box of the codes of the column."""
        del option
        box = QComboBox(parent)
        model = index.model()
        if isinstance(model, CvModel):
            for code, label in model.choices(index.column()).items():
                box.addItem(str(label), code)
        box.activated.connect(lambda _place: self._chosen(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen now; nothing is chosen beforehand."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen; leaving the box without a choice changes nothing."""
        if isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class CvTable(QTableView):
    """A click or Enter in a cell corrects it; Space in the first column confirms the row."""

    row_changed = Signal()
    """Another row is in front."""

    def __init__(self, model: CvModel) -> None:
        super().__init__()
        self.setModel(model)
        self._model, self._choosing = model, _Choosing(self)
        for column in range(model.columnCount()):
            if model.choices(column):
                self.setItemDelegateForColumn(column, self._choosing)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        edit = QAbstractItemView.EditTrigger
        self.setEditTriggers(edit.DoubleClicked | edit.EditKeyPressed | edit.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        head.setHighlightSections(False)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.row_changed.emit())
        for changed in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            changed.connect(self._join_cells)
        self._fit()

    def current(self) -> CvRow | None:
        """Return the row in front, None if there is none."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def _clicked(self, index: QModelIndex) -> None:
        if self._model.choices(index.column()) and self._model.flags(index) & (
            Qt.ItemFlag.ItemIsEditable
        ):
            self.edit(index)

    def _fit(self) -> None:
        character = self.fontMetrics().horizontalAdvance("汉")
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, _WIDTHS.get(column, 7) * character + 2 * theme.SMALL)
        self.horizontalHeader().setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

    def _join_cells(self, *_where: object) -> None:
        """Give the sentence of a file without fields their whole place."""
        self.clearSpans()
        fields = self._model.columnCount() - 1
        for place, one in enumerate(self._model.rows):
            if one.paper is None:
                self.setSpan(place, 1, 1, fields)
