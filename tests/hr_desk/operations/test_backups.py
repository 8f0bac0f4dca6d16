# SPDX-License-Identifier: Apache-2.0
"""Backups: each held file, a signed manifest, fourteen days."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from hr_desk.operations import backups, documents, recruitment, retention
from hr_desk.operations.problems import BackupUnusable
from hr_desk.operations.session import Session
from hr_desk.store.backup import sha256_of
from hr_desk.vault import canonical
from tests.support.desk import START, Desk
from tests.support.made_up import people


def test_each_held_file_is_copied_with_its_manifest(desk: Desk) -> None:
    session = desk.open("admin")
    made = backups.create(session)
    assert {line.compartment for line in made} == set(session.held)
    for line in made:
        manifest, signature = backups.read_manifest(line.path)
        assert manifest["sha256"] == sha256_of(line.path)
        assert manifest["desk"] == desk.desk_id
        assert line.bytes == line.path.stat().st_size
        assert session.signed_by(
            session.user.id, backups.MANIFEST_CONTEXT, canonical.encode(manifest), signature
        )
    assert set(backups.listed(session)) == set(made)


def test_the_front_desk_backs_up_what_it_holds(desk: Desk) -> None:
    made = backups.create(desk.open("gate"))
    assert [line.compartment for line in made] == ["visits"]


def kept(place: Path) -> set[str]:
    """Return what lies in a backup place beside the signed files, sealed documents included."""
    signed = {"slots.json", "0001.json"}
    return {path.name for path in place.rglob("*") if path.is_file()} - signed


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


def test_a_backup_lives_for_fourteen_days(desk: Desk, session: Session, tmp_path: Path) -> None:
    (id_,) = desk.take_in(session, list(people(1, seed=1)))
    documents.add(session, id_, "photo", b"first photo")
    first = backups.create(session) + backups.create(session, to=tmp_path / "stick")
    assert {line.gone_on for line in first} == {dt.date(2026, 3, 16)}
    assert len(kept(tmp_path / "stick")) == 3
    documents.add(session, id_, "photo", b"second photo")
    go_to(desk, session, 13)
    later = backups.create(session)
    assert all(line.path.exists() for line in first)
    go_to(desk, session, 14)
    gone = backups.expire(session)
    assert set(gone) == {line.path for line in first}
    assert kept(tmp_path / "stick") == set()
    assert set(backups.listed(session)) == set(later)
    assert len(kept(desk.folder / "backups")) == 3


def test_two_backups_of_the_same_moment_do_not_share_a_file(session: Session) -> None:
    first, second = backups.create(session), backups.create(session)
    assert first[0].path != second[0].path
    for line in (*first, *second):
        manifest, _ = backups.read_manifest(line.path)
        assert manifest["sha256"] == sha256_of(line.path)


def test_a_clock_that_jumped_costs_no_backup(desk: Desk, session: Session) -> None:
    made = backups.create(session)
    desk.clock.advance(days=365)
    backups.expire(session)
    assert set(backups.listed(session)) == set(made)


def test_a_file_that_is_seldom_written_does_not_keep_backups_alive(
    desk: Desk, admin: Session
) -> None:
    with admin.compartment("visits").change("test"):
        pass
    made = backups.create(admin)
    go_to(desk, admin, 14)
    assert set(backups.expire(admin)) == {line.path for line in made}


def test_foreign_files_are_left_alone(desk: Desk, session: Session) -> None:
    for name in ("notes.db", "hiring-yesterday.db", "photo.jpg"):
        (desk.folder / "backups" / name).write_text("mine")
    desk.clock.advance(days=400)
    assert backups.listed(session) == ()
    backups.expire(session)
    assert kept(desk.folder / "backups") == {"notes.db", "hiring-yesterday.db", "photo.jpg"}


def test_what_interrupted_work_left_behind_expires_too(desk: Desk, session: Session) -> None:
    """A kill in the middle of a copy leaves a whole file that no day would end."""
    left = [
        desk.folder / "backups" / "hiring-20260301T010000000000Z.0badcafe.part",
        desk.folder / ".hiring-20260301T010000000000Z.db.0badcafe.checking",
        desk.folder / ".hiring.db.0badcafe.restoring",
    ]
    now = desk.clock.at.timestamp()
    for path in left:
        path.write_bytes(b"copy")
        os.utime(path, (now, now))
    backups.expire(session)
    assert [path.exists() for path in left] == [True, True, False]
    desk.clock.advance(days=1, seconds=1)
    backups.expire(session)
    assert [path.exists() for path in left] == [False, False, False]


def test_the_day_of_the_last_backup(desk: Desk, session: Session, tmp_path: Path) -> None:
    assert backups.last_gone_on(session) == session.today()
    backups.create(session, to=tmp_path / "stick")
    desk.clock.advance(days=1)
    assert backups.last_gone_on(session) == dt.date(2026, 3, 16)
    shutil.rmtree(tmp_path / "stick")
    assert backups.last_gone_on(session) == dt.date(2026, 3, 17)


def test_a_place_is_remembered_and_told_of_deletions_once(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    backups.create(session, to=tmp_path / "stick")
    ids = desk.take_in(session, list(people(1, seed=1)))
    recruitment.withdraw(session, ids)
    desk.clock.advance(days=30)
    retention.confirm_time(session)
    retention.sweep(session)
    assert backups.places(session) == (desk.folder / "backups", tmp_path / "stick")
    for place in backups.places(session):
        assert len((place / backups.DELETIONS).read_bytes().splitlines()) == 1
    assert backups.log_deletions(session, "hiring", 1) == ()
    assert len((tmp_path / "stick" / backups.DELETIONS).read_bytes().splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"not json", b'{"manifest":{}}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(BackupUnusable):
        backups.read_manifest(tmp_path / "a.db")
