# SPDX-License-Identifier: Apache-2.0
"""The SQL of parts: what is known of a joiner or of an account, one row for each class.

A part has a clock of its own, so a sweep takes it by itself, with the documents and terms that
hang on it, and the owner with the last one (docs/decisions/0010).
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import as_json

Fields = Mapping[str, Any]
"""Stored catalogue values (JSON) by field key."""

OWNERS: Final = {"personnel": "joiner", "payroll": "account"}
"""File to the table whose rows own its parts."""

_COLUMNS: Final = "seq, id, owner, kind, retention_class, clock_event, clock_day, fields"


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One part; class, event and day are None while no clock runs."""

    seq: int
    id: str
    owner: int
    kind: str
    retention_class: str | None
    clock_event: str | None
    clock_day: date | None
    fields: Fields


class OwnedParts:
    """What a joiner and an account read out of their parts alike."""

    __slots__ = ()
    parts: tuple[PartRecord, ...]

    @property
    def fields(self) -> dict[str, Any]:
        """Every stored value, of all parts."""
        return {key: value for part in self.parts for key, value in part.fields.items()}

    def part(self, kind: str) -> PartRecord | None:
        """Return the part of a kind, if there is one."""
        return next((part for part in self.parts if part.kind == kind), None)


@dataclass(frozen=True, slots=True)
class PartClock:
    """The clock a part is given."""

    class_key: str
    event: str
    day: date


def _part(row: Sequence[Any]) -> PartRecord:
    day = None if row[6] is None else date.fromisoformat(row[6])
    return PartRecord(row[0], row[1], row[2], row[3], row[4], row[5], day, json.loads(row[7]))


def parts_of(file: Compartment, owners: Sequence[int]) -> dict[int, tuple[PartRecord, ...]]:
    """Return the parts of owners (row numbers), by owner; in the order they were made."""
    found: dict[int, list[PartRecord]] = {owner: [] for owner in owners}
    for start in range(0, len(owners), 500):
        some = owners[start : start + 500]
        marks = ",".join("?" * len(some))
        sql = f"SELECT {_COLUMNS} FROM part WHERE owner IN ({marks}) ORDER BY seq"
        for row in file.read(sql, some):
            found[row[2]].append(_part(row))
    return {owner: tuple(parts) for owner, parts in found.items()}


def owner_of(file: Compartment, part: str) -> str | None:
    """Return the id of the joiner or account that a part (id) belongs to, None for no part."""
    row = file.read_one(
        f"SELECT o.id FROM part p JOIN {OWNERS[file.name]} o ON o.seq = p.owner WHERE p.id = ?",
        (part,),
    )
    return None if row is None else str(row[0])


def insert(
    change: Change, owner: int, *, kind: str, fields: Fields, clock: PartClock | None
) -> PartRecord:
    """Add a part."""
    id_ = secrets.token_hex(16)
    values = (None, None, None) if clock is None else _clock(clock)
    cursor = change.execute(
        "INSERT INTO part (id, owner, kind, retention_class, clock_event, clock_day, fields) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id_, owner, kind, *values, as_json(fields)),
    )
    day = None if clock is None else clock.day
    return PartRecord(int(cursor.lastrowid), id_, owner, kind, values[0], values[1], day, fields)


def update(change: Change, part: PartRecord, fields: Fields) -> None:
    """Replace the values of a part; its clock goes on."""
    change.execute("UPDATE part SET fields = ? WHERE seq = ?", (as_json(fields), part.seq))


def set_clock(change: Change, part: PartRecord, clock: PartClock | None) -> None:
    """Start, move or stop the clock of a part."""
    values = (None, None, None) if clock is None else _clock(clock)
    change.execute(
        "UPDATE part SET retention_class = ?, clock_event = ?, clock_day = ? WHERE seq = ?",
        (*values, part.seq),
    )


def _clock(clock: PartClock) -> tuple[str, str, str]:
    return clock.class_key, clock.event, clock.day.isoformat()


def delete(change: Change, part: PartRecord) -> None:
    """Remove a part that has no value any more, with its terms; documents went before."""
    if change.compartment.name == "personnel":
        change.execute("DELETE FROM term WHERE part = ?", (part.seq,))
        change.execute("DELETE FROM tick WHERE part = ?", (part.seq,))
    change.execute("DELETE FROM part WHERE seq = ?", (part.seq,))


def set_terms(change: Change, part: PartRecord, terms: Iterable[str]) -> None:
    """Let a part be found by these terms and no others."""
    change.execute("DELETE FROM term WHERE part = ?", (part.seq,))
    change.executemany(
        "INSERT OR IGNORE INTO term (term, seq, part) VALUES (?, ?, ?)",
        [(term, part.owner, part.seq) for term in sorted(terms)],
    )
