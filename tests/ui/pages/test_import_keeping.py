# SPDX-License-Identifier: Apache-2.0
"""An import that is being prepared, over a lock: columns and repairs are where they were."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from hr_desk.operations import drafts
from tests.support.raw_sheets import rows_of, xlsx
from ui.pages.candidates import CandidatesPage
from ui.pages.drafting import IMPORT
from ui.pages.import_table import FIRST
from ui.pages.importing import ImportPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

HEADS = ("姓名", "联系电话", "年龄段", "应聘岗位", "厂家")
ROWS = (
    ("谢春燕", "19912340001", "已满18周岁", "装配工", "示例公司"),
    ("董小满", "1991", "已满18周岁", "装配工", ""),
)


def write(path: Path, *more: tuple[str, ...]) -> Path:
    path.write_bytes(xlsx(空=rows_of(("甲", "乙")), 名单=rows_of(HEADS, *ROWS, *more)))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "名单.xlsx")


@pytest.fixture
def unlocked(show: Show, around: Surroundings, wait_idle: Wait) -> Callable[[], ImportPage]:
    """Show the page as after an unlock."""

    def shown() -> ImportPage:
        page: ImportPage = show(ImportPage(around))
        page.refresh()
        wait_idle()
        return page

    return shown


@pytest.fixture
def locked(unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait) -> None:
    """A column is chosen, a cell repaired, people are to be renewed, and the window is locked."""
    page = unlocked()
    page.open_file(file)
    wait_idle()
    wait_idle()
    page.choices.update_known.setChecked(True)
    page.choices.notice.setCurrentIndex(page.choices.notice.findData("poster"))
    box = page.mapping.boxes[4]
    box.setCurrentIndex(box.findData("employer"))
    box.activated.emit(box.currentIndex())
    wait_idle()
    assert page.model.setData(page.model.index(1, len(FIRST) + 1), "19912340009")
    wait_idle()
    page.keep_drafts()
    page.hide()
    wait_idle()


def press(page: Any, place: int, wait_idle: Wait) -> None:
    shown = [one for one in page.banner.findChildren(QPushButton) if one.text()]
    shown[place].click()
    wait_idle()
    wait_idle()


def kept(page: ImportPage, wait_idle: Wait) -> Any:
    found: list[Any] = []
    page.desk.query(drafts.load, IMPORT, owner=page, done=found.append)
    wait_idle()
    return found[0]


@pytest.mark.usefixtures("locked")
def test_what_was_prepared_is_offered_and_put_back(
    unlocked: Callable[[], ImportPage], wait_idle: Wait
) -> None:
    page = unlocked()
    assert "名单.xlsx" in page.banner.text() and page.seen is None
    press(page, 0, wait_idle)
    assert page.seen is not None and not page.seen.findings
    assert page.seen.reading.repairs == {(2, 1): "19912340009"}
    assert page.seen.reading.chosen == {4: "employer"}
    assert page.seen.reading.update and page.choices.update_known.isChecked()
    assert page.seen.reading.notice == page.choices.notice.currentData() == "poster"
    assert page.choices.sheet.currentText() == "名单"
    page.handlers()["import.run"]()
    wait_idle()
    wait_idle()
    page.keep_drafts()
    assert kept(page, wait_idle) is None


@pytest.mark.usefixtures("locked")
def test_a_file_that_changed_since_is_looked_at_anew(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    write(file, ("李一", "19912340008", "已满18周岁", "装配工", ""))
    page = unlocked()
    press(page, 0, wait_idle)
    assert "名单.xlsx" in page.banner.text()
    assert page.seen is not None and page.seen.reading.repairs == {}
    assert len(page.seen.rows) == 3 and kept(page, wait_idle) is None


@pytest.mark.usefixtures("locked")
def test_a_file_that_is_away_is_told_and_nothing_is_lost(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    elsewhere = file.rename(file.with_name("在别处.xlsx"))
    page = unlocked()
    press(page, 0, wait_idle)
    assert page.seen is None and page.banner.text()
    page.hide()
    wait_idle()
    elsewhere.rename(file)
    again = unlocked()
    press(again, 0, wait_idle)
    assert again.seen is not None and again.seen.reading.repairs == {(2, 1): "19912340009"}


@pytest.mark.usefixtures("locked")
def test_it_is_discarded_when_somebody_says_so(
    unlocked: Callable[[], ImportPage], wait_idle: Wait
) -> None:
    page = unlocked()
    press(page, 1, wait_idle)
    assert kept(page, wait_idle) is None and page.banner.text() == ""


@pytest.mark.usefixtures("locked")
def test_another_file_looked_at_meanwhile_does_not_throw_it_away(
    unlocked: Callable[[], ImportPage], tmp_path: Path, wait_idle: Wait
) -> None:
    page = unlocked()
    page.open_file(write(tmp_path / "另一份.xlsx"))
    wait_idle()
    wait_idle()
    page.keep_drafts()
    assert kept(page, wait_idle)["path"].endswith("名单.xlsx")


@pytest.mark.usefixtures("locked")
def test_the_list_of_candidates_leads_back_to_it(
    show: Show, around: Surroundings, wait_idle: Wait
) -> None:
    page: CandidatesPage = show(CandidatesPage(around), 1280, 700)
    wait_idle()
    asked: list[tuple[str, Any]] = []
    page.go.connect(lambda name, argument: asked.append((name, argument)))
    press(page, 0, wait_idle)
    assert asked == [("import", None)]
