# SPDX-License-Identifier: Apache-2.0
"""The SQL of the staff directory in the visits file."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

_COLUMNS: Final = "seq, id, version, name, department, extension"


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """One employee of the directory; ``seq`` is 0 before it is stored."""

    seq: int
    id: str
    version: int
    name: str
    department: str
    extension: str


def _where(
    file: Compartment, condition: str, values: Sequence[Any] = (), order: str = "seq"
) -> list[StaffRecord]:
    sql = f"SELECT {_COLUMNS} FROM staff WHERE {condition} ORDER BY {order}"
    return [StaffRecord(*row) for row in file.read(sql, values)]


def _marks(values: Collection[Any]) -> str:
    return ",".join("?" * len(values))


def everybody(file: Compartment) -> list[StaffRecord]:
    """Return the whole directory by department and name."""
    return _where(file, "1", order="department, name, seq")


def staff(file: Compartment, ids: Collection[str]) -> list[StaffRecord]:
    """Return the employees with these ids (at most some hundred), in the order of the directory."""
    return _where(file, f"id IN ({_marks(ids)})", list(ids))


def by_seq(file: Compartment, seqs: Collection[int]) -> list[StaffRecord]:
    """Return the employees of these rows by department and name."""
    return _where(file, f"seq IN ({_marks(seqs)})", list(seqs), "department, name, seq")


def named(file: Compartment, name: str) -> list[StaffRecord]:
    """Return the employees of exactly this name."""
    return _where(file, "name = ?", (name,))


def insert(change: Change, record: StaffRecord, terms: Iterable[str]) -> None:
    """Add an employee with what they are found by."""
    cursor = change.execute(
        "INSERT INTO staff (id, version, name, department, extension) VALUES (?, 1, ?, ?, ?)",
        (record.id, record.name, record.department, record.extension),
    )
    _set_terms(change, int(cursor.lastrowid), old=(), new=terms)
    change.wrote("staff", record.id, _content(record))


def update(change: Change, record: StaffRecord, *, old: Iterable[str], new: Iterable[str]) -> None:
    """Replace an employee's line and the difference between their old and new terms."""
    change.execute(
        "UPDATE staff SET version = ?, name = ?, department = ?, extension = ? WHERE seq = ?",
        (record.version, record.name, record.department, record.extension, record.seq),
    )
    _set_terms(change, record.seq, old=old, new=new)
    change.wrote("staff", record.id, _content(record))


def remove(change: Change, record: StaffRecord) -> None:
    """Delete an employee's line; visits let go of it."""
    change.execute("UPDATE visit SET host = NULL WHERE host = ?", (record.id,))
    change.execute("DELETE FROM staff_term WHERE seq = ?", (record.seq,))
    change.execute("DELETE FROM staff WHERE seq = ?", (record.seq,))
    change.touched("staff", record.id)


def _content(record: StaffRecord) -> dict[str, Any]:
    return {
        "version": record.version,
        "name": record.name,
        "department": record.department,
        "extension": record.extension,
    }


def _set_terms(change: Change, seq: int, *, old: Iterable[str], new: Iterable[str]) -> None:
    before, after = set(old), set(new)
    change.executemany(
        "DELETE FROM staff_term WHERE term = ? AND seq = ?",
        [(term, seq) for term in before - after],
    )
    change.executemany(
        "INSERT OR IGNORE INTO staff_term (term, seq) VALUES (?, ?)",
        [(term, seq) for term in sorted(after - before)],
    )
