# SPDX-License-Identifier: Apache-2.0
"""What left the desk since a backup: the register of a replaced file, put into the copy.

What is out stays out whatever goes back here. Without its entry nobody could say who has it, a file
that was approved would be made for the same people a second time, and a receipt would fit nothing.
Only rows that the copy lacks are added, and of those it has what was still open is filled in.
"""

from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import file_facts, references
from hr_desk.store.hand_offs import KEY

_TABLES: Final = (
    "recipient", "standing_hand_off", "disclosure_request", "disclosure", "disclosure_file",
    "hand_off", "disclosure_copy",
)  # fmt: skip
"""The tables of the register whose rows have an id, each after those that it refers to."""

TRANSFERRED: Final = "transferred"
_VALUE: Final = ("disclosure", "record", "field", "place")
"""What was given away for good, and what names one value of it; the later word counts."""

_OWN: Final = frozenset({"seq", "password"})
"""What a row of the copy keeps: its own number, and that its password is forgotten."""

_ROWS: Final = (
    "SELECT h.id, j.id, r.line, r.change, r.digest, r.refused_at FROM hand_off_row r "
    "JOIN hand_off h ON h.seq = r.hand_off JOIN joiner j ON j.seq = r.joiner"
)
_PUT_ROW: Final = (
    "INSERT INTO hand_off_row (hand_off, joiner, line, change, digest, refused_at) "
    "SELECT h.seq, j.seq, ?3, ?4, ?5, ?6 FROM hand_off h, joiner j WHERE h.id = ?1 AND j.id = ?2 "
    "ON CONFLICT (joiner, hand_off) DO UPDATE SET "
    "refused_at = coalesce(refused_at, excluded.refused_at)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, with the names of their columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """What a file says of what left it; ``people`` are the lines of hand-offs, by both ids."""

    tables: tuple[Table, ...] = ()
    people: tuple[tuple[Any, ...], ...] = ()
    key: str | None = None


NOTHING: Final = Register()
"""Of a file that cannot be read any more."""


def read(connection: Any) -> Register:
    """Return the register of an open file, whichever tables of it the file has."""
    known = references.tables(connection)
    tables = tuple(_table(connection, name) for name in (*_TABLES, TRANSFERRED) if name in known)
    people = connection.execute(_ROWS).fetchall() if "hand_off_row" in known else []
    return Register(tables, tuple(map(tuple, people)), file_facts.read(connection, KEY))


def _table(connection: Any, name: str) -> Table:
    known = references.columns(connection, name)
    columns = tuple(sorted(known - {"seq"}))
    # In the order in which they were entered: the copy numbers them anew.
    order = "seq" if "seq" in known else columns[0]
    rows = connection.execute(
        f"SELECT {', '.join(columns)} FROM {name} ORDER BY {order}"
    ).fetchall()
    return Table(name, columns, tuple(map(tuple, rows)))


def put(connection: Any, register: Register) -> None:
    """Write it into a copy of the file, inside the caller's transaction, for the people it has."""
    if register.key is not None:
        connection.execute("INSERT OR IGNORE INTO fact VALUES (?, ?)", (KEY, register.key))
    for table in register.tables:
        _put_table(connection, table)
    if register.people:  # personnel's alone
        connection.executemany(_PUT_ROW, register.people)


def _put_table(connection: Any, table: Table) -> None:
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(
        f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks}) "
        f"ON CONFLICT {_known(connection, table)}",
        table.rows,
    )


def _known(connection: Any, table: Table) -> str:
    """Return what becomes of a row that the copy has."""
    if table.name == TRANSFERRED:
        told = ", ".join(f"{one} = excluded.{one}" for one in table.columns if one not in _VALUE)
        return f"({', '.join(_VALUE)}) DO UPDATE SET {told} WHERE excluded.at > {TRANSFERRED}.at"
    open_ = sorted(_nullable(connection, table.name) - _OWN)
    filled = ", ".join(f"{one} = coalesce({one}, excluded.{one})" for one in open_)
    return f"(id) DO UPDATE SET {filled}" if filled else "(id) DO NOTHING"


def _nullable(connection: Any, table: str) -> set[str]:
    rows = connection.execute(
        f"SELECT name FROM pragma_table_info('{table}') WHERE NOT \"notnull\""
    )
    return {row[0] for row in rows.fetchall()} - {"id"}
