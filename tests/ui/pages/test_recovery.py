# SPDX-License-Identifier: Apache-2.0
"""Getting in from the unlock page: both halves, or a stronger passphrase after more rights."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations import desks, epochs, memberships, users
from tests.ui.conftest import PASSPHRASE
from ui.language import Languages
from ui.pages.recovery import RecoveryPage
from ui.pages.unlock import UnlockPage
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
NEW = "lantern under seven bridges"


@pytest.fixture
def halves(tmp_path: Path, profile: Path) -> tuple[str, str]:
    """The halves of a desk in tmp_path/own with admin, desk and a removed privacy officer."""
    made = desks.create(
        tmp_path / "own", company={"name": "示例公司"}, admin="admin", passphrase=PASSPHRASE
    )
    session = desks.open_desk(tmp_path / "own", user="admin", passphrase=PASSPHRASE)
    users.add(session, name="desk", passphrase=PASSPHRASE, roles=["front_desk"])
    session.close()
    return made.recovery_halves


@pytest.fixture
def page(show: Show, tasks: Tasks, tmp_path: Path, halves: tuple[str, str]) -> RecoveryPage:
    made: RecoveryPage = show(RecoveryPage(tasks, tmp_path / "own"))
    return made


def scan(page: RecoveryPage, halves: tuple[str, str]) -> None:
    """Type both halves as a scanner does: quickly, each with Return at its end."""
    page.activateWindow()
    page.halves[0].setFocus()
    for half, editor in zip(halves, page.halves, strict=True):
        editor.setText(half)
        QTest.keyClick(editor, Qt.Key.Key_Return)


def choose(page: RecoveryPage, name: str, passphrase: str = NEW) -> None:
    page.name.setCurrentText(name)
    page.passphrase.first.setText(passphrase)
    page.passphrase.second.setText(passphrase)


def test_a_new_admin_is_let_in(
    page: RecoveryPage, halves: tuple[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    told: list[tuple[Any, str]] = []
    page.done.connect(lambda folder, name: told.append((folder, name)))
    scan(page, (halves[1].lower(), halves[0].replace("-", " ")))
    choose(page, "newcomer")
    page.let_in.click()
    wait_idle()
    assert told == [(tmp_path / "own", "newcomer")]
    assert page.halves[0].text() == page.passphrase.first.text() == ""
    session = desks.open_desk(tmp_path / "own", user="newcomer", passphrase=NEW)
    assert session.root is not None
    session.close()


def test_somebody_known_gets_a_new_passphrase_and_keeps_their_roles(
    page: RecoveryPage, halves: tuple[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    becomes = page._becomes.text()
    scan(page, halves)
    choose(page, "newcomer")
    assert page._becomes.text() != becomes
    choose(page, "desk")
    assert page._becomes.text() == becomes
    page.let_in.click()
    wait_idle()
    session = desks.open_desk(tmp_path / "own", user="desk", passphrase=NEW)
    assert session.user.roles == ("front_desk",)
    session.close()


def test_what_is_wrong_is_said_and_can_be_mended(
    page: RecoveryPage, halves: tuple[str, str], wait_idle: Wait, languages: Languages
) -> None:
    page.let_in.click()
    assert page.entries[0].error() and page.entries[1].error()
    scan(page, (halves[0], halves[0]))
    choose(page, "newcomer")
    page.passphrase.second.setText("something else")
    page.let_in.click()
    assert page.passphrase.second_entry.error() and not page.banner.text()
    choose(page, "newcomer")
    page.let_in.click()
    wait_idle()
    assert page.banner.text() and page.let_in.isEnabled()
    languages.use("en")
    QApplication.processEvents()
    assert "half A" in page.banner.text()
    scan(page, halves)
    page.let_in.click()
    wait_idle()
    assert page.halves[1].text() == ""


def test_keys_that_wait_are_given_and_owed_ones_renewed_in_the_same_hour(
    show: Show, tasks: Tasks, halves: tuple[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    recovery = users.open_by_recovery(folder, halves=halves)
    for name in ("officer", "deputy"):
        users.add(recovery, name=name, passphrase=PASSPHRASE, roles=["privacy_officer"])
    gone = next(line for line in users.list_users(recovery) if line.name == "deputy")
    recovery.close()
    admin = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    memberships.remove(admin, gone.id)
    users.add(admin, name="third", passphrase=PASSPHRASE, roles=["privacy_officer"])
    assert epochs.epochs_owed(admin) == ("privacy",)
    admin.close()
    page = show(RecoveryPage(tasks, folder))
    assert not page.settle.isHidden() and "third" in page.settle.toolTip()
    scan(page, halves)
    choose(page, "newcomer")
    page.settle.setChecked(True)
    page.let_in.click()
    wait_idle()
    for name in ("officer", "third"):
        session = desks.open_desk(folder, user=name, passphrase=PASSPHRASE)
        assert session.held == ("privacy",)
        session.close()
    assert (folder / "privacy-2.db").exists()


def test_nothing_more_is_offered_where_nothing_waits(page: RecoveryPage) -> None:
    assert page.settle.isHidden()


def test_more_rights_are_taken_up_at_the_next_unlock(
    qtbot: QtBot, show: Show, tasks: Tasks, halves: tuple[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    admin = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    user = next(line for line in users.list_users(admin) if line.name == "desk")
    memberships.change_roles(admin, user.id, ["front_desk", "hr_admin"])
    admin.close()
    page = show(UnlockPage(tasks))
    opened: list[Any] = []
    page.unlocked.connect(opened.append)
    page.offer(folder, user="desk")
    qtbot.waitUntil(lambda: page.user.count() > 1)
    assert page.user.currentText() == "desk"
    page.passphrase.setText("not the passphrase")
    page.unlock()
    wait_idle()
    assert page.error() and page.stronger is None
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    wait_idle()
    assert page.stronger is not None and page.banner.text() and not page.error()
    page.stronger.first.setText(NEW)
    page.stronger.second.setText("something else")
    page.unlock()
    assert page.stronger.second_entry.error()
    page.stronger.second.setText(NEW)
    page.unlock()
    wait_idle()
    (session,) = opened
    assert session.root is not None and page.stronger is None
    tasks.query(session.close)
    wait_idle()


def test_another_name_takes_the_question_back(
    qtbot: QtBot, show: Show, tasks: Tasks, halves: tuple[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    admin = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    user = next(line for line in users.list_users(admin) if line.name == "desk")
    memberships.change_roles(admin, user.id, ["hr_admin"])
    admin.close()
    page = show(UnlockPage(tasks))
    page.offer(folder, user="desk")
    qtbot.waitUntil(lambda: page.user.count() > 1)
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    wait_idle()
    assert page.stronger is not None
    page.user.setCurrentText("admin")
    assert page.stronger is None
