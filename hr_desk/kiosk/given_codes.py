# SPDX-License-Identifier: Apache-2.0
"""Sign-out codes of which no two are alike on one day, and as little as possible kept for that.

Six digits are too few to hide behind a hash: whoever has it tries a million. So only the first four
of a code that was given are kept, sorted, and none of the hundred codes that begin with them is
given again that day. Who takes the kiosk's disk learns of no visitor which of a hundred they have,
nor in which order they came; on the next day nothing is left.
"""

import re
import secrets
from datetime import date
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import replace_whole
from hr_desk.store.inbox import read_plain
from hr_desk.vault import canonical

FILE: Final = "codes"
HEADS: Final = 10_000
"""How many codes a kiosk can give on a day before one may come again: eight seconds for each."""

_TAILS: Final = 100
_LARGEST: Final = 128 * 1024
_HEAD: Final = re.compile(r"[0-9]{4}")


class GivenCodes:
    """The beginnings of the codes that one kiosk gave today, in ``codes`` of its folder.

    ``new`` and ``forget`` need the folder's lock.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def new(self, today: date) -> str:
        """Return six digits that nobody was given ``today``; what keeps them so is on the disk.

        Raises the sentences about disks, and OSError: then no code was given.
        """
        given = self._given(today)
        if len(given) == HEADS:
            given = set()
        free = [head for head in map("{:04}".format, range(HEADS)) if head not in given]
        head = secrets.choice(free)
        kept = {"day": today.isoformat(), "given": sorted({*given, head})}
        replace_whole(self._path, canonical.encode(kept))
        return f"{head}{secrets.randbelow(_TAILS):02}"

    def is_old(self, today: date) -> bool:
        """Whether something of another day is kept; needs no lock."""
        return self._path.exists() and not self._given(today)

    def forget(self, today: date) -> None:
        """Remove what was kept on another day; raises OSError."""
        if self.is_old(today):
            self._path.unlink(missing_ok=True)

    def _given(self, today: date) -> set[str]:
        """Return what was given today; a file that a disk has spoilt stops nobody."""
        data = read_plain(self._path, _LARGEST)
        try:
            kept = canonical.decode(data or b"")
        except canonical.NotCanonical:
            return set()
        if not isinstance(kept, dict) or kept.get("day") != today.isoformat():
            return set()
        given = kept.get("given")
        heads = given if isinstance(given, list) else []
        return {one for one in heads if isinstance(one, str) and _HEAD.fullmatch(one)}
