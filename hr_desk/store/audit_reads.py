# SPDX-License-Identifier: Apache-2.0
"""What the log of a file says of some operations: who, which fields, when; nobody's record."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from hr_desk.store.anchors import Head
from hr_desk.store.compartment import Compartment


class Noted(NamedTuple):
    """One entry: the user's id, the operation, its fields as the log has them (JSON), when."""

    user: str
    operation: str
    fields: str
    at: str

    @property
    def moment(self) -> datetime:
        """When it was written (aware)."""
        return datetime.fromisoformat(self.at)


def noted(file: Compartment, operations: Collection[str], *, after: int) -> list[Noted]:
    """Return the entries of some operations behind number ``after``, oldest first."""
    marks = ", ".join("?" * len(operations))
    rows = file.read(
        "SELECT json_extract(body, '$.user'), json_extract(body, '$.operation') AS done, "
        "json_extract(body, '$.fields'), json_extract(body, '$.at') FROM audit "
        f"WHERE seq > ? AND done IN ({marks}) ORDER BY seq",
        (after, *sorted(operations)),
    )
    return [Noted(*row) for row in rows]


def is_still(file: Compartment, head: Head) -> bool:
    """Whether the entry of a number is the one that was there before."""
    row = file.read_one("SELECT hash FROM audit WHERE seq = ?", (head.sequence,))
    return row is not None and bytes(row[0]) == head.hash
