# SPDX-License-Identifier: Apache-2.0
"""The bell rings when more wait than before, also while the desk is locked."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.support import gatehouse
from ui.bell import Bell, InboxBell
from ui.pages.meanwhile import Meanwhile
from ui.session import Surroundings
from ui.tasks import Tasks

Wait = Callable[[], None]
Open = Callable[..., Surroundings]


def test_it_rings_for_more_and_is_silent_at_first_and_for_fewer(qtbot: QtBot) -> None:
    rung: list[int] = []
    bell = Bell(sound=lambda: rung.append(1))
    for count, times in ((3, 0), (3, 0), (4, 1), (2, 1), (3, 2), (0, 2), (0, 2), (2, 3)):
        bell.hear(count)
        assert len(rung) == times


def test_sign_ins_that_wait_sealed_are_counted_and_ring(
    open_gate: Open, tasks: Tasks, qtbot: QtBot, wait_idle: Wait
) -> None:
    session = open_gate(gatehouse.hold_key).desk.session
    rung: list[int] = []
    counts: list[int] = []
    bell = InboxBell(tasks, sound=lambda: rung.append(1), look_ms=3_600_000)
    bell.counted.connect(counts.append)
    bell.listen(session.folder)
    wait_idle()
    for number in (1, 2):
        tasks.query(gatehouse.sign_in, session, number, full_name="张伟")
    bell.look()
    wait_idle()
    assert counts == [0, 2] and rung == [1]
    bell.stop()


def test_the_line_says_a_count_and_goes_without_one(tasks: Tasks, qtbot: QtBot) -> None:
    line = Meanwhile(tasks)
    qtbot.addWidget(line)
    assert line.isHidden()
    line.show_count(2)
    assert not line.isHidden() and "2" in line.text()
    line.show_count(0)
    assert line.isHidden() and line.text() == ""
