# SPDX-License-Identifier: Apache-2.0
"""The SQL of what people gave and what they were sent away for: keys and counts, never a value."""

from collections.abc import Mapping
from typing import Final

from hr_desk.store.compartment import Compartment
from hr_desk.store.stored_keys import TABLES

VISITS: Final = "visits"

SUBMISSIONS: Final[Mapping[str, str]] = {
    "hiring": (
        "SELECT json_patch(p.fields, a.fields) AS fields FROM application a "
        "JOIN person p ON p.seq = a.person ORDER BY a.seq DESC LIMIT ?"
    ),
    "visits": "SELECT fields FROM visit WHERE arrived_at IS NOT NULL ORDER BY seq DESC LIMIT ?",
}
"""File to what was given at one go, the newest first."""

_KEYS: Final = "SELECT (SELECT json_group_array(key) FROM json_each(one.fields)) FROM ({rows}) one"


def newest(file: Compartment, most: int) -> list[str]:
    """Return the keys (a JSON list) of each of the newest submissions of a file."""
    rows = file.read(_KEYS.format(rows=SUBMISSIONS[file.name]), (most,))
    return [keys for (keys,) in rows]


def holding(file: Compartment, key: str) -> int:
    """Count the rows of a file that hold a field."""
    return sum(
        int(file.read_one(
            f"SELECT count(*) FROM {table} WHERE json_extract(fields, ?) IS NOT NULL",
            (f"$.{key}",),
        )[0])
        for table in TABLES.get(file.name, ())
    )  # fmt: skip


def reasons(visits: Compartment, state: str) -> list[tuple[str | None, int]]:
    """Return why visits ended in a state, and how many did so."""
    return visits.read("SELECT reason, count(*) FROM visit WHERE state = ? GROUP BY 1", (state,))
