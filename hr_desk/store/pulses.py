# SPDX-License-Identifier: Apache-2.0
"""The sign of life of a kiosk: a small file beside its envelopes, overwritten every minute.

It says when, how many copies wait, since when, and what does not work; nothing of a visitor, and
nothing that has to be believed: whoever can write into the inbox can write it too.
"""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import replace_whole
from hr_desk.store.inbox import read_plain

ENDING: Final = ".pulse"
LARGEST: Final = 4_096
"""Bytes of a sign of life at most."""

TROUBLES: Final = ("profile", "disk", "visits", "inbox_full")
"""What can be wrong at a kiosk: its profile is refused, its own disk does not take copies or is
nearly full, its visits break, the desk's inbox takes no more."""

MOST: Final = 1_000_000
_NAME: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Pulse:
    """One sign of life: of which profile, when, how many copies wait since when, what is wrong."""

    profile: str
    at: datetime
    waiting: int = 0
    oldest: datetime | None = None
    troubles: tuple[str, ...] = ()


def write_pulse(inbox: Path, pulse: Pulse) -> None:
    """Put a sign of life in the place of the one before; raises UserError, OSError."""
    oldest = "" if pulse.oldest is None else pulse.oldest.isoformat(timespec="seconds")
    content = {
        "format": "hr-desk-pulse",
        "version": 1,
        "at": pulse.at.isoformat(timespec="seconds"),
        "waiting": pulse.waiting,
        "oldest": oldest,
        "troubles": list(pulse.troubles),
    }
    replace_whole(inbox / f"{pulse.profile}{ENDING}", json.dumps(content, sort_keys=True).encode())


def pulses(inbox: Path, profiles: Iterable[str]) -> dict[str, Pulse]:
    """Return the signs of life of these profiles (ids); what cannot be read is absent."""
    found = {}
    for profile in profiles:
        content = read_plain(inbox / f"{profile}{ENDING}", LARGEST + 1)
        if _NAME.fullmatch(profile) and content is not None and len(content) <= LARGEST:
            with suppress(ValueError, TypeError, KeyError, RecursionError):
                found[profile] = _read(profile, content)
    return found


def _read(profile: str, content: bytes) -> Pulse:
    said = json.loads(content)
    waiting, oldest = said["waiting"], said["oldest"]
    if type(waiting) is not int or not 0 <= waiting <= MOST:
        raise ValueError("no number of copies")
    troubles = tuple(one for one in TROUBLES if one in list(said["troubles"]))
    return Pulse(
        profile, _moment(said["at"]), waiting, _moment(oldest) if oldest else None, troubles
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
