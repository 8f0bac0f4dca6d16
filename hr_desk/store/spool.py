# SPDX-License-Identifier: Apache-2.0
"""The folders ``outgoing`` and ``paired``: what waits for other desks, and what is known of them.

``outgoing/<desk id>/`` keeps each envelope until its receipt has come, so that whatever a stick or
a share loses is carried again. ``paired/<desk id>.json`` is a desk's latest introduction.
"""

import json
import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import DeskFiles, replace_whole, writing
from hr_desk.store.inbox import ASIDE_KEPT, ENVELOPE, PART, PART_KEPT, RECEIPT

OUTGOING: Final = "outgoing"
PAIRED: Final = "paired"
EXCHANGED: Final = "exchanged.json"
BROUGHT: Final = ".brought"

LETTER: Final = re.compile(rf"[0-9a-f]{{32}}({re.escape(ENVELOPE)}|{re.escape(RECEIPT)})")
"""What a file is called that desks exchange: its reference, and which of the two it is."""

_BROUGHT: Final = re.compile(rf"[0-9a-f]{{32}}{re.escape(BROUGHT)}")
DESK_ID: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """When the last exchange ended, and when each desk was last heard of (UTC)."""

    at: datetime | None = None
    heard: Mapping[str, datetime] = field(default_factory=dict)


class Spool:
    """What one desk keeps for and of the desks it is paired with."""

    def __init__(self, files: DeskFiles) -> None:
        self._outgoing = files.part(OUTGOING)
        self._paired = files.part(PAIRED)

    def outgoing(self, desk_id: str) -> Path:
        """Return the folder of what waits for a desk; raises ValueError for what is no desk id.

        An id may come from the outside of an envelope: it must not lead to another folder.
        """
        if not DESK_ID.fullmatch(desk_id):
            raise ValueError("not a desk id")
        return self._outgoing / desk_id

    def put(self, desk_id: str, name: str, data: bytes) -> bool:
        """Put a file on its way in one step; False if one of that name waits already."""
        folder = self.outgoing(desk_id)
        if (folder / name).exists():
            return False
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        replace_whole(folder / name, data)
        return True

    def read(self, desk_id: str, name: str) -> bytes | None:
        """Return a file that waits for a desk, or None if there is none of that name."""
        with suppress(FileNotFoundError):
            return (self.outgoing(desk_id) / name).read_bytes()
        return None

    def remove(self, desk_id: str, name: str) -> None:
        """Let go of a file; it may have gone already."""
        (self.outgoing(desk_id) / name).unlink(missing_ok=True)

    def waiting(self, desk_id: str) -> list[Path]:
        """Return what waits for a desk, by name; parts and strange files are left out."""
        folder = self.outgoing(desk_id)
        if not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if LETTER.fullmatch(path.name))

    def waiting_since(self, desk_id: str) -> datetime | None:
        """Return when the oldest envelope was put on its way to a desk, None if none waits."""
        moments = []
        for path in self.waiting(desk_id):
            with suppress(FileNotFoundError):
                if path.suffix == ENVELOPE:
                    moments.append(path.stat().st_mtime)
        return datetime.fromtimestamp(min(moments)).astimezone() if moments else None

    def tidy(self) -> None:
        """Remove the parts that an interrupted process left behind more than a day ago."""
        limit = time.time() - PART_KEPT.total_seconds()
        for folder in (self._outgoing, self._paired):
            for part in folder.rglob(f".*{PART}"):
                with suppress(OSError):
                    if part.stat().st_mtime < limit:
                        part.unlink()

    def note_brought(self, reference: str) -> None:
        """Note that another desk brought a kiosk's envelope: its receipt has to go back there."""
        with writing(self._outgoing):
            self._outgoing.mkdir(exist_ok=True)
        replace_whole(self._outgoing / f"{reference}{BROUGHT}", b"")

    def brought(self) -> list[str]:
        """Return the references of kiosks' envelopes that other desks brought, within 14 days."""
        if not self._outgoing.is_dir():
            return []
        notes = [path for path in self._outgoing.iterdir() if _BROUGHT.fullmatch(path.name)]
        limit = time.time() - ASIDE_KEPT.total_seconds()
        for path in notes:
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < limit:
                    path.unlink()
        return sorted(path.stem for path in notes)

    def forget_brought(self, reference: str) -> None:
        """Forget it once the receipt is on its way."""
        (self._outgoing / f"{reference}{BROUGHT}").unlink(missing_ok=True)

    def introduction(self, desk_id: str) -> bytes | None:
        """Return the latest introduction kept of a desk, not verified; None if there is none."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return self._introduction(desk_id).read_bytes()
        return None

    def keep_introduction(self, desk_id: str, data: bytes) -> None:
        """Keep a desk's introduction in place of an earlier one."""
        path = self._introduction(desk_id)
        with writing(self._paired):
            self._paired.mkdir(exist_ok=True)
        replace_whole(path, data)

    def forget_introduction(self, desk_id: str) -> None:
        """Remove what is known of a desk."""
        self._introduction(desk_id).unlink(missing_ok=True)

    def _introduction(self, desk_id: str) -> Path:
        if not DESK_ID.fullmatch(desk_id):
            raise ValueError("not a desk id")
        return self._paired / f"{desk_id}.json"

    def exchanged(self) -> Exchanged:
        """Return what is noted of earlier exchanges; what cannot be read counts as nothing."""
        try:
            noted = json.loads((self._paired / EXCHANGED).read_bytes())
            heard = {id_: datetime.fromisoformat(at) for id_, at in noted["heard"].items()}
            return Exchanged(datetime.fromisoformat(noted["at"]), heard)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Exchanged()

    def note_exchanged(self, at: datetime, heard: set[str]) -> None:
        """Note that an exchange has ended, and of which desks it brought something."""
        times = {**self.exchanged().heard, **dict.fromkeys(heard, at)}
        noted = {
            "at": at.isoformat(timespec="seconds"),
            "heard": {id_: when.isoformat(timespec="seconds") for id_, when in times.items()},
        }
        with writing(self._paired):
            self._paired.mkdir(exist_ok=True)
        replace_whole(self._paired / EXCHANGED, json.dumps(noted, sort_keys=True).encode())


def room_of(folder: Path) -> tuple[int, int]:
    """Return how many files lie in a folder and how many bytes they have, ours or not."""
    files = size = 0
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                size += entry.stat(follow_symlinks=False).st_size
                files += 1
    return files, size
