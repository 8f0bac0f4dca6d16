# SPDX-License-Identifier: Apache-2.0
"""The SQL of holds: records that stay although their day has come.

A hold names its record by id and by row number: a person in ``hiring``, a visit, a joiner with all
parts, an account with all parts. It is in force until the end of its review day or until it is
lifted; the day counts that deleting counts on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

_COLUMNS: Final = (
    "id, record, row, review_on, terms, asked_by, asked_at, approved_by, approved_at, signature, "
    "lifted_by, lifted_at, lifted_because"
)


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """One hold; ``terms`` is what the approver signed, moments are ISO 8601 in UTC."""

    id: str
    record: str
    row: int
    review_on: date
    terms: str
    asked_by: str
    asked_at: str
    approved_by: str
    approved_at: str
    signature: bytes
    lifted_by: str | None = None
    lifted_at: str | None = None
    lifted_because: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether it keeps its record on a day."""
        return self.lifted_at is None and self.review_on >= on


def _hold(row: Sequence[Any]) -> HoldRecord:
    cells = list(row)
    cells[3], cells[9] = date.fromisoformat(cells[3]), bytes(cells[9])
    return HoldRecord(*cells)


def where(file: Compartment, condition: str, values: Sequence[Any] = ()) -> list[HoldRecord]:
    """Return the holds that meet a condition of this module's callers, newest first."""
    rows = file.read(f"SELECT {_COLUMNS} FROM hold WHERE {condition} ORDER BY seq DESC", values)
    return [_hold(row) for row in rows]


def named(file: Compartment, id_: str) -> HoldRecord | None:
    """Return a hold, None where it is gone with its record."""
    found = where(file, "id = ?", (id_,))
    return found[0] if found else None


def of_record(file: Compartment, record: str, *, on: date) -> HoldRecord | None:
    """Return the hold that keeps a record on a day, None where there is none."""
    found = where(file, f"record = ? AND {IN_FORCE}", (record, on.isoformat()))
    return found[0] if found else None


IN_FORCE: Final = "lifted_at IS NULL AND review_on >= ?"
"""The condition that a hold keeps its record on a day."""


_LATER: Final = "lifted_at IS NULL AND review_on > ?"
"""The condition that a hold in force ends later than a day."""


def not_held(file: Compartment, records: Iterable[str], *, on: date) -> list[str]:
    """Return those of these records (ids) that no hold keeps on a day."""
    return [id_ for id_ in records if of_record(file, id_, on=on) is None]


def kept(file: Compartment, *, on: date) -> dict[int, date]:
    """Return row number to last day of every record that a hold keeps on a day."""
    rows = file.read(f"SELECT row, max(review_on) FROM hold WHERE {IN_FORCE} GROUP BY row",
                     (on.isoformat(),))  # fmt: skip
    return {row: date.fromisoformat(day) for row, day in rows}


def record_of(change: Change, id_: str) -> str:
    """Return the id of the record that a hold is about."""
    return str(change.execute("SELECT record FROM hold WHERE id = ?", (id_,)).fetchone()[0])


def insert(change: Change, hold: HoldRecord) -> None:
    """Add a hold."""
    change.execute(
        f"INSERT INTO hold ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (hold.id, hold.record, hold.row, hold.review_on.isoformat(), hold.terms, hold.asked_by,
         hold.asked_at, hold.approved_by, hold.approved_at, hold.signature, hold.lifted_by,
         hold.lifted_at, hold.lifted_because),
    )  # fmt: skip
    change.wrote("hold", hold.id, {"terms": hold.terms})


def renew(change: Change, hold: HoldRecord) -> None:
    """Write a hold again after its review, with the new terms and who approved them."""
    change.execute(
        "UPDATE hold SET review_on = ?, terms = ?, asked_by = ?, approved_by = ?, "
        "approved_at = ?, signature = ? WHERE id = ?",
        (hold.review_on.isoformat(), hold.terms, hold.asked_by, hold.approved_by,
         hold.approved_at, hold.signature, hold.id),
    )  # fmt: skip
    change.wrote("hold", hold.id, {"terms": hold.terms})


def bring_forward(change: Change, *, to: date) -> int:
    """Let no hold in force end later than a day; returns how many now come up earlier."""
    later = where(change.compartment, _LATER, (to.isoformat(),))
    change.execute(
        f"UPDATE hold SET review_on = ? WHERE {_LATER}", (to.isoformat(), to.isoformat())
    )
    for one in later:
        change.touched("hold", one.id)
    return len(later)


def count_later(file: Compartment, *, than: date) -> int:
    """Return how many holds in force end later than a day."""
    return len(where(file, _LATER, (than.isoformat(),)))


def lift(change: Change, hold: HoldRecord, *, by: str, because: str) -> None:
    """End a hold; what it alone kept from being used may be used again."""
    change.execute(
        "UPDATE hold SET lifted_by = ?, lifted_at = ?, lifted_because = ? WHERE id = ?",
        (by, change.now.isoformat(timespec="seconds"), because, hold.id),
    )
    change.execute("DELETE FROM record_restriction WHERE reference = ?", (hold.id,))
    change.touched("hold", hold.id)


def move(change: Change, record: tuple[str, int], *, to: tuple[str, int]) -> list[str]:
    """Let the holds of a record (id and row number) keep the one it was made one with.

    Returns the ids of the holds, for ``give_back``.
    """
    moved = [one.id for one in where(change.compartment, "record = ?", (record[0],))]
    give_back(change, moved, to=to)
    return moved


def give_back(change: Change, ids: Iterable[str], *, to: tuple[str, int]) -> None:
    """Let holds (ids) keep a record (id and row number)."""
    change.executemany("UPDATE hold SET record = ?, row = ? WHERE id = ?", [(*to, i) for i in ids])


RECORDS: Final = {
    "hiring": "person", "visits": "visit", "personnel": "joiner", "payroll": "account",
}  # fmt: skip
"""File to the table of the records that can be held there."""


def rows_in(connection: Any) -> list[tuple[Any, ...]]:
    """Return every hold of an open file as it stands; none where it is of an earlier version."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'hold'").fetchone()
    rows = connection.execute(f"SELECT {_COLUMNS} FROM hold").fetchall() if known else ()
    return [tuple(row) for row in rows]


def put_rows(connection: Any, rows: Iterable[tuple[Any, ...]], *, file: str) -> None:
    """Write holds into a copy of a file, for the records it has; newer ones replace older ones."""
    for row in rows if file in RECORDS else ():
        connection.execute("DELETE FROM hold WHERE id = ?", (row[0],))
        connection.execute(
            f"INSERT INTO hold ({_COLUMNS}) SELECT {', '.join('?' * len(row))} "
            f"WHERE EXISTS (SELECT 1 FROM {RECORDS[file]} WHERE id = ?)",
            (*row, row[1]),
        )
