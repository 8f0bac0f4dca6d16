# SPDX-License-Identifier: Apache-2.0
"""Envelopes on their way out: written in the transaction they belong to, delivered afterwards.

What crosses to another compartment is never a second commit: the envelope stands in the sender's
own file beside the change, and delivery is repeated until it has succeeded.
"""

from dataclasses import dataclass

from hr_desk.store.compartment import Change, Compartment


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sealed envelope that is not delivered yet; ``reference`` is 32 hexadecimal digits."""

    seq: int
    reference: str
    receiver: str
    envelope: bytes


def put(
    change: Change, envelope: bytes, *, reference: str, receiver: str, kind: str, record: str
) -> None:
    """Write an envelope about the sender's ``record`` inside the transaction of ``change``."""
    change.execute(
        "INSERT INTO outbox (reference, receiver, kind, record, envelope, written_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (bytes.fromhex(reference), receiver, kind, record, envelope,
         change.now.isoformat(timespec="seconds")),
    )  # fmt: skip
    change.facts.setdefault("envelopes", []).append(reference)


def waiting(file: Compartment) -> list[Waiting]:
    """Return the envelopes that are not delivered yet, oldest first."""
    rows = file.read(
        "SELECT seq, reference, receiver, envelope FROM outbox WHERE delivered_at IS NULL "
        "ORDER BY seq"
    )
    return [
        Waiting(seq, bytes(ref).hex(), receiver, bytes(env)) for seq, ref, receiver, env in rows
    ]


def note_delivered(change: Change, seq: int) -> None:
    """Note that an envelope lies in the inbox of its receiver."""
    change.execute(
        "UPDATE outbox SET delivered_at = ? WHERE seq = ?",
        (change.now.isoformat(timespec="seconds"), seq),
    )
