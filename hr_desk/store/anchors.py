# SPDX-License-Identifier: Apache-2.0
"""The audit head a user last saw, kept outside the desk in their profile on this machine.

A chain inside a file proves nothing about its own tail: an older copy of the file, or a lost log,
verifies perfectly (models, finding F3). The head is written after each commit without a flush,
which is enough because it can only lag behind, never run ahead.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import BYTES, writing

_SIZE: Final = 8 + 32
_HASH: Final = 32


def profile_folder() -> Path:
    """Return this account's folder for what HR Desk keeps outside desks."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))
    else:
        base = os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))
    return Path(base) / "hr-desk"


@dataclass(frozen=True, slots=True)
class Head:
    """The last audit entry of a file: its number and its 32-byte hash."""

    sequence: int
    hash: bytes


class Anchor:
    """The remembered head of one file for one user on this machine."""

    def __init__(self, profile: Path, desk_id: str, compartment: str, user: str) -> None:
        folder = profile / "heads"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{desk_id[:32]}-{compartment}-{user}"

    def read(self) -> Head | None:
        """Return the remembered head; None when this user never worked here."""
        data = self._data()
        return Head(int.from_bytes(data[:8], "big"), data[8:_SIZE]) if data else None

    def restores(self) -> frozenset[bytes]:
        """Return the hashes of the restores that were taken note of: each excuses one gap only."""
        known = self._data()[_SIZE:]
        return frozenset(known[at : at + _HASH] for at in range(0, len(known), _HASH))

    def _data(self) -> bytes:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return b""
        return data if len(data) >= _SIZE and (len(data) - _SIZE) % _HASH == 0 else b""

    def write(self, head: Head) -> None:
        """Remember ``head`` unless another process of this user has remembered a later one.

        A disk that refuses is no error: the change is committed, and a head that lags is safe.
        """
        known = self.read()
        if known is None or known.sequence < head.sequence:
            with suppress(OSError):
                self._put(_bytes_of(head), size=None)

    def replace(self, head: Head, *, restores: Iterable[bytes]) -> None:
        """Remember ``head`` even when it is lower than before, and the restores in its file."""
        data = _bytes_of(head) + b"".join(sorted({*restores, *self.restores()}))
        with writing(self._path.parent):
            self._put(data, size=len(data))

    def _put(self, data: bytes, *, size: int | None) -> None:
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | BYTES, 0o600)
        try:
            os.write(file, data)
            if size is not None:
                os.ftruncate(file, size)
        finally:
            os.close(file)


def anchors_of(profile: Path, desk_id: str, compartment: str) -> Mapping[str, Anchor]:
    """Return the anchors of a file that this account keeps, by user id."""
    start = f"{desk_id[:32]}-{compartment}-"
    folder = profile / "heads"
    names = sorted(path.name for path in folder.glob(f"{start}*")) if folder.is_dir() else []
    users = [name.removeprefix(start) for name in names]
    return {user: Anchor(profile, desk_id, compartment, user) for user in users}


def _bytes_of(head: Head) -> bytes:
    return head.sequence.to_bytes(8, "big") + head.hash
