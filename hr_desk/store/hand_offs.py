# SPDX-License-Identifier: Apache-2.0
"""The SQL of hand-offs, in personnel: recipients, approvals, files that left, who stood there."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.parts import PartRecord

KEY: Final = "hand_off_key"
"""The fact of the file under which the key of the rows' digests is kept, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class RecipientRecord:
    """A recipient as it is stored; ``ended_at`` is None while it may receive."""

    id: str
    version: int
    name: str
    kind: str
    country: str
    registration: str
    contact: str
    agreement: str
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    valid_from: date
    valid_until: date
    route: str
    assessment: str
    ended_at: str | None


_RECIPIENT: Final = (
    "id, version, name, kind, country, registration, contact, agreement, purposes, fields, "
    "valid_from, valid_until, route, assessment, ended_at"
)


def put_recipient(change: Change, recipient: RecipientRecord) -> None:
    """Add a recipient, or replace what is known of one."""
    values = (
        recipient.id, recipient.version, recipient.name, recipient.kind, recipient.country,
        recipient.registration, recipient.contact, recipient.agreement,
        json.dumps(recipient.purposes), json.dumps(recipient.fields),
        recipient.valid_from.isoformat(), recipient.valid_until.isoformat(), recipient.route,
        recipient.assessment, recipient.ended_at,
    )  # fmt: skip
    names = _RECIPIENT.split(", ")
    change.execute(
        f"INSERT INTO recipient ({_RECIPIENT}) VALUES ({','.join('?' * len(values))}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in names[1:])}",
        values,
    )
    change.wrote("recipient", recipient.id, dict(zip(names, values, strict=True)))


def recipients(file: Compartment) -> list[RecipientRecord]:
    """Return every recipient, the latest registered first."""
    names = _RECIPIENT.split(", ")
    rows = file.read(f"SELECT {_RECIPIENT} FROM recipient ORDER BY seq DESC")
    return [_recipient(dict(zip(names, row, strict=True))) for row in rows]


def _recipient(known: dict[str, Any]) -> RecipientRecord:
    for name in ("purposes", "fields"):
        known[name] = tuple(json.loads(known[name]))
    for name in ("valid_from", "valid_until"):
        known[name] = date.fromisoformat(known[name])
    return RecipientRecord(**known)


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """What was asked for and, perhaps, approved; ``terms`` is the text that was signed."""

    id: str
    recipient: str
    template: str
    asked_by: str
    asked_at: str
    terms: str
    approved_by: str | None
    approved_at: str | None
    signature: bytes | None
    ended_at: str | None


_STANDING: Final = (
    "id, recipient, template, asked_by, asked_at, terms, approved_by, approved_at, signature, "
    "ended_at"
)


def insert_standing(change: Change, standing: StandingRecord) -> None:
    """Add what was asked for."""
    change.execute(
        "INSERT INTO standing_hand_off (id, recipient, template, asked_by, asked_at, terms) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (standing.id, standing.recipient, standing.template, standing.asked_by, standing.asked_at,
         standing.terms),
    )  # fmt: skip
    change.wrote("standing_hand_off", standing.id, {"terms": standing.terms})


def approve_standing(change: Change, id_: str, *, by: str, signature: bytes) -> None:
    """Note who approved it, and their signature under the terms."""
    change.execute(
        "UPDATE standing_hand_off SET approved_by = ?, approved_at = ?, signature = ? WHERE id = ?",
        (by, change.now.isoformat(timespec="seconds"), signature, id_),
    )
    change.wrote("standing_hand_off", id_, {"approved_by": by})


def end_standing(change: Change, id_: str) -> None:
    """Note that nothing is handed over any more by it."""
    change.execute(
        "UPDATE standing_hand_off SET ended_at = ? WHERE id = ?",
        (change.now.isoformat(timespec="seconds"), id_),
    )
    change.wrote("standing_hand_off", id_, {"ended": 1})


def standing(file: Compartment) -> list[StandingRecord]:
    """Return everything that was asked for, the latest first."""
    rows = file.read(f"SELECT {_STANDING} FROM standing_hand_off ORDER BY seq DESC")
    return [StandingRecord(*row) for row in rows]


def put_template(change: Change, key: str, source: str, workbook: bytes) -> None:
    """Keep a template of the company's own, in place of an earlier one."""
    change.execute(
        "INSERT OR REPLACE INTO hand_off_template (key, source, workbook, saved_at) "
        "VALUES (?, ?, ?, ?)",
        (key, source, workbook, change.now.isoformat(timespec="seconds")),
    )
    change.wrote("hand_off_template", key, {"source": source, "bytes": len(workbook)})


