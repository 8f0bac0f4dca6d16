# SPDX-License-Identifier: Apache-2.0
"""The commands: answers, exit codes, errors in one line, and where a passphrase comes from."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.operations import backups, desks, recruitment, restoring, retention, users
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import people

COMPANY = ("--company", "示例公司", "--address", "示例路 1 号", "--phone", "0532-80000000")


@dataclass
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)


@dataclass
class Terminal:
    """Runs commands as a person at the desk does, with the desk's own clock."""

    desk: Desk
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def run(self, *words: object, user: str | None = "hiring", code: int = 0) -> Answer:
        """Run one command in English; its end must be ``code``."""
        if user is not None:
            self.monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASES.get(user, ""))
        named: Sequence[object] = () if user is None else ("--user", user)
        try:
            ended = cli.main([*map(str, (*words, *named)), "--language", "en"])
        except SystemExit as stop:
            ended = int(str(stop.code))
        captured = self.capsys.readouterr()
        answer = Answer(ended, captured.out, captured.err)
        assert ended == code, answer
        if code:
            assert answer.out == "" and answer.err.count("\n") == 1
        if code == 0:
            assert answer.err == ""
        return answer


@pytest.fixture
def terminal(
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for module in (desks, restoring, users):
        monkeypatch.setattr(module, "SystemClock", lambda: desk.clock)
    return Terminal(desk, capsys, monkeypatch)


def due(desk: Desk) -> None:
    """Bring the desk to the day on which two people are due."""
    session = desk.open()
    recruitment.withdraw(session, desk.take_in(session, list(people(2, seed=1))))
    desk.clock.advance(days=30)
    retention.confirm_time(session)
    desk.close()


def test_init_makes_a_desk(terminal: Terminal, tmp_path: Path) -> None:
    words = ("init", tmp_path / "new", *COMPANY, "--admin", "老板", "--json")
    terminal.monkeypatch.setenv("HR_DESK_PASSPHRASE", "words that are long enough")
    made = terminal.run(*words, user=None).data
    assert desks.user_names(tmp_path / "new") == ("老板",)
    assert len(made["recovery"]) == 2
    assert made["fingerprint"] == desks.fingerprint_of(made["desk"])
    refused = terminal.run(*words[:-1], user=None, code=1)
    assert "already holds files" in refused.err


def test_init_says_the_halves_to_a_person(terminal: Terminal, tmp_path: Path) -> None:
    terminal.monkeypatch.setenv("HR_DESK_PASSPHRASE", "words that are long enough")
    said = terminal.run(
        "init", tmp_path / "new", *COMPANY, "--admin", "老板", "--role", "recruiter", user=None
    ).out
    halves = said.strip().splitlines()[-2:]
    assert [half[:1] for half in halves] == ["A", "B"]


def test_users_are_added_listed_and_change_their_passphrase(terminal: Terminal) -> None:
    folder = terminal.desk.folder
    terminal.monkeypatch.setenv("HR_DESK_NEW_PASSPHRASE", "fresh words for somebody")
    terminal.run("user", "add", folder, "--name", "新同事", "--role", "recruiter", user="admin")
    listed = terminal.run("user", "list", folder, "--json", user="admin").data["users"]
    added = next(one for one in listed if one["name"] == "新同事")
    assert (added["roles"], added["holds"]) == (["recruiter"], ["hiring"])
    assert "新同事" in terminal.run("user", "list", folder, user="admin").out
    refused = terminal.run(
        "user", "add", folder, "--name", "x y", "--role", "recruiter", user="hiring", code=1
    )
    assert "role may not" in refused.err
    terminal.run("user", "passphrase", folder, user="second")
    terminal.run("user", "list", folder, user="second", code=1)


def test_the_preview_lists_who_is_due(terminal: Terminal) -> None:
    due(terminal.desk)
    folder = terminal.desk.folder
    lines = terminal.run("retention", "preview", folder, "--json").data["due"]
    assert [(line["class"], line["days_left"]) for line in lines] == [("WD", 0), ("WD", 0)]
    text = terminal.run("retention", "preview", folder).out
    assert all(person.name in text for person in people(2, seed=1))
    event = terminal.desk.open().catalogue.classes["WD"].clock_event.en
    assert text.count(f"from 2026-03-02: {event}") == 2
    early = terminal.run("retention", "preview", folder, "--on", "2026-03-20", "--json")
    assert early.data == {"due": [], "clock_needs_confirmation": False}


def test_a_run_deletes_and_its_certificate_verifies(terminal: Terminal) -> None:
    due(terminal.desk)
    folder = terminal.desk.folder
    done = terminal.run("retention", "run", folder, "--json").data
    sweeps = [{"compartment": "hiring", "number": 1, "counts": {"WD": 2}}]
    assert done == {"counts": {"WD": 2}, "number": 1, "proven": True, "sweeps": sweeps}
    path = folder / "certificates" / "hiring-000001.certificate"
    facts = terminal.run("certificate", "verify", path, "--json", user=None).data
    assert (facts["valid"], facts["number"], facts["counts"]) == (True, 1, {"WD": 2})
    assert facts["fingerprint"] == desks.fingerprint_of(terminal.desk.desk_id)
    said = terminal.run("certificate", "verify", path, user=None).out
    assert facts["fingerprint"] in said and "示例公司" in said
    assert "Nothing was due" in terminal.run("retention", "run", folder).out
    path.write_bytes(path.read_bytes().replace(b'"WD":2', b'"WD":3'))
    terminal.run("certificate", "verify", path, user=None, code=1)
    terminal.run("certificate", "verify", folder / "none", user=None, code=1)


def test_a_run_beside_an_open_window_says_that_the_certificate_follows(
    terminal: Terminal,
) -> None:
    due(terminal.desk)
    terminal.desk.open("second")
    said = terminal.run("retention", "run", terminal.desk.folder).out
    assert "Deleted: 2" in said and "follows" in said


def test_a_run_for_another_day_is_refused_and_for_today_confirms_the_clock(
    terminal: Terminal,
) -> None:
    session = terminal.desk.open()
    recruitment.withdraw(session, terminal.desk.take_in(session, list(people(1, seed=1))))
    terminal.desk.close()
    terminal.desk.clock.advance(days=60)
    folder, today = terminal.desk.folder, terminal.desk.clock.now().date()
    wrong = (today + timedelta(days=1)).isoformat()
    assert "2026-05-01" in terminal.run("retention", "run", folder, "--on", wrong, code=1).err
    ahead = terminal.run("retention", "run", folder, code=1).err
    assert f"further ahead than this desk may follow by itself; confirm with --on {today}" in ahead
    preview = terminal.run("retention", "preview", folder)
    assert "--on 2026-05-01" in preview.out and "Due: 0" in preview.out
    assert terminal.run("retention", "preview", folder, "--json").data["clock_needs_confirmation"]
    done = terminal.run("retention", "run", folder, "--on", today.isoformat(), "--json").data
    assert done["counts"] == {"WD": 1}


def test_backups_are_made_verified_and_restored(terminal: Terminal, tmp_path: Path) -> None:
    folder = terminal.desk.folder
    place = tmp_path / "stick"
    made = terminal.run("backup", "create", folder, "--to", place, "--json").data["backups"]
    (one,) = made
    assert (one["gone_on"], one["bytes"]) == ("2026-03-16", Path(one["file"]).stat().st_size)
    whole = terminal.run("backup", "verify", folder, one["file"], "--json").data
    assert (whole["whole"], whole["compartment"]) == (True, "hiring")
    terminal.desk.take_in(terminal.desk.open(), list(people(1, seed=1)))
    busy = terminal.run("backup", "restore", folder, one["file"], code=1)
    assert "open elsewhere" in busy.err
    terminal.desk.close()
    done = terminal.run("backup", "restore", folder, one["file"], "--json").data
    assert (done["compartment"], done["deleted_again"]) == ("hiring", 0)
    assert done["carried_over"] and done["lost"]["changes"] == 1 and done["lost"]["letters"] == {}
    assert Path(done["replaced"]).exists()
    assert backups.backups_in(folder / "backups")
    text = terminal.run("backup", "create", folder).out
    assert "kept until 2026-03-16" in text
    said = terminal.run("backup", "restore", folder, one["file"]).out
    assert "Restored" in said and "2026-03-02 09:00" in said
    assert "holds, closed requests" in said and "Then open HR Desk" in said
    terminal.run("backup", "verify", folder, folder / "hiring.db", code=1)


USAGE = (
    (),
    ("nothing",),
    ("user",),
    ("user", "add", "x"),
    ("init", "x"),
    ("backup", "restore", "x"),
    ("certificate", "verify"),
)


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_wrong_usage_ends_with_two(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_passphrase_comes_from_a_file_descriptor_first(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.write(writing, (PASSPHRASES["hiring"] + "\n").encode())
    os.close(writing)
    terminal.monkeypatch.setenv("HR_DESK_PASSPHRASE", "wrong")
    words = ("retention", "preview", str(terminal.desk.folder), "--user", "hiring")
    assert cli.main([*words, "--passphrase-fd", str(reading)]) == 0


def test_a_passphrase_is_asked_for_at_the_terminal(terminal: Terminal) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSPHRASES["hiring"]

    terminal.monkeypatch.delenv("HR_DESK_PASSPHRASE", raising=False)
    terminal.monkeypatch.setattr("getpass.getpass", answer)
    terminal.run("retention", "preview", terminal.desk.folder, "--user", "hiring", user=None)
    assert asked == ["Passphrase: "]


@pytest.mark.parametrize("trouble", ["closed terminal", "no such descriptor"])
def test_no_passphrase_to_be_had_is_a_sentence(terminal: Terminal, trouble: str) -> None:
    def closed(_prompt: str) -> str:
        raise EOFError

    terminal.monkeypatch.delenv("HR_DESK_PASSPHRASE", raising=False)
    terminal.monkeypatch.setattr("getpass.getpass", closed)
    words = ["retention", "preview", terminal.desk.folder, "--user", "hiring"]
    if trouble == "no such descriptor":
        words += ["--passphrase-fd", "987"]
    assert "passphrase" in terminal.run(*words, user=None, code=1).err.lower()


def test_with_several_users_one_has_to_be_named(terminal: Terminal) -> None:
    refused = terminal.run("retention", "preview", terminal.desk.folder, user=None, code=2)
    assert "--user" in refused.err


@pytest.mark.parametrize(("code", "words"), [("zh_CN", "没有"), ("en", "There is no")])
def test_errors_are_said_in_the_language_asked_for(
    terminal: Terminal, code: str, words: str, tmp_path: Path
) -> None:
    terminal.monkeypatch.setenv("HR_DESK_LANGUAGE", code)
    assert cli.main(["retention", "preview", str(tmp_path / "none"), "--user", "x"]) == 1
    assert words in terminal.capsys.readouterr().err


def test_the_front_desk_is_refused_in_one_line(terminal: Terminal) -> None:
    refused = terminal.run(
        "profile", "withdraw", terminal.desk.folder, "0" * 16, user="hiring", code=1
    )
    assert "role" in refused.err


def test_the_front_desk_sweeps_its_own_file(terminal: Terminal) -> None:
    due(terminal.desk)
    swept = terminal.run("retention", "run", terminal.desk.folder, "--json", user="gate").data
    assert swept == {"counts": {}, "number": None, "proven": True, "sweeps": []}


def test_the_two_printed_halves_let_a_new_admin_in(terminal: Terminal) -> None:
    half_a, half_b = terminal.desk.recovery_halves
    terminal.monkeypatch.setenv("HR_DESK_HALF_A", half_a)
    terminal.monkeypatch.setenv("HR_DESK_HALF_B", half_b)
    terminal.monkeypatch.setenv("HR_DESK_NEW_PASSPHRASE", "a brand new morning walk")
    words = ("user", "recover", terminal.desk.folder, "--name", "newadmin", "--role", "hr_admin")
    terminal.run(*words, user=None)
    listed = terminal.run("user", "list", terminal.desk.folder, "--json", user="hiring").data
    assert "newadmin" in [user["name"] for user in listed["users"]]


def test_a_mistyped_half_is_named(terminal: Terminal) -> None:
    half_a, half_b = terminal.desk.recovery_halves
    wrong = half_b[:-1] + ("0" if half_b[-1] != "0" else "1")
    terminal.monkeypatch.setenv("HR_DESK_HALF_A", half_a)
    terminal.monkeypatch.setenv("HR_DESK_HALF_B", wrong)
    words = ("user", "recover", terminal.desk.folder, "--name", "newadmin", "--role", "hr_admin")
    assert "half B" in terminal.run(*words, user=None, code=1).err


def test_init_needs_neither_address_nor_telephone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.monkeypatch.setenv("HR_DESK_PASSPHRASE", "words that are long enough")
    words = ("init", tmp_path / "new", "--company", "示例公司", "--admin", "老板")
    terminal.run(*words, user=None)
    assert desks.company_of(tmp_path / "new") == {"name": "示例公司"}


@pytest.mark.parametrize(
    "words",
    [
        ("--admin", "recovery"),
        ("--admin", "a/b"),
        ("--admin", "老板", "--role", "boss"),
        ("--admin", "老板", "--company", "\u202e"),
    ],
    ids=" ".join,
)
def test_init_refuses_what_no_desk_may_begin_with(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    terminal.monkeypatch.setenv("HR_DESK_PASSPHRASE", "words that are long enough")
    terminal.run("init", tmp_path / "new", *COMPANY, *words, user=None, code=1)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["a file", "/dev/null/x", "below a file"])
def test_a_backup_to_no_folder_is_a_sentence(
    terminal: Terminal, tmp_path: Path, place: str
) -> None:
    file = tmp_path / "stick"
    file.write_bytes(b"")
    place = {"a file": str(file), "below a file": str(file / "x" / "y")}.get(place, place)
    said = terminal.run("backup", "create", terminal.desk.folder, "--to", place, code=1).err
    assert "stick" in said or "null" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("error", [PermissionError(13, "no", "/x/y"), OSError(5, "broken")])
def test_what_the_system_refuses_is_a_sentence(terminal: Terminal, error: OSError) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    terminal.monkeypatch.setattr(retention, "preview", refused)
    said = terminal.run("retention", "preview", terminal.desk.folder, code=1).err
    assert (error.filename or "Input or output") in said
    assert "choose another place" in said


def test_a_bug_is_one_line_without_values(terminal: Terminal) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("张伟国")

    terminal.monkeypatch.setattr(retention, "preview", broken)
    said = terminal.run("retention", "preview", terminal.desk.folder, code=1).err
    assert "KeyError" in said and "test_cli.py line" in said
    assert "张伟国" not in said


def test_days_and_numbers_that_are_none_are_wrong_usage(terminal: Terminal) -> None:
    for verb in ("preview", "run"):
        for typed in ("tomorrow", "2026-02-30", ""):
            said = terminal.run("retention", verb, terminal.desk.folder, "--on", typed, code=2).err
            assert f"“{typed}”".translate({0x201C: '"', 0x201D: '"'}) in said
    for number in ("0", "-5"):
        assert "--records" in terminal.run("bench", "--records", number, user=None, code=2).err


def test_what_is_no_text_is_no_passphrase(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\xff\xfe\x00words\n")
    os.close(writing)
    words = ("retention", "preview", terminal.desk.folder, "--user", "hiring")
    for descriptor in (reading, -7, 10**12):
        said = terminal.run(*words, "--passphrase-fd", descriptor, user=None, code=1).err
        assert "UTF-8" in said
    recover = ("user", "recover", terminal.desk.folder, "--name", "newadmin", "--role", "hr_admin")
    terminal.run(*recover, "--halves-fd", 987, user=None, code=1)
