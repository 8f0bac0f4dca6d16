# SPDX-License-Identifier: Apache-2.0
"""The SQL of the personnel file: joiners, and what was done of their checklist."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store import parts
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.parts import OwnedParts, PartRecord

_COLUMNS: Final = (
    "seq, id, version, state, state_on, created_at, notice_version, notice_how, notice_at, handed"
)


@dataclass(frozen=True, slots=True)
class JoinerRecord(OwnedParts):
    """One joiner with their parts; ``handed`` are the keys of what went to payroll."""

    seq: int
    id: str
    version: int
    state: str
    state_on: date
    created_at: str
    notice_version: int
    notice_how: str
    notice_at: str
    handed: frozenset[str]
    parts: tuple[PartRecord, ...]


@dataclass(frozen=True, slots=True)
class NewJoiner:
    """What a new joiner's row needs; ``notice_at`` is ISO 8601 in UTC."""

    id: str
    state: str
    on: date
    created_at: str
    notice_version: int
    notice_how: str
    notice_at: str


def insert(change: Change, joiner: NewJoiner) -> int:
    """Add a joiner; returns the row's number."""
    cursor = change.execute(
        "INSERT INTO joiner (id, version, state, state_on, created_at, notice_version, "
        "notice_how, notice_at, handed) VALUES (?, 1, ?, ?, ?, ?, ?, ?, '[]')",
        (joiner.id, joiner.state, joiner.on.isoformat(), joiner.created_at,
         joiner.notice_version, joiner.notice_how, joiner.notice_at),
    )  # fmt: skip
    change.wrote("joiner", joiner.id, {"version": 1, "state": joiner.state})
    return int(cursor.lastrowid)


def joiners(file: Compartment, ids: Collection[str]) -> list[JoinerRecord]:
    """Return the joiners with these ids, in the order of the ids; missing ones are absent."""
    listed, found = list(ids), dict[str, JoinerRecord]()
    for start in range(0, len(listed), 500):
        some = listed[start : start + 500]
        marks = ",".join("?" * len(some))
        found |= {one.id: one for one in where(file, f"id IN ({marks})", some)}
    return [found[id_] for id_ in listed if id_ in found]


def where(
    file: Compartment, condition: str, values: Sequence[Any], *, limit: int = -1
) -> list[JoinerRecord]:
    """Return joiners that meet a condition of this module's callers, newest first."""
    rows = file.read(
        f"SELECT {_COLUMNS} FROM joiner WHERE {condition} ORDER BY seq DESC LIMIT ?",
        (*values, limit),
    )
    owned = parts.parts_of(file, [row[0] for row in rows])
    return [_joiner(row, owned[row[0]]) for row in rows]


def perhaps_young(
    file: Compartment, states: Collection[str], *, born_from: date, bands: Collection[str]
) -> list[JoinerRecord]:
    """Return joiners in some states, oldest row first, who were born on a day or later.

    What speaks for it is a typed date of birth, one inside an ID number, or a declared age band.
    """
    listed, declared = sorted(states), sorted(bands)
    marks, band_marks = ",".join("?" * len(listed)), ",".join("?" * len(declared))
    found = where(
        file,
        f"state IN ({marks}) AND seq IN (SELECT owner FROM part WHERE "
        "fields ->> '$.birth_date' >= ? OR (length(fields ->> '$.id_number') = 18 "
        "AND substr(fields ->> '$.id_number', 7, 8) >= ?) "
        f"OR fields ->> '$.age_band' IN ({band_marks}))",
        [*listed, born_from.isoformat(), born_from.strftime("%Y%m%d"), *declared],
    )
    return found[::-1]


