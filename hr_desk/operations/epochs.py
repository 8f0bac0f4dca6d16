# SPDX-License-Identifier: Apache-2.0
"""A new epoch of a compartment: a new secret and a new file, in force at one rename of slots.json.

It is made when somebody who knew the secret may not know the next one. Everyone else is granted it
by their public keys, so that nobody's passphrase is needed; earlier secrets stay granted for older
backups and envelopes (design section 4).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import day_of
from hr_desk.domain.letter_words import Listed
from hr_desk.i18n import N_
from hr_desk.operations import desks, granting, standing
from hr_desk.operations.admission import RECOVERY_ROLE, SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import DeskInUse, NotPermitted, UnknownUser
from hr_desk.operations.session import Author, Session
from hr_desk.store import audit, renewal
from hr_desk.store.backup import remove_file
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.grants import ROOT
from hr_desk.vault.keys import CompartmentSecret, RootKey
from hr_desk.vault.register import Register

GRANTERS: Final = frozenset({"hr_admin", "privacy_officer", RECOVERY_ROLE})
"""Whose roles may give keys to others: those who manage users, and whoever answers for privacy."""


class CompartmentInUse(DeskInUse):
    """A file that is to get a new epoch is open in another window; it says who may be there."""

    message = N_(
        "“{compartment}” is open in another window on this computer, so its key was not renewed. "
        "Ask these users to lock or close HR Desk, then try again: {names}."
    )


class NothingOwed(UnknownUser):
    """The compartment needs no new epoch."""

    message = N_("“{compartment}” needs no new key: nobody who left knows the one in force.")


@dataclass(frozen=True, slots=True)
class Renewed:
    """What new epochs did: compartments renewed, those still owed, kiosk profiles to be renewed."""

    changes: Changes
    renewed: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is written into the logs: the operation, and whom it is about."""

    operation: str
    user_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class _Next:
    """One compartment's next epoch."""

    name: str
    epoch: int
    secret: CompartmentSecret
    path: Path


def epochs_owed(session: Session) -> tuple[str, ...]:
    """Return the compartments whose secret in force is known to somebody who may not know it.

    They were struck or lost the role while nobody present held the compartment, or while it was
    open elsewhere. Their grant stays in slots.json until then and tells it.
    """
    session.require_standing()
    return owed(session.register, session.catalogue)


