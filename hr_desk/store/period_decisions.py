# SPDX-License-Identifier: Apache-2.0
"""The SQL of periods that paired desks are to follow, in privacy, and of what they answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_SENT: Final = (
    "class_key, event, peer, decided_at, reference, sent_at, state, days, answered_at, said"
)


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One period paired desks are to follow; ``terms`` is the exact text the approver signed."""

    class_key: str
    event: str
    days: int
    decided_at: str
    terms: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class PeriodSending:
    """What a file (``peer`` is its address) does with a period: its state there, days in force.

    ``state`` is empty and ``days`` None before it answered; moments are aware UTC. ``said`` counts
    its words on the decision, so that an earlier one that comes late changes nothing.
    """

    class_key: str
    event: str
    peer: str
    decided_at: str
    reference: str
    sent_at: datetime
    state: str = ""
    days: int | None = None
    answered_at: datetime | None = None
    said: int = 0


def decisions(privacy: Compartment) -> tuple[DecisionRecord, ...]:
    """Return every period that paired desks are to follow."""
    rows = privacy.read(
        "SELECT class_key, event, days, decided_at, terms, signature FROM period_decision "
        "ORDER BY class_key, event"
    )
    return tuple(
        DecisionRecord(class_key, event, days, decided_at, terms, bytes(signature))
        for class_key, event, days, decided_at, terms, signature in rows
    )


def put_decision(change: Change, one: DecisionRecord) -> None:
    """Keep a decision in the place of the one before about the same period."""
    change.execute(
        "INSERT OR REPLACE INTO period_decision (class_key, event, days, decided_at, terms, "
        "signature) VALUES (?, ?, ?, ?, ?, ?)",
        (one.class_key, one.event, one.days, one.decided_at, one.terms, one.signature),
    )
    change.touched("period", f"{one.class_key}.{one.event}")


def sendings(privacy: Compartment) -> tuple[PeriodSending, ...]:
    """Return what became of each period at each file, by class, event and address."""
    rows = privacy.read(f"SELECT {_SENT} FROM period_sending ORDER BY class_key, event, peer")
    return tuple(
        PeriodSending(class_key, event, peer, decided_at, reference, datetime.fromisoformat(sent),
                      state, days, datetime.fromisoformat(answered) if answered else None, said)
        for class_key, event, peer, decided_at, reference, sent, state, days, answered, said
        in rows
    )  # fmt: skip


def note_sent(change: Change, one: DecisionRecord, peer: str, *, reference: str) -> None:
    """Note that a decision went to a file; what it said of an earlier one counts no more."""
    change.execute(
        f"INSERT OR REPLACE INTO period_sending ({_SENT}) VALUES (?, ?, ?, ?, ?, ?, '', NULL, "
        "NULL, 0)",
        (one.class_key, one.event, peer, one.decided_at, reference,
         change.now.isoformat(timespec="seconds")),
    )  # fmt: skip
    change.touched("period", f"{one.class_key}.{one.event}")


def note_state(
    change: Change, peer: str, key: tuple[str, str], *, decided_at: str, said: int, state: str,
    days: int,
) -> None:  # fmt: skip
    """Note what a file does with a period, where it speaks of the decision that went to it last."""
    change.execute(
        "UPDATE period_sending SET said = ?, state = ?, days = ?, answered_at = ? WHERE said < ? "
        "AND class_key = ? AND event = ? AND peer = ? AND decided_at = ?",
        (said, state, days, change.now.isoformat(timespec="seconds"), said, *key, peer, decided_at),
    )
    change.touched("period", ".".join(key))
