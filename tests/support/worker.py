# SPDX-License-Identifier: Apache-2.0
"""Processes that work at a desk until they are killed; run as ``python -m tests.support.worker``.

The launcher imports everything once and forks one worker per line on stdin ("hiring 17": user and
hour), whose pid it answers. A worker writes one JSON line to the pipe after an operation returned,
so each line is a change that somebody was told is safe. No Qt, no threads.
"""

import datetime as dt
import json
import mmap
import os
import random
import signal
import sys
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from typing import Any

from hr_desk.catalogue.loader import load
from hr_desk.operations import (
    backups,
    candidates,
    desks,
    documents,
    drafts,
    recruitment,
    retention,
)
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support import made_up
from tests.support.desk import PASSPHRASES, START
from tests.support.launching import end_with_the_launcher

HOURS_PER_ROUND = 8


class SharedClock:
    """A clock that all forked workers share: the launcher says how many rounds have begun."""

    def __init__(self) -> None:
        self._rounds = mmap.mmap(-1, 8)

    def begin(self, number: int) -> None:
        """Move every worker's clock on to a round."""
        self._rounds[:8] = number.to_bytes(8, "big")

    def now(self) -> dt.datetime:
        """Return the moment at which the round began."""
        rounds = int.from_bytes(self._rounds[:8], "big")
        return START + dt.timedelta(hours=HOURS_PER_ROUND * rounds)

    def uptime(self) -> None:
        """Say nothing of any computer."""


class Worker:
    """One process at the desk, doing one thing after the other until it is killed."""

    def __init__(self, session: Session, requisition: str, *, name: str, told: int) -> None:
        self.session = session
        self.requisition = requisition
        self.name = name
        self.told = told
        self.chance = random.Random(name)
        self.people = chain.from_iterable(
            made_up.people(2000, seed=1000 * sum(name.encode()) + n) for n in count()
        )
        self.mine: list[str] = []
        self.numbers: dict[str, int] = {}
        self.drafts = 0

    def tell(self, what: str, **facts: Any) -> None:
        """Acknowledge: what stands here was committed."""
        line = json.dumps({"what": what, **facts}) + "\n"
        os.write(self.told, line.encode())

    def work(self) -> None:
        """Do things until the end."""
        chances: list[tuple[Callable[[], None], int]] = [
            (self.take_in, 20), (self.edit, 30), (self.end, 8), (self.draft, 20),
            (self.photo, 10), (self.look, 8), (self.backup, 2), (self.sweep, 2),
        ]  # fmt: skip
        things, weights = [one for one, _ in chances], [weight for _, weight in chances]
        self.take_in()
        while True:
            self.chance.choices(things, weights)[0]()
            if not self.mine:
                self.take_in()

    def take_in(self) -> None:
        some = [next(self.people) for _ in range(self.chance.randint(1, 3))]
        new = made_up.candidates(some, self.session.catalogue, self.requisition)
        ids = recruitment.take_in(self.session, new).created
        self.mine += ids
        self.tell("in", ids=ids)

    def edit(self) -> None:
        id_ = self.chance.choice(self.mine)
        number = self.numbers.get(id_, 0) + 1
        record = recruitment.records(self.session, [id_])[0]
        version = record.version + record.person_version
        recruitment.edit(self.session, id_, {"employer": f"第{number}社"}, version=version)
        self.numbers[id_] = number
        self.tell("edit", id=id_, number=number)

    def end(self) -> None:
        some = [self.mine.pop() for _ in range(min(len(self.mine), 2))]
        if self.chance.random() < 0.5:
            recruitment.reject(self.session, some, reason="skills")
            self.tell("end", ids=some, stage="not_hired")
        else:
            recruitment.withdraw(self.session, some)
            self.tell("end", ids=some, stage="withdrawn")

    def draft(self) -> None:
        self.drafts += 1
        drafts.save(self.session, self.name, {"number": str(self.drafts)})
        self.tell("draft", key=self.name, user=self.session.user.name, number=self.drafts,
                  at=self.session.today().isoformat())  # fmt: skip

    def photo(self) -> None:
        id_ = self.chance.choice(self.mine)
        content = f"photo {self.chance.random()}"
        documents.add(self.session, id_, "photo", content.encode())
        self.tell("photo", id=id_, content=content)

    def look(self) -> None:
        query = candidates.ListQuery(text=self.chance.choice(made_up.SURNAMES), limit=20)
        candidates.list_applications(self.session, query)

    def backup(self) -> None:
        made = backups.create(self.session)
        self.tell("backup", files=[str(line.path) for line in made],
                  at=self.session.today().isoformat())  # fmt: skip

    def sweep(self) -> None:
        result = retention.sweep(self.session)
        self.tell("sweep", number=result.number, proven=result.proven)


def main(folder: Path, profile: Path, requisition: str, told: int) -> None:
    """Fork workers on command until stdin ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    clock = SharedClock()
    list(made_up.people(1, seed=1))
    made_up.one().values(load())
    for line in sys.stdin:
        user, number = line.split()
        clock.begin(int(number))
        pid = os.fork()
        if pid == 0:
            _run(folder, profile, requisition, told, name=f"{user}-{number}", clock=clock)
        os.write(1, f"{pid}\n".encode())


def _run(
    folder: Path, profile: Path, requisition: str, told: int, *, name: str, clock: SharedClock
) -> None:
    user = name.split("-")[0]
    end_with_the_launcher()
    try:
        with use_cheap_key_derivation():
            session = desks.open_desk(
                folder, user=user, passphrase=PASSPHRASES[user], clock=clock, profile=profile
            )
            Worker(session, requisition, name=name, told=told).work()
    except BaseException as error:  # noqa: BLE001 - the test reads it and fails
        reason = {"what": "error", "error": repr(error), "cause": repr(error.__cause__)}
        os.write(told, json.dumps(reason).encode() + b"\n")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
