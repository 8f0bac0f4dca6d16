# SPDX-License-Identifier: Apache-2.0
"""What a restored file takes over from the one it replaces, because nobody says it again.

Versions of the policy and periods that a paired desk sent, and from which day a minor is an adult
in payroll: the sender has its receipt, so none of it comes a second time. A period is looked at
anew then, by the clocks of the file that was restored.
"""

from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import references

COPY: Final = "policy_copy:"
"""What the facts are named after in which a file keeps a version that a paired desk published."""

DECIDED: Final = "period_decided:"
"""What the facts are named after in which a file keeps a period that a paired desk decided."""

_FACTS: Final = "SELECT name, value FROM fact WHERE name GLOB ? OR name GLOB ?"
_AGES: Final = "SELECT id, adult_from FROM account"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Rows of a file: facts of paired desks, accounts (ids) with the day of coming of age."""

    facts: tuple[tuple[str, str], ...] = ()
    ages: tuple[tuple[str, str | None], ...] = ()


NOTHING: Final = CarriedOver()
"""Of a file that cannot be read any more."""


def read(connection: Any) -> CarriedOver:
    """Return what an open file knows of all three."""
    tables = references.tables(connection)
    known = "account" in tables and "adult_from" in references.columns(connection, "account")
    ages = connection.execute(_AGES).fetchall() if known else []
    facts = connection.execute(_FACTS, (f"{COPY}*", f"{DECIDED}*")).fetchall()
    return CarriedOver(tuple(map(tuple, facts)), tuple(map(tuple, ages)))


def put(connection: Any, carried: CarriedOver) -> None:
    """Write it into a copy of the file, inside the caller's transaction, for the records it has."""
    connection.executemany("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", carried.facts)
    if carried.ages:  # payroll's alone
        connection.executemany("UPDATE account SET adult_from = ?2 WHERE id = ?1", carried.ages)
