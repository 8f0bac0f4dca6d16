# SPDX-License-Identifier: Apache-2.0
"""The SQL of consents: what was agreed to, how it ended, and how long the evidence stays.

A consent names its record by the random id it has in this file. That is all that links it to a
person, also when the record is gone: the evidence outlives the data without repeating any of it.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text

WITHDRAWN: Final = "withdrawn"
REPLACED: Final = "replaced"
RAN_OUT: Final = "ran_out"
RECORD_GONE: Final = "record_gone"
OUTDATED: Final = "outdated"
"""How a consent ends. Out of date is not written: the policy in force says so
(``operations.consent_cover``)."""

FILES: Final = ("hiring",)
"""The files that have these tables."""

_COLUMNS: Final = (
    "id, record, subject, act, how, witness, text_sha256, given_at, user, until, asked_on, "
    "ended_on, ended_by"
)


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One act; days are days in Asia/Shanghai, ``given_at`` is UTC. In force while it has no end.

    ``until`` is the end of a consent that has its own, ``asked_on`` the day on which its person
    was asked whether to go on.
    """

    id: str
    record: str
    subject: str
    act: str
    how: str
    witness: str
    text_sha256: str
    given_at: str
    user: str
    until: date | None
    asked_on: date | None
    ended_on: date | None
    ended_by: str | None


def _consent(row: Sequence[Any]) -> ConsentRecord:
    cells = list(row)
    cells[9:12] = [as_day(cell) for cell in row[9:12]]
    return ConsentRecord(*cells)


def of_record(file: Compartment, record: str) -> tuple[ConsentRecord, ...]:
    """Return every act about a record, oldest first."""
    rows = file.read(f"SELECT {_COLUMNS} FROM consent WHERE record = ? ORDER BY seq", (record,))
    return tuple(_consent(row) for row in rows)


_SINCE: Final = "(SELECT policy_version FROM consent_text x WHERE x.sha256 = text_sha256) >= ?"
"""The condition that an act was given under this version of the policy or a later one."""


def in_force(
    file: Compartment, record: str, subject: str, *, today: date, least: int = 0
) -> ConsentRecord | None:
    """Return the act about a subject that has not ended, if there is one.

    ``least`` is the lowest version of the policy whose consent counts, 0 for any.
    """
    row = file.read_one(
        f"SELECT {_COLUMNS} FROM consent WHERE record = ? AND subject = ? AND ended_on IS NULL "
        f"AND (until IS NULL OR until > ?) AND {_SINCE} ORDER BY seq DESC LIMIT 1",
        (record, subject, today.isoformat(), least),
    )
    return None if row is None else _consent(row)


def ending(file: Compartment, subject: str, *, by: date, least: int) -> tuple[ConsentRecord, ...]:
    """Return the acts that end by themselves on ``by`` at the latest, the first end first.

    Those that count: ``least`` as in ``in_force``.
    """
    rows = file.read(
        f"SELECT {_COLUMNS} FROM consent WHERE until <= ? AND ended_on IS NULL "
        f"AND subject = ? AND {_SINCE} ORDER BY until, seq",
        (by.isoformat(), subject, least),
    )
    return tuple(_consent(row) for row in rows)


ENDING: Final = (
    "a.person IN (SELECT p.seq FROM consent c JOIN person p ON p.id = c.record "
    f"WHERE c.until > ? AND c.until <= ? AND c.ended_on IS NULL AND c.subject = ? AND {_SINCE})"
)
"""The condition that a consent of the person of an application ``a`` ends soon by itself."""


def ending_days(subject: str, today: date, within: int, *, least: int) -> list[str | int]:
    """Return the values of ENDING: after today, within so many days, counting since ``least``."""
    return [today.isoformat(), (today + timedelta(days=within)).isoformat(), subject, least]


