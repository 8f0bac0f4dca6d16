# SPDX-License-Identifier: Apache-2.0
"""Which keys a role holds, and how they are given: nobody grants what they do not hold.

None of it needs the passphrase of whoever receives: a grant is sealed to their public key.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import roles as role_rules
from hr_desk.operations.admission import RECOVERY_ROLE, SERVICE_ROLE, served
from hr_desk.operations.session import Session
from hr_desk.vault.access import NotGranted, known_holders, secret_for
from hr_desk.vault.delegations import RegisteredUser, admit
from hr_desk.vault.grants import ROOT, Grant, GrantProblem, make_grant
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys
from hr_desk.vault.register import Register
from hr_desk.vault.slots import Kind

ROOT_EPOCH: Final = 1
"""The root has one epoch: the desk's id is its hash, so it cannot be made anew."""


@dataclass(frozen=True)
class Granter:
    """Somebody who grants, and what they hold: (subject, epoch) to its 32 bytes.

    Earlier epochs are among them, so that a receiver can restore older backups and open older
    envelopes.
    """

    id: str
    keys: UserKeys
    held: Mapping[tuple[str, int], bytes] = field(repr=False)

    def grants_for(
        self, user: RegisteredUser, *, desk_id: str, catalogue: Catalogue
    ) -> list[Grant]:
        """Return the grants a user's roles ask for, as far as this granter holds them."""
        compartments, wants_root = held_by(catalogue, user.roles)
        wanted = compartments | ({ROOT} if wants_root else set())
        return [
            self.grant(subject, epoch, to=user, desk_id=desk_id)
            for subject, epoch in self.held
            if subject in wanted
        ]

    def grant(self, subject: str, epoch: int, *, to: RegisteredUser, desk_id: str) -> Grant:
        """Return one grant; raises KeyError for what this granter does not hold."""
        return make_grant(
            self.held[subject, epoch],
            desk_id=desk_id,
            subject=subject,
            epoch=epoch,
            to=to.id,
            to_public=to.public,
            by=self.id,
            by_keys=self.keys,
        )


def granter_of(session: Session, register: Register) -> Granter:
    """Return the session's user as a granter: the root and every epoch they were granted."""
    held: dict[tuple[str, int], bytes] = {}
    if session.root is not None:
        held[ROOT, ROOT_EPOCH] = session.root.seed
    for name in session.held:
        for epoch in range(1, register.epochs[name] + 1):
            with suppress(GrantProblem):
                held[name, epoch] = secret_for(
                    register, name, user_id=session.user.id, keys=session.keys, epoch=epoch
                )
    return Granter(session.user.id, session.keys, held)


def vouched(
    session: Session, register: Register, granter: Granter, subjects: Iterable[str]
) -> list[Grant]:
    """Return the granter's own grants, in force, for those who are proven to hold the subjects.

    Whoever is granted a key and manages users is shown by them who else holds it: at the next
    epoch they can prove it (``known_holders``) even if everyone who granted it first is gone.
    """
    grants = []
    for subject in subjects:
        epoch = register.epochs[subject]
        signed = {
            one.to
            for one in register.grants
            if (one.by, one.subject, one.epoch) == (granter.id, subject, epoch)
        }
        grants += [
            granter.grant(subject, epoch, to=user, desk_id=register.desk_id)
            for user in holders(session, register, subject)
            if user.id not in signed
        ]
    return grants


def holders(session: Session, register: Register, name: str) -> tuple[RegisteredUser, ...]:
    """Return who holds a compartment: roles that ask for it, and a grant that is proven."""
    proven = known_holders(register, name, user_id=session.user.id, keys=session.keys)
    return tuple(
        user
        for user in register.users
        if user.id in proven and is_entitled(session.catalogue, user, name)
    )


def granted(
    session: Session, register: Register, user_id: str, subjects: Iterable[str]
) -> frozenset[tuple[str, int]]:
    """Return the (subject, epoch) that a user was granted by somebody proven to hold it.

    Others do not count: a grant that was put there, or spoilt, must not stand in the way of a
    true one.
    """
    proven = {
        subject: known_holders(register, subject, user_id=session.user.id, keys=session.keys)
        for subject in subjects
    }
    return frozenset(
        (one.subject, one.epoch)
        for one in register.grants_to(user_id)
        if one.by in proven.get(one.subject, ())
    )


def is_entitled(catalogue: Catalogue, user: RegisteredUser, subject: str) -> bool:
    """Whether a user's roles hold a compartment, or the root."""
    compartments, root = held_by(catalogue, user.roles)
    return root if subject == ROOT else subject in compartments


def held_by(catalogue: Catalogue, roles: Sequence[str]) -> tuple[frozenset[str], bool]:
    """Return which compartments the roles hold and whether they hold the root."""
    if RECOVERY_ROLE in roles:
        return frozenset(catalogue.compartments), True
    if SERVICE_ROLE in roles:
        return served(roles), False
    return frozenset(role_rules.held(catalogue, roles)), role_rules.holds_root(catalogue, roles)


def kind_for(catalogue: Catalogue, roles: Sequence[str]) -> Kind:
    """Return the strength of slot that the roles ask for; recovery is strong (design section 4)."""
    if RECOVERY_ROLE in roles:
        return "strong"
    # 256 random bits are not guessed, whatever a guess costs.
    if SERVICE_ROLE in roles or role_rules.strength(catalogue, roles) == "daily":
        return "daily"
    return "strong"


def new_user(
    root: RootKey, *, name: str, roles: Sequence[str], at: str
) -> tuple[UserKeys, RegisteredUser]:
    """Return new keys and the register's line for a user with a random id."""
    keys = UserKeys.generate()
    user = admit(
        root,
        user_id=secrets.token_hex(8),
        name=name.strip(),
        roles=tuple(sorted(set(roles))),
        public=keys.public,
        at=at,
    )
    return keys, user


def secrets_of(
    register: Register, user: RegisteredUser, keys: UserKeys, *, catalogue: Catalogue
) -> dict[str, CompartmentSecret]:
    """Return the secrets in force of the compartments the user's roles hold and were granted.

    A role may wait for its grant: nobody grants what they do not hold, and an HR admin who adds a
    privacy officer does not hold privacy. Raises GrantProblem where a grant is damaged.
    """
    wanted, _ = held_by(catalogue, user.roles)
    found = {}
    for name in register.epochs:
        if name in wanted:
            with suppress(NotGranted):
                secret = secret_for(register, name, user_id=user.id, keys=keys)
                found[name] = CompartmentSecret(secret)
    return found


def root_of(
    register: Register, user: RegisteredUser, keys: UserKeys, *, catalogue: Catalogue
) -> RootKey | None:
    """Return the root key if the user's roles hold it."""
    _, wanted = held_by(catalogue, user.roles)
    return RootKey(secret_for(register, ROOT, user_id=user.id, keys=keys)) if wanted else None


def moment(now: datetime) -> str:
    """Return a UTC moment to the second, as the vault's formats write it."""
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
