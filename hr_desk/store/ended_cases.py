# SPDX-License-Identifier: Apache-2.0
"""What goes out of a case that stays: its tombstones, and what a restore does again.

Closing wipes what files contributed, the documents and what proved the identity; the proof goes a
working day after the result in any case. A tombstone names the case's random id and how and when it
ended, nothing of what went. A copy of before is closed in the same way: a case that came back
open, without what was contributed, could be carried on by nobody.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store import requests
from hr_desk.store.compartment import Change

CLOSED: Final = "closed_case"
PROOFS: Final = "case_proof"
KINDS: Final = (CLOSED, PROOFS)
"""What the tombstones are called: of all that closing wipes, and of proofs up to a day."""

ANSWERED: Final = "answered"
"""The ending of a case whose orders have all been answered."""

_BURY: Final = "INSERT OR IGNORE INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case ended: its state and ending, the moment (UTC), and the clock that runs since."""

    state: str
    ending: str
    closed_at: str
    retention_class: str
    clock_event: str
    clock_day: str

    @property
    def key(self) -> str:
        """What its tombstone says behind the id."""
        return ",".join(astuple(self))


def bury_closing(change: Change, case: str, closing: Closing, *, number: int) -> None:
    """Write the tombstone of a case (id) that was closed, for the sweep ``number``."""
    change.execute(_BURY, (f"{case}/{closing.key}", CLOSED, number))


def bury_proofs(change: Change, cases: Iterable[str], *, on: date, number: int) -> None:
    """Write the tombstones of proofs that had to be forgotten by a day, for the sweep ``number``.

    A case may have a later proof, which stays.
    """
    change.executemany(_BURY, [(f"{case}/{on.isoformat()}", PROOFS, number) for case in cases])


def repeat(connection: Any, kind: str, id_: str) -> int:
    """Do again what a tombstone (one of KINDS) says, in a file of before.

    Returns how many cases were cleared.
    """
    case, said = id_.split("/")
    row = connection.execute("SELECT seq FROM request WHERE id = ?", (case,)).fetchone()
    if row is None:
        return 0
    if kind == PROOFS:
        return int(requests.forget_proofs_of(connection, row[0], on=said) > 0)
    closing = Closing(*said.split(","))
    connection.execute(
        "UPDATE request SET version = version + 1, state = ?, ending = ?, closed_at = ?, "
        "retention_class = ?, clock_event = ?, clock_day = ? WHERE seq = ?",
        (*astuple(closing), row[0]),
    )
    requests.wipe_copies(connection, row[0])
    # What an order said stands in its message until the receipt; all of them were answered since.
    sent = ("outbox",) if closing.ending == ANSWERED else ()
    for table in ("document", "draft", *sent):
        connection.execute(f"DELETE FROM {table} WHERE record = ?", (case,))
    return 1