def owed(register: Register, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the compartments of a register that need a new epoch."""
    return tuple(
        name
        for name in register.epochs
        if any(not granting.is_entitled(catalogue, u, name) for u in knowing(register, name))
    )


def knowing(register: Register, name: str) -> tuple[RegisteredUser, ...]:
    """Return every user with a grant of the epoch in force, entitled or not."""
    epoch = register.epochs[name]
    ids = {one.to for one in register.grants if (one.subject, one.epoch) == (name, epoch)}
    return tuple(user for user in register.users if user.id in ids)


@desk_operation("user.renew", roles=GRANTERS)
def renew(session: Session, compartment: str, *, admin: str = "", passphrase: str = "") -> Renewed:
    """Give a compartment that this session holds the new epoch it is owed.

    The root signs it. A privacy officer without the root has an HR admin beside them, who types
    ``admin`` (their name) and ``passphrase``. Raises NotPermitted, CompartmentClosed, NothingOwed,
    CompartmentInUse, WrongPassphrase and the sentences about disks.
    """
    require(session, "user.renew")
    session.compartment(compartment)
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        root = session.root or _lent(session, register, admin, passphrase)
        if compartment not in owed(register, session.catalogue):
            raise NothingOwed(compartment=session.catalogue.compartments[compartment])
        return carry_out(
            session, register, root=root, renewing=(compartment,), act=Act(operation="user.renew")
        )


def _lent(session: Session, register: Register, admin: str, passphrase: str) -> RootKey:
    """Return the root from the slot of an HR admin who is present."""
    user = register.named(admin) if admin else None
    if user is None or user.id not in register.slots:
        raise NotPermitted if not admin else UnknownUser(name=admin)
    keys = desks.keys_of(register, user, passphrase)
    root = granting.root_of(register, user, keys, catalogue=session.catalogue)
    if root is None:
        raise NotPermitted
    return root


def carry_out(
    session: Session, register: Register, *, root: RootKey, renewing: Sequence[str], act: Act
) -> Renewed:
    """Put a register with changed users in force, with new epochs of what is ``renewing``.

    The caller holds the register alone. Either all of it happens or nothing: slots.json is
    replaced once, when every new file is complete. Raises CompartmentInUse before anything is
    written. The session goes on with the new files.
    """
    with _alone(session, register, renewing):
        following = [_next_of(session, register, name) for name in renewing]
        register = _settled(_with_epochs(session, register, following), session.catalogue)
        register = register.signed(root)
        profiles = _write_files(session, register, following, act)
        _put_in_force(session, register, following)
        for one in following:
            _swap(session, register, one)
    if not renewing and session.held:
        note(session, session.held[0], act)
    about = frozenset({("user", act.user_id or "")})
    left = owed(register, session.catalogue)
    return Renewed(Changes(act.operation, about), tuple(renewing), left, profiles)


def note(session: Session, name: str, act: Act) -> None:
    """Enter a change of users into the log of an open file."""
    with session.compartment(name).change(act.operation) as change:
        if act.user_id is not None:
            change.touched("user", act.user_id)
        change.facts.update(act.facts, serial=session.register.serial)


def free(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the compartments that no other window has open now."""
    found = []
    for name in names:
        with session.compartment(name).presence.alone() as alone:
            if alone:
                found.append(name)
    return tuple(found)


@contextmanager
def _alone(session: Session, register: Register, names: Sequence[str]) -> Iterator[None]:
    """Keep every other window out of the files until the new ones are in force."""
    before = [session.compartment(name) for name in names]
    try:
        with ExitStack() as stack:
            for file in before:
                if not stack.enter_context(file.presence.alone()):
                    raise _in_use(session, register, file.name)
            yield
    finally:
        for file in before:
            if not session.works_on(file):
                file.close()


def _in_use(session: Session, register: Register, name: str) -> CompartmentInUse:
    others = [
        user.name
        for user in knowing(register, name)
        if user.id != session.user.id and not {RECOVERY_ROLE, SERVICE_ROLE} & set(user.roles)
    ]
    return CompartmentInUse(
        compartment=session.catalogue.compartments[name],
        names=Listed(tuple(others)),
    )


def _next_of(session: Session, register: Register, name: str) -> _Next:
    epoch = renewal.newest_epoch(session.folder, name, register.epochs[name]) + 1
    path = DeskFiles(session.folder).compartment(name, epoch)
    return _Next(name, epoch, CompartmentSecret.generate(), path)


def _with_epochs(session: Session, register: Register, following: Sequence[_Next]) -> Register:
    """Return the register with new epochs and their grants for everyone who holds them still."""
    grants = []
    for one in following:
        granter = granting.Granter(
            session.user.id, session.keys, {(one.name, one.epoch): one.secret.secret}
        )
        grants += [
            granter.grant(one.name, one.epoch, to=user, desk_id=register.desk_id)
            for user in granting.holders(session, register, one.name)
        ]
    keys = {one.name: one.secret.envelope_public() for one in following}
    return replace(
        register,
        epochs={**register.epochs, **{one.name: one.epoch for one in following}},
        envelope_keys={**register.envelope_keys, **keys},
    ).with_grants(grants)


def _settled(register: Register, catalogue: Catalogue) -> Register:
    """Return the register without what is over: what the struck had, grants of no use.

    A grant of an epoch in force stays with whom it was given to, whatever they may do now: they
    know that secret, and the grant says that a new epoch is owed.
    """
    users = {user.id: user for user in register.users}
    slots = {id_: slot for id_, slot in register.slots.items() if users[id_].roles}
    cards = {id_: card for id_, card in register.cards.items() if users[id_].roles}
    grants = tuple(
        one
        for one in register.grants
        if granting.is_entitled(catalogue, users[one.to], one.subject)
        or (one.subject != ROOT and one.epoch == register.epochs.get(one.subject))
    )
    trained = register.trainings.only_of(id_ for id_, user in users.items() if user.roles)
    return replace(register, slots=slots, cards=cards, grants=grants, trainings=trained)


def _write_files(
    session: Session, register: Register, following: Sequence[_Next], act: Act
) -> tuple[str, ...]:
    """Write the new files whole; none is in force yet, and none is left if one fails."""
    profiles: list[str] = []
    try:
        for one in following:
            profiles += _write(session, register, one, act)
    except BaseException:
        _discard(following)
        raise
    return tuple(profiles)


def _write(session: Session, register: Register, one: _Next, act: Act) -> tuple[str, ...]:
    about = () if act.user_id is None else (("user", act.user_id, ""),)
    now = session.now()
    return renewal.write_renewed(
        session.compartment(one.name),
        one.path,
        key=one.secret.file_key(),
        facts={"epoch": str(one.epoch), "register_serial": str(register.serial)},
        entry=renewal.Entry(
            operation=act.operation,
            records=about,
            facts={**act.facts, "epoch": one.epoch, "serial": register.serial},
            at=now.isoformat(timespec="milliseconds"),
            day=day_of(now).isoformat(),
        ),
        start=audit.genesis(register.desk_id, one.name),
        author=Author(session.user.id, session.keys),
    )


def _put_in_force(session: Session, register: Register, following: Sequence[_Next]) -> None:
    """Replace slots.json.

    Where that fails it is read again, because a rename may have happened although the flush after
    it failed: then nothing may be removed, and the session leaves files that are not in force.
    """
    files, data = DeskFiles(session.folder), register.to_bytes()
    try:
        files.write_register(data)
    except BaseException:
        if files.read_register() != data:
            _discard(following)
        else:
            for one in following:
                session.leave(one.name)
        raise
    session.adopt(register, roles=standing.in_force(register, session.user.id).roles)


def _swap(session: Session, register: Register, one: _Next) -> None:
    """Go on with the new file, and remove the old one; its backups stay."""
    # Whatever was still written to the old file would be lost with it.
    old = session.leave(one.name)
    old.connection.close()
    session.put(_opened(session, register, one))
    renewal.remove_superseded(session.folder, one.name, one.epoch)


def _opened(session: Session, register: Register, one: _Next) -> Compartment:
    return desks.open_compartment(
        DeskFiles(session.folder),
        one.name,
        register=register,
        secret=one.secret,
        author=Author(session.user.id, session.keys),
        clock=session.clock,
        profile=session.profile,
    )


def _discard(following: Sequence[_Next]) -> None:
    for one in following:
        remove_file(one.path)
