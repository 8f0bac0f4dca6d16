# SPDX-License-Identifier: Apache-2.0
"""A copy of a live file is whole, or is not kept."""

import json
import shutil
from pathlib import Path

import pytest

from hr_desk.operations.session import Session
from hr_desk.store import backup, driver, schema
from hr_desk.store.backup import Deletion
from hr_desk.store.problems import FileBusy, FileDamaged, FileNewer
from tests.support import raw_pages
from tests.support.desk import Desk, file_key
from tests.support.made_up import people

NEW_KEY = bytes(range(32))


def test_a_copy_holds_what_was_still_in_the_log(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    (person,) = people(1, seed=1)
    desk.take_in(session, [person])
    copied = backup.copy_verified(session.compartment("hiring"), tmp_path / "copy.db")
    assert copied.head == session.compartment("hiring").head()
    assert copied.sha256 == backup.sha256_of(tmp_path / "copy.db")
    raw = raw_pages.everything(tmp_path / "copy.db", file_key(session, "hiring"))
    assert raw_pages.found([person.name], raw) == [person.name]
    assert {path.name for path in tmp_path.glob("copy*")} == {"copy.db"}


def test_writers_go_on_while_a_copy_is_made(
    desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.open("second")
    desk.take_in(session, list(people(3, seed=1)))
    copy = backup._copy

    def slow(source: Path, target: Path) -> tuple[str, int]:
        desk.take_in(other, list(people(20, seed=2)))
        return copy(source, target)

    monkeypatch.setattr(backup, "_copy", slow)
    copied = backup.copy_verified(session.compartment("hiring"), tmp_path / "copy.db")
    assert copied.head.sequence == session.compartment("hiring").head().sequence - 1


def test_a_reader_that_stays_is_busy_after_a_while(
    desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PATIENCE_SECONDS", 0.05)
    hiring = session.compartment("hiring")
    hiring.connection.execute("PRAGMA busy_timeout = 10")
    reader = desk.open("second").compartment("hiring").connection
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchall()
    desk.take_in(session, list(people(1, seed=1)))
    with pytest.raises(FileBusy):
        backup.copy_verified(hiring, tmp_path / "copy.db")
    reader.execute("ROLLBACK")
    assert not list(tmp_path.glob("copy*"))


def test_a_copy_that_is_not_whole_is_not_kept(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._copy

    def torn(source: Path, target: Path) -> tuple[str, int]:
        result = copy(source, target)
        data = bytearray(target.read_bytes())
        data[4096 * 5 + 7] ^= 1
        target.write_bytes(bytes(data))
        return result

    monkeypatch.setattr(backup, "_copy", torn)
    with pytest.raises(FileDamaged):
        backup.copy_verified(session.compartment("hiring"), tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


@pytest.fixture
def source(desk: Desk, session: Session, tmp_path: Path) -> tuple[Path, bytes]:
    """A backup of a file with three people, and its key."""
    desk.take_in(session, list(people(3, seed=1)))
    backup.copy_verified(session.compartment("hiring"), tmp_path / "source.db")
    return tmp_path / "source.db", file_key(session, "hiring")


def test_a_prepared_copy_lies_under_the_new_key_alone(
    source: tuple[Path, bytes], tmp_path: Path
) -> None:
    path, key = source
    before = path.read_bytes()
    scratch = tmp_path / "scratch"
    with backup.prepared(
        path, scratch, compartment="hiring", key=key, new_key=NEW_KEY
    ) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 3
    assert raw_pages.opens(scratch, NEW_KEY)
    assert not raw_pages.opens(scratch, key)
    assert path.read_bytes() == before
    connection = driver.connect(scratch, NEW_KEY)
    assert driver.check_whole(connection)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


@pytest.mark.parametrize("trouble", ["damaged", "newer", "a trigger more"])
def test_an_unsound_backup_is_refused_and_leaves_no_copy(
    source: tuple[Path, bytes], tmp_path: Path, trouble: str
) -> None:
    path, key = source
    if trouble == "damaged":
        data = bytearray(path.read_bytes())
        data[4096 * 7 + 100] ^= 1
        path.write_bytes(bytes(data))
    elif trouble == "a trigger more":
        connection = driver.connect(path, key)
        connection.execute(
            "CREATE TRIGGER more AFTER INSERT ON person BEGIN DELETE FROM audit; END"
        )
        connection.close()
    else:
        connection = driver.connect(path, key)
        connection.execute(f"PRAGMA user_version = {schema.newest_version() + 1}")
        connection.close()
    expected = FileNewer if trouble == "newer" else FileDamaged
    scratch = tmp_path / "scratch"
    with (
        pytest.raises(expected),
        backup.prepared(path, scratch, compartment="hiring", key=key, new_key=NEW_KEY),
    ):
        pass
    assert not list(tmp_path.glob("scratch*"))


def deletion(number: int, *tombstones: tuple[str, str]) -> Deletion:
    return Deletion(number, "2026-03-02T01:00:00+00:00", json.dumps({"REJ": 1}), "2026-03-02",
                    "2026-03-02", tombstones, None)  # fmt: skip


def test_deletions_are_repeated_once_and_counted_whatever_their_order(
    source: tuple[Path, bytes], tmp_path: Path
) -> None:
    path, key = source
    for number, turned in enumerate((False, True)):
        copy = tmp_path / f"copy-{number}.db"
        shutil.copy(path, copy)
        connection = driver.connect(copy, key)
        person, application = connection.execute(
            "SELECT p.id, a.id FROM person p JOIN application a ON a.person = p.seq LIMIT 1"
        ).fetchone()
        stones = [("person", person), ("application", application), ("person", "unknown")]
        told = deletion(1, *(stones[::-1] if turned else stones))
        assert backup.apply_deletions(connection, [told]) == 2
        assert backup.apply_deletions(connection, [told]) == 0
        assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == 2
        assert connection.execute("SELECT count(*) FROM tombstone").fetchone()[0] == 3
        connection.close()


def test_a_file_moves_with_its_log(tmp_path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"a.db{suffix}").write_text(suffix or "file")
    backup.move_away(tmp_path / "a.db", tmp_path / "b.db")
    assert {path.name for path in tmp_path.iterdir()} == {"b.db", "b.db-wal"}
    backup.remove_file(tmp_path / "b.db")
    assert list(tmp_path.iterdir()) == []
