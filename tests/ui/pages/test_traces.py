# SPDX-License-Identifier: Apache-2.0
"""What this computer keeps: each kind with its size, and its clearing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.support.fitting import misfits
from ui import visited_folders
from ui.language import Languages
from ui.pages.traces import CLIPBOARD, HINTS, VISITED, TracesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QSettings:
    """What the toolkit remembers, in a file of this test alone."""
    file = str(tmp_path / "toolkit.conf")
    monkeypatch.setattr(
        visited_folders, "kept", lambda: QSettings(file, QSettings.Format.IniFormat)
    )
    made = visited_folders.kept()
    made.setValue("FileDialog/viewMode", "Detail")
    return made


@pytest.fixture
def page(around: Surroundings, show: Show, tmp_path: Path, remembered: QSettings) -> TracesPage:
    del remembered
    around.preferences.remember_desk(around.desk.session.folder)
    around.preferences.keep_last_user(around.desk.session.folder, "admin")
    left = around.desk.session.profile / "problems" / "crash-20260302-abc.txt"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x" * 3000)
    QGuiApplication.clipboard().setText("13800000001")
    shown: TracesPage = show(TracesPage(around))
    return shown


def test_every_kind_has_its_size_and_what_may_go_its_button(
    page: TracesPage, wait_idle: Wait, languages: Languages
) -> None:
    assert "3" in page.cards["problems"].amount.text()
    offered = {key for key, card in page.cards.items() if card.button.isVisible()}
    assert offered == {"preferences", "problems", CLIPBOARD}
    assert not offered & {name for name, _ in HINTS}
    for code in ("zh_CN", "en"):
        languages.use(code)
        wait_idle()
        assert list(misfits(page)) == []


def test_one_kind_is_cleared_and_the_others_stay(page: TracesPage, wait_idle: Wait) -> None:
    page.cards["problems"].button.click()
    wait_idle()
    assert not page.cards["problems"].button.isVisible()
    assert QGuiApplication.clipboard().text() == "13800000001"
    assert page.around.preferences.desks


def test_all_is_cleared_after_a_question(page: TracesPage, wait_idle: Wait) -> None:
    preferences, folder = page.around.preferences, page.desk.session.folder
    preferences.language = "en"
    page.clear_button.click()
    assert page.question.isVisible() and preferences.desks
    page.question.yes.click()
    wait_idle()
    assert preferences.desks == () and preferences.last_user(folder) == ""
    assert preferences.language == "en"
    assert QGuiApplication.clipboard().text() == ""
    assert list((page.desk.session.profile / "heads").iterdir())
    assert not page.question.isVisible() and page.banner.text()
    assert not page.clear_button.isEnabled()
    assert page.handlers() == {}


def test_the_folders_that_dialogs_visited_are_counted_and_forgotten(
    page: TracesPage, remembered: QSettings, wait_idle: Wait
) -> None:
    assert not page.cards[VISITED].button.isVisible()
    folders = ["file:///home/someone/花名册", "file:///home/someone/扫描件"]
    remembered.setValue("FileDialog/history", folders)
    remembered.setValue("FileDialog/lastVisited", folders[1])
    remembered.sync()
    page.refresh()
    wait_idle()
    assert "2" in page.cards[VISITED].amount.text()
    page.cards[VISITED].button.click()
    wait_idle()
    assert not page.cards[VISITED].button.isVisible()
    kept = Path(remembered.fileName()).read_text("utf-8")
    assert "someone" not in kept and "Detail" in kept


@pytest.fixture
def own_place(tmp_path: Path) -> Iterator[Path]:
    """Let the toolkit keep its settings in a folder of this test alone."""
    before = visited_folders.place().parent
    _kept_in(tmp_path / "config")
    yield tmp_path / "config"
    _kept_in(before)


def _kept_in(folder: Path) -> None:
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


def test_the_toolkit_keeps_where_its_dialog_was_in_the_place_that_is_told(
    qapp: QApplication, own_place: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "花名册"
    folder.mkdir()
    dialog = QFileDialog(None, "", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.open()
    dialog.accept()
    shiboken6.delete(dialog)
    assert visited_folders.place().is_relative_to(own_place) and visited_folders.count() >= 1
    visited_folders.forget()
    assert visited_folders.count() == 0


def test_what_clearing_the_preferences_takes_is_said_before(
    page: TracesPage, around: Surroundings, languages: Languages, wait_idle: Wait, tmp_path: Path
) -> None:
    kept, desk = around.preferences, around.desk.session.desk_id
    kept.keep_exchange_folder(desk, tmp_path)
    kept.keep_roll_call_place(desk, tmp_path)
    kept.scheme, kept.veils = "dark", True
    languages.use("en")
    wait_idle()
    page.refresh()
    wait_idle()
    page.ask_all()
    for said in (page.cards["preferences"].what.text(), page.question.sentence.text()):
        assert "exchange" in said and "second roll call" in said
    page.clear_all()
    wait_idle()
    assert (kept.exchange_folder(desk), kept.roll_call_place(desk)) == (None, None)
    assert (kept.language, kept.scheme, kept.veils) == ("en", "dark", True)
