# SPDX-License-Identifier: Apache-2.0
"""Exchanging by itself: a process of its own, through the folder that this machine remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui import exchanger
from ui.exchanger import Exchanger
from ui.session import Surroundings

Open = Callable[..., Surroundings]


@pytest.fixture
def made(around: Surroundings) -> Iterator[Exchanger]:
    """An exchanger of the filled desk."""
    one = Exchanger(around.desk, around.preferences, first_ms=10, every_ms=60_000)
    yield one
    one.leave()
    one.deleteLater()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def test_without_a_folder_nothing_happens(qtbot: QtBot, made: Exchanger) -> None:
    with qtbot.assertNotEmitted(made.running_changed):
        made.exchange()
        made.start()
        qtbot.wait(40)
    assert not made.is_running() and made.folder() is None


def test_it_exchanges_by_itself_and_tells_what_it_did(
    qtbot: QtBot, around: Surroundings, made: Exchanger, shared: Path
) -> None:
    desk_id = around.desk.session.desk_id
    around.preferences.keep_exchange_folder(desk_id, shared)
    with qtbot.waitSignal(made.exchanged, timeout=20_000) as told:
        made.start()
    assert told.args is not None and told.args[0]["given"] == 1
    assert (shared / "introductions" / f"{desk_id}.json").exists()
    assert not made.is_running()


def test_a_folder_that_is_away_is_told_in_one_sentence(
    qtbot: QtBot, around: Surroundings, made: Exchanger, tmp_path: Path
) -> None:
    around.preferences.keep_exchange_folder(around.desk.session.desk_id, tmp_path / "stick")
    with qtbot.waitSignal(made.refused, timeout=20_000) as told:
        made.exchange()
    assert told.args is not None
    assert "stick" in told.args[0] and "\n" not in told.args[0]
    assert not made.is_running()


def test_one_exchange_at_a_time(
    qtbot: QtBot, around: Surroundings, made: Exchanger, shared: Path
) -> None:
    around.preferences.keep_exchange_folder(around.desk.session.desk_id, shared)
    began: list[bool] = []
    made.running_changed.connect(began.append)
    with qtbot.waitSignal(made.exchanged, timeout=20_000):
        made.exchange()
        made.exchange()
    assert began == [True, False]


@pytest.mark.parametrize(
    "words", [["/nowhere/at/all"], ["/bin/sh", "-c", "echo no"], ["/bin/sh", "-c", "exit 3"]]
)
def test_a_process_that_fails_is_told(
    qtbot: QtBot, around: Surroundings, made: Exchanger, shared: Path,
    monkeypatch: pytest.MonkeyPatch, words: list[str],
) -> None:  # fmt: skip
    around.preferences.keep_exchange_folder(around.desk.session.desk_id, shared)
    monkeypatch.setattr(exchanger, "command", lambda *_: words)
    with qtbot.waitSignal(made.refused, timeout=20_000) as told:
        made.exchange()
    assert told.args is not None and told.args[0]
    assert not made.is_running()


def test_leaving_ends_what_is_under_way(
    around: Surroundings, made: Exchanger, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around.preferences.keep_exchange_folder(around.desk.session.desk_id, shared)
    monkeypatch.setattr(exchanger, "command", lambda *_: ["/bin/sleep", "60"])
    told: list[Any] = []
    made.refused.connect(told.append)
    made.exchange()
    assert made.is_running()
    made.leave()
    assert not made.is_running() and told == []


def test_the_folder_is_remembered_for_each_desk(around: Surroundings, tmp_path: Path) -> None:
    kept = around.preferences
    kept.keep_exchange_folder("a" * 64, tmp_path / "one")
    kept.keep_exchange_folder("b" * 64, tmp_path / "two")
    assert kept.exchange_folder("a" * 64) == tmp_path / "one"
    assert kept.exchange_folder("b" * 64) == tmp_path / "two"
    assert kept.exchange_folder("c" * 64) is None


def test_an_exchange_that_hangs_is_ended_and_told(
    qtbot: QtBot, around: Surroundings, made: Exchanger, shared: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    around.preferences.keep_exchange_folder(around.desk.session.desk_id, shared)
    monkeypatch.setattr(exchanger, "command", lambda *_: ["/bin/sleep", "60"])
    made._errand.patience.setInterval(200)
    with qtbot.waitSignal(made.refused, timeout=20_000) as told:
        made.exchange()
    assert told.args is not None and told.args[0]
    assert not made.is_running()
