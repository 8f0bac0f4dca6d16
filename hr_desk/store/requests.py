# SPDX-License-Identifier: Apache-2.0
"""The SQL of cases in the privacy file: requests, their notes and proofs, and what came of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day
from hr_desk.store.hiring import as_json

_COLUMNS: Final = (
    "seq, id, number, version, state, code, channel, ground, received_at, received_by, fields, "
    "failures, locked_until, method, verified_at, verified_by, outcome, ending, closed_at, "
    "retention_class, clock_event, clock_day"
)
_PART: Final = "reference, peer, asked_at, answered_at, records, content"
_ORDER: Final = (
    "reference, peer, record, kind, fields, ordered_at, answered_at, answer, kept, gone_at"
)
_REFUSAL: Final = "record, field, reason, evidence, review_on, entered_by, approved_by, approved_at"


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One case; moments are ISO 8601 in UTC, texts are empty until they are known."""

    seq: int
    id: str
    number: str
    version: int
    state: str
    code: str
    channel: str
    ground: str
    received_at: str
    received_by: str
    fields: Mapping[str, Any]
    failures: int
    locked_until: str | None
    method: str
    verified_at: str | None
    verified_by: str | None
    outcome: str
    ending: str
    closed_at: str | None
    retention_class: str | None
    clock_event: str | None
    clock_day: date | None


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a new case's row needs; ``fields`` are stored catalogue values of whoever asks."""

    id: str
    number: str
    code: str
    channel: str
    ground: str
    received_at: str
    received_by: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A question to one file (``peer``, an address) and its contribution, None until it came."""

    reference: str
    peer: str
    asked_at: str
    answered_at: str | None
    records: int | None
    content: Any


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order about a contributed record and its answer; ``kept`` are the keys that stay."""

    reference: str
    peer: str
    record: str
    kind: str
    fields: Mapping[str, Any]
    ordered_at: str
    answered_at: str | None
    answer: str
    kept: tuple[str, ...]
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One field of a record that is not deleted, or not given.

    It counts once ``approved_by`` is there. ``field`` is a key, or a key, ``/`` and the reference
    of one document of that field.
    """

    record: str
    field: str
    reason: str
    evidence: str
    review_on: date
    entered_by: str
    approved_by: str | None
    approved_at: str | None

    @property
    def key(self) -> str:
        """The key of the field."""
        return self.field.partition("/")[0]

    @property
    def document(self) -> str:
        """The reference of the one document it is about; empty for the whole field."""
        return self.field.partition("/")[2]


def _named(columns: str, row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(columns.split(", "), row, strict=True))


def _request(row: Sequence[Any]) -> RequestRecord:
    found = _named(_COLUMNS, row)
    found |= {"fields": json.loads(found["fields"]), "clock_day": as_day(found["clock_day"])}
    return RequestRecord(**found)


def where(file: Compartment, condition: str, values: Sequence[Any] = ()) -> list[RequestRecord]:
    """Return the cases that meet a condition of this module's callers, newest first."""
    rows = file.read(f"SELECT {_COLUMNS} FROM request WHERE {condition} ORDER BY seq DESC", values)
    return [_request(row) for row in rows]


def insert(change: Change, new: NewRequest, *, state: str) -> None:
    """Add a case; one whose number is known already raises the driver's own error."""
    change.execute(
        "INSERT INTO request (id, number, version, state, code, channel, ground, received_at, "
        "received_by, fields, failures, method, outcome, ending) "
        "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '')",
        (new.id, new.number, state, new.code, new.channel, new.ground, new.received_at,
         new.received_by, as_json(new.fields)),
    )  # fmt: skip
    change.wrote("request", new.id, {"version": 1, "state": state, "fields": new.fields})


def update(change: Change, record: RequestRecord, **columns: Any) -> None:
    """Set columns of a case (our own names) and count a new version."""
    sets = "".join(f", {name} = ?" for name in columns)
    change.execute(
        f"UPDATE request SET version = version + 1{sets} WHERE seq = ?",
        (*columns.values(), record.seq),
    )
    state = columns.get("state", record.state)
    change.wrote("request", record.id, {"version": record.version + 1, "state": state})


