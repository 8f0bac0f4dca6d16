# SPDX-License-Identifier: Apache-2.0
"""The SQL of what crossed a border: references taken in, links, and the keys of kiosks."""

import json
from collections.abc import Mapping
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_NUMBERS: Final = "kiosk_numbers:"


class LinkTaken(ValueError):
    """The reference belongs to another address: nobody takes over what others agreed on."""


def is_known(file: Compartment, identity: bytes) -> bool:
    """Whether an envelope of this identity (16 bytes) was taken in before."""
    row = file.connection.execute("SELECT 1 FROM received WHERE reference = ?", (identity,))
    return row.fetchone() is not None


def note_received(change: Change, identity: bytes, sender: str, kind: str, key_name: str) -> None:
    """Remember an envelope in the transaction that writes its record."""
    change.execute(
        "INSERT INTO received (reference, sender, kind, key_name, received_at) "
        "VALUES (?, ?, ?, ?, ?)",
        (identity, sender, kind, key_name, change.now.isoformat(timespec="seconds")),
    )


def intake_secret(file: Compartment, name: str, *, profile: str) -> bytes | None:
    """Return the X25519 secret key of a kiosk's profile by its name, or None."""
    row = file.read_one(
        "SELECT secret FROM intake_key WHERE name = ? AND profile = ?", (name, profile)
    )
    return None if row is None else bytes(row[0])


def count_kiosk(change: Change, kiosk: str, number: int, *, day: str, most: int) -> int:
    """Count a kiosk's numbered envelope, so that a missing one is noticed.

    Returns how many came on ``day`` with this one. A number more than ``most`` ahead is no gap: a
    restored file does not know what came since, or a stranger made it up. Counting begins anew.
    """
    file = change.compartment
    known = json.loads(file.fact(f"{_NUMBERS}{kiosk}") or "{}")
    before, taken = known.get("highest", 0), known.get("taken", 0) + 1
    counted = {
        "highest": max(before, number),
        "taken": number if number - before > most else taken,
        "day": day,
        "today": (known.get("today", 0) if known.get("day") == day else 0) + 1,
    }
    file.set_fact(f"{_NUMBERS}{kiosk}", json.dumps(counted, sort_keys=True))
    return int(counted["today"])


def counts_of_kiosks(file: Compartment) -> Mapping[str, tuple[int, int]]:
    """Return the highest number of each kiosk in this file, and how many of them came here."""
    rows = file.read(
        "SELECT name, value FROM fact WHERE name >= ? AND name < ?", (_NUMBERS, f"{_NUMBERS}~")
    )
    counts = {name[len(_NUMBERS) :]: json.loads(value) for name, value in rows}
    return {kiosk: (one["highest"], one["taken"]) for kiosk, one in counts.items()}


def link(change: Change, reference: str, *, record: str, peer: str) -> None:
    """Keep which record here another compartment knows by a reference.

    Only its own peer replaces a link with a record; raises LinkTaken for another one's.
    """
    known = linked(change.compartment, reference)
    if known is not None and known[0] and known[1] != peer:
        raise LinkTaken
    change.execute(
        "INSERT OR REPLACE INTO link (reference, record, peer) VALUES (?, ?, ?)",
        (bytes.fromhex(reference), record, peer),
    )


def linked(file: Compartment, reference: str) -> tuple[str, str] | None:
    """Return record and peer behind a reference, or None."""
    row = file.read_one(
        "SELECT record, peer FROM link WHERE reference = ?", (bytes.fromhex(reference),)
    )
    return None if row is None else (row[0], row[1])


def links_of(file: Compartment, record: str) -> list[tuple[str, str]]:
    """Return reference and peer of each link of a record."""
    rows = file.read("SELECT reference, peer FROM link WHERE record = ? ORDER BY 1", (record,))
    return [(bytes(reference).hex(), peer) for reference, peer in rows]


def links_to(file: Compartment, ending: str) -> dict[str, str]:
    """Return reference to record of every link whose address ends like this."""
    rows = file.read(
        "SELECT reference, record FROM link WHERE substr(peer, -length(?)) = ?", (ending, ending)
    )
    return {bytes(reference).hex(): record for reference, record in rows}


def unlink(change: Change, reference: str) -> None:
    """Forget a link whose record has gone on one side."""
    change.execute("DELETE FROM link WHERE reference = ?", (bytes.fromhex(reference),))
