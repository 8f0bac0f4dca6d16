# SPDX-License-Identifier: Apache-2.0
"""How each figure is taken: ours and the bare baseline, as a pair of seconds."""

import os
import shutil
import subprocess
import sys
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Final

from hr_desk.bench.timing import in_turns, median, quantile, timed
from hr_desk.demo import day
from hr_desk.demo.people import people, typed
from hr_desk.operations import backups, candidates, desks, recruitment, requisitions, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.store import driver
from hr_desk.vault.slots import derive_only

Pair = tuple[float, float]

STARTS: Final = 7
UNLOCKS: Final = 7
ADDS: Final = 200
SEARCHES: Final = 200


def start(desk: Path) -> Pair:
    """Wall clock from the command to the painted unlock page; baseline: an empty Qt window."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}

    packed = getattr(sys, "frozen", False)
    painted = [sys.executable, *(["first-paint"] if packed else ["-m", "ui.first_paint"])]

    def run(*arguments: str) -> None:
        subprocess.run(
            [*painted, *arguments],
            check=True,
            env=environment,
            cwd=Path(__file__).resolve().parents[2],
            stdout=subprocess.DEVNULL,
        )

    ours, bare = in_turns(lambda: run(str(desk)), run, times=STARTS)
    return median(ours), median(bare)


def unlock(folder: Path, session: Session) -> Pair:
    """Passphrase to the first 50 rows; baseline: Argon2id alone with the slot's parameters."""
    slot = session.register.slots[session.user.id]

    def open_and_list() -> None:
        opened = desks.open_desk(
            session.folder,
            user=day.ADMIN,
            passphrase=day.PASSPHRASE,
            clock=session.clock,
            profile=folder / "profile",
        )
        candidates.list_applications(opened, ListQuery(limit=50))
        opened.close()

    ours, bare = in_turns(open_and_list, lambda: derive_only(slot, day.PASSPHRASE), times=UNLOCKS)
    return median(ours), median(bare)


def add(folder: Path, session: Session) -> Pair:
    """One person taken in (validated, terms, audit); baseline: one bare one-row commit."""
    posts = [row.id for row in requisitions.list_requisitions(session)]
    crowd = islice(people(seed=2), 2 * ADDS)
    new = [
        NewCandidate(requisition_id=posts[0], values=typed(session.catalogue, person.texts))
        for person in crowd
    ]
    following = iter(new)
    bare = driver.connect(folder / "bare.db", os.urandom(32), new=True)
    bare.execute("CREATE TABLE person (seq INTEGER PRIMARY KEY, fields TEXT)")
    text = '{"full_name":"欧阳示例","mobile":"19900000000"}' * 4

    def bare_commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO person (fields) VALUES (?)", (text,))
        bare.execute("COMMIT")

    try:
        for _ in range(20):
            recruitment.take_in(session, [next(following)])
        ours, base = in_turns(
            lambda: recruitment.take_in(session, [next(following)]), bare_commit, times=ADDS
        )
    finally:
        bare.close()
    return median(ours), median(base)


QUERIES: Final = {
    "one character": ("李", "王", "欧"),
    "two characters": ("王伟", "李娜", "欧阳"),
    "whole name": ("张建国", "李明", "刘秀英"),
    "pinyin": ("zhangjian", "liming", "ouyang"),
    "initials": ("zjg", "lm", "w"),
    "phone": ("19900", "0042", "19900001234"),
}
"""Six kinds of query, as people type them (design section 11)."""


def search(session: Session) -> dict[str, Pair]:
    """p99 of the newest 50 for each kind of query; baseline: a LIKE scan of the same names."""
    file = session.compartment("hiring")
    numbers = count()

    def scan() -> None:
        file.read(
            "SELECT id FROM person WHERE json_extract(fields, '$.full_name') LIKE ? LIMIT 50",
            (f"%没有{next(numbers)}%",),
        )

    base = quantile([timed(scan) for _ in range(5)], 0.5)
    found = {}
    for kind, texts in QUERIES.items():
        times = []
        for number in range(SEARCHES):
            query = ListQuery(text=texts[number % len(texts)], limit=50)
            times.append(timed(partial(candidates.list_applications, session, query)))
        found[kind] = (quantile(times, 0.99), base)
    return found


def backup(folder: Path, session: Session) -> Pair:
    """A verified backup of every file; baseline: copy and flush of the same files."""
    place = folder / "backups"

    def bare_copy() -> None:
        for name in session.held:
            source = session.compartment(name).path
            with source.open("rb") as reading, (folder / "copy.db").open("wb") as written:
                shutil.copyfileobj(reading, written, 1 << 20)
                written.flush()
                os.fsync(written.fileno())

    ours, bare = in_turns(lambda: backups.create(session, to=place), bare_copy, times=3)
    return median(ours), median(bare)


def sweep(folder: Path, session: Session) -> Pair:
    """Delete the due tenth, proof and certificate included; baseline: VACUUM of the same file."""
    file = session.compartment("hiring")
    del folder
    bare = timed(lambda: file.connection.execute("VACUUM"))
    ours = timed(lambda: retention.sweep(session))
    again = timed(lambda: file.connection.execute("VACUUM"))
    return ours, (bare + again) / 2
