# SPDX-License-Identifier: Apache-2.0
"""The queue of the front desk: it moves by itself, one key lets in, another turns away."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hr_desk.operations import intake, visit_notes, visits
from hr_desk.operations.visits import VisitQuery
from tests.support import gatehouse
from tests.ui.pages.front_desk.conftest import Do, Wait, column, key, listed, queue, state_of
from ui.inbox_watch import InboxWatch
from ui.pages.front_desk import FrontDeskPage
from ui.pages.visit_rows import NOTE
from ui.session import Surroundings
from ui.tasks import Tasks


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


def test_a_group_without_its_heads_is_asked_before_it_is_let_in(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    do(gatehouse.sign_in, 900, beside={"kind": "group", "confirmed": {}}, full_name="邱领队",
       visit_purpose="training")  # fmt: skip
    assert do(intake.take_in).taken == 1
    wait_idle()
    needed = page.arrivals.strip.needed
    assert needed.isVisible()
    page.arrivals.confirm()
    wait_idle()
    assert needed.entries["companions_count"].error()
    assert state_of(do, "邱领队") == "announced"
    needed.editors["companions_count"].set_text("18")
    page.arrivals.confirm()
    wait_idle()
    wait_idle()
    assert state_of(do, "邱领队") == "on_site"
    found = do(visits.list_visits, VisitQuery(text="邱领队"))
    assert found[0].cells["companions_count"].text == "18" and not needed.isVisible()