def remove_template(change: Change, key: str) -> bool:
    """Remove a template of the company's own; False where there is none."""
    change.touched("hand_off_template", key)
    found = change.execute("DELETE FROM hand_off_template WHERE key = ?", (key,))
    return bool(found.rowcount)


def templates(file: Compartment) -> dict[str, tuple[str, bytes]]:
    """Return the company's own templates: key to source and the receiver's workbook."""
    rows = file.read("SELECT key, source, workbook FROM hand_off_template ORDER BY key")
    return {key: (source, bytes(workbook)) for key, source, workbook in rows}


@dataclass(frozen=True, slots=True)
class ConsentAct:
    """One act on what a recipient may have; ``withdrawn_at`` is None while it stands."""

    recipient: str
    fields: tuple[str, ...]
    given_at: str
    language: str
    text_sha256: str
    how: str
    witness: str
    withdrawn_at: str | None


def add_consent(change: Change, part: PartRecord, act: ConsentAct) -> None:
    """Note an act."""
    change.execute(
        "INSERT INTO recipient_consent (part, recipient, fields, given_at, language, "
        "text_sha256, how, witness) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (part.seq, act.recipient, json.dumps(act.fields), act.given_at, act.language,
         act.text_sha256, act.how, act.witness),
    )  # fmt: skip


def withdraw_consent(change: Change, part: PartRecord, recipient: str) -> int:
    """Note that it is withdrawn; returns how many acts that ended."""
    found = change.execute(
        "UPDATE recipient_consent SET withdrawn_at = ? "
        "WHERE part = ? AND recipient = ? AND withdrawn_at IS NULL",
        (change.now.isoformat(timespec="seconds"), part.seq, recipient),
    )
    return int(found.rowcount)


def consents(file: Compartment, part: PartRecord) -> list[ConsentAct]:
    """Return every act of one person, the oldest first."""
    rows = file.read(
        "SELECT recipient, fields, given_at, language, text_sha256, how, witness, withdrawn_at "
        "FROM recipient_consent WHERE part = ? ORDER BY given_at",
        (part.seq,),
    )
    return [ConsentAct(row[0], tuple(json.loads(row[1])), *row[2:]) for row in rows]


def consented(file: Compartment, recipient: str) -> list[tuple[int, frozenset[str], int]]:
    """Return the acts for a recipient that nobody withdrew: joiner (row), fields, version."""
    rows = file.read(
        "SELECT p.owner, c.fields, x.policy_version FROM recipient_consent c "
        "JOIN part p ON p.seq = c.part JOIN consent_text x ON x.sha256 = c.text_sha256 "
        "WHERE c.recipient = ? AND c.withdrawn_at IS NULL",
        (recipient,),
    )
    return [(owner, frozenset(json.loads(fields)), number) for owner, fields, number in rows]


@dataclass(frozen=True, slots=True)
class RowRecord:
    """Somebody's row in a file: what was told by its digest, and whether it came back."""

    joiner: int
    line: int
    change: str
    digest: str
    refused_at: str | None = None


@dataclass(frozen=True, slots=True)
class HandOffRecord:
    """A file that left, or was about to; ``password`` is None once its days are over."""

    seq: int
    id: str
    standing: str
    again_of: str | None
    place: str
    plain: bool
    removed_at: str | None
    password: str | None
    password_until: date
    receipt_at: str | None
    receipt_rows: int | None
    receipt_sha256: str | None
    at: str
    user: str
    people: int
    content_sha256: str
    completed_at: str | None


@dataclass(frozen=True, slots=True)
class NewHandOff:
    """What the row of a file needs before the file is written."""

    id: str
    standing: str
    again_of: str | None
    place: str
    password: str | None
    password_until: date


def insert(change: Change, new: NewHandOff, rows: Sequence[RowRecord]) -> None:
    """Add a file that is about to be written, and who stands in it; it is plain by its password."""
    cursor = change.execute(
        "INSERT INTO hand_off (id, standing, again_of, place, plain, password, password_until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (new.id, new.standing, new.again_of, new.place, int(new.password is None), new.password,
         new.password_until.isoformat()),
    )  # fmt: skip
    change.executemany(
        "INSERT INTO hand_off_row (hand_off, joiner, line, change, digest) VALUES (?, ?, ?, ?, ?)",
        [(cursor.lastrowid, row.joiner, row.line, row.change, row.digest) for row in rows],
    )


def forget_passwords(change: Any, today: date) -> None:
    """Remove the passwords whose days are over; ``change`` may be a connection."""
    change.execute(
        "UPDATE hand_off SET password = NULL WHERE password_until < ?", (today.isoformat(),)
    )


