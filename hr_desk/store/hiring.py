# SPDX-License-Identifier: Apache-2.0
"""The SQL of the hiring file: persons, applications, requisitions and their search terms."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.domain.clock import day_of, start_of
from hr_desk.store import steps
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day
from hr_desk.store.steps import Step

Fields = Mapping[str, Any]
"""Stored catalogue values (JSON) by field key."""

_APPLICATION: Final = (
    "a.id, a.version, a.stage, a.stage_on, a.owner, a.reason, a.retention_class, a.clock_event, "
    "a.clock_day, a.fields, a.seq, p.seq, p.id, p.version, p.fields, p.notice_version, "
    "p.notice_how, p.notice_at, r.id, r.title, r.stages "
    "FROM application a JOIN person p ON p.seq = a.person "
    "JOIN requisition r ON r.seq = a.requisition"
)
_MOST_VARIABLES: Final = 500


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """One application with its person and the requisition it is for."""

    id: str
    version: int
    stage: str
    stage_on: date
    owner: str
    reason: str | None
    retention_class: str | None
    clock_event: str | None
    clock_day: date | None
    fields: Fields
    seq: int
    person_seq: int
    person_id: str
    person_version: int
    person_fields: Fields
    notice_version: int
    notice_how: str
    notice_at: str
    requisition_id: str
    requisition_title: str
    requisition_stages: tuple[str, ...]
    """The choosable stages its requisition has."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What a new person's row needs."""

    id: str
    created_at: str
    notice_version: int
    notice_how: str
    fields: Fields


def as_json(fields: Fields) -> str:
    """Return fields as they are stored."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _application(row: Sequence[Any]) -> ApplicationRecord:
    return ApplicationRecord(
        id=row[0],
        version=row[1],
        stage=row[2],
        stage_on=date.fromisoformat(row[3]),
        owner=row[4],
        reason=row[5],
        retention_class=row[6],
        clock_event=row[7],
        clock_day=as_day(row[8]),
        fields=json.loads(row[9]),
        seq=row[10],
        person_seq=row[11],
        person_id=row[12],
        person_version=row[13],
        person_fields=json.loads(row[14]),
        notice_version=row[15],
        notice_how=row[16],
        notice_at=row[17],
        requisition_id=row[18],
        requisition_title=row[19],
        requisition_stages=tuple(json.loads(row[20])),
    )


def applications(hiring: Compartment, ids: Collection[str]) -> list[ApplicationRecord]:
    """Return the applications with these ids, in the order of the ids; missing ones are absent."""
    found: dict[str, ApplicationRecord] = {}
    listed = list(ids)
    for start in range(0, len(listed), _MOST_VARIABLES):
        some = listed[start : start + _MOST_VARIABLES]
        marks = ",".join("?" * len(some))
        for row in hiring.read(f"SELECT {_APPLICATION} WHERE a.id IN ({marks})", some):
            found[row[0]] = _application(row)
    return [found[id_] for id_ in listed if id_ in found]


def applications_where(
    hiring: Compartment, condition: str, values: Sequence[Any], *, limit: int
) -> list[ApplicationRecord]:
    """Return applications that meet a condition of this module's callers, newest first."""
    rows = hiring.read(
        f"SELECT {_APPLICATION} WHERE {condition} ORDER BY a.seq DESC LIMIT ?",
        (*values, limit),
    )
    return [_application(row) for row in rows]


def open_applications_of(hiring: Compartment, requisition_seq: int) -> list[ApplicationRecord]:
    """Return the undecided applications of a requisition: those without a clock."""
    return applications_where(
        hiring, "a.requisition = ? AND a.retention_class IS NULL", (requisition_seq,), limit=-1
    )


def insert_person(change: Change, person: NewPerson) -> int:
    """Add a person; returns the row's number, by which terms point at it."""
    cursor = change.execute(
        "INSERT INTO person (id, version, created_at, notice_version, notice_how, notice_at, "
        "fields) VALUES (?, 1, ?, ?, ?, ?, ?)",
        (person.id, person.created_at, person.notice_version, person.notice_how,
         person.created_at, as_json(person.fields)),
    )  # fmt: skip
    change.wrote("person", person.id, {"version": 1, "fields": person.fields})
    return int(cursor.lastrowid)


