# SPDX-License-Identifier: Apache-2.0
"""One of two desks in a process of its own; run as ``python -m tests.support.desk_process``.

The office invites its candidates a few at a time, the gatehouse lets everybody in who is expected;
each exchanges and takes in, round after round, whatever becomes of the folder between them. A line
on stdout tells that it has nothing left to wait for; it goes on until its stdin ends.
"""

import json
import select
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hr_desk.domain.clock import FixedClock
from hr_desk.errors import UserError
from hr_desk.operations import delivery, desks, intake, invitations, visits
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.store.shared_folder import ExchangeFolderAway
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import START

A_ROUND = 20
"""How many candidates the office invites in a round."""

PAUSE_SECONDS = 0.02


class Office:
    """A recruiter who invites everybody once."""

    def __init__(self, session: Session, count: int) -> None:
        self.session = session
        rows = session.compartment("hiring").read("SELECT id FROM application ORDER BY seq")
        self.left = [id_ for (id_,) in rows]
        self.count = count

    def work(self) -> None:
        """Invite the next few."""
        now, self.left = self.left[:A_ROUND], self.left[A_ROUND:]
        if now:
            invitations.invite(self.session, now, at=START + timedelta(hours=5), host="林工程师")

    def is_done(self) -> bool:
        """Whether every invitation was answered and every answer confirmed."""
        file = self.session.compartment("hiring")
        row = file.read_one("SELECT count(*) FROM invitation WHERE state = 'arrived'")
        return not self.left and int(row[0]) == self.count and not outbox.waiting(file)


class Gatehouse:
    """A front desk that lets in whoever is expected."""

    def __init__(self, session: Session, count: int) -> None:
        self.session = session
        self.count = count

    def work(self) -> None:
        """Let in everybody who is expected."""
        file = self.session.compartment("visits")
        rows = file.read("SELECT id FROM visit WHERE state = 'expected' ORDER BY seq")
        for (id_,) in rows:
            visits.arrive(self.session, [id_])

    def is_done(self) -> bool:
        """Whether everybody came and the other side knows it of each."""
        file = self.session.compartment("visits")
        row = file.read_one("SELECT count(*) FROM visit WHERE state = 'on_site'")
        return int(row[0]) == self.count and not outbox.waiting(file)


def carry(session: Session, shared: Path, met: "Counter[str]") -> None:
    """Exchange and take in once, and count what was in the way."""
    try:
        done = exchange(session.folder, shared)
        met["whole"] += 1
        met["strange"] += done.strange
    except ExchangeFolderAway:
        met["away"] += 1
    taken = intake.take_in(session)
    met["aside"] += sum(taken.set_aside.values())
    delivery.deliver(session)


def main(side: str, folder: Path, profile: Path, shared: Path, count: int) -> None:
    """Work until stdin ends."""
    with use_cheap_key_derivation():
        session = desks.open_desk(
            folder, user=side, passphrase=sys.stdin.readline().strip(), clock=FixedClock(START),
            profile=profile,
        )  # fmt: skip
    desk = Office(session, count) if side == "hiring" else Gatehouse(session, count)
    met, told = Counter[str](), False
    while not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        try:
            desk.work()
            carry(session, shared, met)
        except UserError as error:
            met[type(error).__name__] += 1
        if not told and desk.is_done():
            told = True
            print("done", flush=True)  # noqa: T201 - the parent reads it
    session.close()
    print(json.dumps(met), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    side, folder, profile, shared, count = sys.argv[1:]
    main(side, Path(folder), Path(profile), Path(shared), int(count))
