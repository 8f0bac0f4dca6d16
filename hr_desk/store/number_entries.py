# SPDX-License-Identifier: Apache-2.0
"""The SQL of numbers that wait to be compared: which, with whom, since when; never the number."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hr_desk.store.compartment import Change, Compartment


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """One number that nobody compared; ``gone`` where the draft that held it was deleted."""

    joiner: str
    field: str
    user: str
    typed_on: date
    gone: bool


def put(change: Change, joiner: str, typed: Mapping[str, date], *, user: str, draft: str) -> None:
    """Let these be what waits of a joiner with a user; what others let go of them is forgotten."""
    change.execute("DELETE FROM number_entry WHERE joiner = ? AND user = ?", (joiner, user))
    for field in typed:
        forget_gone(change, joiner, field)
    change.executemany(
        "INSERT INTO number_entry (joiner, field, user, typed_on, draft) VALUES (?, ?, ?, ?, ?)",
        [(joiner, field, user, on.isoformat(), draft) for field, on in sorted(typed.items())],
    )


def replace(change: Change, joiner: str, fields: Iterable[str], *, user: str) -> None:
    """Note that what others typed of these is out of date: this user's has been kept."""
    change.executemany(
        "UPDATE number_entry SET replaced = 1 WHERE joiner = ? AND field = ? AND user <> ?",
        [(joiner, field, user) for field in fields],
    )


def replaced(change: Change, joiner: str, *, user: str) -> frozenset[str]:
    """Return the fields of a joiner of which a number was kept since this user typed theirs."""
    rows = change.execute(
        "SELECT field FROM number_entry WHERE joiner = ? AND user = ? AND replaced = 1",
        (joiner, user),
    )
    return frozenset(field for (field,) in rows)


def forget_gone(change: Change, joiner: str, field: str) -> None:
    """Forget that a number of a joiner is gone: what is kept was compared with the original."""
    change.execute(
        "DELETE FROM number_entry WHERE joiner = ? AND field = ? AND draft NOT IN "
        "(SELECT id FROM draft)",
        (joiner, field),
    )


def forget(change: Change, joiner: str, fields: Iterable[str]) -> None:
    """Forget that numbers of these fields wait or are gone: nobody is to enter them again."""
    change.executemany(
        "DELETE FROM number_entry WHERE joiner = ? AND field = ?",
        [(joiner, field) for field in fields],
    )


def of(file: Compartment, joiners: Collection[str]) -> dict[str, list[NumberEntry]]:
    """Return what nobody compared of these joiners, by joiner, the oldest first."""
    found: dict[str, list[NumberEntry]] = {}
    rows = file.read(
        "SELECT joiner, field, user, typed_on, draft NOT IN (SELECT id FROM draft) "
        "FROM number_entry WHERE replaced = 0 ORDER BY typed_on, field"
    )
    for joiner, field, user, typed_on, gone in rows:
        if joiner in joiners:
            one = NumberEntry(joiner, field, user, date.fromisoformat(typed_on), bool(gone))
            found.setdefault(joiner, []).append(one)
    return found
