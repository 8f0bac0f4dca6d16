# SPDX-License-Identifier: Apache-2.0
"""The SQL of invitations in the hiring file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hr_desk.store.compartment import Change, Compartment


def insert(change: Change, reference: str, *, application: int, planned: str, host: str) -> None:
    """Write an invitation that has just been sent; ``planned`` is UTC."""
    change.execute(
        "INSERT INTO invitation (reference, application, planned_at, host, state, state_at) "
        "VALUES (?, ?, ?, ?, 'sent', ?)",
        (bytes.fromhex(reference), application, planned, host, _moment(change.now)),
    )


def set_state(
    change: Change, reference: str, state: str, *, was: Sequence[str], at: datetime | None = None
) -> bool:
    """Give an invitation a state since ``at`` (default: now); False if it was none of ``was``."""
    found = change.execute(
        "UPDATE invitation SET state = ?, state_at = ? WHERE reference = ? "
        f"AND state IN ({', '.join('?' * len(was))})",
        (state, _moment(at or change.now), bytes.fromhex(reference), *was),
    )
    return bool(found.rowcount)


def open_of(file: Compartment, application: int, now: str) -> bool:
    """Whether an application has an invitation for a time after ``now`` that still stands."""
    row = file.read_one(
        "SELECT 1 FROM invitation WHERE application = ? AND state = 'sent' AND planned_at > ?",
        (application, now),
    )
    return row is not None


def of_day(
    file: Compartment, application: int, begin: datetime, end: datetime
) -> list[tuple[str, str, str, str]]:
    """Return reference, planned time, host and state of an application's ones in [begin, end)."""
    rows = file.read(
        "SELECT reference, planned_at, host, state FROM invitation WHERE application = ? "
        "AND planned_at >= ? AND planned_at < ? ORDER BY seq",
        (application, _moment(begin), _moment(end)),
    )
    return [(bytes(reference).hex(), *rest) for reference, *rest in rows]


def of_application(file: Compartment, application: int) -> list[Any]:
    """Return reference, planned time, host, state, its time, and whether interviews tell of it.

    They do where one is tied to it, and of what was taken back because of one.
    """
    rows = file.read(
        "SELECT reference, planned_at, host, state, state_at, "
        "EXISTS (SELECT 1 FROM interview i WHERE i.application = invitation.application "
        "AND (i.invitation = invitation.reference OR invitation.state = 'cancelled')) "
        "FROM invitation "
        "WHERE application = ? ORDER BY seq DESC",
        (application,),
    )
    return [(bytes(reference).hex(), *rest) for reference, *rest in rows]


def counts_between(
    file: Compartment, begin: datetime, end: datetime, condition: str, values: Sequence[Any]
) -> dict[str, int]:
    """Return how many invitations planned in [begin, end) stand in each state.

    Those of applications ``a`` that meet a condition.
    """
    rows = file.read(
        "SELECT i.state, count(*) FROM invitation i JOIN application a ON a.seq = i.application "
        f"WHERE i.planned_at >= ? AND i.planned_at < ? AND {condition} GROUP BY i.state",
        (_moment(begin), _moment(end), *values),
    )
    return dict(rows)


def applications_of(file: Compartment, references: Sequence[str]) -> list[str]:
    """Return the ids of the applications that these invitations are of."""
    rows = file.read(
        "SELECT a.id FROM invitation i JOIN application a ON a.seq = i.application "
        f"WHERE i.reference IN ({','.join('?' * len(references))})",
        [bytes.fromhex(reference) for reference in references],
    )
    return [row[0] for row in rows]


def receiver_of(change: Change, reference: str) -> str:
    """Return the address an envelope of this change goes to."""
    row = change.execute(
        "SELECT receiver FROM outbox WHERE reference = ?", (bytes.fromhex(reference),)
    ).fetchone()
    return str(row[0])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
