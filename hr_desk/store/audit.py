# SPDX-License-Identifier: Apache-2.0
"""The append-only log of a file: each entry hashed onto the one before and signed by its user.

An entry names user, operation, record ids, field keys and a keyed digest of each row it wrote;
never a value, nor a plain hash of one (a phone number's hash is found by trying them all).
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.store.anchors import Head
from hr_desk.store.driver import Connection
from hr_desk.store.problems import ChainBroken

SIGNATURE_CONTEXT: Final = "hr-desk/audit/1"

Sign = Callable[[str, bytes], bytes]
Verify = Callable[[str, str, bytes, bytes], bool]
"""(user id, context, payload, signature) -> whether that user signed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; ``at`` is UTC in ISO 8601."""

    sequence: int
    at: str
    user: str
    operation: str
    purpose: str | None
    records: tuple[tuple[str, str, str], ...]
    fields: tuple[str, ...]
    facts: Mapping[str, Any]

    def body(self) -> str:
        """Return the canonical JSON that is hashed and signed."""
        return json.dumps(
            {
                "at": self.at,
                "facts": dict(self.facts),
                "fields": list(self.fields),
                "operation": self.operation,
                "purpose": self.purpose,
                "records": [list(record) for record in self.records],
                "seq": self.sequence,
                "user": self.user,
            },
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )


def entry_from(body: str) -> Entry:
    """Read an entry back from its canonical JSON."""
    data = json.loads(body)
    return Entry(
        sequence=data["seq"],
        at=data["at"],
        user=data["user"],
        operation=data["operation"],
        purpose=data["purpose"],
        records=tuple((kind, id_, digest) for kind, id_, digest in data["records"]),
        fields=tuple(data["fields"]),
        facts=data["facts"],
    )


def genesis(desk_id: str, compartment: str) -> bytes:
    """Return the 32 bytes the first entry is chained to; they bind the log to its file."""
    return hashlib.sha256(f"hr-desk/audit/1/{desk_id}/{compartment}".encode()).digest()


def digest_of(key: bytes, content: Mapping[str, Any]) -> str:
    """Return the keyed digest (hex) of a written row; without the file's key it says nothing."""
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.new(key, canonical.encode(), hashlib.sha256).hexdigest()


def head_of(connection: Connection, start: bytes) -> Head:
    """Return the last entry's number and hash, or zero and ``start`` for an empty log."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(0, start) if row is None else Head(row[0], bytes(row[1]))


def append(connection: Connection, entry: Entry, previous: Head, *, sign: Sign) -> Head:
    """Write ``entry`` behind ``previous`` in the caller's transaction; returns the new head."""
    body = entry.body()
    digest = _chained(previous.hash, body)
    connection.execute(
        "INSERT INTO audit (seq, body, hash, signature) VALUES (?, ?, ?, ?)",
        (entry.sequence, body, digest, sign(SIGNATURE_CONTEXT, digest)),
    )
    named = {id_ for _, id_, _ in entry.records}
    connection.executemany(
        "INSERT INTO audit_record (record, seq) VALUES (?, ?)",
        [(id_, entry.sequence) for id_ in sorted(named)],
    )
    return Head(entry.sequence, digest)


def _chained(previous: bytes, body: str) -> bytes:
    return hashlib.sha256(previous + body.encode()).digest()


def entries(connection: Connection, *, after: int = 0) -> Iterator[Entry]:
    """Yield the entries behind number ``after``, oldest first."""
    for (body,) in connection.execute(
        "SELECT body FROM audit WHERE seq > ? ORDER BY seq", (after,)
    ):
        yield entry_from(body)


def entries_about(connection: Connection, records: Sequence[str], *, limit: int) -> list[Entry]:
    """Return the newest entries that name one of ``records``, newest first."""
    marks = ",".join("?" * len(records))
    rows = connection.execute(
        "SELECT body FROM audit WHERE seq IN "
        f"(SELECT seq FROM audit_record WHERE record IN ({marks})) "
        "ORDER BY seq DESC LIMIT ?",
        (*records, limit),
    )
    return [entry_from(body) for (body,) in rows]


def verify_chain(connection: Connection, start: bytes, *, verify: Verify, file: str) -> Head:
    """Walk the whole log; returns its head, raises ChainBroken at the first wrong entry."""
    head = Head(0, start)
    rows = connection.execute("SELECT seq, body, hash, signature FROM audit ORDER BY seq")
    for seq, body, digest, signature in rows:
        entry = entry_from(body)
        whole = (
            seq == head.sequence + 1 == entry.sequence
            and _chained(head.hash, body) == bytes(digest)
            and verify(entry.user, SIGNATURE_CONTEXT, bytes(digest), bytes(signature))
        )
        if not whole:
            raise ChainBroken(file=file, sequence=seq)
        head = Head(seq, bytes(digest))
    return head
