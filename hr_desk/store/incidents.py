# SPDX-License-Identifier: Apache-2.0
"""The SQL of incidents: their files and people in privacy, and what waits in the other files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day
from hr_desk.store.hiring import as_json

_COLUMNS: Final = (
    "seq, id, number, version, drill, way, level, gravest, named, since_at, until_at, found_at, "
    "opened_at, opened_by, sections, reported_at, announced, spared, closed_at, retention_class, "
    "clock_event, clock_day"
)
_PERSON: Final = "line, kind, fields, known, minor, listed, guardian_of, result, result_at"
_GUARDIAN: Final = "guardian"
_TASK: Final = "reference, peer, way, named, since_at, until_at, at"


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """One incident; moments are ISO 8601 in UTC, texts are empty until they are known.

    ``named`` is the user or the register's entry it is about, ``announced`` and ``spared`` the
    reasons for an announcement and for telling nobody; ``gravest`` the worst level it ever had.
    """

    seq: int
    id: str
    number: str
    version: int
    drill: bool
    way: str
    level: str
    gravest: str
    named: str
    since_at: str
    until_at: str
    found_at: str
    opened_at: str
    opened_by: str
    sections: Mapping[str, str]
    reported_at: str | None
    announced: str
    spared: str
    closed_at: str | None
    retention_class: str | None
    clock_event: str | None
    clock_day: date | None


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What a new incident's row needs."""

    id: str
    number: str
    drill: bool
    way: str
    level: str
    named: str
    since_at: str
    until_at: str
    found_at: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that an incident touches: stored values to reach its person by, known field keys.

    Of a minor the values may name the guardian. ``listed``: no entry names it, but it could be
    seen in a list, and ``known`` are the keys that a list shows.
    """

    kind: str
    fields: Mapping[str, Any]
    known: tuple[str, ...]
    minor: bool
    listed: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One touched record in its incident, with what came of telling (empty until then).

    Or the guardian of the minor in line ``guardian_of``; None for whom the incident touches.
    """

    line: int
    touched: Touched
    guardian_of: int | None
    result: str
    result_at: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A question that waits in a file: who asks, and about what."""

    reference: str
    peer: str
    way: str
    named: str
    since_at: str
    until_at: str
    at: str


def where(file: Compartment, condition: str, values: Sequence[Any] = ()) -> list[IncidentRecord]:
    """Return the incidents that meet a condition of this module's callers, newest first."""
    rows = file.read(f"SELECT {_COLUMNS} FROM incident WHERE {condition} ORDER BY seq DESC", values)
    return [_incident(row) for row in rows]


def _incident(row: Sequence[Any]) -> IncidentRecord:
    found = dict(zip(_COLUMNS.split(", "), row, strict=True))
    found |= {
        "drill": bool(found["drill"]),
        "sections": json.loads(found["sections"]),
        "clock_day": as_day(found["clock_day"]),
    }
    return IncidentRecord(**found)


def insert(change: Change, new: NewIncident) -> IncidentRecord:
    """Add an incident and return it."""
    change.execute(
        "INSERT INTO incident (id, number, version, drill, way, level, gravest, named, since_at, "
        "until_at, found_at, opened_at, opened_by, sections, announced, spared) "
        "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '', '')",
        (new.id, new.number, int(new.drill), new.way, new.level, new.level, new.named, new.since_at,
         new.until_at, new.found_at, change.now.isoformat(timespec="seconds"), new.opened_by),
    )  # fmt: skip
    change.wrote("incident", new.id, {"version": 1, "number": new.number})
    return where(change.compartment, "id = ?", (new.id,))[0]


def update(change: Change, record: IncidentRecord, **columns: Any) -> None:
    """Set columns of an incident (our own names) and count a new version."""
    sets = "".join(f", {name} = ?" for name in columns)
    change.execute(
        f"UPDATE incident SET version = version + 1{sets} WHERE seq = ?",
        (*columns.values(), record.seq),
    )
    change.wrote("incident", record.id, {"version": record.version + 1, **columns})


def add_part(change: Change, seq: int, *, reference: str, peer: str) -> None:
    """Note that a file was asked."""
    change.execute(
        "INSERT INTO incident_part (reference, incident, peer, asked_at) VALUES (?, ?, ?, ?)",
        (bytes.fromhex(reference), seq, peer, change.now.isoformat(timespec="seconds")),
    )


def parts(file: Compartment, seq: int) -> dict[str, int | None]:
    """Return each file that was asked, and how many people it named (None: not answered yet)."""
    rows = file.read(
        "SELECT peer, people FROM incident_part WHERE incident = ? ORDER BY asked_at, peer", (seq,)
    )
    return dict(rows)


