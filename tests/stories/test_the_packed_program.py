# SPDX-License-Identifier: Apache-2.0
"""The folder that ``dev.py package`` makes is the whole program, away from its source.

Run by ``python3 dev.py package``, never by the gate: packing takes minutes. The program is copied
out of the checkout, gets an empty home and no Python of ours, and has a time limit for everything.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hr_desk.demo import day
from hr_desk.domain.clock import FixedClock, SystemClock, day_of
from hr_desk.operations import desks, intake, policies, visit_reads
from hr_desk.operations.visit_reads import VisitQuery
from tests.support import kiosk
from ui.kiosk.pictures import MADE_UP, pictures
from ui.kiosk.trial import VISITOR

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "dist" / "hr-desk"
LIMIT = 1_800.0
"""Seconds for anything the program does. The made-up day takes some two minutes of computing, which
a busy machine makes many more; everything else takes seconds.
"""

STARTS = 7
LARGEST = 220
"""Megabytes of the folder, so that nothing large rides along unnoticed."""

USER, PASSPHRASE = "周敏", "correct horse battery staple"
UNWANTED = re.compile(
    r"qml|quick|virtualkeyboard|webengine|readline|tkinter|pytest|hypothesis|mypy|ruff|numpy|babel"
    r"|qt6test|qttest",
    re.IGNORECASE,
)

pytestmark = [pytest.mark.packed, pytest.mark.timeout(2_400)]


@dataclass(frozen=True)
class Program:
    """A packed program somewhere on a machine where nothing else of ours lies."""

    folder: Path
    home: Path

    def command(self, *words: object) -> list[str]:
        """Return the command line of one start."""
        name = "hr-desk-console.exe" if os.name == "nt" else "hr-desk"
        return [str(self.folder / name), *map(str, words)]

    @property
    def environment(self) -> dict[str, str]:
        """What a new account has: no variable of Python, no display."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        # A Linux account of today writes UTF-8.
        home = {
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "TMPDIR": str(self.home),
        }
        return {**kept, **home, "QT_QPA_PLATFORM": "offscreen", "HR_DESK_PASSPHRASE": PASSPHRASE}

    def run(self, *words: object) -> str:
        """Return what a command printed; it may not fail nor take longer than LIMIT."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            timeout=LIMIT,
        )
        assert done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the packed program, copied out of the checkout."""
    if not PACKED.is_dir():
        pytest.fail("there is no packed program; type: python3 dev.py package")
    place = tmp_path_factory.mktemp("installed")
    (place / "home").mkdir()
    copy = shutil.copytree(PACKED, place / "程序 files" / "hr-desk", symlinks=True)
    return Program(Path(copy), place / "home")


def tell(what: str) -> None:
    print(f"\n{what}")  # noqa: T201 - the figures that docs/packaging.md repeats


def test_nothing_rides_along_that_nobody_needs(program: Program) -> None:
    files = list(program.folder.rglob("*"))
    size = sum(path.lstat().st_size for path in files)  # a link to a library is no second one
    tell(f"{size / 1e6:.0f} MB in {len(files)} files")
    assert [path.name for path in files if UNWANTED.search(path.name)] == []
    texts = {path.name for path in files if path.suffix == ".qm"}
    assert texts == {"qt_en.qm", "qtbase_en.qm", "qt_zh_CN.qm", "qtbase_zh_CN.qm"}
    assert size < LARGEST * 1e6


def test_what_the_licences_ask_for_lies_beside_it(program: Program) -> None:
    inside = program.folder / "_internal"
    assert {path.name for path in (inside / "LICENSES").iterdir()} == {
        path.name for path in (ROOT / "LICENSES").iterdir()
    }
    assert (inside / "THIRD-PARTY.md").read_bytes() == (ROOT / "THIRD-PARTY.md").read_bytes()
    assert (inside / "stdnum" / "luhn.py").is_file()  # it may be replaced


