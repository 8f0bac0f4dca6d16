# SPDX-License-Identifier: Apache-2.0
"""One visit as a page: entered by staff, expected, changed, signed out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hr_desk.domain.clock import FixedClock, day_of
from hr_desk.i18n import t
from hr_desk.operations import directory, visit_drafts, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.pages.roll_call import RollCall
from ui.pages.visit import VisitPage
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
Find = Callable[[str], list[VisitRow]]

STAFF = (("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"))


@pytest.fixture
def at_gate(open_as: Show, folder: Path, wait_idle: Wait, tasks: Tasks) -> Surroundings:
    """A desk with a directory, opened as the front desk."""
    around: Surroundings = open_as(folder, "desk")
    tasks.run(directory.add, around.desk.session, STAFF)
    wait_idle()
    return around


@pytest.fixture
def page(at_gate: Surroundings, show: Show, wait_idle: Wait) -> VisitPage:
    made: VisitPage = show(VisitPage(at_gate))
    begin(made, wait_idle, "business")
    return made


@pytest.fixture
def find(at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> Find:
    def find_(text: str) -> list[VisitRow]:
        found: list[Any] = []
        query = VisitQuery(text=text)
        tasks.query(visits.list_visits, at_gate.desk.session, query, done=found.append)
        wait_idle()
        return list(found[0])

    return find_


def went(page: VisitPage) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    page.go.connect(lambda key, what: found.append((key, what)))
    return found


def begin(page: VisitPage, wait: Wait, kind: str) -> None:
    """Begin a new visit of a kind."""
    page.receive(None)
    wait()
    page.kind_choice.choose(kind)
    wait()
    wait()


def fill(page: VisitPage, **texts: str) -> None:
    for key, text in texts.items():
        page.form.row(key).editor.set_text(text)


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


def enter(session: Session, name: str) -> str:
    texts = {
        "full_name": name,
        "age_band": "adult",
        "visit_purpose": "business",
        "host_employee": "陈晓",
    }
    new = NewVisit(values=typed(session.catalogue, **texts))
    return visits.sign_in(session, (new,)).created[0]


@pytest.fixture
def opened(page: VisitPage, at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> VisitPage:
    """The page with a visit that is on site."""
    found: list[str] = []
    tasks.query(enter, at_gate.desk.session, "王芳", done=found.append)
    wait_idle()
    page.receive(found[0])
    wait_idle()
    wait_idle()
    return page


def test_a_visit_shows_where_it_stands_and_what_happened(
    opened: VisitPage, languages: Languages, wait_idle: Wait
) -> None:
    assert opened.header.title.text() == "王芳"
    languages.use("en")
    QApplication.sendPostedEvents()
    assert opened.side.facts.heading.text() == "On site"
    assert opened.side.isVisible()
    assert {verb for verb, button in opened.buttons.items() if not button.isHidden()} == {
        "sign_out"
    }


def test_a_change_is_saved_and_the_times_cannot_be_changed(
    opened: VisitPage, wait_idle: Wait, find: Find
) -> None:
    arrived = opened.form.row("visit_arrived").editor.controls()[0]
    assert arrived.isReadOnly()  # type: ignore[attr-defined]
    fill(opened, badge_no="B7")
    opened.about.host.setEditText("周敏 · 综合部 · 8001")
    opened.save()
    wait_idle()
    wait_idle()
    (found,) = find("王芳")
    assert found.cells["badge_no"].text == "B7"
    assert found.host is not None
    assert found.host.name == "周敏"
    assert opened.banner.text()


def test_signing_out_from_the_page_shows_the_visit_as_left(
    opened: VisitPage, wait_idle: Wait, find: Find
) -> None:
    opened.buttons["sign_out"].click()
    wait_idle()
    wait_idle()
    assert find("王芳")[0].state == "left"
    assert opened.buttons["sign_out"].isHidden()


def test_an_aged_visit_is_shown_masked_and_offers_neither_the_rest_nor_a_change(
    opened: VisitPage, at_gate: Surroundings, wait_idle: Wait
) -> None:
    opened.buttons["sign_out"].click()
    wait_idle()
    wait_idle()
    session = at_gate.desk.session
    session.clock = FixedClock(session.now() + timedelta(days=31))
    assert opened.view is not None
    opened.open(opened.view.visit_id)
    wait_idle()
    wait_idle()
    row = opened.form.row("full_name")
    assert row.view.masked
    assert opened.header.title.text() == "王*"
    assert not any(button.isVisible() for button in row.findChildren(QPushButton))
    assert not opened._save.isVisible()
    assert not opened.about.host.isEnabled()


def test_a_visit_that_is_gone_leaves_an_empty_page_and_a_sentence(
    opened: VisitPage, wait_idle: Wait
) -> None:
    opened.open("0" * 32)
    wait_idle()
    assert opened.banner.text()
    assert opened.view is None
    assert opened.form.keys() == ()


def test_a_masked_value_is_shown_for_one_of_two_purposes(
    opened: VisitPage, wait_idle: Wait
) -> None:
    fill(opened, nationality="JPN")
    opened.save()
    wait_idle()
    wait_idle()
    row = opened.form.row("nationality")
    assert row.view.masked
    opened.form.unmask_requested.emit(("nationality",))
    purposes = opened.unmasking.purpose
    assert [purposes.itemData(place) for place in range(purposes.count())] == [
        "visit.access",
        "visit.emergency",
    ]
    purposes.setCurrentIndex(1)
    opened.unmasking.yes.click()
    wait_idle()
    assert row.view.value == "JPN"
    opened.hide()
    assert row.view.masked


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


def came_yesterday(session: Session) -> None:
    """Put every visit a day back, as if nobody had opened the desk since."""
    before = session.now() - timedelta(days=1)
    with session.compartment("visits").change("test") as change:
        change.execute(
            "UPDATE visit SET day = ?, arrived_at = ?",
            (day_of(before).isoformat(), before.isoformat(timespec="seconds")),
        )


def test_the_leaving_of_a_visit_that_the_day_closed_is_corrected(
    at_gate: Surroundings, show: Show, tasks: Tasks, wait_idle: Wait, find: Find,
    languages: Languages,
) -> None:  # fmt: skip
    session = at_gate.desk.session
    texts = {"full_name": "张伟", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    tasks.run(visits.sign_in, session, [NewVisit(values=typed(session.catalogue, **texts))])
    wait_idle()
    tasks.run(came_yesterday, session)
    tasks.run(visits.close_day, session)
    wait_idle()
    (one,) = find("张伟")
    page: VisitPage = show(VisitPage(at_gate))
    page.receive(one.visit_id)
    wait_idle()
    wait_idle()
    assert page._correct.isVisible()
    page._correct.click()
    question = page.correcting
    assert question.isVisible() and not question.yes.isEnabled()
    languages.use("en")
    QApplication.processEvents()
    assert question.reason.currentIndex() == -1
    question.reason.setCurrentIndex(question.reason.findData("camera"))
    arrived = question.at.dateTime()
    question.at.setDateTime(arrived.addSecs(-3600))
    question.yes.click()
    wait_idle()
    assert page.banner.isVisible() and question.isVisible()
    question.at.setDateTime(arrived.addSecs(3600))
    question.yes.click()
    wait_idle()
    wait_idle()
    (left,) = find("张伟")
    assert (left.state, left.left_how, left.reason) == ("left", "staff", "camera")
    assert left.left is not None and left.arrived is not None
    assert 3500 <= (left.left - left.arrived).total_seconds() <= 3600
    assert question.isHidden() and not page._correct.isVisible()


def test_a_note_for_the_shift_is_written_on_the_visit_and_seen_in_the_list(
    at_gate: Surroundings, show: Show, tasks: Tasks, wait_idle: Wait, find: Find
) -> None:
    session = at_gate.desk.session
    texts = {"full_name": "张伟", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    tasks.run(visits.sign_in, session, [NewVisit(values=typed(session.catalogue, **texts))])
    wait_idle()
    (one,) = find("张伟")
    page: VisitPage = show(VisitPage(at_gate))
    page.receive(one.visit_id)
    wait_idle()
    wait_idle()
    page.note.text.setText("等仓库来接，身份证 370202199001011231")
    assert page.note.marked.isVisible()
    page.note.marked.button.click()
    assert "370202" not in page.note.text.text()
    page.note.text.setText("等仓库来接，钥匙在抽屉里")
    page.note.text.returnPressed.emit()
    wait_idle()
    wait_idle()
    (noted,) = find("张伟")
    assert noted.note == "等仓库来接，钥匙在抽屉里" and page.banner.isVisible()
    desk_page: FrontDeskPage = show(FrontDeskPage(at_gate))
    wait_idle()
    shown = desk_page.list.table
    keys = [one.key for one in shown.records.columns]
    assert not shown.isColumnHidden(keys.index("note"))


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
    page.kind_choice.told.setChecked(True)
    page.save()
    wait_idle()
    (one,) = find("张伟")
    assert (one.kind, one.owed, one.state) == ("group", (), "on_site")
    assert one.cells["companions_count"].text == "23"


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
