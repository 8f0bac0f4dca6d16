# SPDX-License-Identifier: Apache-2.0
"""The sealed roll call is kept fresh by itself, here and in the second place."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.operations import roll_call, visits
from hr_desk.operations.visits import NewVisit
from tests.ui.conftest import typed
from ui import roll_call_keeper
from ui.roll_call_keeper import RollCallKeeper
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
PIN = "481516"


@pytest.fixture
def at_gate(open_as: Show, folder: Path) -> Surroundings:
    around: Surroundings = open_as(folder, "desk")
    return around


@pytest.fixture
def keeper(at_gate: Surroundings) -> Iterator[RollCallKeeper]:
    one = RollCallKeeper(at_gate.desk, at_gate.preferences, first_ms=1, settle_ms=1)
    yield one
    one.leave()
    one.deleteLater()


@pytest.fixture
def with_pin(at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> None:
    tasks.run(roll_call.set_up, at_gate.desk.session, pin=PIN)
    wait_idle()


def opened(around: Surroundings, place: Path | None = None) -> roll_call.Snapshot:
    return roll_call.open_copy(PIN, place=place, profile=around.desk.session.profile)


def test_without_a_pin_it_keeps_nothing(
    keeper: RollCallKeeper, at_gate: Surroundings, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeper.kept):
        keeper.start()
    assert keeper.sealed_at is None
    assert not (at_gate.desk.session.profile / "roll-call").exists()


def test_whoever_arrives_is_in_the_copy_soon(
    keeper: RollCallKeeper, with_pin: None, at_gate: Surroundings, tasks: Tasks, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeper.kept):
        keeper.start()
    assert opened(at_gate).lines == ()
    texts = {"full_name": "王芳", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    visitor = NewVisit(values=typed(at_gate.desk.catalogue, **texts))
    with qtbot.waitSignal(keeper.kept):
        tasks.run(visits.sign_in, at_gate.desk.session, [visitor])
    assert [one.name for one in opened(at_gate).lines] == ["王芳"]


def test_the_second_place_gets_its_copy_from_a_process_of_its_own(
    keeper: RollCallKeeper, with_pin: None, at_gate: Surroundings, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    session = at_gate.desk.session
    # The process looks into the account's own folder, as the window does outside tests.
    assert session.profile.name == "hr-desk"
    monkeypatch.setenv("XDG_DATA_HOME", str(session.profile.parent))
    place = tmp_path / "stick"
    place.mkdir()
    at_gate.preferences.keep_roll_call_place(session.desk_id, place)
    keeper.keep()
    qtbot.waitUntil(lambda: keeper.copied_at is not None, timeout=20_000)
    assert opened(at_gate, place).lines == ()


def test_a_place_that_is_away_is_told_once(
    keeper: RollCallKeeper, with_pin: None, at_gate: Surroundings, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    at_gate.preferences.keep_roll_call_place(at_gate.desk.session.desk_id, tmp_path / "away")
    words = ["/bin/sh", "-c", "echo gone >&2; exit 1"]
    monkeypatch.setattr(roll_call_keeper, "command", lambda *_: words)
    told: list[str] = []
    keeper.place_refused.connect(told.append)
    kept: list[int] = []
    keeper.kept.connect(lambda: kept.append(1))
    keeper.keep()
    qtbot.waitUntil(lambda: len(kept) == 2, timeout=10_000)
    keeper.keep()
    qtbot.waitUntil(lambda: len(kept) == 4, timeout=10_000)
    assert len(told) == 1 and "gone" in told[0]
    assert keeper.copied_at is None


def test_a_key_of_an_earlier_epoch_is_replaced_by_itself(
    keeper: RollCallKeeper, with_pin: None, at_gate: Surroundings, tasks: Tasks, qtbot: QtBot,
    wait_idle: Wait,
) -> None:  # fmt: skip
    def older(session: Any) -> None:
        with session.compartment("visits").change("test") as change:
            change.execute("UPDATE fact SET value = '0' WHERE name = 'roll_call_epoch'")

    tasks.query(older, at_gate.desk.session)
    found: list[Any] = []
    tasks.query(roll_call.standing, at_gate.desk.session, done=found.append)
    wait_idle()
    assert found[0].stale
    with qtbot.waitSignal(keeper.kept):
        keeper.keep()
    tasks.query(roll_call.standing, at_gate.desk.session, done=found.append)
    wait_idle()
    assert not found[1].stale
