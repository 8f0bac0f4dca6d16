# SPDX-License-Identifier: Apache-2.0
"""The folder between two machines: a share or a stick, which may be away, full or read-only.

``<folder>/<desk id>/`` holds what is for a desk, ``<folder>/introductions/<desk id>.json`` what it
says of itself. Anybody may write there: nothing in it is believed, and nothing is lost with it.
It need not rename over a file, tell capitals apart or keep exact times (FAT does none of it).
"""

import errno
import os
import random
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.store.desk_files import BYTES, flush_folder
from hr_desk.store.inbox import PART, PART_KEPT
from hr_desk.store.spool import DESK_ID, LETTER

INTRODUCTIONS: Final = "introductions"

NAMES_A_RUN: Final = 50_000
"""How many names of the folder are looked at in one run: memory stays bounded."""

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
_NOT_SUPPORTED: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)
_OPEN: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe of that name must not stop the exchange
    | BYTES
)


class ExchangeFolderAway(UserError):
    """The folder is not there, or went away in the middle."""

    message = N_(
        "The exchange folder “{folder}” cannot be reached. Put the stick in or connect the share; "
        "nothing is lost, and the next exchange goes on from here."
    )


class ExchangeFolderFull(UserError):
    """The folder has no room."""

    message = N_(
        "The exchange folder “{folder}” is full. Make room there; nothing is lost, and the next "
        "exchange goes on from here."
    )


class ExchangeFolderReadOnly(UserError):
    """This account may not write in the folder."""

    message = N_(
        "Nothing can be written in the exchange folder “{folder}”. Take the write protection off "
        "or ask for the permission; nothing is lost, and the next exchange goes on from here."
    )


@dataclass(frozen=True, slots=True)
class Lying:
    """One file for a desk: where it lies, its name in lower case, its size in bytes."""

    path: Path
    name: str
    bytes: int


class SharedFolder:
    """A folder that several desks reach; every method raises its three sentences."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def letters(self, desk_id: str) -> tuple[list[Lying], int]:
        """Return what lies there for a desk, and how many files are strange by their names alone.

        In a random order: strange files that stay must not keep others from their turn.
        """
        with self._reached():
            entries = [entry for entry in self._entries(desk_id) if not _is_part(entry.name)]
            fitting = [lying for entry in entries if (lying := _lying(entry)) is not None]
        random.SystemRandom().shuffle(fitting)
        return fitting, len(entries) - len(fitting)

    def read(self, path: Path, at_most: int) -> bytes | None:
        """Return a file's bytes up to ``at_most``; None if somebody else took it meanwhile."""
        with self._reached():
            try:
                handle = os.open(path, _OPEN)
            except FileNotFoundError:
                self._require_there()
                return None
            with os.fdopen(handle, "rb") as file:
                plain = stat.S_ISREG(os.fstat(handle).st_mode)
                return file.read(at_most) if plain else None

    def put(self, desk_id: str, name: str, data: bytes) -> bool:
        """Leave a file for a desk, whole or not at all; False if it lies there already."""
        return self._put(self.folder / desk_id, name, data)

    def remove(self, desk_id: str, name: str) -> None:
        """Remove a file left for a desk; it may have gone already."""
        self.take_away(self.folder / desk_id / name)

    def take_away(self, path: Path) -> None:
        """Remove a file that was taken in; somebody else may have done it."""
        with self._reached():
            path.unlink(missing_ok=True)

    def introduction(self, desk_id: str, at_most: int) -> bytes | None:
        """Return what a desk says of itself, not verified; None if it says nothing here."""
        return self.read(self.folder / INTRODUCTIONS / f"{desk_id}.json", at_most)

    def put_introduction(self, desk_id: str, data: bytes) -> bool:
        """Say what this desk is, in place of what it said before; False if it says so already."""
        return self._put(self.folder / INTRODUCTIONS, f"{desk_id}.json", data)

    def introduced(self) -> tuple[str, ...]:
        """Return the ids of the desks that have introduced themselves here, sorted."""
        with self._reached():
            names = [entry.name.lower() for entry in self._entries(INTRODUCTIONS)]
        ids = (name.removesuffix(".json") for name in names if name.endswith(".json"))
        return tuple(sorted(id_ for id_ in ids if DESK_ID.fullmatch(id_)))

    def tidy(self, desk_id: str) -> None:
        """Remove the parts that somebody left behind for a desk more than a day ago."""
        limit = time.time() - PART_KEPT.total_seconds()
        with self._reached():
            for entry in self._entries(desk_id):
                with suppress(FileNotFoundError):
                    if _is_part(entry.name) and entry.stat().st_mtime < limit:
                        Path(entry.path).unlink()

    def _entries(self, place: str) -> list["os.DirEntry[str]"]:
        self._require_there()
        with suppress(FileNotFoundError), os.scandir(self.folder / place) as entries:
            return list(islice(entries, NAMES_A_RUN))
        return []

    def _put(self, place: Path, name: str, data: bytes) -> bool:
        part = place / f".{name}.{secrets.token_hex(4)}{PART}"
        with self._reached():
            # Never its parents: a stick that is away must not become a folder of this disk.
            place.mkdir(exist_ok=True)
            if (place / name).is_dir() or _holds(place / name, data):
                return False
            try:
                _write(part, data)
                _rename(part, place / name)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            _flush(place)
        return True

    def _require_there(self) -> None:
        if not _is_folder(self.folder):
            raise FileNotFoundError(errno.ENOENT, "no such folder")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            told = str(self.folder)[-80:]
            if error.errno in _FULL:
                raise ExchangeFolderFull(folder=told) from error
            if error.errno in _READ_ONLY and _is_folder(self.folder):
                raise ExchangeFolderReadOnly(folder=told) from error
            raise ExchangeFolderAway(folder=told) from error


def _is_folder(path: Path) -> bool:
    with suppress(OSError):
        return path.is_dir()
    return False


def _is_part(name: str) -> bool:
    return name.startswith(".") and name.endswith(PART)


def _lying(entry: "os.DirEntry[str]") -> Lying | None:
    if not LETTER.fullmatch(entry.name.lower()):
        return None
    with suppress(FileNotFoundError):
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            return Lying(Path(entry.path), entry.name.lower(), found.st_size)
    return None


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has exactly this content: a stick pulled out too early may hold less."""
    with suppress(FileNotFoundError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except (FileExistsError, PermissionError):
        # Not every file system renames over a file; what lies there is an older one of ours.
        if not target.exists():
            raise
        target.unlink(missing_ok=True)
        part.rename(target)


def _flush(place: Path) -> None:
    """Flush a folder where its file system can; the file itself is flushed already."""
    try:
        flush_folder(place)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise
