# SPDX-License-Identifier: Apache-2.0
"""The folder ``inbox``: sealed envelopes that arrived, receipts, and what was set aside.

Anybody who reaches the folder can put something into it, so a file is looked at before it is
opened, read within bounds, and moved aside rather than trusted or thrown away.
"""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import BYTES, DeskFiles, replace_whole, writing

ENVELOPE: Final = ".envelope"
RECEIPT: Final = ".receipt"
PART: Final = ".part"
ASIDE: Final = "aside"

ASIDE_FILES: Final = 1_000
ASIDE_BYTES: Final = 64 * 1024 * 1024
"""What the folder ``aside`` keeps at most; the oldest go first."""

ASIDE_KEPT: Final = timedelta(days=14)
"""How long what was set aside stays, as long as senders keep their copies."""

_STRANGE: Final = re.compile(r"[^0-9A-Za-z._-]")
_NAME_KEPT: Final = 48
"""How much of a name stands in the name of what is set aside, in characters."""

PART_KEPT: Final = timedelta(days=1)
"""After this time a part belongs to nobody who is still writing."""

_OPEN: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | BYTES


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file in the inbox that calls itself an envelope or a receipt; ``bytes`` is its size."""

    path: Path
    bytes: int
    plain: bool
    """Whether it is an ordinary file: no link, pipe or folder."""


class Inbox:
    """The inbox of one desk."""

    def __init__(self, files: DeskFiles) -> None:
        self.folder = files.part("inbox")
        self.aside = files.part(ASIDE)

    def arrived(self, suffix: str) -> Iterator[Arrived]:
        """Yield the files whose names end in ``suffix``; the folder is never held in memory."""
        with suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.endswith(suffix) and not entry.name.startswith("."):
                    with suppress(FileNotFoundError):
                        found = entry.stat(follow_symlinks=False)
                        plain = stat.S_ISREG(found.st_mode)
                        yield Arrived(Path(entry.path), found.st_size, plain)

    def read(self, path: Path, at_most: int) -> bytes | None:
        """Return a file's bytes up to ``at_most``; None if it has gone meanwhile."""
        return read_plain(path, at_most)

    def put(self, name: str, content: bytes) -> bool:
        """Write a file into the inbox in one step; False if one of that name lies there."""
        target = self.folder / name
        if target.exists():
            return False
        with writing(self.folder):
            self.folder.mkdir(exist_ok=True)
        replace_whole(target, content)
        return True

    def replace(self, name: str, content: bytes) -> None:
        """Write a file into the inbox, in the place of whatever lies there under its name."""
        with writing(self.folder):
            self.folder.mkdir(exist_ok=True)
        if (self.folder / name).is_dir():
            self.set_aside(self.folder / name, "strange")
        replace_whole(self.folder / name, content)

    def remove(self, path: Path) -> None:
        """Remove what was taken in; another session may have done it."""
        path.unlink(missing_ok=True)

    def set_aside(self, path: Path, reason: str) -> None:
        """Move a file out of the way under a name that says why.

        A stranger gave it its name, which may be longer than another name may be.
        """
        with writing(self.aside):
            self.aside.mkdir(exist_ok=True)
        plain = _STRANGE.sub("", path.name)[-_NAME_KEPT:]
        name = f"{reason}-{secrets.token_hex(4)}-{plain}"
        with writing(self.aside), suppress(FileNotFoundError):
            path.rename(self.aside / name)

    def tidy(self, now: datetime) -> int:
        """Remove old parts, and what stands aside for too long or is too much; returns how many."""
        gone = [
            path
            for path in _entries(self.folder)
            if path.name.endswith(PART) and _older(path, now - PART_KEPT)
        ]
        gone += self._too_much(now)
        for path in gone:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
        return len(gone)

    def _too_much(self, now: datetime) -> list[Path]:
        aged = sorted(
            ((_changed(path), path) for path in _entries(self.aside)), key=lambda pair: pair[0]
        )
        gone = [path for at, path in aged if at < (now - ASIDE_KEPT).timestamp()]
        room, count = ASIDE_BYTES, 0
        for _, path in reversed(aged[len(gone) :]):
            size = _size(path)
            # One huge file alone goes; it must not push everything else out.
            if count < ASIDE_FILES and size <= room:
                room, count = room - size, count + 1
            else:
                gone.append(path)
        return gone

    def stands_aside(self) -> dict[str, int]:
        """Return how many files stand aside for each reason."""
        counts: dict[str, int] = {}
        for path in _entries(self.aside):
            reason = path.name.partition("-")[0]
            counts[reason] = counts.get(reason, 0) + 1
        return counts


def read_plain(path: Path, at_most: int) -> bytes | None:
    """Return the bytes of an ordinary file, up to ``at_most``; None for anything else.

    A link is not followed, and a pipe that a stranger laid there does not hold anybody up.
    """
    try:
        handle = os.open(path, _OPEN)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read(at_most) if stat.S_ISREG(os.fstat(handle).st_mode) else None


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _older(path: Path, limit: datetime) -> bool:
    return _changed(path) < limit.timestamp()


def _changed(path: Path) -> float:
    with suppress(OSError):
        return path.lstat().st_mtime
    return 0.0


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.lstat().st_size
    return 0
