# SPDX-License-Identifier: Apache-2.0
"""The view of every list: many rows marked at once, columns chosen, all by keyboard too."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QTableView,
    QToolTip,
    QWidget,
)

from hr_desk.i18n import t
from ui import theme
from ui.tables.model import RecordTableModel
from ui.tables.painting import RowsPainter
from ui.tables.rows import TableRow

MOST_GROWTH = 2.5
"""How far a column may grow beyond its heading, as a multiple of its first width."""

_REFITTING = frozenset({QEvent.Type.LanguageChange, QEvent.Type.FontChange})
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RecordTable(QTableView):
    """A table of records; keeps what is marked when its rows are handed in again."""

    opened = Signal(str)
    """The id of a record: Enter or a double click."""
    marked_changed = Signal(tuple)
    """The ids of the marked records."""
    columns_chosen = Signal(tuple)
    """The keys of the columns shown, after a person chose them."""
    seen = Signal()
    """It came to the front, or has another size: other rows may be on the screen."""

    def __init__(
        self, model: RecordTableModel, parent: QWidget | None = None, *, fits: bool = False
    ) -> None:
        """Show a model; with ``fits`` columns shrink as well as grow to the width there is."""
        super().__init__(parent)
        self._records = model
        self._fits, self._own_widths = fits, False
        self._marked: tuple[str, ...] | None = None
        self._quiet = False
        self.setModel(model)
        self._set_up_rows()
        self._set_up_heading()
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._tell_marked)
        for moved in (model.modelReset, model.layoutChanged, model.rowsInserted):
            moved.connect(self._forget_marked)

    @property
    def records(self) -> RecordTableModel:
        """The model shown."""
        return self._records

    def show_rows(self, rows: Iterable[TableRow], next_before: object = None) -> None:
        """Replace all rows; what was marked stays marked where it is still here."""
        marked, here = self.marked(), self._current_id()
        selection = self.selectionModel()
        selection.blockSignals(True)
        self._records.show_rows(rows, next_before)
        selection.blockSignals(False)
        self._quiet = True  # it is told once, whether the marks have changed or not
        self._mark(marked, here)
        self._quiet = False
        self._tell_marked()

    def append_rows(self, rows: Iterable[TableRow], next_before: object = None) -> None:
        """Add a further page at the end."""
        self._records.append_rows(rows, next_before)

    def marked(self) -> tuple[str, ...]:
        """Return the ids of the marked records, from the top."""
        if self._marked is None:
            # Asked for its rows, the selection model asks for every cell of them: ranges are few.
            chosen = self.selectionModel().selection()
            ranges = [chosen.at(place) for place in range(chosen.count())]
            places = {row for one in ranges for row in range(one.top(), one.bottom() + 1)}
            self._marked = tuple(self._records.row_id(place) for place in sorted(places))
        return self._marked

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these records and no others."""
        self._mark(tuple(ids), None)

    def visible_columns(self) -> tuple[str, ...]:
        """Return the keys of the columns shown."""
        columns = enumerate(self._records.columns)
        return tuple(column.key for place, column in columns if not self.isColumnHidden(place))

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns and hide the others; unknown keys are passed over."""
        for place, column in enumerate(self._records.columns):
            self.setColumnHidden(place, column.key not in keys)
        self.fit_columns()

    def show_column(self, key: str, shown: bool) -> None:
        """Show a column or hide it; the others stay as they are."""
        if (key in self.visible_columns()) != shown:
            keys = (*self.visible_columns(), key) if shown else self.visible_columns()
            self.show_columns([one for one in keys if shown or one != key])

    def set_name(self, name: str) -> None:
        """Name the table for a screen reader."""
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the record with Enter; all else as Qt does it, Ctrl+A included."""
        if event.key() in _OPENING and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the type."""
        if event.type() == QEvent.Type.LanguageChange:
            self._records.retranslate()
        if event.type() in _REFITTING and not self._own_widths:
            self.fit_columns()
        super().changeEvent(event)

    def fit_columns(self) -> None:
        """Give every column its first width, measured in Chinese characters of the font in use."""
        shown = [place for place, _ in enumerate(self._records.columns) if self._shows(place)]
        least = {place: self._least(place) for place in shown}
        spare = max(self.viewport().width() - sum(least.values()), 0)
        wanted = {place: max(self._wanted(place), least[place]) for place in shown}
        more = sum(wanted.values()) - sum(least.values())
        share = min(MOST_GROWTH, spare / more) if more else 1.0
        share = share if self._fits else max(1.0, share)
        for place in shown:
            width = least[place] + int((wanted[place] - least[place]) * share)
            self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns, unless a person chose their widths."""
        super().resizeEvent(event)
        if not self._own_widths:
            self.fit_columns()
        self.seen.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Say that rows are seen."""
        super().showEvent(event)
        self.seen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in one go; a table that is disabled or reads from the right as Qt does."""
        if self.isEnabled() and not self.isRightToLeft():
            RowsPainter(self, self._records, event.region()).paint()
        else:
            super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in full, as a tooltip, what a column is too narrow for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            text = str(index.data()) if index.isValid() else ""
            room = self.columnWidth(index.column()) - theme.LARGE if index.isValid() else 0
            hidden = self.fontMetrics().horizontalAdvance(text) > room
            QToolTip.showText(event.globalPos(), text if hidden else "", self)
            return True
        return super().viewportEvent(event)

    def _shows(self, place: int) -> bool:
        return not self.isColumnHidden(place)

    def _least(self, place: int) -> int:
        column = self._records.columns[place]
        heading = self.fontMetrics().horizontalAdvance(column.heading()) + 2 * theme.LARGE
        return max(heading, self._wanted(place)) if column.firm else heading

    def _wanted(self, place: int) -> int:
        character = self.fontMetrics().horizontalAdvance("汉")
        return self._records.columns[place].width * character + theme.LARGE

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        # A fixed height spares Qt from asking every row for its own.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)

    def _set_up_heading(self) -> None:
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        # With the marks of the table it would ask, column by column, whether every row is marked.
        heading.setSelectionModel(QItemSelectionModel(self._records, heading))
        heading.setSectionsMovable(True)
        heading.setStretchLastSection(True)
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(
            lambda place: self.column_menu().popup(heading.mapToGlobal(place))
        )
        heading.sectionResized.connect(self._note_width)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.fit_columns()

    def column_menu(self) -> QMenu:
        """Return a menu with one tick for each column; the last one shown cannot be hidden."""
        menu = QMenu(t("Columns"), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.visible_columns()
        for place, column in enumerate(self._records.columns):
            choice = QAction(column.heading(), menu, checkable=True)
            choice.setChecked(column.key in shown)
            choice.setEnabled(shown != (column.key,))
            choice.toggled.connect(lambda on, place=place: self._choose(place, on))
            menu.addAction(choice)
        return menu

    def _choose(self, place: int, shown: bool) -> None:
        self.setColumnHidden(place, not shown)
        self.columns_chosen.emit(self.visible_columns())

    def _note_width(self, *_change: int) -> None:
        """Keep widths that a person drags; the program sets its own with no button pressed."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._own_widths = self.horizontalHeader().underMouse()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._records.row_id(index.row()))

    def _current_id(self) -> str | None:
        current = self.currentIndex()
        return self._records.row_id(current.row()) if current.isValid() else None

    def _mark(self, ids: Sequence[str], current: str | None) -> None:
        """Mark rows by their records' ids, in one selection whatever their number."""
        last = len(self._records.columns) - 1
        chosen = QItemSelection()
        for first, final in _runs(self._records.rows_of(ids)):
            chosen.select(self._records.index(first, 0), self._records.index(final, last))
        if current is not None and (rows := self._records.rows_of([current])):
            here = self._records.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(chosen, flags)

    def _forget_marked(self, *_moved: object) -> None:
        """What is marked is asked for a dozen times after each change, and counted once."""
        self._marked = None

    def _tell_marked(self, *_changed: object) -> None:
        self._forget_marked()
        if not self._quiet:
            self.marked_changed.emit(self.marked())


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Join neighbouring rows: Qt compares every range of a selection with every other."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
