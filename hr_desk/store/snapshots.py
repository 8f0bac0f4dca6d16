# SPDX-License-Identifier: Apache-2.0
"""Where the sealed roll call lies: in this account, and as a copy in a second place.

The account's folder also holds the key that opens it, readable by this account of the operating
system alone (mode 0600; on Windows by the rights of the account's own folder), and a note of each
opening, which the next session of the desk writes into its log.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import BYTES, flush_folder, writing

FOLDER: Final = "roll-call"
_PREFIX: Final = "roll-call-"
_NAMED: Final = 32
"""How many digits of a desk's id its files are named by."""
_MOST_BYTES: Final = 16 * 1024 * 1024
"""What is larger is no roll call: a foreign file in a shared folder is not read into memory."""
_MOST_NOTES: Final = 1000


class SnapshotFiles:
    """The files of one desk's roll call in one account; ``profile`` is the account's folder."""

    def __init__(self, profile: Path, desk_id: str) -> None:
        self.folder = profile / FOLDER
        self.name = f"{_PREFIX}{desk_id[:_NAMED]}.sealed"
        self._key = self.folder / f"{desk_id}.key"
        self._notes = self.folder / f"{desk_id[:_NAMED]}.opened"

    @property
    def here(self) -> Path:
        """Where this account's own copy lies."""
        return self.folder / self.name

    def key(self) -> bytes | None:
        """Return the key this account keeps, None where it keeps none."""
        return _read(self._key)

    def keep_key(self, key: bytes) -> None:
        """Keep a key for this account alone; raises DiskFull, FolderReadOnly."""
        _write_private(self._key, key)

    def forget(self) -> None:
        """Remove key and copy of this account."""
        for path in (self._key, self.here):
            path.unlink(missing_ok=True)

    def write(self, sealed: bytes) -> None:
        """Replace this account's copy; raises DiskFull, FolderReadOnly."""
        _write_private(self.here, sealed)

    def copy_to(self, place: Path) -> int:
        """Copy this account's sealed file to a second place; returns its bytes, 0 without one.

        Raises PlaceUnusable, DiskFull, FolderReadOnly.
        """
        sealed = _read(self.here)
        if sealed is None:
            return 0
        with writing(place):
            if not place.is_dir():
                raise FileNotFoundError(errno.ENOENT, "no such folder", str(place))
        _write_private(place / self.name, sealed)
        return len(sealed)

    def read(self, place: Path | None = None) -> bytes | None:
        """Return the sealed bytes of this account, or those in another place; None without."""
        return _read(self.here if place is None else place / self.name)

    def note(self, line: str) -> None:
        """Note that the list was opened or printed, for the desk's log; a full disk is no error."""
        with suppress(OSError):
            file = os.open(self._notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND | BYTES, 0o600)
            try:
                os.write(file, f"{line}\n".encode())
            finally:
                os.close(file)

    def notes(self) -> tuple[str, ...]:
        """Return the notes that wait, oldest first; the last thousand where there are more."""
        return tuple((_read(self._notes) or b"").decode("utf-8", "replace").split("\n")[:-1])[
            -_MOST_NOTES:
        ]

    def forget_notes(self) -> None:
        """Remove the notes, which stand in the desk's log now."""
        self._notes.unlink(missing_ok=True)


def desks_with_key(profile: Path) -> tuple[str, ...]:
    """Return the ids of the desks whose roll call this account can open, the newest copy first."""
    found = list(_keys(profile / FOLDER))
    found.sort(key=lambda one: _age(SnapshotFiles(profile, one).here), reverse=True)
    return tuple(found)


def _keys(folder: Path) -> Iterator[str]:
    with suppress(OSError):
        for path in sorted(folder.glob("*.key")):
            if len(path.stem) == 2 * _NAMED:
                yield path.stem


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= _MOST_BYTES else None


def _write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step, never readable by others: not even while it is written."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
            flush_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
