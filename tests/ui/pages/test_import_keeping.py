# SPDX-License-Identifier: Apache-2.0
"""Imports that are being prepared, over a lock: columns and repairs are where they were."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from hr_desk.operations import drafts
from tests.support.raw_sheets import rows_of, xlsx
from ui.pages.candidates import CandidatesPage
from ui.pages.drafting import import_key
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
    """Press a button of the banner."""
    shown = [one for one in page.banner.findChildren(QPushButton) if one.text()]
    shown[place].click()
    settled(wait_idle)


def go_on(page: ImportPage, wait_idle: Wait, name: str = "名单.xlsx") -> None:
    """Go on with one of those that are listed."""
    (line,) = [place for place, said in enumerate(listed(page)) if name in said]
    page.prepared.buttons[line][0].click()
    settled(wait_idle)


def settled(wait_idle: Wait) -> None:
    for _ in range(3):
        wait_idle()


def listed(page: ImportPage) -> list[str]:
    """Return what is said of those that are listed."""
    if not page.prepared.isVisible():
        return []
    lines = [one.parentWidget() for one, _ in page.prepared.buttons]
    labels = (line.findChildren(QLabel) for line in lines if line is not None)
    return [label.text() for (label,) in labels]


def kept(page: ImportPage, file: Path, wait_idle: Wait) -> Any:
    found: list[Any] = []
    page.desk.query(drafts.load, import_key(file), owner=page, done=found.append)
    wait_idle()
    return found[0]


@pytest.mark.usefixtures("locked")
def test_what_was_prepared_is_offered_and_put_back(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    page = unlocked()
    (said,) = listed(page)
    today = page.desk.session.today()
    until = (today + timedelta(days=7)).isoformat()
    assert all(part in said for part in ("名单.xlsx", "3", today.isoformat(), until))
    assert page.seen is None
    go_on(page, wait_idle)
    assert listed(page) == [], "it is in front"
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
    assert kept(page, file, wait_idle) is None


@pytest.mark.usefixtures("locked")
def test_a_file_that_changed_since_is_looked_at_anew(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    write(file, ("李一", "19912340008", "已满18周岁", "装配工", ""))
    page = unlocked()
    go_on(page, wait_idle)
    assert "名单.xlsx" in page.banner.text()
    assert page.seen is not None and page.seen.reading.repairs == {}
    assert len(page.seen.rows) == 3 and kept(page, file, wait_idle) is None


@pytest.mark.usefixtures("locked")
def test_a_file_that_is_away_is_told_and_nothing_is_lost(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    elsewhere = file.rename(file.with_name("在别处.xlsx"))
    page = unlocked()
    go_on(page, wait_idle)
    assert page.seen is None and page.banner.text()
    page.hide()
    wait_idle()
    elsewhere.rename(file)
    again = unlocked()
    go_on(again, wait_idle)
    assert again.seen is not None and again.seen.reading.repairs == {(2, 1): "19912340009"}


@pytest.mark.usefixtures("locked")
def test_it_is_discarded_when_somebody_says_so(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    page = unlocked()
    page.prepared.buttons[0][1].click()
    settled(wait_idle)
    assert kept(page, file, wait_idle) is None and listed(page) == []


@pytest.mark.usefixtures("locked")
def test_several_are_kept_beside_each_other(
    unlocked: Callable[[], ImportPage], file: Path, tmp_path: Path, wait_idle: Wait
) -> None:
    other = write(tmp_path / "另一份.xlsx", ("李一", "1992", "已满18周岁", "装配工", ""))
    page = unlocked()
    go_on(page, wait_idle)
    page.open_file(other)
    settled(wait_idle)
    assert page.seen is not None and page.seen.reading.repairs == {}
    assert len(listed(page)) == 1, "what was in front is kept, and listed now"
    assert page.model.setData(page.model.index(2, len(FIRST) + 1), "19912340008")
    settled(wait_idle)
    go_on(page, wait_idle)
    assert ["另一份.xlsx" in said for said in listed(page)] == [True]
    page.hide()
    settled(wait_idle)
    again = unlocked()
    assert len(listed(again)) == 2
    go_on(again, wait_idle, "另一份.xlsx")
    assert again.seen is not None and again.seen.reading.repairs == {(3, 1): "19912340008"}
    go_on(again, wait_idle)
    assert again.seen is not None and again.seen.reading.repairs == {(2, 1): "19912340009"}
    (said,) = listed(again)
    assert "另一份.xlsx" in said
    assert {Path(kept(again, one, wait_idle)["path"]) for one in (file, other)} == {file, other}


def turn_to(page: ImportPage, name: str, wait_idle: Wait) -> None:
    """Choose another sheet of the file, as somebody does."""
    page.choices.sheet.setCurrentText(name)
    page.choices.sheet.activated.emit(page.choices.sheet.currentIndex())
    settled(wait_idle)


@pytest.mark.usefixtures("locked")
def test_a_look_at_another_sheet_loses_nothing_of_this_one(
    unlocked: Callable[[], ImportPage], wait_idle: Wait
) -> None:
    page = unlocked()
    go_on(page, wait_idle)
    turn_to(page, "空", wait_idle)
    assert page.seen is None or page.seen.reading.repairs == {}
    turn_to(page, "名单", wait_idle)
    assert page.seen is not None and page.seen.reading.repairs == {(2, 1): "19912340009"}
    turn_to(page, "空", wait_idle)
    page.keep_drafts()
    page.hide()
    settled(wait_idle)
    again = unlocked()
    go_on(again, wait_idle)
    assert again.choices.sheet.currentText() == "空"
    turn_to(again, "名单", wait_idle)
    assert again.seen is not None and again.seen.reading.chosen == {4: "employer"}
    assert again.seen.reading.repairs == {(2, 1): "19912340009"}


@pytest.mark.usefixtures("locked")
def test_the_same_file_chosen_again_brings_back_what_was_prepared(
    unlocked: Callable[[], ImportPage], file: Path, wait_idle: Wait
) -> None:
    page = unlocked()
    page.open_file(file)
    settled(wait_idle)
    assert page.seen is not None and page.seen.reading.repairs == {(2, 1): "19912340009"}
    assert "名单.xlsx" in page.banner.text()
    press(page, 0, wait_idle)
    assert page.seen.reading.repairs == {} and page.seen.reading.chosen == {}
    assert kept(page, file, wait_idle) is None


@pytest.mark.usefixtures("locked")
def test_another_file_looked_at_meanwhile_does_not_throw_it_away(
    unlocked: Callable[[], ImportPage], file: Path, tmp_path: Path, wait_idle: Wait
) -> None:
    page = unlocked()
    page.open_file(write(tmp_path / "另一份.xlsx"))
    settled(wait_idle)
    page.keep_drafts()
    assert kept(page, file, wait_idle)["path"].endswith("名单.xlsx")
    assert len(listed(page)) == 1


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
