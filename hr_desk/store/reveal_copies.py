# SPDX-License-Identifier: Apache-2.0
"""The SQL of what the privacy office knows of reveals in an emergency: why, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day


@dataclass(frozen=True, slots=True)
class RevealCopy:
    """One reveal at a gate: by which reference it is known there, why, when, and the task's day."""

    reference: str
    sender: str
    reason: str
    revealed_at: datetime
    due: date
    told_on: date | None = None


def put(change: Change, one: RevealCopy) -> None:
    """Keep what a gate says of a reveal; once somebody was told, no earlier word opens it again."""
    told = None if one.told_on is None else one.told_on.isoformat()
    change.execute(
        "INSERT INTO reveal_copy (reference, sender, reason, revealed_at, due, told_on) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET "
        "told_on = coalesce(told_on, excluded.told_on)",
        (bytes.fromhex(one.reference), one.sender, one.reason,
         one.revealed_at.isoformat(timespec="seconds"), one.due.isoformat(), told),
    )  # fmt: skip


def untold(file: Compartment) -> list[RevealCopy]:
    """Return the reveals of which nobody was told yet, what is due first before the others."""
    rows = file.read(
        "SELECT reference, sender, reason, revealed_at, due, told_on FROM reveal_copy "
        "WHERE told_on IS NULL ORDER BY due, revealed_at, reference"
    )
    return [
        RevealCopy(bytes(reference).hex(), sender, reason, datetime.fromisoformat(at),
                   date.fromisoformat(due), as_day(told))
        for reference, sender, reason, at, due, told in rows
    ]  # fmt: skip


def forget(change: Change, reference: str) -> bool:
    """Delete what is known of a reveal whose visit is gone; whether there was any."""
    known = change.execute("DELETE FROM reveal_copy WHERE reference = ?",
                           (bytes.fromhex(reference),))  # fmt: skip
    return int(known.rowcount) > 0
