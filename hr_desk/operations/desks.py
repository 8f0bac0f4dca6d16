# SPDX-License-Identifier: Apache-2.0
"""Make a desk, and open one as a user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hr_desk.catalogue.loader import load
from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.i18n import N_
from hr_desk.operations import granting, place_permits, standing
from hr_desk.operations.admission import (
    RECOVERY_NAME,
    RECOVERY_ROLE,
    SERVICE_ROLE,
    company_record,
    require_admissible,
    require_compartments,
)
from hr_desk.operations.catalogue_in_force import declared, in_force
from hr_desk.operations.problems import DeskInUse, UnknownUser
from hr_desk.operations.session import Author, Session, User
from hr_desk.store import schema
from hr_desk.store.anchors import Anchor, profile_folder
from hr_desk.store.compartment import Compartment, FileKeys, create_file, require_known_version
from hr_desk.store.desk_files import DeskFiles, writing
from hr_desk.store.places import require_local
from hr_desk.store.problems import DeskExists, FileMissing, RolledBack
from hr_desk.store.renewal import remove_superseded
from hr_desk.vault import recovery
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.grants import ROOT
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys, fingerprint
from hr_desk.vault.passphrases import check_passphrase
from hr_desk.vault.register import Register, new_register
from hr_desk.vault.slots import WeakSlot, create_slot, open_slot

_TRIES: Final = 3

COMPARTMENTS = ("visits", "hiring", "personnel", "payroll", "privacy")
"""The compartment files a new desk gets.

Privacy receives a copy of each entry in the register of what left the desk.
"""


class StrongerPassphraseNeeded(WeakSlot):
    """The user was given a role that asks for a stronger slot; their own new passphrase makes it.

    Nobody else can: the slot is signed with the user's own key (``users.strengthen``).
    """

    message = N_(
        "Your account has been given more rights, so its passphrase must be protected better. "
        "Choose a new passphrase: in the window when you unlock, or with hr-desk user passphrase."
    )


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
    compartments: Sequence[str] = COMPARTMENTS,
    clock: Clock | None = None,
) -> Creation:
    """Make a desk with its compartment files, a first user and a recovery slot.

    ``company`` is the controller's record: name (1 to 80 characters), and address and phone (up to
    120) where given. ``compartments`` are the files this machine keeps, of COMPARTMENTS; the
    others may stand at a paired desk. Raises UserNameUnusable, RoleUnknown, CompartmentUnknown,
    TextMissing, TextTooLong, DeskExists, NotLocal, CopiedElsewhere, WeakPassphrase and the
    sentences about disks; nothing is written before.
    """
    roles = (*roles, "hr_admin")
    require_admissible(load(), admin, roles)
    require_compartments(compartments, COMPARTMENTS)
    company = company_record(company)
    check_passphrase(passphrase)
    with writing(folder):
        require_local(folder)
        if folder.exists() and any(folder.iterdir()):
            raise DeskExists(folder=str(folder))
    at = granting.moment((clock or SystemClock()).now())
    root, files = RootKey.generate(), DeskFiles(folder)
    kept = [name for name in COMPARTMENTS if name in compartments]
    secret_of = {name: CompartmentSecret.generate() for name in kept}
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
    admin_keys, admin_user = granting.new_user(root, name=admin, roles=roles, at=at)
    recovery_secret = recovery.new_secret()
    recovery_keys, recovery_user = granting.new_user(
        root, name=RECOVERY_NAME, roles=(RECOVERY_ROLE,), at=at
    )
    held = {(name, 1): secret.secret for name, secret in secret_of.items()}
    granter = granting.Granter(
        admin_user.id, admin_keys, {**held, (ROOT, granting.ROOT_EPOCH): root.seed}
    )
    register = replace(register, users=(admin_user, recovery_user))
    for user, keys, phrase in (
        (admin_user, admin_keys, passphrase),
        (recovery_user, recovery_keys, recovery.as_passphrase(recovery_secret)),
    ):
        kind = granting.kind_for(catalogue, user.roles)
        slot = create_slot(
            desk_id=root.desk_id, user_id=user.id, keys=keys, passphrase=phrase, kind=kind
        )
        grants = granter.grants_for(user, desk_id=root.desk_id, catalogue=catalogue)
        register = register.with_slot(slot).with_grants(grants)
    return recovery.split(recovery_secret), register.signed(root)


def user_names(folder: Path) -> tuple[str, ...]:
    """Return the login names of a desk's users, without struck ones, recovery and the service."""
    machines = {RECOVERY_ROLE, SERVICE_ROLE}
    users = read_register(folder).users
    return tuple(user.name for user in users if user.roles and not machines & set(user.roles))


