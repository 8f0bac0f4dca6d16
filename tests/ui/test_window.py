# SPDX-License-Identifier: Apache-2.0
"""The window from its first run to the lock, on real desks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.domain import card_code
from hr_desk.i18n import language
from hr_desk.operations import desks, shifts
from tests.ui.conftest import COMPANY, PASSPHRASE, new_desk
from ui import app
from ui.actions import State, visible_pages
from ui.app import Built
from ui.lock import successor_command
from ui.pages.onboarding import OnboardingPage
from ui.pages.registry import PAGES
from ui.pages.setup.steps import RETYPED
from ui.pages.setup.wizard import SetupPage
from ui.preferences import Preferences
from ui.session import Surroundings
from ui.workspace import Workspace

Settle = Callable[[], None]
ENDED: list[int] = []


@pytest.fixture
def built(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences, profile: Path, tmp_path: Path
) -> Iterator[Built]:
    ENDED.clear()
    made = app.build(
        qapp,
        preferences,
        succeed=lambda _folder, _language: 1,
        end=ENDED.append,
        problems_folder=tmp_path / "problems",
    )
    broken: list[BaseException] = []
    made.tasks.broke.connect(broken.append)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    desk = made.window.desk
    made.tasks.finish(desk.session.close if desk is not None else None, seconds=10)
    made.languages.use("zh_CN")
    assert broken == []


@pytest.fixture
def settle(qtbot: QtBot, built: Built) -> Settle:
    def wait() -> None:
        for _ in range(2):
            qtbot.waitUntil(built.tasks.is_idle, timeout=10_000)
            QApplication.sendPostedEvents()

    return wait


def unlock(built: Built, settle: Settle, folder: Path, user: str = "admin") -> Workspace:
    built.window.start(folder)
    settle()
    page = built.window.unlock_page
    page.user.setCurrentText(user)
    page.passphrase.setText(PASSPHRASE)
    page.unlock_button.click()
    settle()
    workspace = built.window.workspace
    assert workspace is not None
    return workspace


def setup(built: Built, folder: Path) -> SetupPage:
    built.window.start(folder)
    page = built.window.setup_page
    assert page is not None
    return page


def test_the_first_run_leads_to_an_open_desk(built: Built, settle: Settle, tmp_path: Path) -> None:
    page = setup(built, tmp_path / "new")
    page.next.click()
    assert page.index == 0
    assert page.company.name_entry.error()
    page.company.name.setText(COMPANY["name"])
    page.company.address.setText(COMPANY["address"])
    page.company.phone.setText(COMPANY["phone"])
    page.next.click()
    page.admin.user.setText("admin")
    page.admin.first.setText(PASSPHRASE)
    page.admin.second.setText("another passphrase")
    page.next.click()
    assert page.admin.second_entry.error()
    page.admin.second.setText(PASSPHRASE)
    page.next.click()
    settle()
    assert page.index == 2
    assert page.back.isHidden()
    page.next.click()
    assert page.index == 2
    for editor, half in zip(page.recovery.retyped, page.recovery.halves, strict=True):
        editor.setText(half.replace("-", "")[-RETYPED:].lower())
    page.next.click()
    page.policy.form.place.setText("公告栏")
    page.next.click()
    assert page.policy.form._chinese_entry.error()
    page.policy.form.use_sample()
    page.next.click()
    settle()
    assert built.window.desk is None
    page.policy.form.chinese.setPlainText("示例公司个人信息保护政策正文。" * 3)
    page.policy.form.english.setPlainText("The published privacy policy of a made-up company.")
    page.next.click()
    settle()
    assert built.window.desk is not None
    assert built.window.desk.session.company["name"] == COMPANY["name"]
    assert built.window.setup_page is None


@pytest.mark.parametrize("place", ["a-file", "a-file/desk", "x" * 300])
def test_a_folder_that_cannot_be_is_refused_beside_it(
    built: Built, tmp_path: Path, place: str
) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    step = setup(built, tmp_path / "new").company
    for editor in (step.name, step.address, step.phone):
        editor.setText("x")
    step.folder.setText(str(tmp_path / place))
    assert not step.complete()
    assert step.folder_entry.error()
    step.folder.setText(str(tmp_path / "one" / "two"))
    assert step.complete()


def test_recovery_halves_into_a_missing_folder_are_a_sentence(
    built: Built, settle: Settle, tmp_path: Path
) -> None:
    page = setup(built, tmp_path / "new")
    for editor in (page.company.name, page.company.address, page.company.phone):
        editor.setText("x")
    page.next.click()
    page.admin.user.setText("admin")
    page.admin.first.setText(PASSPHRASE)
    page.admin.second.setText(PASSPHRASE)
    page.next.click()
    settle()
    page._print_to(tmp_path / "missing")
    settle()
    assert "missing" in page.banner.text()
    (tmp_path / "there").mkdir()
    page._print_to(tmp_path / "there")
    settle()
    assert len(list((tmp_path / "there").iterdir())) == 2
    assert "there" in page.banner.text()


def test_the_sample_policy_goes_with_made_up_people(built: Built, tmp_path: Path) -> None:
    policy = setup(built, tmp_path / "new").policy
    assert not policy.complete()
    policy.sample.click()
    assert policy.demo.isChecked()
    assert policy.complete()
    policy.empty.setChecked(True)
    assert not policy.complete()


def test_a_weak_passphrase_is_refused_in_the_page(
    built: Built, settle: Settle, tmp_path: Path
) -> None:
    page = setup(built, tmp_path / "new")
    page.company.name.setText("x")
    page.company.address.setText("x")
    page.company.phone.setText("x")
    page.next.click()
    page.admin.user.setText("admin")
    page.admin.first.setText("1234")
    page.admin.second.setText("1234")
    page.next.click()
    settle()
    assert page.index == 1
    assert page.banner.text()
    assert not (tmp_path / "new").exists()


def test_a_wrong_passphrase_is_said_in_place(built: Built, settle: Settle, folder: Path) -> None:
    built.window.start(folder)
    settle()
    page = built.window.unlock_page
    page.passphrase.setText("wrong")
    page.unlock_button.click()
    assert not page.unlock_button.isEnabled()
    settle()
    assert page.unlock_button.isEnabled()
    assert page.error()
    assert built.window.workspace is None


def test_unlocking_forgets_the_passphrase_and_remembers_the_desk(
    built: Built, settle: Settle, folder: Path, preferences: Preferences
) -> None:
    unlock(built, settle, folder)
    assert built.window.unlock_page.passphrase.text() == ""
    assert preferences.desks == (folder,)
    assert COMPANY["name"] in built.window.windowTitle()


def test_the_front_desk_sees_its_own_pages_only(built: Built, settle: Settle, folder: Path) -> None:
    workspace = unlock(built, settle, folder, "desk")
    first = ("today", "front_desk", "requests", "retention", "directory", "pairing")
    assert workspace.rail.keys() == (*first, "notice", "checks", "settings")
    workspace.show_page("candidates")
    assert workspace.front == "today"
    ids = {action.id for action in workspace.commands.visible()}
    assert not [i for i in ids if i.startswith(("candidates.", "record.", "requisitions."))]
    for key in workspace.keys():  # noqa: SIM118
        workspace.show_page(key)
        settle()


def test_every_visible_action_is_in_a_menu_with_its_keys(
    built: Built, settle: Settle, folder: Path
) -> None:
    workspace = unlock(built, settle, folder)
    menus = list(built.window.menuBar().findChildren(QMenu))
    shown = {a.text() for menu in menus for a in menu.actions()}
    for action in workspace.commands.visible():
        made = workspace.commands.action(action.id)
        assert made.text() in shown, action.id
        assert made.shortcut() == QKeySequence(action.shortcut)


def test_the_palette_finds_pages_actions_and_people(
    built: Built, settle: Settle, folder: Path
) -> None:
    workspace = unlock(built, settle, folder)
    workspace.do(next(a for a in workspace.commands.table if a.id == "palette"))
    palette = workspace.palette_line
    palette.line.setText("settings")
    settle()
    assert len(palette.found()) >= 1
    palette.line.setText("张伟")
    settle()
    assert len(palette.found()) == 1
    palette.line.returnPressed.emit()
    settle()
    assert workspace.front == "record"
    assert workspace.page("record").header.title.text() == "张伟"
    assert palette.isHidden()


def test_actions_carry_a_person_to_their_page(built: Built, settle: Settle, folder: Path) -> None:
    workspace = unlock(built, settle, folder)
    workspace.commands.action("requisitions.open").trigger()
    settle()
    assert workspace.front == "requisitions"
    assert workspace.commands.state("requisitions.close") is State.GREY
    workspace.commands.action("candidates.take_in").trigger()
    settle()
    assert workspace.front == "record"
    workspace.commands.action("language").trigger()
    assert language() == "en"


def test_locking_hides_at_once_and_ends_the_process(
    built: Built, settle: Settle, folder: Path
) -> None:
    unlock(built, settle, folder)
    assert built.window.workspace is not None
    built.window.workspace.commands.action("lock").trigger()
    assert not built.window.isVisible()
    assert ENDED == [0]


def test_locking_forgets_the_faces_that_a_list_showed(
    built: Built, settle: Settle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = unlock(built, settle, folder).page("onboarding")
    assert isinstance(page, OnboardingPage)
    forgotten: list[str] = []
    monkeypatch.setattr(page.faces, "forget", lambda: forgotten.append("faces"))
    built.window.lock()
    assert forgotten == ["faces"]


def test_the_countdown_shows_in_the_last_minute(built: Built, settle: Settle, folder: Path) -> None:
    workspace = unlock(built, settle, folder)
    workspace.status.show_seconds(61)
    assert workspace.status.countdown() == ""
    workspace.status.show_seconds(60)
    assert "60" in workspace.status.countdown()


def test_a_crash_page_leads_back(built: Built, settle: Settle, folder: Path) -> None:
    workspace = unlock(built, settle, folder)
    built.problems.crash(ValueError("nobody's name"))
    assert built.window.stack.currentWidget() is built.window.crash_page
    built.window.crash_page.back_wanted.emit()
    assert built.window.stack.currentWidget() is workspace


def test_every_page_of_the_registry_is_opened_by_someone(
    open_as: Callable[..., Surroundings], tmp_path: Path, profile: Path
) -> None:
    new_desk(tmp_path / "all", profile, roles=("recruiter", "privacy_officer")).close()
    means = open_as(tmp_path / "all").desk.means()
    assert {page.key for page in visible_pages(PAGES, means)} == {page.key for page in PAGES}


def test_a_shift_is_handed_over_to_the_next_guards_card(
    built: Built, settle: Settle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One action: noted, hidden, locked; the next process waits for a card."""
    workspace = unlock(built, settle, folder, "desk")
    asked: list[bool] = []
    monkeypatch.setattr(
        "ui.lock.lock", lambda *_args, succeed, **_values: asked.append(succeed.keywords["shift"])
    )
    workspace.commands.action("shift.change").trigger()
    settle()
    assert built.window.isHidden() and built.window.changes_shift
    assert asked == [True]
    assert "--shift" in successor_command(folder, "zh_CN", shift=True)
    assert "--shift" not in successor_command(folder, "zh_CN")


