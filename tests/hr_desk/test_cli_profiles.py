# SPDX-License-Identifier: Apache-2.0
"""The commands that make, list, replace and withdraw a kiosk's profile."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.operations import desks
from hr_desk.vault.profiles import read_profile
from tests.support.desk import PASSPHRASES, Desk
from tests.support.pseudo import CODE, NAME, po, pseudo_language


@dataclass
class Commands:
    """Runs ``hr-desk profile`` as a user of the desk, in English."""

    desk: Desk
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def run(self, verb: str, *words: object, user: str = "admin", code: int = 0) -> str:
        """Return what a command printed, on stderr where it failed."""
        self.monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASES[user])
        line = ["profile", verb, self.desk.folder, *words, "--user", user, "--language", "en"]
        try:
            ended = cli.main([str(word) for word in line])
        except SystemExit as stop:
            ended = int(str(stop.code))
        captured = self.capsys.readouterr()
        assert ended == code, captured
        return captured.err if code else captured.out

    def ask(self, verb: str, *words: object) -> Any:
        """Return the answer as JSON."""
        return json.loads(self.run(verb, *words, "--json"))


@pytest.fixture
def commands(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Commands:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desks, "SystemClock", lambda: desk.clock)
    return Commands(desk, capsys, monkeypatch)


def test_a_profile_is_made_listed_replaced_and_withdrawn(
    commands: Commands, tmp_path: Path
) -> None:
    first, second = tmp_path / "east.profile", tmp_path / "east-2.profile"
    made = commands.ask("create", "--out", first, "--name", "东门")
    assert read_profile(first.read_bytes(), desk=made["desk"]).profile_id == made["profile"]
    assert (made["name"], made["serial"], made["expires_on"]) == ("东门", 1, "2026-05-31")
    (listed,) = commands.ask("list")["profiles"]
    assert listed.items() <= made.items()
    again = commands.ask("replace", made["profile"], "--out", second)
    assert (again["profile"], again["serial"]) == (made["profile"], 2)
    assert commands.ask("withdraw", made["profile"]) == {"profile": made["profile"]}
    assert commands.ask("list") == {"profiles": []}


def test_a_person_is_told_what_to_do_next(commands: Commands, tmp_path: Path) -> None:
    told = commands.run("create", "--out", tmp_path / "east.profile")
    shown = desks.fingerprint_of(commands.desk.desk_id)
    assert f"hr-desk kiosk east.profile --desk {shown} --inbox FOLDER" in told
    assert "2026-05-31" in told
    assert "Kiosk" in commands.run("list")
    commands.desk.clock.advance(days=91)
    assert "outdated" in commands.run("list")
    (line,) = commands.ask("list")["profiles"]
    assert "Switch the kiosk off" in commands.run("withdraw", line["profile"])


def test_nothing_is_made_where_its_file_could_not_be_written(
    commands: Commands, tmp_path: Path
) -> None:
    taken = tmp_path / "east.profile"
    taken.write_bytes(b"mine")
    for place in (taken, commands.desk.folder / "east.profile", tmp_path / "no" / "east.profile"):
        assert commands.run("create", "--out", place, code=1).count("\n") == 1
    assert commands.ask("list") == {"profiles": []}
    assert taken.read_bytes() == b"mine"


def test_a_language_file_comes_along_or_is_refused_with_a_sentence(
    commands: Commands, tmp_path: Path
) -> None:
    good, bad, out = tmp_path / "eo.po", tmp_path / "bad.po", tmp_path / "east.profile"
    bad.write_bytes(po({"{count} days": "days"}))
    for file in (bad, tmp_path / "missing.po"):
        commands.run("create", "--out", out, "--language-file", file, code=1)
    good.write_bytes(pseudo_language())
    made = commands.ask("create", "--out", out, "--language-file", good)
    assert made["languages"] == ["zh_CN", "en", CODE]
    found = read_profile(out.read_bytes(), desk=made["desk"])
    assert found.extra_languages[CODE].name == NAME


@pytest.mark.parametrize("user", ["gate", "hiring"])
def test_only_an_hr_admin_makes_one(commands: Commands, tmp_path: Path, user: str) -> None:
    out = tmp_path / "east.profile"
    commands.run("create", "--out", out, user=user, code=1)
    assert not out.exists()


def test_a_profile_that_is_not_there_is_told_so(commands: Commands, tmp_path: Path) -> None:
    commands.run("withdraw", "00" * 8, code=1)
    commands.run("replace", "00" * 8, "--out", tmp_path / "x", code=1)
    assert not (tmp_path / "x").exists()


def test_out_is_needed(commands: Commands) -> None:
    commands.run("create", code=2)
