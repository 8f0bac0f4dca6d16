# SPDX-License-Identifier: Apache-2.0
"""Write a compartment file anew under another key: the file of its next epoch.

The new file is written beside its place, checked in full, flushed and renamed; it comes into force
with slots.json and not before. Every page is new: other key, other salt, no free page copied.
"""

import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hr_desk.store import audit, driver, file_facts, schema
from hr_desk.store.backup import remove_file
from hr_desk.store.compartment import Author, Compartment
from hr_desk.store.desk_files import flush_folder, writing
from hr_desk.store.problems import FileDamaged

SCRATCH: Final = ".renewing"
"""The ending of a file that is still being written."""

_SUFFIXES: Final = ("db", "db-wal", "db-shm", "open", "gate")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the log of the new file says about its epoch; ``at`` is a UTC time in ISO 8601."""

    operation: str
    records: tuple[tuple[str, str, str], ...]
    facts: Mapping[str, Any]
    at: str
    day: str
    """The day (Asia/Shanghai) on which kiosks' intake keys count as replaced."""


def write_renewed(
    file: Compartment, target: Path, *, key: bytes, facts: Mapping[str, str], entry: Entry,
    start: bytes, author: Author,
) -> tuple[str, ...]:  # fmt: skip
    """Write the content of an open file to ``target`` under the raw ``key``.

    ``facts`` replace those of the file, ``entry`` is appended to its log, which begins at
    ``start``. The caller is alone with the file. Returns the profiles of the kiosks whose intake
    keys are replaced; raises DiskFull, FolderReadOnly, FileDamaged. The open file stays as it is.
    """
    scratch = target.with_name(f".{target.name}.{secrets.token_hex(4)}{SCRATCH}")
    try:
        with writing(target.parent), driver.told(file.path):
            _export(file.connection, scratch, key)
        profiles = _make_own(scratch, key, facts=facts, entry=entry, start=start, author=author)
        _require_same(file, scratch, key)
        with writing(target.parent):
            _flush(scratch)
            scratch.replace(target)
            flush_folder(target.parent)
    finally:
        remove_file(scratch)
    return profiles


def _export(connection: Any, target: Path, key: bytes) -> None:
    version = schema.version_of(connection)
    connection.execute("ATTACH DATABASE ? AS renewed KEY \"x'" + key.hex() + "'\"", (str(target),))
    try:
        connection.execute("PRAGMA renewed.secure_delete = ON")
        connection.execute("SELECT sqlcipher_export('renewed')").fetchone()
        connection.execute(f"PRAGMA renewed.user_version = {version}")
    finally:
        connection.execute("DETACH DATABASE renewed")


def _make_own(
    path: Path, key: bytes, *, facts: Mapping[str, str], entry: Entry, start: bytes, author: Author
) -> tuple[str, ...]:
    """Give the copy its facts, its entry and its log mode; returns the kiosks' profiles."""
    connection = driver.connect(path, key)
    try:
        with driver.told(path):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            profiles = _end_intake_keys(connection, entry.day)
            _set_facts(connection, facts)
            _append(connection, entry, start=start, author=author)
            connection.execute("COMMIT")
            if not driver.checkpoint(connection):
                raise FileDamaged(file=path.name)
    finally:
        connection.close()
    return profiles


def _end_intake_keys(connection: Any, day: str) -> tuple[str, ...]:
    """Mark the kiosks' keys as replaced: whoever held the file knows them."""
    rows = connection.execute(
        "SELECT DISTINCT profile FROM intake_key WHERE replaced_on IS NULL ORDER BY profile"
    ).fetchall()
    connection.execute("UPDATE intake_key SET replaced_on = ? WHERE replaced_on IS NULL", (day,))
    return tuple(str(profile) for (profile,) in rows)


def take_into_epoch(connection: Any, epoch: int, day: str) -> None:
    """Bring an older epoch's content into the one in force, inside a transaction.

    What a removed user knew of it, the kiosks' keys, counts as replaced from ``day`` on.
    """
    _end_intake_keys(connection, day)
    _set_facts(connection, {"epoch": str(epoch)})


def _set_facts(connection: Any, facts: Mapping[str, str]) -> None:
    for name, value in sorted(facts.items()):
        file_facts.write(connection, name, value)


def _append(connection: Any, entry: Entry, *, start: bytes, author: Author) -> None:
    head = audit.head_of(connection, start)
    line = audit.Entry(
        sequence=head.sequence + 1,
        at=entry.at,
        user=author.id,
        operation=entry.operation,
        purpose=None,
        records=entry.records,
        fields=(),
        facts=entry.facts,
    )
    audit.append(connection, line, head, sign=author.sign)


def _require_same(file: Compartment, path: Path, key: bytes) -> None:
    """Check the new file in full, and that it has every row of the old one and one entry more."""
    with _opened(path, key) as connection:
        whole = driver.check_pages(connection, path) and driver.check_whole(connection)
        same = (
            schema.objects(connection) == schema.objects(file.connection)
            and schema.version_of(connection) == schema.version_of(file.connection)
            and _counts(connection) == _one_entry_more(_counts(file.connection))
        )
    if not (whole and same):
        raise FileDamaged(file=path.name)


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    connection = driver.connect(path, key, cache_mib=8)
    try:
        with driver.told(path):
            yield connection
    finally:
        connection.close()


_FREE: Final = ("fact", "audit_record")
"""Tables whose rows the entry and the facts of the new epoch add to."""


def _counts(connection: Any) -> dict[str, int]:
    names = [name for kind, name, _ in schema.objects(connection) if kind == "table"]
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for name in names
        if name not in _FREE
    }


def _one_entry_more(counts: Mapping[str, int]) -> dict[str, int]:
    return {**counts, "audit": counts["audit"] + 1}


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def newest_epoch(folder: Path, name: str, in_force: int) -> int:
    """Return the highest epoch that a file of this compartment was ever written for here.

    A file above the one in force is left by an attempt that was cut off. Its number is passed
    over: nothing is deleted on the word of a slots.json that may itself be an old one.
    """
    return max([in_force, *(epoch for epoch, _ in _files_of(folder, name))])


def remove_superseded(folder: Path, name: str, in_force: int) -> None:
    """Remove the files of a compartment's earlier epochs, and what a cut-off attempt left.

    The caller has the file in force open, so nobody renews it. The folder is flushed first: the
    slots.json that names the new file must outlive a power cut before the old file goes.
    """
    gone = [path for epoch, path in _files_of(folder, name) if epoch < in_force]
    gone += folder.glob(f".{name}*{SCRATCH}*")
    if gone:
        flush_folder(folder)
    for path in gone:
        with suppress(OSError):  # somebody looks at it; it goes the next time
            path.unlink()


def _files_of(folder: Path, name: str) -> Sequence[tuple[int, Path]]:
    pattern = re.compile(rf"{re.escape(name)}(?:-(\d+))?\.(?:{'|'.join(_SUFFIXES)})")
    found = []
    for path in folder.glob(f"{name}*"):
        match = pattern.fullmatch(path.name)
        if match is not None:
            found.append((int(match[1] or 1), path))
    return found
