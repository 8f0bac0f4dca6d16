# SPDX-License-Identifier: Apache-2.0
"""Somebody leaves the company with yesterday's copy of the whole desk in their pocket.

The admin removes them, knowing nobody else's passphrase. What was copied is lost; what is here
today, and comes after, opens for them no more, and for everyone else as before.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hr_desk.errors import UserError
from hr_desk.operations import backups, candidates, desks, granting, memberships, restoring, users
from hr_desk.operations.backups import BackupLine
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store import driver
from hr_desk.store.problems import FileDamaged, FileMissing
from hr_desk.vault import slots
from hr_desk.vault.grants import GrantProblem, open_grant
from hr_desk.vault.keys import CompartmentSecret, UserKeys
from hr_desk.vault.register import Register
from tests.support import made_up, raw_pages
from tests.support.desk import PASSPHRASES, Desk, file_key

LEAVER = "second"


@dataclass(frozen=True)
class Pocket:
    """What the leaver took along: the folder, their keys, the secret and the file's raw key."""

    folder: Path
    keys: UserKeys
    secret: CompartmentSecret
    file_key: bytes


@dataclass(frozen=True)
class Story:
    """The desk after the removal, what the leaver has, and a backup of the day before."""

    desk: Desk
    pocket: Pocket
    backup: BackupLine
    opened: tuple[str, ...]

    def today(self) -> Path:
        """The path of the file in force."""
        return self.desk.folder / "hiring-2.db"

    def register(self) -> Register:
        """The register in force."""
        return desks.read_register(self.desk.folder)


def take_along(desk: Desk, session: Session) -> Pocket:
    """Copy the whole folder, as any user of the machine can, and remember one's own keys."""
    keys, key = session.keys, file_key(session, "hiring")
    secret = granting.granter_of(session, session.register).held["hiring", 1]
    desk.close()
    copy = desk.folder.parent / "pocket"
    shutil.copytree(desk.folder, copy)
    return Pocket(copy, keys, CompartmentSecret(secret), key)


