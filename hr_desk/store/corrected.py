# SPDX-License-Identifier: Apache-2.0
"""Values an officer's order corrected: read from the file a restore replaces, put into the copy.

Which they are the log says; what they are now the file itself. A copy of before the order gets the
value of now (PIPL 46), a later one has it already.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import audit, references
from hr_desk.store.gone_values import HOMES, found_by, remove_terms
from hr_desk.store.hiring import as_json

_ORDERS: Final = 'SELECT body FROM audit WHERE body LIKE \'%"order":"correct"%\' ORDER BY seq'


@dataclass(frozen=True, slots=True)
class Corrected:
    """One value as it stands after an order: the entry's number, table and id of its row.

    ``value`` is None where it was taken out; ``terms`` are what it is found by.
    """

    sequence: int
    table: str
    id: str
    key: str
    value: Any
    terms: frozenset[str]


def read(connection: Any) -> tuple[Corrected, ...]:
    """Return what orders corrected in an open file, as it stands now, the oldest order first."""
    found: list[Corrected] = []
    for (body,) in connection.execute(_ORDERS).fetchall():
        entry = audit.entry_from(body)
        for record in sorted({id_ for _, id_, _ in entry.records}):
            found += _of_record(connection, entry, record)
    return tuple(found)


def _of_record(connection: Any, entry: audit.Entry, record: str) -> Iterator[Corrected]:
    known = references.tables(connection)
    for owner, table, column in HOMES:
        if owner not in known or table not in known:
            continue
        rows = connection.execute(
            f"SELECT t.id, o.seq, t.fields FROM {table} t JOIN {owner} o ON o.seq = t.{column} "
            "WHERE o.id = ?",
            (record,),
        ).fetchall()
        for id_, seq, text in rows:
            fields = json.loads(text)
            for key in entry.fields:
                terms = _terms_now(connection, seq, fields.get(key), key)
                yield Corrected(entry.sequence, table, id_, key, fields.get(key), terms)


def _terms_now(connection: Any, owner: int, value: Any, key: str) -> frozenset[str]:
    if "term" not in references.tables(connection):
        return frozenset()
    rows = connection.execute("SELECT term FROM term WHERE seq = ?", (owner,)).fetchall()
    return frozenset(found_by(value, key) & {term for (term,) in rows})


def put(connection: Any, corrected: tuple[Corrected, ...]) -> None:
    """Write them into a copy of the file that lacks the order, inside the caller's transaction."""
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()
    for one in corrected:
        if one.sequence > last:
            _put(connection, one)


def _put(connection: Any, one: Corrected) -> None:
    column = next(column for _, table, column in HOMES if table == one.table)
    row = connection.execute(
        f"SELECT seq, {column}, fields FROM {one.table} WHERE id = ?", (one.id,)
    ).fetchone()
    if row is None:
        return
    seq, owner, fields = row[0], row[1], json.loads(row[2])
    old = fields.pop(one.key, None)
    if one.value is not None:
        fields[one.key] = one.value
    connection.execute(f"UPDATE {one.table} SET fields = ? WHERE seq = ?", (as_json(fields), seq))
    left = {term for key, value in fields.items() for term in found_by(value, key)}
    remove_terms(connection, owner, found_by(old, one.key) - left)
    of_part = (seq,) if one.table == "part" else ()
    marks = ", ".join("?" * (2 + len(of_part)))
    for term in sorted(one.terms):
        connection.execute(f"INSERT OR IGNORE INTO term VALUES ({marks})", (term, owner, *of_part))
