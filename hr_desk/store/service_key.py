# SPDX-License-Identifier: Apache-2.0
"""The key file of the service slot on a disk: for its owner alone, and never in the desk.

Whoever copies the desk's folder must not get the file with it. Owner and mode are looked at each
time it is read; on Windows its access list is set and kept by an administrator (docs/service.md).
"""

import os
import stat
from pathlib import Path
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.store.desk_files import BYTES, writing

_LARGEST: Final = 4096
_PLAIN: Final[int] = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link is not followed, and a pipe in the file's place does not keep the command waiting."""


class ServiceKeyInDesk(UserError):
    """The key file was to lie in the folder of the desk."""

    message = N_(
        "The key file must not lie in the folder of the desk, because it opens what is in there. "
        "Choose a folder that belongs to the scheduler's account alone."
    )


class ServiceKeyThere(UserError):
    """A file of that name is there already."""

    message = N_(
        "“{file}” is there already and was not replaced. Choose another name, or remove the file "
        "first."
    )


class ServiceKeyMissing(UserError):
    """There is no such file, or it is no plain file."""

    message = N_(
        "There is no key file “{file}” that this account can read. Check the path and whose file "
        "it is; the account that runs the scheduler has to own it."
    )


class ServiceKeyOpen(UserError):
    """Others than its owner can read or change the file."""

    message = N_(
        "Others than its owner can read or change the key file “{file}”, so it was not used. Take "
        "their rights away (chmod 600). If somebody may have read it, switch the service off and "
        "on again: then the keys are new."
    )


class ServiceKeyOwner(UserError):
    """The file belongs to another account."""

    message = N_(
        "The key file “{file}” belongs to another account, so it was not used. Give it to the "
        "account that runs this command (chown), or run the command as its owner."
    )


def require_outside(path: Path, folder: Path) -> None:
    """Raise ServiceKeyInDesk for a path in a desk's folder, ServiceKeyThere for one in use."""
    with writing(path.parent):
        if path.resolve().is_relative_to(folder.resolve()):
            raise ServiceKeyInDesk
        if os.path.lexists(path):
            raise ServiceKeyThere(file=path.name)


def write(path: Path, data: bytes) -> None:
    """Write a new key file that its owner alone can read and change, and flush it.

    Raises ServiceKeyThere, DiskFull, FolderReadOnly, PlaceUnusable; no half file stays.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES
    with writing(path.parent):
        try:
            handle = os.open(path, flags, 0o600)
        except FileExistsError:
            raise ServiceKeyThere(file=path.name) from None
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            remove(path)
            raise


def remove(path: Path) -> None:
    """Take back a key file that opens nothing."""
    path.unlink(missing_ok=True)


def read(path: Path) -> bytes:
    """Return the bytes of a key file.

    Raises ServiceKeyMissing, ServiceKeyOwner and ServiceKeyOpen.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _PLAIN | BYTES)
    except OSError:
        raise ServiceKeyMissing(file=str(path)) from None
    try:
        _require_own(os.fstat(handle), path)
        return os.read(handle, _LARGEST)
    finally:
        os.close(handle)


def _require_own(facts: os.stat_result, path: Path) -> None:
    """Look at kind, owner and mode of the open file, so that none is changed in between."""
    if not stat.S_ISREG(facts.st_mode):
        raise ServiceKeyMissing(file=str(path))
    if os.name == "nt":
        return
    if facts.st_uid != os.geteuid():
        raise ServiceKeyOwner(file=str(path))
    if stat.S_IMODE(facts.st_mode) & 0o077:
        raise ServiceKeyOpen(file=str(path))
