# SPDX-License-Identifier: Apache-2.0
"""The SQL of a sweep, and its proof.

Rows, terms and documents go in one transaction, with tombstones. ``secure_delete`` alone leaves
values in the gaps of pages (measured: 13 of 253,000), so the proof rewrites the file and empties
the log; both moments are noted.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.store import driver
from hr_desk.store.compartment import Change, Compartment

Periods = Mapping[tuple[str, str], int]
"""(class, event) to days in force."""

DRAFT_CLASS: Final = "DRAFT"
_PATIENCE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class DuePerson:
    """A person all of whose applications are due, with the clock of the last one."""

    seq: int
    id: str
    fields: Mapping[str, Any]
    requisition: str
    retention_class: str
    clock_event: str
    clock_day: date
    due: date


@dataclass(frozen=True, slots=True)
class Removed:
    """What a sweep took: records per class, and the days on which they were due."""

    counts: Mapping[str, int]
    earliest_due: date
    latest_due: date
    documents: tuple[str, ...]


def _due_condition(periods: Periods, on: date) -> tuple[str, list[str]]:
    parts, values = [], []
    for (class_, event), days in sorted(periods.items()):
        parts.append("(a.retention_class = ? AND a.clock_event = ? AND a.clock_day <= ?)")
        values += [class_, event, (on - timedelta(days=days)).isoformat()]
    return " OR ".join(parts) or "0", values


def due_persons(hiring: Compartment, periods: Periods, *, on: date) -> list[DuePerson]:
    """Return the persons due on the day ``on``, the longest overdue first.

    A person is due when every application of theirs is: the last one decides (promises, clock
    rule 1), and an open one keeps the file.
    """
    condition, values = _due_condition(periods, on)
    rows = hiring.read(
        "SELECT p.seq, p.id, p.fields, r.title, a.retention_class, a.clock_event, a.clock_day "
        "FROM application a JOIN person p ON p.seq = a.person "
        "JOIN requisition r ON r.seq = a.requisition "
        f"WHERE ({condition}) AND NOT EXISTS (SELECT 1 FROM application a WHERE "
        f"a.person = p.seq AND (({condition}) IS NOT TRUE))",
        values + values,
    )
    last: dict[int, DuePerson] = {}
    for seq, id_, fields, title, class_, event, day in rows:
        clock_day = date.fromisoformat(day)
        due = clock_day + timedelta(days=periods[class_, event])
        if seq not in last or last[seq].due < due:
            last[seq] = DuePerson(
                seq, id_, json.loads(fields), title, class_, event, clock_day, due
            )
    return sorted(last.values(), key=lambda person: (person.due, person.seq))


def remove(
    change: Change, persons: Sequence[DuePerson], *, number: int, draft_cutoff: date
) -> Removed | None:
    """Delete persons with everything of theirs, and old drafts; None when nothing is due."""
    change.execute("CREATE TEMP TABLE IF NOT EXISTS swept (seq INTEGER PRIMARY KEY, id TEXT)")
    change.execute("DELETE FROM temp.swept")
    change.executemany("INSERT INTO temp.swept VALUES (?, ?)", [(p.seq, p.id) for p in persons])
    documents = _remove_persons(change, number)
    drafts = _remove_drafts(change, draft_cutoff, number=number)
    counts: dict[str, int] = {}
    for person in persons:
        counts[person.retention_class] = counts.get(person.retention_class, 0) + 1
    if drafts:
        counts[DRAFT_CLASS] = len(drafts)
    days = [person.due for person in persons] + drafts
    change.execute("DROP TABLE temp.swept")
    return Removed(counts, min(days), max(days), documents) if days else None


_SWEPT_APPLICATIONS: Final = "SELECT id FROM application WHERE person IN (SELECT seq FROM swept)"


def _remove_persons(change: Change, number: int) -> tuple[str, ...]:
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) "
        f"SELECT id, 'application', ? FROM ({_SWEPT_APPLICATIONS})",
        (number,),
    )
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) SELECT id, 'person', ? FROM swept", (number,)
    )
    owners = f"record IN (SELECT id FROM swept) OR record IN ({_SWEPT_APPLICATIONS})"
    documents = change.execute(f"SELECT id FROM document WHERE {owners}").fetchall()
    change.execute(f"DELETE FROM document WHERE {owners}")
    change.execute(f"DELETE FROM draft WHERE record IN ({_SWEPT_APPLICATIONS})")
    change.execute("DELETE FROM application WHERE person IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM term WHERE seq IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM person WHERE seq IN (SELECT seq FROM swept)")
    return tuple(row[0] for row in documents)


def _remove_drafts(change: Change, cutoff: date, *, number: int) -> list[date]:
    rows = change.execute(
        "SELECT id, typed_on FROM draft WHERE typed_on <= ?", (cutoff.isoformat(),)
    ).fetchall()
    change.executemany(
        "INSERT OR IGNORE INTO tombstone (id, kind, sweep) VALUES (?, 'draft', ?)",
        [(id_, number) for id_, _ in rows],
    )
    change.execute("DELETE FROM draft WHERE typed_on <= ?", (cutoff.isoformat(),))
    return [date.fromisoformat(typed) for _, typed in rows]


def note_sweep(change: Change, number: int, removed: Removed) -> None:
    """Enter a sweep whose proof is still to come."""
    change.execute(
        "INSERT INTO sweep (number, swept_at, counts, earliest_due, latest_due) "
        "VALUES (?, ?, ?, ?, ?)",
        (number, change.now.isoformat(timespec="seconds"), json.dumps(removed.counts),
         removed.earliest_due.isoformat(), removed.latest_due.isoformat()),
    )  # fmt: skip


def next_number(file: Compartment) -> int:
    """Return the number of the next sweep of this file."""
    return int(file.read_one("SELECT coalesce(max(number), 0) + 1 FROM sweep")[0])


def rewrite(file: Compartment) -> bool:
    """Rewrite the file without gaps, if no other process has it open; True when done."""
    with file.presence.alone() as alone:
        if alone:
            with driver.told(file.path):
                file.connection.execute("VACUUM")
        return alone


def empty_log(file: Compartment) -> bool:
    """Empty the log until it answers (0, 0, 0); False when a reader kept it for too long."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not driver.checkpoint(file.connection):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
