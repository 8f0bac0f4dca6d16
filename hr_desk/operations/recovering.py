# SPDX-License-Identifier: Apache-2.0
"""Somebody is let in with the two printed halves, where no passphrase opens the desk any more.

The same hour is the one to give the keys that wait and to renew those that are owed: recovery
holds every compartment, and the halves are seldom together.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue import load
from hr_desk.domain.clock import Clock
from hr_desk.operations import desks, epochs, granting, memberships, users
from hr_desk.operations.session import Session

ROLES: Final = ("hr_admin",)
"""What somebody new becomes who comes with both halves, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who was let in (their id), who got waiting keys (names), which compartments were renewed."""

    user_id: str
    granted: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What waits for recovery or another holder: users without their keys, compartments owed."""

    users: tuple[str, ...]
    compartments: tuple[str, ...]


def unsettled(folder: Path) -> Unsettled:
    """Return what a desk waits for, which needs no key to read; raises what reading it raises."""
    register, catalogue = desks.read_register(folder), load()
    waiting = tuple(
        user.name
        for user in register.users
        for name in register.epochs
        if granting.is_entitled(catalogue, user, name)
        and user not in epochs.knowing(register, name)
    )
    return Unsettled(tuple(dict.fromkeys(waiting)), epochs.owed(register, catalogue))


def let_in(
    folder: Path, *, halves: tuple[str, str], name: str, passphrase: str,
    roles: Sequence[str] = ROLES, settle: bool = False, clock: Clock | None = None,
    profile: Path | None = None,
) -> LetIn:  # fmt: skip
    """Add a user with both halves, or give one of that name a new first passphrase.

    A user who is registered keeps their roles and gets new keys (``memberships.set_passphrase``).
    ``settle`` also gives every key that waits and renews every compartment that is owed and not
    open elsewhere. Raises RecoveryProblem, WrongPassphrase, UserNameUnusable, RoleUnknown,
    WeakPassphrase and what opening a desk raises.
    """
    session = users.open_by_recovery(folder, halves=halves, clock=clock, profile=profile)
    with closing(session):
        known = session.register.named(name)
        if known is None:
            changes = users.add(session, name=name, passphrase=passphrase, roles=roles)
        else:
            changes = memberships.set_passphrase(session, known.id, passphrase)
        (user_id,) = changes.created
        return _settled(session, user_id) if settle else LetIn(user_id)


def _settled(session: Session, user_id: str) -> LetIn:
    waiting = [line for line in users.list_users(session) if line.waits]
    for line in waiting:
        memberships.grant(session, line.id)
    owed = epochs.free(session, epochs.epochs_owed(session))
    for name in owed:
        epochs.renew(session, name)
    return LetIn(user_id, tuple(line.name for line in waiting), owed)
