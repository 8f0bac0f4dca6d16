# SPDX-License-Identifier: Apache-2.0
"""Opening an encrypted file, its settings, and the driver's errors in our words."""

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hr_desk.store import driver
from hr_desk.store.problems import DiskFull, FileBusy, FileDamaged, FolderReadOnly
from tests.support import raw_pages

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "some.db"
    connection = driver.connect(made, KEY, new=True)
    connection.execute("CREATE TABLE word (text TEXT)")
    connection.execute("INSERT INTO word VALUES ('种下的值')")
    connection.close()
    return made


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("foreign_keys", 1),
        ("temp_store", 2),
    ],
)
def test_every_connection_has_the_safe_settings(path: Path, pragma: str, value: object) -> None:
    connection = driver.connect(path, KEY)
    assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    connection.close()


def test_the_file_shows_nothing_without_its_key(path: Path) -> None:
    assert raw_pages.found(["种下的值", "SQLite format 3"], path.read_bytes()) == []
    assert raw_pages.found(["种下的值"], raw_pages.everything(path, KEY)) == ["种下的值"]


def test_another_key_is_a_damaged_file_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileDamaged):
        driver.connect(path, bytes(32))
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        driver.connect(tmp_path / "none.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_any_flipped_bit_is_found(path: Path) -> None:
    data = path.read_bytes()
    for position in range(0, len(data), 997):
        broken = bytearray(data)
        broken[position] ^= 1 << (position % 8)
        path.write_bytes(bytes(broken))
        with pytest.raises(FileDamaged):
            _require_whole(path)
    path.write_bytes(data)
    _require_whole(path)


def _require_whole(path: Path) -> None:
    connection = driver.connect(path, KEY, cache_mib=1)
    try:
        with driver.told(path):
            if not driver.check_whole(connection):
                raise FileDamaged(file=path.name)
    finally:
        connection.close()


def test_a_locked_file_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.01)
    one, other = driver.connect(path, KEY), driver.connect(path, KEY)
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileBusy), driver.told(path):
        other.execute("BEGIN IMMEDIATE")
    one.close()
    other.close()


def test_a_file_without_room_is_a_full_disk(path: Path) -> None:
    connection = driver.connect(path, KEY)
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(DiskFull), driver.told(path):
        connection.execute("INSERT INTO word VALUES (zeroblob(100000))")
    connection.close()


def test_a_reader_keeps_the_log_and_the_checkpoint_says_so(path: Path) -> None:
    writer, reader = driver.connect(path, KEY), driver.connect(path, KEY)
    writer.execute("PRAGMA busy_timeout = 10")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM word").fetchall()
    writer.execute("INSERT INTO word VALUES ('更多')")
    assert not driver.checkpoint(writer)
    reader.execute("ROLLBACK")
    assert driver.checkpoint(writer)
    assert os.stat(path.with_name("some.db-wal")).st_size == 0  # noqa: PTH116
    reader.close()
    writer.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", FileBusy),
        ("attempt to write a readonly database", FolderReadOnly),
        ("unable to open database file", FolderReadOnly),
        ("file is not a database", FileDamaged),
        ("database disk image is malformed", FileDamaged),
        ("disk I/O error", FileDamaged),
    ],
)
def test_the_drivers_words_become_ours(path: Path, words: str, expected: type[Exception]) -> None:
    with pytest.raises(expected), driver.told(path):
        raise dbapi2.OperationalError(words)


def test_a_bug_stays_a_bug(path: Path) -> None:
    with pytest.raises(dbapi2.OperationalError), driver.told(path):
        raise dbapi2.OperationalError("no such column: nome")
    with pytest.raises(dbapi2.IntegrityError), driver.told(path):
        raise dbapi2.IntegrityError("UNIQUE constraint failed")
