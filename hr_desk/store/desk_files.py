# SPDX-License-Identifier: Apache-2.0
"""The folder of a desk: where each file lies, and how the small ones are replaced whole.

A file of the desk is written beside its place, flushed and renamed, so that a power cut leaves
the old or the new one, never half of either.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from hr_desk.store.presence import exclusive
from hr_desk.store.problems import DeskMissing, DiskFull, FolderReadOnly, PlaceUnusable

REGISTER: Final = "slots.json"
OVERLAY: Final = "catalogue.toml"
RESERVE: Final = "reserve"
RESERVE_BYTES: Final = 4 * 1024 * 1024
"""Room that is given back before a sweep, because deleting fails on a full disk (models, T22)."""

BYTES: Final[int] = getattr(os, "O_BINARY", 0)
"""For ``os.open``: Windows would write a line end of its own into what is no text."""

_SUBFOLDERS: Final = ("documents", "inbox", "backups", "certificates", "policies")
_NO_SPACE: Final = (28, 122)  # ENOSPC, EDQUOT
_NO_PERMISSION: Final = (1, 13, 30)  # EPERM, EACCES, EROFS
_NO_PLACE: Final = (2, 20, 21, 36)  # ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG


class DeskFiles:
    """The paths of one desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compartment(self, name: str, epoch: int) -> Path:
        """Return the path of a compartment file; the first epoch has no number in its name."""
        return self.folder / (f"{name}.db" if epoch == 1 else f"{name}-{epoch}.db")

    def part(self, name: str) -> Path:
        """Return one of the desk's subfolders."""
        return self.folder / name

    def make(self) -> None:
        """Create the folder and its subfolders."""
        with writing(self.folder):
            for name in _SUBFOLDERS:
                self.part(name).mkdir(parents=True, exist_ok=True)

    def unmake(self) -> None:
        """Remove what an unfinished set-up wrote, so that it can be tried again."""
        for path in (*self.folder.glob("*.db*"), self.folder / RESERVE, self.folder / REGISTER):
            with suppress(OSError):
                path.unlink()
        for name in _SUBFOLDERS:
            with suppress(OSError):
                self.part(name).rmdir()

    def read_register(self) -> bytes:
        """Return the bytes of slots.json; raises DeskMissing."""
        try:
            return (self.folder / REGISTER).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise DeskMissing(folder=str(self.folder)) from None

    def register_mark(self) -> tuple[int, int, int]:
        """Return what changes whenever slots.json is replaced; raises DeskMissing."""
        try:
            facts = (self.folder / REGISTER).stat()
        except (FileNotFoundError, NotADirectoryError):
            raise DeskMissing(folder=str(self.folder)) from None
        return facts.st_mtime_ns, facts.st_ino, facts.st_size

    def write_register(self, data: bytes) -> None:
        """Put a new slots.json in force at one rename."""
        replace_whole(self.folder / REGISTER, data)

    def register_alone(self) -> AbstractContextManager[None]:
        """Return a block in which no other process changes slots.json; raises FileBusy."""
        return exclusive(self.folder / "slots.lock")

    def keep_reserve(self) -> None:
        """Make sure the reserve file is there; a full disk is not an error here."""
        path = self.folder / RESERVE
        try:
            if not path.exists() or path.stat().st_size < RESERVE_BYTES:
                path.write_bytes(bytes(RESERVE_BYTES))
        except OSError:
            path.unlink(missing_ok=True)

    def release_reserve(self) -> None:
        """Give the reserve's room back to the disk."""
        (self.folder / RESERVE).unlink(missing_ok=True)


def replace_whole(path: Path, data: bytes) -> None:
    """Write ``data`` at ``path`` in one step: temporary file, flush, rename, flush the folder."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with writing(path.parent):
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            flush_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system can do it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a full disk, a missing permission or an impossible place into its sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull from error
        if error.errno in _NO_PERMISSION:
            raise FolderReadOnly(file=str(folder)) from error
        if error.errno in _NO_PLACE and not isinstance(error, FileExistsError):
            raise PlaceUnusable(folder=str(folder)[:80]) from error
        raise