def add_note(change: Change, seq: int, *, user: str, text: str) -> None:
    """Add a line to the words of a case."""
    change.execute(
        "INSERT INTO request_note (request, line, at, user, text) SELECT ?, "
        "coalesce(max(line), 0) + 1, ?, ?, ? FROM request_note WHERE request = ?",
        (seq, change.now.isoformat(timespec="seconds"), user, text, seq),
    )


def notes(file: Compartment, seq: int) -> list[tuple[str, str, str]]:
    """Return moment, user and text of each line of a case, oldest first."""
    rows = file.read("SELECT at, user, text FROM request_note WHERE request = ? ORDER BY line",
                     (seq,))  # fmt: skip
    return [tuple(row) for row in rows]


def add_proof(change: Change, seq: int, *, text: str, forget_on: date) -> None:
    """Keep what proves an identity until a day."""
    change.execute(
        "INSERT INTO request_proof (request, line, forget_on, text) SELECT ?, "
        "coalesce(max(line), 0) + 1, ?, ? FROM request_proof WHERE request = ?",
        (seq, forget_on.isoformat(), text, seq),
    )


def proofs(file: Compartment, seq: int) -> list[tuple[str, date]]:
    """Return each proof of a case and the day by which it is forgotten."""
    rows = file.read("SELECT text, forget_on FROM request_proof WHERE request = ? ORDER BY line",
                     (seq,))  # fmt: skip
    return [(text, date.fromisoformat(day)) for text, day in rows]


def forget_proofs(change: Change, *, on: date) -> list[str]:
    """Delete the proofs whose day has come; returns the ids of their cases."""
    rows = change.execute(
        "DELETE FROM request_proof WHERE forget_on <= ? "
        "RETURNING (SELECT id FROM request WHERE seq = request)",
        (on.isoformat(),),
    ).fetchall()
    return sorted({row[0] for row in rows})


def has_old_proofs(file: Compartment, *, on: date) -> bool:
    """Whether a proof's day has come."""
    row = file.read_one("SELECT 1 FROM request_proof WHERE forget_on <= ?", (on.isoformat(),))
    return row is not None


def add_part(change: Change, seq: int, *, reference: str, peer: str) -> None:
    """Note that a file was asked."""
    change.execute(
        "INSERT INTO request_part (reference, request, peer, asked_at) VALUES (?, ?, ?, ?)",
        (bytes.fromhex(reference), seq, peer, change.now.isoformat(timespec="seconds")),
    )


def answer_part(change: Change, reference: str, content: Any, *, records: int) -> None:
    """Keep what a file contributed; a later answer to the same question replaces it."""
    change.execute(
        "UPDATE request_part SET answered_at = ?, records = ?, content = ? WHERE reference = ?",
        (change.now.isoformat(timespec="seconds"), records,
         json.dumps(content, ensure_ascii=False), bytes.fromhex(reference)),
    )  # fmt: skip


def parts(file: Compartment, seq: int) -> list[PartRow]:
    """Return the questions of a case in the order of their files."""
    rows = file.read(
        f"SELECT {_PART} FROM request_part WHERE request = ? ORDER BY peer, asked_at", (seq,)
    )
    found = [_named(_PART, row) for row in rows]
    for one in found:
        one["reference"] = bytes(one["reference"]).hex()
        one["content"] = None if one["content"] is None else json.loads(one["content"])
    return [PartRow(**one) for one in found]


def forget_part(change: Change, reference: str) -> None:
    """Delete a question and its contribution: the file was asked again and has answered anew."""
    change.execute("DELETE FROM request_part WHERE reference = ?", (bytes.fromhex(reference),))


