# SPDX-License-Identifier: Apache-2.0
"""The command of a kiosk: its profile is looked after, and its processes stand up and end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.kiosk.problems import OlderProfile
from hr_desk.vault.profiles import DamagedProfile, ExpiredProfile, Profile
from tests.support import kiosk
from ui.kiosk.command import Chores, InboxMissing, run

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="children here are told by signals")


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
