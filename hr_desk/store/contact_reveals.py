# SPDX-License-Identifier: Apache-2.0
"""The SQL of reveals of whom to call in an emergency, and of the contacts whose days are over."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.emergencies import STILL_COMING
from hr_desk.domain.reads import EMERGENCY
from hr_desk.store import audit, holds
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text
from hr_desk.store.visits import VisitRecord, visits_where

FILE: Final = "visits"
FACT: Final = "reveal"
"""The fact of a reveal's entry in the log that names its row."""

_COLUMNS: Final = (
    "id, visit, reason, words, revealed_by, revealed_at, due, told, told_how, told_on, told_by"
)
_GIVEN: Final = "json_extract(fields, '$.emergency_contact') IS NOT NULL"
"""The condition of the index that finds the few visits which name somebody."""


@dataclass(frozen=True, slots=True)
class RevealRecord:
    """One reveal: of which visit (id), why, by whom (user id), and until when somebody is told.

    ``told_on`` and what belongs to it are None until then.
    """

    id: str
    visit: str
    reason: str
    words: str
    revealed_by: str
    revealed_at: datetime
    due: date
    told: str | None = None
    told_how: str | None = None
    told_on: date | None = None
    told_by: str | None = None


SWEPT: Final = (
    "SELECT id FROM swept UNION ALL "
    "SELECT id FROM contact_reveal WHERE visit IN (SELECT id FROM swept)"
)
"""The ids by which others know the visits that a sweep takes: their own, and of their reveals."""


def add(change: Change, record: RevealRecord) -> None:
    """Keep a reveal with the task that comes of it."""
    change.execute(
        "INSERT INTO contact_reveal (id, visit, reason, words, revealed_by, revealed_at, due) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (record.id, record.visit, record.reason, record.words, record.revealed_by,
         record.revealed_at.isoformat(timespec="seconds"), record.due.isoformat()),
    )  # fmt: skip
    change.touched("visit", record.visit)


def close(change: Change, record: RevealRecord, *, told: str, how: str, on: date, by: str) -> None:
    """Say that somebody was told: whom, how, on which day, and who says so."""
    change.execute(
        "UPDATE contact_reveal SET told = ?, told_how = ?, told_on = ?, told_by = ? WHERE id = ?",
        (told, how, on.isoformat(), by, record.id),
    )
    change.touched("visit", record.visit)


def move(change: Change, visit: str, *, to: str) -> None:
    """Let the reveals of a visit stand at the one its row is joined into."""
    change.execute("UPDATE contact_reveal SET visit = ? WHERE visit = ?", (to, visit))


def where(file: Compartment, condition: str, values: Sequence[Any] = ()) -> list[RevealRecord]:
    """Return the reveals that meet a condition, what is due first before the others."""
    rows = file.read(
        f"SELECT {_COLUMNS} FROM contact_reveal WHERE {condition} ORDER BY due, revealed_at, id",
        tuple(values),
    )
    return [_record(row) for row in rows]


def _record(row: Sequence[Any]) -> RevealRecord:
    cells = list(row)
    cells[5], cells[6] = datetime.fromisoformat(row[5]), date.fromisoformat(row[6])
    cells[9] = as_day(row[9])
    return RevealRecord(*cells)


def logged(file: Compartment, *, latest: int) -> list[audit.Entry]:
    """Return the reveals among the latest entries of the log, the oldest first."""
    rows = file.read(
        "SELECT body FROM audit WHERE seq > (SELECT max(seq) FROM audit) - ? "
        "AND json_extract(body, '$.operation') = ? ORDER BY seq",
        (latest, EMERGENCY),
    )
    return [audit.entry_from(body) for (body,) in rows]


def without_task(file: Compartment, entries: Iterable[audit.Entry]) -> int:
    """Return how many logged reveals are of a visit that is here, and have no task."""
    known = {id_ for (id_,) in file.read("SELECT id FROM contact_reveal")}
    lost = [entry for entry in entries if entry.facts.get(FACT) not in known]
    return sum(_is_here(file, [id_ for _, id_, _ in entry.records]) for entry in lost)


def _is_here(file: Compartment, ids: Collection[str]) -> bool:
    marks = ",".join("?" * len(ids))
    return file.read_one(f"SELECT 1 FROM visit WHERE id IN ({marks})", tuple(ids)) is not None


def contacts_over(file: Compartment, *, until: date, today: date) -> list[VisitRecord]:
    """Return visits that name somebody to call and ended on ``until`` or before.

    Whoever may be inside or come in keeps theirs, and so does a visit that is held on ``today``.
    """
    kept = holds.kept(file, on=today)
    found = visits_where(file, f"{_ENDED} AND clock_day <= ?", (*STILL_COMING, as_text(until)))
    return [one for one in found if one.seq not in kept]


def oldest_contact(file: Compartment, *, today: date) -> date | None:
    """Return the day on which the first visit ended that still names somebody to call."""
    kept = holds.kept(file, on=today)
    free = f"AND seq NOT IN ({','.join(map(str, kept))})" if kept else ""
    row = file.read_one(f"SELECT min(clock_day) FROM visit WHERE {_ENDED} {free}", STILL_COMING)
    return as_day(row[0]) if row else None


_ENDED: Final = f"{_GIVEN} AND state NOT IN ({','.join('?' * len(STILL_COMING))})"
