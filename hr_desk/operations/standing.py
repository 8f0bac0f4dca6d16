# SPDX-License-Identifier: Apache-2.0
"""Whether a user still stands in slots.json as they did when their session was opened.

A session lives for hours, and others change users meanwhile. What the struck user's keys open
already is closed by the next epoch; that an open window writes nothing more is kept here.
"""

from pathlib import Path

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.store.desk_files import REGISTER, DeskFiles
from hr_desk.store.problems import RolledBack
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.register import Register


class Struck(UserError):
    """The user was removed, or was given new keys, since the session was opened."""

    message = N_(
        "Your account at this desk has ended or has new keys, so nothing was saved. Lock this "
        "window; if you should still work here, ask an HR admin."
    )


class RolesChanged(UserError):
    """The user has other roles than when the session was opened."""

    message = N_(
        "Your roles at this desk have changed, so nothing was saved. Lock this window and unlock "
        "it again."
    )


class RegisterReplaced(UserError):
    """slots.json was replaced again and again while the desk was being opened."""

    message = N_("The users of this desk are being changed right now. Wait a moment and try again.")


def reread(folder: Path, known: Register) -> Register:
    """Return the verified register of the desk; ``known`` itself where nothing has changed.

    Raises DeskMissing, DamagedRegister, NewerRegister, and RolledBack for one older than ``known``.
    """
    data = DeskFiles(folder).read_register()
    if data == known.to_bytes():
        return known
    fresh = Register.from_bytes(data)
    if fresh.desk_id != known.desk_id or fresh.serial < known.serial:
        raise RolledBack(file=REGISTER)
    return fresh


def require_unchanged(known: Register, fresh: Register, user_id: str) -> None:
    """Raise Struck or RolesChanged unless a user stands in ``fresh`` as in ``known``."""
    before, now = known.user(user_id), in_force(fresh, user_id)
    if (now.roles, now.public) != (before.roles, before.public):
        raise RolesChanged


def in_force(register: Register, user_id: str) -> RegisteredUser:
    """Return a registered user; raises Struck for one without roles or whom nobody knows."""
    try:
        user = register.user(user_id)
    except KeyError:
        raise Struck from None
    if not user.roles:
        raise Struck
    return user
