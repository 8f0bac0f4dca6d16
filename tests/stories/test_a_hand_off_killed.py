# SPDX-License-Identifier: Apache-2.0
"""Killed at any line of a hand-off: never a file without an entry, nobody told who was not."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from hr_desk.operations import disclosure_files, hand_off_register
from hr_desk.operations.session import Session
from hr_desk.store import disclosing
from hr_desk.store import hand_offs as store
from tests.support.desk import Desk
from tests.support.handing_off import approved, employed
from tests.support.joining import somebody
from tests.support.launching import Launcher

ROOT = Path(__file__).resolve().parents[2]
FEW, MANY = 12, 200
needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the launcher forks, which Windows cannot"
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(params=[False], ids=["hand-off"])
def once(request: pytest.FixtureRequest) -> bool:
    """Whether what is killed leaves once, instead of by a standing hand-off."""
    return bool(request.param)


@pytest.fixture
def launcher(desk: Desk, out: Path, once: bool) -> Iterator[Launcher]:
    employed(desk, somebody(name="黎虚构", mobile="13912345678"))
    standing = approved(desk.open("admin"), "staff_register")
    desk.close()
    told = {"desk": str(desk.folder), "profile": str(desk.profile), "out": str(out),
            "standing": standing, "once": once, "at": desk.clock.at.isoformat()}  # fmt: skip
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.hand_off_worker", json.dumps(told), str(writing)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[writing],
    )  # fmt: skip
    os.close(writing)
    with process:
        yield Launcher(process, reading)
        assert process.stdin is not None
        process.stdin.close()
    os.close(reading)


def hand_over(launcher: Launcher, number: int) -> None:
    """Let one worker hand over, and wait until it is gone."""
    pid = launcher.start("send", number)
    while Path(f"/proc/{pid}/stat").exists():
        launcher.listen(0.01)
    launcher.listen(0.01)


def killed_at(launcher: Launcher, points: int) -> None:
    """Hand over once to the end, and then be killed at so many lines.

    A quarter of them each before the file, while it is written, until its entry is completed, and
    after that; a part with fewer lines leaves its places to the others.
    """
    hand_over(launcher, 0)
    (whole,) = [line for line in launcher.lines if line["what"] == "sent"]
    marks, each = [1, *whole["lines"]], points // 4
    lines = {
        first + (last - first) * point // each
        for first, last in pairwise(marks)
        for point in range(each)
    }
    spare = sorted(set(range(1, marks[-1])) - lines)
    missing = points - len(lines)
    lines |= {spare[len(spare) * point // missing] for point in range(missing)}
    assert len(lines) == points
    for line in sorted(lines):
        hand_over(launcher, line)
    assert [line for line in launcher.lines if line["what"] == "error"] == []


def nothing_is_out_of_the_register(session: Session, out: Path, *, once: bool) -> Counter[str]:
    """Compare each folder with the register; returns how the hand-offs ended."""
    register = disclosure_files if once else hand_off_register
    file, stored = session.compartment("personnel"), disclosing if once else store
    records = {Path(one.place).parent.name: one for one in stored.files(file)}
    ends: Counter[str] = Counter()
    for folder in out.iterdir():
        files, record = list(folder.iterdir()), records.get(folder.name)
        whole = [path for path in files if not path.name.startswith(".")]
        assert not files or record is not None, folder.name
        if record is None:
            ends["nothing"] += 1
        elif record.completed_at is not None:
            assert [str(path) for path in whole] == [record.place]
            ends["completed"] += 1
        elif whole:
            assert register.finish(session, record.id)
            ends["finished"] += 1
        else:
            assert not register.finish(session, record.id)
            ends["not completed"] += 1
    unfinished = register.unfinished(session)
    assert len(unfinished) == ends["not completed"]
    return ends


def check(desk: Desk, launcher: Launcher, out: Path, *, points: int, once: bool) -> None:
    killed_at(launcher, points)
    admin = desk.open("admin")
    ends = nothing_is_out_of_the_register(admin, out, once=once)
    assert sum(ends.values()) == len(list(out.iterdir())) == points + 1
    assert {"nothing", "not completed", "finished", "completed"} <= set(ends), ends
    assert admin.compartment("personnel").verify_chain(admin.signed_by).sequence > 0
    for path in (path for path in out.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert "黎虚构".encode() not in content and b"11010519491231002X" not in content
    print(f"\n{dict(ends)}")  # noqa: T201


@pytest.mark.slow
@needs_fork
def test_a_hand_off_killed_at_a_dozen_lines(
    desk: Desk, launcher: Launcher, out: Path, once: bool
) -> None:
    check(desk, launcher, out, points=FEW, once=once)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("once", [False, True], ids=["hand-off", "once"], indirect=True)
@needs_fork
def test_a_hand_off_killed_at_two_hundred_lines(
    desk: Desk, launcher: Launcher, out: Path, once: bool
) -> None:
    check(desk, launcher, out, points=MANY, once=once)
