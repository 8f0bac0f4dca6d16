# SPDX-License-Identifier: Apache-2.0
"""The command ``export payroll``: an approved hand-off, and no value of anybody in what it says."""

import hashlib
from pathlib import Path

import pytest

from hr_desk.operations import (
    desks,
    disclosure,
    hand_off_register,
    onboarding,
    standing_hand_offs,
)
from hr_desk.operations.hand_off_problems import NothingNew, NotReady
from tests.hr_desk.test_cli import Terminal
from tests.support.desk import Desk
from tests.support.handing_off import TYPED, approved, cells_of, employed, unlocked
from tests.support.joining import opened, somebody, welcome

RECIPIENT = "示例市办理中心"
KEY = "payroll_new_hires"


@pytest.fixture
def terminal(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desks, "SystemClock", lambda: desk.clock)
    return Terminal(desk, capsys, monkeypatch)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def words(terminal: Terminal, out: Path, *more: object) -> tuple[object, ...]:
    place = ("--out", out, "--recipient", RECIPIENT)
    return ("export", "payroll", terminal.desk.folder, *place, *more)


def test_a_file_leaves_and_only_its_entry_and_numbers_are_said(
    terminal: Terminal, out: Path
) -> None:
    desk = terminal.desk
    (joiner,) = employed(desk, somebody())
    approved(desk.open("admin"), KEY)
    desk.close()
    answer = terminal.run(*words(terminal, out, "--json"), user="admin")
    said = answer.data
    (file,) = out.iterdir()
    assert (said["rows"], said["template"], said["recipient"]) == (1, KEY, RECIPIENT)
    assert said["file"] == str(file)
    assert said["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert "password" not in said and said["locked"]
    assert not any(value in answer.out for value in TYPED[0].values() if len(value) > 4)
    admin = desk.open("admin")
    (line,) = hand_off_register.list_hand_offs(admin)
    assert (line.id, line.completed, line.people) == (said["id"], True, 1)
    password = hand_off_register.password(admin, line.id)
    assert TYPED[0]["id_number"] in cells_of(unlocked(file.read_bytes(), password))[1]
    assert joiner not in answer.out
    desk.close()
    # The same people have gone; nothing goes twice silently.
    refused = terminal.run(*words(terminal, out), user="admin", code=1)
    assert refused.err.strip() == NothingNew(name=RECIPIENT).text("en")


def test_who_is_not_complete_goes_only_when_named(terminal: Terminal, out: Path) -> None:
    desk = terminal.desk
    whole, owing = employed(desk, somebody(), somebody(full_name="赵敏敏", mobile="13900139001"))
    colleague = welcome(desk)
    version = opened(colleague, owing).version
    onboarding.edit(colleague, owing, {"id_type": None}, version=version)
    admin = desk.open("admin")
    approved(admin, KEY)
    desk.close()
    said = terminal.run(*words(terminal, out, "--json"), user="admin").data
    assert (said["rows"], said["waiting"]) == (1, [owing])
    second = out / "second"
    second.mkdir()
    owed = terminal.run(*words(terminal, second), user="admin", code=1)
    assert owed.err.strip() == NotReady(people=1).text("en")
    named = words(terminal, second, "--incomplete", owing, "--show-password")
    text = terminal.run(*named, user="admin").out
    (file,) = second.iterdir()
    password = text.strip().splitlines()[-1].partition("Password: ")[2]
    assert len(cells_of(unlocked(file.read_bytes(), password))) == 2
    assert "Rows: 1." in text and "Register: " in text and "赵敏敏" not in text
    refused = terminal.run(*words(terminal, out, "--incomplete", "none"), user="admin", code=1)
    assert whole not in refused.err


def test_what_does_not_name_one_approved_hand_off_is_refused(terminal: Terminal, out: Path) -> None:
    desk = terminal.desk
    employed(desk, somebody())
    desk.close()
    none = terminal.run(*words(terminal, out), user="admin", code=1)
    assert RECIPIENT in none.err
    admin = desk.open("admin")
    standing = approved(admin, KEY)
    approved(admin, "social_insurance_enrolment")
    desk.close()
    for more in (("--template", "bank_accounts"), ("--purpose", "visit.access")):
        terminal.run(*words(terminal, out, *more), user="admin", code=1)
    unclear = terminal.run(*words(terminal, out), user="admin", code=2)
    assert KEY in unclear.err and "social_insurance_enrolment" in unclear.err
    terminal.run(*words(terminal, out, "--template", KEY), user="hiring", code=1)
    standing_hand_offs.end(desk.open("admin"), standing)
    desk.close()
    terminal.run(*words(terminal, out, "--template", KEY), user="admin", code=1)
    assert list(out.iterdir()) == []
    assert disclosure.registered(desk.open("admin")) == ()
    desk.close()
    label = "发放工资、办理社保和公积金"
    said = terminal.run(*words(terminal, out, "--purpose", label, "--json"), user="admin").data
    assert said["template"] == "social_insurance_enrolment"
