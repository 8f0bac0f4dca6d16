# SPDX-License-Identifier: Apache-2.0
"""Importing in the window: a file, its columns, a repair in the cell, in and out again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from hr_desk.i18n import t
from hr_desk.operations import candidates, recruitment
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.import_problems import ImportCancelled, RowsNotRight
from hr_desk.operations.import_rows import Fate
from tests.support.raw_sheets import rows_of, xlsx
from ui.language import Languages
from ui.pages import import_running
from ui.pages.import_table import FATES, FIRST
from ui.pages.importing import ImportPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

HEADS = ("姓名", "联系电话", "年龄段", "应聘岗位", "婚姻状况", "厂家")
ROWS = (
    ("谢春燕", "19912340001", "已满18周岁", "装配工", "未婚", "示例公司"),
    ("董小满", "1991", "已满18周岁", "装配工", "未婚", ""),
    ("张伟", "13800000001", "已满18周岁", "装配工", "", ""),
)
HERE = 5
"""People in the desk of these tests."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(xlsx(空=rows_of(("甲", "乙")), 名单=rows_of(HEADS, *ROWS)))
    return path


@pytest.fixture
def page(around: Surroundings, show: Show) -> ImportPage:
    made: ImportPage = show(ImportPage(around))
    return made


def opened(page: ImportPage, file: Path, wait_idle: Wait) -> None:
    page.open_file(file)
    wait_idle()
    wait_idle()


