# SPDX-License-Identifier: Apache-2.0
"""The frozen, numbered steps that give a file its tables, counted by PRAGMA user_version.

A step's name says which compartment it is for (``every`` for all); a file skips the steps of
others but counts them, so that one number means the same everywhere. Steps are plain SQL and
never import today's code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hr_desk.store.driver import Connection, in_memory

STEPS_FOLDER = Path(__file__).resolve().parent / "migrations"
_NAME = re.compile(r"(\d{4})_([a-z]+)_([a-z_]+)\.sql")


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its number, the compartment it is for, and its SQL."""

    number: int
    compartment: str
    sql: str

    def statements(self) -> Iterator[str]:
        """Yield the statements one by one, so that they run inside one transaction."""
        lines = (line for line in self.sql.splitlines() if not line.startswith("--"))
        for statement in "\n".join(lines).split(";\n"):
            if statement.strip():
                yield statement.strip().rstrip(";")


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """Return all steps in order; raises ValueError when a number is missing or doubled."""
    found: list[Step] = []
    for path in sorted(STEPS_FOLDER.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise ValueError(f"migration {path.name} is out of order")
        found.append(Step(int(match[1]), match[2], path.read_text(encoding="utf-8")))
    return tuple(found)


def objects(connection: Connection) -> frozenset[tuple[str, str, str]]:
    """Return type, name and SQL of everything that was created in an open file."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    )
    return frozenset((kind, name, sql) for kind, name, sql in rows)


@lru_cache(maxsize=8)
def shipped_objects(compartment: str) -> frozenset[tuple[str, str, str]]:
    """Return what a new file of this compartment holds; a trigger more is an attack (T26)."""
    connection = in_memory()
    try:
        bring_up_to_date(connection, compartment)
        return objects(connection)
    finally:
        connection.close()


def newest_version() -> int:
    """Return the version this program writes."""
    return len(steps())


def version_of(connection: Connection) -> int:
    """Return the version of an open file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: Connection, compartment: str) -> None:
    """Apply the missing steps in one transaction; a failure leaves the file as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps()[version_of(connection) :]:
            if step.compartment in ("every", compartment):
                for statement in step.statements():
                    connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {newest_version()}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
