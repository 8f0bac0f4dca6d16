# SPDX-License-Identifier: Apache-2.0
"""What a file was given since one of its backups: what a restore of that backup loses."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import audit

TAKEN_IN: Final = "intake.take_in"
"""The operation of an entry by which an envelope was taken in."""


@dataclass(frozen=True, slots=True)
class Since:
    """What came after a backup: changes, the moment of the last one, envelopes by their sender.

    A sender is a compartment or ``kiosk``. Reads are not counted: nobody has to do them again.
    """

    changes: int
    letters: Mapping[str, int]
    last_at: str | None


def read(connection: Any, *, sequence: int, head: bytes) -> Since | None:
    """Return what an open file was given behind the entry ``sequence`` with the hash ``head``.

    None where it has no such entry: it was put back to an earlier day since the backup.
    """
    row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (sequence,)).fetchone()
    if row is None or bytes(row[0]) != head:
        return None
    changed, last, arrived = 0, None, 0
    for entry in audit.entries(connection, after=sequence):
        if entry.operation == TAKEN_IN:
            arrived += 1
        elif any(digest for _, _, digest in entry.records):
            changed, last = changed + 1, entry.at
    return Since(changed, _senders(connection, arrived), last)


def _senders(connection: Any, newest: int) -> Mapping[str, int]:
    """Return who sent the newest so many of what was taken in."""
    rows = connection.execute(
        "SELECT sender FROM received ORDER BY received_at DESC LIMIT ?", (newest,)
    ).fetchall()
    return dict(sorted(Counter(_place(sender) for (sender,) in rows).items()))


def _place(sender: str) -> str:
    """Return the compartment of ``desk/compartment/user``, or ``kiosk`` of ``kiosk/profile``."""
    parts = sender.split("/")
    return parts[0] if len(parts) == 2 else parts[1]
