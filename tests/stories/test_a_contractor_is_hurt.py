# SPDX-License-Identifier: Apache-2.0
"""A contractor falls off a ladder: three clicks, and the front desk knows whom to call.

At the kiosk he named his wife, because he went where there is danger. Nobody saw her number until
then. He is told of it in time, and the day after he left her number is gone, with a certificate.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import catalogue_of, take_up
from hr_desk.operations import desks, intake, profiles, promises, retention, today, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from tests.support.desk import PASSPHRASES, Desk
from tests.support.whole_window import whole_window
from ui import app
from ui.pages.front_desk import FrontDeskPage

MOST_CLICKS = 3
MOST_SECONDS = 10.0
NAME, PHONE = "欧阳示例", "139 1234 5678"
SAID = {
    "full_name": NAME, "employer": "示例机械", "host_employee": "张示例", "mobile": "19900000006",
    "emergency_contact": "司徒示例|spouse|13912345678",
}  # fmt: skip


def signs_in(desk: Desk, place: Path, said: dict[str, str]) -> Conversation:
    """Go through the kiosk as a contractor, touch by touch; returns what was talked about."""
    made = profiles.create(desk.open("admin"), name="东门")
    now = desk.clock.now().date()
    profile = take_up(made.content, desk=desk.desk_id, folder=place, today=now)
    kiosk = Drop(place, desk.folder / "inbox", profile, clock=desk.clock)
    talk = Conversation(catalogue_of(profile))
    for choice in (flow.ADULT, "contractor", flow.AGREE):
        talk.choose(choice)
    talk.answer(said)
    assert talk.problems(now) == {}
    while talk.step != flow.REVIEW:
        talk.choose(talk.flow.choices(talk.step)[0])
    given = talk.given(now)
    kiosk.sign_in(given.fields, language="zh_CN", kind=given.kind, confirmed=given.confirmed)
    return talk


def let_in(session: Session) -> None:
    """Take the envelope in, and let him in: nobody sees whom he named."""
    assert intake.take_in(session).taken == 1
    (row,) = visits.list_visits(session, VisitQuery(states=("announced",)))
    visits.confirm(session, row.visit_id)


@pytest.fixture
def built(qapp: QApplication, cheap: None, tmp_path: Path) -> Iterator[app.Built]:
    """A window that does not end the process."""
    with whole_window(qapp, tmp_path, size=(1280, 720)) as made:
        yield made
        if made.window.desk is not None:
            made.tasks.query(made.window.desk.session.close)


class Guard:
    """Somebody at the front desk with a mouse, whose clicks are counted."""

    def __init__(self, qtbot: QtBot, built: app.Built) -> None:
        self._qtbot, self._built, self.clicks = qtbot, built, 0

    def click(self, widget: QWidget, **spot: Any) -> None:
        """Click once, and wait for what comes of it."""
        assert widget.isVisible() and widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, **spot)
        self.clicks += 1
        self.wait()

    def wait(self) -> None:
        """Wait until everything asked for is answered."""
        self._qtbot.waitUntil(self._built.tasks.is_idle, timeout=20_000)


def at_the_desk(qtbot: QtBot, built: app.Built, desk: Desk) -> tuple[Guard, FrontDeskPage, Session]:
    """Unlock the window as the front desk, with the contractor on site."""
    found = list[Any]()
    built.tasks.query(
        desks.open_desk, desk.folder, user="gate", passphrase=PASSPHRASES["gate"],
        clock=desk.clock, profile=desk.profile, done=found.append,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    built.tasks.run(let_in, found[0])
    built.window.enter(found[0])
    guard = Guard(qtbot, built)
    guard.wait()
    assert built.window.workspace is not None
    built.window.workspace.show_page("front_desk", {"show": "on_site"})
    guard.wait()
    page = built.window.workspace.page("front_desk")
    assert isinstance(page, FrontDeskPage)
    return guard, page, found[0]


def everything_shown(window: QWidget) -> str:
    """Return every text that stands on the screen."""
    shown = [child for child in window.findChildren(QWidget) if child.isVisible()]
    return "\n".join(str(child.property("text") or "") for child in shown)


@pytest.mark.timeout(180)
def test_three_clicks_to_whom_to_call_and_he_is_told_afterwards(
    qtbot: QtBot, built: app.Built, desk: Desk, tmp_path: Path
) -> None:
    signs_in(desk, tmp_path / "kiosk", SAID)
    desk.close()
    guard, page, session = at_the_desk(qtbot, built, desk)
    assert PHONE not in everything_shown(built.window)

    began, table = time.perf_counter(), page.list.table
    guard.click(table.viewport(), pos=table.visualRect(table.model().index(0, 0)).center())
    guard.click(page.list.buttons["emergency"])
    assert PHONE not in everything_shown(built.window)
    guard.click(page.emergency.reasons["injured"])
    page.emergency.grab()
    seconds = time.perf_counter() - began
    print(f"{guard.clicks} clicks, {seconds:.2f} s")  # noqa: T201
    assert PHONE in everything_shown(built.window)
    assert guard.clicks <= MOST_CLICKS and seconds < MOST_SECONDS

    guard.click(page.emergency.no)
    assert PHONE not in everything_shown(built.window)
    waits = list[Any]()
    built.tasks.query(today.summary, session, done=waits.append)
    guard.wait()
    assert ("reveals", 1) in {(line.key, line.count) for line in waits[0]}
    guard.click(page.reveals.done_button)
    assert page.reveals.isHidden()
    looked = list[Any]()
    built.tasks.query(promises.look, session, "emergency_reveal", done=looked.append)
    guard.wait()
    assert looked[0].green


def test_who_names_nobody_goes_on_and_nothing_is_offered(
    qtbot: QtBot, built: app.Built, desk: Desk, tmp_path: Path
) -> None:
    talk = signs_in(desk, tmp_path / "kiosk", {**SAID, "emergency_contact": ""})
    assert "emergency_contact" not in talk.given(desk.clock.now().date()).fields
    desk.close()
    guard, page, _session = at_the_desk(qtbot, built, desk)
    table = page.list.table
    guard.click(table.viewport(), pos=table.visualRect(table.model().index(0, 0)).center())
    assert not page.list.buttons["emergency"].isVisible()


def test_the_day_after_he_left_her_number_is_gone_from_the_file(desk: Desk, tmp_path: Path) -> None:
    signs_in(desk, tmp_path / "kiosk", SAID)
    desk.close()
    gate = desk.open("gate")
    let_in(gate)
    (row,) = visits.list_visits(gate, VisitQuery(states=("on_site",)))
    visits.sign_out(gate, [row.visit_id])
    desk.clock.advance(days=1)
    assert retention.sweep(gate).proven
    (fields,) = gate.compartment("visits").read_one("SELECT fields FROM visit")
    assert NAME in fields and "司徒示例" not in fields and "13912345678" not in fields
    assert any("EMG" in line.counts and line.certificate for line in retention.certificates(gate))
