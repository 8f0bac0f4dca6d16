# SPDX-License-Identifier: Apache-2.0
"""The SQL of imports: batches, whom each row made or changed, and how headings were read.

A row points at persons and applications by their numbers, which are never used twice. What stood
in a changed record before is personal data: it is kept while the batch can be undone and goes with
its person.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import Fields, as_json

NEW: Final = "new"
"""A row that made a person and an application."""
UPDATED: Final = "updated"
"""A row that changed a person of the file."""

_MOST_VARIABLES: Final = 500


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One import: what it was to bring in, what it brought, and whether it was taken back."""

    seq: int
    id: str
    form: str
    user: str
    started_at: str
    started_on: date
    notice_how: str
    planned: int
    new: int
    updated: int
    finished_at: str | None
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class RowRecord:
    """What one row of the sheet did; ``application`` is the number of the one it made, if any.

    ``before`` holds, for ``person`` and for ``application`` (id to fields), what each changed
    field was; a value that was not there is None.
    """

    line: int
    made: str
    person: int
    person_version: int
    application: int | None
    application_version: int | None
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A person of the file who has a value that a row has too."""

    seq: int
    id: str
    version: int
    fields: Fields


def twins(file: Compartment, terms: Collection[str]) -> dict[str, list[Twin]]:
    """Return the persons that have each of these search terms, the oldest first."""
    found: dict[str, list[Twin]] = {}
    listed = sorted(terms)
    for start in range(0, len(listed), _MOST_VARIABLES):
        some = listed[start : start + _MOST_VARIABLES]
        marks = ",".join("?" * len(some))
        rows = file.read(
            "SELECT t.term, p.seq, p.id, p.version, p.fields FROM term t "
            f"JOIN person p ON p.seq = t.seq WHERE t.term IN ({marks}) ORDER BY p.seq",
            some,
        )
        for term, seq, id_, version, fields in rows:
            found.setdefault(term, []).append(Twin(seq, id_, version, json.loads(fields)))
    return found


def insert_batch(
    change: Change, id_: str, *, form: str, user: str, on: date, notice: tuple[int, str],
    planned: int,
) -> int:  # fmt: skip
    """Begin a batch, ``notice`` the policy's version and how it was given; returns its number."""
    cursor = change.execute(
        "INSERT INTO import_batch (id, form, user, started_at, started_on, notice_version, "
        "notice_how, planned, new, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
        (id_, form, user, change.now.isoformat(timespec="seconds"), on.isoformat(), *notice,
         planned),
    )  # fmt: skip
    return int(cursor.lastrowid)


def add_rows(change: Change, batch: int, rows: Sequence[RowRecord]) -> None:
    """Note what rows did, and count them in their batch."""
    change.executemany(
        "INSERT INTO import_row (batch, line, made, person, person_version, application, "
        "application_version, before) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (batch, row.line, row.made, row.person, row.person_version, row.application,
             row.application_version, None if row.before is None else as_json(row.before))
            for row in rows
        ],
    )  # fmt: skip
    new = sum(row.made == NEW for row in rows)
    change.execute(
        "UPDATE import_batch SET new = new + ?, updated = updated + ? WHERE seq = ?",
        (new, len(rows) - new, batch),
    )


def finish_batch(change: Change, batch: int) -> None:
    """Note that a batch is complete."""
    change.execute(
        "UPDATE import_batch SET finished_at = ? WHERE seq = ?",
        (change.now.isoformat(timespec="seconds"), batch),
    )


_BATCH: Final = (
    "SELECT seq, id, form, user, started_at, started_on, notice_how, planned, new, updated, "
    "finished_at, undone_at FROM import_batch"
)


def _batch(row: Sequence[Any]) -> BatchRecord:
    return BatchRecord(
        seq=row[0],
        id=row[1],
        form=row[2],
        user=row[3],
        started_at=row[4],
        started_on=date.fromisoformat(row[5]),
        notice_how=row[6],
        planned=row[7],
        new=row[8],
        updated=row[9],
        finished_at=row[10],
        undone_at=row[11],
    )


def batches(file: Compartment) -> list[BatchRecord]:
    """Return every batch, newest first."""
    return [_batch(row) for row in file.read(f"{_BATCH} ORDER BY seq DESC")]


def batch(file: Compartment, id_: str) -> BatchRecord | None:
    """Return one batch, or None."""
    row = file.read_one(f"{_BATCH} WHERE id = ?", (id_,))
    return None if row is None else _batch(row)


