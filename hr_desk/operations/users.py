# SPDX-License-Identifier: Apache-2.0
"""Users of a desk: who holds which key, add one, one's own passphrase, getting in by recovery.

Nobody grants what they do not hold, and none of it needs another person's passphrase. Whoever
changes users holds the root; a passphrase changes with its owner's keys alone. Roles, new first
passphrases and removing stand in ``memberships``, new epochs in ``epochs``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue import load
from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.operations import desks, epochs, granting, standing
from hr_desk.operations.admission import (
    RECOVERY_NAME,
    RECOVERY_ROLE,
    SERVICE_ROLE,
    persons_roles,
    require_admissible,
)
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Act
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NameTaken, NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store.anchors import profile_folder
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault import recovery
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.grants import ROOT
from hr_desk.vault.keys import UserKeys
from hr_desk.vault.register import Register
from hr_desk.vault.slots import create_slot, open_slot

ADMINS: Final = ("hr_admin", RECOVERY_ROLE)
"""Who holds the root and changes users."""

EVERYBODY: Final = persons_roles(load())
"""Every role a person can have."""


@dataclass(frozen=True, slots=True)
class UserLine:
    """One user for a list: roles, and the compartments whose keys they hold or wait for.

    ``is_recovery`` marks the printed key, ``is_service`` the slot that sweeps where nobody is
    there (``service``); ``must_strengthen`` somebody whose roles ask for a
    stronger slot, which they make with a new passphrase when they unlock next. ``has_card`` and
    ``card_waits`` say whether a card unlocks for them, or was printed and has no PIN yet.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    holds: tuple[str, ...]
    holds_root: bool
    since: str
    waits: tuple[str, ...] = ()
    is_recovery: bool = False
    is_service: bool = False
    must_strengthen: bool = False
    has_card: bool = False
    card_waits: bool = False

    @property
    def is_person(self) -> bool:
        """Whether somebody unlocks a window as this user."""
        return not (self.is_recovery or self.is_service)


def list_users(session: Session) -> tuple[UserLine, ...]:
    """Return who is registered now, struck ones left out; recovery is one of them."""
    session.require_standing()
    return tuple(_line(session, user) for user in session.register.users if user.roles)


def _line(session: Session, user: RegisteredUser) -> UserLine:
    register, catalogue = session.register, session.catalogue
    asked = [name for name in register.epochs if granting.is_entitled(catalogue, user, name)]
    held = tuple(name for name in asked if user in epochs.knowing(register, name))
    slot, card = register.slots.get(user.id), register.cards.get(user.id)
    return UserLine(
        id=user.id,
        name=user.name,
        roles=user.roles,
        holds=held,
        holds_root=any(grant.subject == ROOT for grant in register.grants_to(user.id)),
        since=user.added_at,
        waits=tuple(name for name in asked if name not in held),
        is_recovery=RECOVERY_ROLE in user.roles,
        is_service=SERVICE_ROLE in user.roles,
        must_strengthen=slot is not None
        and slot.kind == "daily"
        and granting.kind_for(catalogue, user.roles) == "strong",
        has_card=card is not None and card.slot is not None,
        card_waits=card is not None and card.slot is None,
    )


@desk_operation("user.add", roles=ADMINS)
def add(session: Session, *, name: str, passphrase: str, roles: Sequence[str]) -> Changes:
    """Register a user with roles and a first passphrase, and grant what the roles hold.

    What this session does not hold waits for somebody who does (``memberships.grant``). Raises
    NameTaken, UserNameUnusable, RoleUnknown, WeakPassphrase, NotPermitted.
    """
    require(session, "user.add")
    require_admissible(session.catalogue, name, roles)
    root = session.root
    if root is None:
        raise NotPermitted
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        if register.named(name) is not None:
            raise NameTaken(name=name)
        at = granting.moment(session.now())
        keys, user = granting.new_user(root, name=name, roles=roles, at=at)
        register = with_keys(session, register.with_user(user), user, keys, passphrase)
        act = Act(operation="user.add", user_id=user.id)
        done = epochs.carry_out(session, register, root=root, renewing=(), act=act)
    return Changes("user.add", done.changes.records, (user.id,))


