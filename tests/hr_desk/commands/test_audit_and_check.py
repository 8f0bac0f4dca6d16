# SPDX-License-Identifier: Apache-2.0
"""The commands that look at a desk: what they answer, and that they end with 1 where it matters."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.catalogue.promises import clauses
from hr_desk.operations import backups, checking, desks, recruitment
from tests.support import forging
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import people

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(desk: Desk, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in English: exit code, its JSON or text, stderr."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desks, "SystemClock", lambda: desk.clock)

    def run_(*words: object, user: str = "hiring", plain: bool = False) -> tuple[int, Any, str]:
        monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASES[user])
        how = () if plain else ("--json",)
        code = cli.main([*map(str, words), "--user", user, "--language", "en", *how])
        captured = capsys.readouterr()
        answer = captured.out if plain or not captured.out else json.loads(captured.out)
        return code, answer, captured.err

    return run_


def test_a_log_is_verified_and_written_down(desk: Desk, run: Run, tmp_path: Path) -> None:
    code, answer, err = run("audit", "verify", desk.folder)
    assert (code, err) == (0, "") and answer["whole"]
    (file,) = answer["files"]
    assert file["file"] == "hiring.db" and file["first"] == 1 and len(file["head"]) == 64

    target = tmp_path / "logs.checkpoint"
    code, answer, _ = run("audit", "checkpoint", desk.folder, "--out", target, user="admin")
    assert code == 0 and set(answer["files"]) == set(desks.COMPARTMENTS) - {"privacy"}
    assert json.loads(target.read_bytes())["format"] == "hr-desk-checkpoint"

    code, answer, _ = run("audit", "verify", desk.folder, "--against", target)
    assert code == 0 and answer["not_compared"] == ["payroll", "personnel", "visits"]
    code, text, _ = run("audit", "verify", desk.folder, "--against", target, plain=True)
    assert code == 0 and "hiring.db: entries 1 to" in text and "not open to you" in text
    code, text, _ = run("audit", "checkpoint", desk.folder, "--out", tmp_path / "b.checkpoint",
                        plain=True)  # fmt: skip
    assert code == 0 and "Keep it away from this computer" in text


def test_a_checkpoint_shows_what_is_missing(desk: Desk, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "logs.checkpoint"
    assert run("audit", "checkpoint", desk.folder, "--out", target)[0] == 0
    session = desk.open("second")
    with forging.raw(session) as file:
        forging.drop_last(file, 4)
    desk.close()
    code, answer, err = run("audit", "verify", desk.folder, "--against", target, user="second")
    assert code == 1 and err.count("\n") == 1
    (found,) = [x for x in answer["files"][0]["findings"] if "checkpoint" in x["sentence"]]
    assert found["kind"] == "short" and "hiring.db" in found["sentence"]
    assert "restore the newest backup" in found["sentence"]


def test_an_edited_entry_is_named(desk: Desk, run: Run) -> None:
    session = desk.open("hiring")
    with forging.raw(session) as file:
        forging.edit(file, 1, operation="nothing")
    code, answer, _ = run("audit", "verify", desk.folder)
    (found,) = answer["files"][0]["findings"]
    assert code == 1 and (found["kind"], found["sequence"]) == ("content", 1)
    code, text, err = run("audit", "verify", desk.folder, plain=True)
    assert code == 1 and "entry 1 of the log was changed" in text and "lines above" in err


def test_what_is_no_checkpoint_is_refused(desk: Desk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"{}")
    for name, said in (("x", "not a checkpoint"), ("missing", "cannot be read")):
        code, answer, err = run("audit", "verify", desk.folder, "--against", tmp_path / name)
        assert code == 1 and answer == "" and said in err and err.count("\n") == 1


def test_a_checkpoint_never_replaces_a_file(desk: Desk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"mine")
    code, _, err = run("audit", "checkpoint", desk.folder, "--out", tmp_path / "x")
    assert code == 1 and "already exists" in err
    assert (tmp_path / "x").read_bytes() == b"mine"


def test_a_check_of_a_good_desk_is_well(desk: Desk, run: Run) -> None:
    backups.create(desk.open("admin"))
    desk.close()
    code, answer, err = run("check", desk.folder, user="admin")
    assert (code, err) == (0, "")
    assert [line["key"] for line in answer["lines"]] == list(checking.CHECKS)
    assert {line["level"] for line in answer["lines"]} == {"ok"}
    assert answer["level"] == "ok"
    code, text, _ = run("check", desk.folder, user="admin", plain=True)
    assert code == 0 and text.count("\n") == len(checking.CHECKS)


def test_a_check_ends_with_one_where_somebody_has_to_act(desk: Desk, run: Run) -> None:
    session = desk.open("hiring")
    recruitment.withdraw(session, desk.take_in(session, list(people(1, seed=1))))
    desk.close()
    desk.clock.advance(days=31)
    code, answer, err = run("check", desk.folder, user="gate")
    late = [line for line in answer["lines"] if line["key"] == "overdue"]
    assert code == 1 and late[0]["level"] == "bad" and late[0]["figure"] == 1
    assert err.count("\n") == 1 and "act now" in err


def test_the_promises_are_told_clause_by_clause(desk: Desk, run: Run) -> None:
    code, answer, err = run("promises", desk.folder, user="admin")
    assert (code, err) == (0, "") and len(answer["clauses"]) == 79
    told = {one["id"]: one for one in answer["clauses"]}
    assert answer.keys() == {"clauses"}
    assert all(one.keys() == {"id", "scope", "green", "evidence"} for one in told.values())
    assert told["P-1"]["green"] and told["P-1"]["scope"] == "in"
    assert "in time: Not seen: the keys of this user" in told["9-15d"]["evidence"]
    assert not told["9-15d"]["green"]
    why = clauses()["2.1"].reason
    assert why is not None and told["2.1"]["evidence"].endswith(why.en)
    code, text, _ = run("promises", desk.folder, user="admin", plain=True)
    assert code == 0 and "1.3(3)-a  green" in text and "of 79 clauses are green." in text
    assert "4.4-how  not seen  " in text and "P-1  red  " not in text


def test_what_nobody_here_can_see_is_told_apart_from_what_is_broken(desk: Desk, run: Run) -> None:
    _, text, _ = run("promises", desk.folder, user="gate", plain=True)
    lines = [line.split("  ") for line in text.splitlines()]
    counts = {word: sum(line[1:2] == [word] for line in lines) for word in ("green", "not seen")}
    assert counts["not seen"] and f"{counts['green']} of 79 clauses are green." in text
    assert f"{counts['not seen']} clauses could not be seen; each says why." in text
    board = {one["id"]: one for one in run("promises", desk.folder, user="gate")[1]["clauses"]}
    assert not board["4.4-how"]["green"], "what nobody sees is not green"
