# SPDX-License-Identifier: Apache-2.0
"""Processes killed in the middle of their work lose nothing that anybody was told is safe."""

import datetime as dt
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import backups, documents, drafts, recruitment, retention
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store.anchors import Anchor
from hr_desk.store.backup import sha256_of
from tests.support.desk import START, Desk
from tests.support.launching import Launcher
from tests.support.worker import HOURS_PER_ROUND

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
NEIGHBOURS = 4
"""How many processes work beside, one after the other, each for a quarter of the kills."""


@pytest.fixture
def launcher(desk: Desk) -> Iterator[Launcher]:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.worker", str(desk.folder), str(desk.profile),
         desk.requisition, str(writing)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[writing],
    )  # fmt: skip
    os.close(writing)
    with process:
        yield Launcher(process, reading)
        assert process.stdin is not None
        process.stdin.close()
    os.close(reading)


def kill_away(launcher: Launcher, chance: random.Random) -> None:
    """Kill 200 workers after 5 to 400 ms, with others working beside them all the time."""
    beside = 0
    for number in range(1, KILLS + 1):
        if number % (KILLS // NEIGHBOURS) == 1:
            if beside:
                launcher.kill(beside)
            beside = launcher.start("second", number)
        victim = launcher.start("hiring", number)
        launcher.listen(chance.uniform(0.005, 0.4))
        launcher.kill(victim)
    launcher.kill(beside)
    launcher.listen(0.05)


class Ledger:
    """What the desk holds now, compared with what was acknowledged."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.session = session
        file = session.compartment("hiring")
        self.gone = {id_ for (id_,) in file.read("SELECT id FROM tombstone")}
        self.stages = dict(file.read("SELECT id, stage FROM application"))
        self.employers = dict(
            file.read(
                "SELECT a.id, json_extract(p.fields, '$.employer') FROM application a "
                "JOIN person p ON p.seq = a.person"
            )
        )
        self.sessions = {session.user.name: session, "second": desk.open("second")}

    def holds(self, line: dict[str, Any]) -> bool:
        """Whether what a line acknowledged is still there, or was swept when it was due."""
        return bool(getattr(self, f"_{line['what']}")(line))

    def _in(self, line: dict[str, Any]) -> bool:
        return all(id_ in self.stages or id_ in self.gone for id_ in line["ids"])

    def _edit(self, line: dict[str, Any]) -> bool:
        if line["id"] in self.gone:
            return True
        return int(self.employers[line["id"]].strip("第社")) >= int(line["number"])

    def _end(self, line: dict[str, Any]) -> bool:
        return all(i in self.gone or self.stages[i] == line["stage"] for i in line["ids"])

    def _draft(self, line: dict[str, Any]) -> bool:
        kept = drafts.load(self.sessions[line["user"]], line["key"])
        age = self.session.today() - dt.date.fromisoformat(line["at"])
        return age.days >= 7 if kept is None else int(kept["number"]) >= line["number"]

    def _photo(self, line: dict[str, Any]) -> bool:
        if line["id"] in self.gone:
            return True
        try:
            return bool(documents.read(self.session, line["id"], "photo"))
        except RecordGone:
            return False

    def _backup(self, line: dict[str, Any]) -> bool:
        # The name tells the day it was made; the teller's clock may have gone on meanwhile.
        stamps = [Path(file).stem.rpartition("-")[2] for file in line["files"]]
        days = [dt.datetime.strptime(stamp[:8], "%Y%m%d") for stamp in stamps]
        if (self.session.today() - min(days).date()).days >= backups.KEPT_DAYS:
            return True
        return all(
            backups.read_manifest(Path(file))[0]["sha256"] == sha256_of(Path(file))
            for file in line["files"]
        )

    def _sweep(self, line: dict[str, Any]) -> bool:
        numbers = {one.number for one in retention.certificates(self.session)}
        return line["number"] is None or line["number"] in numbers


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the launcher forks, which Windows cannot")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(
    desk: Desk, launcher: Launcher, record_property: Any
) -> None:
    kill_away(launcher, random.Random(200))
    acknowledged = launcher.lines
    told = Counter(line["what"] for line in acknowledged)
    record_property("acknowledged", dict(told))
    assert [line for line in acknowledged if line["what"] == "error"] == []
    assert set(told) == {"in", "edit", "end", "draft", "photo", "backup", "sweep"}
    assert sum(told.values()) > KILLS

    desk.clock.at = START + dt.timedelta(hours=HOURS_PER_ROUND * KILLS)
    session = desk.open("hiring")
    hiring = session.compartment("hiring")
    ledger = Ledger(desk, session)
    lost = [line for line in acknowledged if not ledger.holds(line)]
    assert lost == []
    ledger.sessions["second"].close()

    head = hiring.verify_chain(session.signed_by)
    assert hiring.is_whole()
    for user in ("hiring", "second"):
        id_ = next(u.id for u in session.register.users if u.name == user)
        seen = Anchor(desk.profile, desk.desk_id, "hiring", id_).read()
        assert seen is not None and seen.sequence <= head.sequence
    no_orphans_are_left(desk, session)
    deletions_are_proven(desk, session)
    print(f"\n{KILLS} kills, {dict(told)}, {head.sequence} entries, 0 lost")  # noqa: T201


def no_orphans_are_left(desk: Desk, session: Session) -> None:
    """After the cleaning of a start, each sealed file has its row and each row its file."""
    documents.remove_orphans(session)
    rows = {id_ for (id_,) in session.compartment("hiring").read("SELECT id FROM document")}
    files = {path.stem for path in (desk.folder / "documents").iterdir()}
    assert files == rows
    assert documents.remove_orphans(session) == 0


def deletions_are_proven(desk: Desk, session: Session) -> None:
    """Every sweep that a kill left without its proof gets its certificate now.

    A slow machine may not have come as far as a due day: the clock goes on until one is there.
    """
    desk.clock.advance(days=200)
    retention.confirm_time(session)
    result = retention.sweep(session)
    assert result.proven
    done = retention.certificates(session)
    assert done and all(line.certificate for line in done)
    for line in done:
        path = desk.folder / "certificates" / f"hiring-{line.number:06}.certificate"
        assert path.read_bytes() == line.certificate
    assert recruitment.records(session, [next(iter(Ledger(desk, session).stages))])
