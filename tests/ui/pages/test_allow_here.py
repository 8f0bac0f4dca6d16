# SPDX-License-Identifier: Apache-2.0
"""A desk that is refused where it lies: its officer allows it in the window that refuses it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import PASSPHRASE
from ui.language import Languages
from ui.pages.allow_here import AllowHere
from ui.pages.unlock import UnlockPage
from ui.tasks import Tasks
from ui.widgets.buttons import Button

Show = Callable[..., Any]
Wait = Callable[[], None]

REASON = "总部要求放在加密同步盘，服务器在青岛。"

MOST_TABS = 40
"""More than the page has places for the keyboard."""


@pytest.fixture
def synced(office_folder: Path, tmp_path: Path) -> Path:
    """Return the office's desk after somebody put it into such a folder."""
    (tmp_path / "Dropbox").mkdir()
    return Path(shutil.move(office_folder, tmp_path / "Dropbox" / "desk"))


@pytest.fixture
def page(
    show: Show, tasks: Tasks, synced: Path, wait_idle: Wait, languages: Languages
) -> UnlockPage:
    languages.use("en")
    made: UnlockPage = show(UnlockPage(tasks), 1080, 760)
    made.offer(synced)
    wait_idle()
    return made


def typed(page: UnlockPage, *, passphrase: str = PASSPHRASE, reason: str = REASON) -> None:
    """Open the form and fill it in."""
    page.allow_here.reason.setText(reason)
    page.allow_here.passphrase.setText(passphrase)
    page.allow_here.yes.click()


def test_the_refusal_offers_the_way_out_and_no_passphrase(page: UnlockPage, synced: Path) -> None:
    assert page.banner.isVisible() and str(synced) in page.banner.text()
    assert page.allow_here.begin_button.isVisible() and page.allow_here.form.isHidden()
    assert not page.passphrase.isVisible() and not page.unlock_button.isVisible()


def test_the_officer_allows_it_and_everybody_unlocks(
    page: UnlockPage, tasks: Tasks, wait_idle: Wait
) -> None:
    opened: list[Any] = []
    page.unlocked.connect(opened.append)
    page.allow_here.begin_button.click()
    wait_idle()
    assert page.allow_here.officer.currentText() == "admin" and page.allow_here.told.text()
    typed(page)
    wait_idle()
    assert page.allow_here.isHidden() and page.passphrase.isVisible()
    assert page.allow_here.passphrase.text() == ""
    assert page.user.findText("second_admin") >= 0
    page.user.setCurrentText("second_admin")
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    wait_idle()
    assert len(opened) == 1
    tasks.query(opened[0].close)
    wait_idle()


def test_a_wrong_passphrase_is_said_beside_it(page: UnlockPage, wait_idle: Wait) -> None:
    page.allow_here.begin_button.click()
    wait_idle()
    typed(page, passphrase="not the right words")
    wait_idle()
    assert page.allow_here.error() and page.allow_here.form.isVisible()
    assert page.allow_here.reason.text() == REASON
    for _ in range(4):
        page.allow_here.yes.click()
        wait_idle()
    assert page.pause.is_on()
    typed(page)
    wait_idle()
    assert page.allow_here.form.isVisible()  # a right one is not even tried


def test_a_word_is_no_reason(page: UnlockPage, wait_idle: Wait) -> None:
    page.allow_here.begin_button.click()
    wait_idle()
    typed(page, reason="方便")
    wait_idle()
    assert page.allow_here.banner.isVisible() and page.allow_here.form.isVisible()
    page.allow_here.no.click()
    assert page.allow_here.begin_button.isVisible() and page.allow_here.passphrase.text() == ""


def test_a_desk_without_an_officer_has_to_be_moved(
    show: Show, tasks: Tasks, folder: Path, tmp_path: Path, wait_idle: Wait
) -> None:
    (tmp_path / "坚果云").mkdir()
    made: UnlockPage = show(UnlockPage(tasks), 1080, 760)
    made.offer(Path(shutil.move(folder, tmp_path / "坚果云" / "desk")))
    wait_idle()
    made.allow_here.begin_button.click()
    wait_idle()
    assert made.allow_here.nobody.isVisible() and not made.allow_here.yes.isVisible()


def test_another_desk_is_unlocked_as_usual(page: UnlockPage, folder: Path, wait_idle: Wait) -> None:
    page.allow_here.begin_button.click()
    wait_idle()
    page.offer(folder)
    wait_idle()
    assert page.allow_here.isHidden() and page.passphrase.isVisible()
    assert page.user.findText("admin") >= 0


def test_the_form_is_made_for_a_refusal_alone(
    show: Show, tasks: Tasks, folder: Path, wait_idle: Wait
) -> None:
    made: UnlockPage = show(UnlockPage(tasks), 1080, 760)
    made.offer(folder)
    wait_idle()
    assert made.findChildren(AllowHere) == []


def test_the_keyboard_reaches_the_form_before_the_other_ways_out(
    page: UnlockPage, wait_idle: Wait
) -> None:
    page.allow_here.begin_button.click()
    wait_idle()
    named = {one.text(): one for one in page.findChildren(Button)}
    named["Roll call… (F9)"].setFocus()
    wanted = [page.allow_here.reason, page.allow_here.no, named["Another desk…"]]
    reached: list[QWidget | None] = []
    while len(reached) < MOST_TABS and not {*wanted} <= {*reached}:
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert [one for one in reached if one in wanted] == wanted
