# SPDX-License-Identifier: Apache-2.0
"""Removing rows with whatever refers to them, derived from the references a file itself declares.

A list of tables here would be forgotten one day.
"""

from typing import Any, Final, Protocol

CLOCK: Final = ("id", "retention_class", "clock_event", "clock_day")
"""The columns of a table whose rows end by a clock of their own."""


class Connection(Protocol):
    """What runs SQL: a connection, or the change that is being written."""

    def execute(self, sql: str, values: Any = ..., /) -> Any:
        """Run one statement."""


def remove(connection: Connection, table: str, condition: str, values: tuple[Any, ...]) -> int:
    """Delete rows with the rows that refer to them, in whatever tables; returns how many of its."""
    for child, column, target in _references(connection, table):
        own = f"{column} IN (SELECT {target} FROM {table} WHERE {condition})"
        remove(connection, child, own, values)
    return int(connection.execute(f"DELETE FROM {table} WHERE {condition}", values).rowcount)


def _references(connection: Connection, table: str) -> list[tuple[str, str, str]]:
    """Return child table, its column, and the column here, of each reference to a table."""
    return [
        (name, row[3], row[4])
        for name in tables(connection)
        for row in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
        if row[2] == table
    ]


def tables(connection: Connection) -> list[str]:
    """Return the names of all tables of a file."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows.fetchall()]


def clocked(connection: Connection) -> list[str]:
    """Return the tables whose rows have a class and a clock of their own."""
    return [name for name in tables(connection) if set(CLOCK) <= columns(connection, name)]


def columns(connection: Connection, table: str) -> set[str]:
    """Return the names of a table's columns."""
    rows = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
    return {row[0] for row in rows.fetchall()}
