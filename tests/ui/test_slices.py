# SPDX-License-Identifier: Apache-2.0
"""Work in slices: all of it is done, in order, between the events, and at once when asked."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from ui.slices import SLICE_SECONDS, Slices, any_running


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def counting(told: list[object], name: str, steps: int, wait: float = 0.0) -> Iterator[None]:
    for number in range(steps):
        time.sleep(wait)
        told.append(f"{name}{number}")
        yield


def test_the_window_is_answered_between_slices(qtbot: QtBot, owner: QObject) -> None:
    told: list[object] = []
    slices = Slices(owner)
    slices.add(counting(told, "a", 3, 2 * SLICE_SECONDS), lambda: told.append("done"))
    beat = QTimer(owner)
    beat.timeout.connect(lambda: told.append("answered"))
    beat.start(0)
    assert told == []
    assert slices.is_running()
    assert any_running()
    qtbot.waitUntil(lambda: not slices.is_running())
    beat.stop()
    assert [one for one in told if one != "answered"] == ["a0", "a1", "a2", "done"]
    between = told[told.index("a0") : told.index("a2")]
    assert between.count("answered") >= 2
    assert not any_running()


def test_who_cannot_wait_gets_all_of_it(qtbot: QtBot, owner: QObject) -> None:
    told: list[object] = []
    slices = Slices(owner)
    slices.add(counting(told, "a", 2))
    slices.add(counting(told, "b", 1), lambda: told.append("done"))
    slices.finish()
    assert told == ["a0", "a1", "b0", "done"]
    assert not slices.is_running()


def test_what_is_dropped_goes_no_further(qtbot: QtBot, owner: QObject) -> None:
    told: list[object] = []
    slices = Slices(owner)
    slices.add(counting(told, "a", 2), lambda: told.append("done"))
    slices.drop()
    slices.finish()
    qtbot.wait(20)
    assert told == []


def test_work_that_fails_stands_in_nobodys_way(qtbot: QtBot, owner: QObject) -> None:
    told: list[object] = []

    def failing() -> Iterator[None]:
        yield
        raise ValueError("made up")

    slices = Slices(owner)
    slices.add(failing(), lambda: told.append("never"))
    slices.add(counting(told, "b", 1))
    with capture_exceptions() as raised:
        qtbot.waitUntil(lambda: not slices.is_running())
    assert [type(error) for _, error, _ in raised] == [ValueError]
    assert told == ["b0"]


def test_asking_for_the_whole_from_within_changes_nothing(qtbot: QtBot, owner: QObject) -> None:
    told: list[object] = []
    slices = Slices(owner)

    def asking() -> Iterator[None]:
        slices.finish()
        told.append("a")
        yield
        told.append("b")

    slices.add(asking())
    slices.finish()
    assert told == ["a", "b"]
