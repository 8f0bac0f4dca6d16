# SPDX-License-Identifier: Apache-2.0
"""The SQL of what the officer asks of a file, and of the records whose use is restricted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import as_json


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A question that waits: its reference, who asks, about what, and about whom (stored)."""

    reference: str
    peer: str
    code: str
    at: str
    fields: Mapping[str, Any]


def add(change: Change, task: TaskRecord) -> None:
    """Keep a question until somebody answers it."""
    change.execute(
        "INSERT INTO request_task (reference, peer, code, at, fields) VALUES (?, ?, ?, ?, ?)",
        (bytes.fromhex(task.reference), task.peer, task.code, task.at, as_json(task.fields)),
    )


def waiting(file: Compartment) -> list[TaskRecord]:
    """Return the questions that wait, oldest first."""
    rows = file.read(
        "SELECT reference, peer, code, at, fields FROM request_task ORDER BY at, reference"
    )
    return [
        TaskRecord(bytes(reference).hex(), peer, code, at, json.loads(fields))
        for reference, peer, code, at, fields in rows
    ]


def remove(change: Change, reference: str) -> None:
    """Delete a question with whom it was about."""
    change.execute("DELETE FROM request_task WHERE reference = ?", (bytes.fromhex(reference),))


def restrict(change: Change, *, record: str, row: int, reference: str) -> None:
    """Keep a record (id and row number) from being used; the first order stays."""
    change.execute(
        "INSERT OR IGNORE INTO record_restriction (record, row, reference, since_at) "
        "VALUES (?, ?, ?, ?)",
        (record, row, reference, change.now.isoformat(timespec="seconds")),
    )


def lift(change: Change, record: str) -> None:
    """Let a record be used again."""
    change.execute("DELETE FROM record_restriction WHERE record = ?", (record,))


def restricted(file: Compartment) -> dict[str, int]:
    """Return id to row number of every record that must not be used."""
    return dict(file.read("SELECT record, row FROM record_restriction ORDER BY row"))


def is_restricted(file: Compartment, record: str) -> bool:
    """Whether a record must not be used."""
    row = file.read_one("SELECT 1 FROM record_restriction WHERE record = ?", (record,))
    return row is not None


def rows_having(file: Compartment, terms: Sequence[str]) -> list[int]:
    """Return the rows that one of these search terms points at, oldest first."""
    marks = ",".join("?" * len(terms))
    rows = file.read(f"SELECT DISTINCT seq FROM term WHERE term IN ({marks}) ORDER BY 1", terms)
    return [int(row[0]) for row in rows]
