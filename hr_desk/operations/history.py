# SPDX-License-Identifier: Apache-2.0
"""What happened to a record, as its file's audit log tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.operations.session import Session
from hr_desk.store import audit

MOST_LINES: Final = 50


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of what happened to a record; ``at`` is UTC."""

    at: datetime
    user: str
    operation: str
    purpose: str | None


def history_of(session: Session, compartment: str, ids: Sequence[str]) -> tuple[HistoryLine, ...]:
    """Return the newest entries of a compartment's log that name one of ``ids``, newest first."""
    names = {user.id: user.name for user in session.register.users}
    connection = session.compartment(compartment).connection
    return tuple(
        HistoryLine(
            datetime.fromisoformat(entry.at),
            names.get(entry.user, entry.user),
            entry.operation,
            entry.purpose,
        )
        for entry in audit.entries_about(connection, ids, limit=MOST_LINES)
    )
