# SPDX-License-Identifier: Apache-2.0
"""Envelopes on their way out: written in the transaction they belong to, delivered afterwards.

What crosses to another compartment is never a second commit: the envelope stands in the sender's
own file beside the change, and delivery is repeated until the receiver's receipt has come. Until
then its message stands beside it, so that it can be sealed afresh. The envelope stays 14 days
longer, so that a receiver who had to restore a backup can be sent it again.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

KEPT: Final = timedelta(days=14)
"""How long an envelope is kept after its receipt, as long as a backup lives."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sealed envelope without a receipt; ``reference`` is 32 hexadecimal digits.

    ``sealed_at`` is aware UTC.
    """

    seq: int
    reference: str
    receiver: str
    kind: str
    envelope: bytes
    message: bytes
    sealed_at: datetime
    delivered: bool


def put(
    change: Change, envelope: bytes, *, reference: str, receiver: str, kind: str, record: str,
    message: bytes,
) -> None:  # fmt: skip
    """Write an envelope about the sender's ``record`` inside the transaction of ``change``."""
    change.execute(
        "INSERT INTO outbox (reference, receiver, kind, record, envelope, message, sealed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (bytes.fromhex(reference), receiver, kind, record, envelope, message,
         change.now.isoformat(timespec="seconds")),
    )  # fmt: skip
    change.facts.setdefault("envelopes", []).append(reference)


def put_off(change: Change, *, receiver: str, kind: str, record: str) -> None:
    """Note that something about ``record`` is to be sent to a compartment that nobody keeps yet."""
    put(
        change, b"", reference=secrets.token_hex(16), receiver=receiver, kind=kind, record=record,
        message=b"",
    )  # fmt: skip


def were_put_off(file: Compartment, receiver: str, *, kind: str) -> bool:
    """Whether anything of a kind waits until somebody keeps the compartment ``receiver``."""
    row = file.read_one(
        "SELECT 1 FROM outbox WHERE receiver = ? AND kind = ? LIMIT 1", (receiver, kind)
    )
    return row is not None


def take_up(change: Change, receiver: str, *, kind: str) -> list[str]:
    """Let go of what was put off of a kind, and return the records it was about, each once."""
    rows = change.execute(
        "DELETE FROM outbox WHERE receiver = ? AND kind = ? RETURNING record", (receiver, kind)
    ).fetchall()
    return list(dict.fromkeys(record for (record,) in rows))


def waiting(file: Compartment) -> list[Waiting]:
    """Return the envelopes that have no receipt yet, oldest first."""
    rows = file.read(
        "SELECT seq, reference, receiver, kind, envelope, message, sealed_at, "
        "delivered_at IS NOT NULL FROM outbox "
        "WHERE receipt_at IS NULL AND receiver LIKE '%/%' ORDER BY seq"
    )
    return [
        Waiting(
            seq, bytes(ref).hex(), receiver, kind, bytes(env), bytes(message),
            datetime.fromisoformat(at), bool(delivered),
        )
        for seq, ref, receiver, kind, env, message, at, delivered in rows
    ]  # fmt: skip


def sent(file: Compartment, reference: str) -> bytes | None:
    """Return the envelope with this reference that still waits for its receipt, or None."""
    row = file.read_one(
        "SELECT envelope FROM outbox WHERE reference = ? AND receipt_at IS NULL",
        (bytes.fromhex(reference),),
    )
    return None if row is None else bytes(row[0])


def seal_afresh(change: Change, seq: int, envelope: bytes) -> None:
    """Put a new envelope of the same message and reference in the place of the earlier one."""
    change.execute(
        "UPDATE outbox SET envelope = ?, sealed_at = ?, delivered_at = NULL WHERE seq = ?",
        (envelope, change.now.isoformat(timespec="seconds"), seq),
    )


def note_delivered(change: Change, seqs: Sequence[int]) -> None:
    """Note that envelopes lie where their receivers look."""
    at = change.now.isoformat(timespec="seconds")
    change.executemany(
        "UPDATE outbox SET delivered_at = ? WHERE seq = ?", [(at, seq) for seq in seqs]
    )


def note_receipts(change: Change, references: Sequence[str]) -> None:
    """Note that their receivers have these envelopes; what they say is not needed any more."""
    at = change.now.isoformat(timespec="seconds")
    change.executemany(
        "UPDATE outbox SET receipt_at = ?, message = NULL WHERE reference = ?",
        [(at, bytes.fromhex(reference)) for reference in references],
    )


def about_each(records: Iterable[str]) -> str:
    """Return as what an answer about several records (ids) is kept: it goes with any of them."""
    return json.dumps(list(records))


def forget_answers(connection: Any) -> None:
    """Delete received answers about records that are deleted by now: they repeat what went.

    One that its receiver still lacks stays until the receipt, as nothing else answers the question.
    """
    connection.execute(
        "DELETE FROM outbox WHERE receipt_at IS NOT NULL AND EXISTS (SELECT 1 FROM json_each("
        "CASE WHEN outbox.record LIKE '[%' THEN outbox.record ELSE '[]' END) AS one "
        "JOIN tombstone ON tombstone.id = one.value)"
    )


def forget_old(change: Change) -> None:
    """Delete the envelopes whose receipt came more than 14 days ago."""
    limit = (change.now - KEPT).isoformat(timespec="seconds")
    change.execute("DELETE FROM outbox WHERE receipt_at < ?", (limit,))


def has_old(file: Compartment, limit: str) -> bool:
    """Whether any envelope's receipt came before ``limit`` (UTC in ISO 8601)."""
    return file.read_one("SELECT 1 FROM outbox WHERE receipt_at < ?", (limit,)) is not None
