# SPDX-License-Identifier: Apache-2.0
"""The SQL of two records of one human: making one of them, both again, and keeping a pair apart.

The row of the person who goes stands in the snapshot, with the numbers and ids of what moved, so
that undoing writes the same rows again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store import consents, holds, importing
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import Fields, as_json

_PERSON: Final = (
    "seq", "id", "version", "created_at", "notice_version", "notice_how", "notice_at", "fields"
)  # fmt: skip
_NOTICE: Final = ("created_at", "notice_version", "notice_how", "notice_at")

Row = Mapping[str, Any]
"""A person's row by column; ``fields`` as it is stored."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge that stands: the row of the person who stayed, the id of the one who went."""

    seq: int
    id: str
    kept: int
    gone: str
    merged_at: str
    snapshot: Mapping[str, Any]


_MERGE: Final = "SELECT seq, id, kept, gone, merged_at, snapshot FROM merge"


def _merge(row: Sequence[Any] | None) -> Merge | None:
    if row is None:
        return None
    seq, id_, kept, gone, merged_at, snapshot = row
    return Merge(seq, id_, kept, gone, merged_at, json.loads(snapshot))


def merge_of(file: Compartment, id_: str) -> Merge | None:
    """Return a merge that still stands, or None."""
    return _merge(file.read_one(f"{_MERGE} WHERE id = ?", (id_,)))


def latest_of(file: Compartment, person: int) -> Merge | None:
    """Return the last merge into a person (row number), or None."""
    return _merge(file.read_one(f"{_MERGE} WHERE kept = ? ORDER BY seq DESC LIMIT 1", (person,)))


def gone_into(file: Compartment, person: int) -> tuple[str, ...]:
    """Return the ids of the persons who were merged into this one (row number), oldest first."""
    rows = file.read("SELECT gone FROM merge WHERE kept = ? ORDER BY seq", (person,))
    return tuple(row[0] for row in rows)


def person_row(file: Compartment, seq: int) -> Row:
    """Return a person's whole row."""
    row = file.read_one(f"SELECT {', '.join(_PERSON)} FROM person WHERE seq = ?", (seq,))
    return dict(zip(_PERSON, row, strict=True))


def documents_left(file: Compartment, ids: Sequence[str]) -> set[str]:
    """Return which of these documents are still there."""
    marks = ",".join("?" * len(ids))
    return {row[0] for row in file.read(f"SELECT id FROM document WHERE id IN ({marks})", ids)}


def join(change: Change, id_: str, *, kept: Row, gone: Row, result: Fields, notice: Row) -> None:
    """Make one person of two: everything of ``gone`` moves to ``kept``, whose values are given.

    ``notice`` is the row whose notice counts from now on. Terms are the caller's.
    """
    snapshot = {
        "kept": kept,
        "gone": gone,
        "result": result,
        "applications": _column(change, "SELECT id FROM application WHERE person = ?", gone),
        "sources": _column(change, "SELECT id FROM source WHERE person = ?", gone),
        "merges": _column(change, "SELECT id FROM merge WHERE kept = ?", gone),
        "pairs": _pairs_of(change, (kept["seq"], gone["seq"])),
        "documents": _documents_of(change, (kept["id"], gone["id"])),
        "consents": consents.move(change, gone["id"], kept["id"]),
        "imported": importing.move_rows(change, gone["seq"], kept["seq"]),
        "holds": holds.move(change, _known(gone), to=_known(kept)),
    }
    for table, column in (("application", "person"), ("source", "person"), ("merge", "kept")):
        change.execute(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (kept["seq"], gone["seq"])
        )
    _share_documents(change, kept, gone, result)
    _move_pairs(change, gone["seq"], to=kept["seq"])
    change.execute("DELETE FROM term WHERE seq IN (?, ?)", (kept["seq"], gone["seq"]))
    change.execute("DELETE FROM person WHERE seq = ?", (gone["seq"],))
    earliest = min(kept["created_at"], gone["created_at"])
    version = max(kept["version"], gone["version"]) + 1
    _write(change, {**kept, **_notice_of(notice), "created_at": earliest, "version": version},
           result)  # fmt: skip
    at = change.now.isoformat(timespec="seconds")
    change.execute(
        "INSERT INTO merge (id, kept, gone, merged_at, snapshot) VALUES (?, ?, ?, ?, ?)",
        (id_, kept["seq"], gone["id"], at, as_json(snapshot)),
    )


