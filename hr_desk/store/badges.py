# SPDX-License-Identifier: Apache-2.0
"""The SQL of badges: which code stands for which visit, and which codes are void."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hr_desk.store.compartment import Change, Compartment


@dataclass(frozen=True, slots=True)
class BadgeRecord:
    """One badge; ``visit`` is the id of a visit."""

    code: str
    visit: str
    made_at: datetime
    void: bool


def badge(file: Compartment, code: str) -> BadgeRecord | None:
    """Return the badge with a code, None where there is none."""
    row = file.read_one("SELECT code, visit, made_at, voided_at FROM badge WHERE code = ?", (code,))
    if row is None:
        return None
    return BadgeRecord(row[0], row[1], datetime.fromisoformat(row[2]), row[3] is not None)


def valid_of(file: Compartment, visits: Sequence[str]) -> dict[str, str]:
    """Return visit to the code of its badge, for those that have one that is not void."""
    marks = ",".join("?" * len(visits))
    rows = file.read(
        f"SELECT visit, code FROM badge WHERE voided_at IS NULL AND visit IN ({marks})",
        tuple(visits),
    )
    return dict(rows)


def insert(change: Change, code: str, visit: str) -> None:
    """Add a badge of a visit."""
    change.execute(
        "INSERT INTO badge (code, visit, made_at) VALUES (?, ?, ?)",
        (code, visit, change.now.isoformat(timespec="seconds")),
    )
    change.touched("visit", visit)


def void(change: Change, visit: str) -> int:
    """Void every badge of a visit; returns how many were valid."""
    cursor = change.execute(
        "UPDATE badge SET voided_at = ? WHERE visit = ? AND voided_at IS NULL",
        (change.now.isoformat(timespec="seconds"), visit),
    )
    change.touched("visit", visit)
    return int(cursor.rowcount)
