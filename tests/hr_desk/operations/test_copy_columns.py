# SPDX-License-Identifier: Apache-2.0
"""Every column of every file is told to whom it is about, or declared with the ground not to."""

from collections import Counter

import pytest

from hr_desk.operations.copy_columns import (
    COLUMNS,
    GROUNDS,
    NOBODYS,
    TOLD,
    WHOLE,
    besides,
    declared,
)
from hr_desk.operations.kept_facts import FACTS
from hr_desk.operations.request_records import FILES
from hr_desk.store import references, schema
from hr_desk.store.driver import in_memory


def kept(further: str = "") -> dict[str, set[str]]:
    """Return table to columns of the files that keep people, all four together."""
    found: dict[str, set[str]] = {}
    for file in FILES:
        connection = in_memory()
        schema.bring_up_to_date(connection, file)
        if further and file == "payroll":
            connection.execute(further)
        for table in references.tables(connection):
            if not table.startswith("sqlite_"):
                found.setdefault(table, set()).update(references.columns(connection, table))
    return found


def undeclared(tables: dict[str, set[str]]) -> set[str]:
    """Return what is neither told nor has a ground."""
    own = {
        f"{table}.{column}"
        for table in tables.keys() & COLUMNS.keys()
        for column in tables[table] - set(declared(table))
    }
    return own | (tables.keys() - COLUMNS.keys() - WHOLE.keys() - NOBODYS)


def test_l_5_every_column_is_told_or_has_a_ground() -> None:
    assert undeclared(kept()) == set()


@pytest.mark.parametrize(
    ("further", "missed"),
    [
        ("ALTER TABLE account ADD COLUMN nickname TEXT", "account.nickname"),
        ("CREATE TABLE gossip (account TEXT, text TEXT)", "gossip"),
    ],
)
def test_a_column_or_table_that_comes_later_is_missed(further: str, missed: str) -> None:
    assert undeclared(kept(further)) == {missed}


def test_nothing_is_declared_twice_or_of_what_is_not_there() -> None:
    tables = kept()
    assert COLUMNS.keys() | WHOLE.keys() | NOBODYS == tables.keys()
    assert not COLUMNS.keys() & WHOLE.keys() and not (COLUMNS.keys() | WHOLE.keys()) & NOBODYS
    for table in COLUMNS:
        assert Counter(declared(table)) == Counter(tables[table]), table
    assert {key.partition(".")[0] for key in FACTS} <= COLUMNS.keys()


def test_every_ground_is_known_and_used() -> None:
    used = {why for parts in COLUMNS.values() for why in parts} | set(WHOLE.values())
    assert used <= TOLD | GROUNDS.keys()
    assert all(columns for _, columns in besides()) and len(list(besides())) == len(GROUNDS)
