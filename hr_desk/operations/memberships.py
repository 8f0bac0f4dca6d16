# SPDX-License-Identifier: Apache-2.0
"""What becomes of a user after they were added: other roles, new keys, waiting grants, the end.

Whoever loses a compartment has known its secret, so it gets a new epoch (``epochs``). What they
copied before is lost, and nothing here says otherwise.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import epochs, granting
from hr_desk.operations.admission import RECOVERY_ROLE, SERVICE_ROLE, require_admissible
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Act, Renewed
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.users import ADMINS, with_grants, with_keys
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault.delegations import RegisteredUser, admit
from hr_desk.vault.keys import RootKey
from hr_desk.vault.register import Register

HAD: Final = "had"
"""The fact in which the entry of a change says which roles the user had until then."""


class LastAdmin(NotPermitted):
    """Without an HR admin nobody could change users any more."""

    message = N_(
        "“{name}” is the only HR admin, so this is not possible. "
        "Make somebody else an HR admin first."
    )


class NotOneself(NotPermitted):
    """Whoever makes the next secret knows it, so nobody takes a key from themselves."""

    message = N_("Nobody takes a key from themselves. Ask another HR admin to do it.")


class RecoveryStays(NotPermitted):
    """The printed recovery key is no person."""

    message = N_("The recovery key stays as it is: it opens the desk when all else is lost.")


class ServiceStays(NotPermitted):
    """The service slot has neither roles to choose nor a passphrase."""

    message = N_(
        "The deletion service has no roles and no passphrase to change. Switch it off, and on "
        "again for what it is to delete in."
    )


class NothingToGrant(NotPermitted):
    """No compartment waits that this session holds."""

    message = N_(
        "“{name}” waits for no key that you hold. Somebody who holds it, or the recovery key, "
        "can give it."
    )


class OwnPassphrase(NotPermitted):
    """One's own passphrase is changed with the old one."""

    message = N_("Change your own passphrase with the old one: “Change my passphrase”.")


@desk_operation("user.roles", roles=ADMINS)
def change_roles(
    session: Session, user_id: str, roles: Sequence[str], *, later: bool = False
) -> Renewed:
    """Give a user other roles from now on; they keep their id, keys and passphrase.

    Keys of the new roles are granted as far as this session holds them. A compartment they held
    and hold no more gets a new epoch, as when a user is removed; ``later`` as there. A role that
    asks for a stronger slot takes effect at their next unlock, which asks them for a new
    passphrase (``users.strengthen``); ``set_passphrase`` is the other way. An open window of theirs
    writes nothing more until it is unlocked again. Raises UnknownUser, RoleUnknown, NotPermitted,
    LastAdmin, NotOneself, RecoveryStays, ServiceStays, CompartmentInUse and the sentences about
    disks.
    """
    require(session, "user.roles")
    root = _root_of(session)
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        user = _person(register, user_id)
        require_admissible(session.catalogue, user.name, roles)
        changed = admit(
            root, user_id=user.id, name=user.name, roles=tuple(roles), public=user.public,
            at=granting.moment(session.now()),
        )  # fmt: skip
        lost = _lost(session, register, changed)
        after = _with_admin(session, register.with_user(changed), user)
        if user.id == session.user.id and (lost or not _is_admin(session, changed)):
            raise NotOneself
        register = with_grants(session, after, changed)
        facts = {"roles": list(changed.roles), HAD: list(user.roles)}
        act = Act(operation="user.roles", user_id=user.id, facts=facts)
        return epochs.carry_out(
            session, register, root=root, renewing=_renewing(session, lost, later), act=act
        )


@desk_operation("user.reset", roles=ADMINS)
def set_passphrase(session: Session, user_id: str, passphrase: str) -> Changes:
    """Give somebody who forgot theirs a new first passphrase, and with it new keys.

    Without the old passphrase their old keys are out of reach, so new ones are made under the same
    name: the old id is struck and stays for what it signed, the new id has the same roles and
    trainings, and the grants are made anew as far as this session holds the keys; the rest waits.
    What the old keys alone opened, their drafts, is lost. No epoch is owed: it is the same person.
    Tell them the passphrase yourself; they change it in the window. ``created`` has the new id.
    Raises UnknownUser, WeakPassphrase, OwnPassphrase, RecoveryStays, ServiceStays,
    NotPermitted.
    """
    require(session, "user.reset")
    root = _root_of(session)
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        user = _person(register, user_id)
        if user.id == session.user.id:
            raise OwnPassphrase
        at = granting.moment(session.now())
        keys, anew = granting.new_user(root, name=user.name, roles=user.roles, at=at)
        trained = register.trainings.passed_on(user.id, anew.id)
        register = _without(register, _struck(root, user, at)).with_user(anew)
        register = replace(register, trainings=trained)
        register = with_keys(session, register, anew, keys, passphrase)
        facts = {"new_id": anew.id, HAD: list(user.roles)}
        act = Act(operation="user.reset", user_id=user.id, facts=facts)
        done = epochs.carry_out(session, register, root=root, renewing=(), act=act)
    return Changes("user.reset", done.changes.records, (anew.id,))


