# SPDX-License-Identifier: Apache-2.0
"""The supervisor: a successor is always ready, nothing is a busy loop, and it holds no screen."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ui.kiosk import pipes
from ui.kiosk.supervisor import SLOWEST, BackOff, Supervisor

pytestmark = pytest.mark.skipif(os.name == "nt", reason="children here are told by signals")

CHILD = """
import os, sys, time
log = open(sys.argv[1], "a", buffering=1)
def say(word):
    os.write(1, word.encode() + b"\\n")
def hear():
    return sys.stdin.readline().strip()
def note(what):
    log.write(f"{what} {os.getpid()} {time.monotonic()}\\n")
note("start")
"""
VISIT = """
say("ready")
word = hear()
if word == "show":
    note("shown"); say("shown"); time.sleep(0.02); say("over")
    note(hear() or "end")
note("gone")
"""
WAITS = """
say("ready")
if hear() == "show":
    note("shown"); say("shown")
    note(hear() or "end")
    say("over"); hear()
note("gone")
"""
FAILS = "sys.exit(3)"
BREAKS = """
say("ready"); hear(); note("shown"); say("shown"); say("broke ValueError at steps.py:1")
sys.exit(1)
"""
STAFF = "say('ready'); hear(); sys.exit(10)"


class Log:
    """What the children noted: word, process, time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self, word: str = "") -> list[tuple[str, int, float]]:
        """Return the notes, or those of one word."""
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        found = [line.split() for line in text.splitlines()]
        return [(one[0], int(one[1]), float(one[2])) for one in found if word in ("", one[0])]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "log")


@pytest.fixture
def supervise(log: Log) -> Iterator[Callable[..., Supervisor]]:
    """Return a function that makes a supervisor of children with this program."""
    made: list[Supervisor] = []

    def make(program: str, chores: Callable[[], bool] = lambda: False) -> Supervisor:
        command = [sys.executable, "-c", CHILD + program, str(log.path)]
        made.append(Supervisor(command, chores))
        return made[-1]

    yield make
    for one in made:
        one._end_all()


def turn_until(supervisor: Supervisor, so: Callable[[], bool], *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        supervisor.turn()
        assert time.monotonic() < deadline


def test_the_successor_is_shown_before_the_one_before_is_gone(
    supervise: Callable[..., Supervisor], log: Log
) -> None:
    supervisor = supervise(VISIT)
    turn_until(supervisor, lambda: supervisor.visits >= 4)
    shown = [(process, at) for _, process, at in log.lines("shown")]
    gone = {process: at for _, process, at in log.lines("gone")}
    for (before, _), (_, next_at) in pairwise(shown[:4]):
        assert next_at < gone[before]
    assert {word for word, _, _ in log.lines()} == {"start", "shown", "go", "gone"}
    assert supervisor.back_off.failures == 0


def test_children_that_cannot_start_are_started_ever_more_slowly(
    supervise: Callable[..., Supervisor], log: Log
) -> None:
    supervisor = supervise(FAILS)
    end = time.monotonic() + 2.5
    turns = 0
    while time.monotonic() < end:
        supervisor.turn()
        turns += 1
    assert 1 <= len(log.lines("start")) <= 3
    assert turns < 100


def test_waiting_doubles_up_to_a_minute() -> None:
    now = [0.0]
    back_off = BackOff(clock=lambda: now[0])
    waits = []
    for _ in range(12):
        back_off.failed()
        waits.append(back_off.left())
    assert waits[:4] == [0.5, 1.0, 2.0, 4.0]
    assert waits[-1] == SLOWEST
    back_off.went_well()
    back_off.failed()
    now[0] = 0.5
    assert back_off.left() == 0


def test_a_visit_that_breaks_is_followed_at_once_and_named(
    supervise: Callable[..., Supervisor], log: Log, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor = supervise(BREAKS)
    turn_until(supervisor, lambda: len(log.lines("shown")) == 2)
    first, second = (at for _, _, at in log.lines("shown"))
    assert second - first < 3
    turn_until(supervisor, lambda: supervisor.back_off.failures >= 1)
    assert "ValueError at steps.py:1" in capfd.readouterr().err


def test_the_staff_exit_ends_everything(supervise: Callable[..., Supervisor]) -> None:
    supervisor = supervise(STAFF)
    supervisor.run()
    assert supervisor.stopped
    assert (supervisor.visible, supervisor.warm, supervisor.leaving) == (None, None, [])


def test_a_new_profile_replaces_the_visible_child_only_when_the_next_is_ready(
    supervise: Callable[..., Supervisor], log: Log
) -> None:
    renewed = [False]

    def chores() -> bool:
        return renewed.pop() if renewed else False

    supervisor = supervise(WAITS, chores)
    turn_until(supervisor, lambda: bool(log.lines("shown")) and supervisor.warm is not None)
    turn_until(supervisor, lambda: supervisor.warm is not None and supervisor.warm.ready)
    old_warm = supervisor.warm
    assert old_warm is not None
    renewed.append(True)
    supervisor._next_chores = 0
    turn_until(supervisor, lambda: len(log.lines("shown")) == 2)
    (_, first, _), (_, second, _) = log.lines("shown")
    assert second not in (first, old_warm.process.pid)
    told = next(at for word, process, at in log.lines() if word == "leave" and process == first)
    begun = next(at for word, process, at in log.lines() if word == "start" and process == second)
    assert begun < told


def test_an_endless_line_is_not_kept() -> None:
    reading, writing = os.pipe()
    lines = pipes.Lines(reading)
    for _ in range(30):
        os.write(writing, b"x" * pipes.LONGEST)
        assert lines.take() == ()
    assert len(lines._rest) <= pipes.LONGEST
    os.write(writing, b"\nready\nsho")
    assert lines.take()[-1] == "ready"
    os.close(writing)
    lines.take()
    assert lines.ended
    os.close(reading)
    assert not pipes.send(writing, "word")
