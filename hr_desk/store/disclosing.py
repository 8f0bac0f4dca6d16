# SPDX-License-Identifier: Apache-2.0
"""The SQL of what leaves once: requests, their files, and who was told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """What is to leave; ``terms`` is the text that was signed, ``recipient`` None without one."""

    id: str
    recipient: str | None
    asked_by: str
    asked_at: str
    terms: str
    approved_by: str | None = None
    approved_at: str | None = None
    signature: bytes | None = None
    ended_at: str | None = None


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a request; ``completed_at`` is None when it was never finished."""

    id: str
    request: str
    place: str
    password: str | None
    password_until: date
    at: str
    user: str
    people: int
    content_sha256: str
    completed_at: str | None


_REQUEST: Final = (
    "id, recipient, asked_by, asked_at, terms, approved_by, approved_at, signature, ended_at"
)


def insert(change: Change, request: RequestRecord) -> None:
    """Add what is asked for."""
    change.execute(
        "INSERT INTO disclosure_request (id, recipient, asked_by, asked_at, terms) "
        "VALUES (?, ?, ?, ?, ?)",
        (request.id, request.recipient, request.asked_by, request.asked_at, request.terms),
    )
    change.wrote("disclosure_request", request.id, {"terms": request.terms})


def approve(change: Change, id_: str, *, by: str, signature: bytes) -> None:
    """Note who approved it, and their signature under the terms."""
    change.execute(
        "UPDATE disclosure_request SET approved_by = ?, approved_at = ?, signature = ? "
        "WHERE id = ?",
        (by, change.now.isoformat(timespec="seconds"), signature, id_),
    )
    change.wrote("disclosure_request", id_, {"approved_by": by})


def end(change: Change, id_: str) -> None:
    """Note that nothing leaves by it any more."""
    change.execute(
        "UPDATE disclosure_request SET ended_at = ? WHERE id = ?",
        (change.now.isoformat(timespec="seconds"), id_),
    )
    change.wrote("disclosure_request", id_, {"ended": 1})


def requests(file: Compartment) -> list[RequestRecord]:
    """Return everything that was asked for, the latest first."""
    rows = file.read(f"SELECT {_REQUEST} FROM disclosure_request ORDER BY seq DESC")
    return [RequestRecord(*row) for row in rows]


def put_file(
    change: Change, id_: str, *, request: str, place: str, password: str, until: date
) -> None:
    """Add the file that is about to be written for a request."""
    change.execute(
        "INSERT INTO disclosure_file (id, request, place, password, password_until) "
        "VALUES (?, ?, ?, ?, ?)",
        (id_, request, place, password, until.isoformat()),
    )


def files(file: Compartment) -> list[FileRecord]:
    """Return the files that left once or were about to, newest first."""
    rows = file.read(
        "SELECT f.id, f.request, f.place, f.password, f.password_until, d.at, d.user, "
        "json_array_length(d.records), d.content_sha256, d.completed_at "
        "FROM disclosure_file f JOIN disclosure d ON d.id = f.id ORDER BY d.seq DESC"
    )
    return [_file(dict(zip(_FILE, row, strict=True))) for row in rows]


_FILE: Final = tuple(FileRecord.__dataclass_fields__)


def _file(known: dict[str, Any]) -> FileRecord:
    known["password_until"] = date.fromisoformat(known["password_until"])
    return FileRecord(**known)


def forget_passwords(change: Any, today: date) -> None:
    """Remove the passwords whose days are over; ``change`` may be a connection."""
    change.execute(
        "UPDATE disclosure_file SET password = NULL WHERE password_until < ?", (today.isoformat(),)
    )


def note_told(change: Change, request: str, ids: Collection[str], *, how: str, by: str) -> None:
    """Note that the people of these records were told; an earlier note stays."""
    at = change.now.isoformat(timespec="seconds")
    change.executemany(
        "INSERT OR IGNORE INTO disclosure_notice (request, record, told_at, how, told_by) "
        "VALUES (?, ?, ?, ?, ?)",
        [(request, record, at, how, by) for record in sorted(ids)],
    )


def told(file: Compartment, request: str) -> frozenset[str]:
    """Return the records whose people were told of a request."""
    rows: Sequence[tuple[str]] = file.read(
        "SELECT record FROM disclosure_notice WHERE request = ?", (request,)
    )
    return frozenset(record for (record,) in rows)
