# SPDX-License-Identifier: Apache-2.0
"""What a restored file takes over from the one it replaces, because nobody says it again.

Versions of the policy, periods and the calendar that another desk or file sent, and from which day
a minor is an adult in payroll: the sender has its receipt, so none of them comes a second time.
Periods that were set, recipients and approvals that were ended, the places of backups, and the
latest time seen: to go back behind them would keep, send or postpone what must not be.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.clock import day_of
from hr_desk.store import disclosing, file_facts, hand_offs, references
from hr_desk.store.calendar_days import STATE
from hr_desk.store.time_seen import LATEST

COPY: Final = "policy_copy:"
"""What the facts are named after in which a file keeps a version that a paired desk published."""

PERIOD: Final = "period:"
"""What the facts are named after in which a file keeps a period that was set."""

PLACES: Final = "backup_places"
PAIRED_SERIAL: Final = "paired_serial:"
SERIALS: Final = ("register_serial", PAIRED_SERIAL)
"""What the facts are named after that only rise: an older register is refused by them."""

DECIDED: Final = "period_decided:"
"""What the facts are named after in which a file keeps a period that a paired desk decided."""

_AGES: Final = "SELECT id, adult_from FROM account"
_CALENDAR: Final[Sequence[tuple[str, str]]] = (
    ("calendar_day", "day, works, source"), ("calendar_year", "year, source"),
)  # fmt: skip

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a file knows: its facts, accounts (ids) with the day of coming of age, its calendar.

    ``ended`` are table, id and moment of what is over although its row stays.
    """

    facts: tuple[tuple[str, str], ...] = ()
    ages: tuple[tuple[str, str | None], ...] = ()
    calendar: tuple[Rows, ...] = ()
    ended: tuple[tuple[str, str, str], ...] = ()


NOTHING: Final = CarriedOver()
"""Of a file that cannot be read any more."""


def read(connection: Any) -> CarriedOver:
    """Return what an open file knows of all that."""
    tables = references.tables(connection)
    known = "account" in tables and "adult_from" in references.columns(connection, "account")
    ages = connection.execute(_AGES).fetchall() if known else []
    facts = connection.execute("SELECT name, value FROM fact").fetchall()
    calendar = [
        tuple(connection.execute(f"SELECT {columns} FROM {table}").fetchall())
        for table, columns in _CALENDAR
        if table in tables
    ]
    return CarriedOver(
        facts=tuple(map(tuple, facts)),
        ages=tuple(map(tuple, ages)),
        calendar=tuple(calendar),
        ended=tuple(_ended(connection)),
    )


def _ended(connection: Any) -> list[tuple[str, str, str]]:
    return [
        (table, *row)
        for table in references.tables(connection)
        if {"id", "ended_at"} <= references.columns(connection, table)
        for row in connection.execute(
            f"SELECT id, ended_at FROM {table} WHERE ended_at IS NOT NULL"
        ).fetchall()
    ]


def put(connection: Any, carried: CarriedOver) -> None:
    """Write it into a copy of the file, inside the caller's transaction, for the records it has."""
    for name, value in carried.facts:
        _put_fact(connection, name, value)
    if carried.ages:  # payroll's alone
        connection.executemany("UPDATE account SET adult_from = ?2 WHERE id = ?1", carried.ages)
    _put_calendar(connection, carried)
    for table, id_, at in carried.ended:
        connection.execute(
            f"UPDATE {table} SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (at, id_)
        )
    _forget_passwords(connection)


def _put_fact(connection: Any, name: str, value: str) -> None:
    """Write a fact of the replaced file into the copy, where it is one of those that stay."""
    mine = file_facts.read(connection, name)
    if name.startswith((COPY, DECIDED)):
        kept = value
    elif name.startswith(PERIOD):
        kept = value if mine is None or _at(mine) < _at(value) else mine
    elif name == PLACES:
        kept = json.dumps(sorted({*json.loads(value), *json.loads(mine or "[]")}))
    elif name == LATEST:
        kept = max(value, mine or value, key=datetime.fromisoformat)
    elif name.startswith(SERIALS):
        kept = str(max(int(value), int(mine or 0)))
    else:
        return
    file_facts.write(connection, name, kept)


def _at(period: str) -> str:
    return str(json.loads(period)["at"])


def _put_calendar(connection: Any, carried: CarriedOver) -> None:
    """Let the later of the two calendars be the copy's; in privacy the copies went out already."""
    state = dict(carried.facts).get(STATE, "")
    if not carried.calendar or state <= (file_facts.read(connection, STATE) or ""):
        return
    for (table, columns), rows in zip(_CALENDAR, carried.calendar, strict=True):
        marks = ", ".join("?" * len(columns.split(", ")))
        connection.execute(f"DELETE FROM {table}")
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    file_facts.write(connection, STATE, state)


def _forget_passwords(connection: Any) -> None:
    """Forget the passwords whose days were over by the latest time that the file has seen."""
    seen = file_facts.read(connection, LATEST)
    if seen is not None:
        today: date = day_of(datetime.fromisoformat(seen))
        disclosing.forget_passwords(connection, today)
        if "hand_off" in references.tables(connection):
            hand_offs.forget_passwords(connection, today)
