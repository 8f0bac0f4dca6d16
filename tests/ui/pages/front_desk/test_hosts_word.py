# SPDX-License-Identifier: Apache-2.0
"""What the host says of somebody in the queue, and who comes into hand without being looked at."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hr_desk.operations import visits
from tests.ui.pages.front_desk.conftest import Do, Wait, column, key, listed, queue, state_of
from ui.pages.front_desk import FrontDeskPage


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


@pytest.mark.parametrize(
    ("pressed", "state"), [(Qt.Key.Key_Y, "let_in"), (Qt.Key.Key_N, "refused")]
)
def test_an_invited_guest_stays_one_visit_whatever_the_host_says(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do, wait_idle: Wait, pressed: Qt.Key,
    state: str,
) -> None:  # fmt: skip
    arrive("李雷")
    assert page.arrivals.strip.expected_visit() is not None
    key(page.arrivals.table, pressed)
    wait_idle()
    found = do(visits.list_visits, visits.VisitQuery(text="李雷"))
    assert [(one.state, one.origin) for one in found] == [(state, "invited")]


def test_the_question_says_which_expected_visit_ends_with_turning_away(
    page: FrontDeskPage, arrive: Callable[..., None], do: Do, wait_idle: Wait
) -> None:
    arrive("李雷")
    key(page.arrivals.table, Qt.Key.Key_Delete)
    question = page.arrivals.question
    assert "23:30" in question.sentence.text()
    question.reason.setCurrentIndex(1)
    question.yes.click()
    wait_idle()
    wait_idle()
    found = do(visits.list_visits, visits.VisitQuery(text="李雷"))
    assert [(one.state, one.origin) for one in found] == [("turned_away", "invited")]
    assert do(visits.counts) == {"on_site": 2, "turned_away": 1}


def test_the_hosts_extension_stands_beside_the_name_in_the_queue(
    page: FrontDeskPage, arrive: Callable[..., None]
) -> None:
    """The guard reads whom to call from the row itself."""
    arrive("张伟")
    (shown,) = column(page.arrivals.table, "host_employee")
    assert "陈晓" in shown and "8012" in shown
