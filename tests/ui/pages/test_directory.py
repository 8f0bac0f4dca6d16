# SPDX-License-Identifier: Apache-2.0
"""The staff directory on a real desk: add, change, paste, find, remove."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.operations import directory
from tests.support.input_method import STEPS, commit, compose
from ui.pages.directory import DirectoryPage
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]

STAFF = (("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"), ("单红", "质量部", ""))
TABLE = """姓名\t部门\t分机
示例甲\t制造一部\t8101
示例乙，质量部，8102

示例丙 综合部 8103"""


@pytest.fixture
def around_gate(open_as: Show, folder: Path) -> Surroundings:
    made: Surroundings = open_as(folder, "desk")
    return made


@pytest.fixture
def page(around_gate: Surroundings, show: Show, tasks: Tasks, wait_idle: Wait) -> DirectoryPage:
    tasks.run(directory.add, around_gate.desk.session, STAFF)
    wait_idle()
    made: DirectoryPage = show(DirectoryPage(around_gate))
    return made


def rows(page: DirectoryPage) -> list[tuple[str, ...]]:
    return shown(page.table)


def shown(table: Any) -> list[tuple[str, ...]]:
    model = table.records
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def mark(page: DirectoryPage, *names: str) -> None:
    found = [row[0] for row in rows(page)]
    page.table.mark(page.table.records.row_id(found.index(name)) for name in names)


def test_everybody_is_listed_with_department_and_extension(page: DirectoryPage) -> None:
    assert set(rows(page)) == {("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"),
                               ("单红", "质量部", "–")}  # fmt: skip


@pytest.mark.parametrize("text", ["周敏", "zhoumin", "zm", "综合", "8001"])
def test_employees_are_found_while_someone_types(
    page: DirectoryPage, wait_idle: Wait, text: str
) -> None:
    for end in range(1, len(text) + 1):
        page.search.setText(text[:end])
    wait_idle()
    assert [row[0] for row in rows(page)] == ["周敏"]


def test_an_empty_directory_offers_to_paste_a_list(
    around_gate: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(DirectoryPage(around_gate))
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.paste.isVisible()


def test_one_employee_after_the_other_is_added(page: DirectoryPage, wait_idle: Wait) -> None:
    page.handlers()["directory.add"]()
    page.form.name.setText("韩梅")
    page.form.department.setText("采购部")
    QTest.keyClick(page.form, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert ("韩梅", "采购部", "–") in rows(page)
    assert page.form.isVisible()
    assert page.form.name.text() == ""
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert not page.form.isVisible()


def test_a_name_is_needed(page: DirectoryPage, wait_idle: Wait) -> None:
    page.add()
    page.form.yes.click()
    wait_idle()
    assert page.form.banner.text()
    assert len(rows(page)) == len(STAFF)


def test_an_employee_is_changed(page: DirectoryPage, wait_idle: Wait) -> None:
    mark(page, "单红")
    page.handlers()["directory.edit"]()
    assert page.form.name.text() == "单红"
    page.form.extension.setText("8030")
    page.form.yes.click()
    wait_idle()
    wait_idle()
    assert ("单红", "质量部", "8030") in rows(page)
    assert not page.form.isVisible()


def test_a_pasted_table_is_shown_as_it_was_understood_before_it_is_added(
    page: DirectoryPage, wait_idle: Wait
) -> None:
    page.receive("paste")
    assert not page.paste.yes.isEnabled()
    page.paste.paper.setPlainText(TABLE)
    page.paste.yes.click()
    wait_idle()
    assert len(rows(page)) == len(STAFF)
    page.paste.read()
    wait_idle()
    assert shown(page.paste.understood) == [
        ("示例甲", "制造一部", "8101"),
        ("示例乙", "质量部", "8102"),
        ("示例丙", "综合部", "8103"),
    ]
    assert "3" in page.paste.yes.text()
    page.paste.yes.click()
    wait_idle()
    wait_idle()
    assert len(rows(page)) == len(STAFF) + 3
    assert not page.paste.isVisible()


def test_what_is_only_being_composed_is_not_read(page: DirectoryPage, wait_idle: Wait) -> None:
    page.paste_many()
    page.paste.paper.setPlainText("示例甲\t制造一部\t8101")
    page.paste.read()
    wait_idle()
    compose(page.paste.paper, *STEPS)
    assert not page.paste._soon.isActive()
    commit(page.paste.paper, "张伟")
    assert page.paste._soon.isActive()


def test_what_is_pasted_is_read_by_itself(page: DirectoryPage, wait_idle: Wait, qtbot: Any) -> None:
    page.paste_many()
    page.paste.paper.setPlainText("示例甲\t制造一部\t8101")
    qtbot.waitUntil(lambda: len(page.paste.lines()) == 1, timeout=10_000)


def test_marked_employees_are_removed_after_a_question_that_names_them(
    page: DirectoryPage, wait_idle: Wait
) -> None:
    assert "directory.remove" not in page.handlers()
    mark(page, "陈晓", "单红")
    page.handlers()["directory.remove"]()
    assert "陈晓" in page.removing.sentence.text()
    page.removing.yes.click()
    wait_idle()
    wait_idle()
    assert [row[0] for row in rows(page)] == ["周敏"]
    assert not page.removing.isVisible()


def test_no_match_offers_to_clear_the_search(page: DirectoryPage, wait_idle: Wait) -> None:
    page.search.setText("没有此人")
    wait_idle()
    assert page.no_match.isVisible()
    page.no_match.button.click()
    wait_idle()
    assert len(rows(page)) == len(STAFF)