def ends(
    hiring: Compartment, subject: str, persons: Collection[str], *, least: int
) -> dict[str, date]:
    """Return the day on which what these persons (ids) agreed to ends by itself, as it stands.

    Of the consents that count: ``least`` as in ``in_force``.
    """
    rows = hiring.read(
        f"SELECT record, until FROM consent WHERE record IN ({','.join('?' * len(persons))}) "
        f"AND subject = ? AND ended_on IS NULL AND until IS NOT NULL AND {_SINCE} ORDER BY seq",
        (*persons, subject, least),
    )
    return {record: date.fromisoformat(until) for record, until in rows}


def text_of(file: Compartment, sha256: str) -> str | None:
    """Return the exact text of a hash."""
    row = file.read_one("SELECT text FROM consent_text WHERE sha256 = ?", (sha256,))
    return None if row is None else str(row[0])


def text_facts(file: Compartment, sha256: str) -> tuple[str, int]:
    """Return the language of a text (hash) that is kept, and the policy's version it names."""
    row = file.read_one(
        "SELECT language, policy_version FROM consent_text WHERE sha256 = ?", (sha256,)
    )
    return str(row[0]), int(row[1])


def insert(
    change: Change, consent: ConsentRecord, *, text: str, language: str, policy_version: int
) -> None:
    """Add an act and, if it is new here, its text."""
    change.execute(
        "INSERT OR IGNORE INTO consent_text (sha256, language, policy_version, text) "
        "VALUES (?, ?, ?, ?)",
        (consent.text_sha256, language, policy_version, text),
    )
    change.execute(
        f"INSERT INTO consent ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (consent.id, consent.record, consent.subject, consent.act, consent.how, consent.witness,
         consent.text_sha256, consent.given_at, consent.user, as_text(consent.until),
         as_text(consent.asked_on), as_text(consent.ended_on), consent.ended_by),
    )  # fmt: skip
    written = {"subject": consent.subject, "act": consent.act, "text": consent.text_sha256}
    change.wrote("consent", consent.id, written)


def end(change: Change, id_: str, *, on: date, by: str) -> None:
    """Note how and when an act ended; the row stays as evidence."""
    change.execute(
        "UPDATE consent SET ended_on = ?, ended_by = ? WHERE id = ?", (on.isoformat(), by, id_)
    )
    change.wrote("consent", id_, {"ended_by": by, "ended_on": on.isoformat()})


def end_standing(
    change: Change, record: str, subject: str, *, today: date, by: str
) -> tuple[str, ...]:
    """End every act of a record about a subject that is in force; returns their ids.

    There may be two: of people who were made one, each had agreed.
    """
    rows = change.execute(
        "SELECT id FROM consent WHERE record = ? AND subject = ? AND ended_on IS NULL "
        "AND (until IS NULL OR until > ?) ORDER BY seq",
        (record, subject, today.isoformat()),
    ).fetchall()
    for (id_,) in rows:
        end(change, id_, on=today, by=by)
    return tuple(id_ for (id_,) in rows)


def note_asked(change: Change, id_: str, *, on: date) -> None:
    """Note that the person was asked whether to go on."""
    change.execute("UPDATE consent SET asked_on = ? WHERE id = ?", (on.isoformat(), id_))
    change.wrote("consent", id_, {"asked_on": on.isoformat()})


def restrict(change: Change, record: str, field: str, *, on: date, value: Any) -> None:
    """Keep a stored value (JSON) where nothing reads it; an earlier one kept so is replaced."""
    change.execute(
        "INSERT OR REPLACE INTO restriction (record, field, since_on, value) VALUES (?, ?, ?, ?)",
        (record, field, on.isoformat(), json.dumps(value, ensure_ascii=False)),
    )
    change.fields.add(field)


def restricted(file: Compartment, record: str) -> dict[str, date]:
    """Return which fields of a record are only stored, and since which day."""
    rows = file.read("SELECT field, since_on FROM restriction WHERE record = ?", (record,))
    return {field: date.fromisoformat(since) for field, since in rows}


def only_stored(file: Compartment, record: str) -> list[tuple[str, date, Any]]:
    """Return field, first day and stored value of everything of a record that is only stored."""
    rows = file.read(
        "SELECT field, since_on, value FROM restriction WHERE record = ? ORDER BY field", (record,)
    )
    return [(field, date.fromisoformat(day), json.loads(value)) for field, day, value in rows]


