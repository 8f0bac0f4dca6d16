# SPDX-License-Identifier: Apache-2.0
"""After some wrong tries in a row nothing may be tried for a while."""

from pytestqt.qtbot import QtBot

from ui.widgets.pause import PAUSE_SECONDS, TRIES, Pause


class Steady:
    """A clock that a test turns."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_the_last_try_begins_a_pause_that_ends_by_itself(qtbot: QtBot) -> None:
    steady = Steady()
    pause, ticks = Pause(steady=steady), []
    pause.ticked.connect(lambda: ticks.append(pause.seconds_left()))
    for _ in range(TRIES - 1):
        pause.wrong()
    assert not pause.is_on() and ticks == []
    pause.wrong()
    assert pause.is_on() and ticks == [PAUSE_SECONDS]
    assert str(PAUSE_SECONDS) in pause.said()
    steady.at += PAUSE_SECONDS - 1
    pause.look()
    assert pause.is_on() and pause.seconds_left() == 1
    steady.at += 1
    pause.look()
    assert not pause.is_on() and pause.seconds_left() == 0
    assert pause.said() == ""


def test_a_right_one_begins_the_count_afresh(qtbot: QtBot) -> None:
    pause = Pause(steady=Steady())
    for _ in range(3):
        for _ in range(TRIES - 1):
            pause.wrong()
        pause.right()
    assert not pause.is_on()
