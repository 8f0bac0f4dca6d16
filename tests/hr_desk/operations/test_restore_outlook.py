# SPDX-License-Identifier: Apache-2.0
"""Whoever restores a backup learns before and after what is lost, what stays and what to do."""

import shlex
from pathlib import Path

import pytest

from hr_desk.i18n import t
from hr_desk.operations import backups, candidates, restore_outlook, restoring
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import BackupUnusable
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from tests.support.desk import PASSPHRASES, Desk
from tests.support.joining import edit_of, handed_over, settle, somebody, typed, welcome
from tests.support.made_up import people
from tests.support.requests import open_officer
from tests.support.restoring import backup_of, lose


def restored(desk: Desk, source: Path, user: str = "hiring") -> restoring.Restored:
    desk.close()
    return restoring.restore(
        desk.folder, source, user=user, passphrase=PASSPHRASES[user], clock=desk.clock
    )


def test_nothing_is_lost_where_nothing_was_entered(desk: Desk, session: Session) -> None:
    source = backup_of(session, "hiring")
    found = restore_outlook.outlook(session, source)
    assert (found.compartment, found.at) == ("hiring", desk.clock.now())
    assert found.since is not None and not found.since.changes and not found.since.letters
    candidates.list_applications(session, ListQuery())
    assert restore_outlook.outlook(session, source).since == found.since, "a read is no work"
    said = restore_outlook.lost(found.since, session.catalogue)
    assert said == t("Nothing was entered since, so nothing is lost.")


def test_changes_and_messages_since_are_counted_by_who_sent_them(
    desk: Desk, session: Session
) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    source = {name: backup_of(admin, name) for name in ("personnel", "payroll")}
    desk.clock.advance(minutes=5)
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    here = restore_outlook.outlook(admin, source["personnel"]).since
    there = restore_outlook.outlook(admin, source["payroll"]).since
    assert here is not None and there is not None
    assert (here.changes, dict(here.letters)) == (1, {})
    assert (there.changes, dict(there.letters)) == (0, {"personnel": 1})
    said = restore_outlook.lost(there, admin.catalogue)
    assert str(admin.catalogue.compartments["personnel"]) in said
    assert "2026-03-02 09:05" in restore_outlook.lost(here, admin.catalogue)


def test_of_many_messages_those_since_the_backup_count(desk: Desk, session: Session) -> None:
    file = session.compartment("hiring")

    def arrived(sender: str, number: int) -> None:
        desk.clock.advance(minutes=1)
        with file.change("intake.take_in") as change:
            crossings.note_received(change, number.to_bytes(16, "big"), sender, "made.up", "")

    arrived("a/personnel/u", 1)
    arrived("a/personnel/u", 2)
    source = backup_of(session, "hiring")
    arrived("kiosk/b", 3)
    arrived("a/visits/u", 4)
    found = restore_outlook.outlook(session, source).since
    assert found is not None and dict(found.letters) == {"kiosk": 1, "visits": 1}


def test_the_command_is_the_one_that_restores_it(desk: Desk, session: Session) -> None:
    source = backup_of(session, "hiring")
    words = shlex.split(restore_outlook.outlook(session, source).command)
    assert words[:3] == ["hr-desk", "backup", "restore"]
    assert words[3:] == [str(desk.folder), str(source), "--user", "hiring"]


def test_a_restore_says_the_same_afterwards(desk: Desk, session: Session) -> None:
    source = backup_of(session, "hiring")
    desk.take_in(session, list(people(2, seed=1)))
    before = restore_outlook.outlook(session, source).since
    assert before is not None and before.changes == 1
    done = restored(desk, source)
    assert (done.lost, done.carried) == (before, True)


def test_of_a_lost_file_it_says_that_nothing_can_be_said(desk: Desk, session: Session) -> None:
    source = backup_of(session, "hiring")
    desk.take_in(session, list(people(2, seed=1)))
    lose(desk, "hiring")
    done = restored(desk, source)
    assert (done.lost, done.carried) == (None, False)


def test_of_a_backup_from_before_an_earlier_restore_too(desk: Desk, session: Session) -> None:
    early = backup_of(session, "hiring")
    desk.take_in(session, list(people(2, seed=1)))
    late = backup_of(session, "hiring")
    restored(desk, early)
    again = desk.open()
    desk.take_in(again, list(people(3, seed=2)))
    assert restore_outlook.outlook(again, late).since is None
    assert restore_outlook.outlook(again, early).since is not None


def test_only_a_backup_of_a_file_one_holds_is_looked_up(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    officer = open_officer(desk)
    foreign = backup_of(officer, "privacy")
    with pytest.raises(BackupUnusable):
        restore_outlook.outlook(session, foreign)
    with pytest.raises(BackupUnusable):
        restore_outlook.outlook(session, tmp_path / "nothing.db")
    assert backups.listed(session)