def insert_application(
    change: Change, id_: str, *, person: int, requisition: int, step: Step, owner: str,
    fields: Fields,
) -> int:  # fmt: skip
    """Add an application of a person to a requisition (row numbers); returns its own number."""
    on = step.on.isoformat()
    cursor = change.execute(
        "INSERT INTO application (id, version, person, requisition, stage, stage_on, owner, "
        "touched_on, fields) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)",
        (id_, person, requisition, step.stage, on, owner, on, as_json(fields)),
    )
    steps.insert(change, int(cursor.lastrowid), step)
    change.wrote("application", id_, {"version": 1, "stage": step.stage, "fields": fields})
    return int(cursor.lastrowid)


def set_step(change: Change, application: ApplicationRecord, step: Step) -> None:
    """Move an application to a new state and remember it; an accepted offer stays noted."""
    steps.insert(change, application.seq, step)
    _put_step(change, application, step, offer="coalesce(?, {name})")


def return_to(change: Change, application: ApplicationRecord, step: Step) -> None:
    """Put an application back into a state that it was in before, whatever came after it."""
    _put_step(change, application, step, offer="?")


def _put_step(change: Change, application: ApplicationRecord, step: Step, *, offer: str) -> None:
    values = ", ".join(
        f"{name} = {offer.format(name=name) if name.startswith('offer_') else '?'}"
        for name in steps.COLUMNS
    )
    change.execute(
        f"UPDATE application SET version = version + 1, {values}, touched_on = ? WHERE id = ?",
        (*steps.columns_of(step), _today(change), application.id),
    )
    change.wrote(
        "application", application.id, {"version": application.version + 1, "stage": step.stage}
    )


def touch(change: Change, person_seq: int) -> None:
    """Note that somebody did something for a person today: their applications do not lie idle."""
    change.execute(
        "UPDATE application SET touched_on = ? WHERE person = ? AND retention_class IS NULL",
        (_today(change), person_seq),
    )


def _today(change: Change) -> str:
    return day_of(change.now).isoformat()


def set_clock(
    change: Change, application: ApplicationRecord, *, class_: str, event: str, day: date
) -> None:
    """Let another class decide when an application goes; its stage stays."""
    change.execute(
        "UPDATE application SET version = version + 1, retention_class = ?, clock_event = ?, "
        "clock_day = ? WHERE id = ?",
        (class_, event, day.isoformat(), application.id),
    )
    change.wrote(
        "application",
        application.id,
        {"version": application.version + 1, "retention_class": class_},
    )


def applications_of(hiring: Compartment, person_id: str) -> list[ApplicationRecord]:
    """Return every application of a person, newest first."""
    return applications_where(hiring, "p.id = ?", (person_id,), limit=-1)


def persons_decided(hiring: Compartment, stages: Sequence[str]) -> list[str]:
    """Return the ids of persons with an application that came to one of these stages, and why."""
    rows = hiring.read(
        "SELECT DISTINCT p.id FROM application a JOIN person p ON p.seq = a.person "
        "WHERE a.reason IS NOT NULL AND a.stage IN (SELECT value FROM json_each(?))",
        (json.dumps(list(stages)),),
    )
    return [id_ for (id_,) in rows]


def update_person(
    change: Change,
    application: ApplicationRecord,
    fields: Fields,
    *,
    terms: tuple[set[str], set[str]],
) -> None:
    """Replace a person's fields and the difference between their old and new terms."""
    change.execute(
        "UPDATE person SET version = version + 1, fields = ? WHERE seq = ?",
        (as_json(fields), application.person_seq),
    )
    touch(change, application.person_seq)
    old, new = terms
    remove_terms(change, application.person_seq, old - new)
    insert_terms(change, application.person_seq, new - old)
    version = application.person_version + 1
    change.wrote("person", application.person_id, {"version": version, "fields": fields})