def with_keys(
    session: Session, register: Register, user: RegisteredUser, keys: UserKeys, passphrase: str
) -> Register:
    """Return the register with a user's slot, and the grants their roles ask for.

    Raises WeakPassphrase, NotEnoughMemory.
    """
    slot = create_slot(
        desk_id=register.desk_id,
        user_id=user.id,
        keys=keys,
        passphrase=passphrase,
        kind=granting.kind_for(session.catalogue, user.roles),
    )
    return with_grants(session, register.with_slot(slot), user)


def with_grants(session: Session, register: Register, user: RegisteredUser) -> Register:
    """Return the register with what a user's roles ask for and lack, as far as it is held here.

    A receiver who may grant in turn is shown by the granter's signature who else holds it.
    """
    granter = granting.granter_of(session, register)
    wanted = granter.grants_for(user, desk_id=register.desk_id, catalogue=session.catalogue)
    had = granting.granted(session, register, user.id, {one.subject for one in wanted})
    grants = [one for one in wanted if (one.subject, one.epoch) not in had]
    given = [one.subject for one in grants if one.epoch == register.epochs.get(one.subject)]
    register = register.with_grants(grants)
    if not epochs.GRANTERS & set(user.roles):
        return register
    return register.with_grants(granting.vouched(session, register, granter, given))


@desk_operation("user.passphrase", roles=EVERYBODY)
def change_passphrase(session: Session, *, old: str, new: str) -> Changes:
    """Give this user a new passphrase; raises WrongPassphrase, WeakPassphrase."""
    require(session, "user.passphrase")
    files = DeskFiles(session.folder)
    with files.register_alone():
        session.require_standing()
        register = _with_own_slot(session.register, session.user.id, old=old, new=new)
        files.write_register(register.to_bytes())
        session.adopt(register)
    act = Act(operation="user.passphrase", user_id=session.user.id)
    if session.held:
        epochs.note(session, session.held[0], act)
    return Changes("user.passphrase", frozenset({("user", session.user.id)}), (session.user.id,))


def strengthen(folder: Path, *, user: str, old: str, new: str) -> None:
    """Give a user whose roles were raised the stronger slot, before they can open the desk.

    It is asked for by ``StrongerPassphraseNeeded``: nobody but the user can make their slot. The
    keys stay the same; a copy of the weaker slot costs a guesser what it always did. Raises
    UnknownUser, WrongPassphrase, WeakPassphrase.
    """
    files = DeskFiles(folder)
    with files.register_alone():
        register = desks.read_register(folder)
        registered = desks.with_passphrase(register, user)
        register = _with_own_slot(register, registered.id, old=old, new=new)
        files.write_register(register.to_bytes())


def _with_own_slot(register: Register, user_id: str, *, old: str, new: str) -> Register:
    """Return the register with a user's slot under a new passphrase, as strong as the roles ask."""
    user, slot = standing.in_force(register, user_id), register.slots[user_id]
    keys = open_slot(slot, old, desk_id=register.desk_id, public=user.public, least=slot.kind)
    return register.with_slot(
        create_slot(
            desk_id=register.desk_id,
            user_id=user_id,
            keys=keys,
            passphrase=new,
            kind=granting.kind_for(load(), user.roles),
        )
    )


def check_halves(halves: tuple[str, str]) -> None:
    """Raise the RecoveryProblem of two halves as typed, before anything else is asked for.

    It needs no desk, and says nothing about whether the secret opens one.
    """
    recovery.join(*halves)


def open_by_recovery(
    folder: Path, *, halves: tuple[str, str], clock: Clock | None = None,
    profile: Path | None = None,
) -> Session:  # fmt: skip
    """Open the desk with the two printed halves; raises RecoveryProblem, WrongPassphrase."""
    secret = recovery.join(*halves)
    register = desks.read_register(folder, clock=clock)
    user = next((u for u in register.users if RECOVERY_ROLE in u.roles), None)
    if user is None:
        raise UnknownUser(name=RECOVERY_NAME)
    keys = desks.keys_of(register, user, recovery.as_passphrase(secret))
    return desks.open_with_keys(
        folder, register=register, registered=user, keys=keys, clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )  # fmt: skip
