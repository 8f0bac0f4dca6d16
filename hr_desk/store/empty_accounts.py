# SPDX-License-Identifier: Apache-2.0
"""The SQL of accounts of which nothing is kept any more: which they are, and their deletion."""

from typing import Final

from hr_desk.store import crossings, payroll
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.payroll import AccountRecord
from hr_desk.store.sweeping import Link

_EMPTY: Final = "seq NOT IN (SELECT owner FROM part) AND id NOT IN (SELECT record FROM restriction)"
_NAMING: Final = ("document", "draft", "link", "outbox", "disclosure_notice", "policy_told", "hold",
                  "record_restriction")  # fmt: skip
"""The tables that name a record by its id, without a reference."""


def found(file: Compartment) -> list[AccountRecord]:
    """Return the accounts of which no value is kept, not even only stored, newest first."""
    return payroll.where(file, _EMPTY)


def remove(change: Change, account: AccountRecord, *, number: int) -> tuple[Link, ...]:
    """Delete an account with whatever names it; returns who knows it elsewhere."""
    links = crossings.links_of(change.compartment, account.id)
    for table in _NAMING:
        change.execute(f"DELETE FROM {table} WHERE record = ?", (account.id,))
    change.execute("INSERT INTO tombstone (id, kind, sweep) VALUES (?, 'account', ?)",
                   (account.id, number))  # fmt: skip
    change.execute("DELETE FROM account WHERE seq = ?", (account.seq,))
    return tuple(Link(reference, peer) for reference, peer in links)
