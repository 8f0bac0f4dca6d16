# SPDX-License-Identifier: Apache-2.0
"""Users of a desk: add one, list them, a new passphrase, and getting in by recovery.

Nobody grants what they do not hold, and none of it needs another person's passphrase. Whoever
changes users holds the root; a passphrase changes with its owner's keys alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hr_desk.catalogue import load
from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.operations import desks
from hr_desk.operations.admission import (
    RECOVERY_NAME,
    RECOVERY_ROLE,
    persons_roles,
    require_admissible,
)
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NameTaken, NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store.anchors import profile_folder
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault import recovery
from hr_desk.vault.access import secret_for
from hr_desk.vault.keys import CompartmentSecret, RootKey
from hr_desk.vault.register import Register
from hr_desk.vault.slots import create_slot

EVERYBODY: Final = persons_roles(load())
"""Every role a person can have."""


@dataclass(frozen=True, slots=True)
class UserLine:
    """One user for a list: roles, and the compartments whose keys they hold."""

    id: str
    name: str
    roles: tuple[str, ...]
    holds: tuple[str, ...]
    holds_root: bool
    since: str


def list_users(session: Session) -> tuple[UserLine, ...]:
    """Return who is registered, struck ones left out; recovery is one of them."""
    return tuple(
        UserLine(
            id=user.id,
            name=user.name,
            roles=user.roles,
            holds=tuple(
                name
                for name in session.register.epochs
                if any(grant.subject == name for grant in session.register.grants_to(user.id))
            ),
            holds_root=any(g.subject == "root" for g in session.register.grants_to(user.id)),
            since=user.added_at,
        )
        for user in session.register.users
        if user.roles
    )


@desk_operation("user.add", roles=("hr_admin", RECOVERY_ROLE))
def add(session: Session, *, name: str, passphrase: str, roles: Sequence[str]) -> Changes:
    """Register a user with roles and a first passphrase, and grant what the roles hold.

    Raises NameTaken, UserNameUnusable, RoleUnknown, WeakPassphrase, NotPermitted.
    """
    require(session, "user.add")
    require_admissible(session.catalogue, name, roles)
    if session.root is None:
        raise NotPermitted
    with DeskFiles(session.folder).register_alone():
        register = desks.read_register(session.folder)
        if register.named(name) is not None:
            raise NameTaken(name=name)
        register, user_id = _with_user(
            session, register, session.root, name=name, passphrase=passphrase, roles=roles
        )
        _put_in_force(session, register)
    return _noted(session, "user.add", user_id)


def _with_user(
    session: Session,
    register: Register,
    root: RootKey,
    *,
    name: str,
    passphrase: str,
    roles: Sequence[str],
) -> tuple[Register, str]:
    keys, user = desks.new_user(root, name=name, roles=roles, at=desks.moment(session.now()))
    register = replace(register, users=(*register.users, user))
    slot = create_slot(
        desk_id=register.desk_id,
        user_id=user.id,
        keys=keys,
        passphrase=passphrase,
        kind=desks.kind_for(session.catalogue, user.roles),
    )
    secret_of = {
        subject: CompartmentSecret(
            secret_for(register, subject, user_id=session.user.id, keys=session.keys)
        )
        for subject in session.held
    }
    grants = desks.grants_for(
        user,
        register=register,
        secret_of=secret_of,
        root=root,
        by=session.user.id,
        by_keys=session.keys,
        catalogue=session.catalogue,
    )
    return register.with_slot(slot).with_grants(grants).signed(root), user.id


def _put_in_force(session: Session, register: Register) -> None:
    DeskFiles(session.folder).write_register(register.to_bytes())
    session.register = register
    for name in session.held:
        session.compartment(name).register_serial = register.serial


def _noted(session: Session, operation: str, user_id: str) -> Changes:
    """Enter a change of users into the log of the first file at hand."""
    for name in session.held[:1]:
        with session.compartment(name).change(operation) as change:
            change.touched("user", user_id)
            change.facts["serial"] = session.register.serial
    return Changes(operation, frozenset({("user", user_id)}), (user_id,))


@desk_operation("user.passphrase", roles=EVERYBODY)
def change_passphrase(session: Session, *, old: str, new: str) -> Changes:
    """Give this user a new passphrase; raises WrongPassphrase, WeakPassphrase."""
    require(session, "user.passphrase")
    with DeskFiles(session.folder).register_alone():
        register = desks.read_register(session.folder)
        user = register.user(session.user.id)
        keys = desks.keys_of(register, user, old)
        slot = create_slot(
            desk_id=register.desk_id,
            user_id=user.id,
            keys=keys,
            passphrase=new,
            kind=desks.kind_for(session.catalogue, user.roles),
        )
        _put_in_force(session, register.with_slot(slot))
    return _noted(session, "user.passphrase", session.user.id)


def open_by_recovery(
    folder: Path, *, halves: tuple[str, str], clock: Clock | None = None,
    profile: Path | None = None,
) -> Session:  # fmt: skip
    """Open the desk with the two printed halves; raises RecoveryProblem, WrongPassphrase."""
    secret = recovery.join(*halves)
    register = desks.read_register(folder)
    user = next((u for u in register.users if RECOVERY_ROLE in u.roles), None)
    if user is None:
        raise UnknownUser(name=RECOVERY_NAME)
    keys = desks.keys_of(register, user, recovery.as_passphrase(secret))
    return desks.open_with_keys(
        folder, register=register, registered=user, keys=keys, clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )  # fmt: skip