def test_who_takes_over_is_greeted_and_begins_at_the_front_desk(
    built: Built, settle: Settle, folder: Path
) -> None:
    session = desks.open_desk(folder, user="desk", passphrase=PASSPHRASE)
    shifts.change_over(session)
    session.close()
    built.window.start(folder)
    built.window.begin_shift()
    settle()
    assert built.window.unlock_page.banner.isVisible()
    page = built.window.unlock_page
    page.user.setCurrentText("desk")
    page.passphrase.setText(PASSPHRASE)
    page.unlock_button.click()
    settle()
    settle()
    workspace = built.window.workspace
    assert workspace is not None and workspace.front == "front_desk"
    assert "desk" in workspace.page("front_desk").banner.text()


def test_a_card_that_nobody_waits_for_goes_nowhere(
    built: Built, settle: Settle, folder: Path
) -> None:
    workspace = unlock(built, settle, folder, "desk")
    workspace.show_page("front_desk")
    settle()
    code = card_code.new()
    built.window.take_scan(code)
    settle()
    assert not workspace.page("front_desk").banner.isVisible()


def test_without_the_setting_an_idle_window_locks(
    built: Built, settle: Settle, folder: Path
) -> None:
    unlock(built, settle, folder, "desk")
    built.window.idle_is_over()
    settle()
    assert ENDED == [0] and built.window.isHidden()


