# SPDX-License-Identifier: Apache-2.0
"""Leaving at the front desk: by a scan, wherever the keyboard is, by a typed code; and badges."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hr_desk.domain import invitation_code
from hr_desk.operations import badges, disclosure, guest_codes, visits
from hr_desk.operations.badges import BadgeVoid, NobodyLeaves
from hr_desk.operations.changes import Changes
from hr_desk.operations.expecting_problems import InvitationUnknown
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.pages.leaving_line import said_left
from ui.session import Surroundings
from ui.tasks import Tasks
from ui.workspace import Workspace

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(prepare)


def prepare(session: Session) -> None:
    texts = {"full_name": "王芳", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓", "plate_number": "鲁B12345"}  # fmt: skip
    visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])


@pytest.fixture
def ask(at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> Ask:
    """Return a function that runs something on the desk and gives what it returned."""

    def run(call: Callable[..., Any], *args: Any) -> Any:
        found: list[Any] = []
        tasks.query(call, at_gate.desk.session, *args, done=found.append)
        wait_idle()
        return found[0]

    return run


@pytest.fixture
def page(at_gate: Surroundings, show: Show, languages: Languages) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    return made


def state(ask: Ask) -> str:
    return str(ask(visits.list_visits, VisitQuery())[0].state)


def test_a_typed_plate_lets_its_driver_leave(
    page: FrontDeskPage, ask: Ask, wait_idle: Wait
) -> None:
    page.badges.text.setText("鲁b12345")
    QTest.keyClick(page.badges.text, Qt.Key.Key_Return)
    wait_idle()
    assert state(ask) == "left"
    assert "王芳" in page.banner.text() and page.badges.text.text() == ""


def test_who_left_is_said_until_the_next_visit_or_until_the_page_is_left(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait
) -> None:
    for ends in (page.hide, lambda: at_gate.desk.run(prepare_another, owner=page)):
        page.banner.show_text("good", said_left("王芳"))
        page.show()
        assert "王芳" in page.banner.text()
        ends()
        wait_idle()
        assert page.banner.text() == ""
    page.banner.show_error(BadgeVoid())
    at_gate.desk.run(prepare_another, owner=page)
    wait_idle()
    assert page.banner.text() == BadgeVoid().text(), "what asks for something stays"


def prepare_another(session: Session) -> Changes:
    texts = {"full_name": "李雷", "age_band": "adult", "visit_purpose": "interview",
             "host_employee": "陈晓"}  # fmt: skip
    return visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])


def test_what_fits_nobody_stays_and_is_said(page: FrontDeskPage, ask: Ask, wait_idle: Wait) -> None:
    page.badges.text.setText("000000")
    page.badges.button.click()
    wait_idle()
    assert page.banner.text() == NobodyLeaves().text()
    assert (page.badges.text.text(), state(ask)) == ("000000", "on_site")


def test_badges_are_printed_registered_and_void_when_lost(
    page: FrontDeskPage, ask: Ask, wait_idle: Wait
) -> None:
    pytest.importorskip("segno")
    sent: list[bytes] = []
    page.badges.printer = sent.append
    page.list.table.mark([page.list.table.records.row_id(0)])
    page.handlers()["front_desk.badge"]()
    wait_idle()
    wait_idle()
    assert len(sent) == 1 and sent[0].startswith(b"%PDF")
    (line,) = ask(disclosure.registered)
    assert (line.purpose, line.people, line.completed) == ("visit.access", 1, True)
    (one,) = ask(visits.list_visits, VisitQuery())
    (face,) = ask(badges.faces, [one.visit_id])
    page.list.table.mark([page.list.table.records.row_id(0)])
    page.handlers()["front_desk.lost_badge"]()
    wait_idle()
    wait_idle()
    assert len(sent) == 2 and ask(badges.faces, [one.visit_id])[0].code != face.code
    page.badges.text.setText(face.code)
    page.badges.button.click()
    wait_idle()
    assert page.banner.text() == BadgeVoid().text()


def test_a_scan_lets_somebody_leave_from_any_page(
    at_gate: Surroundings, show: Show, ask: Ask, wait_idle: Wait
) -> None:
    (one,) = ask(visits.list_visits, VisitQuery())
    (code,) = ask(badges.make, [one.visit_id]).created
    workspace: Workspace = show(Workspace(at_gate))
    workspace.show_page("help")
    wait_idle()
    workspace.take_scan(code)
    wait_idle()
    assert state(ask) == "left"
    assert "王芳" in workspace.page("help").banner.text()
    at_gate.desk.run(prepare_another, owner=workspace)
    wait_idle()
    assert workspace.page("help").banner.text() == "", "another visitor is news of its own"
    workspace.inbox_watch.stop()
    workspace.sweeper.stop()
    workspace.exchanger.leave()
    workspace.roll_call_keeper.leave()


def test_a_scanned_invitation_opens_its_visit_from_any_page(
    at_gate: Surroundings, show: Show, ask: Ask, wait_idle: Wait, qtbot: QtBot
) -> None:
    planned = at_gate.desk.session.now()
    given = typed(at_gate.desk.catalogue, full_name="梅常客")
    new = NewVisit(values={**given, "visit_planned": planned}, notice="owed")
    (id_,) = ask(visits.expect, [new]).created
    (code,) = ask(guest_codes.hand_out, [id_]).created
    workspace: Workspace = show(Workspace(at_gate))
    workspace.show_page("help")
    wait_idle()
    workspace.take_scan(invitation_code.for_scanner(invitation_code.new()))
    wait_idle()
    assert workspace.page("help").banner.text() == InvitationUnknown().text()
    workspace.take_scan(invitation_code.for_scanner(code))
    qtbot.waitUntil(lambda: workspace.front == "visit", timeout=10_000)
    page: Any = workspace.page("visit")
    qtbot.waitUntil(lambda: page.view is not None, timeout=10_000)
    assert page.view.visit_id == id_
    workspace.inbox_watch.stop()
    workspace.sweeper.stop()
    workspace.exchanger.leave()
    workspace.roll_call_keeper.leave()
