# SPDX-License-Identifier: Apache-2.0
"""CVs on their way in over a lock: what was typed beside them is there again, files or not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.i18n import t
from hr_desk.operations import drafts
from tests.support.hostile_files import body, docx, paragraph
from ui.pages.candidates import CandidatesPage
from ui.pages.cvs import CvsPage
from ui.pages.drafting import CVS
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
NAMES = ("赵小雨", "钱大海", "孙明")


def written(folder: Path, name: str, number: int) -> Path:
    lines = (f"姓名：{name}", f"手机：1391111000{number}")
    path = folder / f"简历{number}.docx"
    path.write_bytes(docx(body("".join(map(paragraph, lines)))))
    return path


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return [written(tmp_path, name, number) for number, name in enumerate(NAMES)]


@pytest.fixture
def read(show: Show, around: Surroundings, qtbot: QtBot, wait_idle: Wait) -> Callable[..., CvsPage]:
    """Show the page as after an unlock, and read what there is to read."""

    def shown(files: tuple[Path, ...] = ()) -> CvsPage:
        page: CvsPage = show(CvsPage(around), 1280, 700)
        wait_idle()
        if files:
            page.take_files(files)
        qtbot.waitUntil(lambda: not any(one.waits for one in page.model.rows), timeout=60_000)
        wait_idle()
        return page

    return shown


@pytest.fixture
def locked(read: Callable[..., CvsPage], paths: list[Path], wait_idle: Wait) -> None:
    """One row is corrected and confirmed, another one corrected, and the window is locked."""
    page = read(tuple(paths))
    for column, text in ((1, "赵小宇"), (4, "adult")):
        page.model.setData(page.model.index(0, column), text)
    page.confirm_row(page.model.rows[0].number, True)
    page.model.setData(page.model.index(1, 3), "qdh@example.com")
    page.take_in.notice.setCurrentIndex(page.take_in.notice.findData("paper"))
    page.keep_drafts()
    page.hide()
    wait_idle()


def told(page: CvsPage) -> list[tuple[str, str, bool]]:
    return [(one.file, one.texts.get("full_name", ""), one.confirmed) for one in page.model.rows]


@pytest.mark.usefixtures("locked")
def test_after_a_lock_every_row_is_as_it_was(read: Callable[..., CvsPage]) -> None:
    page = read()
    assert told(page) == [
        ("简历0.docx", "赵小宇", True),
        ("简历1.docx", "钱大海", False),
        ("简历2.docx", "孙明", False),
    ]
    assert page.model.rows[1].texts["email"] == "qdh@example.com"
    assert page.model.rows[0].paper is not None and page.view.paper is page.model.rows[0].paper
    assert page.take_in.values()["notice"] == "paper"
    said = t("CVs that were not taken in last time: {count}. What you typed is here again.",
             count=3)  # fmt: skip
    assert said in page.banner.text()


@pytest.mark.usefixtures("locked")
def test_a_file_that_changed_since_is_confirmed_anew(
    read: Callable[..., CvsPage], paths: list[Path]
) -> None:
    written(paths[0].parent, "赵小雨的新简历", 0)
    page = read()
    first = page.model.rows[0]
    assert first.texts["full_name"] == "赵小宇" and not first.confirmed
    assert first.problem is not None and first.problem() in page.model.state(first)


@pytest.mark.usefixtures("locked")
def test_of_a_file_that_is_gone_what_was_typed_is_said_and_kept_on(
    read: Callable[..., CvsPage], paths: list[Path], wait_idle: Wait
) -> None:
    paths[0].unlink()
    page = read()
    assert "赵小宇" in page.model.state(page.model.rows[0])
    assert not page.model.rows[0].confirmed
    page.hide()
    wait_idle()
    written(paths[0].parent, "赵小雨", 0)
    assert told(read())[0] == ("简历0.docx", "赵小宇", True)


@pytest.mark.usefixtures("locked")
def test_files_that_come_on_top_are_kept_too(
    read: Callable[..., CvsPage], tmp_path: Path, wait_idle: Wait
) -> None:
    page = read((written(tmp_path, "李一", 8),))
    assert page.model.rowCount() == 4
    page.hide()
    wait_idle()
    assert {one.file for one in read().model.rows} == {f"简历{n}.docx" for n in (0, 1, 2, 8)}


@pytest.mark.usefixtures("locked")
def test_left_out_or_taken_in_nothing_is_kept(
    read: Callable[..., CvsPage], qtbot: QtBot, wait_idle: Wait
) -> None:
    page = read()
    page.run()
    qtbot.waitUntil(lambda: not page._busy, timeout=60_000)
    wait_idle()
    while page.model.rows:
        page.table.setCurrentIndex(page.model.index(0, 0))
        page.leave_out.click()
    page.hide()
    wait_idle()
    assert read().model.rowCount() == 0
    left: list[Any] = []
    page.desk.query(drafts.load, CVS, owner=page, done=left.append)
    wait_idle()
    assert left == [None]


@pytest.mark.usefixtures("locked")
def test_all_of_them_are_left_out_with_one_press(read: Callable[..., CvsPage]) -> None:
    page = read()
    page.banner._buttons[0][0].click()
    assert page.model.rowCount() == 0 and not page.banner.isVisible()


@pytest.mark.usefixtures("locked")
def test_the_list_of_candidates_leads_back_to_them(
    show: Show, around: Surroundings, wait_idle: Wait
) -> None:
    page: CandidatesPage = show(CandidatesPage(around), 1280, 700)
    wait_idle()
    asked: list[tuple[str, Any]] = []
    page.go.connect(lambda name, argument: asked.append((name, argument)))
    page.banner._buttons[0][0].click()
    assert asked == [("cvs", None)]


def test_the_row_of_a_minor_is_not_kept_over_a_lock(
    read: Callable[..., CvsPage], around: Surroundings, paths: list[Path], wait_idle: Wait
) -> None:
    page = read(tuple(paths))

    def kept() -> str:
        """Return all that is kept of the rows now."""
        page.keep_drafts()
        found: list[Any] = []
        around.desk.query(drafts.load, CVS, owner=page, done=found.append)
        wait_idle()
        return str(found[0] or {})

    assert "赵小雨" in kept() and str(paths[0]) in kept()
    page.model.setData(page.model.index(0, 4), "16-17")
    assert page.model.rows[0].texts["age_band"] == "16-17"
    assert "赵小雨" not in kept() and str(paths[0]) not in kept(), "the file bears the name too"
    assert "钱大海" in kept() and "孙明" in kept()
    page.model.setData(page.model.index(0, 4), "adult")
    assert "赵小雨" in kept()