def files(file: Compartment, ids: Collection[str] | None = None) -> list[HandOffRecord]:
    """Return the files that left or were about to, newest first."""
    condition = "1" if ids is None else f"h.id IN ({','.join('?' * len(ids))})"
    rows = file.read(
        "SELECT h.seq, h.id, h.standing, h.again_of, h.place, h.plain, h.removed_at, h.password, "
        "h.password_until, h.receipt_at, h.receipt_rows, h.receipt_sha256, d.at, d.user, "
        "json_array_length(d.records), d.content_sha256, d.completed_at "
        "FROM hand_off h JOIN disclosure d ON d.id = h.id "
        f"WHERE {condition} ORDER BY h.seq DESC",
        tuple(ids or ()),
    )
    return [_file(dict(zip(_FILE, row, strict=True))) for row in rows]


_FILE: Final = tuple(HandOffRecord.__dataclass_fields__)


def _file(known: dict[str, Any]) -> HandOffRecord:
    known["plain"] = bool(known["plain"])
    known["password_until"] = date.fromisoformat(known["password_until"])
    return HandOffRecord(**known)


def rows_of(file: Compartment, hand_off: int) -> list[RowRecord]:
    """Return who stood in a file and is still known here, in its order."""
    rows = file.read(
        "SELECT joiner, line, change, digest, refused_at FROM hand_off_row WHERE hand_off = ? "
        "ORDER BY line",
        (hand_off,),
    )
    return [RowRecord(*row) for row in rows]


def told_of(file: Compartment, id_: str) -> tuple[str, tuple[str, ...]]:
    """Return purpose and field keys of a file that left or was about to."""
    ((purpose, fields),) = file.read("SELECT purpose, fields FROM disclosure WHERE id = ?", (id_,))
    return purpose, tuple(json.loads(fields))


def last_rows(file: Compartment, recipient: str, template: str) -> Mapping[int, RowRecord]:
    """Return what a recipient was last told of whom by a template, in files that were finished."""
    rows = file.read(
        "SELECT r.joiner, r.line, r.change, r.digest, r.refused_at FROM hand_off_row r "
        "JOIN hand_off h ON h.seq = r.hand_off JOIN disclosure d ON d.id = h.id "
        "JOIN standing_hand_off s ON s.id = h.standing "
        "WHERE s.recipient = ? AND s.template = ? AND d.completed_at IS NOT NULL "
        "ORDER BY r.hand_off",
        (recipient, template),
    )
    return {row[0]: RowRecord(*row) for row in rows}


def note_refused(change: Change, hand_off: int, lines: Collection[int]) -> int:
    """Note which rows the receiver sent back; returns how many there are."""
    at, found = change.now.isoformat(timespec="seconds"), 0
    for line in lines:
        found += change.execute(
            "UPDATE hand_off_row SET refused_at = ? WHERE hand_off = ? AND line = ?",
            (at, hand_off, line),
        ).rowcount
    return found


def note_receipt(change: Change, hand_off: int, *, rows: int, sha256: str) -> None:
    """Note what the receiver says they got."""
    change.execute(
        "UPDATE hand_off SET receipt_at = ?, receipt_rows = ?, receipt_sha256 = ? WHERE seq = ?",
        (change.now.isoformat(timespec="seconds"), rows, sha256, hand_off),
    )


def note_removed(change: Change, hand_off: int) -> None:
    """Note that a plain file is no longer where it was written."""
    change.execute(
        "UPDATE hand_off SET removed_at = ? WHERE seq = ?",
        (change.now.isoformat(timespec="seconds"), hand_off),
    )


def told_abroad(file: Compartment, home: str, *, since: date) -> list[tuple[tuple[str, ...], str]]:
    """Return joiner ids and fields (JSON) of every file for a recipient abroad since a day."""
    rows = file.read(
        "SELECT d.records, d.fields FROM disclosure d JOIN recipient r ON r.id = coalesce("
        "(SELECT s.recipient FROM hand_off h JOIN standing_hand_off s ON s.id = h.standing "
        "WHERE h.id = d.id), (SELECT q.recipient FROM disclosure_file f "
        "JOIN disclosure_request q ON q.id = f.request WHERE f.id = d.id)) "
        "WHERE r.country != ? AND d.at >= ?",
        (home, since.isoformat()),
    )
    return [(tuple(json.loads(records)), fields) for records, fields in rows]


def contacts(file: Compartment) -> dict[str, str]:
    """Return how the recipient of each file is reached, by the file's id."""
    rows = file.read(
        "SELECT h.id, r.contact FROM hand_off h JOIN standing_hand_off s ON s.id = h.standing "
        "JOIN recipient r ON r.id = s.recipient"
    )
    return dict(map(tuple, rows))