def shown(page: ImportPage, column: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def everybody(page: ImportPage, wait_idle: Wait) -> int:
    found: list[int] = []
    page.desk.query(candidates.count_applications, ListQuery(), owner=page, done=found.append)
    wait_idle()
    return found[0]


def test_a_file_shows_its_rows_and_what_becomes_of_them(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    assert "import.run" not in page.handlers()
    opened(page, file, wait_idle)
    assert page.choices.sheet.currentText() == "名单"
    assert shown(page, 0) == ["2", "3", "4"]
    fates = (Fate.NEW, Fate.PROBLEM, Fate.SKIPPED)
    assert shown(page, 1) == [t(FATES[fate]) for fate in fates]
    assert page.import_button.isEnabled()
    assert everybody(page, wait_idle) == HERE
    page.problems_only.setChecked(True)
    assert shown(page, 0) == ["3"]


def test_columns_are_chosen_and_a_forbidden_one_cannot_be(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    opened(page, file, wait_idle)
    assert page.mapping.boxes[1].currentData() == "mobile"
    assert not page.mapping.boxes[4].isEnabled()
    assert page.mapping.boxes[5].currentData() is None
    box = page.mapping.boxes[5]
    box.setCurrentIndex(box.findData("employer"))
    box.activated.emit(box.currentIndex())
    wait_idle()
    assert page.seen is not None
    assert [c.key for c in page.seen.columns if c.place == 5 and c.stored] == ["employer"]


def test_a_cell_is_repaired_and_its_row_comes_in(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    opened(page, file, wait_idle)
    cell = page.model.index(1, len(FIRST) + 1)
    good = page.model.index(0, len(FIRST) + 1)
    assert cell.data(Qt.ItemDataRole.ToolTipRole)
    assert page.model.flags(cell) & Qt.ItemFlag.ItemIsEditable
    assert not page.model.flags(good) & Qt.ItemFlag.ItemIsEditable
    assert not page.model.setData(cell, "1991")
    assert page.model.setData(cell, "19912340009")
    wait_idle()
    assert page.seen is not None and not page.seen.findings
    page.problems_only.setChecked(True)
    assert shown(page, 0) == ["3"]
    page.handlers()["import.run"]()
    wait_idle()
    assert everybody(page, wait_idle) == HERE + 2


def test_the_good_rows_come_in_and_go_again(
    page: ImportPage, file: Path, wait_idle: Wait, tmp_path: Path
) -> None:
    opened(page, file, wait_idle)
    page.run()
    assert page.running.isVisible()
    assert not page.table.isEnabled()
    wait_idle()
    assert page.running.isHidden()
    assert page.banner.text()
    assert everybody(page, wait_idle) == HERE + 1
    page.save_errors(tmp_path / "errors.xlsx")
    wait_idle()
    assert (tmp_path / "errors.xlsx").stat().st_size > 1000
    page.undo()
    assert page.undoing.isVisible()
    page.undoing.yes.click()
    wait_idle()
    wait_idle()
    assert everybody(page, wait_idle) == HERE
    assert page.import_button.isVisible() and page.import_button.isEnabled()


def test_the_question_before_undoing_follows_the_language(
    page: ImportPage, file: Path, wait_idle: Wait, languages: Languages
) -> None:
    opened(page, file, wait_idle)
    page.run()
    wait_idle()
    page.undo()
    asked = (page.undoing.sentence.text(), page.undoing.yes.text())
    languages.use("en")
    wait_idle()
    assert page.undoing.sentence.text().startswith("Undo this import?")
    assert page.undoing.yes.text() == "Undo this import"
    languages.use("zh_CN")
    wait_idle()
    assert (page.undoing.sentence.text(), page.undoing.yes.text()) == asked


def test_an_import_of_before_is_undone_where_the_next_one_begins(
    around: Surroundings, page: ImportPage, file: Path, show: Show, wait_idle: Wait
) -> None:
    page.refresh()
    wait_idle()
    assert page.earlier.isHidden()
    opened(page, file, wait_idle)
    page.run()
    wait_idle()
    assert page.earlier.isHidden()
    later: ImportPage = show(ImportPage(around))
    later.refresh()
    wait_idle()
    assert later.earlier.isVisible()
    (button,) = later.earlier.buttons
    button.click()
    assert later.undoing.isVisible()
    later.undoing.yes.click()
    wait_idle()
    wait_idle()
    assert everybody(later, wait_idle) == HERE
    later.refresh()
    wait_idle()
    assert later.earlier.isHidden()


def test_nothing_comes_in_unless_every_row_is_good_where_that_is_wanted(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    opened(page, file, wait_idle)
    page.choices.all_or_none.setChecked(True)
    page.run()
    wait_idle()
    assert page.banner.text() == RowsNotRight(count=1).text()
    assert everybody(page, wait_idle) == HERE
    page.model.setData(page.model.index(1, len(FIRST) + 1), "19912340009")
    wait_idle()
    page.run()
    wait_idle()
    assert everybody(page, wait_idle) == HERE + 2


def test_work_done_since_is_asked_about_once_more(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    opened(page, file, wait_idle)
    made: list[Any] = []
    page.desk.changed.connect(made.append)
    page.run()
    wait_idle()
    (id_,) = made[0].created
    page.desk.run(recruitment.advance, [id_], to="interview", owner=page)
    wait_idle()
    page.undo()
    page.undoing.yes.click()
    wait_idle()
    assert page.undoing.banner.text()
    assert everybody(page, wait_idle) == HERE + 1
    page.undoing.yes.click()
    wait_idle()
    wait_idle()
    assert everybody(page, wait_idle) == HERE


def test_an_import_is_stopped(
    page: ImportPage, file: Path, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(page, file, wait_idle)
    begin = page.running.begin

    def begin_and_stop() -> import_running.Meter:
        meter = begin()
        page.running.stop_button.click()
        return meter

    monkeypatch.setattr(page.running, "begin", begin_and_stop)
    page.run()
    wait_idle()
    assert page.running.isHidden()
    assert page.banner.text() == ImportCancelled().text()
    assert everybody(page, wait_idle) == HERE
    assert page.import_button.isEnabled()


def test_a_stopped_meter_says_so() -> None:
    meter = import_running.Meter()
    assert meter(1, 3) and (meter.done, meter.of) == (1, 3)
    meter.stopped = True
    assert not meter(2, 3)


def test_what_is_no_sheet_is_said_and_the_page_stays(
    page: ImportPage, wait_idle: Wait, tmp_path: Path
) -> None:
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n")
    opened(page, wrong, wait_idle)
    assert page.banner.text()
    page.banner.clear()
    opened(page, tmp_path / "none.xlsx", wait_idle)
    assert "none.xlsx" in page.banner.text()


def test_another_sheet_and_requisition_are_looked_at(
    page: ImportPage, file: Path, wait_idle: Wait
) -> None:
    opened(page, file, wait_idle)
    page.choices.requisition.setCurrentIndex(1)
    page.choices.requisition.activated.emit(1)
    wait_idle()
    assert page.seen is not None and page.seen.reading.requisition_id
    page.choices.sheet.setCurrentIndex(0)
    page.choices.sheet.activated.emit(0)
    wait_idle()
    assert page.seen is None
    assert page.banner.text()


def test_a_dropped_file_is_opened(page: ImportPage, file: Path, wait_idle: Wait) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)
    wait_idle()
    wait_idle()
    assert page.seen is not None


def test_the_template_is_written(page: ImportPage, wait_idle: Wait, tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"
    page.save_template(target)
    wait_idle()
    assert target.exists() and "template.xlsx" in page.banner.text()
    page.save_template(target)
    wait_idle()
    assert "template.xlsx" in page.banner.text()


def test_the_page_follows_the_language(
    page: ImportPage, file: Path, wait_idle: Wait, qtbot: QtBot
) -> None:
    opened(page, file, wait_idle)
    page.around.languages.use("en")
    qtbot.waitUntil(lambda: page.import_button.text() == "Import 1 rows")
    qtbot.waitUntil(lambda: page.mapping.boxes[1].currentText() == "Mobile number")
    assert shown(page, 1) == ["New", "Problem", "Skipped"]
