# SPDX-License-Identifier: Apache-2.0
"""What is due goes by itself: on opening, when a day begins, and only on a day to be trusted."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import desks, retention
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.actions import table, visible_pages
from ui.language import Languages
from ui.pages.registry import PAGES
from ui.preferences import Preferences
from ui.session import OpenDesk, Surroundings
from ui.sweeper import Sweeper, Swept
from ui.tasks import Tasks
from ui.workspace import Workspace

Show = Callable[..., Any]
Wait = Callable[[], None]
Later = Callable[..., tuple[OpenDesk, FixedClock]]


@pytest.fixture
def later(qtbot: QtBot, tasks: Tasks, filled_desk: Path, tmp_path: Path, profile: Path) -> Later:
    """Return a function that opens the filled desk some days later, its date confirmed or not."""
    folder = Path(shutil.copytree(filled_desk, tmp_path / "desk"))

    def open_(
        days: int, *, user: str = "admin", confirmed: bool = True
    ) -> tuple[OpenDesk, FixedClock]:
        clock = FixedClock(datetime.now(UTC) + timedelta(days=days))
        found: list[Session] = []

        def opened() -> Session:
            session = desks.open_desk(folder, user=user, passphrase=PASSPHRASE, clock=clock)
            if confirmed and session.may("retention.confirm_time"):
                retention.confirm_time(session)
            return session

        tasks.query(opened, done=found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=10_000)
        return OpenDesk(found[0], tasks), clock

    return open_


def heard(sweeper: Sweeper) -> list[Swept]:
    told: list[Swept] = []
    sweeper.told.connect(told.append)
    return told


def left(desk: OpenDesk, wait_idle: Wait) -> int:
    """Return how many people are still due."""
    found: list[Any] = []
    desk.query(retention.preview, owner=desk, done=found.append)
    wait_idle()
    return len(found[0])


def test_what_is_due_goes_soon_after_the_desk_was_opened(
    later: Later, qtbot: QtBot, wait_idle: Wait
) -> None:
    desk, _clock = later(181)
    sweeper = Sweeper(desk, first_ms=1, every_ms=60_000)
    told = heard(sweeper)
    sweeper.start()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told[0].records == 1
    assert told[0].certificates == (1,)
    assert "1" in told[0].text()
    assert left(desk, wait_idle) == 0


def test_a_new_day_is_noticed_and_nothing_happens_twice_on_one(
    later: Later, wait_idle: Wait
) -> None:
    desk, clock = later(179)
    sweeper = Sweeper(desk, first_ms=60_000, every_ms=60_000)
    told = heard(sweeper)
    sweeper.start()
    sweeper.sweep()
    wait_idle()
    assert told == []
    clock.advance(days=1)
    sweeper.look()
    wait_idle()
    assert [one.records for one in told] == [1]
    sweeper.look()
    assert left(desk, wait_idle) == 0
    assert len(told) == 1


def test_a_clock_far_ahead_deletes_nothing_until_somebody_says_it_is_right(
    later: Later, wait_idle: Wait
) -> None:
    desk, _clock = later(181, confirmed=False)
    sweeper = Sweeper(desk, first_ms=60_000, every_ms=60_000)
    told = heard(sweeper)
    sweeper.start()
    sweeper.sweep()
    wait_idle()
    assert told == []
    desk.run(retention.confirm_time, owner=sweeper)
    wait_idle()
    wait_idle()
    assert [one.records for one in told] == [1]


def test_the_front_desk_sweeps_its_own_file_alone(later: Later, wait_idle: Wait) -> None:
    desk, _clock = later(181, user="desk")
    sweeper = Sweeper(desk, first_ms=60_000, every_ms=60_000)
    told = heard(sweeper)
    sweeper.start()
    sweeper.sweep()
    wait_idle()
    assert sweeper.is_running()
    assert told == []
    assert desk.session.held == ("visits",)


def test_a_proof_waits_while_somebody_else_has_the_desk_open(
    later: Later, tasks: Tasks, wait_idle: Wait
) -> None:
    desk, clock = later(181)
    others: list[Session] = []
    tasks.query(
        desks.open_desk,
        desk.session.folder,
        user="admin",
        passphrase=PASSPHRASE,
        clock=clock,
        done=others.append,
    )
    wait_idle()
    sweeper = Sweeper(desk, first_ms=60_000, every_ms=60_000)
    told = heard(sweeper)
    sweeper.sweep()
    wait_idle()
    assert told[0].records == 1
    assert told[0].waiting == (1,)
    tasks.query(others[0].close)
    sweeper.look()
    wait_idle()
    assert told[1].certificates == (1,)
    assert told[1].records == 0


def test_a_certificate_that_waited_is_told_when_it_comes() -> None:
    waits = Swept(None, 4, (), (7,))
    assert "4" in waits.text()
    assert "7" not in waits.text()
    assert "7" in Swept(None, 0, (7,), ()).text()
    assert Swept().text() == ""


def test_today_asks_for_the_date_and_then_says_what_went(
    later: Later, show: Show, wait_idle: Wait, preferences: Preferences, languages: Languages
) -> None:
    desk, _clock = later(181, confirmed=False)
    actions = table(visible_pages(PAGES, desk.means()))
    workspace = show(Workspace(Surroundings(desk, preferences, languages, actions)))
    page = workspace.page("today")
    assert str(desk.session.today()) in page.banner.text()
    page._confirm_date()
    for _ in range(3):
        wait_idle()
    assert "1" in page.banner.text()
    assert left(desk, wait_idle) == 0
    languages.use("en")
    QApplication.processEvents()
    assert page.banner.text().startswith("Deleted because it was due: 1.")
