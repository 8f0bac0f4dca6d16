# SPDX-License-Identifier: Apache-2.0
"""One open file: all or nothing, trusted time, and noticing that a file is older than it was."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from hr_desk.operations import backups, requisitions, restoring, users
from hr_desk.operations.session import Session
from hr_desk.store.problems import FileMissing, RolledBack
from hr_desk.store.time_seen import LARGEST_STEP
from tests.support.desk import PASSPHRASES, START, Desk


class Bug(Exception):
    """Something unforeseen in the middle of a change."""


def work(desk: Desk, session: Session, *, seed: int) -> None:
    """Do a few things that are logged."""
    del desk
    requisitions.open_requisition(
        session, title=f"第{seed}岗", department="制造部", place="青岛", head_count=1
    )


def copied(desk: Desk, name: str = "hiring") -> Path:
    """Keep a copy of a file, taken while nobody has it open."""
    desk.close()
    kept = desk.folder.parent / f"kept-{name}.db"
    shutil.copy(desk.path(name), kept)
    return kept


def put_back(desk: Desk, kept: Path, name: str = "hiring") -> None:
    desk.close()
    shutil.copy(kept, desk.path(name))


def test_an_exception_leaves_nothing_behind(desk: Desk, session: Session) -> None:
    hiring = session.compartment("hiring")
    head = hiring.head()
    with pytest.raises(Bug), hiring.change("test") as change:
        change.execute("UPDATE requisition SET title = '别的'")
        raise Bug
    assert hiring.head() == head
    assert hiring.read_one("SELECT title FROM requisition")[0] == "装配工"
    assert not hiring.connection.in_transaction


def test_a_change_and_its_entry_are_one_commit(session: Session, desk: Desk) -> None:
    hiring = session.compartment("hiring")
    with hiring.change("test", purpose="apply.assess") as change:
        change.execute("UPDATE requisition SET title = '焊工'")
        change.wrote("requisition", "id-1", {"title": "焊工"})
        beside = desk.open("second").compartment("hiring")
        assert beside.read_one("SELECT title FROM requisition")[0] == "装配工"
        assert beside.head().sequence == hiring.head().sequence
    assert change.sequence == hiring.head().sequence == beside.head().sequence
    assert beside.read_one("SELECT title FROM requisition")[0] == "焊工"


def test_two_sessions_keep_one_chain(desk: Desk, session: Session) -> None:
    other = desk.open("second")
    for seed in range(5):
        work(desk, session, seed=seed)
        work(desk, other, seed=100 + seed)
    session.compartment("hiring").verify_chain(other.signed_by)


# --- time ---------------------------------------------------------------------------------------

MOVES = {
    "a second back": (dt.timedelta(seconds=-1), dt.timedelta(0)),
    "an hour back": (dt.timedelta(hours=-1), dt.timedelta(0)),
    "a year back": (dt.timedelta(days=-365), dt.timedelta(0)),
    "an hour on": (dt.timedelta(hours=1), dt.timedelta(hours=1)),
    "two days on": (dt.timedelta(days=2), dt.timedelta(days=2)),
    "three days on": (dt.timedelta(days=3), dt.timedelta(days=2)),
    "a year on": (dt.timedelta(days=365), dt.timedelta(days=2)),
}


@pytest.mark.parametrize(("move", "trusted"), MOVES.values(), ids=MOVES)
def test_trusted_time_neither_falls_nor_leaps(
    desk: Desk, session: Session, move: dt.timedelta, trusted: dt.timedelta
) -> None:
    work(desk, session, seed=1)
    desk.clock.at += move
    assert session.compartment("hiring").trusted_time() == START + trusted
    work(desk, session, seed=2)
    assert session.compartment("hiring").trusted_time() == START + trusted


def test_only_a_persons_word_follows_a_leap(desk: Desk, session: Session) -> None:
    work(desk, session, seed=1)
    desk.clock.advance(days=365)
    hiring = session.compartment("hiring")
    for seed in range(5):
        work(desk, session, seed=seed + 2)
    assert hiring.trusted_time() == START + LARGEST_STEP
    with hiring.change("retention.confirm_time") as change:
        hiring.confirm_time(change)
    assert hiring.trusted_time() == START + dt.timedelta(days=365)


# --- an older file ------------------------------------------------------------------------------


def test_an_older_copy_of_the_file_is_refused(desk: Desk, session: Session) -> None:
    work(desk, session, seed=1)
    kept = copied(desk)
    work(desk, desk.open(), seed=2)
    put_back(desk, kept)
    with pytest.raises(RolledBack):
        desk.open()


def test_an_older_copy_that_was_worked_on_is_refused(desk: Desk, session: Session) -> None:
    """The number of entries alone is not enough: the head's hash has to be the one seen here."""
    work(desk, session, seed=1)
    kept = copied(desk)
    work(desk, desk.open(), seed=2)
    put_back(desk, kept)
    for seed in range(3):
        work(desk, desk.open("second", profile=desk.folder.parent / "elsewhere"), seed=10 + seed)
        desk.close()
    with pytest.raises(RolledBack):
        desk.open()


