# SPDX-License-Identifier: Apache-2.0
"""A kiosk's own copies: sealed envelopes on its disk until the desk's receipt, and their count.

A message's number stands in the name of its copy, so both become durable at one rename: no crash
leaves a number without a message, or two messages with one number.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hr_desk.kiosk.problems import KioskFolderDamaged
from hr_desk.store.desk_files import flush_folder, replace_whole
from hr_desk.store.presence import exclusive

LOCK: Final = "kiosk.lock"
ENVELOPE: Final = ".envelope"

_NAME: Final = re.compile(r"([0-9]{10})-([0-9a-f]{32})\.envelope")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Load:
    """How many envelopes lie somewhere, their bytes, and when the oldest was written (UTC)."""

    count: int
    bytes: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """One kept copy: its file, the number of its message, its reference (32 digits)."""

    path: Path
    number: int
    reference: str


class Kept:
    """The copies of one kiosk in ``kept/``, and ``number``: the highest that has gone."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._folder = folder / "kept"
        self._count = folder / "number"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes of this kiosk out; what an interrupted one left half is removed.

        Raises FileBusy after ten seconds, OSError.
        """
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            flush_folder(self._home)
            flush_folder(self._home.parent)
        with exclusive(self._home / LOCK):
            for folder in (self._home, self._folder):
                for part in folder.glob(".*.part"):
                    part.unlink()
            yield

    def copies(self) -> list[Copy]:
        """Return the copies in the order of their numbers; raises OSError."""
        paths = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        names = [_NAME.fullmatch(path.name) for path in paths]
        return [Copy(self._folder / one[0], int(one[1]), one[2]) for one in names if one]

    def load(self) -> Load:
        """Return how much is kept."""
        return load_of(self._folder)

    def next_number(self) -> int:
        """Return a number higher than that of any message kept before; KioskFolderDamaged."""
        return max([self._counted(), *(one.number for one in self.copies())]) + 1

    def keep(self, data: bytes, *, number: int, reference: str) -> Copy:
        """Write a copy that survives a power cut once this returns; inside ``alone``.

        Raises the sentences about disks, and OSError: then there is no copy.
        """
        path = self._folder / f"{number:010}-{reference}{ENVELOPE}"
        try:
            replace_whole(path, data)
        except BaseException:
            # Renamed but not flushed: the visitor is told no, so nothing may follow.
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        return Copy(path, number, reference)

    def remove(self, copy: Copy) -> None:
        """Let a copy go, once its number is noted where it outlives the copy; inside ``alone``."""
        if copy.number > self._counted():
            replace_whole(self._count, str(copy.number).encode())
        copy.path.unlink(missing_ok=True)

    def _counted(self) -> int:
        """Return the highest number whose copy was removed."""
        if not self._count.exists():
            return 0
        text = self._count.read_text(encoding="ascii", errors="replace")
        if not _NUMBER.fullmatch(text):
            raise KioskFolderDamaged(file=self._count.name)
        return int(text)


def load_of(folder: Path) -> Load:
    """Return how much waits in a folder; one that is away holds nothing that can be counted."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(ENVELOPE) and not entry.name.startswith("."):
                with suppress(OSError):
                    found.append(entry.stat(follow_symlinks=False))
    oldest = min((one.st_mtime for one in found), default=None)
    return Load(
        len(found),
        sum(one.st_size for one in found),
        None if oldest is None else datetime.fromtimestamp(oldest, UTC),
    )
