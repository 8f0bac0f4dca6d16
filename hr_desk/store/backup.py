# SPDX-License-Identifier: Apache-2.0
"""Copy a live file so that the copy is whole, and put one back.

A plain copy of a file in use was damaged 10 times of 10 and the page check did not see it
(measured). Here the log is emptied, a read transaction keeps the main file still, the file is
copied and flushed, and the copy is opened and checked in full.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hr_desk.store import (
    audit,
    driver,
    ended_cases,
    gone_values,
    outbox,
    references,
    said_words,
    schema,
)
from hr_desk.store.anchors import Head
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import flush_folder, writing
from hr_desk.store.problems import FileBusy, FileDamaged, FileNewer

_PATIENCE_SECONDS: Final = 10.0
_PIECE: Final = 1024 * 1024
PART: Final = ".part"
"""How a copy that is still being written and checked is called."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A verified copy: its SHA-256 (hex), its bytes, and the head of its log."""

    sha256: str
    bytes: int
    head: Head


@dataclass(frozen=True, slots=True)
class Deletion:
    """One sweep as the log of deletions tells it: what a restore has to delete again."""

    number: int
    swept_at: str
    counts: str
    earliest_due: str
    latest_due: str
    tombstones: tuple[tuple[str, str], ...]
    certificate: bytes | None


def copy_verified(file: Compartment, target: Path) -> Copied:
    """Copy an open file to ``target`` and check the copy; raises FileBusy, FileDamaged, DiskFull.

    Nobody is kept from writing meanwhile: what is written goes into the log, not into the file.
    """
    part = target.with_name(f"{target.stem}.{secrets.token_hex(4)}{PART}")
    with writing(target.parent), _kept_still(file) as head:
        digest, size = _copy(file.path, part)
    try:
        file.check_copy(part, head)
        part.replace(target)
        flush_folder(target.parent)
    finally:
        remove_file(part)
    return Copied(digest, size, head)


@contextmanager
def _kept_still(file: Compartment) -> Iterator[Head]:
    """Hold a read transaction that sees an empty log, so that nothing can reach the main file."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        driver.checkpoint(file.connection)
        file.connection.execute("BEGIN")
        head = file.head()
        log = file.path.with_name(file.path.name + "-wal")
        if not log.exists() or log.stat().st_size == 0:
            break
        file.connection.execute("ROLLBACK")
        if time.monotonic() > deadline:
            raise FileBusy(file=file.path.name)
        time.sleep(0.02)
    try:
        yield head
    finally:
        file.connection.execute("ROLLBACK")


def _copy(source: Path, target: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("xb") as written:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            written.write(piece)
            size += len(piece)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest(), size


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file (hex)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_file(path: Path) -> None:
    """Remove a SQLite file with the files SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def move_away(path: Path, to: Path) -> None:
    """Move a file aside with its log, keeping both."""
    for suffix in ("", "-wal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(to.with_name(to.name + suffix))
    remove_file(path)


@contextmanager
def prepared(
    source: Path, scratch: Path, *, compartment: str, key: bytes, new_key: bytes
) -> Iterator[Any]:
    """Yield a connection to a checked copy of ``source`` under the present key.

    The copy lies at ``scratch`` and stays when the block ends well, rewritten and with an empty
    log. Raises FileDamaged, FileNewer.
    """
    remove_file(scratch)
    with writing(scratch.parent):
        shutil.copyfile(source, scratch)
    connection = driver.connect(scratch, key)
    try:
        with driver.told(scratch):
            _require_sound(connection, source, compartment)
            if key != new_key:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
                connection.execute("PRAGMA journal_mode = WAL")
            yield connection
            connection.execute("VACUUM")
            driver.checkpoint(connection)
    except BaseException:
        connection.close()
        remove_file(scratch)
        raise
    connection.close()


def _require_sound(connection: Any, source: Path, compartment: str) -> None:
    if schema.version_of(connection) > schema.newest_version():
        raise FileNewer(file=source.name)
    if not driver.check_whole(connection):
        raise FileDamaged(file=source.name)
    schema.bring_up_to_date(connection, compartment)
    if schema.objects(connection) != schema.shipped_objects(compartment):
        raise FileDamaged(file=source.name)


def apply_deletions(connection: Any, deletions: Iterable[Deletion]) -> int:
    """Delete again, inside the caller's transaction, what was deleted since; returns how many."""
    removed = 0
    known = {row[0] for row in connection.execute("SELECT number FROM sweep")}
    for deletion in deletions:
        if deletion.number in known:
            continue
        connection.execute(
            "INSERT INTO sweep (number, swept_at, counts, earliest_due, latest_due, certificate) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (deletion.number, deletion.swept_at, deletion.counts, deletion.earliest_due,
             deletion.latest_due, deletion.certificate),
        )  # fmt: skip
        for kind, id_ in deletion.tombstones:
            connection.execute(
                "INSERT OR IGNORE INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
                (id_, kind, deletion.number),
            )
            removed += _remove(connection, kind, id_)
    outbox.forget_answers(connection)
    return removed