@contextmanager
def running(program: Program, *words: object) -> Iterator["subprocess.Popen[bytes]"]:
    """Start something that does not end by itself; ended afterwards."""
    process = subprocess.Popen(
        program.command(*words), cwd=program.home, env=program.environment, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_it_starts_and_paints(program: Program) -> None:
    assert "HR Desk" in program.run("--version")
    taken = []
    for _ in range(STARTS):
        began = time.perf_counter()
        program.run("first-paint", program.home / "no desk yet")
        taken.append(time.perf_counter() - began)
    tell(f"start to the painted unlock page: {statistics.median(taken):.2f} s")


@pytest.fixture(scope="module")
def desk(program: Program) -> Path:
    """Return a desk that the packed program made, with a policy in force."""
    folder = program.home / "数据夹"
    program.run("init", folder, "--company", "示例公司", "--admin", USER, "--role", "front_desk")
    session = desks.open_desk(
        folder, user=USER, passphrase=PASSPHRASE, profile=program.home / "reader"
    )
    text = "示例公司个人信息保护政策正文。" * 4
    today = day_of(SystemClock().now())
    policies.take_in_published(session, zh=text, en=text, published_on=today, place="公告栏")
    session.close()
    return folder


def test_its_window_opens_at_a_desk_and_stays(program: Program, desk: Path) -> None:
    with running(program, "--desk", desk) as window:
        with pytest.raises(subprocess.TimeoutExpired):
            window.wait(timeout=5)
        window.terminate()
        assert b"Traceback" not in window.communicate(timeout=LIMIT)[1]


def test_a_visitor_signs_in_at_its_kiosk(program: Program, desk: Path) -> None:
    """The real processes: a supervisor, a visit of its own, and the desk's inbox in between."""
    carried = program.home / "gate.profile"
    made = json.loads(program.run("profile", "create", desk, "--out", carried, "--json"))
    began = time.perf_counter()
    program.run(
        "kiosk", carried, "--desk", made["desk"], "--inbox", desk / "inbox", "--window", "--trial"
    )
    tell(f"a kiosk's start, one visitor, its end: {time.perf_counter() - began:.1f} s")
    assert len(list((desk / "inbox").glob("*.envelope"))) == 1
    session = desks.open_desk(
        desk, user=USER, passphrase=PASSPHRASE, profile=program.home / "reader"
    )
    assert intake.take_in(session).taken == 1
    (visit,) = visit_reads.list_visits(session, VisitQuery(text=VISITOR["full_name"]))
    assert visit.origin == "kiosk"
    session.close()
    json.loads(program.run("check", desk, "--json"))


def test_a_kiosk_that_lets_nobody_in_says_so(program: Program) -> None:
    today = day_of(SystemClock().now())
    old = kiosk.profile(made_on=today - timedelta(days=91), expires_on=today - timedelta(days=1))
    carried, inbox = program.home / "old.profile", program.home / "inbox"
    carried.write_bytes(old.to_bytes())
    inbox.mkdir()
    words = ("kiosk", carried, "--desk", old.desk_id, "--window", "--trial")
    done = subprocess.run(
        program.command(*words),
        cwd=program.home,
        env=program.environment,
        capture_output=True,
        timeout=LIMIT,
    )
    assert done.returncode == 1
    assert not list(inbox.iterdir())


def test_a_whole_day_in_its_window(program: Program, tmp_path: Path, qapp: object) -> None:
    """Every page of the window on a desk, each kind of file handed out, each screen of a kiosk."""
    out = program.home / "day"
    began = time.perf_counter()
    told = json.loads(program.run("demo", "--out", out, "--people", 20, "--json"))
    seconds = time.perf_counter() - began
    tell(f"the made-up day with {len(told['pictures'])} pictures: {seconds:.0f} s")
    assert told["handed_out"]
    shown = {name for name in told["pictures"] if (out / "pictures" / name).stat().st_size > 5_000}
    assert shown == set(told["pictures"])
    clock = FixedClock(day.BEGIN + timedelta(days=1))
    session = desks.open_desk(
        out / "desk",
        user=day.ADMIN,
        passphrase=day.PASSPHRASE,
        clock=clock,
        profile=tmp_path / "reader",
    )
    found = visit_reads.list_visits(session, VisitQuery(text=MADE_UP["full_name"]))
    session.close()
    assert [visit.origin for visit in found] == ["kiosk"]
    look_the_same(out, told["kiosk"], tmp_path)


def look_the_same(out: Path, carried: str, place: Path) -> None:
    """A kiosk's first pages, drawn by the packed program and by its source: fonts, words, icons."""
    profile = out / carried
    told = json.loads(profile.read_bytes())
    desk_id, made_on = str(told["desk"]), date.fromisoformat(told["made_on"])
    for folder in ("drawn", "own", "inbox"):
        (place / folder).mkdir()
    clock = FixedClock(datetime.combine(made_on, day.BEGIN.timetz()))
    names = pictures(
        place / "drawn", profile, desk_id,
        kiosk=place / "own", inbox=place / "inbox", sizes=((1280, 720),), clock=clock,
    )  # fmt: skip
    same = [name for name in names if "thanks" not in name]  # the code is another each time
    assert len(same) > 20
    differ = [
        name
        for name in same
        if (place / "drawn" / name).read_bytes() != (out / "pictures" / name).read_bytes()
    ]
    assert differ == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a link on the PATH")
def test_it_starts_through_a_link(program: Program) -> None:
    link = program.home / "hr-desk"
    link.symlink_to(program.folder / "hr-desk")
    done = subprocess.run(
        [str(link), "--version"], env=program.environment, capture_output=True, timeout=LIMIT
    )
    assert done.returncode == 0
    assert b"HR Desk" in done.stdout
