# SPDX-License-Identifier: Apache-2.0
"""The supervisor: a successor is always ready, nothing is a busy loop, and it holds no screen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.kiosk.problems import OlderProfile
from hr_desk.vault.profiles import DamagedProfile, ExpiredProfile, Profile
from tests.support import kiosk
from ui.kiosk import pipes
from ui.kiosk.command import Chores, InboxMissing, run
from ui.kiosk.supervisor import SLOWEST, BackOff, Supervisor

ROOT = Path(__file__).resolve().parents[3]
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


# The profile, as the supervisor sees it.


class Machine:
    """The files of one kiosk, and a day that a test turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "kiosk.profile"
        self.today = kiosk.MADE
        (folder / "inbox").mkdir()
        self.put(kiosk.profile())

    def put(self, profile: Profile) -> None:
        self.path.write_bytes(profile.to_bytes())

    def chores(self) -> Chores:
        return Chores(
            self.path,
            kiosk.ROOT.desk_id,
            self.folder / "inbox",
            self.folder / "own",
            today=self._day,
        )

    def _day(self) -> date:
        return self.today


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_good_profile_changes_nothing(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    assert chores.refused is None
    assert [chores() for _ in range(3)] == [False, False, False]
    machine.today += timedelta(days=1)
    assert not chores()


def test_a_profile_closes_the_kiosk_on_the_day_after_it_expires(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    machine.today += timedelta(days=90)
    assert not chores()
    machine.today += timedelta(days=1)
    assert chores()
    assert isinstance(chores.refused, ExpiredProfile)
    assert not chores()
    later = {"made_on": machine.today, "expires_on": machine.today + timedelta(days=90)}
    machine.put(kiosk.profile(serial=6, **later))
    assert chores()
    assert chores.refused is None


def test_a_changed_profile_closes_the_kiosk(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    good = machine.path.read_bytes()
    machine.path.write_bytes(good.replace("东门".encode(), "西门".encode()))
    assert chores()
    assert isinstance(chores.refused, DamagedProfile)
    machine.path.unlink()
    assert chores()
    machine.path.write_bytes(good)
    assert chores()
    assert chores.refused is None


def test_an_older_profile_closes_the_kiosk(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    machine.put(kiosk.profile(serial=4))
    assert chores()
    assert isinstance(chores.refused, OlderProfile)


def test_a_renewed_profile_replaces_the_children(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    machine.put(kiosk.profile(serial=9))
    assert chores()
    assert not chores()


def test_receipts_are_collected_between_visits(machine: Machine) -> None:
    chores = machine.chores()
    chores.look_at_profile()
    drop = chores._drop
    assert drop is not None
    drop.sign_out(code="123456")
    [envelope] = (machine.folder / "inbox").glob("*.envelope")
    receipt = envelope.with_suffix(".receipt")
    receipt.write_bytes(kiosk.receipt(envelope.read_bytes()))
    assert drop.waiting().count == 1
    chores()
    assert drop.waiting().count == 0


def test_without_an_inbox_nothing_starts(machine: Machine) -> None:
    (machine.folder / "inbox").rmdir()
    with pytest.raises(InboxMissing):
        run(machine.path, kiosk.ROOT.desk_id)


# The real processes.


def started(folder: Path, profile: Profile) -> "subprocess.Popen[str]":
    """Start the command of an administrator on the files of one kiosk."""
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "kiosk.profile").write_bytes(profile.to_bytes())
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "kiosk", str(folder / "kiosk.profile"), "--window",
         "--desk", kiosk.ROOT.desk_id],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder / "data")},
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def children(process: int) -> set[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return {int(child) for child in text.split()}


def wait_for(so: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


@pytest.fixture
def valid() -> Profile:
    today = day_of(SystemClock().now())
    return kiosk.profile(made_on=today, expires_on=today + timedelta(days=90))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_a_real_kiosk_stands_up_again_and_ends_when_it_is_told_to(
    tmp_path: Path, valid: Profile
) -> None:
    process = started(tmp_path, valid)
    try:
        wait_for(lambda: len(children(process.pid)) == 2)
        maps = Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
        assert "libQt6" not in maps and "sqlcipher" not in maps
        for one in (process.pid, *children(process.pid)):
            limits = Path(f"/proc/{one}/limits").read_text(encoding="ascii")
            core = next(line for line in limits.splitlines() if line.startswith("Max core"))
            assert core.split()[4:6] == ["0", "0"]
        first = children(process.pid)
        for child in first:
            os.kill(child, signal.SIGKILL)
        wait_for(lambda: len(children(process.pid) - first) == 2)
        last = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        wait_for(lambda: not any(is_alive(child) for child in last))
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_children_end_when_nobody_uses_them_and_the_supervisor_is_gone(
    tmp_path: Path, valid: Profile
) -> None:
    process = started(tmp_path, valid)
    try:
        wait_for(lambda: len(children(process.pid)) == 2)
        orphans = children(process.pid)
    finally:
        process.kill()
        process.communicate()
    wait_for(lambda: not any(is_alive(child) for child in orphans))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_a_changed_profile_is_refused_on_the_screen_and_on_the_error_stream(
    tmp_path: Path, valid: Profile
) -> None:
    process = started(tmp_path, replace(valid, name="西门"))
    try:
        wait_for(lambda: len(children(process.pid)) == 2)
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=20)
    assert DamagedProfile().text() in errors
    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").rglob("*.envelope"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["missing.profile"], 2),
        (["missing.profile", "--desk", "not a desk"], 2),
    ],
)
def test_what_was_typed_wrongly_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "kiosk", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
