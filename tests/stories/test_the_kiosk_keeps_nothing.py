# SPDX-License-Identifier: Apache-2.0
"""A kiosk whose memory and disk are taken away after the last visitor gives nobody away."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.vault import envelopes
from hr_desk.vault.envelopes import EnvelopeProblem
from hr_desk.vault.keys import sealing_public
from hr_desk.vault.profiles import Limits
from tests.support import kiosk
from tests.support.kiosk_people import secrets, visitor
from tests.support.memory import Wanted, contents, found_in_files, found_in_memory

ROOT = Path(__file__).resolve().parents[2]
SEED = 20260302
VISITORS = 12
SOAK = 1_000
SECONDS_TO_START = 60.0
SECONDS_PER_VISIT = 10.0
"""How long a start and a visit may take before the test gives up; a slow machine needs two each."""

PAUSE = "KIOSK_ROBOT_PAUSE"
"""What makes a robot stand still (tests.support.kiosk_robot)."""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="reads the memory of processes under /proc"
)


@dataclass
class Running:
    """A supervisor at work, the folders it was given, and how many visitors come."""

    process: "subprocess.Popen[bytes]"
    place: Path
    count: int

    @property
    def robots(self) -> Path:
        """Where the robots leave their marks."""
        return self.place / "robots"

    @property
    def inbox(self) -> Path:
        """The desk's inbox."""
        return self.place / "inbox"

    def marks(self, kind: str) -> set[int]:
        """Return the numbers behind the marks of one kind."""
        return {int(path.name.rpartition("-")[2]) for path in self.robots.glob(f"{kind}-*")}

    def children(self) -> set[int]:
        """Return the visit processes there are now."""
        number = self.process.pid
        listed = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
        return {int(child) for child in listed.split()}

    def settled(self) -> bool:
        """Whether everybody has been here and the next two processes wait, one of them shown."""
        children = self.children()
        return (
            len(self.marks("done")) == self.count
            and len(children) == 2
            and children <= self.marks("loaded")
            and len(children & self.marks("shown")) == 1
        )

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so; fails when the kiosk has ended or hangs."""
        deadline = time.monotonic() + SECONDS_TO_START + self.count * SECONDS_PER_VISIT
        while not until():
            assert self.process.poll() is None, "the kiosk has ended"
            assert time.monotonic() < deadline, self.marks("done")
            time.sleep(0.02)


Starter = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Return a function that starts a kiosk whose folders are all below ``place``."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(count: int, *planted: int) -> Running:
        place = tmp_path / "kiosk-machine"
        folders = {
            "HOME": "home", "TMPDIR": "tmp", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache",
            "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "runtime", "XDG_STATE_HOME": "state",
        }  # fmt: skip
        for name in (*folders.values(), "inbox", "own", "robots"):
            (place / name).mkdir(parents=True, mode=0o700)
        today = day_of(SystemClock().now())
        limits = Limits(waiting=count + 9, kept=count + 9, idle_seconds=600, countdown_seconds=60)
        made = kiosk.profile(made_on=today, expires_on=today + timedelta(days=90), limits=limits)
        (place / "own" / "kiosk.profile").write_bytes(made.to_bytes())
        arguments = [
            place / "own" / "kiosk.profile", made.desk_id, place / "inbox", place / "own" / "kept",
            place / "robots", SEED, count, *planted,
        ]  # fmt: skip
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        environment |= {name: str(place / folder) for name, folder in folders.items()}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.kiosk_driver", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
        )
        started.append(process)
        return Running(process, place, count)

    yield begin
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def check(running: Running) -> None:
    """Look through memory and files for everybody who was there."""
    wanted = Wanted(secrets(SEED, running.count))
    in_memory: dict[int, set[bytes]] = {}
    for number in (running.process.pid, *running.children()):
        with suppress(FileNotFoundError, ProcessLookupError):  # a child may have ended by now
            in_memory[number] = found_in_memory(number, wanted)
    assert running.process.pid in in_memory
    files = contents(running.place)
    assert {number: found for number, found in in_memory.items() if found} == {}
    assert found_in_files(files, wanted) == set()


def everybody_is_in_the_inbox(running: Running) -> None:
    """The desk's key opens one envelope of each visitor: the kiosk did see all of them."""
    opened = [kiosk.opened(path.read_bytes()) for path in running.inbox.glob("*.envelope")]
    came = sorted(
        (
            message["fields"]["full_name"],
            str(message["fields"]["companions_count"]),
            message["fields"]["carried_items"],
        )
        for message in opened
    )
    people = [visitor(SEED, number) for number in range(1, running.count + 1)]
    told = ("full_name", "companions_count", "carried_items")
    assert came == sorted(tuple(one[key] for key in told) for one in people)