def part(change: Change, merge: Merge, *, kept: Fields, gone: Fields) -> None:
    """Write both persons of a merge again, with the values given; terms are the caller's."""
    now = person_row(change.compartment, merge.kept)
    was_kept, was_gone = merge.snapshot["kept"], merge.snapshot["gone"]
    change.execute("DELETE FROM merge WHERE id = ?", (merge.id,))
    change.execute("DELETE FROM term WHERE seq = ?", (merge.kept,))
    marks = ", ".join("?" * len(_PERSON))
    row = {**was_gone, "version": now["version"] + 1, "fields": as_json(gone)}
    change.execute(
        f"INSERT INTO person ({', '.join(_PERSON)}) VALUES ({marks})",
        [row[column] for column in _PERSON],
    )
    for table, column, ids in (
        ("application", "person", merge.snapshot["applications"]),
        ("source", "person", merge.snapshot.get("sources", ())),
        ("merge", "kept", merge.snapshot["merges"]),
    ):
        change.executemany(
            f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ?",
            [(was_gone["seq"], id_, merge.kept) for id_ in ids],
        )
    change.executemany(
        "UPDATE document SET record = ? WHERE id = ?",
        [(owner, id_) for id_, owner, _ in merge.snapshot["documents"]],
    )
    consents.give_back(change, was_gone["id"], was_kept["id"], merge.snapshot["consents"])
    importing.give_rows_back(change, was_gone["seq"], merge.snapshot["imported"])
    holds.give_back(change, merge.snapshot.get("holds", ()), to=_known(was_gone))
    _restore_pairs(change, merge)
    notice = now if _notice_changed(now, merge) else was_kept
    _write(change, {**was_kept, **_notice_of(notice), "version": now["version"] + 1}, kept)


def _write(change: Change, row: Row, fields: Fields) -> None:
    change.execute(
        "UPDATE person SET version = ?, created_at = ?, notice_version = ?, notice_how = ?, "
        "notice_at = ?, fields = ? WHERE seq = ?",
        (row["version"], *(row[column] for column in _NOTICE), as_json(fields), row["seq"]),
    )
    change.wrote("person", row["id"], {"version": row["version"], "fields": fields})


def _known(row: Row) -> tuple[str, int]:
    return row["id"], row["seq"]


def _notice_of(row: Row) -> dict[str, Any]:
    return {column: row[column] for column in _NOTICE if column != "created_at"}


def _notice_changed(now: Row, merge: Merge) -> bool:
    """Whether a notice was given since: neither of the two that were there at the merge."""
    known = (merge.snapshot["kept"], merge.snapshot["gone"])
    return _notice_of(now) not in [_notice_of(row) for row in known]


def _column(change: Change, sql: str, gone: Row) -> list[str]:
    return [row[0] for row in change.execute(f"{sql} ORDER BY seq", (gone["seq"],)).fetchall()]


def _documents_of(change: Change, persons: tuple[str, str]) -> list[list[str]]:
    rows = change.execute(
        "SELECT id, record, kind FROM document WHERE record IN (?, ?) ORDER BY id", persons
    )
    return [list(row) for row in rows.fetchall()]


def _share_documents(change: Change, kept: Row, gone: Row, result: Fields) -> None:
    """Give the person who stays the documents their values name; the others wait with the id.

    A small picture goes with what it is of.
    """
    rows = change.execute(
        "SELECT id, coalesce(small_of, id), kind FROM document WHERE record IN (?, ?)",
        (kept["id"], gone["id"]),
    ).fetchall()
    for id_, meant, kind in rows:
        owner = kept["id"] if meant in str(result.get(kind)).split() else gone["id"]
        change.execute("UPDATE document SET record = ? WHERE id = ?", (owner, id_))


def _pairs_of(change: Change, persons: tuple[int, int]) -> list[list[int]]:
    rows = change.execute(
        "SELECT one, other FROM different_people WHERE one IN (?, ?) OR other IN (?, ?) "
        "ORDER BY one, other",
        persons * 2,
    )
    return [list(row) for row in rows.fetchall()]


def _move_pairs(change: Change, gone: int, *, to: int) -> None:
    """Keep those apart from the person who stays who were apart from the one who goes."""
    apart = different_from(change.compartment, gone) - {to}
    change.execute("DELETE FROM different_people WHERE ? IN (one, other)", (gone,))
    for other in sorted(apart):
        keep_apart(change, to, other)


def _restore_pairs(change: Change, merge: Merge) -> None:
    """Write the pairs of both again as they were, as far as the others are still there."""
    own = {merge.kept, merge.snapshot["gone"]["seq"]}
    moved = {(set(pair) - own).pop() for pair in merge.snapshot["pairs"] if set(pair) - own}
    for other in sorted(moved):
        allow_again(change, merge.kept, other)
    for one, other in merge.snapshot["pairs"]:
        change.execute(
            "INSERT OR IGNORE INTO different_people (one, other) SELECT ?, ? "
            "WHERE (SELECT count(*) FROM person WHERE seq IN (?, ?)) = 2",
            (one, other, one, other),
        )


def keep_apart(change: Change, one: int, other: int) -> None:
    """Note that two persons (row numbers) are two."""
    change.execute(
        "INSERT OR IGNORE INTO different_people (one, other) VALUES (?, ?)",
        (min(one, other), max(one, other)),
    )


def allow_again(change: Change, one: int, other: int) -> None:
    """Forget that two persons (row numbers) are two."""
    change.execute(
        "DELETE FROM different_people WHERE one = ? AND other = ?",
        (min(one, other), max(one, other)),
    )


def different_from(file: Compartment, person: int) -> set[int]:
    """Return the persons (row numbers) of whom somebody said that they are not this one."""
    rows = file.read(
        "SELECT other FROM different_people WHERE one = ? "
        "UNION SELECT one FROM different_people WHERE other = ?",
        (person, person),
    )
    return {row[0] for row in rows}
