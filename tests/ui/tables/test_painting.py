# SPDX-License-Identifier: Apache-2.0
"""A table paints its rows itself, and nobody can see it: the pictures are those of Qt."""

from collections.abc import Callable
from functools import partial
from time import thread_time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from pytestqt.qtbot import QtBot

from ui import theme
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableCell, TableRow
from ui.tables.view import RecordTable

TEXTS = (
    "王小明", "138****1234", "2026-03-04", "", "שלום עולם abc", "مرحبا بالعالم", "e\u0301a\u0308",
    "两行\n文字", "tab\there", "a\u00a0b", "全\u3000角", "很长的文字" * 9, "a text too long " * 4,
    "𠮷野家", "<b>markup</b> & &amp;", "हिन्दी", "trail  ", "a\u202eb", "x" * 300,
    "שלום עולם עברית ארוכה מאוד שאינה נכנסת בטור הזה",
)  # fmt: skip
KEYS = ("first", "second", "third")


class AsQtPaints(RecordTable):
    """The same table, painted by Qt cell by cell with the rules of the style sheet."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QTableView.paintEvent(self, event)


def shown(
    qtbot: QtBot, kind: type[RecordTable], texts: tuple[str, ...] = TEXTS
) -> tuple[QMainWindow, RecordTable]:
    columns = tuple(Column(key=key, heading=partial(str, key), width=6) for key in KEYS)
    table = kind(RecordTableModel(columns))
    table.show_rows(
        TableRow(str(place), {"first": TableCell(text), "second": TableCell(text, masked=True)})
        for place, text in enumerate(texts)
    )
    window = QMainWindow()
    qtbot.addWidget(window)
    theme.dress(window)
    window.setCentralWidget(table)
    window.resize(500, 34 * len(TEXTS))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, table


def as_it_comes(table: RecordTable) -> None:
    del table


def marked(table: RecordTable) -> None:
    table.mark([str(place) for place in (0, 1, 4, 7, 12)])


def with_the_keyboard(table: RecordTable) -> None:
    marked(table)
    table.setFocus()
    here, flag = table.records.index(5, 1), QItemSelectionModel.SelectionFlag.NoUpdate
    table.selectionModel().setCurrentIndex(here, flag)


def moved_and_hidden(table: RecordTable) -> None:
    table.horizontalHeader().moveSection(2, 0)
    table.setColumnHidden(1, True)


def scrolled(table: RecordTable) -> None:
    table.setColumnWidth(0, 900)
    table.horizontalScrollBar().setValue(37)
    table.verticalScrollBar().setValue(3)


def disabled(table: RecordTable) -> None:
    table.setEnabled(False)


def from_the_right(table: RecordTable) -> None:
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def without_rows(table: RecordTable) -> None:
    table.show_rows([])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "arrange",
    [
        as_it_comes, marked, with_the_keyboard, moved_and_hidden, scrolled, disabled,
        from_the_right, without_rows,
    ],
)  # fmt: skip
def test_the_picture_is_the_one_of_qt(
    qtbot: QtBot, qapp: QApplication, scheme: str, arrange: Callable[[RecordTable], None]
) -> None:
    theme.recolour(qapp, scheme)
    try:
        pictures: list[QImage] = []
        for kind in (AsQtPaints, RecordTable):
            window, table = shown(qtbot, kind)
            arrange(table)
            pictures.append(table.grab().toImage())
            window.close()
        assert pictures[0] == pictures[1]
    finally:
        theme.recolour(qapp, "light")


def test_what_is_painted_anew_in_part_is_the_same(qtbot: QtBot) -> None:
    window, table = shown(qtbot, RecordTable)
    before = table.grab().toImage()
    for row in (2, 3, 9):
        table.update(table.records.index(row, 1))
    table.viewport().repaint(3, 50, 120, 70)
    assert table.grab().toImage() == before
    window.close()


def test_it_takes_less_than_two_thirds_of_the_time_of_qt(qtbot: QtBot) -> None:
    usual = ("王小明", "138****1234", "2026-03-04", "") * 5
    windows = [shown(qtbot, kind, usual) for kind in (AsQtPaints, RecordTable)]
    took: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(40):
        for place, (_, table) in enumerate(windows):
            began = thread_time()
            table.viewport().repaint()
            took[place].append(thread_time() - began)
    assert min(took[1]) < min(took[0]) * 2 / 3
