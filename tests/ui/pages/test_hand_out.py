# SPDX-License-Identifier: Apache-2.0
"""A list leaves the desk: asked for, encrypted, its password shown once, and registered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations.changes import Changes
from hr_desk.operations.exports import Handed
from ui.pages import hand_out
from ui.pages.candidates import CandidatesPage
from ui.pages.hand_out import PasswordOnce
from ui.pages.notice import NoticePage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def handed_out(page: CandidatesPage, target: Path, wait_idle: Wait) -> None:
    page.hand_out.start()
    page.hand_out.purpose.setCurrentIndex(0)
    page.hand_out.write(target)
    wait_idle()


def test_the_list_in_front_is_handed_out_with_a_password_shown_once(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(CandidatesPage(around))
    page.filter.choose(stages=("applied",))
    wait_idle()
    handed_out(page, tmp_path / "list", wait_idle)
    once = page.hand_out.once
    assert (tmp_path / "list.xlsx").stat().st_size > 1000
    assert page.hand_out.isHidden()
    assert once.isVisible()
    assert len(once.password.text()) > 16
    assert "3" in once._about.text()
    once.close_button.click()
    assert once.isHidden()
    assert once.password.text() == ""


def test_the_file_is_called_after_company_use_and_day(
    around: Surroundings, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, proposed = show(CandidatesPage(around)), list[str]()
    monkeypatch.setattr(
        hand_out, "choose_target", lambda _owner, _title, name, _write: proposed.append(name)
    )
    page.hand_out._choose()
    company = around.desk.session.company["name"]
    assert proposed == [f"{company}_应聘人员_{around.desk.session.today():%Y%m%d}.xlsx"]


def test_a_purpose_is_chosen_anew_each_time(around: Surroundings, show: Show) -> None:
    page = show(CandidatesPage(around))
    panel = page.hand_out
    panel.start()
    assert panel.purpose.currentData() is None
    assert not panel.yes.isEnabled()
    panel.purpose.setCurrentIndex(1)
    assert panel.yes.isEnabled()
    around.languages.use("en")
    QApplication.processEvents()
    assert panel.purpose.currentIndex() == 1
    panel.start()
    assert panel.purpose.currentData() is None
    assert not panel.yes.isEnabled()


def test_only_purposes_of_recruitment_are_offered(around: Surroundings, show: Show) -> None:
    box = show(CandidatesPage(around)).hand_out.purpose
    offered = [str(box.itemData(place)) for place in range(box.count())]
    assert "apply.assess" in offered
    assert set(offered) < set(around.desk.catalogue.purposes)
    assert not [key for key in offered if key.startswith(("visit.", "hire.", "stat."))]


def test_a_refusal_is_said_in_the_panel(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(CandidatesPage(around))
    (tmp_path / "there.xlsx").write_bytes(b"")
    handed_out(page, tmp_path / "there.xlsx", wait_idle)
    assert "there.xlsx" in page.hand_out.banner.text()
    assert page.hand_out.once.isHidden()


def test_a_missing_folder_is_said_in_the_panel(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(CandidatesPage(around))
    handed_out(page, tmp_path / "missing" / "list", wait_idle)
    assert "list.xlsx" in page.hand_out.banner.text()
    assert page.hand_out.yes.isEnabled()


def test_a_copied_password_leaves_the_clipboard_by_itself(qtbot: QtBot) -> None:
    once = PasswordOnce(clear_ms=20)
    qtbot.addWidget(once)
    once.show_once(Handed(Changes("disclosure.register", frozenset()), 2, "ABC-123"), "x.xlsx")
    clipboard = QGuiApplication.clipboard()
    once.copy()
    assert clipboard.text() == "ABC-123"
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2000)
    once.copy()
    clipboard.setText("something else")
    qtbot.waitUntil(lambda: not once._clipboard.is_waiting(), timeout=2000)
    assert clipboard.text() == "something else"


def test_locking_takes_the_password_from_screen_and_clipboard(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(CandidatesPage(around))
    handed_out(page, tmp_path / "list.xlsx", wait_idle)
    page.hand_out.once.copy()
    page.keep_drafts()
    assert QGuiApplication.clipboard().text() == ""
    assert page.hand_out.once.isHidden()


def test_what_left_stands_in_the_register(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    notice = show(NoticePage(around))
    notice.tabs.setCurrentWidget(notice.register)
    assert notice.register.nothing.isVisible()
    page = show(CandidatesPage(around))
    handed_out(page, tmp_path / "list.xlsx", wait_idle)
    notice.refresh()
    wait_idle()
    model = notice.register.table.records
    texts = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert "示例公司" in texts
    assert "5" in texts


def test_the_front_desk_has_no_register(open_as: Show, folder: Path, show: Show) -> None:
    page = show(NoticePage(open_as(folder, "desk")))
    assert page.tabs.count() == 3