def answer(change: Change, seq: int, reference: str, people: Sequence[Touched]) -> None:
    """Keep whom a file named; a second answer to the same question changes nothing."""
    part = bytes.fromhex(reference)
    fresh = change.execute(
        "UPDATE incident_part SET answered_at = ?, people = ? "
        "WHERE reference = ? AND answered_at IS NULL",
        (change.now.isoformat(timespec="seconds"), len(people), part),
    ).rowcount
    if fresh:
        add_people(change, seq, people, part=part)


def add_people(change: Change, seq: int, people: Sequence[Touched], *, part: bytes = b"") -> None:
    """Add touched records behind those that are there, the guardian of a minor after the minor."""
    last = change.execute(
        "SELECT coalesce(max(line), 0) FROM incident_person WHERE incident = ?", (seq,)
    ).fetchone()[0]
    line = last
    for one in people:
        line += 1
        own = {key: value for key, value in one.fields.items() if key != _GUARDIAN}
        _add_line(change, (seq, line, part), replace(one, fields=own), guardian_of=None)
        if one.minor:
            theirs = {key: value for key, value in one.fields.items() if key == _GUARDIAN}
            guardian = replace(one, fields=theirs, minor=False)
            line += 1
            _add_line(change, (seq, line, part), guardian, guardian_of=line - 1)


def _add_line(
    change: Change, place: tuple[int, int, bytes], one: Touched, *, guardian_of: int | None
) -> None:
    change.execute(
        "INSERT INTO incident_person (incident, line, part, kind, fields, known, minor, "
        "listed, guardian_of, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        (*place, one.kind, as_json(one.fields), json.dumps(one.known), one.minor, one.listed,
         guardian_of),
    )  # fmt: skip


def people(file: Compartment, seq: int) -> list[PersonRow]:
    """Return the touched records of an incident, each minor's guardian behind them."""
    rows = file.read(
        f"SELECT {_PERSON} FROM incident_person WHERE incident = ? ORDER BY line", (seq,)
    )
    return [
        PersonRow(
            line,
            Touched(kind, json.loads(fields), tuple(json.loads(known)), bool(minor), bool(listed)),
            guardian_of, result, result_at,
        )
        for line, kind, fields, known, minor, listed, guardian_of, result, result_at in rows
    ]  # fmt: skip


def counts(file: Compartment, seq: int) -> dict[str, int]:
    """Return how many of the touched records have each result; empty text: none yet."""
    return dict(file.read(
        "SELECT result, count(*) FROM incident_person WHERE incident = ? AND guardian_of IS NULL "
        "GROUP BY result", (seq,),
    ))  # fmt: skip


def count_listed(file: Compartment, seq: int) -> int:
    """Return how many of the touched records no entry names, but a list could show."""
    row = file.read_one(
        "SELECT count(*) FROM incident_person WHERE incident = ? AND guardian_of IS NULL "
        "AND listed", (seq,),
    )  # fmt: skip
    return 0 if row is None else int(row[0])


def count_without(file: Compartment, seq: int, results: Sequence[str]) -> int:
    """Return how many touched records have none of these results; a minor has what both have."""
    marks = ", ".join("?" for _ in results)
    row = file.read_one(
        "SELECT count(*) FROM incident_person AS p LEFT JOIN incident_person AS g "
        "ON g.incident = p.incident AND g.guardian_of = p.line "
        "WHERE p.incident = ? AND p.guardian_of IS NULL AND (p.result NOT IN "
        f"({marks}) OR (p.minor AND coalesce(g.result, '') NOT IN ({marks})))",
        (seq, *results, *results),
    )
    return 0 if row is None else int(row[0])


def note_result(change: Change, seq: int, lines: Sequence[int], result: str, *, at: str) -> int:
    """Note what came of telling these people, and when; returns how many there were."""
    return sum(
        change.execute(
            "UPDATE incident_person SET result = ?, result_at = ? WHERE incident = ? AND line = ?",
            (result, at, seq, line),
        ).rowcount
        for line in lines
    )


def announce_rest(change: Change, seq: int, *, result: str, told: str, at: str) -> None:
    """Let the announcement stand for everybody who was not told."""
    change.execute(
        "UPDATE incident_person SET result = ?, result_at = ? WHERE incident = ? AND result <> ?",
        (result, at, seq, told),
    )


def add_task(change: Change, task: TaskRow) -> None:
    """Keep a question until somebody answers it."""
    change.execute(
        f"INSERT INTO incident_task ({_TASK}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (bytes.fromhex(task.reference), task.peer, task.way, task.named, task.since_at,
         task.until_at, task.at),
    )  # fmt: skip


def tasks(file: Compartment) -> list[TaskRow]:
    """Return the questions that wait, oldest first."""
    rows = file.read(f"SELECT {_TASK} FROM incident_task ORDER BY at, reference")
    return [TaskRow(bytes(reference).hex(), *rest) for reference, *rest in rows]


def remove_task(change: Change, reference: str) -> None:
    """Forget a question that was answered."""
    change.execute("DELETE FROM incident_task WHERE reference = ?", (bytes.fromhex(reference),))