def give_notice(change: Change, application: ApplicationRecord, *, version: int, how: str) -> None:
    """Note the notice that a known person was given now: the policy's version, and how."""
    change.execute(
        "UPDATE person SET notice_version = ?, notice_how = ?, notice_at = ? WHERE seq = ?",
        (version, how, change.now.isoformat(timespec="seconds"), application.person_seq),
    )
    change.touched("person", application.person_id)


def update_application(change: Change, application: ApplicationRecord, fields: Fields) -> None:
    """Replace an application's own fields."""
    change.execute(
        "UPDATE application SET version = version + 1, fields = ? WHERE id = ?",
        (as_json(fields), application.id),
    )
    touch(change, application.person_seq)
    change.wrote(
        "application", application.id, {"version": application.version + 1, "fields": fields}
    )


def insert_terms(change: Change, seq: int, terms: Iterable[str]) -> None:
    """Point each term at the person's row."""
    change.executemany(
        "INSERT OR IGNORE INTO term (term, seq) VALUES (?, ?)",
        [(term, seq) for term in sorted(terms)],
    )


def remove_terms(change: Change, seq: int, terms: Iterable[str]) -> None:
    """Point these terms at the person's row no longer."""
    gone = [(term, seq) for term in terms]
    change.executemany("DELETE FROM term WHERE term = ? AND seq = ?", gone)


def set_owner(change: Change, application: ApplicationRecord, owner: str) -> None:
    """Give an application to another user (id)."""
    change.execute(
        "UPDATE application SET version = version + 1, owner = ? WHERE id = ?",
        (owner, application.id),
    )
    touch(change, application.person_seq)
    change.wrote("application", application.id, {"version": application.version + 1})


def move_application(
    change: Change, application: ApplicationRecord, requisition_seq: int, fields: Fields
) -> None:
    """Put an application under another requisition (row number), with the fields it has there."""
    change.execute(
        "UPDATE application SET version = version + 1, requisition = ?, fields = ? WHERE id = ?",
        (requisition_seq, as_json(fields), application.id),
    )
    touch(change, application.person_seq)
    change.wrote(
        "application", application.id, {"version": application.version + 1, "fields": fields}
    )


def untouched_since(hiring: Compartment, day: date) -> list[ApplicationRecord]:
    """Return open applications that nobody did anything for since before ``day``.

    Who has an interview planned on that day or later does not lie idle.
    """
    return applications_where(
        hiring,
        "a.retention_class IS NULL AND a.touched_on < ? AND NOT EXISTS (SELECT 1 FROM interview i "
        "WHERE i.application = a.seq AND i.state = 'planned' AND i.starts_at >= ?)",
        (day.isoformat(), start_of(day).strftime("%Y-%m-%dT%H:%M:%SZ")),
        limit=-1,
    )


def stage_counts(
    hiring: Compartment, condition: str = "1", values: Sequence[Any] = ()
) -> dict[str, int]:
    """Return how many applications ``a`` that meet a condition stand at each stage."""
    rows = hiring.read(
        f"SELECT a.stage, count(*) FROM application a WHERE {condition} GROUP BY a.stage", values
    )
    return dict(rows)


def persons_having(
    hiring: Compartment, ids: Collection[str], condition: str, values: Sequence[Any]
) -> frozenset[str]:
    """Return those of these persons (ids) who have an application ``a`` that meets a condition."""
    found: set[str] = set()
    listed = list(ids)
    for start in range(0, len(listed), _MOST_VARIABLES):
        some = listed[start : start + _MOST_VARIABLES]
        rows = hiring.read(
            "SELECT DISTINCT p.id FROM person p JOIN application a ON a.person = p.seq "
            f"WHERE p.id IN ({','.join('?' * len(some))}) AND {condition}",
            [*some, *values],
        )
        found.update(row[0] for row in rows)
    return frozenset(found)


def owed_a_notice(hiring: Compartment, condition: str, values: Sequence[Any]) -> int:
    """Return how many persons who have such an application ``a`` are owed the notice."""
    row = hiring.read_one(
        "SELECT count(*) FROM person p WHERE p.notice_how = 'owed' AND EXISTS "
        f"(SELECT 1 FROM application a WHERE a.person = p.seq AND {condition})",
        values,
    )
    return int(row[0])