def rows_of(file: Compartment, seq: int) -> list[RowRecord]:
    """Return what the rows of a batch did, in their order."""
    rows = file.read(
        "SELECT line, made, person, person_version, application, application_version, before "
        "FROM import_row WHERE batch = ? ORDER BY line",
        (seq,),
    )
    return [
        RowRecord(
            line=row[0],
            made=row[1],
            person=row[2],
            person_version=row[3],
            application=row[4],
            application_version=row[5],
            before=None if row[6] is None else json.loads(row[6]),
        )
        for row in rows
    ]


def worked_on(file: Compartment, seq: int) -> list[int]:
    """Return the lines of a batch whose people somebody has worked on since.

    That is: the person or the application was written again, applies once more, was invited or
    has an interview.
    """
    rows = file.read(
        "SELECT DISTINCT r.line FROM import_row r JOIN person p ON p.seq = r.person "
        "LEFT JOIN application a ON a.seq = r.application WHERE r.batch = ? AND "
        "(p.version <> r.person_version "
        "OR (r.application IS NOT NULL AND a.version IS NOT r.application_version) "
        "OR EXISTS (SELECT 1 FROM invitation i WHERE i.application = r.application) "
        "OR EXISTS (SELECT 1 FROM interview n WHERE n.application = r.application) "
        "OR (r.made = 'new' AND (SELECT count(*) FROM application o "
        "WHERE o.person = r.person) <> 1)) ORDER BY r.line",
        (seq,),
    )
    return [int(line) for (line,) in rows]


def merged(file: Compartment, seq: int) -> list[int]:
    """Return the lines of a batch whose person is one with another record now, in order."""
    rows = file.read(
        "SELECT line FROM import_row WHERE batch = ? AND person IN (SELECT kept FROM merge) "
        "ORDER BY line",
        (seq,),
    )
    return [row[0] for row in rows]


def move_rows(change: Change, person: int, to: int) -> list[list[int]]:
    """Let the rows of a person be those of another (numbers); returns which: batch and line."""
    rows = change.execute(
        "SELECT batch, line FROM import_row WHERE person = ? ORDER BY batch, line", (person,)
    ).fetchall()
    change.execute("UPDATE import_row SET person = ? WHERE person = ?", (to, person))
    return [list(row) for row in rows]


def give_rows_back(change: Change, person: int, rows: Sequence[Sequence[int]]) -> None:
    """Let rows that ``move_rows`` returned be a person's (number) again, those still there."""
    change.executemany(
        "UPDATE import_row SET person = ? WHERE batch = ? AND line = ?",
        [(person, *row) for row in rows],
    )


def people_made(file: Compartment, seq: int) -> list[tuple[int, str]]:
    """Return number and id of the persons a batch made who are still there."""
    rows = file.read(
        "SELECT p.seq, p.id FROM import_row r JOIN person p ON p.seq = r.person "
        "WHERE r.batch = ? AND r.made = 'new' ORDER BY p.seq",
        (seq,),
    )
    return [(row[0], row[1]) for row in rows]


def applications_added(file: Compartment, seq: int) -> list[tuple[int, str]]:
    """Return number and id of the applications a batch added to people who were there before."""
    rows = file.read(
        "SELECT a.seq, a.id FROM import_row r JOIN application a ON a.seq = r.application "
        "WHERE r.batch = ? AND r.made = 'updated' ORDER BY a.seq",
        (seq,),
    )
    return [(row[0], row[1]) for row in rows]


def note_undone(change: Change, seq: int) -> None:
    """Note that a batch was taken back; what its rows did is forgotten."""
    change.execute("DELETE FROM import_row WHERE batch = ?", (seq,))
    change.execute(
        "UPDATE import_batch SET undone_at = ? WHERE seq = ?",
        (change.now.isoformat(timespec="seconds"), seq),
    )


def forget_rows(change: Change, before: date) -> int:
    """Forget what the rows of batches up to the day ``before`` did; returns how many rows went."""
    return int(
        change.execute(
            "DELETE FROM import_row WHERE batch IN "
            "(SELECT seq FROM import_batch WHERE started_on <= ?)",
            (before.isoformat(),),
        ).rowcount
    )


def remember_mapping(change: Change, headings: str, fields: Iterable[str], *, on: date) -> None:
    """Keep how a set of headings (its digest) is read, in the place of the earlier answer."""
    change.execute(
        "INSERT INTO import_mapping (headings, fields, saved_on) VALUES (?, ?, ?) "
        "ON CONFLICT (headings) DO UPDATE SET fields = excluded.fields, "
        "saved_on = excluded.saved_on",
        (headings, json.dumps(list(fields)), on.isoformat()),
    )


def mapping(file: Compartment, headings: str) -> list[str] | None:
    """Return what was kept for a set of headings, in sorted order; None if it is unknown."""
    row = file.read_one("SELECT fields FROM import_mapping WHERE headings = ?", (headings,))
    return None if row is None else list(json.loads(row[0]))
