# SPDX-License-Identifier: Apache-2.0
"""The numbers of words that may overtake each other: greater after a restore than any before it.

A receiver keeps the highest number it heard of a record, and lets a lower one replace nothing. The
versions of a restored file are those of its backup, so numbers made of them alone would be taken
for words that come late (decision 25). The file therefore adds what a restore gave it.
"""

from datetime import datetime
from typing import Any, Final

from hr_desk.store import file_facts
from hr_desk.store.compartment import Compartment

_FROM: Final = "numbers_from"
_APART: Final = 1_000_000
"""More versions than any record has between two restores."""


def of_version(file: Compartment, version: int) -> int:
    """Return the number under which a version of a record is told to others."""
    return int(file.fact(_FROM) or 0) + version


def begin(connection: Any) -> int:
    """Return what an open file adds to its versions, 0 before its first restore."""
    return int(file_facts.read(connection, _FROM) or 0)


def begin_anew(connection: Any, replaced: int, *, now: datetime) -> None:
    """Let a copy that is restored at ``now`` number above itself and above the file it replaces.

    ``replaced`` is what that file added, 0 where it cannot be read any more: then the seconds of
    the clock lie above whatever an earlier restore had given it. Inside the caller's transaction.
    """
    start = max(int(now.timestamp()), max(replaced, begin(connection)) + _APART)
    file_facts.write(connection, _FROM, str(start))
