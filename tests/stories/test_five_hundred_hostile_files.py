# SPDX-License-Identifier: Apache-2.0
"""Somebody hands over five hundred files that mean harm; each is refused and nothing else happens.

What one file costs is measured at the process that reads it, and twice:

- seconds of processor time, its own and ours together. A machine that is busy with other things
  makes the clock on the wall run on without the file being at fault, so a second of that clock
  would say more about the machine than about the file. The clock on the wall has a limit as well,
  at which the confined process ends by itself, and that is asserted too;
- the highest resident size while it had the file, above what it had before.

Workbooks to import are read in the program's own process, after their size was measured; there
the thread's processor time and the process's own highest size are taken.
"""

import os
import resource
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.confined_process import WALL_SECONDS
from hr_desk.exchange.file_problems import FileProblem
from hr_desk.exchange.photos import PhotoProblem
from hr_desk.exchange.sheet_problems import SheetProblem
from hr_desk.exchange.sheets import read_sheets
from tests.support.hostile_files import KINDS, Hostile, hostile_files, pdf, png
from tests.support.hostile_workbooks import WORKBOOKS, hostile_workbooks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and needs its limits")

SECONDS = 1.0
MEMORY = 100 * 1024
"""Kibibytes above the size before the file."""

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Measured:
    """What one file cost: seconds of processor time, of the clock on the wall, further KiB."""

    seconds: float = 0.0
    wall: float = 0.0
    grown: int = 0


@dataclass
class Worst:
    """The dearest of all files so far, and every one that cost too much or was taken."""

    seconds: float = 0.0
    wall: float = 0.0
    grown: int = 0
    told: Counter[str] = field(default_factory=Counter)
    trouble: list[tuple[str, str, Measured]] = field(default_factory=list)

    def count(self, hostile: Hostile, answer: str, cost: Measured) -> None:
        """Take one file into account."""
        self.seconds = max(self.seconds, cost.seconds)
        self.wall = max(self.wall, cost.wall)
        self.grown = max(self.grown, cost.grown)
        self.told[answer] += 1
        if not answer or cost.seconds > SECONDS or cost.grown > MEMORY:
            self.trouble.append((hostile.kind, answer, cost))

    def __str__(self) -> str:
        return (
            f"{self.told.total()} files refused in {len(self.told)} sentences; at most "
            f"{self.seconds:.2f} s of processor time, {self.wall:.2f} s on the clock, "
            f"{self.grown / 1024:.0f} MB"
        )


def resident(process: int | str, line: str) -> int | None:
    """Return VmHWM or VmRSS of a process in KiB, None when it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except OSError:
        return None
    found = [one for one in lines if one.startswith(line)]
    return int(found[0].split()[1]) if found else None


def used(process: int) -> float | None:
    """Return the seconds of processor time a process has used, None when it is gone (proc(5))."""
    try:
        parts = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(parts[11]) + int(parts[12])) / _TICKS


def used_by_ended() -> float:
    """Return the seconds of processor time of all ended processes of ours."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


@contextmanager
def measured(reader: Reader) -> Iterator[Measured]:
    """Watch the confined process closely: it may be gone when the answer is there."""
    process, found, over = reader.process_id, Measured(), threading.Event()
    assert process is not None
    Path(f"/proc/{process}/clear_refs").write_text("5", "ascii")  # the mark begins anew
    before = resident(process, "VmRSS") or 0
    start, ended = used(process) or 0.0, used_by_ended()
    began, own = time.perf_counter(), time.thread_time()

    def look() -> None:
        found.grown = max(found.grown, (resident(process, "VmHWM") or before) - before)

    def watch() -> None:
        while not over.wait(0.002):
            look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        found.wall, own = time.perf_counter() - began, time.thread_time() - own
        look()
        over.set()
        watcher.join()
        now = used(process)
        found.seconds = own + (used_by_ended() - ended if now is None else now) - start


@contextmanager
def measured_here() -> Iterator[Measured]:
    """Measure this thread and this process."""
    found = Measured()
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = resident("self", "VmRSS") or 0
    began, own = time.perf_counter(), time.thread_time()
    try:
        yield found
    finally:
        found.wall, found.seconds = time.perf_counter() - began, time.thread_time() - own
        found.grown = (resident("self", "VmHWM") or 0) - before


def refused(reader: Reader, data: bytes, *, as_photo: bool) -> str:
    """Return what a file was refused with, empty if it was taken; anything else is a crash."""
    try:
        if as_photo:
            reader.photo(data, longest=1600)
        else:
            reader.examine(data)
    except (FileProblem, PhotoProblem) as refusal:
        assert refusal.text("en") and refusal.text("zh_CN")
        return type(refusal).__name__
    return ""


def refused_sheet(data: bytes) -> str:
    """Return what a workbook was refused with, empty if it was taken."""
    try:
        read_sheets(data)
    except SheetProblem as refusal:
        assert refusal.text("en") and refusal.text("zh_CN")
        return type(refusal).__name__
    return ""


def test_five_hundred_hostile_files_are_refused_within_a_second_and_100_mb() -> None:
    worst = Worst()
    with Reader() as reader:
        for number, hostile in enumerate(hostile_files(500, seed=20_260_302)):
            reader.start()
            reader.photo(png(), longest=90)  # it has started: a window starts it ahead as well
            with measured(reader) as cost:
                answer = refused(reader, hostile.data, as_photo=number % 7 == 6)
            worst.count(hostile, answer, cost)
        whole = reader.examine(pdf("whole and harmless"))
    print(f"\n{worst}")  # noqa: T201
    assert worst.told.total() >= 500
    assert not worst.trouble, worst.trouble
    assert worst.wall < WALL_SECONDS + 2
    assert whole.text == "whole and harmless"
    assert len(worst.told) >= 10, worst.told  # a sentence for each trouble, not one for all


def test_a_hundred_hostile_workbooks_are_refused_within_a_second_and_100_mb() -> None:
    worst = Worst()
    for hostile in hostile_workbooks(100, seed=20_260_302):
        with measured_here() as cost:
            answer = refused_sheet(hostile.data)
        worst.count(hostile, answer, cost)
    print(f"\n{worst}")  # noqa: T201
    assert worst.told.total() >= 100
    assert not worst.trouble, worst.trouble
    assert len(worst.told) >= 4, worst.told


def test_the_measure_sees_memory_and_time_that_are_too_much() -> None:
    with Reader() as reader:
        reader.start()
        reader.photo(png(), longest=90)
        with measured(reader) as cost:
            reader.photo(png((2_500, 2_500)), longest=1600)
    assert cost.grown > 15_000
    assert cost.seconds > 0.03


def test_the_measure_sees_the_time_of_a_process_that_was_ended() -> None:
    with Reader() as reader:
        reader.start()
        reader.photo(png(), longest=90)
        with measured(reader) as cost:
            reader.photo(png((2_500, 2_500)), longest=1600)
            reader.close()
    assert cost.seconds > 0.03


def test_the_same_seed_makes_the_same_files_of_every_kind() -> None:
    first, second = (list(hostile_files(60, seed=3, few=1)) for _ in range(2))
    assert first == second
    assert {one.kind for one in first} == set(KINDS)
    assert {one.kind for one in hostile_workbooks(13, seed=3)} == set(WORKBOOKS)
