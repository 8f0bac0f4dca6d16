# SPDX-License-Identifier: Apache-2.0
"""What ways to make a control fail are made of: declarations, rows, replaced parts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.operations import controls_policy_changes, policy_facts
from hr_desk.operations.session import Session
from hr_desk.store import audit

Patch = pytest.MonkeyPatch
Seam = Callable[[Session, Patch], AbstractContextManager[None]]


def told(seam: Seam) -> Seam:
    """Return a seam whose change the policy in force tells of: it is no change since."""

    @contextmanager
    def telling(session: Session, patch: Patch) -> Iterator[None]:
        facts = policy_facts.facts_of(session)
        patch.setattr(controls_policy_changes, "facts_of", lambda _session: facts)
        with seam(session, patch):
            yield

    return telling


def field(key: str, **changes: Any) -> Seam:
    """Return the seam of one field that is declared otherwise."""
    return told(untold_field(key, **changes))


def catalogue_with(change: Callable[[Catalogue], Mapping[str, Any]]) -> Seam:
    """Return the seam of a catalogue in which something is declared otherwise."""
    return told(untold_catalogue(change))


def untold_field(key: str, **changes: Any) -> Seam:
    """Return the seam of one field that is declared otherwise, of which no policy tells."""

    def change(catalogue: Catalogue) -> Mapping[str, Any]:
        return {"fields": {**catalogue.fields, key: replace(catalogue.fields[key], **changes)}}

    return untold_catalogue(change)


def untold_catalogue(change: Callable[[Catalogue], Mapping[str, Any]]) -> Seam:
    """Return the seam of a catalogue of whose difference no policy tells."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        declared = session.catalogue.declared
        other = Catalogue(replace(declared, **change(session.catalogue)))
        with patch.context() as here:
            here.setattr(session, "catalogue", other)
            yield

    return seam


def rows(compartment: str, *statements: tuple[str, tuple[Any, ...]]) -> Seam:
    """Return the seam of rows that no operation would write; they never commit."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        del patch
        connection = session.compartment(compartment).connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        try:
            for sql, values in statements:
                connection.execute(sql, values)
            yield
        finally:
            connection.execute("ROLLBACK")

    return seam


def put(compartment: str, table: str, **columns: Any) -> Seam:
    """Return the seam of one row."""
    return rows(compartment, inserted(table, **columns))


def inserted(table: str, **columns: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that puts one row in."""
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
    return sql, tuple(columns.values())


def noted(
    compartment: str, operation: str, *, records: tuple[tuple[str, str, str], ...] = (),
    fields: tuple[str, ...] = (), facts: Mapping[str, Any] | None = None,
) -> Seam:  # fmt: skip
    """Return the seam of a proper entry in a log by whoever looks; it never commits."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        with rows(compartment)(session, patch):
            append(session, compartment, operation, records=records, fields=fields, facts=facts)
            yield

    return seam


def append(
    session: Session, compartment: str, operation: str, *,
    records: tuple[tuple[str, str, str], ...] = (), fields: tuple[str, ...] = (),
    facts: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write a proper entry into a log in the transaction under way."""
    file = session.compartment(compartment)
    head = file.head()
    entry = audit.Entry(
        head.sequence + 1, session.now().isoformat(), session.user.id, operation, None, records,
        tuple(sorted(fields)), facts or {},
    )  # fmt: skip
    audit.append(file.connection, entry, head, sign=session.keys.sign)


def patched(target: Any, name: str, value: Any) -> Seam:
    """Return the seam of something the program uses, replaced."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        del session
        with patch.context() as here:
            here.setattr(target, name, value, raising=False)
            yield

    return seam
