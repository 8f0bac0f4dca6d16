# SPDX-License-Identifier: Apache-2.0
"""One open compartment file: plain reads, and one way to write.

``change`` is a block: it takes the write lock before it reads the audit head (otherwise three
processes break the chain, measured), and its audit entry is part of the same commit. Leaving the
block by an exception leaves nothing behind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from hr_desk.store import audit, desk_files, driver, file_facts, schema
from hr_desk.store.anchors import Anchor, Head
from hr_desk.store.presence import Presence
from hr_desk.store.problems import ChainBroken, FileDamaged, FileMissing, FileNewer, RolledBack
from hr_desk.store.time_seen import Clock, TimeSeen

RESTORE: Final = "backup.restore"
"""The operation of the entry with which a restored file names the head it replaced."""


class Author(Protocol):
    """Who signs the entries of this session."""

    @property
    def id(self) -> str:
        """The user's random id."""

    def sign(self, context: str, payload: bytes) -> bytes:
        """Sign ``payload`` with the user's own key."""


@dataclass
class Change:
    """What one transaction has written so far; the audit entry is made from it."""

    compartment: "Compartment"
    operation: str
    now: datetime
    purpose: str | None = None
    records: list[tuple[str, str, str]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)
    sequence: int = 0
    """The number its audit entry will have; nobody else writes before it is appended."""
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    """What is done once the change is committed, such as removing a file whose row is gone."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement inside the transaction."""
        return self.compartment.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows inside the transaction."""
        self.compartment.connection.executemany(sql, rows)

    def wrote(self, kind: str, id_: str, content: Mapping[str, Any]) -> None:
        """Note a written row: its kind, id, and a keyed digest of ``content``."""
        self.records.append((kind, id_, audit.digest_of(self.compartment.digest_key, content)))

    def touched(self, kind: str, id_: str) -> None:
        """Note a row that was read or removed; there is nothing to digest."""
        self.records.append((kind, id_, ""))


@dataclass(frozen=True, kw_only=True)
class FileKeys:
    """What a session needs to open one file: the raw key and the digests' key, 32 bytes each."""

    file: bytes
    digest: bytes


