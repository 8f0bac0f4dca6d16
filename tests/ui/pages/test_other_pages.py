# SPDX-License-Identifier: Apache-2.0
"""Today, users, notice, settings and help on a real desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.operations import desks
from tests.ui.conftest import PASSPHRASE
from ui.actions import SELECTION
from ui.pages.help import HelpPage
from ui.pages.notice import NoticePage
from ui.pages.people import PeoplePage
from ui.pages.policy_form import _text_in
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def column(table: Any, place: int) -> list[str]:
    model = table.records
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_today_leads_to_the_stage_it_counts(around: Surroundings, show: Show) -> None:
    page = show(TodayPage(around))
    went: list[Any] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    card = next(one for one in page.cards if one.line.key == "applied")
    assert "3" in card.text.text()
    card.button.click()
    assert went == [("candidates", {"stages": ("applied",)})]
    assert page.begin.isHidden()


def test_today_tells_an_empty_desk_where_to_begin(
    open_as: Show, empty_folder: Path, show: Show
) -> None:
    page = show(TodayPage(open_as(empty_folder)))
    assert page.begin.isVisible()
    assert "policy" in {card.line.key for card in page.cards}


def test_users_are_listed_with_what_they_hold(around: Surroundings, show: Show) -> None:
    page = show(PeoplePage(around))
    assert column(page.table, 0)[0] == "admin"
    assert "desk" in column(page.table, 0)
    assert {"second"} < set(column(page.table, 0)) and len(column(page.table, 0)) == 4


def test_a_user_is_added_and_can_open_the_desk(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(PeoplePage(around))
    page.adding.start()
    page.adding.name.setText("recruiter1")
    page.adding.passphrase.first.setText(PASSPHRASE)
    page.adding.passphrase.second.setText("something else")
    page.adding.roles["recruiter"].setChecked(True)
    page.adding.yes.click()
    assert page.adding.passphrase.second_entry.error()
    page.adding.passphrase.second.setText(PASSPHRASE)
    page.adding.yes.click()
    wait_idle()
    wait_idle()
    assert "recruiter1" in column(page.table, 0)
    assert page.adding.isHidden()
    assert "recruiter1" in desks.user_names(around.desk.session.folder)


def test_a_taken_name_is_refused_in_the_form(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(PeoplePage(around))
    page.adding.start()
    page.adding.name.setText("desk")
    page.adding.passphrase.first.setText(PASSPHRASE)
    page.adding.passphrase.second.setText(PASSPHRASE)
    page.adding.roles["recruiter"].setChecked(True)
    page.adding.yes.click()
    wait_idle()
    assert page.adding.banner.text()
    assert page.adding.yes.isEnabled()


def test_ones_own_passphrase_is_changed(around: Surroundings, show: Show, wait_idle: Wait) -> None:
    page = show(PeoplePage(around))
    page.own.start()
    page.own.old.setText("not it")
    page.own.passphrase.first.setText("another long passphrase")
    page.own.passphrase.second.setText("another long passphrase")
    page.own.yes.click()
    wait_idle()
    assert page.own.banner.text()
    page.own.old.setText(PASSPHRASE)
    page.own.yes.click()
    wait_idle()
    wait_idle()
    assert page.own.isHidden()


def test_the_notice_is_shown_for_each_occasion(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(NoticePage(around))
    recruitment = page.notice.toPlainText()
    assert "示例公司" in recruitment
    assert "fields" not in recruitment
    page.scenario.setCurrentIndex(1)
    wait_idle()
    assert page.notice.toPlainText() != recruitment
    labels = column(page.table, 0)
    assert str(around.desk.catalogue.field("visit_purpose").label) in labels
    page.tabs.setCurrentIndex(1)
    page.table.selectRow(0)
    assert page.cards[page.chosen()].key() is not None


def test_a_missing_policy_is_taken_in_here(
    open_as: Show, empty_folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(NoticePage(open_as(empty_folder)))
    page.tabs.setCurrentIndex(2)
    assert page.form.isVisible()
    page.take_in_policy()
    assert page.policy.isHidden()
    page.form.place.setText("公告栏")
    page.take_in_policy()
    wait_idle()
    assert page.policy.isHidden()
    page.form.chinese.setPlainText("示例公司个人信息保护政策正文。" * 3)
    page.form.english.setPlainText("The published privacy policy of a made-up company.")
    page.take_in_policy()
    wait_idle()
    wait_idle()
    assert page.policy.isVisible()
    assert "公告栏" in page.facts.text()


def test_the_sample_is_not_taken_for_the_companys_policy(
    open_as: Show, empty_folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(NoticePage(open_as(empty_folder)))
    page.form.use_sample()
    page.form.chinese.appendPlainText("\n ")
    page.take_in_policy()
    wait_idle()
    assert page._version is None
    assert page.form._chinese_entry.error()
    assert page.form._english_entry.error()
    assert page.form.complete(sample_will_do=True)
    assert not page.form._chinese_entry.error()


def test_a_policy_is_read_from_a_text_file_in_either_encoding(
    open_as: Show, empty_folder: Path, show: Show, tmp_path: Path
) -> None:
    form = show(NoticePage(open_as(empty_folder))).form
    for encoding in ("utf-8-sig", "gb18030"):
        (tmp_path / "policy.txt").write_text(f"政策 {encoding}", encoding=encoding)
        assert _text_in(tmp_path / "policy.txt") == f"政策 {encoding}"
    (tmp_path / "policy.pdf").write_bytes(b"\xff\xff\xff")
    for none in (tmp_path / "policy.pdf", tmp_path / "gone.txt", tmp_path):
        form._chinese_entry.set_error("")
        form.take_file(none, form.chinese, form._chinese_entry)
        assert form._chinese_entry.error()
        assert form.chinese.toPlainText() == ""


def test_the_notice_bears_the_fingerprint_and_is_printed(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(NoticePage(around))
    code = desks.fingerprint_of(around.desk.session.desk_id)
    assert len(code.split("-")) == 4
    assert code in page.fingerprint.text()
    page.print_to(tmp_path / "notice.pdf")
    wait_idle()
    wait_idle()
    assert "notice.pdf" in page.banner.text()
    pages = PdfReader(tmp_path / "notice.pdf").pages
    text = "".join(one.extract_text() for one in pages).replace("\n", "")
    assert code in text
    assert "示例公司" in text
    assert page.notice.toPlainText().split("\n")[0] in text


def test_who_may_hand_nothing_out_prints_no_notice(open_as: Show, folder: Path, show: Show) -> None:
    page = show(NoticePage(open_as(folder, "desk")))
    assert page.fingerprint.isVisible()
    assert page.print_button.isHidden()


def test_a_backup_is_taken_and_listed(around: Surroundings, show: Show, wait_idle: Wait) -> None:
    page = show(SettingsPage(around))
    wait_idle()
    assert page.none_yet.isVisible() and page.table.isHidden()
    page.handlers()["settings.backup"]()
    wait_idle()
    wait_idle()
    assert page.none_yet.isHidden() and page.table.isVisible()
    assert len(column(page.table, 0)) == len(around.desk.session.held)
    assert page.banner.text()


def test_the_front_desk_backs_up_what_it_holds(open_as: Show, folder: Path, show: Show) -> None:
    page = show(SettingsPage(open_as(folder, "desk")))
    assert page.backup_button.isVisible()


def test_the_strictest_role_says_when_the_window_locks(around: Surroundings, show: Show) -> None:
    declared = around.desk.catalogue.roles
    strictest = min(declared[key].idle_minutes for key in around.desk.session.user.roles)
    assert around.desk.idle_minutes == strictest
    assert f"{strictest} 分钟" in show(SettingsPage(around)).idle.text()


def test_the_language_is_switched_in_settings(around: Surroundings, show: Show) -> None:
    page = show(SettingsPage(around))
    page.language.setCurrentIndex(1)
    page.language.activated.emit(1)
    assert around.preferences.language == "en"


def test_help_lists_every_action_with_its_keys(around: Surroundings, show: Show) -> None:
    page = show(HelpPage(around))
    means = around.desk.means() | {SELECTION}
    may = [
        one
        for one in around.actions
        if one.needs <= means and (not one.operation or around.desk.may(one.operation))
    ]
    assert len(column(page.table, 0)) == len(may) > 130
    assert "Ctrl+K" in column(page.table, 2)


def test_help_names_nothing_a_role_cannot_do(open_as: Show, folder: Path, show: Show) -> None:
    page = show(HelpPage(open_as(folder, "desk")))
    assert set(column(page.table, 0)) == {
        "数据夹",
        "记录",
        "来访",
        "报送",
        "个人信息请求",
        "前往",
        "帮助",
    }


def test_enter_and_escape_answer_a_question(around: Surroundings, show: Show) -> None:
    page = show(PeoplePage(around))
    page.adding.start()
    page.adding.passphrase.first.setText("one")
    QTest.keyClick(page.adding.name, Qt.Key.Key_Return)
    assert page.adding.passphrase.second_entry.error()
    QTest.keyClick(page.adding.name, Qt.Key.Key_Escape)
    assert page.adding.isHidden()


def test_everybody_can_change_their_own_passphrase(open_as: Show, folder: Path, show: Show) -> None:
    page = show(SettingsPage(open_as(folder, "desk")))
    page.own.start()
    assert page.own.isVisible()
