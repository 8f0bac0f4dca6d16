# SPDX-License-Identifier: Apache-2.0
"""Rows from a spreadsheet, and the groups they are pasted into."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hr_desk import catalogue
from hr_desk.i18n import use_language
from ui.forms.cells import Cell, pasted_rows
from ui.forms.editors import editor_for
from ui.forms.histories import ContactEditor, HistoryEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CATALOGUE = catalogue.load()
Open = Callable[[str], HistoryEditor]


@pytest.fixture
def group(qtbot: QtBot) -> Open:
    """Return a function that shows the editor of a group field."""

    def show(key: str) -> HistoryEditor:
        editor = editor_for(CATALOGUE.field(key).type)
        assert isinstance(editor, HistoryEditor)
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return show


def paste(cell: object, text: str) -> None:
    assert isinstance(cell, Cell)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(cell, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\r\rb", [["a"], ["b"]]),
        ('"第一行\n第二行"\tb\n', [["第一行 第二行", "b"]]),
        ('5" 管\tb\n', [['5" 管', "b"]]),
        ('"没有结束\tb\nc\td', [['"没有结束', "b"], ["c", "d"]]),
        ("甲 | 乙\n丙", [["甲", "乙"], ["丙"]]),
        ("学校\t专业\n甲\t乙", [["甲", "乙"]]),
        ("\t\n\n", []),
    ],
)
def test_rows_are_read_as_a_spreadsheet_wrote_them(text: str, rows: list[list[str]]) -> None:
    assert pasted_rows(text, {"学校", "专业"}) == rows


CELL = st.text(st.sampled_from("甲乙丙abc1-·，"), min_size=1, max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6))
def test_nothing_pasted_is_lost(rows: list[list[str]]) -> None:
    assert pasted_rows("\r\n".join("\t".join(cells) for cells in rows)) == rows


def test_rows_pasted_in_the_first_column_become_lines(group: Open) -> None:
    editor = group("certificates")
    editor.set_text("电工证 | 123")
    paste(editor.cell(0, 0), "焊工证\tT1\t2029-06-30\r\n叉车证\tN1\r\n")
    assert editor.text() == "焊工证 | T1 | 2029-06-30\n叉车证 | N1\n电工证 | 123"


def test_rows_pasted_further_right_fill_down_and_add_lines(group: Open) -> None:
    editor = group("work_history")
    editor.set_text("甲公司 | 工人\n乙公司 | 班长")
    paste(editor.cell(0, 2), "2010-01\t2012-01\n2012-02\t2014-01\n2014-02\t2015-01")
    assert editor.text() == (
        "甲公司 | 工人 | 2010-01 | 2012-01\n乙公司 | 班长 | 2012-02 | 2014-01\n"
        " |  | 2014-02 | 2015-01"
    )


def test_a_head_of_the_table_is_no_line(group: Open) -> None:
    use_language("en")
    editor = group("education_history")
    paste(editor.cell(0, 0), "School\tMajor\tFrom (month)\tTo (month)\n示例学院\t机电\t2010.9\n")
    assert editor.text() == "示例学院 | 机电 | 2010.9"


def test_what_is_wider_than_the_table_stays_in_the_last_cell(group: Open) -> None:
    editor = group("training_records")
    paste(editor.cell(0, 0), "安全培训\t2019-07-31\t合格\t甲\t乙")
    assert editor.cell(0, 2).text() == "合格 甲 乙"


def test_too_many_rows_are_told_and_what_was_there_stays(group: Open) -> None:
    editor = group("work_history")
    editor.set_text("甲公司")
    paste(editor.cell(0, 0), "公司\t工人\n" * 400)
    assert editor.text() == "甲公司"
    assert "30" in editor.said()


def test_paste_of_the_menu_knows_rows_too(group: Open) -> None:
    editor = group("work_history")
    cell = editor.cell(0, 0)
    assert isinstance(cell, Cell)
    QGuiApplication.clipboard().setText("甲公司\t工人\n乙公司\t班长")
    (line,) = [one for one in cell.menu().actions() if one.objectName() == "edit-paste"]
    line.trigger()
    assert editor.text() == "甲公司 | 工人\n乙公司 | 班长"
    QGuiApplication.clipboard().setText("厂")
    line.trigger()
    assert editor.cell(0, 0).text() == "甲公司厂" or editor.cell(0, 0).text() == "厂甲公司"


def test_dropped_rows_become_lines(group: Open) -> None:
    editor = group("work_history")
    data = QMimeData()
    data.setText("甲公司\t工人\n乙公司\t班长")
    event = QDropEvent(
        QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    editor.cell(0, 0).dropEvent(event)
    assert editor.text() == "甲公司 | 工人\n乙公司 | 班长"


def test_a_read_only_group_takes_no_rows(group: Open) -> None:
    editor = group("work_history")
    editor.set_text("甲公司")
    editor.set_read_only(True)
    paste(editor.cell(0, 0), "乙公司\t工人\n丙公司\t班长")
    assert editor.text() == "甲公司"


def test_a_row_pasted_into_a_contact_fills_its_parts(qtbot: QtBot) -> None:
    editor = editor_for(CATALOGUE.field("guardian").type)
    assert isinstance(editor, ContactEditor)
    qtbot.addWidget(editor)
    editor.show()
    paste(editor.name, "王芳\t母亲\t138 0013 8000")
    assert editor.value().phone == "13800138000"
    assert (editor.name.text(), editor.relation.text()) == ("王芳", "母亲")


def test_a_licence_has_one_line_and_nothing_to_add(group: Open) -> None:
    editor = group("driving_licence")
    assert not editor.add_button.isVisibleTo(editor)
    paste(editor.cell(0, 0), "C1\t2030-05-01")
    assert editor.kind.show(editor.value()) == "C1 | 2030-05-01"
    paste(editor.cell(0, 0), "C1\t2030-05-01\nA2\t2031-05-01")
    assert editor.text() == "C1 | 2030-05-01"
    assert editor.said()


def test_a_language_is_offered_by_any_of_its_words(group: Open) -> None:
    editor = group("language_skill")
    finder = editor.cell(0, 0).completer()
    finder.setCompletionPrefix("japan")
    assert finder.completionCount() == 1
    assert finder.currentCompletion() in ("日语", "Japanese")
    editor.set_text("english | CET-6")
    editor.tidy()
    assert editor.text() == "英语 | CET-6"