def listed(
    file: Compartment, kind: str, keys: Sequence[str], states: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return id, state and some stored values of the part ``kind`` of everybody in these states.

    In the order in which they came.
    """
    paths = [f"$.{key}" for key in keys]
    rows = file.read(
        f"SELECT j.id, j.state{', json_extract(n.fields, ?)' * len(keys)} FROM joiner j "
        "JOIN part n ON n.owner = j.seq AND n.kind = ? "
        f"WHERE j.state IN ({','.join('?' * len(states))}) ORDER BY j.seq",
        [*paths, kind, *states],
    )
    return [tuple(row) for row in rows]


def _joiner(row: Sequence[Any], owned: tuple[PartRecord, ...]) -> JoinerRecord:
    return JoinerRecord(
        seq=row[0],
        id=row[1],
        version=row[2],
        state=row[3],
        state_on=date.fromisoformat(row[4]),
        created_at=row[5],
        notice_version=row[6],
        notice_how=row[7],
        notice_at=row[8],
        handed=frozenset(json.loads(row[9])),
        parts=owned,
    )


def touch(change: Change, joiner: JoinerRecord, content: Mapping[str, Any]) -> None:
    """Count a new version of a joiner; ``content`` is what was written of them."""
    change.execute("UPDATE joiner SET version = version + 1 WHERE seq = ?", (joiner.seq,))
    change.wrote("joiner", joiner.id, {"version": joiner.version + 1, **content})


def set_state(change: Change, joiner: JoinerRecord, state: str, on: date) -> None:
    """Move a joiner to another state, in force from a day."""
    change.execute(
        "UPDATE joiner SET version = version + 1, state = ?, state_on = ? WHERE seq = ?",
        (state, on.isoformat(), joiner.seq),
    )
    change.wrote("joiner", joiner.id, {"version": joiner.version + 1, "state": state})


def forget_drafts(change: Change, joiner: JoinerRecord) -> None:
    """Forget what anybody typed of a joiner and never saved, and the form that waits of them.

    Of a number that waited to be compared it stays known that it is gone.
    """
    change.execute("DELETE FROM joiner_code WHERE joiner = ?", (joiner.id,))
    change.execute("DELETE FROM draft WHERE record = ?", (joiner.id,))


def note_handed(change: Change, joiner: JoinerRecord, keys: Collection[str]) -> None:
    """Remember the keys, never the values, of what went to payroll."""
    change.execute(
        "UPDATE joiner SET handed = ? WHERE seq = ?", (json.dumps(sorted(keys)), joiner.seq)
    )


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One act on one field: ``given_at``, ``withdrawn_at`` ISO 8601 in UTC; ``signature`` an id."""

    field: str
    given_at: str
    language: str
    text_sha256: str
    signature: str
    witness: str
    withdrawn_at: str | None


def consents(file: Compartment, part: PartRecord) -> list[ConsentRecord]:
    """Return every act on fields, the oldest first."""
    rows = file.read(
        "SELECT field, given_at, language, text_sha256, signature, witness, withdrawn_at "
        "FROM joiner_consent WHERE part = ? ORDER BY given_at, field",
        (part.seq,),
    )
    return [ConsentRecord(*row) for row in rows]


def keep_text(
    change: Change, sha256: str, text: str, *, language: str, policy_version: int
) -> None:
    """Keep the exact text of an act, known by its hash; once, however often it is agreed to."""
    change.execute(
        "INSERT OR IGNORE INTO consent_text (sha256, language, policy_version, text) "
        "VALUES (?, ?, ?, ?)",
        (sha256, language, policy_version, text),
    )


def add_consents(change: Change, part: PartRecord, acts: Sequence[ConsentRecord]) -> None:
    """Note acts on fields; one that is repeated at the same moment stands once."""
    change.executemany(
        "INSERT OR IGNORE INTO joiner_consent (part, field, given_at, language, text_sha256, "
        "signature, witness) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(part.seq, a.field, a.given_at, a.language, a.text_sha256, a.signature, a.witness)
         for a in acts],
    )  # fmt: skip


def withdraw_consent(change: Change, part: PartRecord, field: str) -> int:
    """Note that what was consented to is withdrawn; returns how many acts that ended."""
    at = change.now.isoformat(timespec="seconds")
    return int(
        change.execute(
            "UPDATE joiner_consent SET withdrawn_at = ? "
            "WHERE part = ? AND field = ? AND withdrawn_at IS NULL",
            (at, part.seq, field),
        ).rowcount
    )


def ticks(file: Compartment, part: PartRecord) -> dict[str, tuple[str, str]]:
    """Return what was done of a checklist: item to moment (UTC) and user id."""
    rows = file.read("SELECT item, done_at, done_by FROM tick WHERE part = ?", (part.seq,))
    return {item: (at, by) for item, at, by in rows}


def tick(change: Change, part: PartRecord, item: str, *, by: str) -> None:
    """Note an item as done; one that is done already keeps who did it and when."""
    change.execute(
        "INSERT OR IGNORE INTO tick (part, item, done_at, done_by) VALUES (?, ?, ?, ?)",
        (part.seq, item, change.now.isoformat(timespec="seconds"), by),
    )


def untick(change: Change, part: PartRecord, item: str) -> None:
    """Note an item as not done after all."""
    change.execute("DELETE FROM tick WHERE part = ? AND item = ?", (part.seq, item))


_CHECKLISTS: Final = "checklists"


def checklist_versions(file: Compartment) -> list[dict[str, Any]]:
    """Return the company's own checklists, the oldest first; empty while the shipped one counts."""
    found: list[dict[str, Any]] = json.loads(file.fact(_CHECKLISTS) or "[]")
    return found


def keep_checklist_versions(change: Change, versions: Sequence[Mapping[str, Any]]) -> None:
    """Keep the company's own checklists; the last one is new."""
    change.compartment.set_fact(_CHECKLISTS, json.dumps(list(versions), ensure_ascii=False))
    newest = versions[-1]
    change.wrote("checklist", str(newest["number"]), dict(newest))