class Compartment:
    """An open compartment file of one session; belongs to one thread."""

    def __init__(
        self, name: str, path: Path, *, keys: FileKeys, desk_id: str, author: Author, clock: Clock
    ) -> None:
        self.name = name
        self.path = path
        self.digest_key = keys.digest
        self._key = keys.file
        self._author = author
        self._clock = clock
        self._genesis = audit.genesis(desk_id, name)
        self._anchor: Anchor | None = None
        self.register_serial = 0
        self.before_writing: Callable[[], object] = _nothing
        """Asked under each write lock, before anything is written; may refuse it by raising."""
        self.time = TimeSeen(self, clock)
        self.seen: datetime | None = None
        # Present first: a restore that waits for nobody must not move the file away in between.
        with desk_files.writing(path.parent):
            self.presence = Presence(path.with_suffix(".open"))
        try:
            self.connection = driver.connect(path, keys.file)
            self.seen = self.latest_time()
        except FileNotFoundError:
            self.presence.close()
            raise FileMissing(file=path.name) from None
        except BaseException:
            self.presence.close()
            raise

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        with driver.told(self.path):
            return list(self.connection.execute(sql, values))

    def read_one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first row of a query, or None."""
        with driver.told(self.path):
            return self.connection.execute(sql, values).fetchone()

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is under way."""
        return bool(self.connection.in_transaction)

    def fact(self, name: str) -> str | None:
        """Return a fact the file keeps about itself."""
        with driver.told(self.path):
            return file_facts.read(self.connection, name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock for the block; commit at its end, roll back on any exception."""
        with driver.told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self.before_writing()
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def change(self, operation: str, *, purpose: str | None = None) -> Iterator[Change]:
        """Open the one writing block: yields a Change, appends its audit entry, commits.

        Raises the sentences of ``store.problems``; after any exception nothing was written.
        """
        change = Change(self, operation, self._clock.now(), purpose)
        with self.transaction():
            head = audit.head_of(self.connection, self._genesis)
            change.sequence = head.sequence + 1
            yield change
            self.seen = self.time.follow(change.now)
            self._remember_register()
            head = self._append(change, head)
        if self._anchor is not None:
            self._anchor.write(head)
        for act in change.afterwards:
            act()

    def _append(self, change: Change, head: Head) -> Head:
        entry = audit.Entry(
            sequence=head.sequence + 1,
            at=change.now.isoformat(timespec="milliseconds"),
            user=self._author.id,
            operation=change.operation,
            purpose=change.purpose,
            records=tuple(change.records),
            fields=tuple(sorted(change.fields)),
            facts=change.facts,
        )
        return audit.append(self.connection, entry, head, sign=self._author.sign)

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact about the file; only inside a transaction."""
        file_facts.write(self.connection, name, value)

    def latest_time(self) -> datetime | None:
        """Return the latest time this file has seen (UTC), None before the first change."""
        return self.time.latest()

    def trusted_time(self) -> datetime:
        """Return the time deletions may count on (UTC): never earlier than seen, never a leap.

        A clock set back postpones nothing; one set ahead too far deletes nothing until a person
        confirms it (design section 6).
        """
        return self.time.trusted()

    def sure_time(self) -> datetime:
        """Return the trusted time (UTC), save that a clock that leapt moves it on by nothing."""
        return self.time.sure()

    def _remember_register(self) -> None:
        if int(self.fact("register_serial") or 0) < self.register_serial:
            self.set_fact("register_serial", str(self.register_serial))

    def confirm_time(self, change: Change) -> None:
        """Take a person's word that the clock is right, inside ``change``."""
        self.seen = self.time.confirm(change.now)
        change.facts["confirmed_time"] = change.now.isoformat()

    def head(self) -> Head:
        """Return the head of this file's log."""
        with driver.told(self.path):
            return audit.head_of(self.connection, self._genesis)

    def walk_log(self, verify: audit.Verify) -> audit.Walk:
        """Walk the whole log up to its end or its first break."""
        with driver.told(self.path):
            return audit.walk(self.connection, self._genesis, verify=verify)

    def log_reaches_before(self, moment: datetime) -> bool:
        """Whether the log has an entry from before ``moment``."""
        with driver.told(self.path):
            first = audit.oldest_at(self.connection)
        return first is not None and datetime.fromisoformat(first) < moment

    def cut_log(self, change: Change, before: datetime, verify: audit.Verify) -> int:
        """Remove the entries from before ``before`` inside ``change``, under a signed statement.

        The walk begins there from now on. Returns the number of the last entry removed, 0 where
        there is none. Raises ChainBroken: what is wrong there stays, and nobody signs for it.
        """
        old = audit.walk(self.connection, self._genesis, verify=verify, before=before)
        last = old.head.sequence
        if old.broken is not None:
            raise ChainBroken(file=self.path.name, sequence=old.broken.sequence)
        if old.head_at is None or last == old.begin.sequence:
            return 0
        at = change.now.isoformat(timespec="milliseconds")
        restores = {hash_.hex(): replaced for hash_, replaced in self._restores().items()}
        cut = audit.Cut(last, old.head.hash, old.head_at, at, self._author.id, restores)
        signature = self._author.sign(audit.CUT_CONTEXT, cut.payload(self._genesis))
        self.set_fact(audit.CUT_FACT, replace(cut, signature=signature).to_fact())
        audit.remove_until(self.connection, last)
        return last

    def hash_at(self, sequence: int) -> bytes | None:
        """Return the hash of an entry, also of the last one that was cut; None if it is not there.

        Raises ChainBroken for a damaged statement where the log begins.
        """
        row = self.read_one("SELECT hash FROM audit WHERE seq = ?", (sequence,))
        if row is not None:
            return bytes(row[0])
        cut = self.cut()
        return cut.hash if cut is not None and cut.sequence == sequence else None

    def cut(self) -> audit.Cut | None:
        """Return where the log begins, None where nothing was cut; raises ChainBroken."""
        try:
            return audit.cut_of(self.connection)
        except ValueError:
            raise ChainBroken(file=self.path.name, sequence=0) from None

    def verify_chain(self, verify: audit.Verify) -> Head:
        """Walk the whole log; raises ChainBroken."""
        with driver.told(self.path):
            return audit.verify_chain(
                self.connection, self._genesis, verify=verify, file=self.path.name
            )

    def check_copy(self, path: Path, head: Head) -> None:
        """Open a copy of this file and check it in full; raises FileDamaged."""
        connection = driver.connect(path, self._key, cache_mib=1)
        try:
            with driver.told(path):
                whole = driver.check_pages(connection, path)
                same = audit.head_of(connection, self._genesis) == head
        finally:
            connection.close()
        if not (whole and same):
            raise FileDamaged(file=path.name)

    def is_whole(self) -> bool:
        """Whether every page authenticates and the structure is sound."""
        with driver.told(self.path):
            return driver.check_whole(self.connection)

    def has_its_own_schema(self) -> bool:
        """Whether the file has the tables of this version and nothing more: no trigger, no view."""
        with driver.told(self.path):
            return schema.objects(self.connection) == schema.shipped_objects(self.name)

    def watch(self, anchor: Anchor) -> None:
        """Compare the file with the remembered head and keep it up to date from now on.

        Raises RolledBack when the file lacks, or contradicts, what was seen here before, unless
        a restore that is new to this user says that it replaced that head. A restore excuses one
        gap only: otherwise any state since the last restore could be put back unnoticed.
        """
        known, restores = anchor.read(), self._restores()
        if known is None or not self._contains(known):
            new = [at for hash_, at in restores.items() if hash_ not in anchor.restores()]
            if known is not None and not any(at >= known.sequence for at in new):
                raise RolledBack(file=self.path.name)
            anchor.replace(self.head(), restores=restores)
        elif not anchor.restores() >= restores.keys():
            anchor.replace(self.head(), restores=restores)
        self._anchor = anchor

    def _contains(self, head: Head) -> bool:
        """Whether the log holds ``head``, or began behind it after its class had ended."""
        cut = self.cut()
        behind = cut is not None and head.sequence < cut.sequence
        return head.sequence == 0 or behind or self.hash_at(head.sequence) == head.hash

    def _restores(self) -> dict[bytes, int]:
        """Return the hash of each restore's entry and the number up to which it replaced."""
        rows = self.read(
            "SELECT a.hash, a.body FROM audit_record r JOIN audit a ON a.seq = r.seq "
            "WHERE r.record = ?",
            (RESTORE,),
        )
        cut = self.cut()
        gone = {} if cut is None else cut.restores
        return {bytes.fromhex(hash_): replaced for hash_, replaced in gone.items()} | {
            bytes(hash_): int(audit.entry_from(body).facts["replaced_sequence"])
            for hash_, body in rows
        }

    def bring_up_to_date(self) -> None:
        """Apply the steps this file lacks, in one transaction; the caller has backed it up."""
        with driver.told(self.path):
            schema.bring_up_to_date(self.connection, self.name)

    def close(self) -> None:
        """Close the file and give the presence mark back."""
        self.connection.close()
        self.presence.close()


def _nothing() -> None:
    return None


def create_file(path: Path, key: bytes, *, name: str, facts: Mapping[str, str]) -> None:
    """Make a new compartment file with all tables and its first facts."""
    connection = driver.connect(path, key, new=True)
    try:
        with driver.told(path):
            schema.bring_up_to_date(connection, name)
            connection.executemany(
                "INSERT INTO fact (name, value) VALUES (?, ?)", sorted(facts.items())
            )
    finally:
        connection.close()


def require_known_version(path: Path, key: bytes) -> int:
    """Return the file's version, before anything is written to it.

    Raises FileMissing, FileDamaged or FileNewer.
    """
    if not path.exists():
        raise FileMissing(file=path.name)
    if path.stat().st_size < 512:
        raise FileDamaged(file=path.name)
    connection = driver.connect(path, key, cache_mib=1)
    try:
        version = schema.version_of(connection)
        if version > schema.newest_version():
            raise FileNewer(file=path.name)
        return version
    finally:
        connection.close()
