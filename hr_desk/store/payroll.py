# SPDX-License-Identifier: Apache-2.0
"""The SQL of the payroll file: accounts, in parts as in personnel."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hr_desk.store import parts
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.parts import OwnedParts, PartRecord


@dataclass(frozen=True, slots=True)
class AccountRecord(OwnedParts):
    """What payroll has of one employee; ``number`` is the latest word of personnel taken in."""

    seq: int
    id: str
    version: int
    created_at: str
    number: int
    ended: str | None
    ended_on: date | None
    compared: frozenset[str]
    """The keys of what somebody compared with the original."""
    said: Mapping[str, int]
    """The keys of what personnel gave or took back, each with the number of its latest word."""
    adult_from: date | None
    """The day from which a minor is an adult; None of whoever is one."""
    parts: tuple[PartRecord, ...]


def insert(change: Change, id_: str) -> None:
    """Add an account that nothing is known of yet."""
    change.execute(
        "INSERT INTO account (id, version, created_at, number) VALUES (?, 1, ?, 0)",
        (id_, change.now.isoformat(timespec="seconds")),
    )
    change.wrote("account", id_, {"version": 1})


def accounts(file: Compartment, ids: Collection[str] | None = None) -> list[AccountRecord]:
    """Return the accounts with these ids, or all, newest first."""
    condition = "1" if ids is None else f"id IN ({','.join('?' * len(ids))})"
    return where(file, condition, tuple(ids or ()))


def where(
    file: Compartment, condition: str, values: Sequence[Any] = (), *, limit: int = -1
) -> list[AccountRecord]:
    """Return accounts that meet a condition of this module's callers, newest first."""
    rows = file.read(
        "SELECT seq, id, version, created_at, number, ended, ended_on, compared, said, "
        f"adult_from FROM account WHERE {condition} ORDER BY seq DESC LIMIT ?",
        (*values, limit),
    )
    owned = parts.parts_of(file, [row[0] for row in rows])
    return [_account(row, owned[row[0]]) for row in rows]


def _account(row: Sequence[Any], owned: tuple[PartRecord, ...]) -> AccountRecord:
    ended_on = None if row[6] is None else date.fromisoformat(row[6])
    compared = frozenset(json.loads(row[7]))
    said = json.loads(row[8])
    grown = None if row[9] is None else date.fromisoformat(row[9])
    return AccountRecord(
        row[0], row[1], row[2], row[3], row[4], row[5], ended_on, compared, said, grown, owned
    )


def note_end(change: Change, account: AccountRecord, ended: str, on: date) -> None:
    """Remember how and on which day it ended: what comes later has its clock at once."""
    change.execute(
        "UPDATE account SET ended = ?, ended_on = ? WHERE seq = ?",
        (ended, on.isoformat(), account.seq),
    )


def touch(
    change: Change, account: AccountRecord, content: Mapping[str, Any], *, number: int = 0
) -> None:
    """Count a new version of an account, and the latest word of personnel it holds."""
    change.execute(
        "UPDATE account SET version = version + 1, number = max(number, ?) WHERE seq = ?",
        (number, account.seq),
    )
    change.wrote("account", account.id, {"version": account.version + 1, **content})


def note_age(change: Change, account: AccountRecord, grown: date | None) -> None:
    """Remember from which day a minor is an adult; None forgets it."""
    day = None if grown is None else grown.isoformat()
    change.execute("UPDATE account SET adult_from = ? WHERE seq = ?", (day, account.seq))


def forget_grown(change: Change, today: date) -> None:
    """Forget of whoever is an adult on a day that they were none: nobody needs it any more."""
    change.execute(
        "UPDATE account SET adult_from = NULL WHERE adult_from <= ?", (today.isoformat(),)
    )


def note_said(
    change: Change, account: AccountRecord, keys: Collection[str], *, number: int
) -> None:
    """Remember of which values (field keys) the word ``number`` spoke, given or taken back.

    An earlier one than is known, or 0 for none, changes nothing.
    """
    said = {**account.said, **{key: max(number, account.said.get(key, 0)) for key in keys}}
    change.execute(
        "UPDATE account SET said = ? WHERE seq = ?", (json.dumps(said, sort_keys=True), account.seq)
    )


def forget_drafts(change: Change, account: AccountRecord) -> None:
    """Forget what anybody typed of an account and never saved."""
    change.execute("DELETE FROM draft WHERE record = ?", (account.id,))


def note_compared(change: Change, account: AccountRecord, keys: Collection[str]) -> None:
    """Remember the keys, never the values, of what was compared with the original."""
    change.execute(
        "UPDATE account SET compared = ? WHERE seq = ?", (json.dumps(sorted(keys)), account.seq)
    )
