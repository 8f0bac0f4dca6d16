# SPDX-License-Identifier: Apache-2.0
"""The service slot: a desk deletes what is due on days on which nobody opens it.

Off until an HR admin switches it on, for the compartments they name. It has keys of its own, like
a user, wrapped by a secret in a file outside the desk that the scheduler's account alone reads
(design section 6). Its role may sweep and nothing else; no window is unlocked with it. What it
cannot take back is that whoever has the file has the keys: docs/threat-model.md says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import desks, epochs, granting, memberships
from hr_desk.operations.admission import (
    SERVICE_NAME,
    SERVICE_ROLE,
    require_compartments,
    served,
    service_roles,
)
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Act, Renewed
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NameTaken, NotPermitted
from hr_desk.operations.session import Session
from hr_desk.operations.users import ADMINS, with_keys
from hr_desk.store import service_key as key_file
from hr_desk.store.anchors import profile_folder
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sweeping import COMPARTMENTS
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.keys import RootKey
from hr_desk.vault.register import Register
from hr_desk.vault.service_key import ServiceKey
from hr_desk.vault.slots import WrongPassphrase


class ServiceOn(UserError):
    """The service is on already."""

    message = N_(
        "The deletion service is on already. To change what it deletes in, switch it off first."
    )


class ServiceOff(UserError):
    """No service slot is registered at this desk."""

    message = N_(
        "The deletion service of this desk is off. An HR admin switches it on: “Users and keys”, "
        "or hr-desk user service on."
    )


class ServiceKeyElsewhere(UserError):
    """The key file is of another desk."""

    message = N_(
        "“{file}” is the key file of another desk. Name the one that was written when the service "
        "of this desk was switched on."
    )


class ServiceKeyOld(UserError):
    """The service was switched off and on again since the file was written."""

    message = N_(
        "“{file}” opens nothing any more, because the deletion service was switched off and on "
        "again since. Take the newer key file, and remove this one."
    )


ENDED: Final = N_(
    "Whoever read the key file before can open what they copied before; nobody can take that back. "
    "Remove the file from the scheduler's account."
)
"""What is said when the service is switched off."""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """The service slot as it stands: what it sweeps, what it waits for, since when (UTC day)."""

    id: str
    sweeps: tuple[str, ...]
    waits: tuple[str, ...]
    since: str


def on_offer(session: Session) -> tuple[str, ...]:
    """Return the compartments of this desk in which a service can delete, in catalogue order."""
    return _on_offer(session, session.register)


def standing(session: Session) -> ServiceLine | None:
    """Return the service slot of the desk, None while it is off; anybody may know."""
    session.require_standing()
    register = session.register
    user = _registered(register)
    if user is None:
        return None
    wanted = [name for name in on_offer(session) if name in served(user.roles)]
    held = tuple(name for name in wanted if user in epochs.knowing(register, name))
    waits = tuple(name for name in wanted if name not in held)
    return ServiceLine(user.id, held, waits, user.added_at[:10])


@desk_operation("user.service_on", roles=ADMINS)
def switch_on(session: Session, path: Path, *, compartments: Sequence[str] = ()) -> Changes:
    """Switch the service on for ``compartments`` (default: all), and write its key file.

    ``path`` is outside the desk and not there yet; the file is for its owner alone (mode 0600).
    Keys are granted as far as this session holds them; those of the others wait for somebody who
    does (``memberships.grant``). Raises ServiceOn, NameTaken, CompartmentUnknown, NotPermitted,
    ServiceKeyInDesk, ServiceKeyThere and the sentences about disks; then nothing has changed.
    """
    require(session, "user.service_on")
    root = session.root
    if root is None:
        raise NotPermitted
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        _require_off(session.register)
        known = _on_offer(session, session.register)
        require_compartments(compartments or known, known)
        wanted = tuple(name for name in known if name in compartments or not compartments)
        key_file.require_outside(path, session.folder)
        key = ServiceKey.new(session.desk_id)
        register, user = _with_service(session, root, key, wanted)
        key_file.write(path, key.to_bytes())
        act = Act(operation="user.service_on", user_id=user.id, facts={"sweeps": list(wanted)})
        try:
            done = epochs.carry_out(session, register, root=root, renewing=(), act=act)
        except BaseException:
            _take_back(session, user.id, path)
            raise
    return Changes("user.service_on", done.changes.records, (user.id,))


def switch_off(session: Session, *, later: bool = False) -> Renewed:
    """Remove the service as a user is removed: new keys and files for all that it could read.

    Its secret lay in a file that could have been copied. ``later`` and what it raises are those of
    ``memberships.remove``; ServiceOff where it is off. The key file stays where it is, and opens
    nothing.
    """
    session.require_standing()
    user = _registered(session.register)
    if user is None:
        raise ServiceOff
    removed: Renewed = memberships.remove(session, user.id, later=later)
    return removed


def open_by_key(
    folder: Path, path: Path, *, clock: Clock | None = None, profile: Path | None = None
) -> Session:
    """Open the desk as its service with a key file: to sweep, and for nothing else.

    Raises what reading the file raises (its owner and mode are looked at), ServiceOff,
    ServiceKeyElsewhere, ServiceKeyOld, and what ``desks.open_desk`` raises of files.
    """
    key = ServiceKey.from_bytes(key_file.read(path), file=path.name)
    register = desks.read_register(folder, clock=clock)
    if key.desk_id != register.desk_id:
        raise ServiceKeyElsewhere(file=path.name)
    user = _registered(register)
    if user is None:
        raise ServiceOff
    try:
        keys = desks.keys_of(register, user, key.as_passphrase())
    except WrongPassphrase:
        raise ServiceKeyOld(file=path.name) from None
    return desks.open_with_keys(
        folder, register=register, registered=user, keys=keys, clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )  # fmt: skip


def _on_offer(session: Session, register: Register) -> tuple[str, ...]:
    kept = session.catalogue.compartments
    return tuple(name for name in kept if name in COMPARTMENTS and name in register.epochs)


def _registered(register: Register) -> RegisteredUser | None:
    return next((user for user in register.users if SERVICE_ROLE in user.roles), None)


def _require_off(register: Register) -> None:
    if _registered(register) is not None:
        raise ServiceOn
    if register.named(SERVICE_NAME) is not None:
        raise NameTaken(name=SERVICE_NAME)


def _with_service(
    session: Session, root: RootKey, key: ServiceKey, wanted: Sequence[str]
) -> tuple[Register, RegisteredUser]:
    """Return the register with the slot and what is granted to it, not yet in force."""
    keys, user = granting.new_user(
        root, name=SERVICE_NAME, roles=service_roles(wanted), at=granting.moment(session.now())
    )
    register = session.register.with_user(user)
    return with_keys(session, register, user, keys, key.as_passphrase()), user


def _take_back(session: Session, user_id: str, path: Path) -> None:
    """Remove a key file that opens nothing; keep it where slots.json is in force all the same."""
    known = Register.from_bytes(DeskFiles(session.folder).read_register()).users
    if all(user.id != user_id for user in known):
        key_file.remove(path)
