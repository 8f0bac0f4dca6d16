# SPDX-License-Identifier: Apache-2.0
"""The gatehouse and the office are two machines; a folder between them comes and goes.

Whoever is invited at the office is expected at the gatehouse, and whoever arrives there has arrived
at the office: nobody lost, nobody twice, whatever became of the folder meanwhile.
"""

import json
import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import delivery, intake, policies, recruitment, requisitions, users
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, POLICY_ZH, ROLES, START
from tests.support.made_up import candidates, people
from tests.support.two_desks import Side, make_sides, pair_both

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 400
"""How long the two may need at most; the longer run takes a minute or two."""


HALF = 700
"""Bytes that are left of a file when the folder loses a part of it: less than any envelope."""


@dataclass
class Scene:
    """Two desks, the folder between them, and everybody who will be invited."""

    gate: Side
    office: Side
    shared: Path
    names: list[str]

    def session(self, side: Side) -> Session:
        """Open a side as its own user."""
        user = "hiring" if side is self.office else "gate"
        return side.open(user, PASSPHRASES[user])


def set_up(place: Path, count: int) -> Scene:
    """Make both desks, pair them, and take the candidates in at the office."""
    gate, office = make_sides(place)
    pair_both(gate, office)
    for side, user in ((gate, "gate"), (office, "hiring")):
        admin = side.sessions[-1]
        users.add(admin, name=user, passphrase=PASSPHRASES[user], roles=ROLES[user])
        policies.take_in_published(
            admin, zh=POLICY_ZH, en="What is asked for, and why.", published_on=START.date(),
            place="公告栏",
        )  # fmt: skip
    shared = place / "share"
    shared.mkdir()
    everyone = list(people(count, seed=11))
    scene = Scene(gate, office, shared, [person.name for person in everyone])
    recruiter = scene.session(office)
    opened = requisitions.open_requisition(
        recruiter, title="装配工", department="制造部", place="青岛", head_count=3
    ).created[0]
    recruitment.take_in(recruiter, candidates(everyone, recruiter.catalogue, opened))
    gate.close()
    office.close()
    return scene