def nothing_there_opens_anything(running: Running) -> None:
    """No run of 32 bytes that is written down as a key opens any copy."""
    files = contents(running.place)
    everything = b"\n".join(files.values())
    keys = {bytes.fromhex(found.decode()) for found in re.findall(rb"[0-9a-f]{64}", everything)}
    assert sealing_public(kiosk.INTAKE) in keys
    sealed = [path for path in files if path.suffix == ".envelope"]
    assert len(sealed) == 2 * running.count
    for path in sealed:
        data = path.read_bytes()
        context = envelopes.read_header(data).context
        for key in keys:
            with pytest.raises(EnvelopeProblem):
                envelopes.open_envelope(data, secret=key, context=context, signer=None)


def tell(running: Running, began: float) -> None:
    seconds = time.monotonic() - began
    each = 1_000 * seconds / running.count
    print(f"\n{running.count} sign-ins in {seconds:.1f} s, {each:.0f} ms each")  # noqa: T201


@pytest.mark.slow
def test_twelve_visitors_leave_nothing_behind(start: Starter) -> None:
    running, began = start(VISITORS), time.monotonic()
    running.wait(running.settled)
    tell(running, began)
    check(running)
    everybody_is_in_the_inbox(running)
    nothing_there_opens_anything(running)


@pytest.mark.soak
@pytest.mark.timeout(7_200)
def test_a_thousand_visitors_leave_nothing_behind(start: Starter) -> None:
    running, began = start(SOAK), time.monotonic()
    running.wait(running.settled)
    tell(running, began)
    check(running)
    everybody_is_in_the_inbox(running)
    nothing_there_opens_anything(running)


def test_a_name_that_stays_in_memory_is_found(start: Starter) -> None:
    running = start(1, 1)
    running.wait(running.settled)
    with pytest.raises(AssertionError):
        check(running)
    wanted = Wanted(secrets(SEED, 1))
    name = visitor(SEED, 1)["full_name"].encode()
    assert found_in_memory(running.process.pid, wanted) == {name}


def test_a_visit_under_way_is_found(start: Starter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search sees what Qt and Python hold while somebody types."""
    monkeypatch.setenv(PAUSE, "1")
    running = start(1)
    running.wait(lambda: bool(running.marks("paused")))
    [visitors] = running.marks("paused")
    found = found_in_memory(visitors, Wanted(secrets(SEED, 1)))
    name = visitor(SEED, 1)["full_name"]
    assert {name.encode("utf-16-le"), visitor(SEED, 1)["mobile"].encode()} <= found
    assert found_in_files(contents(running.place), Wanted(secrets(SEED, 1))) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_phone_number_that_stays_in_a_file_is_found(tmp_path: Path, encoding: str) -> None:
    wanted = Wanted(secrets(SEED, 3))
    number = visitor(SEED, 3)["mobile"].encode(encoding)
    (tmp_path / "cache").write_bytes(b"xyz" + number + b"xyz")
    assert found_in_files(contents(tmp_path), wanted) == {number}