def test_a_lost_log_is_noticed(desk: Desk, session: Session) -> None:
    work(desk, session, seed=1)
    log = desk.path().with_name("hiring.db-wal")
    assert log.stat().st_size > 0
    away = desk.folder.parent / "copy"
    shutil.copytree(desk.folder, away)
    (away / "hiring.db-wal").unlink()
    (away / "hiring.db-shm").unlink()
    desk.close()
    desk.folder = away
    with pytest.raises(RolledBack):
        desk.open()


def test_each_user_notices_for_themselves(desk: Desk, session: Session) -> None:
    work(desk, session, seed=1)
    kept = copied(desk)
    work(desk, desk.open(), seed=2)
    put_back(desk, kept)
    desk.open("second", profile=desk.folder.parent / "elsewhere")


def test_an_older_register_is_refused(desk: Desk) -> None:
    kept = (desk.folder / "slots.json").read_bytes()
    users.add(desk.open("admin"), name="third", passphrase="some other words", roles=["recruiter"])
    desk.close()
    (desk.folder / "slots.json").write_bytes(kept)
    with pytest.raises(RolledBack):
        desk.open("admin")


def restored(desk: Desk, source: Path) -> None:
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )


def test_a_restore_is_accepted_by_everyone_who_saw_the_replaced_file(
    desk: Desk, session: Session
) -> None:
    work(desk, session, seed=1)
    source = backups.create(session)[0].path
    work(desk, session, seed=2)
    work(desk, desk.open("second"), seed=3)
    restored(desk, source)
    for user in ("hiring", "second", "hiring"):
        desk.open(user)
        desk.close()


@pytest.mark.parametrize("readable", [True, False], ids=["from a whole file", "from a broken one"])
def test_a_restore_excuses_one_gap_and_no_later_one(desk: Desk, readable: bool) -> None:
    session = desk.open()
    source = backups.create(session)[0].path
    for seed in range(1, 8):
        work(desk, session, seed=seed)
    desk.close()
    if not readable:
        desk.path().write_bytes(bytes(8192))
    restored(desk, source)
    desk.open()
    kept = copied(desk)
    work(desk, desk.open(), seed=20)
    put_back(desk, kept)
    with pytest.raises(RolledBack):
        desk.open()


def test_a_second_restore_is_accepted_too(desk: Desk, session: Session) -> None:
    source = backups.create(session)[0].path
    for seed in range(1, 3):
        work(desk, desk.open(), seed=seed)
        restored(desk, source)
        desk.clock.advance(minutes=1)
        desk.open()
    assert len(desk.open().compartment("hiring")._restores()) == 1


def test_a_missing_file_is_named(desk: Desk) -> None:
    desk.path().unlink()
    with pytest.raises(FileMissing):
        desk.open()
    assert not desk.path().exists()