def lift(change: Change, record: str, field: str) -> Any:
    """Take a value out of restriction and return it; None where nothing was restricted."""
    row = change.execute(
        "DELETE FROM restriction WHERE record = ? AND field = ? RETURNING value", (record, field)
    ).fetchone()
    return None if row is None else json.loads(row[0])


def with_stored_values(file: Compartment) -> list[str]:
    """Return the records (ids) of which something is only stored."""
    rows = file.read("SELECT DISTINCT record FROM restriction ORDER BY record")
    return [id_ for (id_,) in rows]


def forget_stored(change: Change, id_: str) -> list[str]:
    """Delete what is only stored of a record; returns the keys."""
    rows = change.execute(
        "DELETE FROM restriction WHERE record = ? RETURNING field", (id_,)
    ).fetchall()
    return sorted(key for (key,) in rows)


def move(change: Change, record: str, to: str) -> dict[str, list[Any]]:
    """Make the acts and restrictions of a record another's; returns what ``give_back`` needs.

    Where both restrict a field, the value of the record that takes them in stays restricted.
    """
    acts = change.execute("SELECT id FROM consent WHERE record = ? ORDER BY seq", (record,))
    rows = change.execute(
        "SELECT field, since_on, value FROM restriction WHERE record = ? ORDER BY field", (record,)
    )
    moved = {"acts": [row[0] for row in acts.fetchall()],
             "restrictions": [list(row) for row in rows.fetchall()]}  # fmt: skip
    moved["taken"] = sorted(
        {row[0] for row in moved["restrictions"]} - set(restricted(change.compartment, to))
    )
    change.execute("UPDATE consent SET record = ? WHERE record = ?", (to, record))
    change.execute("UPDATE OR IGNORE restriction SET record = ? WHERE record = ?", (to, record))
    change.execute("DELETE FROM restriction WHERE record = ?", (record,))
    return moved


def give_back(change: Change, record: str, to: str, moved: Mapping[str, list[Any]]) -> None:
    """Give a record again what ``move`` made another's (``to``)."""
    change.executemany(
        "UPDATE consent SET record = ? WHERE id = ?", [(record, id_) for id_ in moved["acts"]]
    )
    change.executemany(
        "DELETE FROM restriction WHERE record = ? AND field = ?",
        [(to, field) for field in moved["taken"]],
    )
    change.executemany(
        "INSERT INTO restriction (record, field, since_on, value) VALUES (?, ?, ?, ?)",
        [(record, *row) for row in moved["restrictions"]],
    )


def end_of_swept(change: Change, *, on: date) -> None:
    """End the acts of the records that are being removed (temp.swept), and their restrictions.

    The acts stay, as evidence that names nobody, until their own class is over.
    """
    change.execute(
        "UPDATE consent SET ended_on = ?, ended_by = ? WHERE ended_on IS NULL "
        "AND record IN (SELECT id FROM swept)",
        (on.isoformat(), RECORD_GONE),
    )
    change.execute("DELETE FROM restriction WHERE record IN (SELECT id FROM swept)")


def remove_old(change: Change, cutoff: date, *, number: int) -> list[date]:
    """Remove evidence of what ended up to ``cutoff``; returns the days on which it had ended."""
    rows = change.execute(
        "SELECT id, ended_on FROM consent WHERE ended_on <= ?", (cutoff.isoformat(),)
    ).fetchall()
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, 'consent', ?)",
        [(id_, number) for id_, _ in rows],
    )
    change.executemany("DELETE FROM consent WHERE id = ?", [(id_,) for id_, _ in rows])
    change.execute("DELETE FROM consent_text WHERE sha256 NOT IN (SELECT text_sha256 FROM consent)")
    return [date.fromisoformat(ended) for _, ended in rows]


def oldest_end(file: Compartment) -> date | None:
    """Return the day on which the first of the ended acts ended."""
    row = file.read_one("SELECT min(ended_on) FROM consent WHERE ended_on IS NOT NULL")
    return date.fromisoformat(row[0]) if row and row[0] else None
