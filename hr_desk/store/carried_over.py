# SPDX-License-Identifier: Apache-2.0
"""What a restored file takes over from the one it replaces, because nobody says it again.

Versions of the policy that a paired desk sent, and from which day a minor is an adult in payroll:
the sender has its receipt, so neither comes a second time.
"""

from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import references

COPY: Final = "policy_copy:"
"""What the facts are named after in which a file keeps a version that a paired desk published."""

_VERSIONS: Final = "SELECT name, value FROM fact WHERE name GLOB ?"
_AGES: Final = "SELECT id, adult_from FROM account"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Rows of a file: facts of policy versions, accounts (ids) with the day of coming of age."""

    versions: tuple[tuple[str, str], ...] = ()
    ages: tuple[tuple[str, str | None], ...] = ()


NOTHING: Final = CarriedOver()
"""Of a file that cannot be read any more."""


def read(connection: Any) -> CarriedOver:
    """Return what an open file knows of both."""
    tables = references.tables(connection)
    known = "account" in tables and "adult_from" in references.columns(connection, "account")
    ages = connection.execute(_AGES).fetchall() if known else []
    versions = connection.execute(_VERSIONS, (f"{COPY}*",)).fetchall()
    return CarriedOver(tuple(map(tuple, versions)), tuple(map(tuple, ages)))


def put(connection: Any, carried: CarriedOver) -> None:
    """Write it into a copy of the file, inside the caller's transaction, for the records it has."""
    connection.executemany(
        "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", carried.versions
    )
    if carried.ages:  # payroll's alone
        connection.executemany("UPDATE account SET adult_from = ?2 WHERE id = ?1", carried.ages)
