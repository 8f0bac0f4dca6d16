# SPDX-License-Identifier: Apache-2.0
"""The SQL of the register of computers, kiosks and custodians in ``privacy``."""

from dataclasses import astuple, dataclass

from hr_desk.store.compartment import Change, Compartment

_COLUMNS = "id, kind, name, keeper, place, recorded_by, recorded_on"


@dataclass(frozen=True, slots=True)
class SafeguardRecord:
    """One entry: what it is about, who answers for it, where it is; a day in Asia/Shanghai."""

    id: str
    kind: str
    name: str
    keeper: str
    place: str
    recorded_by: str
    recorded_on: str


def every(privacy: Compartment) -> tuple[SafeguardRecord, ...]:
    """Return every entry by kind and name."""
    rows = privacy.read(f"SELECT {_COLUMNS} FROM safeguard ORDER BY kind, name, id")
    return tuple(SafeguardRecord(*row) for row in rows)


def put(change: Change, made: SafeguardRecord) -> None:
    """Add an entry in the place of what was said of the same thing."""
    gone = change.execute(
        "DELETE FROM safeguard WHERE kind = ? AND name = ? RETURNING id", (made.kind, made.name)
    ).fetchall()
    for (id_,) in gone:
        change.touched("safeguard", id_)
    change.execute(
        f"INSERT INTO safeguard ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(made)
    )
    change.wrote("safeguard", made.id, {"kind": made.kind, "name": made.name})


def remove(change: Change, id_: str) -> bool:
    """Take an entry out; False where there is none."""
    found = change.execute("DELETE FROM safeguard WHERE id = ?", (id_,)).rowcount
    change.touched("safeguard", id_)
    return bool(found)