def test_who_holds_more_than_visits_is_locked_and_never_veiled(
    built: Built, settle: Settle, folder: Path, preferences: Preferences
) -> None:
    preferences.veils = True
    unlock(built, settle, folder, "admin")
    built.window.idle_is_over()
    settle()
    assert ENDED == [0] and built.window.veil is None


def test_an_idle_front_desk_is_veiled_where_the_machine_says_so(
    built: Built, settle: Settle, folder: Path, preferences: Preferences
) -> None:
    """No shortcut and no menu reaches through, and what was there comes back with it lifted."""
    preferences.veils = True
    workspace = unlock(built, settle, folder, "desk")
    workspace.show_page("front_desk")
    settle()
    above = QWidget()
    above.show()
    built.window.idle_is_over()
    settle()
    veil = built.window.veil
    assert veil is not None and built.window.stack.currentWidget() is veil and ENDED == []
    assert not workspace.isVisible() and not built.window.menuBar().isVisible()
    assert not above.isVisible()
    QTest.keyClick(built.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(built.window, Qt.Key.Key_F7)
    settle()
    assert workspace.front == "front_desk" and built.window.stack.currentWidget() is veil
    built.window.show_roll_call()
    page = built.window.emergency_page
    assert page is not None
    page.leave()
    assert built.window.stack.currentWidget() is veil
    QTest.keyClick(veil, Qt.Key.Key_Return)
    veil.secret.setText(PASSPHRASE)
    veil.lift()
    settle()
    assert built.window.stack.currentWidget() is workspace and built.window.veil is None
    assert built.window.menuBar().isVisible() and built.window.idle is not None
    above.deleteLater()
