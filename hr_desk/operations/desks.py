# SPDX-License-Identifier: Apache-2.0
"""Make a desk, and open one as a user."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.domain import roles as role_rules
from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.operations.admission import (
    RECOVERY_NAME,
    RECOVERY_ROLE,
    company_record,
    require_admissible,
)
from hr_desk.operations.problems import DeskInUse, UnknownUser
from hr_desk.operations.session import Author, Session, User
from hr_desk.store import schema
from hr_desk.store.anchors import Anchor, profile_folder
from hr_desk.store.compartment import Compartment, FileKeys, create_file, require_known_version
from hr_desk.store.desk_files import OVERLAY, DeskFiles, writing
from hr_desk.store.places import require_local
from hr_desk.store.problems import DeskExists, RolledBack
from hr_desk.vault import recovery
from hr_desk.vault.access import NotGranted, secret_for
from hr_desk.vault.delegations import RegisteredUser, admit
from hr_desk.vault.grants import ROOT, Grant, make_grant
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys, fingerprint
from hr_desk.vault.passphrases import check_passphrase
from hr_desk.vault.register import Register, new_register
from hr_desk.vault.slots import Kind, create_slot, open_slot

COMPARTMENTS = ("visits", "hiring", "privacy")
"""The compartment files a new desk gets; the others come with the first field that needs them.

Privacy receives a copy of each entry in the register of what left the desk.
"""


@dataclass(frozen=True, slots=True)
class Creation:
    """What the person who made a desk has to print: the two halves and the desk's fingerprint."""

    recovery_halves: tuple[str, str]
    fingerprint: str
    desk_id: str


def create(
    folder: Path,
    *,
    company: Mapping[str, str],
    admin: str,
    passphrase: str,
    roles: Sequence[str] = ("hr_admin",),
    clock: Clock | None = None,
) -> Creation:
    """Make a desk with its compartment files, a first user and a recovery slot.

    ``company`` is the controller's record: name (1 to 80 characters), and address and phone (up to
    120) where given. Raises UserNameUnusable, RoleUnknown, TextMissing, TextTooLong, DeskExists,
    NotLocal, WeakPassphrase and the sentences about disks; nothing is written before.
    """
    roles = (*roles, "hr_admin")
    require_admissible(load(), admin, roles)
    company = company_record(company)
    check_passphrase(passphrase)
    with writing(folder):
        require_local(folder)
        if folder.exists() and any(folder.iterdir()):
            raise DeskExists(folder=str(folder))
    at = moment((clock or SystemClock()).now())
    root, files = RootKey.generate(), DeskFiles(folder)
    secret_of = {name: CompartmentSecret.generate() for name in COMPARTMENTS}
    halves, register = _first_register(
        root, secret_of, company=company, admin=admin, passphrase=passphrase, roles=roles, at=at
    )
    try:
        _write_files(files, register, secret_of)
    except BaseException:
        files.unmake()
        raise
    return Creation(halves, fingerprint(root.desk_id), root.desk_id)


def _write_files(
    files: DeskFiles, register: Register, secret_of: Mapping[str, CompartmentSecret]
) -> None:
    """Write everything a new desk has; slots.json last, because it makes a folder a desk."""
    files.make()
    for name, secret in secret_of.items():
        facts = {"desk_id": register.desk_id, "compartment": name, "epoch": "1"}
        create_file(files.compartment(name, 1), secret.file_key(), name=name, facts=facts)
    files.write_register(register.to_bytes())
    files.keep_reserve()


def _first_register(
    root: RootKey,
    secret_of: Mapping[str, CompartmentSecret],
    *,
    company: Mapping[str, str],
    admin: str,
    passphrase: str,
    roles: Sequence[str],
    at: str,
) -> tuple[tuple[str, str], Register]:
    catalogue = load()
    register = replace(
        new_register(root, company=company),
        epochs=dict.fromkeys(secret_of, 1),
        envelope_keys={name: secret.envelope_public() for name, secret in secret_of.items()},
    )
    admin_keys, admin_user = new_user(root, name=admin, roles=roles, at=at)
    recovery_secret = recovery.new_secret()
    recovery_keys, recovery_user = new_user(root, name=RECOVERY_NAME, roles=(RECOVERY_ROLE,), at=at)
    register = replace(register, users=(admin_user, recovery_user))
    for user, keys, phrase in (
        (admin_user, admin_keys, passphrase),
        (recovery_user, recovery_keys, recovery.as_passphrase(recovery_secret)),
    ):
        kind = kind_for(catalogue, user.roles)
        slot = create_slot(
            desk_id=root.desk_id, user_id=user.id, keys=keys, passphrase=phrase, kind=kind
        )
        register = register.with_slot(slot).with_grants(
            grants_for(
                user,
                register=register,
                secret_of=secret_of,
                root=root,
                by=admin_user.id,
                by_keys=admin_keys,
                catalogue=catalogue,
            )
        )
    return recovery.split(recovery_secret), register.signed(root)


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


def held_by(catalogue: Catalogue, roles: Sequence[str]) -> tuple[frozenset[str], bool]:
    """Return which compartments the roles hold and whether they hold the root."""
    if RECOVERY_ROLE in roles:
        return frozenset(catalogue.compartments), True
    return frozenset(role_rules.held(catalogue, roles)), role_rules.holds_root(catalogue, roles)


