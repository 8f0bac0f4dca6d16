# SPDX-License-Identifier: Apache-2.0
"""Lists show finished rows, keep what is marked, and work from the keyboard."""

from datetime import date
from time import thread_time

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from hr_desk.i18n import Text, use_language
from ui.tables.model import ID_ROLE, SORT_ROLE, RecordTableModel
from ui.tables.rows import EMPTY, Column, TableCell, TableRow, plain_cell, text_row
from ui.tables.view import RecordTable

# Said of every window and pop-up by the platform without a screen.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NAME = Text(zh="姓名", en="Full name")


def columns() -> tuple[Column, ...]:
    return (
        Column(key="full_name", heading=lambda: str(NAME)),
        Column(key="mobile", heading=lambda: "手机号码"),
        Column(key="due", heading=lambda: "删除日期"),
    )


def person(number: int) -> TableRow:
    return TableRow(
        f"id-{number}",
        {
            "full_name": TableCell(f"王{number}", sort=f"wang {number:06d}"),
            "mobile": TableCell("138****1234", masked=True),
            "due": plain_cell(date(2026, 1, 1 + number % 28) if number % 3 else None),
        },
    )


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable(RecordTableModel(columns()))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_the_model_obeys_qt(qtmodeltester: ModelTester) -> None:
    model = RecordTableModel(columns())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_rows([person(n) for n in range(5)], next_before=7)
    model.append_rows([person(n) for n in range(5, 8)])
    model.sort(0, Qt.SortOrder.DescendingOrder)


def test_a_cell_shows_sorts_and_says_whether_it_is_masked() -> None:
    model = RecordTableModel(columns())
    model.show_rows([person(1), TableRow("bare", {})])
    name, mobile = model.index(0, 0), model.index(0, 1)
    assert model.data(name) == "王1"
    assert model.data(name, SORT_ROLE) == "wang 000001"
    assert model.data(name, ID_ROLE) == "id-1"
    assert model.data(name, Qt.ItemDataRole.ForegroundRole) is None
    assert model.data(mobile, Qt.ItemDataRole.ForegroundRole) is not None
    assert "138****1234" in model.data(mobile, Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(1, 0)) == EMPTY
    # A tool tip would read typed values as markup.
    assert model.data(name, Qt.ItemDataRole.ToolTipRole) is None


def test_the_next_page_is_asked_for_once() -> None:
    model = RecordTableModel(columns())
    asked: list[object] = []
    model.more_wanted.connect(asked.append)
    model.show_rows([person(1)], next_before=41)
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [41]
    model.append_rows([person(2)], next_before=40)
    model.fetchMore(QModelIndex())
    assert asked == [41, 40]
    model.append_rows([])
    assert not model.canFetchMore(QModelIndex())
    assert model.rowCount() == 2


def test_ordering_puts_empty_cells_last_either_way() -> None:
    model = RecordTableModel(columns())
    model.show_rows([person(n) for n in range(6)])
    model.sort(2)
    upwards = [model.data(model.index(row, 2)) for row in range(6)]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    downwards = [model.data(model.index(row, 2)) for row in range(6)]
    assert upwards[-2:] == downwards[-2:] == [EMPTY, EMPTY]
    assert upwards[:4] == downwards[:4][::-1] == sorted(upwards[:4])


def test_a_page_that_comes_later_is_put_in_order() -> None:
    model = RecordTableModel(columns())
    model.show_rows([person(3)], next_before=1)
    model.sort(0)
    model.append_rows([person(1)])
    assert model.row_id(0) == "id-1"


def test_what_is_marked_stays_marked_when_rows_come_again(table: RecordTable) -> None:
    table.show_rows([person(n) for n in range(10)])
    table.mark(["id-3", "id-7", "gone"])
    assert table.marked() == ("id-3", "id-7")
    told: list[tuple[str, ...]] = []
    table.marked_changed.connect(told.append)
    table.show_rows([person(n) for n in range(9, 2, -1)])
    assert table.marked() == ("id-7", "id-3")
    table.show_rows([person(3)])
    assert told[-1] == table.marked() == ("id-3",)


def test_marked_rows_follow_a_new_order(table: RecordTable) -> None:
    table.show_rows([person(n) for n in range(10)])
    table.mark(["id-2", "id-8"])
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.marked() == ("id-8", "id-2")


def test_enter_opens_and_ctrl_a_marks_all(table: RecordTable) -> None:
    table.show_rows([person(n) for n in range(10)])
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(table.records.index(4, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["id-4"]
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.marked()) == 10


def test_columns_are_chosen_in_a_menu_and_one_always_stays(table: RecordTable) -> None:
    chosen: list[tuple[str, ...]] = []
    table.columns_chosen.connect(chosen.append)
    menu = table.column_menu()
    assert [action.text() for action in menu.actions()] == ["姓名", "手机号码", "删除日期"]
    menu.actions()[1].trigger()
    assert chosen == [("full_name", "due")]
    table.show_columns(["due"])
    assert [action.isEnabled() for action in table.column_menu().actions()] == [True, True, False]


def test_headings_follow_the_language(table: RecordTable) -> None:
    use_language("en")
    QApplication.sendEvent(table, QEvent(QEvent.Type.LanguageChange))
    assert table.records.headerData(0, Qt.Orientation.Horizontal) == "Full name"


def test_a_firm_column_is_never_narrower_than_it_wants(qtbot: QtBot) -> None:
    day = Column(key="day", heading=lambda: "日", width=6, firm=True)
    others = [Column(key=f"k{n}", heading=lambda: "列", width=20) for n in range(4)]
    table = RecordTable(RecordTableModel((day, *others)), fits=True)
    qtbot.addWidget(table)
    table.resize(420, 200)
    table.show()
    said = table.fontMetrics().horizontalAdvance("2026-09-04")
    assert table.columnWidth(0) > said
    assert table.columnWidth(1) < table.columnWidth(0)


def test_ten_thousand_rows_come_and_go_quickly(table: RecordTable) -> None:
    rows = [person(n) for n in range(10_000)]
    table.show_rows(rows)
    table.selectAll()
    began = thread_time()
    table.show_rows(rows)
    table.grab()
    assert thread_time() - began < 2.0
    assert len(table.marked()) == 10_000


def test_plain_values_become_cells() -> None:
    row = text_row("x", number=12, day=date(2026, 3, 2), nothing=None)
    assert [cell.text for cell in row.cells.values()] == ["12", "2026-03-02", EMPTY]
    assert [cell.sort for cell in row.cells.values()] == [12, "2026-03-02", None]