def add_order(
    change: Change, seq: int, *, reference: str, peer: str, record: str, kind: str,
    fields: Mapping[str, Any],
) -> None:  # fmt: skip
    """Note an order that was sent."""
    change.execute(
        "INSERT INTO request_order (reference, request, peer, record, kind, fields, ordered_at, "
        "answer, kept) VALUES (?, ?, ?, ?, ?, ?, ?, '', '[]')",
        (bytes.fromhex(reference), seq, peer, record, kind, as_json(fields),
         change.now.isoformat(timespec="seconds")),
    )  # fmt: skip


def answer_order(change: Change, reference: str, *, answer: str, kept: Sequence[str]) -> None:
    """Note what a file did with an order."""
    change.execute(
        "UPDATE request_order SET answered_at = ?, answer = ?, kept = ? WHERE reference = ?",
        (change.now.isoformat(timespec="seconds"), answer, json.dumps(sorted(kept)),
         bytes.fromhex(reference)),
    )  # fmt: skip


def note_gone(change: Change, record: str) -> None:
    """Note that the record behind a reference is deleted in its file."""
    change.execute(
        "UPDATE request_order SET gone_at = ? WHERE record = ? AND gone_at IS NULL",
        (change.now.isoformat(timespec="seconds"), record),
    )


def orders(file: Compartment, seq: int) -> list[OrderRow]:
    """Return the orders of a case, oldest first."""
    rows = file.read(
        f"SELECT {_ORDER} FROM request_order WHERE request = ? ORDER BY ordered_at, reference",
        (seq,),
    )
    found = [_named(_ORDER, row) for row in rows]
    for one in found:
        one["reference"] = bytes(one["reference"]).hex()
        one |= {"fields": json.loads(one["fields"]), "kept": tuple(json.loads(one["kept"]))}
    return [OrderRow(**one) for one in found]


def add_refusal(change: Change, seq: int, row: RefusalRow) -> None:
    """Keep the reason for one field; a new one for the same field replaces it, unapproved."""
    change.execute(
        "INSERT OR REPLACE INTO request_refusal (request, record, field, reason, evidence, "
        "review_on, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, row.record, row.field, row.reason, row.evidence, row.review_on.isoformat(),
         row.entered_by),
    )  # fmt: skip


def remove_refusal(change: Change, seq: int, record: str, field: str) -> None:
    """Forget why a field was kept: it is kept no longer."""
    change.execute(
        "DELETE FROM request_refusal WHERE request = ? AND record = ? AND field = ?",
        (seq, record, field),
    )


def approve_refusals(change: Change, seq: int, *, by: str) -> int:
    """Let a second person's word stand beside every open refusal of a case; returns how many."""
    return int(change.execute(
        "UPDATE request_refusal SET approved_by = ?, approved_at = ? "
        "WHERE request = ? AND approved_by IS NULL",
        (by, change.now.isoformat(timespec="seconds"), seq),
    ).rowcount)  # fmt: skip


def refusals(file: Compartment, seq: int) -> list[RefusalRow]:
    """Return what is refused in a case, by record and field."""
    rows = file.read(
        f"SELECT {_REFUSAL} FROM request_refusal WHERE request = ? ORDER BY record, field", (seq,)
    )
    found = [_named(_REFUSAL, row) for row in rows]
    return [
        RefusalRow(**(one | {"review_on": date.fromisoformat(one["review_on"])})) for one in found
    ]


def reviews_until(file: Compartment, day: date) -> list[str]:
    """Return the ids of cases with an approved refusal whose review day has come."""
    rows = file.read(
        "SELECT DISTINCT r.id FROM request_refusal f JOIN request r ON r.seq = f.request "
        "WHERE f.approved_by IS NOT NULL AND f.review_on <= ? ORDER BY r.seq",
        (day.isoformat(),),
    )
    return [row[0] for row in rows]


def wipe_copies(change: Change, seq: int) -> None:
    """Delete what files contributed and what proved the identity; numbers and answers stay."""
    change.execute("UPDATE request_part SET content = NULL WHERE request = ?", (seq,))
    change.execute("UPDATE request_order SET fields = '{}' WHERE request = ?", (seq,))
    change.execute("DELETE FROM request_proof WHERE request = ?", (seq,))
