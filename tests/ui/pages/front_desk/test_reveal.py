# SPDX-License-Identifier: Apache-2.0
"""A visitor is hurt: three clicks to whom to call, which hides itself; then somebody is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.operations import emergency_contacts, visits
from hr_desk.operations.visits import VisitQuery
from tests.support.contractors import CONTACT
from tests.ui.pages.front_desk.conftest import Do, Wait
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage

HURT = "欧阳示例"
PHONE = "139 1234 5678"


@pytest.fixture
def hurt(page: FrontDeskPage, arrive: Callable[..., None], do: Do) -> FrontDeskPage:
    """The page with a contractor on site, who named his mother."""
    arrive(HURT, visit_purpose="contractor", beside={"kind": "contractor"},
           emergency_contact=CONTACT)  # fmt: skip
    do(visits.confirm, do(visits.list_visits, VisitQuery(text=HURT))[0].visit_id)
    page.list.choose("on_site")
    return page


def mark(page: FrontDeskPage, wait_idle: Wait, name: str = HURT) -> None:
    """Click the row of a visitor in the list."""
    wait_idle()
    table = page.list.table
    place = [one.key for one in table.records.columns].index("full_name")
    rows = range(table.records.rowCount())
    row = next(n for n in rows if table.records.index(n, place).data() == name)
    spot = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def reveal(page: FrontDeskPage, wait_idle: Wait, reason: str = "injured") -> None:
    mark(page, wait_idle)
    click(page.list.buttons["emergency"])
    click(page.emergency.reasons[reason])
    wait_idle()


def test_a_row_the_button_a_reason_and_it_stands_there_large(
    hurt: FrontDeskPage, wait_idle: Wait
) -> None:
    reveal(hurt, wait_idle)
    panel = hurt.emergency
    assert panel.isVisible() and panel.phone.isVisible() and panel.phone.text() == PHONE
    assert panel.who.text() == "王示例 (Mother)" and HURT in panel.sentence.text()
    assert panel.phone.font().pointSizeF() > 15
    assert not panel.reasons["injured"].isVisible() and not panel.words.isVisible()
    click(panel.no)
    assert panel.isHidden() and panel.phone.text() == "" and panel.who.text() == ""


def test_it_is_offered_for_one_who_named_somebody_alone(
    hurt: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait, do: Do
) -> None:
    mark(hurt, wait_idle, "王芳")
    assert not hurt.list.buttons["emergency"].isVisible()
    assert "front_desk.emergency" not in hurt.handlers()
    mark(hurt, wait_idle)
    assert hurt.list.buttons["emergency"].isVisible()
    assert "front_desk.emergency" in hurt.handlers()
    arrive("尉迟示例", visit_purpose="contractor", beside={"kind": "contractor"},
           emergency_contact=CONTACT)  # fmt: skip
    do(visits.confirm, do(visits.list_visits, VisitQuery(text="尉迟示例"))[0].visit_id)
    hurt.list.kind.setCurrentIndex(hurt.list.kind.findData("contractor"))
    wait_idle()
    hurt.list.table.selectAll()
    marked = hurt.list.rows_marked()
    assert len(marked) == 2 and all(one.emergency for one in marked)
    assert not hurt.list.buttons["emergency"].isVisible()


def test_who_waits_outside_is_reached_too(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive(HURT, visit_purpose="contractor", beside={"kind": "contractor"},
           emergency_contact=CONTACT)  # fmt: skip
    wait_idle()
    page.arrivals.table.setFocus()
    page.handlers()["front_desk.emergency"]()
    click(page.emergency.reasons["ill"])
    wait_idle()
    assert page.emergency.phone.text() == PHONE


def test_another_danger_needs_words_and_nothing_shows_before(
    hurt: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    reveal(hurt, wait_idle, "other")
    panel = hurt.emergency
    assert panel.error.isVisible() and panel.phone.text() == "" and panel.words.hasFocus()
    assert do(emergency_contacts.tasks) == ()
    panel.words.setText("机房进水")
    click(panel.reasons["other"])
    wait_idle()
    assert panel.phone.text() == PHONE and panel.error.isHidden()
    assert [one.words for one in do(emergency_contacts.tasks)] == ["机房进水"]


def test_enter_in_the_line_reveals_nothing_and_a_second_click_nothing_more(
    hurt: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    mark(hurt, wait_idle)
    click(hurt.list.buttons["emergency"])
    panel = hurt.emergency
    assert panel.no.hasFocus()
    panel.words.setFocus()
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    wait_idle()
    assert do(emergency_contacts.tasks) == () and panel.isVisible()
    panel.reasons["ill"].click()
    panel.reasons["ill"].click()
    wait_idle()
    assert len(do(emergency_contacts.tasks)) == 1


def test_it_hides_itself_and_goes_with_the_page(hurt: FrontDeskPage, wait_idle: Wait) -> None:
    hurt.emergency._seconds = 2
    reveal(hurt, wait_idle)
    panel = hurt.emergency
    assert "2" in panel.note.text()
    panel._count_down()
    assert panel.phone.text() == PHONE
    panel._count_down()
    assert panel.isHidden() and panel.phone.text() == "" and not panel._tick.isActive()
    reveal(hurt, wait_idle)
    assert panel.phone.text() == PHONE
    hurt.hide()
    assert panel.phone.text() == "" and not panel._tick.isActive()


def test_it_follows_the_language(
    hurt: FrontDeskPage, wait_idle: Wait, languages: Languages
) -> None:
    reveal(hurt, wait_idle)
    languages.use("zh_CN")
    wait_idle()
    assert hurt.emergency.phone.text() == PHONE and "日志" in hurt.emergency.note.text()
    assert hurt.emergency.who.text() == "王示例（母亲）"
    assert "告知" in hurt.reveals.text()


def test_the_task_stands_there_until_it_is_said_who_was_told(
    hurt: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    assert hurt.reveals.isHidden()
    reveal(hurt, wait_idle)
    (task,) = do(emergency_contacts.tasks)
    assert HURT in hurt.reveals.text() and task.due.isoformat() in hurt.reveals.text()
    assert PHONE not in hurt.reveals.text()
    hurt.reveals.told.setCurrentIndex(hurt.reveals.told.findData("contact"))
    click(hurt.reveals.done_button)
    wait_idle()
    assert hurt.reveals.isHidden() and do(emergency_contacts.tasks) == ()
    (done,) = do(emergency_contacts.tasks, closed=True)
    assert (str(done.told), str(done.how)) == ("Whoever was called", "On paper")


def test_a_late_one_is_said_in_red(hurt: FrontDeskPage, wait_idle: Wait, do: Do) -> None:
    reveal(hurt, wait_idle)
    (task,) = do(emergency_contacts.tasks)
    hurt.reveals.show_tasks((replace(task, days_left=-1),))
    assert hurt.reveals.sentence.property("tone") == "danger"
    assert "should have been told" in hurt.reveals.text()
    hurt.reveals.show_tasks((task, task))
    assert hurt.reveals.sentence.property("tone") == "" and "1" in hurt.reveals.text()
