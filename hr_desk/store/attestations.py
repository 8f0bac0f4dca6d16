# SPDX-License-Identifier: Apache-2.0
"""The SQL of attestations, in personnel: what was given to whom, and that it is gone there."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_GIVEN: Final = (
    "SELECT s.recipient, d.id FROM hand_off h JOIN standing_hand_off s ON s.id = h.standing "
    "JOIN disclosure d ON d.id = h.id WHERE d.completed_at IS NOT NULL UNION ALL "
    "SELECT q.recipient, d.id FROM disclosure_file f JOIN disclosure_request q ON q.id = f.request "
    "JOIN disclosure d ON d.id = f.id WHERE d.completed_at IS NOT NULL AND q.recipient IS NOT NULL"
)
"""Recipient and entry of each file that really left for a registered recipient."""

_COLUMNS: Final = (
    "id, recipient, ended_on, attested_on, how, reference, file_sha256, entered_by, entered_at"
)


@dataclass(frozen=True, slots=True)
class AttestationRecord:
    """What a recipient attested; ``entered_by`` is a user's id, ``entered_at`` UTC (ISO 8601)."""

    id: str
    recipient: str
    ended_on: date
    attested_on: date
    how: str
    reference: str
    file_sha256: str
    entered_by: str
    entered_at: str


def given_to(file: Compartment) -> frozenset[str]:
    """Return the ids of the recipients for which something really left."""
    return frozenset(row[0] for row in file.read(f"SELECT DISTINCT recipient FROM ({_GIVEN})"))


def first_given(file: Compartment, entry: str) -> str | None:
    """Return the recipient of an entry that is the first completed one for it, else None."""
    row = file.read_one(
        f"SELECT recipient FROM ({_GIVEN}) AS mine WHERE id = ? AND NOT EXISTS ("
        f"SELECT 1 FROM ({_GIVEN}) AS other WHERE other.recipient = mine.recipient "
        "AND other.id <> mine.id)",
        (entry,),
    )
    return None if row is None else str(row[0])


def insert(change: Change, record: AttestationRecord) -> None:
    """Add what was attested, or what corrects it."""
    values = tuple(one.isoformat() if isinstance(one, date) else one for one in astuple(record))
    change.execute(
        f"INSERT INTO attestation ({_COLUMNS}) VALUES ({','.join('?' * len(values))})", values
    )
    change.wrote("attestation", record.id, dict(zip(_COLUMNS.split(", "), values, strict=True)))


def take_back(change: Change, recipients: Iterable[str], *, since: date) -> None:
    """Note that what was entered for recipients since the end of their agreement counts no more."""
    at = change.now.isoformat(timespec="seconds")
    for recipient in recipients:
        rows = change.execute(
            "UPDATE attestation SET taken_back_at = ? WHERE recipient = ? AND attested_on >= ? "
            "AND taken_back_at IS NULL RETURNING id",
            (at, recipient, since.isoformat()),
        ).fetchall()
        for (id_,) in rows:
            change.wrote("attestation", id_, {"taken_back": 1})


def in_force(file: Compartment) -> dict[str, AttestationRecord]:
    """Return what counts, by recipient: the latest that nobody took back."""
    rows = file.read(f"SELECT {_COLUMNS} FROM attestation WHERE taken_back_at IS NULL ORDER BY seq")
    return {row[1]: _record(*row) for row in rows}


def _record(
    id_: str, recipient: str, ended_on: str, attested_on: str, *rest: str
) -> AttestationRecord:
    return AttestationRecord(
        id_, recipient, date.fromisoformat(ended_on), date.fromisoformat(attested_on), *rest
    )
