# SPDX-License-Identifier: Apache-2.0
"""What arrives is taken in by itself, soon, once, and without fuss."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.operations import delivery, directory, intake, visits
from hr_desk.operations.changes import Changes
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from hr_desk.store.problems import FolderReadOnly
from tests.support import gatehouse
from ui.inbox_watch import InboxWatch
from ui.session import OpenDesk
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
Make = Callable[..., InboxWatch]


@pytest.fixture
def desk(open_as: Show, folder: Path, tasks: Tasks, wait_idle: Wait) -> OpenDesk:
    found: OpenDesk = open_as(folder, "desk").desk
    (folder / "inbox").mkdir(exist_ok=True)
    tasks.run(gatehouse.hold_key, found.session)
    wait_idle()
    return found


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many envelopes each pass took in."""
    counted: list[int] = []

    def take_in(session: Session) -> intake.Intake:
        taken: intake.Intake = real(session)
        counted.append(taken.taken)
        return taken

    real = intake.take_in
    monkeypatch.setattr(intake, "take_in", take_in)
    return counted


@pytest.fixture
def watch(desk: OpenDesk, qtbot: QtBot, passes: list[int]) -> InboxWatch:
    """A watch that has looked once and hears of the folder alone, not of the clock."""
    made = InboxWatch(desk, first_ms=1, settle_ms=1, look_ms=3_600_000)
    made.start()
    qtbot.waitUntil(lambda: passes == [0], timeout=10_000)
    return made


def sign_in(desk: OpenDesk, number: int, wait_idle: Wait) -> Path:
    found: list[Path] = []
    desk.query(gatehouse.sign_in, number, full_name="张伟", owner=desk, done=found.append)
    wait_idle()
    return found[0]


def waiting(desk: OpenDesk, wait_idle: Wait) -> int:
    found: list[Any] = []
    query = VisitQuery(states=("announced",))
    desk.query(visits.list_visits, query, owner=desk, done=found.append)
    wait_idle()
    return len(found[0])


def test_an_envelope_is_taken_in_as_it_arrives_and_the_pages_hear_of_it(
    watch: InboxWatch, desk: OpenDesk, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    path = sign_in(desk, 1, wait_idle)
    qtbot.waitUntil(lambda: sum(passes) == 1, timeout=10_000)
    wait_idle()
    assert waiting(desk, wait_idle) == 1
    assert not path.exists()
    assert any(one.touches("visit") for one in heard)


def test_several_that_come_at_once_are_taken_in_once_each(
    watch: InboxWatch, desk: OpenDesk, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    for number in range(1, 6):
        sign_in(desk, number, wait_idle)
    qtbot.waitUntil(lambda: sum(passes) == 5, timeout=10_000)
    wait_idle()
    assert waiting(desk, wait_idle) == 5


def test_what_waits_for_another_role_is_not_tried_again(
    watch: InboxWatch, desk: OpenDesk, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    desk.query(gatehouse.foreign, owner=desk, done=lambda _path: None)
    qtbot.waitUntil(lambda: len(passes) >= 2, timeout=10_000)
    wait_idle()
    before = len(passes)
    for _ in range(3):
        watch.look()
        wait_idle()
    assert len(passes) == before


def test_nothing_is_said_when_nothing_came(
    watch: InboxWatch, desk: OpenDesk, wait_idle: Wait, passes: list[int]
) -> None:
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    watch._owes = True
    watch.look()
    wait_idle()
    assert passes == [0, 0]
    assert not any(one.records for one in heard)


def test_a_change_made_here_is_delivered_and_its_own_is_not_followed_by_another_pass(
    watch: InboxWatch, desk: OpenDesk, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    desk.run(directory.add, (("陈晓", "", ""),), owner=desk)
    qtbot.waitUntil(lambda: len(passes) == 2, timeout=10_000)
    wait_idle()
    assert not watch._soon.isActive()
    assert not watch._owes


def test_one_pass_runs_at_a_time(
    watch: InboxWatch, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    watch._owes = True
    for _ in range(5):
        watch.look()
    wait_idle()
    qtbot.waitUntil(lambda: not watch._soon.isActive(), timeout=10_000)
    wait_idle()
    assert len(passes) == 2


def test_why_nothing_could_be_taken_in_is_said_once_and_it_is_tried_again(
    watch: InboxWatch, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    watch.refused.connect(told.append)

    def refuse(_session: Session) -> None:
        raise FolderReadOnly(folder="inbox")

    monkeypatch.setattr(delivery, "deliver", refuse)
    for _ in range(2):
        watch._owes = True
        watch.look()
        wait_idle()
    assert len(told) == 1
    assert watch._owes


def test_a_folder_that_comes_later_is_watched_from_then_on(
    desk: OpenDesk, folder: Path, qtbot: QtBot, wait_idle: Wait, passes: list[int]
) -> None:
    (folder / "inbox").rmdir()
    watch = InboxWatch(desk, first_ms=1, settle_ms=1, look_ms=20)
    watch.start()
    wait_idle()
    sign_in(desk, 1, wait_idle)
    qtbot.waitUntil(lambda: sum(passes) == 1, timeout=10_000)
    watch.stop()
    assert not watch.is_running()


def test_the_visits_of_a_day_that_is_over_are_closed(
    desk: OpenDesk, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch, tasks: Tasks
) -> None:
    closed: list[Session] = []
    monkeypatch.setattr(visits, "days_waiting", lambda _session: True)

    def close_day(session: Session) -> Changes:
        closed.append(session)
        return Changes("visit.close_day", frozenset({("visit", "1")}))

    monkeypatch.setattr(visits, "close_day", close_day)
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    watch = InboxWatch(desk)
    watch._owes = True
    watch.look()
    wait_idle()
    assert len(closed) == 1
    assert [one.records for one in heard] == [frozenset({("visit", "1")})]
