# SPDX-License-Identifier: Apache-2.0
"""The SQL of notes: what one shift leaves to the next about a visit."""

from collections.abc import Sequence
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_MOST_VARIABLES: Final = 500


def notes_of(file: Compartment, visits: Sequence[str]) -> dict[str, str]:
    """Return visit to its note, for those that have one."""
    found: dict[str, str] = {}
    for start in range(0, len(visits), _MOST_VARIABLES):
        some = visits[start : start + _MOST_VARIABLES]
        marks = ",".join("?" * len(some))
        sql = f"SELECT visit, text FROM visit_note WHERE visit IN ({marks})"
        found.update(dict(file.read(sql, tuple(some))))
    return found


def put(change: Change, visit: str, text: str, *, by: str) -> None:
    """Write the note of a visit, in the place of the one before; an empty one removes it."""
    change.execute("DELETE FROM visit_note WHERE visit = ?", (visit,))
    if text:
        change.execute(
            "INSERT INTO visit_note (visit, text, written_by, written_at) VALUES (?, ?, ?, ?)",
            (visit, text, by, change.now.isoformat(timespec="seconds")),
        )
    change.touched("visit", visit)
