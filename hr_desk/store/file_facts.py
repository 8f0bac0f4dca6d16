# SPDX-License-Identifier: Apache-2.0
"""The SQL of what a file keeps about itself, by name; for an open file and for a raw connection."""

from typing import Any, Final

_READ: Final = "SELECT value FROM fact WHERE name = ?"
_WRITE: Final = (
    "INSERT INTO fact (name, value) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def read(connection: Any, name: str) -> str | None:
    """Return a fact, None where the file has none of that name."""
    row = connection.execute(_READ, (name,)).fetchone()
    return None if row is None else str(row[0])


def write(connection: Any, name: str, value: str) -> None:
    """Keep a fact in the place of an earlier one, inside the caller's transaction."""
    connection.execute(_WRITE, (name, value))
