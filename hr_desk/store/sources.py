# SPDX-License-Identifier: Apache-2.0
"""The SQL of where public data about a candidate was found, and of what was refused since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store import gone_values, holds
from hr_desk.store.compartment import Change, Compartment

FILE: Final = "hiring"
KIND: Final = "source"
"""What its tombstones are called."""
CLASS: Final = ("WDR", "withdrawn")
"""Class and event of what somebody refused: it goes as what a withdrawn consent takes."""

_COLUMNS: Final = (
    "id, person, kind, place, published_on, fields, entered_by, entered_on, refused_on, kept"
)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source of a person (row number): its kind, where and when it was public, which fields.

    Days are days in Asia/Shanghai. ``refused_on`` is None until the person refuses; ``kept`` are
    the stored values that were taken out of the record then.
    """

    id: str
    person: int
    kind: str
    place: str
    published_on: str
    fields: tuple[str, ...]
    entered_by: str
    entered_on: str
    refused_on: str | None = None
    kept: Mapping[str, Any] | None = None


def _source(row: Sequence[Any]) -> SourceRecord:
    cells = list(row)
    cells[5], cells[9] = tuple(json.loads(row[5])), json.loads(row[9])
    return SourceRecord(*cells)


def every(file: Compartment) -> tuple[SourceRecord, ...]:
    """Return every source in a file, the earliest entered first."""
    return tuple(map(_source, file.read(f"SELECT {_COLUMNS} FROM source ORDER BY seq")))


def of_person(file: Compartment, person: int) -> tuple[SourceRecord, ...]:
    """Return the sources of a person (row number), the earliest entered first."""
    rows = file.read(f"SELECT {_COLUMNS} FROM source WHERE person = ? ORDER BY seq", (person,))
    return tuple(map(_source, rows))


def insert(change: Change, made: SourceRecord) -> None:
    """Add a source."""
    change.execute(
        f"INSERT INTO source ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, '{{}}')",
        (made.id, made.person, made.kind, made.place, made.published_on, json.dumps(made.fields),
         made.entered_by, made.entered_on),
    )  # fmt: skip
    change.wrote("source", made.id, {"kind": made.kind, "fields": list(made.fields)})


def remove(change: Change, id_: str) -> None:
    """Take a source out."""
    change.execute("DELETE FROM source WHERE id = ?", (id_,))
    change.touched("source", id_)


def refuse(change: Change, id_: str, *, on: date, kept: Mapping[str, Any]) -> None:
    """Note a refusal, and keep the values where nothing reads them until they go."""
    text = json.dumps(kept, ensure_ascii=False)
    change.execute(
        "UPDATE source SET refused_on = ?, kept = ? WHERE id = ?", (on.isoformat(), text, id_)
    )
    change.touched("source", id_)


def refused(file: Compartment, *, today: date) -> tuple[SourceRecord, ...]:
    """Return what was refused and no hold keeps, the longest ago first."""
    held = holds.kept(file, on=today)
    found = file.read(
        f"SELECT {_COLUMNS} FROM source WHERE refused_on IS NOT NULL ORDER BY refused_on, seq"
    )
    return tuple(one for one in map(_source, found) if one.person not in held)


def next_refused(file: Compartment, *, today: date) -> date | None:
    """Return the day of the earliest refusal whose values are still to go."""
    found = refused(file, today=today)
    return date.fromisoformat(found[0].refused_on or "") if found else None


def sweep(change: Change, cutoff: date, *, today: date, number: int) -> list[date]:
    """Remove what was refused on ``cutoff`` or before, with tombstones; returns those days."""
    over = [
        one
        for one in refused(change.compartment, today=today)
        if (one.refused_on or "") <= cutoff.isoformat()
    ]
    for one in over:
        change.execute(
            "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
            (one.id, KIND, number),
        )
        ids = gone_values.known_as(change, one.person)
        gone_values.bury(change, ids, one.fields, number=number)
        remove(change, one.id)
    return [date.fromisoformat(one.refused_on or "") for one in over]