def grants_for(
    user: RegisteredUser,
    *,
    register: Register,
    secret_of: Mapping[str, CompartmentSecret],
    root: RootKey | None,
    by: str,
    by_keys: UserKeys,
    catalogue: Catalogue,
) -> list[Grant]:
    """Return the grants a user's roles ask for, as far as the granter holds them."""
    compartments, wants_root = held_by(catalogue, user.roles)
    subjects = [
        (name, register.epochs[name], secret.secret)
        for name, secret in secret_of.items()
        if name in compartments
    ]
    if wants_root and root is not None:
        subjects.append((ROOT, 1, root.seed))
    return [
        make_grant(
            secret,
            desk_id=register.desk_id,
            subject=subject,
            epoch=epoch,
            to=user.id,
            to_public=user.public,
            by=by,
            by_keys=by_keys,
        )
        for subject, epoch, secret in subjects
    ]


def moment(now: datetime) -> str:
    """Return a UTC moment to the second, as the vault's formats write it."""
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def user_names(folder: Path) -> tuple[str, ...]:
    """Return the login names of a desk's users, without struck ones and recovery."""
    register = read_register(folder)
    return tuple(
        user.name for user in register.users if user.roles and RECOVERY_ROLE not in user.roles
    )


def company_of(folder: Path) -> Mapping[str, str]:
    """Return the controller's record of a desk, which needs no key to read."""
    return read_register(folder).company


def fingerprint_of(desk_id: str) -> str:
    """Return a desk id's 16 characters in four groups, as printed on every notice."""
    return fingerprint(desk_id)


def read_register(folder: Path) -> Register:
    """Return the verified register of a desk; raises DeskMissing, NotLocal, DamagedRegister."""
    with writing(folder):
        require_local(folder)
        return Register.from_bytes(DeskFiles(folder).read_register())


def open_desk(
    folder: Path,
    *,
    user: str,
    passphrase: str,
    clock: Clock | None = None,
    profile: Path | None = None,
) -> Session:
    """Open a desk as ``user``: derive the slot's key, open the grants, open the files.

    ``profile`` is where this machine remembers audit heads (default: the account's own folder).
    Raises WrongPassphrase, UnknownUser, and the sentences about files.
    """
    register = read_register(folder)
    registered = register.named(user)
    if registered is None or registered.id not in register.slots:
        raise UnknownUser(name=user)
    keys = keys_of(register, registered, passphrase)
    return open_with_keys(
        folder,
        register=register,
        registered=registered,
        keys=keys,
        clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )


def keys_of(register: Register, user: RegisteredUser, passphrase: str) -> UserKeys:
    """Open a user's slot; raises WrongPassphrase, WeakSlot for one cheaper than the roles ask."""
    return open_slot(
        register.slots[user.id],
        passphrase,
        desk_id=register.desk_id,
        public=user.public,
        least=kind_for(load(), user.roles),
    )


def kind_for(catalogue: Catalogue, roles: Sequence[str]) -> Kind:
    """Return the strength of slot that the roles ask for; recovery is strong (design section 4)."""
    if RECOVERY_ROLE in roles or role_rules.strength(catalogue, roles) == "strong":
        return "strong"
    return "daily"


def open_with_keys(
    folder: Path,
    *,
    register: Register,
    registered: RegisteredUser,
    keys: UserKeys,
    clock: Clock,
    profile: Path,
) -> Session:
    """Open the desk's files with a user's keys."""
    files = DeskFiles(folder)
    overlay = folder / OVERLAY
    catalogue = load(overlay=overlay if overlay.exists() else None)
    secret_of = secrets_of(register, registered, keys, catalogue=catalogue)
    author = Author(registered.id, keys)
    compartments: dict[str, Compartment] = {}
    try:
        for name in register.epochs:
            if name in secret_of:
                compartments[name] = open_compartment(
                    files, name, register=register, secret=secret_of[name], author=author,
                    clock=clock, profile=profile,
                )  # fmt: skip
    except BaseException:
        for compartment in compartments.values():
            compartment.close()
        raise
    return Session(
        folder,
        register=register,
        user=User(registered.id, registered.name, registered.roles),
        keys=keys,
        root=root_of(register, registered, keys, catalogue=catalogue),
        compartments=compartments,
        catalogue=catalogue,
        clock=clock,
        profile=profile,
    )


def open_compartment(
    files: DeskFiles,
    name: str,
    *,
    register: Register,
    secret: CompartmentSecret,
    author: Author,
    clock: Clock,
    profile: Path,
) -> Compartment:
    """Open one file, after everything that can refuse it was asked and before anything is written.

    Raises the sentences of ``store.problems``, among them RolledBack for an old slots.json.
    """
    path = files.compartment(name, register.epochs[name])
    version = require_known_version(path, secret.file_key())
    compartment = Compartment(
        name,
        path,
        keys=FileKeys(file=secret.file_key(), digest=secret.digest_key()),
        desk_id=register.desk_id,
        author=author,
        clock=clock,
    )
    try:
        if int(compartment.fact("register_serial") or 0) > register.serial:
            raise RolledBack(file="slots.json")
        if version < schema.newest_version():
            _bring_up_to_date(files, compartment, register=register, author=author, clock=clock)
        compartment.register_serial = register.serial
        compartment.watch(Anchor(profile, register.desk_id, name, author.id))
    except BaseException:
        compartment.close()
        raise
    return compartment


def _bring_up_to_date(
    files: DeskFiles, file: Compartment, *, register: Register, author: Author, clock: Clock
) -> None:
    """Back up a file of an earlier version, then give it what it lacks; raises DeskInUse."""
    from hr_desk.operations.backups import back_up

    with file.presence.alone() as alone:
        if not alone:
            raise DeskInUse(file=file.path.name)
        files.make()
        back_up(
            file, files.part("backups"), desk_id=register.desk_id,
            epoch=register.epochs[file.name], author=author, at=clock.now(),
        )  # fmt: skip
        file.bring_up_to_date()


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
