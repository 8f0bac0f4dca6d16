# SPDX-License-Identifier: Apache-2.0
"""Drafts: what somebody typed and has not saved yet, sealed to their own key.

A draft is not a record: it is kept every two seconds while typing, nobody else can open it, and
it goes seven days after the last keystroke (class DRAFT). Its beginning and end are logged, each
keystroke is not.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.operations import young_drafts
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change
from hr_desk.store.sweeping import DRAFT_CLASS
from hr_desk.vault.envelopes import open_own, seal_to_self

_LABEL: Final = "draft"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One of the user's own drafts; ``typed_on`` is the day its clock runs from."""

    key: str
    typed_on: date
    saved_at: str


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """One of the user's own drafts with what was typed; it goes on the day ``until``."""

    key: str
    body: Mapping[str, str]
    typed_on: date
    until: date


def _id(session: Session, key: str) -> str:
    """Return the row id of a draft: the key may name a record, the id does not show which."""
    own = f"{session.desk_id}/{session.user.id}/{key}".encode()
    return hashlib.sha256(session.keys.own_key() + own).hexdigest()[:32]


def save(session: Session, key: str, body: Mapping[str, str]) -> bool:
    """Keep a draft under ``key``, replacing the earlier one.

    The key names a form and what it is about, ``edit:<application id>``: the draft goes with that
    record, and otherwise seven days after the last keystroke. Of a minor without a guardian nothing
    is kept, and what was kept before goes: then False is returned.
    """
    if not young_drafts.of_application(session, key.partition(":")[2], body):
        if load(session, key) is not None:
            discard(session, key)
        return False
    row = row_of(session, key, body)
    if not renew(session, "hiring", row):
        _start(session, row)
    return True


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as a file keeps it; ``record`` is what it goes with, empty for nothing."""

    id: str
    record: str
    sealed: bytes


def row_of(session: Session, key: str, body: Mapping[str, str]) -> DraftRow:
    """Return a draft of this user, sealed."""
    content = json.dumps({"key": key, "body": dict(body)}, ensure_ascii=False).encode()
    sealed = seal_to_self(content, session.keys, label=_LABEL)
    return DraftRow(_id(session, key), key.partition(":")[2], sealed)


def renew(session: Session, compartment: str, row: DraftRow) -> bool:
    """Put a draft into the place of the earlier one; False where there is none yet."""
    file = session.compartment(compartment)
    at = session.now().isoformat(timespec="seconds")
    with file.transaction():
        updated = file.connection.execute(
            "UPDATE draft SET typed_on = ?, saved_at = ?, sealed = ? WHERE id = ?",
            (session.today().isoformat(), at, row.sealed, row.id),
        ).rowcount
    return bool(updated)


def insert(session: Session, change: Change, row: DraftRow) -> None:
    """Add a draft inside ``change``."""
    at = session.now().isoformat(timespec="seconds")
    change.execute(
        "INSERT INTO draft (id, user, record, typed_on, saved_at, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, session.user.id, row.record, session.today().isoformat(), at, row.sealed),
    )
    change.touched("draft", row.id)


@operation("draft.start", compartment="hiring", roles=RECRUITING)
def _start(session: Session, change: Change, /, row: DraftRow) -> None:
    insert(session, change, row)


def load(session: Session, key: str) -> Mapping[str, str] | None:
    """Return a draft of this user, or None."""
    return read(session, "hiring", key)


def read(session: Session, compartment: str, key: str) -> Mapping[str, str] | None:
    """Return a draft of this user from a file, or None."""
    row = session.compartment(compartment).read_one(
        "SELECT sealed FROM draft WHERE id = ?", (_id(session, key),)
    )
    return None if row is None else _opened(session, row[0])[1]


def _opened(session: Session, sealed: bytes) -> tuple[str, Mapping[str, str]]:
    content = json.loads(open_own(bytes(sealed), session.keys, label=_LABEL))
    return content["key"], content["body"]


@operation("draft.discard", compartment="hiring", roles=RECRUITING)
def discard(session: Session, change: Change, /, key: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    delete(session, change, key)


def delete(session: Session, change: Change, key: str) -> None:
    """Remove a draft inside ``change``."""
    id_ = _id(session, key)
    change.execute("DELETE FROM draft WHERE id = ?", (id_,))
    change.touched("draft", id_)


def list_mine(session: Session) -> tuple[DraftLine, ...]:
    """Return this user's drafts, newest first."""
    return tuple(line for line, _body in _mine(session))


def list_named(session: Session, name: str) -> tuple[OwnDraft, ...]:
    """Return this user's drafts of one kind, newest first: ``name`` and ``name/…`` are their keys.

    So several of one kind are kept beside each other, each under a key of its own.
    """
    days = timedelta(days=session.catalogue.classes[DRAFT_CLASS].periods["typed"])
    return tuple(
        OwnDraft(line.key, body, line.typed_on, line.typed_on + days)
        for line, body in _mine(session)
        if line.key.partition("/")[0] == name
    )


def _mine(session: Session) -> Iterator[tuple[DraftLine, Mapping[str, str]]]:
    if not session.holds("hiring"):
        return
    rows = session.compartment("hiring").read(
        "SELECT sealed, typed_on, saved_at FROM draft WHERE user = ? ORDER BY saved_at DESC",
        (session.user.id,),
    )
    for sealed, typed, saved in rows:
        key, body = _opened(session, sealed)
        yield DraftLine(key, date.fromisoformat(typed), saved), body