@contextmanager
def at_work(scene: Scene, side: Side) -> Iterator["subprocess.Popen[str]"]:
    """Start a desk's process; it ends when its stdin does."""
    user = "hiring" if side is scene.office else "gate"
    words = [user, side.folder, side.profile, scene.shared, len(scene.names)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.desk_process", *map(str, words)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(PASSPHRASES[user] + "\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            process.stdin.close()
            process.wait(60)


def trouble(scene: Scene, told: list[Any], chance: random.Random) -> int:
    """Take the folder away and bring it back until both desks are done; returns how often."""
    waiting, away = set(told), scene.shared.with_name("away")
    deadline, times = time.monotonic() + SECONDS, 0
    while waiting and time.monotonic() < deadline:
        scene.shared.rename(away)
        times += 1
        waiting -= heard(waiting, chance.uniform(0.01, 0.15))
        away.rename(scene.shared)
        lose_something(scene.shared, chance)
        waiting -= heard(waiting, chance.uniform(0.05, 0.4))
    assert not waiting, "not done in time"
    return times


def heard(waiting: set[Any], seconds: float) -> set[Any]:
    """Return who says within so long that it is done."""
    ready, _, _ = select.select(list(waiting), [], [], seconds)
    for stream in ready:
        assert stream.readline() == "done\n"
    return set(ready)


def lose_something(shared: Path, chance: random.Random) -> None:
    """Now and then the folder comes back without one of its files, or with half of one."""
    files = sorted(path for path in shared.rglob("*.*") if not path.name.startswith("."))
    if files and chance.random() < 0.3:
        path = chance.choice(files)
        if chance.random() < 0.5:
            path.unlink(missing_ok=True)
        elif path.exists():
            with path.open("r+b") as file:
                file.truncate(HALF)


def settle(scene: Scene) -> None:
    """Exchange in quiet until nothing is under way any more."""
    sessions = [scene.session(side) for side in (scene.gate, scene.office)]
    for _ in range(4):
        for session in sessions:
            exchange(session.folder, scene.shared)
            intake.take_in(session)
            delivery.deliver(session)


def ids_in(session: Session, compartment: str) -> set[str]:
    """Return every record id of a file: each value of each column called ``id``."""
    file = session.compartment(compartment)
    tables = [name for (name,) in file.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: set[str] = set()
    for table in tables:
        columns = [row[1] for row in file.read(f"PRAGMA table_info({table})")]
        if "id" in columns:
            found |= {id_ for (id_,) in file.read(f"SELECT id FROM {table}")}  # noqa: S608
    return found


def compare(scene: Scene) -> None:
    """Everybody who was invited has come, once, and both sides say so."""
    gate, office = scene.gate.sessions[-1], scene.office.sessions[-1]
    visits, hiring = gate.compartment("visits"), office.compartment("hiring")
    came = visits.read("SELECT json_extract(fields, '$.full_name'), state FROM visit")
    assert sorted(came) == sorted((name, "on_site") for name in scene.names)
    invited = hiring.read("SELECT reference, state FROM invitation")
    assert len({reference for reference, _ in invited}) == len(scene.names)
    assert {state for _, state in invited} == {"arrived"}
    for file, kind in ((visits, "visit.expected"), (hiring, "visit.arrived")):
        assert file.read("SELECT kind, count(*) FROM received GROUP BY kind") == [
            (kind, len(scene.names))
        ]
        links = {reference for (reference,) in file.read("SELECT reference FROM link")}
        assert links == {reference for reference, _ in invited}
    assert ids_in(gate, "visits") & ids_in(office, "hiring") == set()
    assert len(ids_in(office, "hiring")) > 2 * len(scene.names)


def nothing_is_left_over(scene: Scene) -> None:
    """No envelope and no receipt lies anywhere any more."""
    for side, other in ((scene.gate, scene.office), (scene.office, scene.gate)):
        assert side.names("outgoing", other.desk_id) == side.names("inbox") == []
        assert side.names("aside") == []
    for part in scene.shared.rglob(".*.part"):
        os.utime(part, (0, 0))  # a folder that went away in the middle keeps parts for a day
    for side in (scene.gate, scene.office):
        exchange(side.folder, scene.shared)
    left = [path for path in scene.shared.rglob("*.*") if path.parent.name != "introductions"]
    # Half a file that the folder made of a second copy is nobody's: it is counted and stays.
    assert [path.name for path in left if path.stat().st_size != HALF] == []


def play(place: Path, count: int, *, seed: int) -> str:
    """Play the whole story with so many people; returns what became of the two processes."""
    scene = set_up(place, count)
    began = time.monotonic()
    with at_work(scene, scene.gate) as one, at_work(scene, scene.office) as other:
        times = trouble(scene, [one.stdout, other.stdout], random.Random(seed))
        ended = [end(process) for process in (one, other)]
    seconds = time.monotonic() - began
    settle(scene)
    compare(scene)
    nothing_is_left_over(scene)
    scene.gate.close()
    scene.office.close()
    assert all(met["away"] > 0 and met["whole"] > 0 and met["aside"] == 0 for met in ended), ended
    return f"{count} invited, {count} arrived; away {times} times in {seconds:.0f} s; {ended}"


def end(process: "subprocess.Popen[str]") -> dict[str, int]:
    """End a desk's process and return what it met."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    met: dict[str, int] = json.loads(process.stdout.readline())
    return met


pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pipe cannot be waited for there")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_are_invited_and_arrive(cheap: None, tmp_path: Path) -> None:
    print("\n" + play(tmp_path, 100, seed=1))  # noqa: T201


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(2, 7))
def test_they_arrive_whatever_happens_to_the_folder(cheap: None, tmp_path: Path, seed: int) -> None:
    print("\n" + play(tmp_path, 500, seed=seed))  # noqa: T201
