# SPDX-License-Identifier: Apache-2.0
"""The front desk on a real desk: a queue that moves by itself, one key each, and the roll call."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations import directory, intake, visit_notes, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery
from tests.support import gatehouse
from tests.ui.conftest import typed
from ui.inbox_watch import InboxWatch
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.pages.visit_rows import NOTE
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]

STAFF = (("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"), ("单红", "质量部", ""))
INSIDE = (("王芳", "示例物流"), ("欧阳娜娜", "示例机械"))


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    """A desk with a directory, two people on site and one expected, opened as the front desk."""
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, STAFF)
    gatehouse.hold_key(session)
    for name, employer in INSIDE:
        visits.sign_in(session, [new(session, full_name=name, employer=employer)])
    planned = f"{session.today()} 23:30"
    texts = {"full_name": "李雷", "visit_planned": planned}
    visits.expect(session, [NewVisit(values=typed(session.catalogue, **texts), notice="owed")])


def new(session: Session, **texts: str) -> NewVisit:
    given = {"age_band": "adult", "visit_purpose": "business", "host_employee": "陈晓", **texts}
    return NewVisit(values=typed(session.catalogue, **given))


@pytest.fixture
def arrive(do: Do) -> Callable[..., None]:
    """Return a function that lets people sign in at the kiosk and takes their envelopes in."""
    numbers = iter(range(1, 1000))

    def sign_in(*names: str, **texts: str) -> None:
        for later, name in enumerate(reversed(names)):
            do(gatehouse.sign_in, next(numbers), minutes=later, full_name=name, **texts)
        assert do(intake.take_in).taken == len(names)

    return sign_in


@pytest.fixture
def page(at_gate: Surroundings, show: Show, languages: Languages) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    made.arrivals._pause.setInterval(0)
    return made


def queue(page: FrontDeskPage) -> list[str]:
    return column(page.arrivals.table, "full_name")


def column(table: Any, key: str) -> list[str]:
    place = [one.key for one in table.records.columns].index(key)
    model = table.records
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def listed(page: FrontDeskPage) -> list[str]:
    return column(page.list.table, "full_name")


def state_of(do: Do, name: str) -> str:
    return str(do(visits.list_visits, VisitQuery(text=name))[0].state)


def key(widget: Any, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)


def test_an_empty_queue_says_how_somebody_gets_into_it(page: FrontDeskPage) -> None:
    assert page.arrivals.nobody.isVisible()
    assert not page.arrivals.table.isVisible()
    assert not page.arrivals.strip.isVisible()


def test_who_signs_in_appears_by_itself_the_longest_waiting_first(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    arrive("张伟", "韩梅")
    assert queue(page) == ["张伟", "韩梅"]
    assert [text.split()[0] for text in column(page.arrivals.table, "waiting")] == ["1", "0"]
    assert page.arrivals.heading.text().endswith("2")
    assert not page.arrivals.nobody.isVisible()


def test_notes_have_a_column_while_there_is_one(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do
) -> None:
    arrive("张伟", "韩梅")
    both = (page.arrivals.table, page.list.table)
    assert [NOTE in table.visible_columns() for table in both] == [False, False]
    for name, text in (("韩梅", "等仓库来接"), ("王芳", "证件在前台")):
        do(visit_notes.note, do(visits.list_visits, VisitQuery(text=name))[0].visit_id, text)
    assert [NOTE in table.visible_columns() for table in both] == [True, True]
    assert column(page.arrivals.table, NOTE)[1] == "等仓库来接"
    assert "证件在前台" in column(page.list.table, NOTE)
    page.list.choose("left")
    assert NOTE not in page.list.table.visible_columns()


def test_an_arrival_steals_neither_focus_nor_selection_nor_what_is_typed(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    arrive("张伟", "韩梅")
    page.arrivals.table.selectRow(1)
    strip = page.arrivals.strip
    badge = strip.editors["badge_no"]
    badge.controls()[0].setFocus()
    QTest.keyClicks(badge.controls()[0], "A1")
    in_hand = page.arrivals.in_hand()
    arrive("李雷", "周星")
    assert badge.controls()[0].hasFocus()
    assert badge.text() == "A1"
    assert page.arrivals.in_hand() is not None
    assert in_hand is not None
    assert page.arrivals.in_hand().visit_id == in_hand.visit_id  # type: ignore[union-attr]
    assert len(queue(page)) == 4


def test_an_envelope_that_falls_into_the_inbox_appears_while_somebody_types(
    page: FrontDeskPage, at_gate: Surroundings, tasks: Tasks, qtbot: QtBot
) -> None:
    watch = InboxWatch(at_gate.desk, page, first_ms=1, settle_ms=1)
    watch.start()
    page.list.search.setFocus()
    QTest.keyClicks(page.list.search, "wang")
    tasks.query(gatehouse.sign_in, at_gate.desk.session, 1, full_name="张伟")
    qtbot.waitUntil(lambda: queue(page) == ["张伟"], timeout=10_000)
    watch.stop()
    assert page.list.search.hasFocus()
    assert page.list.search.text() == "wang"
    qtbot.waitUntil(lambda: tasks.is_idle() and listed(page) == ["王芳"], timeout=10_000)


def test_an_arrival_leaves_the_search_and_the_marks_of_the_list_alone(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    page.list.table.selectRow(1)
    marked = page.list.marked()
    page.list.search.setFocus()
    arrive("张伟")
    assert page.list.search.hasFocus()
    assert page.list.marked() == marked != ()


def test_enter_lets_in_and_goes_on_with_the_next(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    arrive("张伟", "韩梅")
    page.arrivals.table.setFocus()
    key(page.arrivals.table, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert queue(page) == ["韩梅"]
    assert page.arrivals.in_hand() is not None
    assert state_of(do, "张伟") == "on_site"
    assert page.list.number.text().endswith("3")
    assert "张伟" in listed(page)


def test_a_second_press_right_behind_the_first_lets_nobody_in(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟", "韩梅")
    page.arrivals._pause.setInterval(60_000)
    key(page.arrivals.table, Qt.Key.Key_Return, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    key(page.arrivals.table, Qt.Key.Key_Return)
    wait_idle()
    assert queue(page) == ["韩梅"]


def test_area_badge_and_host_are_settled_while_letting_in(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟")
    strip = page.arrivals.strip
    assert strip.host.host_id() is not None
    assert strip.host.currentText() == "陈晓 · 生产部 · 8012"
    strip.editors["visit_area"].set_text("仓库")
    strip.editors["badge_no"].set_text("B07")
    key(strip.editors["badge_no"].controls()[0], Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    place = listed(page).index("张伟")
    assert column(page.list.table, "visit_area")[place] == "Warehouse"
    assert column(page.list.table, "badge_no")[place] == "B07"
    assert "8012" in column(page.list.table, "host_employee")[place]


def test_after_letting_in_from_a_field_the_keyboard_is_back_in_the_queue(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟", "韩梅")
    control = page.arrivals.strip.editors["visit_area"].controls()[0]
    control.setFocus()
    key(control, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert queue(page) == ["韩梅"]
    assert page.arrivals.table.hasFocus()


def test_a_host_who_is_in_no_directory_is_said_so(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    arrive("张伟", host_employee="没有此人")
    assert column(page.arrivals.table, "host_employee") == ["没有此人 (not in the directory)"]
    assert page.arrivals.strip.host.host_id() is None


def test_a_value_that_is_wrong_is_said_beside_it_and_nobody_is_let_in(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟")
    page.arrivals.strip.editors["badge_no"].set_text("7" * 50)
    page.arrivals.confirm()
    wait_idle()
    assert "20" in page.arrivals.strip.error()
    assert queue(page) == ["张伟"]


def test_the_expected_visit_of_the_same_name_is_offered_and_joined(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    arrive("李雷")
    strip = page.arrivals.strip
    assert strip.expected.isVisible()
    assert "23:30" in strip.expected.currentText()
    page.arrivals.confirm()
    wait_idle()
    wait_idle()
    found = do(visits.list_visits, VisitQuery(text="李雷"))
    assert [(one.state, one.origin) for one in found] == [("on_site", "invited")]


def test_an_offer_that_is_refused_leaves_the_expected_visit_waiting(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    arrive("李雷")
    strip = page.arrivals.strip
    strip.expected.setCurrentIndex(strip.expected.count() - 1)
    page.arrivals.confirm()
    wait_idle()
    wait_idle()
    found = do(visits.list_visits, VisitQuery(text="李雷"))
    assert sorted(one.state for one in found) == ["expected", "on_site"]


def test_delete_asks_why_in_the_page_and_turns_away(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    arrive("张伟")
    key(page.arrivals.table, Qt.Key.Key_Delete)
    question = page.arrivals.question
    assert question.isVisible()
    assert "张伟" in question.sentence.text()
    key(question, Qt.Key.Key_Return)
    wait_idle()
    assert question.isVisible()
    assert question.reason.findData("unconfirmed") < 0
    question.reason.setCurrentIndex(1)
    key(question, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert not question.isVisible()
    assert queue(page) == []
    assert state_of(do, "张伟") == "turned_away"


def test_the_whole_visit_is_opened_from_the_queue_and_from_the_list(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda where, what: went.append((where, what)))
    arrive("张伟")
    in_hand = page.arrivals.in_hand()
    assert in_hand is not None
    page.arrivals.table.setFocus()
    page.handlers()["front_desk.open"]()
    page.arrivals.strip.more.click()
    assert went == [("visit", in_hand.visit_id)] * 2
    page.list.table.selectRow(0)
    page.list.table.setFocus()
    page.handlers()["front_desk.open"]()
    assert went[-1] == ("visit", page.list.marked()[0])


def test_the_key_of_the_page_leads_back_to_the_queue(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    arrive("张伟")
    page.call_roll()
    page.handlers()["go.front_desk"]()
    assert page.arrivals.table.hasFocus()


def test_escape_leaves_the_strip_for_the_queue(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    arrive("张伟")
    control = page.arrivals.strip.editors["badge_no"].controls()[0]
    control.setFocus()
    key(control, Qt.Key.Key_Escape)
    assert page.arrivals.table.hasFocus()


def test_marked_visitors_are_signed_out_with_one_key(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    assert "front_desk.sign_out" not in page.handlers()
    page.list.table.selectAll()
    page.handlers()["front_desk.sign_out"]()
    wait_idle()
    wait_idle()
    assert listed(page) == []
    assert page.list.nobody.isVisible()
    page.list.choose("left")
    wait_idle()
    assert sorted(listed(page)) == sorted(name for name, _ in INSIDE)


@pytest.mark.parametrize("text", ["欧阳", "ouyang", "oynn", "示例机械"])
def test_visitors_are_found_while_someone_types(
    page: FrontDeskPage, wait_idle: Wait, text: str
) -> None:
    for end in range(1, len(text) + 1):
        page.list.search.setText(text[:end])
    wait_idle()
    assert listed(page) == ["欧阳娜娜"]


def test_the_end_of_a_phone_number_and_a_plate_find_too(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟", mobile="13912345678", plate_number="鲁B12345")
    page.list.choose("today")
    for text in ("5678", "鲁B12345"):
        page.list.search.setText(text)
        wait_idle()
        assert listed(page) == ["张伟"]


def test_no_match_leads_to_all_days_and_then_back_to_everybody(
    page: FrontDeskPage, wait_idle: Wait
) -> None:
    page.list.search.setText("没有这个人")
    wait_idle()
    assert page.list.no_match.isVisible()
    page.list.no_match.button.click()
    assert page.list.chosen() == "ever"
    wait_idle()
    page.list.no_match.button.click()
    wait_idle()
    assert page.list.search.text() == ""
    assert len(listed(page)) == 3


def test_an_expected_guest_is_let_in_after_saying_how_the_notice_was_given(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    page.list.choose("expected")
    wait_idle()
    page.list.table.selectRow(0)
    assert set(page.list.possible()) == {"arrive", "not_come"}
    page.handlers()["front_desk.arrive"]()
    assert page.step.notice.isVisible()
    key(page.step, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert state_of(do, "李雷") == "on_site"


def test_a_guest_who_did_not_come_is_noted(page: FrontDeskPage, wait_idle: Wait, do: Do) -> None:
    page.list.choose("expected")
    wait_idle()
    page.list.table.selectRow(0)
    page.list.buttons["not_come"].click()
    assert not page.step.notice.isVisible()
    page.step.yes.click()
    wait_idle()
    wait_idle()
    assert state_of(do, "李雷") == "not_come"


def test_a_sign_out_that_fits_nobody_is_given_to_a_visit(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.sign_out, 900, code="999999")
    do(intake.take_in)
    assert "999999" in page.unmatched.text()
    assert not page.unmatched.settle_button.isEnabled()
    page.unmatched.visit.setCurrentIndex(1)
    page.unmatched.settle_button.click()
    wait_idle()
    wait_idle()
    assert not page.unmatched.isVisible()
    assert page.list.number.text().endswith("1")


def test_a_sign_out_that_fits_nobody_is_dismissed(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.sign_out, 900, code="999999", phone_tail="1234")
    do(intake.take_in)
    assert "1234" in page.unmatched.text()
    page.unmatched.dismiss_button.click()
    wait_idle()
    wait_idle()
    assert not page.unmatched.isVisible()
    assert page.list.number.text().endswith("2")


def test_the_roll_call_says_each_person_as_a_sentence(page: FrontDeskPage, wait_idle: Wait) -> None:
    page.handlers()["front_desk.roll_call"]()
    wait_idle()
    assert page.roll_call.isVisible()
    assert not page.arrivals.isVisible()
    said = page.roll_call.inside.sentences()
    assert len(said) == 2
    assert said[0].startswith("1. 王芳, with 陈晓, since ")
    assert not page.roll_call.unseen.isVisible()
    page.roll_call.back.click()
    assert page.arrivals.isVisible()


def test_what_is_sealed_for_another_role_is_counted(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.foreign)
    page.refresh()
    wait_idle()
    assert page.sealed.isVisible()
    assert page.sealed.text().endswith("1")


def test_an_hr_admin_sees_no_column_that_the_catalogue_closes(
    at_gate: Surroundings, open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(FrontDeskPage(open_as(folder, "admin")))
    keys = {one.key for one in page.list.table.records.columns}
    assert "full_name" in keys
    assert not keys & {"host_employee", "visit_purpose", "plate_number", "visit_arrived"}
    assert not page.arrivals.strip.editors
    assert sorted(listed(page)) == sorted(name for name, _ in INSIDE)


def test_the_page_follows_the_language(
    page: FrontDeskPage, arrive: Callable[..., None], languages: Languages, wait_idle: Wait
) -> None:
    arrive("李雷")
    english = (page.header.title.text(), page.arrivals.strip.about())
    assert english[0] == "Front desk"
    assert english[1].startswith("Let in 李雷?")
    languages.use("zh_CN")
    QApplication.sendPostedEvents()
    wait_idle()
    assert page.header.title.text() == "前台"
    assert page.arrivals.strip.about().startswith("放行“李雷”吗？")
    assert page.list.chips["on_site"].text() == "在厂 2"


def test_enter_lets_in_nobody_who_came_into_hand_by_itself(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    """Another window let in the one the guard looked at; the next moved up unseen."""
    arrive("王芳", "赵敏")
    page.arrivals._pause.setInterval(60_000)
    first = page.arrivals.in_hand()
    assert first is not None
    do(visits.confirm, first.visit_id)
    wait_idle()
    second = page.arrivals.in_hand()
    assert second is not None and second.visit_id != first.visit_id
    key(page.arrivals.table, Qt.Key.Key_Return)
    wait_idle()
    assert queue(page) == [str(second.cells["full_name"].text)]


@pytest.mark.parametrize(
    ("pressed", "state"), [(Qt.Key.Key_Y, "let_in"), (Qt.Key.Key_N, "refused")]
)
def test_one_key_notes_what_the_host_said(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do, wait_idle: Wait, pressed: Qt.Key,
    state: str,
) -> None:  # fmt: skip
    arrive("张伟", "韩梅")
    page.arrivals.table.selectRow(0)
    key(page.arrivals.table, pressed)
    wait_idle()
    assert state_of(do, "张伟") == state
    assert state_of(do, "韩梅") == "announced"
    assert queue(page) == (["张伟", "韩梅"] if state == "let_in" else ["韩梅"])


def test_after_the_hosts_yes_the_gate_lets_in(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do, wait_idle: Wait
) -> None:
    arrive("张伟")
    assert page.arrivals.strip.host_yes.isVisible() and page.arrivals.strip.host_no.isVisible()
    page.arrivals.strip.host_yes.click()
    wait_idle()
    assert column(page.arrivals.table, "state") == ["Let in by host"]
    assert not page.arrivals.strip.host_yes.isVisible()
    key(page.arrivals.table, Qt.Key.Key_Y)
    key(page.arrivals.table, Qt.Key.Key_Return)
    wait_idle()
    assert state_of(do, "张伟") == "on_site"


def test_no_host_is_asked_about_a_driver(page: FrontDeskPage, arrive: Callable[..., None]) -> None:
    arrive("田野", visit_purpose="delivery")
    strip = page.arrivals.strip
    assert not strip.host_yes.isVisible() and not strip.host_no.isVisible()
    assert strip._entries["dock"].isVisible() and not strip._entries["visit_area"].isVisible()
    assert "not confirmed" in strip.about()


def test_a_no_is_taken_back_from_the_list(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do, wait_idle: Wait
) -> None:
    arrive("张伟")
    page.arrivals.host_says(False)
    wait_idle()
    page.list.choose("today")
    wait_idle()
    page.list.table.mark([page.list.table.records.row_id(listed(page).index("张伟"))])
    assert "host_agrees" in page.list.possible()
    page.start("host_agrees")
    wait_idle()
    assert state_of(do, "张伟") == "let_in"


def test_the_list_shows_one_kind_of_visitor(page: FrontDeskPage, do: Do, wait_idle: Wait) -> None:
    do(lambda session: visits.sign_in(
        session, [new(session, full_name="田野", visit_purpose="delivery")]))  # fmt: skip
    assert set(column(page.list.table, "kind")) == {"Business", "Goods"}
    page.list.kind.setCurrentIndex(page.list.kind.findData("delivery"))
    wait_idle()
    assert listed(page) == ["田野"]
    page.list.kind.setCurrentIndex(page.list.kind.findData("family"))
    wait_idle()
    assert page.list.no_match.isVisible()


def test_a_slip_is_printed_and_comes_back(
    page: FrontDeskPage, do: Do, wait_idle: Wait, tmp_path: Path
) -> None:
    from ui.pages import visit_print

    page.list.table.mark([page.list.table.records.row_id(listed(page).index("王芳"))])
    assert {"slip", "goods_pass"} <= page.list.possible()
    (id_,) = page.list.marked()
    for which, state in (("goods_pass", ""), ("slip", "out")):
        target = tmp_path / f"{which}.pdf"
        view = do(visits.open_visit, id_)
        visit_print.write_paper(page, page.desk, which, view, page._say_printed, target)
        wait_idle()
        wait_idle()
        assert target.read_bytes().startswith(b"%PDF")
        assert do(visits.open_visit, id_).row.slip == state
    assert "slip_back" in page.list.possible()
    page.start("slip_back")
    wait_idle()
    assert do(visits.open_visit, id_).row.slip == "back"
    assert "slip_back" not in page.list.possible()


def test_papers_are_for_one_visit_at_a_time(page: FrontDeskPage) -> None:
    page.list.table.mark([page.list.table.records.row_id(row) for row in range(2)])
    assert len(page.list.marked()) == 2
    assert not {"slip", "goods_pass"} & page.list.possible()
