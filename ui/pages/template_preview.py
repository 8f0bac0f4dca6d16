# SPDX-License-Identifier: Apache-2.0
"""The file of a template for made-up people, as the receiver would see it."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QWidget,
)

from hr_desk.catalogue.hand_off_faults import Faults
from hr_desk.i18n import t
from hr_desk.operations.template_previews import Preview
from ui import theme
from ui.widgets.label import Label
from ui.widgets.layouts import column, row

ROW: Final = 26
NARROWEST: Final = 56
WIDEST: Final = 260
"""Pixels of a row of the preview, and of its columns."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The rows of a preview under their headings; the receiver's own rows are in a softer ink."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Preview(Faults())

    def show_preview(self, seen: Preview) -> None:
        """Show another preview."""
        same = seen.rows and (seen.heads, len(seen.rows), seen.first) == (
            self.seen.heads, len(self.seen.rows), self.seen.first,
        )  # fmt: skip
        if same:
            self.seen = seen
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.seen = seen
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.seen.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.seen.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading, or the number of a row in the file."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.seen.first + section)
        return self.seen.heads[section] if section < len(self.seen.heads) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell of the file holds."""
        if not index.isValid() or index.row() >= len(self.seen.rows):
            return None
        cells = self.seen.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            above = index.row() < len(self.seen.rows) - self.seen.people
            return QBrush(QColor(theme.Chosen.colours.text_soft)) if above else None
        return None


class PreviewPanel(QWidget):
    """The preview: a table, or the lines of a text, under what is said about it."""

    def __init__(self) -> None:
        super().__init__()
        self.model = PreviewModel()
        self.table, self.text = QTableView(), QPlainTextEdit()
        self.title, self.state = Label(bold=True, wrap=False), Label(tone="soft", size="small")
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._begins = False
        self._set_up()
        above = row(gap=theme.MEDIUM)
        above.addWidget(self.title)
        above.addWidget(self.state, 1)
        whole = column(self)
        whole.addLayout(above)
        whole.addWidget(self._view, 1)
        self.retranslate()

    def show_preview(self, seen: Preview, *, begins: bool = False) -> None:
        """Show what a template would write now; ``begins`` is one nobody has touched yet."""
        self._begins = begins
        self.model.show_preview(seen)
        self._view.setCurrentWidget(self.text if seen.text else self.table)
        if self.text.toPlainText() != seen.text:
            self.text.setPlainText(seen.text)
        self._fit()
        self.table.scrollToBottom()
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the people in sight, who stand below the receiver's headings."""
        super().resizeEvent(event)
        self.table.scrollToBottom()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(t("On made-up people"))
        self.table.setAccessibleName(t("The file for made-up people"))
        self.text.setAccessibleName(t("The file for made-up people"))
        self._say()

    def _say(self) -> None:
        seen = self.model.seen
        wrong = sum(map(len, seen.faults.columns.values())) + len(seen.faults.head)
        if self._begins:
            wrong = 0
            said = t("Choose the receiver's empty workbook, or add the columns one by one.")
        elif wrong:
            first = next(iter(seen.faults.head), None)
            if first is None:
                first = next(one for said in seen.faults.columns.values() for one in said)
            said = t("Wrong: {count}. {first}", count=wrong, first=first.problem.text())
        else:
            said = t("Nothing is wrong. Nobody's data is read for this.")
        self.state.retone("danger" if wrong else "soft")
        self.state.setText(said)

    def _fit(self) -> None:
        """Give each column the width of what stands in it, within bounds."""
        metrics, seen = self.table.fontMetrics(), self.model.seen
        for place, head in enumerate(seen.heads):
            texts = [head, *(row[place] for row in seen.rows if place < len(row))]
            # A title above is merged over many columns; the last heading belongs to its own.
            near = texts[-seen.people - 1 :] if seen.people else texts
            widest = max(map(metrics.horizontalAdvance, (head, *near)))
            width = min(max(widest + 2 * theme.MEDIUM, NARROWEST), WIDEST)
            if self.table.columnWidth(place) != width:
                self.table.setColumnWidth(place, width)

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        table.horizontalHeader().setHighlightSections(False)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for part in (self.table, self.text):
            self._view.addWidget(part)
