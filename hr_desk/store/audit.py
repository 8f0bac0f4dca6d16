# SPDX-License-Identifier: Apache-2.0
"""The append-only log of a file: each entry hashed onto the one before and signed by its user.

An entry names user, operation, record ids, field keys and a keyed digest of each row it wrote;
never a value, nor a plain hash of one (a phone number's hash is found by trying them all). Its
oldest entries go when their class ends: a signed statement then says where it begins.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from hr_desk.store import file_facts
from hr_desk.store.anchors import Head
from hr_desk.store.driver import Connection
from hr_desk.store.problems import ChainBroken

SIGNATURE_CONTEXT: Final = "hr-desk/audit/1"
CUT_CONTEXT: Final = "hr-desk/audit-cut/1"
CUT_FACT: Final = "audit_cut"
"""The fact in which a file keeps the statement where its log begins."""

LARGEST_STEP_BACK: Final = timedelta(days=2)
"""How much earlier than the one before an entry may be dated without being told of."""

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
        return _canonical(
            {
                "at": self.at,
                "facts": dict(self.facts),
                "fields": list(self.fields),
                "operation": self.operation,
                "purpose": self.purpose,
                "records": [list(record) for record in self.records],
                "seq": self.sequence,
                "user": self.user,
            }
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
    return hmac.new(key, _canonical(content).encode(), hashlib.sha256).hexdigest()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a log begins after its oldest entries went: the last of them, and who removed them.

    ``entry_at`` is when that last entry was written, ``at`` when it was removed (UTC, ISO 8601).
    ``restores`` are the entries of restores that went along, by hash (hex), each with the number
    up to which it replaced entries: a colleague's anchor may still need them.
    """

    sequence: int
    hash: bytes
    entry_at: str
    at: str
    user: str
    restores: Mapping[str, int] = field(default_factory=dict)
    signature: bytes = b""

    def payload(self, start: bytes) -> bytes:
        """Return what is signed; ``start`` binds it to its desk and file."""
        return _canonical({**self._plain(), "start": start.hex()}).encode()

    def to_fact(self) -> str:
        """Return the statement as the file keeps it."""
        return _canonical({**self._plain(), "signature": self.signature.hex()})

    def _plain(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "entry_at": self.entry_at,
            "hash": self.hash.hex(),
            "restores": dict(self.restores),
            "seq": self.sequence,
            "user": self.user,
        }


def cut_of(connection: Connection) -> Cut | None:
    """Return where the log of an open file begins; None for one that has all its entries.

    Raises ValueError for a statement that is none.
    """
    said = file_facts.read(connection, CUT_FACT)
    if said is None:
        return None
    try:
        data = json.loads(said)
        return Cut(
            sequence=int(data["seq"]),
            hash=bytes.fromhex(data["hash"]),
            entry_at=str(data["entry_at"]),
            at=str(data["at"]),
            user=str(data["user"]),
            restores={bytes.fromhex(h).hex(): int(n) for h, n in data["restores"].items()},
            signature=bytes.fromhex(data["signature"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a statement where a log begins") from error


def oldest_at(connection: Connection) -> str | None:
    """Return when the first entry that is still there was written (UTC, ISO 8601)."""
    row = connection.execute(
        "SELECT json_extract(body, '$.at') FROM audit ORDER BY seq LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])


def remove_until(connection: Connection, sequence: int) -> None:
    """Remove the entries up to ``sequence``, and the history of records that rests on them."""
    connection.execute("DELETE FROM audit WHERE seq <= ?", (sequence,))
    connection.execute("DELETE FROM audit_record WHERE seq <= ?", (sequence,))


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first entry at which a log is not what was written: its number, and what is wrong.

    ``kind`` is "start" (nobody signed for where it begins), "gap", "content", "signature" or
    "clock" (dated more than two days before the entry above it).
    """

    sequence: int
    kind: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What walking a log found: where it begins and ends, and where it breaks, if it does.

    ``head_at`` is when the last entry that was walked was written, None before any.
    """

    begin: Head
    head: Head
    head_at: str | None
    cut: Cut | None
    broken: Flaw | None = None
    set_back: Flaw | None = None


def walk(
    connection: Connection, start: bytes, *, verify: Verify, before: datetime | None = None
) -> Walk:
    """Walk the log to its end or first break, or to the first entry that is not from ``before``.

    A clock that was set back is told of and breaks nothing.
    """
    genesis = Head(0, start)
    try:
        cut = cut_of(connection)
    except ValueError:
        return Walk(genesis, genesis, None, None, Flaw(0, "start"))
    head, at = (genesis, None) if cut is None else (Head(cut.sequence, cut.hash), cut.entry_at)
    begin, broken, set_back = head, None, None
    if cut and not verify(cut.user, CUT_CONTEXT, cut.payload(start), cut.signature):
        return Walk(begin, head, at, cut, Flaw(cut.sequence, "start"))
    rows = connection.execute("SELECT seq, body, hash, signature FROM audit ORDER BY seq")
    for seq, body, digest, signature in rows:
        entry = _readable(body)
        broken = _flaw(entry, seq, body, bytes(digest), bytes(signature), head, verify)
        if entry is None or broken is not None:
            break
        if before is not None and datetime.fromisoformat(entry.at) >= before:
            break
        if set_back is None and at is not None and _is_step_back(at, entry.at):
            set_back = Flaw(seq, "clock")
        at, head = entry.at, Head(seq, bytes(digest))
    return Walk(begin, head, at, cut, broken, set_back)


def _readable(body: str) -> Entry | None:
    """Return an entry, None for what is none."""
    try:
        entry = entry_from(body)
        aware = datetime.fromisoformat(entry.at).tzinfo is not None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return entry if aware else None


def _flaw(
    entry: Entry | None, seq: int, body: str, digest: bytes, signature: bytes, previous: Head,
    verify: Verify,
) -> Flaw | None:  # fmt: skip
    if seq != previous.sequence + 1:
        return Flaw(previous.sequence + 1, "gap")
    if entry is None or entry.sequence != seq or _chained(previous.hash, body) != digest:
        return Flaw(seq, "content")
    if not verify(entry.user, SIGNATURE_CONTEXT, digest, signature):
        return Flaw(seq, "signature")
    return None


def _is_step_back(before: str, at: str) -> bool:
    return datetime.fromisoformat(before) - datetime.fromisoformat(at) > LARGEST_STEP_BACK


def verify_chain(connection: Connection, start: bytes, *, verify: Verify, file: str) -> Head:
    """Walk the whole log; returns its head, raises ChainBroken at the first wrong entry."""
    found = walk(connection, start, verify=verify)
    if found.broken is not None:
        raise ChainBroken(file=file, sequence=found.broken.sequence)
    return found.head
