# SPDX-License-Identifier: Apache-2.0
"""Which roles a user had at a moment, as the logs of the files that are held tell it.

The register knows the roles of today and since when. Each change is logged with the roles that
were held until then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.operations.memberships import HAD
from hr_desk.operations.session import Session
from hr_desk.store import audit

CHANGES: Final = frozenset({"user.roles", "user.reset", "user.remove"})
"""The operations that change the roles of a user id."""

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleHistory:
    """The roles of today, since when (to the second), and what was before: until when, which.

    ``before`` is in the order of time; None are roles that nobody wrote down.
    """

    now: Roles
    since: datetime
    before: tuple[tuple[datetime, Roles | None], ...] = ()

    def at(self, moment: datetime) -> Roles | None:
        """Return the roles at a moment; None where no log at hand says which they were."""
        for until, had in self.before:
            if moment < until:
                return had
        return self.now if moment >= self.since else None


def histories(session: Session) -> Mapping[str, RoleHistory]:
    """Return user id to what is known of their roles; whoever was struck is among them."""
    return {
        user.id: RoleHistory(
            user.roles, datetime.fromisoformat(user.added_at), _before(session, user.id)
        )
        for user in session.register.users
    }


def _before(session: Session, user_id: str) -> tuple[tuple[datetime, Roles | None], ...]:
    entries = [
        one
        for name in session.held
        for one in audit.entries_about(session.compartment(name).connection, (user_id,), limit=-1)
        if one.operation in CHANGES
    ]
    entries.sort(key=lambda one: one.at)
    return tuple(
        (datetime.fromisoformat(one.at), tuple(one.facts[HAD]) if HAD in one.facts else None)
        for one in entries
    )
