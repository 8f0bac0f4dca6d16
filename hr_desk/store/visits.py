# SPDX-License-Identifier: Apache-2.0
"""The SQL of the visits file: visits with their search terms, and unmatched sign-outs."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.visits import NOT_SEEN
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text

Fields = Mapping[str, Any]
"""Stored catalogue values (JSON) by field key, without the times, which are columns."""

_COLUMNS: Final = (
    "seq, id, version, state, day, origin, planned_at, arrived_at, left_at, left_how, code, "
    "host, reason, notice_version, notice_how, notice_at, notice_language, retention_class, "
    "clock_event, clock_day, fields, kind, confirmed, slip"
)
Confirmed = Mapping[str, Mapping[str, str]]
"""Text to what is known of its confirmation: ``digest`` of the text and ``on``, the day."""

_MOST_VARIABLES: Final = 500
TERMS: Final = "term"
"""The table of what visits are found by."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """One visit; moments are aware UTC, ``day`` is the day (Asia/Shanghai) it belongs to."""

    seq: int
    id: str
    version: int
    state: str
    day: date
    origin: str
    planned_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    left_how: str
    code: str
    host: str | None
    reason: str | None
    notice_version: int
    notice_how: str
    notice_at: datetime
    notice_language: str
    retention_class: str | None
    clock_event: str | None
    clock_day: date | None
    fields: Fields
    kind: str
    confirmed: Confirmed
    slip: str

    @property
    def unaccounted(self) -> bool:
        """Whether nobody saw them leave."""
        return self.state == NOT_SEEN


@dataclass(frozen=True, kw_only=True)
class VisitState:
    """What changes in a visit's life beside its values; the caller gives all of it."""

    state: str
    day: date
    planned_at: datetime | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    left_how: str = ""
    code: str = ""
    host: str | None = None
    reason: str | None = None
    retention_class: str | None = None
    clock_event: str | None = None
    clock_day: date | None = None
    kind: str = ""
    confirmed: Confirmed = field(default_factory=dict)
    slip: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Which version of the notice was given, how, when, in which language ("" unknown)."""

    version: int
    how: str
    at: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class UnmatchedRecord:
    """A sign-out at a kiosk that fits no visit, or several."""

    id: str
    at: datetime
    day: date
    code: str
    phone_tail: str


def as_json(fields: Fields) -> str:
    """Return fields as they are stored."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _visit(row: Sequence[Any]) -> VisitRecord:
    cells = list(row)
    cells[4] = date.fromisoformat(row[4])
    cells[6:9] = map(_moment, row[6:9])
    cells[15] = datetime.fromisoformat(row[15])
    cells[19] = as_day(row[19])
    cells[20] = json.loads(row[20])
    cells[22] = json.loads(row[22])
    return VisitRecord(*cells)


def visits(file: Compartment, ids: Collection[str]) -> list[VisitRecord]:
    """Return the visits with these ids, in the order of the ids; missing ones are absent."""
    found: dict[str, VisitRecord] = {}
    listed = list(ids)
    for start in range(0, len(listed), _MOST_VARIABLES):
        some = listed[start : start + _MOST_VARIABLES]
        for record in visits_where(file, f"id IN ({_marks(some)})", some):
            found[record.id] = record
    return [found[id_] for id_ in listed if id_ in found]


def visits_where(
    file: Compartment, condition: str, values: Sequence[Any], *, limit: int = -1
) -> list[VisitRecord]:
    """Return visits that meet a condition of this module's callers, newest first."""
    sql = f"SELECT {_COLUMNS} FROM visit WHERE {condition} ORDER BY seq DESC LIMIT ?"
    return [_visit(row) for row in file.read(sql, (*values, limit))]


def _marks(values: Collection[Any]) -> str:
    return ",".join("?" * len(values))


def insert(
    change: Change, id_: str, *, origin: str, state: VisitState, notice: Notice, fields: Fields
) -> int:
    """Add a visit; returns its row's number, by which terms point at it."""
    values = _state_columns(state) | {
        "id": id_,
        "version": 1,
        "origin": origin,
        "created_at": _text(change.now),
        **_notice_columns(notice),
        "fields": as_json(fields),
    }
    cursor = change.execute(
        f"INSERT INTO visit ({', '.join(values)}) VALUES ({_marks(values)})", list(values.values())
    )
    change.wrote("visit", id_, {"version": 1, "state": state.state, "fields": fields})
    return int(cursor.lastrowid)


