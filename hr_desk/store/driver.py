# SPDX-License-Identifier: Apache-2.0
"""Open a SQLCipher file with a raw key, and put the driver's errors into our words.

WAL with synchronous=FULL always: with NORMAL a simulated power cut lost up to 199 of 200
acknowledged commits (models, measured). The page cache is sized to the working set because
SQLCipher pays for every page it has to decrypt again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from hr_desk.store.problems import DiskFull, FileBusy, FileDamaged, FolderReadOnly

Connection = Any
"""A sqlcipher3 connection; the driver ships no types."""

DatabaseError: type[Exception] = dbapi2.DatabaseError
IntegrityError: type[Exception] = dbapi2.IntegrityError

BUSY_SECONDS: Final = 10.0
"""How long a writer waits for another one before FileBusy; a vacuum of 470 MB holds 7 s."""

_SETTINGS: Final = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA busy_timeout = {busy}",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -{cache}",
)


def connect(path: Path, key: bytes, *, cache_mib: int = 64, new: bool = False) -> Connection:
    """Open the file at ``path`` with its 32-byte raw key.

    ``new`` creates it in WAL mode. Raises FileDamaged when the key does not open the file and
    the other UserErrors of ``store.problems``; an existing file is not changed by opening it.
    """
    if not new and not path.exists():
        raise FileNotFoundError(path)
    with told(path):
        connection = dbapi2.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with told(path):
            _prepare(connection, key, cache_mib)
            if new:
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory() -> Connection:
    """Open an empty database that is gone when it is closed."""
    return dbapi2.connect(":memory:", isolation_level=None)


def _prepare(connection: Connection, key: bytes, cache_mib: int) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for setting in _SETTINGS:
        connection.execute(setting.format(busy=int(BUSY_SECONDS * 1000), cache=cache_mib * 1024))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the file at ``path`` into sentences for a person."""
    try:
        yield
    except dbapi2.IntegrityError:
        raise
    except dbapi2.DatabaseError as error:
        raise _in_our_words(error, path) from error


def _in_our_words(error: Exception, path: Path) -> Exception:
    text = str(error).lower()
    if "full" in text:
        return DiskFull()
    if "locked" in text or "busy" in text:
        return FileBusy(file=path.name)
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return FolderReadOnly(file=str(path))
    if "not a database" in text or "malformed" in text or "hmac" in text or "encrypted" in text:
        return FileDamaged(file=path.name)
    if "disk i/o" in text:
        return DiskFull() if _no_room(path) else FileDamaged(file=path.name)
    return error


def _no_room(path: Path) -> bool:
    """Whether the disk of ``path`` has less than one page free."""
    if not hasattr(os, "statvfs"):
        return False
    room = os.statvfs(path.parent)
    return room.f_bavail * room.f_frsize < 4096


def checkpoint(connection: Connection) -> bool:
    """Move the log into the file and empty it; True when it answered (0, 0, 0)."""
    row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return tuple(row) == (0, 0, 0)


def check_pages(connection: Connection, path: Path) -> bool:
    """Whether every page of a closed copy authenticates and none is missing at its end.

    The page check alone does not see a missing last page (models, section 3d); the structure
    needs no second look in a copy of pages that authenticate.
    """
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = connection.execute("PRAGMA cipher_page_size").fetchone()[0]
    return int(pages) * int(size) == path.stat().st_size


def check_whole(connection: Connection) -> bool:
    """Whether every page authenticates and the structure is sound (models, section 3d)."""
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    structure = connection.execute("PRAGMA integrity_check").fetchall()
    return not pages and [tuple(row) for row in structure] == [("ok",)]
