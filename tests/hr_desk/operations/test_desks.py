# SPDX-License-Identifier: Apache-2.0
"""Making a desk and opening one."""

from pathlib import Path
from typing import Any

import pytest

from hr_desk.errors import UserError
from hr_desk.operations import desks
from hr_desk.operations.admission import RoleUnknown, UserNameUnusable
from hr_desk.operations.problems import TextMissing, TextTooLong, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.problems import DeskExists, DeskMissing, DiskFull, FileNewer
from hr_desk.vault.register import Register
from hr_desk.vault.slots import WeakPassphrase, WeakSlot, use_cheap_key_derivation
from tests.support import raw_pages
from tests.support.desk import COMPANY, PASSPHRASES, Desk


def test_a_desk_is_made_whole(desk: Desk) -> None:
    names = {path.name for path in desk.folder.iterdir()}
    assert {"slots.json", "visits.db", "hiring.db", "documents", "inbox", "backups"} <= names
    assert desks.company_of(desk.folder) == COMPANY
    assert raw_pages.found(["SQLite format"], desk.path().read_bytes()) == []


@pytest.mark.usefixtures("cheap")
def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(DeskExists):
        desks.create(tmp_path, company=COMPANY, admin="admin", passphrase=PASSPHRASES["admin"])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.usefixtures("cheap")
def test_a_weak_passphrase_makes_no_desk(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        desks.create(tmp_path / "desk", company=COMPANY, admin="admin", passphrase="short")
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize("user", ["admin", "ADMIN", " Admin "])
def test_capitals_and_spaces_of_a_name_do_not_matter(desk: Desk, user: str) -> None:
    session = desks.open_desk(
        desk.folder, user=user, passphrase=PASSPHRASES["admin"], clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    assert session.user.name == "admin"
    session.close()


def test_unknown_people_and_folders(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnknownUser):
        desks.open_desk(desk.folder, user="nobody", passphrase="x")
    with pytest.raises(DeskMissing):
        desks.user_names(tmp_path / "none")


def test_a_slot_made_cheap_is_refused_outside_the_tests(desk: Desk) -> None:
    register = Register.from_bytes((desk.folder / "slots.json").read_bytes())
    assert all(slot.strength.memory_kib < 65536 for slot in register.slots.values())
    with use_cheap_key_derivation():
        desk.open("admin")
    from hr_desk.vault import slots

    before = slots._InForce.floor
    slots._InForce.floor = slots.FLOOR
    try:
        with pytest.raises(WeakSlot):
            desk.open("admin")
    finally:
        slots._InForce.floor = before


def test_a_session_that_fails_to_open_leaves_no_file_open(desk: Desk) -> None:
    session = desk.open("admin")
    with session.compartment("visits").change("test") as change:
        change.execute("PRAGMA user_version = 99")
    desk.close()
    with pytest.raises(FileNewer):
        desk.open("admin")
    only_hiring = desk.open("hiring")
    with only_hiring.compartment("hiring").presence.alone() as alone:
        assert alone


def test_closing_gives_the_files_back(desk: Desk, session: Session) -> None:
    desk.close()
    assert session.held == ()
    assert not desk.path().with_name("hiring.db-wal").exists()


def test_a_set_up_that_fails_can_be_tried_again(
    cheap: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull

    def make() -> desks.Creation:
        return desks.create(
            tmp_path / "desk", company=COMPANY, admin="admin", passphrase=PASSPHRASES["admin"]
        )

    with monkeypatch.context() as broken:
        broken.setattr(DeskFiles, "write_register", full)
        with pytest.raises(DiskFull):
            make()
    assert not list((tmp_path / "desk").iterdir())
    assert make().desk_id


def create(folder: Path, **changed: Any) -> desks.Creation:
    given = {"company": COMPANY, "admin": "老板", "passphrase": PASSPHRASES["admin"], **changed}
    return desks.create(folder, **given)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"admin": "x"}, UserNameUnusable),
        ({"admin": "a/b"}, UserNameUnusable),
        ({"admin": "recovery"}, UserNameUnusable),
        ({"admin": " Recovery "}, UserNameUnusable),
        ({"roles": ["boss"]}, RoleUnknown),
        ({"roles": ["kiosk"]}, RoleUnknown),
        ({"roles": ["recovery"]}, RoleUnknown),
        ({"company": {}}, TextMissing),
        ({"company": {"name": " \u200b "}}, TextMissing),
        ({"company": {"name": "长" * 81}}, TextTooLong),
        ({"company": {"name": "示例公司", "address": "长" * 121}}, TextTooLong),
    ],
)
def test_an_unusable_beginning_writes_nothing(
    tmp_path: Path, changed: dict[str, Any], expected: type[UserError]
) -> None:
    with pytest.raises(expected):
        create(tmp_path / "desk", **changed)
    assert not (tmp_path / "desk").exists()


@pytest.mark.usefixtures("cheap")
def test_the_record_of_a_company_is_cleaned(tmp_path: Path) -> None:
    create(tmp_path / "desk", company={"name": " 示例（青岛）\u202e公司\x00 ", "phone": " "})
    assert desks.company_of(tmp_path / "desk") == {"name": "示例（青岛）公司"}