@pytest.fixture
def story(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    leaver = desk.open(LEAVER)
    desk.take_in(leaver, list(made_up.people(40, seed=7)))
    (backup,) = backups.create(leaver)
    pocket = take_along(desk, leaver)
    opened: list[str] = []
    monkeypatch.setattr(desks, "open_slot", noting(opened))
    remove_as_admin(desk)
    monkeypatch.undo()
    yield Story(desk, pocket, backup, tuple(opened))
    desk.close()


def noting(opened: list[str]):  # type: ignore[no-untyped-def]
    """Return the real opening of slots, which notes whose slot it was."""

    def open_slot(slot: slots.Slot, passphrase: str, **values: object) -> UserKeys:
        opened.append(slot.user_id)
        return slots.open_slot(slot, passphrase, **values)  # type: ignore[arg-type]

    return open_slot


def remove_as_admin(desk: Desk) -> None:
    """Remove the leaver with the admin's passphrase and nothing else."""
    session = desks.open_desk(
        desk.folder, user="admin", passphrase=PASSPHRASES["admin"], clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    leaver = next(line for line in users.list_users(session) if line.name == LEAVER)
    done = memberships.remove(session, leaver.id)
    assert (done.renewed, done.owed) == (("hiring",), ())
    session.close()


def test_the_admins_slot_alone_was_opened(story: Story) -> None:
    admin = story.register().named("admin")
    assert admin is not None and story.opened == (admin.id,)


def test_the_leavers_passphrase_opens_nothing_today(story: Story) -> None:
    with pytest.raises(UnknownUser):
        story.desk.open(LEAVER)
    assert LEAVER not in desks.user_names(story.desk.folder)


def test_yesterdays_slots_open_nothing_today(story: Story) -> None:
    """Neither put in the place of today's, nor with today's file under yesterday's name."""
    folder = story.desk.folder
    shutil.copy(story.pocket.folder / "slots.json", folder / "slots.json")
    with pytest.raises(FileMissing):
        story.desk.open(LEAVER)
    shutil.copy(story.today(), folder / "hiring.db")
    with pytest.raises(FileDamaged):
        story.desk.open(LEAVER)


def test_no_grant_of_today_opens_for_the_leaver(story: Story) -> None:
    register = story.register()
    assert len(register.grants) > 5
    for grant in register.grants:
        with pytest.raises(GrantProblem):
            open_grant(
                grant, desk_id=register.desk_id, keys=story.pocket.keys,
                granter=register.user(grant.by).public,
            )  # fmt: skip


def test_yesterdays_secret_does_not_open_todays_file(story: Story) -> None:
    old = driver.connect(story.pocket.folder / "hiring.db", story.pocket.file_key)
    assert old.execute("SELECT count(*) FROM person").fetchone()[0] == 40
    old.close()
    secret = story.pocket.secret
    for key in (story.pocket.file_key, secret.secret, secret.digest_key()):
        with pytest.raises(FileDamaged):
            driver.connect(story.today(), key)
    with pytest.raises(raw_pages.NotThisKey):
        list(raw_pages.pages(story.today(), story.pocket.file_key))


def test_no_page_of_yesterday_stands_in_todays_file(story: Story) -> None:
    before = blocks(story.pocket.folder / "hiring.db")
    assert len(before) > 10
    assert before & blocks(story.today()) == set()
    # The same join finds what has not changed since.
    assert len(before & blocks(story.backup.path)) > len(before) / 2


def blocks(path: Path) -> set[bytes]:
    """Return the ciphertext of each page, without what a first page begins with."""
    data = path.read_bytes()
    return {data[at + 16 : at + 4096] for at in range(0, len(data), 4096)}


def test_the_old_file_is_gone_and_its_backup_is_not(story: Story) -> None:
    names = {path.name for path in story.desk.folder.iterdir()}
    assert "hiring-2.db" in names and "hiring.db" not in names
    assert story.backup.path.exists()


@pytest.mark.parametrize("name", ["admin", "hiring", "gate"])
def test_everyone_else_opens_the_desk_with_their_old_passphrase(story: Story, name: str) -> None:
    session = story.desk.open(name)
    if session.holds("hiring"):
        assert candidates.count_applications(session, ListQuery()) == 40
    assert session.held


def test_the_halves_printed_on_the_first_day_still_open_everything(story: Story) -> None:
    session = users.open_by_recovery(
        story.desk.folder, halves=story.desk.recovery_halves, clock=story.desk.clock,
        profile=story.desk.profile,
    )  # fmt: skip
    assert set(session.held) == set(desks.COMPARTMENTS)
    assert session.compartment("hiring").read_one("SELECT count(*) FROM person")[0] == 40
    session.close()


def test_a_backup_of_yesterday_is_restored_under_todays_secret(story: Story) -> None:
    session = story.desk.open("hiring")
    more = list(made_up.people(3, seed=8))
    story.desk.take_in(session, more)
    story.desk.close()
    restoring.restore(
        story.desk.folder, story.backup.path, user="admin", passphrase=PASSPHRASES["admin"],
        clock=story.desk.clock,
    )  # fmt: skip
    session = story.desk.open("hiring")
    assert candidates.count_applications(session, ListQuery()) == 40
    assert session.compartment("hiring").fact("epoch") == "2"
    story.desk.close()
    with pytest.raises(UserError):
        story.desk.open(LEAVER)
    with pytest.raises(FileDamaged):
        driver.connect(story.today(), story.pocket.file_key)


def test_the_log_goes_on_and_names_who_was_removed(story: Story) -> None:
    session = story.desk.open("admin")
    file = session.compartment("hiring")
    file.verify_chain(session.signed_by)
    (body,) = file.read_one("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
    leaver = next(user for user in story.register().users if user.name == LEAVER)
    assert '"user.remove"' in body and leaver.id in body and '"epoch":2' in body
