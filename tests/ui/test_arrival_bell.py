# SPDX-License-Identifier: Apache-2.0
"""The bell in the open window: it rings for who comes, until somebody answers, and no longer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.domain import visits as states
from hr_desk.operations import directory, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitRow
from tests.support import gatehouse
from ui.arrival_bell import WAITING, ArrivalBell, bell_of
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.session import Surroundings
from ui.status_line import StatusLine

Do = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, [("陈晓", "仓储部", "8012")])
    gatehouse.hold_key(session)


@pytest.fixture
def bell(at_gate: Surroundings, wait_idle: Wait) -> ArrivalBell:
    made = bell_of(at_gate.desk)
    made.sound = lambda: made.rung.append(len(made.ringing()))  # type: ignore[attr-defined]
    made.rung = []  # type: ignore[attr-defined]
    made.start()
    wait_idle()
    return made


def rung(bell: ArrivalBell) -> int:
    return len(bell.rung)  # type: ignore[attr-defined]


def arrive(do: Do, number: int, name: str) -> str:
    before = {one.visit_id for one in do(visits.list_visits, WAITING)}
    do(gatehouse.sign_in, number, minutes=9 - number, full_name=name, host_employee="陈晓")
    do(intake.take_in)
    (new,) = {one.visit_id for one in do(visits.list_visits, WAITING)} - before
    return str(new)


def names(bell: ArrivalBell) -> list[str]:
    return [one.cells["full_name"].text for one in bell.ringing()]


def test_there_is_one_bell_for_a_desk(at_gate: Surroundings) -> None:
    assert bell_of(at_gate.desk) is bell_of(at_gate.desk)


def test_who_comes_rings_until_they_are_let_in(bell: ArrivalBell, do: Do) -> None:
    first = arrive(do, 1, "张伟")
    arrive(do, 2, "韩梅")
    assert names(bell) == ["张伟", "韩梅"] and rung(bell) == 2
    do(visits.confirm, first)
    assert names(bell) == ["韩梅"] and rung(bell) == 2


def test_a_hosts_word_is_an_answer_too(bell: ArrivalBell, do: Do) -> None:
    first = arrive(do, 1, "张伟")
    do(visits.host_agrees, (first,))
    assert bell.ringing() == ()


def test_it_sounds_again_while_nobody_answers_and_never_under_the_veil(
    at_gate: Surroundings, do: Do, qtbot: QtBot, wait_idle: Wait
) -> None:
    sounds: list[str] = []
    bell = ArrivalBell(at_gate.desk, sound=lambda: sounds.append("rings"), again_ms=10)
    bell.start()
    wait_idle()
    arrive(do, 1, "张伟")
    qtbot.waitUntil(lambda: len(sounds) > 2)
    bell.audible = lambda: False
    heard = len(sounds)
    qtbot.wait(40)
    assert len(sounds) == heard
    bell.answer()
    assert bell.ringing() == () and not bell._again.isActive()


def test_who_stood_there_before_and_who_this_window_announced_ring_not(
    bell: ArrivalBell, do: Do
) -> None:
    here = arrive(do, 1, "张伟")
    (row,) = do(visits.list_visits, WAITING)
    other = ArrivalBell(bell.parent(), sound=lambda: pytest.fail("it rang"))  # type: ignore[arg-type]
    other.hear((row,))
    assert other.ringing() == ()
    other._known.add("mine")
    other.hear((row, replace(row, visit_id="mine")))
    assert other.ringing() == ()
    assert names(bell) == ["张伟"] and bell.since(here) == row.arrived


@pytest.fixture
def page(
    at_gate: Surroundings, show: Callable[..., Any], languages: Languages, bell: ArrivalBell
) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    return made


def test_the_page_says_who_rings_since_when_and_takes_them_in_hand(
    page: FrontDeskPage, do: Do, wait_idle: Wait, languages: Languages
) -> None:
    assert page.ringing.isHidden()
    arrive(do, 1, "韩梅")
    first = in_hand(page)
    arrive(do, 2, "张伟")
    arrive(do, 3, "李雷")
    said = page.ringing.text.text()
    assert said.startswith("Rings since ") and "韩梅" in said and "陈晓, ext. 8012" in said
    assert said.endswith("and 2 more")
    page.ringing.answer_button.click()
    page.call_roll()
    page.handlers()["front_desk.answer"]()
    assert in_hand(page).cells["full_name"].text == "张伟" != first.cells["full_name"].text
    assert page.arrivals.table.isVisible() and page.arrivals.table.hasFocus()
    assert page.ringing.text.text().startswith("Rings since ") and not page.ringing.isHidden()
    languages.use("zh_CN")
    page.ringing.quiet_button.click()
    assert page.ringing.isHidden()
    page.receive("answer")
    assert in_hand(page).state == states.ANNOUNCED


def in_hand(page: FrontDeskPage) -> VisitRow:
    found = page.arrivals.in_hand()
    assert found is not None
    return found


def test_every_page_says_that_it_rings_and_no_name(
    at_gate: Surroundings, bell: ArrivalBell, do: Do, qtbot: QtBot
) -> None:
    line = StatusLine(at_gate.desk)
    qtbot.addWidget(line)
    line.show()
    assert line.rings.isHidden()
    arrive(do, 1, "张伟")
    assert line.rings.isVisible() and "1" in line.rings.text() and "张伟" not in line.rings.text()
    with qtbot.waitSignal(line.answer_wanted, timeout=1_000):
        line.rings.click()
    bell.answer()
    assert line.rings.isHidden()
