# SPDX-License-Identifier: Apache-2.0
"""A visit that staff enter: at the counter, expected, of each kind, half typed."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.i18n import t
from hr_desk.operations import visit_drafts, visits
from tests.ui.pages.visit.conftest import Find, Show, Wait, begin, fill
from ui.language import Languages
from ui.pages.roll_call import RollCall
from ui.pages.visit import VisitPage
from ui.session import Surroundings
from ui.tasks import Tasks


def went(page: VisitPage) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    page.go.connect(lambda key, what: found.append((key, what)))
    return found


def test_a_visitor_at_the_counter_is_on_site_at_once(
    page: VisitPage, wait_idle: Wait, find: Find
) -> None:
    to = went(page)
    fill(page, full_name="张伟", age_band="adult", badge_no="C1")
    page.about.host.setEditText("陈晓 · 生产部 · 8012")
    page.handlers()["visit.save"]()
    wait_idle()
    assert to == [("front_desk", {"show": "on_site"})]
    (found,) = find("张伟")
    assert found.state == "on_site"
    assert found.host is not None
    assert found.host.extension == "8012"
    assert found.cells["host_employee"].text == "陈晓"


def test_a_host_is_found_by_pinyin_and_may_be_no_employee(
    page: VisitPage, wait_idle: Wait, find: Find
) -> None:
    page.about.host.line.setFocus()
    completer = page.about.host.completer()
    assert completer is not None
    completer.setCompletionPrefix("zhoumin")
    assert completer.completionCount() == 1
    fill(page, full_name="张伟", age_band="adult")
    page.about.host.setEditText("没有此人")
    page.save()
    wait_idle()
    (found,) = find("张伟")
    assert found.host is None
    assert found.cells["host_employee"].text == "没有此人"


def test_what_is_missing_is_said_beside_each_field_in_the_language_in_use(
    page: VisitPage, wait_idle: Wait, languages: Languages
) -> None:
    begin(page, wait_idle, "delivery")
    to = went(page)
    page.save()
    wait_idle()
    assert page.form.row("full_name").editor.said()
    assert page.kind_choice._entry.error()
    languages.use("en")
    QApplication.sendPostedEvents()
    assert "needed before this can be saved" in page.about.host_entry.error()
    assert to == []
    page.about.host.edited.emit()
    assert page.about.host_entry.error() == ""


def test_an_expected_visit_needs_a_name_and_a_time_and_asks_no_more_than_tables_show(
    page: VisitPage, at_gate: Surroundings, wait_idle: Wait, find: Find
) -> None:
    to = went(page)
    page.receive("expect")
    wait_idle()
    assert "age_band" not in page.form.keys()  # noqa: SIM118 - a method, not a dict
    assert "badge_no" not in page.form.keys()  # noqa: SIM118
    page.save()
    assert page.form.row("visit_planned").editor.said()
    assert not page.form.row("visit_purpose").editor.said()
    assert page.about.host_entry.error() == ""
    day = at_gate.desk.session.today()
    fill(page, full_name="李雷", visit_planned=f"{day} 23:40")
    page.save()
    wait_idle()
    assert to == [("front_desk", {"show": "expected"})]
    (found,) = find("李雷")
    assert found.state == "expected"


def test_the_purpose_card_explains_the_host_too(page: VisitPage) -> None:
    page.about.host_focused.emit()
    assert page.card.key() == "host_employee"
    page.form.field_focused.emit("plate_number")
    assert page.card.key() == "plate_number"


def test_enter_in_the_host_goes_on_to_the_form(page: VisitPage) -> None:
    page.about.host.line.setFocus()
    QTest.keyClick(page.about.host.line, Qt.Key.Key_Return)
    assert page.form.row("full_name").editor.controls()[0].hasFocus()


def test_an_hr_admin_enters_no_host_and_sees_none(
    open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(VisitPage(open_as(folder, "admin")))
    page.receive(None)
    wait_idle()
    assert page.about.host_entry.isHidden()
    assert "visit_purpose" not in page.form.keys()  # noqa: SIM118


def test_companions_items_and_a_permit_are_taken_in_and_counted_in_the_roll_call(
    page: VisitPage, at_gate: Surroundings, wait_idle: Wait, find: Find, tasks: Tasks, qtbot: QtBot
) -> None:
    begin(page, wait_idle, "contractor")
    fill(page, full_name="张伟", age_band="adult")
    fill(page, companions_count="2", carried_items="焊机一台，序列号 SN-7")
    fill(page, certificates="焊接与热切割作业 | T12345678 | 2029-06-30")
    page.about.host.setEditText("陈晓")
    page.save()
    wait_idle()
    (found,) = find("张伟")
    page.open(found.visit_id)
    wait_idle()
    assert page.form.row("companions_count").editor.text() == "2"
    assert page.form.row("carried_items").editor.text() == "焊机一台，序列号 SN-7"
    shown = page.form.row("certificates").view
    assert (shown.masked, shown.shown) == (True, "焊接与热切割作业 | ****5678 | 2029-06-30")
    call = RollCall(at_gate.desk)
    qtbot.addWidget(call)
    tasks.query(visits.roll_call, at_gate.desk.session, done=call.show_lines)
    wait_idle()
    assert call.number.text() == t("On site: {count}", count=3)
    assert t("{count} with them", count=2) in call.inside.sentences()[0]


def test_one_key_chooses_the_kind_and_its_fields_alone_are_asked(
    page: VisitPage, wait_idle: Wait, languages: Languages
) -> None:
    page.receive(None)
    wait_idle()
    choice = page.kind_choice
    assert choice.is_asking() and not page._save.isVisible() and not page.about.isVisible()
    assert [button.text()[0] for button in choice.buttons.values()] == list("12345678")
    QTest.keyClicks(choice, "4")
    wait_idle()
    wait_idle()
    assert choice.kind is not None and choice.kind.key == "delivery"
    keys = page.form.keys()
    for asked in ("plate_number", "trailer_plate", "delivery_note", "dock", "full_name"):
        assert asked in keys
    for of_others in ("carried_items", "job_title", "nationality", "visit_area", "visit_purpose"):
        assert of_others not in keys
    assert page._save.isVisible() and page.about.isVisible()


def test_a_group_is_its_leader_and_a_head_count(
    page: VisitPage, wait_idle: Wait, find: Find, languages: Languages
) -> None:
    begin(page, wait_idle, "group")
    fill(page, full_name="张伟", age_band="adult", employer="示例学校", companions_count="23")
    page.about.host.setEditText("陈晓 · 生产部 · 8012")
    page.save()
    wait_idle()
    assert page.kind_choice._entry.error()
    languages.use("en")
    QApplication.processEvents()
    assert page.kind_choice._entry.error() and page.kind_choice.purpose.currentIndex() == -1
    box = page.kind_choice.purpose
    assert {box.itemData(place) for place in range(box.count())} == {"training", "business"}
    box.setCurrentIndex(box.findData("training"))
    assert page.kind_choice._entry.error() == ""
    page.kind_choice.texts.told.setChecked(True)
    page.save()
    wait_idle()
    (one,) = find("张伟")
    assert (one.kind, one.owed, one.state) == ("group", (), "on_site")
    assert one.cells["companions_count"].text == "23"


def test_a_regular_is_not_asked_to_confirm_the_same_text_again(
    page: VisitPage, wait_idle: Wait, find: Find
) -> None:
    said = {"full_name": "张伟", "age_band": "adult", "mobile": "13812345678"}
    for number in range(2):
        begin(page, wait_idle, "contractor")
        fill(page, **said)
        page.form.edited.emit("mobile")
        wait_idle()
        texts = page.kind_choice.texts
        assert texts.held.isVisible() == bool(number)
        assert texts.told.isVisible() != bool(number)
        texts.told.setChecked(not number)
        page.about.host.setEditText("陈晓 · 生产部 · 8012")
        page.save()
        wait_idle()
    assert [one.owed for one in find("张伟")] == [(), ()]


def test_what_was_typed_is_kept_for_whoever_comes_next(
    page: VisitPage, at_gate: Surroundings, show: Show, wait_idle: Wait, find: Find
) -> None:
    """A lock or a change of the shift loses nothing of the visitor at the counter."""
    begin(page, wait_idle, "delivery")
    fill(page, full_name="张伟", plate_number="鲁B12345")
    page.about.host.setEditText("没有此人")
    page.keep_drafts()
    wait_idle()
    later: VisitPage = show(VisitPage(at_gate))
    later.receive(None)
    wait_idle()
    wait_idle()
    assert later.banner.isVisible() and later.kind_choice.is_asking()
    later.draft._continue(found_draft(later, wait_idle))
    wait_idle()
    wait_idle()
    assert later.kind_choice.kind is not None and later.kind_choice.kind.key == "delivery"
    assert later.form.row("full_name").editor.text() == "张伟"
    assert later.about.host.name() == "没有此人"
    fill(later, age_band="adult")
    box = later.kind_choice.purpose
    box.setCurrentIndex(box.findData("pick_up"))
    later.save()
    wait_idle()
    wait_idle()
    assert [one.kind for one in find("张伟")] == ["delivery"]
    assert found_draft(later, wait_idle) is None


def found_draft(page: VisitPage, wait: Wait) -> Any:
    found: list[Any] = []
    page.desk.query(visit_drafts.load, "new", owner=page, done=found.append)
    wait()
    return found[0]
