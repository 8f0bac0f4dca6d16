# SPDX-License-Identifier: Apache-2.0
"""Hand-offs that end at a chosen line of the program; ``python -m tests.support.hand_off_worker``.

The launcher imports everything once and forks one worker per line on stdin ("send 17"), whose pid
it answers. The worker hands everybody over and, from the register's entry on, ends itself without
warning at the given line of ours that is run; 0 is never, and tells how many there are.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from hr_desk.domain.clock import FixedClock
from hr_desk.exchange.outside import write_outside
from hr_desk.operations import (
    desks,
    disclosure,
    disclosure_files,
    disclosure_requests,
    hand_off_people,
    hand_offs,
)
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support import leaving_once
from tests.support.desk import PASSPHRASES
from tests.support.launching import end_with_the_launcher

OURS = str(Path(hand_offs.__file__).resolve().parents[1])


class Trap:
    """Counts the lines of ours that are run, and ends the process at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            self.count += 1
            if self.count == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def send(place: Mapping[str, Any], number: int) -> list[int]:
    """Hand everybody over into a folder of its own.

    Returns how many lines were run before the file, after it, after its entry, and in all.
    """
    admin = desks.open_desk(
        Path(place["desk"]), user="admin", passphrase=PASSPHRASES["admin"],
        clock=FixedClock(datetime.fromisoformat(place["at"])), profile=Path(place["profile"]),
    )  # fmt: skip
    folder = Path(place["out"]) / str(number)
    folder.mkdir()
    act, (first, begins), (last, ends) = _act(admin, place, folder)
    trap, marks = Trap(number), list[int]()
    read, complete = getattr(first, begins), getattr(last, ends)

    def from_here_on(*arguments: Any, **named: Any) -> None:
        sys.settrace(trap)
        read(*arguments, **named)

    def marked(target: Path, content: bytes) -> None:
        marks.append(trap.count)
        write_outside(target, content)
        marks.append(trap.count)

    def completed(*arguments: Any) -> None:
        (complete if callable(complete) else complete["personnel"])(*arguments)
        marks.append(trap.count)

    for module, name, instead in (
        (first, begins, from_here_on),
        (disclosure, "write_outside", marked),
        (last, ends, completed if callable(complete) else {"personnel": completed}),
    ):
        setattr(module, name, instead)
    act()
    sys.settrace(None)
    return [*marks, trap.count]


Place = tuple[Any, str]
"""A module and the name of something in it."""


def _act(
    admin: Session, place: Mapping[str, Any], folder: Path
) -> tuple[Callable[[], object], Place, Place]:
    """Return what is to be killed, with the function that begins it and the one that ends it."""
    words = PASSPHRASES["admin"]
    people = [one.joiner_id for one in hand_off_people.plan(admin, place["standing"]).proposed]
    if not place["once"]:
        act = partial(hand_offs.send, admin, place["standing"], people, passphrase=words,
                      folder=folder)  # fmt: skip
        return act, (hand_offs, "_note_reading"), (hand_offs, "_complete")
    (id_,) = disclosure_requests.ask(admin, leaving_once.own(people[0])).created
    send_it = partial(disclosure_files.send, admin, id_, passphrase=words, folder=folder)
    return send_it, (hand_offs, "note_payroll_read"), (disclosure_files, "_complete")


def main(place: Mapping[str, Any], told: int) -> None:
    """Fork workers on command until stdin ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number = int(line.split()[1])
        pid = os.fork()
        if pid == 0:
            _run(place, number, told)
        os.write(1, f"{pid}\n".encode())


def _run(place: Mapping[str, Any], number: int, told: int) -> None:
    end_with_the_launcher()
    try:
        with use_cheap_key_derivation():
            fact = {"what": "sent", "lines": send(place, number)}
    except BaseException as error:  # noqa: BLE001 - the test reads it and fails
        fact = {"what": "error", "error": repr(error), "cause": repr(error.__cause__)}
    os.write(told, json.dumps({**fact, "number": number}).encode() + b"\n")
    os._exit(1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]))