def _remove(connection: Any, kind: str, id_: str) -> int:
    if kind in _ALONE:
        return references.remove(connection, kind, "id = ?", (id_,))
    if kind == said_words.KIND:
        return 0  # nothing here: what comes again is asked
    if kind in gone_values.KINDS:
        return gone_values.repeat(connection, kind, id_)
    if kind in ended_cases.KINDS:
        return ended_cases.repeat(connection, kind, id_)
    for table in ("document", "draft", "link", "outbox", "disclosure_notice", "hold",
                  "record_restriction"):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE record = ?", (id_,))
    if kind == "visit":
        return _remove_visit(connection, id_)
    if kind in _PARTS_OF:
        return _remove_part(connection, kind, id_)
    if kind in references.clocked(connection) and kind not in _PEOPLE:
        return references.remove(connection, kind, "id = ?", (id_,))
    if kind == "application":
        own = "SELECT seq FROM application WHERE id = ?"
        connection.execute(f"DELETE FROM invitation WHERE application IN ({own})", (id_,))
        return int(connection.execute("DELETE FROM application WHERE id = ?", (id_,)).rowcount)
    return _remove_person(connection, id_)


def _remove_visit(connection: Any, id_: str) -> int:
    connection.execute("DELETE FROM term WHERE seq IN (SELECT seq FROM visit WHERE id = ?)", (id_,))
    return int(connection.execute("DELETE FROM visit WHERE id = ?", (id_,)).rowcount)


_ALONE: Final = (
    "draft",
    "consent",
    "visit_signature",
    "disclosure",
    "disclosure_copy",
    "stub",
    "visit_temperature",
    "source",
)
"""Kinds that are no record of a person: nothing but their own rows goes with them."""

_PEOPLE: Final = ("application", "person")
"""Kinds of hiring: search terms, invitations and imports name them without a reference."""

_PARTS_OF: Final = {
    "part": "id = ?",
    "joiner": "owner IN (SELECT seq FROM joiner WHERE id = ?)",
    "account": "owner IN (SELECT seq FROM account WHERE id = ?)",
}
"""Kind to the parts that go with it."""


def _remove_part(connection: Any, kind: str, id_: str) -> int:
    """Remove a part, or an owner with all of theirs and whatever else refers to them."""
    own = f"SELECT seq FROM part WHERE {_PARTS_OF[kind]}"
    hanging = connection.execute(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = 'part'"
    ).fetchall()
    for (table,) in hanging:  # search terms name a part without a reference
        connection.execute(f"DELETE FROM {table} WHERE part IN ({own})", (id_,))
    if "restriction" in references.tables(connection):
        connection.execute("DELETE FROM restriction WHERE record = ?", (id_,))
    removed = references.remove(connection, "part", _PARTS_OF[kind], (id_,))
    return (
        removed
        if kind == "part"
        else removed + references.remove(connection, kind, "id = ?", (id_,))
    )


def _remove_person(connection: Any, id_: str) -> int:
    row = connection.execute("SELECT seq FROM person WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return 0
    own = "SELECT seq FROM application WHERE person = ?"
    connection.execute(f"DELETE FROM invitation WHERE application IN ({own})", row)
    connection.execute("DELETE FROM import_row WHERE person = ?", row)
    removed = connection.execute("DELETE FROM application WHERE person = ?", row).rowcount
    connection.execute("DELETE FROM term WHERE seq = ?", row)
    connection.execute("DELETE FROM merge WHERE kept = ?", row)
    connection.execute("DELETE FROM different_people WHERE ? IN (one, other)", row)
    return int(removed + connection.execute("DELETE FROM person WHERE seq = ?", row).rowcount)


def deletions_in(connection: Any) -> list[Deletion]:
    """Return the sweeps an open file knows of, with their tombstones."""
    found = []
    for row in connection.execute(
        "SELECT number, swept_at, counts, earliest_due, latest_due, certificate FROM sweep"
    ).fetchall():
        tombstones = connection.execute(
            "SELECT kind, id FROM tombstone WHERE sweep = ?", (row[0],)
        ).fetchall()
        found.append(
            Deletion(
                number=row[0],
                swept_at=row[1],
                counts=row[2],
                earliest_due=row[3],
                latest_due=row[4],
                tombstones=tuple((kind, id_) for kind, id_ in tombstones),
                certificate=row[5],
            )
        )
    return found


def append_entry(
    connection: Any, entry_facts: Mapping[str, Any], *, start: bytes, author: Any, at: str,
    operation: str,
) -> Head:  # fmt: skip
    """Write one audit entry about the file itself, inside the caller's transaction.

    It is found again under the name of its operation.
    """
    head = audit.head_of(connection, start)
    entry = audit.Entry(
        sequence=head.sequence + 1,
        at=at,
        user=author.id,
        operation=operation,
        purpose=None,
        records=(("file", operation, ""),),
        fields=(),
        facts=entry_facts,
    )
    return audit.append(connection, entry, head, sign=author.sign)
