# SPDX-License-Identifier: Apache-2.0
"""The roll call without a desk: a PIN, a list, paper, and nothing left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations import roll_call, visits
from hr_desk.operations.roll_call import NoSnapshot, WrongPin
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.emergency import IDLE_SECONDS, EmergencyPage
from ui.session import Surroundings
from ui.tasks import Tasks
from ui.widgets.pause import PAUSE_SECONDS, TRIES

Wait = Callable[[], None]
Show = Callable[..., Any]
PIN = "481516"


class Steady:
    """A clock for the pauses of the page."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def sealed(open_as: Show, folder: Path, wait_idle: Wait, tasks: Tasks) -> Surroundings:
    """A desk with one visitor inside, a PIN, and a sealed copy in this account."""
    around: Surroundings = open_as(folder, "desk")
    tasks.run(prepare, around.desk.session)
    wait_idle()
    return around


def prepare(session: Session) -> None:
    texts = {"full_name": "王芳", "mobile": "13800000001", "age_band": "adult",
             "visit_purpose": "business", "host_employee": "陈晓",
             "visit_area": "warehouse"}  # fmt: skip
    visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])
    roll_call.set_up(session, pin=PIN)
    roll_call.take(session)


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def page(
    sealed: Surroundings, tasks: Tasks, languages: Languages, steady: Steady, qtbot: QtBot
) -> EmergencyPage:
    languages.use("en")
    made = EmergencyPage(tasks, profile=sealed.desk.session.profile, steady=steady)
    made.resize(1100, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def enter(page: EmergencyPage, wait_idle: Wait, pin: str) -> None:
    page.pin.setText(pin)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    wait_idle()


def test_the_pin_opens_the_list(page: EmergencyPage, wait_idle: Wait) -> None:
    enter(page, wait_idle, PIN)
    assert page.view.currentIndex() == 1
    (said,) = page.board.inside.sentences()
    assert "王芳" in said and "13800000001" in said.replace(" ", "")
    assert page.pin.text() == ""
    assert page._age.isHidden()


def test_wrong_pins_make_the_page_pause(
    page: EmergencyPage, wait_idle: Wait, steady: Steady
) -> None:
    for _try in range(TRIES):
        enter(page, wait_idle, "000000")
        assert page.banner.text() == WrongPin().text()
    assert str(PAUSE_SECONDS) in page._pin_entry.error()
    enter(page, wait_idle, PIN)
    assert page.view.currentIndex() == 0
    steady.at += PAUSE_SECONDS + 1
    page.look()
    assert page._pin_entry.error() == ""
    enter(page, wait_idle, PIN)
    assert page.view.currentIndex() == 1


def test_it_prints_and_the_log_knows_later(
    page: EmergencyPage, sealed: Surroundings, wait_idle: Wait, tasks: Tasks
) -> None:
    sent: list[bytes] = []
    page.printer = sent.append
    page.print_now()
    assert sent == []
    enter(page, wait_idle, PIN)
    QTest.keyClick(page, Qt.Key.Key_F11)
    wait_idle()
    assert len(sent) == 1 and sent[0].startswith(b"%PDF")
    counted: list[int] = []
    tasks.query(roll_call.log_uses, sealed.desk.session, done=counted.append)
    wait_idle()
    assert counted == [2]


def test_nothing_stays_on_the_screen_when_it_is_left(
    page: EmergencyPage, wait_idle: Wait, qtbot: QtBot
) -> None:
    enter(page, wait_idle, PIN)
    with qtbot.waitSignal(page.left):
        page.close_button.click()
    assert page.board.inside.sentences() == () and page.view.currentIndex() == 0


def test_a_list_nobody_touches_goes_away(
    page: EmergencyPage, wait_idle: Wait, steady: Steady, qtbot: QtBot
) -> None:
    enter(page, wait_idle, PIN)
    steady.at += IDLE_SECONDS - 5
    QTest.keyClick(page.board.inside, Qt.Key.Key_Down)
    steady.at += IDLE_SECONDS - 5
    page.look()
    assert page.board.inside.sentences()
    steady.at += 10
    with qtbot.waitSignal(page.left):
        page.look()
    assert page.board.inside.sentences() == ()


def test_another_machine_learns_the_key_once(
    sealed: Surroundings, tasks: Tasks, languages: Languages, wait_idle: Wait, qtbot: QtBot,
    tmp_path: Path,
) -> None:  # fmt: skip
    languages.use("en")
    found: list[Any] = []
    session, stick = sealed.desk.session, tmp_path / "stick"
    stick.mkdir()
    tasks.query(roll_call.key_code, session, done=found.append)
    wait_idle()
    roll_call.copy(session.desk_id, stick, profile=session.profile)
    page = EmergencyPage(tasks, profile=tmp_path / "elsewhere")
    qtbot.addWidget(page)
    page.show()
    page.look_in(stick)
    enter(page, wait_idle, PIN)
    assert page.banner.text() == NoSnapshot().text()
    page.code_button.click()
    page.code.setText(found[0].lower())
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    wait_idle()
    enter(page, wait_idle, PIN)
    assert page.view.currentIndex() == 1 and len(page.board.inside.sentences()) == 1


def test_the_areas_follow_the_language_shown(
    page: EmergencyPage, wait_idle: Wait, languages: Languages
) -> None:
    """The copy was sealed in Chinese, or in whatever language the desk was in."""
    enter(page, wait_idle, PIN)

    def headings() -> str:
        people = page.board.inside
        return "\n".join(people.item(place).text() for place in range(people.count()))

    assert "Warehouse" in headings() and "仓库" not in headings()
    languages.use("zh_CN")
    QApplication.processEvents()
    assert "仓库" in headings() and "Warehouse" not in headings()