def _state_columns(state: VisitState) -> dict[str, Any]:
    return {
        "state": state.state,
        "day": as_text(state.day),
        "planned_at": _text(state.planned_at),
        "arrived_at": _text(state.arrived_at),
        "left_at": _text(state.left_at),
        "left_how": state.left_how,
        "code": state.code,
        "host": state.host,
        "reason": state.reason,
        "retention_class": state.retention_class,
        "clock_event": state.clock_event,
        "clock_day": as_text(state.clock_day),
        "kind": state.kind,
        "confirmed": as_json(state.confirmed),
        "slip": state.slip,
    }


def _notice_columns(notice: Notice) -> dict[str, Any]:
    return {
        "notice_version": notice.version,
        "notice_how": notice.how,
        "notice_at": _text(notice.at),
        "notice_language": notice.language,
    }


def state_of(record: VisitRecord) -> VisitState:
    """Return what changes in a visit's life, to be replaced in part."""
    return VisitState(
        state=record.state,
        day=record.day,
        planned_at=record.planned_at,
        arrived_at=record.arrived_at,
        left_at=record.left_at,
        left_how=record.left_how,
        code=record.code,
        host=record.host,
        reason=record.reason,
        retention_class=record.retention_class,
        clock_event=record.clock_event,
        clock_day=record.clock_day,
        kind=record.kind,
        confirmed=record.confirmed,
        slip=record.slip,
    )


def update(
    change: Change,
    record: VisitRecord,
    *,
    state: VisitState,
    fields: Fields | None = None,
    notice: Notice | None = None,
) -> None:
    """Replace a visit's state and, where they are given, its values and its notice."""
    values = _state_columns(state)
    if fields is not None:
        values["fields"] = as_json(fields)
    if notice is not None:
        values |= _notice_columns(notice)
    sets = ", ".join(f"{column} = ?" for column in values)
    change.execute(
        f"UPDATE visit SET version = version + 1, {sets} WHERE seq = ?",
        [*values.values(), record.seq],
    )
    kept = record.fields if fields is None else fields
    content = {"version": record.version + 1, "state": state.state, "fields": kept}
    change.wrote("visit", record.id, content)


def set_terms(change: Change, seq: int, *, old: Iterable[str], new: Iterable[str]) -> None:
    """Replace the difference between the old and new terms of a row."""
    before, after = set(old), set(new)
    change.executemany(
        "DELETE FROM term WHERE term = ? AND seq = ?", [(term, seq) for term in before - after]
    )
    change.executemany(
        "INSERT OR IGNORE INTO term (term, seq) VALUES (?, ?)",
        [(term, seq) for term in sorted(after - before)],
    )


def remove_joined(change: Change, record: VisitRecord) -> None:
    """Delete a row whose content stands in another one now, with a tombstone of no sweep."""
    change.execute("INSERT INTO tombstone (id, kind, sweep) VALUES (?, 'visit', 0)", (record.id,))
    change.execute("DELETE FROM term WHERE seq = ?", (record.seq,))
    change.execute("DELETE FROM visit WHERE seq = ?", (record.seq,))
    change.touched("visit", record.id)


def open_codes(file: Compartment) -> frozenset[str]:
    """Return the sign-out codes of everybody who is not gone yet."""
    rows = file.read("SELECT code FROM visit WHERE state IN ('on_site', 'announced', 'let_in')")
    return frozenset(code for (code,) in rows)


def state_counts(file: Compartment, day: date) -> dict[str, int]:
    """Return state to number: whoever is not yet settled, and what the day saw come and go."""
    rows = file.read(
        "SELECT state, count(*) FROM visit "
        "WHERE state IN ('on_site', 'announced', 'let_in') OR day = ? GROUP BY state",
        (as_text(day),),
    )
    return dict(rows)


def insert_unmatched(change: Change, record: UnmatchedRecord) -> None:
    """Keep a sign-out until a person says whose it is, or its day ends."""
    change.execute(
        "INSERT INTO unmatched (id, at, day, code, phone_tail) VALUES (?, ?, ?, ?, ?)",
        (record.id, _text(record.at), as_text(record.day), record.code, record.phone_tail),
    )
    change.touched("unmatched", record.id)


def unmatched(file: Compartment) -> list[UnmatchedRecord]:
    """Return the sign-outs that wait, oldest first."""
    rows = file.read("SELECT id, at, day, code, phone_tail FROM unmatched ORDER BY at, id")
    return [
        UnmatchedRecord(id_, datetime.fromisoformat(at), date.fromisoformat(day), code, tail)
        for id_, at, day, code, tail in rows
    ]


def remove_unmatched(change: Change, ids: Iterable[str]) -> None:
    """Delete sign-outs that are settled or whose day is over."""
    for id_ in ids:
        change.execute("DELETE FROM unmatched WHERE id = ?", (id_,))
        change.touched("unmatched", id_)