def company_of(folder: Path) -> Mapping[str, str]:
    """Return the controller's record of a desk, which needs no key to read."""
    return read_register(folder).company


def fingerprint_of(desk_id: str) -> str:
    """Return a desk id's 16 characters in four groups, as printed on every notice."""
    return fingerprint(desk_id)


def read_register(folder: Path, *, clock: Clock | None = None) -> Register:
    """Return the verified register of a desk; raises DeskMissing, NotLocal, DamagedRegister.

    Raises DeskNotAllowedHere in a folder that a program copies to other machines, unless the
    privacy officer allowed this place until the day of ``clock`` or later.
    """
    with writing(folder):
        register = Register.from_bytes(DeskFiles(folder).read_register())
        place_permits.require_desk(folder, register, on=day_of((clock or SystemClock()).now()))
        return register


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
    register = read_register(folder, clock=clock)
    registered = with_passphrase(register, user)
    keys = keys_of(register, registered, passphrase)
    return open_with_keys(
        folder,
        register=register,
        registered=registered,
        keys=keys,
        clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )


def with_passphrase(register: Register, name: str) -> RegisteredUser:
    """Return the user of a login name who has a passphrase; raises UnknownUser.

    The service slot has none: its secret is a file, and opens no window.
    """
    user = register.named(name)
    if user is None or user.id not in register.slots or SERVICE_ROLE in user.roles:
        raise UnknownUser(name=name)
    return user


def keys_of(register: Register, user: RegisteredUser, passphrase: str) -> UserKeys:
    """Open a user's slot.

    Raises WrongPassphrase, WeakSlot for one cheaper than its kind, and StrongerPassphraseNeeded
    where the passphrase is right and the roles ask for a stronger slot by now.
    """
    slot = register.slots[user.id]
    keys = open_slot(
        slot, passphrase, desk_id=register.desk_id, public=user.public, least=slot.kind
    )
    if slot.kind == "daily" and granting.kind_for(load(), user.roles) == "strong":
        raise StrongerPassphraseNeeded
    return keys


def open_with_keys(
    folder: Path,
    *,
    register: Register,
    registered: RegisteredUser,
    keys: UserKeys,
    clock: Clock,
    profile: Path,
) -> Session:
    """Open the desk's files with a user's keys; raises what ``open_desk`` raises, and Struck.

    slots.json is read again once the files are open, because nobody gives a file a new epoch while
    it is open elsewhere: a session never works on a file that another has replaced meanwhile.
    """
    for _ in range(_TRIES):
        missing: FileMissing | None = None
        session: Session | None = None
        try:
            session = _session(
                folder, register=register, registered=registered, keys=keys, clock=clock,
                profile=profile,
            )  # fmt: skip
        except FileMissing as error:
            missing = error
        fresh = _read_again(folder, register, session)
        if session is not None and _same(register, fresh, registered.id):
            session.adopt(fresh)
            for name in session.held:
                remove_superseded(folder, name, fresh.epochs[name])
            return session
        if session is not None:
            session.close()
        if missing is not None and fresh is register:
            raise missing
        register, registered = fresh, standing.in_force(fresh, registered.id)
    raise standing.RegisterReplaced


def _read_again(folder: Path, register: Register, session: Session | None) -> Register:
    try:
        return standing.reread(folder, register)
    except BaseException:
        if session is not None:
            session.close()
        raise


def _same(register: Register, fresh: Register, user_id: str) -> bool:
    """Whether files that were opened by ``register`` are those of ``fresh``, for the same user."""
    user = standing.in_force(fresh, user_id)
    return register.epochs == fresh.epochs and user == register.user(user_id)


def _session(
    folder: Path, *, register: Register, registered: RegisteredUser, keys: UserKeys, clock: Clock,
    profile: Path,
) -> Session:  # fmt: skip
    files = DeskFiles(folder)
    catalogue = declared(folder)
    secret_of = granting.secrets_of(register, registered, keys, catalogue=catalogue)
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
        root=granting.root_of(register, registered, keys, catalogue=catalogue),
        compartments=compartments,
        catalogue=in_force(catalogue, compartments.values()),
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