@desk_operation("user.remove", roles=ADMINS)
def remove(session: Session, user_id: str, *, later: bool = False) -> Renewed:
    """Strike a user, and give each compartment they held a new secret and a new file.

    Everyone else is granted the new secrets by their public keys. What this session does not hold
    is owed and told (``epochs.epochs_owed``); so is, with ``later``, what is open in another
    window: the user is struck at once. Kiosks whose keys stood in a renewed file need new
    profiles, which the answer names. Raises UnknownUser, NotPermitted, LastAdmin, NotOneself,
    RecoveryStays, CompartmentInUse and the sentences about disks; then nothing has changed.
    """
    require(session, "user.remove")
    root = _root_of(session)
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        user = _removable(register, user_id)
        struck = _struck(root, user, granting.moment(session.now()))
        lost = _lost(session, register, struck)
        register = _with_admin(session, register.with_user(struck), user)
        if user.id == session.user.id:
            raise NotOneself
        return epochs.carry_out(
            session, register, root=root, renewing=_renewing(session, lost, later),
            act=Act(operation="user.remove", user_id=user.id, facts={HAD: list(user.roles)}),
        )  # fmt: skip


@desk_operation("user.grant", roles=epochs.GRANTERS)
def grant(session: Session, user_id: str) -> Changes:
    """Give a user the keys their roles ask for and they wait for, as far as this session has them.

    It needs no root: a privacy officer lets the next one in. Raises UnknownUser, NothingToGrant,
    NotPermitted.
    """
    require(session, "user.grant")
    files = DeskFiles(session.folder)
    with files.register_alone():
        session.require_standing()
        register = session.register
        user = _known(register, user_id)
        given = with_grants(session, register, user)
        if given.grants_to(user.id) == register.grants_to(user.id):
            raise NothingToGrant(name=user.name)
        files.write_register(given.to_bytes())
        session.adopt(given)
    new = given.grants_to(user.id)[len(register.grants_to(user.id)) :]
    subjects = sorted({one.subject for one in new})
    act = Act(operation="user.grant", user_id=user.id, facts={"keys": subjects})
    for name in [name for name in subjects if session.holds(name)]:
        epochs.note(session, name, act)
    return Changes("user.grant", frozenset({("user", user.id)}))


def lost_by(session: Session, user_id: str, roles: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the compartments a user would lose with these roles, for the question beforehand.

    Each needs a new epoch. Raises UnknownUser.
    """
    session.require_standing()
    user = _known(session.register, user_id)
    return _lost(session, session.register, replace(user, roles=tuple(roles)))


def _root_of(session: Session) -> RootKey:
    if session.root is None:
        raise NotPermitted
    return session.root


def _known(register: Register, user_id: str) -> RegisteredUser:
    user = next((one for one in register.users if one.id == user_id and one.roles), None)
    if user is None:
        raise UnknownUser(name=user_id)
    return user


def _person(register: Register, user_id: str) -> RegisteredUser:
    user = _removable(register, user_id)
    if SERVICE_ROLE in user.roles:
        raise ServiceStays
    return user


def _removable(register: Register, user_id: str) -> RegisteredUser:
    user = _known(register, user_id)
    if RECOVERY_ROLE in user.roles:
        raise RecoveryStays
    return user


def _struck(root: RootKey, user: RegisteredUser, at: str) -> RegisteredUser:
    return admit(root, user_id=user.id, name=user.name, roles=(), public=user.public, at=at)


def _without(register: Register, struck: RegisteredUser) -> Register:
    """Return the register with a struck user who keeps neither slot, card nor grants."""
    slots = {id_: slot for id_, slot in register.slots.items() if id_ != struck.id}
    grants = tuple(one for one in register.grants if one.to != struck.id)
    without = replace(register, slots=slots, grants=grants).with_card(struck.id, None)
    return without.with_user(struck)


def _lost(session: Session, register: Register, after: RegisteredUser) -> tuple[str, ...]:
    """Return the compartments whose secret in force a user knows and may not know any more."""
    return tuple(
        name
        for name in register.epochs
        if any(user.id == after.id for user in epochs.knowing(register, name))
        and not granting.is_entitled(session.catalogue, after, name)
    )


def _renewing(session: Session, lost: Sequence[str], later: bool) -> tuple[str, ...]:
    """Return what is renewed now; the rest is owed."""
    held = [name for name in lost if session.holds(name)]
    return epochs.free(session, held) if later else tuple(held)


def _is_admin(session: Session, user: RegisteredUser) -> bool:
    """Whether a person's roles hold the root."""
    return RECOVERY_ROLE not in user.roles and granting.held_by(session.catalogue, user.roles)[1]


def _with_admin(session: Session, register: Register, before: RegisteredUser) -> Register:
    """Return ``register`` if an HR admin is left; raises LastAdmin with the name as it was."""
    if not any(_is_admin(session, user) for user in register.users):
        raise LastAdmin(name=before.name)
    return register
