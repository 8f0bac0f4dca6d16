# SPDX-License-Identifier: Apache-2.0
"""The SQL of policies under way, of the people told of them, of recipients' copies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

DRAFT: Final = "draft"
APPROVED: Final = "approved"
PUBLISHED: Final = "published"

_COLUMNS: Final = (
    "id, version, number, state, payload, written_by, written_at, author_signature, approved_by, "
    "approved_at, approver_signature, root_signature, content"
)


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A version under way; ``payload`` is the exact text that all sign, ``content`` its file."""

    id: str
    version: int
    number: int
    state: str
    payload: str
    written_by: str
    written_at: str
    author_signature: bytes
    approved_by: str | None = None
    approved_at: str | None = None
    approver_signature: bytes | None = None
    root_signature: bytes | None = None
    content: bytes | None = None


def drafts(privacy: Compartment) -> tuple[DraftRecord, ...]:
    """Return every version that was written here, oldest first."""
    rows = privacy.read(f"SELECT {_COLUMNS} FROM policy_draft ORDER BY seq")
    return tuple(DraftRecord(*row) for row in rows)


def put_draft(change: Change, draft: DraftRecord) -> None:
    """Add a version under way or replace it."""
    marks = ", ".join("?" * len(_COLUMNS.split(", ")))
    names = _COLUMNS.split(", ")[1:]
    replaced = ", ".join(f"{name} = excluded.{name}" for name in names)
    change.execute(
        f"INSERT INTO policy_draft ({_COLUMNS}) VALUES ({marks}) "
        f"ON CONFLICT (id) DO UPDATE SET {replaced}",
        (draft.id, draft.version, draft.number, draft.state, draft.payload, draft.written_by,
         draft.written_at, draft.author_signature, draft.approved_by, draft.approved_at,
         draft.approver_signature, draft.root_signature, draft.content),
    )  # fmt: skip
    change.wrote("policy_draft", draft.id, {"state": draft.state, "payload": draft.payload})


def remove_draft(change: Change, id_: str) -> None:
    """Remove a version that was never approved."""
    change.execute("DELETE FROM policy_draft WHERE id = ? AND state = ?", (id_, DRAFT))
    change.touched("policy_draft", id_)


def put_copy(
    change: Change, id_: str, *, sender: str, version: int, ended: bool, known: Mapping[str, Any]
) -> bool:
    """Keep what another file says of a recipient, unless something later was heard.

    That something was given to it is told without a further version: it stays true.
    """
    done = change.execute(
        "INSERT INTO recipient_copy (id, sender, version, ended, known) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET version = excluded.version, ended = excluded.ended, "
        "known = excluded.known WHERE excluded.sender = recipient_copy.sender "
        "AND (excluded.version > recipient_copy.version "
        "OR (excluded.version = recipient_copy.version "
        "AND coalesce(json_extract(excluded.known, '$.given'), 0) "
        "> coalesce(json_extract(recipient_copy.known, '$.given'), 0)))",
        (id_, sender, version, int(ended), json.dumps(dict(known), ensure_ascii=False)),
    )
    change.touched("recipient", id_)
    return bool(done.rowcount)


def copies(privacy: Compartment) -> dict[str, Mapping[str, Any]]:
    """Return the recipients that other files told of and that are not struck off."""
    rows = privacy.read("SELECT id, known FROM recipient_copy WHERE ended = 0 ORDER BY id")
    return {id_: json.loads(known) for id_, known in rows}


def every_copy(privacy: Compartment) -> dict[str, Mapping[str, Any]]:
    """Return every recipient that other files told of, struck off or not."""
    return {id_: json.loads(known) for id_, known in privacy.read(
        "SELECT id, known FROM recipient_copy ORDER BY id")}  # fmt: skip


def told(file: Compartment, policy: int) -> dict[str, tuple[str, str, str]]:
    """Return who was told of a version: record to moment (UTC), how, by whom."""
    rows = file.read(
        "SELECT record, told_at, how, told_by FROM policy_told WHERE policy = ?", (policy,)
    )
    return {record: (at, how, by) for record, at, how, by in rows}


def tell(change: Change, record: str, policy: int, *, how: str, by: str) -> None:
    """Note that somebody was told; the first time counts."""
    change.execute(
        "INSERT OR IGNORE INTO policy_told (record, policy, told_at, how, told_by) "
        "VALUES (?, ?, ?, ?, ?)",
        (record, policy, change.now.isoformat(timespec="seconds"), how, by),
    )
    change.touched("person", record)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come with a version; ``at`` is UTC.

    ``renew`` are people of whom a consent has to be asked anew because of it, ``given`` those who
    agreed anew, ``refused`` those who did not; None where an earlier program said neither.
    """

    policy: int
    peer: str
    concerned: int
    told: int
    at: str
    renew: int = 0
    given: int | None = None
    refused: int | None = None


def put_progress(change: Change, progress: Progress) -> None:
    """Keep the latest word of a file about a version."""
    change.execute(
        "INSERT INTO policy_progress (policy, peer, concerned, told, at, renew, given, "
        "refused) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (policy, peer) DO UPDATE SET "
        "concerned = excluded.concerned, told = excluded.told, at = excluded.at, "
        "renew = excluded.renew, given = excluded.given, "
        "refused = excluded.refused WHERE excluded.at >= policy_progress.at",
        (
            progress.policy,
            progress.peer,
            progress.concerned,
            progress.told,
            progress.at,
            progress.renew,
            progress.given,
            progress.refused,
        ),
    )
    change.touched("policy", str(progress.policy))


def progress(privacy: Compartment) -> tuple[Progress, ...]:
    """Return what the files told, the latest version first."""
    rows = privacy.read(
        "SELECT policy, peer, concerned, told, at, renew, given, refused FROM policy_progress "
        "ORDER BY policy DESC, peer"
    )
    return tuple(Progress(*row) for row in rows)
