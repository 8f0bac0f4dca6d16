# SPDX-License-Identifier: Apache-2.0
"""Kiosk, front desk and intakes killed in the middle: who was told to be in is a visit, once."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import take_up
from hr_desk.operations import intake, profiles
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.gate_worker import DESKS, visitor
from tests.support.launching import Launcher
from tests.support.memory import Wanted, contents, found_in_files

ROOT = Path(__file__).resolve().parents[2]
KILLS, SEED = 100, 20260302
CODES = 10**6
"""How many codes of six digits there are."""
SOAK, TURNS = 2_000, 8
"""Kills of the soak, and in how many turns, each at a desk of its own."""
AT_WORK = ("desk", "intake1", "intake2", "kiosk")
FORKS = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the launcher forks, which Windows cannot"
)
LEAST_SECONDS, MOST_SECONDS = 0.12, 1.0
"""Between two kills at most: as long as a worker needs here to begin, so that half of them are in
the middle of something; a machine that is busy otherwise needs longer."""


class Place:
    """Where everything lies: the desk, the kiosk's own folder, its profile."""

    def __init__(self, desk: Desk, scratch: Path) -> None:
        self.desk = desk
        self.kiosk = scratch / "kiosk"
        self.kiosk.mkdir()
        admin = desk.open("admin")
        self.profile = scratch / "gate.profile"
        self.profile.write_bytes(profiles.create(admin, name="东门").content)
        desk.close()

    def told(self) -> str:
        """Return what a worker is told, as JSON."""
        return json.dumps(
            {"desk": str(self.desk.folder), "desk_id": self.desk.desk_id,
             "kiosk": str(self.kiosk), "profile": str(self.profile),
             "profiles": str(self.desk.profile)}
        )  # fmt: skip

    def drop(self) -> Drop:
        """Return the kiosk's way out, as its next process would have it."""
        profile = take_up(
            self.profile.read_bytes(), desk=self.desk.desk_id, folder=self.kiosk,
            today=START.date(),
        )  # fmt: skip
        return Drop(self.kiosk, self.desk.folder / "inbox", profile, clock=self.desk.clock)


@pytest.fixture
def place(desk: Desk, tmp_path: Path) -> Place:
    return Place(desk, tmp_path)


@pytest.fixture
def launcher(place: Place) -> Iterator[Launcher]:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.gate_worker", place.told(), str(writing)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[writing],
    )  # fmt: skip
    os.close(writing)
    with process:
        yield Launcher(process, reading)
        assert process.stdin is not None
        process.stdin.close()
    os.close(reading)


def kill_away(launcher: Launcher, chance: random.Random, kills: int) -> Counter[str]:
    """Keep a kiosk, a front desk and two intakes at work; kill one of them so many times."""
    began = time.monotonic()
    alive = {name: launcher.start(name.rstrip("12"), 0) for name in AT_WORK}
    while not {DESKS, 0} <= {line.get("number") for line in launcher.lines}:
        launcher.listen(0.01)
        assert time.monotonic() < began + 30, launcher.lines
    longest = min(max(time.monotonic() - began, LEAST_SECONDS), MOST_SECONDS)
    killed: Counter[str] = Counter()
    for number in range(1, kills + 1):
        launcher.listen(chance.uniform(0.005, longest))
        victim = chance.choice(sorted(alive))
        launcher.kill(alive[victim])
        killed[victim.rstrip("12")] += 1
        alive[victim] = launcher.start(victim.rstrip("12"), number)
    for pid in alive.values():
        launcher.kill(pid)
    launcher.listen(0.1)
    return killed


def settle(place: Place, session: Session) -> None:
    """Let the kiosk and the desk finish what the kills left."""
    for _ in range(12):
        drop = place.drop()
        drop.collect_receipts()
        drop.deliver_again()
        while intake.take_in(session).more:
            pass
    place.drop().collect_receipts()


@pytest.mark.slow
@pytest.mark.timeout(240)
@FORKS
def test_a_hundred_kills_lose_no_visitor(place: Place, launcher: Launcher) -> None:
    nobody_is_lost(place, launcher, random.Random(SEED), KILLS)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
@FORKS
@pytest.mark.parametrize("turn", range(TURNS))
def test_two_thousand_kills_lose_no_visitor(place: Place, launcher: Launcher, turn: int) -> None:
    nobody_is_lost(place, launcher, random.Random(f"{SEED}:{turn}"), SOAK // TURNS)


def nobody_is_lost(place: Place, launcher: Launcher, chance: random.Random, kills: int) -> None:
    """Kill away; then everybody who was told that they are in is one visit, and who left has."""
    killed = kill_away(launcher, chance, kills)
    assert [line for line in launcher.lines if line["what"] == "error"] == []
    told = {what: {line["name"] for line in launcher.lines if line["what"] == what}
            for what in ("in", "let_in", "out")}  # fmt: skip
    assert len(told["in"]) > kills / 4 and min(killed.values()) > kills / 8
    session = place.desk.open("gate")
    settle(place, session)

    visits = session.compartment("visits").read("SELECT fields, state, code FROM visit")
    people = [(json.loads(fields)["full_name"], state, code) for fields, state, code in visits]
    assert Counter(name for name, _, _ in people).most_common(1)[0][1] == 1
    state_of = {name: state for name, state, _ in people}
    assert told["in"] - set(state_of) == set()
    # The front desk may give the six digits of somebody whose envelope is still on its way, the
    # more often the faster a machine is: half of each side makes a pair of every fourth of this.
    times = Counter(code for _, _, code in people if code)
    alone = {name for name, _, code in people if times[code] < 2}
    assert len(people) - len(alone) < 10 + len(people) ** 2 / CODES
    assert {state_of[name] for name in told["out"] & alone} == {"left"}
    assert {state_of[name] for name in told["let_in"]} <= {"on_site", "left"}
    assert session.compartment("visits").verify_chain(session.signed_by).sequence > 0
    assert session.compartment("visits").is_whole()
    assert place.drop().waiting().count == 0
    assert not list((place.desk.folder / "inbox").glob("*.envelope"))
    nothing_readable_is_left(place, launcher.lines)
    figures = {what: len(names) for what, names in told.items()}
    print(f"\n{dict(killed)} killed, {figures} told, {len(visits)} visits")  # noqa: T201


def nothing_readable_is_left(place: Place, lines: list[dict[str, Any]]) -> None:
    """No byte that a visitor gave stands anywhere outside what is sealed."""
    texts = [text for line in lines if line["what"] == "in" for text in _values_of(line)]
    files = contents(place.kiosk, place.desk.folder, place.desk.profile)
    assert files and texts
    assert found_in_files(files, Wanted(texts)) == set()


def _values_of(line: dict[str, Any]) -> list[str]:
    """Return name, phone, plate and company of the visitor with this name."""
    marks = "".join(str(ord(letter) - 0x9A6C) for letter in line["name"][1:])
    person = visitor(int(marks[:4]), int(marks[4:]))
    assert person["full_name"] == line["name"]
    return [person[key] for key in ("full_name", "mobile", "plate_number", "employer")]
