# SPDX-License-Identifier: Apache-2.0
"""Kiosk and two intakes killed in the middle: every visitor who saw a code is a visit, once."""

import json
import os
import random
import subprocess
import sys
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
from tests.support.gate_worker import visitor
from tests.support.launching import Launcher

ROOT = Path(__file__).resolve().parents[2]
KILLS, SEED = 200, 20260302
LONGEST_SECONDS = 0.12
"""How long a worker lives at most: long enough to seal, short enough to be in the middle."""


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


def kill_away(launcher: Launcher, chance: random.Random) -> Counter[str]:
    """Keep a kiosk and two intakes at work; kill one of them 200 times."""
    alive = {name: launcher.start(name.rstrip("12"), 0) for name in ("kiosk", "intake1", "intake2")}
    killed: Counter[str] = Counter()
    for number in range(1, KILLS + 1):
        launcher.listen(chance.uniform(0.005, LONGEST_SECONDS))
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
    for _ in range(6):
        drop = place.drop()
        drop.collect_receipts()
        drop.deliver_again()
        while intake.take_in(session).more:
            pass
    place.drop().collect_receipts()


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the launcher forks, which Windows cannot")
def test_two_hundred_kills_lose_no_visitor(place: Place, launcher: Launcher) -> None:
    killed = kill_away(launcher, random.Random(SEED))
    assert [line for line in launcher.lines if line["what"] == "error"] == []
    shown = {line["code"]: line["name"] for line in launcher.lines if line["what"] == "in"}
    left = {line["name"] for line in launcher.lines if line["what"] == "out"}
    assert len(shown) > KILLS / 4 and min(killed.values()) > KILLS / 5
    session = place.desk.open("gate")
    settle(place, session)

    visits = session.compartment("visits").read("SELECT code, fields, state FROM visit")
    names = Counter(json.loads(fields)["full_name"] for _, fields, _ in visits)
    assert names.most_common(1)[0][1] == 1
    assert {name for name in shown.values() if name not in names} == set()
    states = {json.loads(fields)["full_name"]: state for _, fields, state in visits}
    assert {states[name] for name in left} == {"left"}
    assert session.compartment("visits").verify_chain(session.signed_by).sequence > 0
    assert session.compartment("visits").is_whole()
    assert place.drop().waiting().count == 0
    assert not list((place.desk.folder / "inbox").glob("*.envelope"))
    nothing_readable_is_left(place, launcher.lines)
    print(f"\n{dict(killed)} killed, {len(shown)} codes shown, {len(visits)} visits")  # noqa: T201


def nothing_readable_is_left(place: Place, lines: list[dict[str, Any]]) -> None:
    """No byte that a visitor gave stands anywhere outside what is sealed."""
    given = [line for line in lines if line["what"] == "in"]
    wanted = set()
    for line in given:
        wanted.add(line["name"])
        wanted.update(_values_of(line))
    patterns = [word.encode(code) for word in wanted for code in ("utf-8", "utf-16-le")]
    files = [
        path
        for folder in (place.kiosk, place.desk.folder, place.desk.profile)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert files
    for path in files:
        content = path.read_bytes()
        assert [found for found in patterns if found in content] == [], path


def _values_of(line: dict[str, Any]) -> list[str]:
    """Return phone, plate and company of the visitor with this name."""
    marks = "".join(str(ord(letter) - 0x9A6C) for letter in line["name"][1:])
    person = visitor(int(marks[:4]), int(marks[4:]))
    assert person["full_name"] == line["name"]
    return [person["mobile"], person["plate_number"], person["employer"]]
