# SPDX-License-Identifier: Apache-2.0
"""hr-desk user: roles, keys, removing and recovery from a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.operations import desks, users
from tests.support.desk import PASSPHRASES, Desk

NEW = "lantern under seven bridges"

Run = Callable[..., Any]


@pytest.fixture
def run(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """A function that runs ``hr-desk user`` as a user and returns its JSON, or its refusal."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for module in (desks, users):
        monkeypatch.setattr(module, "SystemClock", lambda: desk.clock)
    for name, half in zip("AB", desk.recovery_halves, strict=True):
        monkeypatch.setenv(f"HR_DESK_HALF_{name}", half)
    monkeypatch.setenv("HR_DESK_NEW_PASSPHRASE", NEW)

    def run(verb: str, *words: str, by: str = "", passphrase: str = "", code: int = 0) -> Any:
        monkeypatch.setenv("HR_DESK_PASSPHRASE", passphrase or PASSPHRASES.get(by, NEW))
        named = ["--user", by] if by else []
        ended = cli.main(["user", verb, str(desk.folder), *words, *named, "--json",
                          "--language", "en"])  # fmt: skip
        said = capsys.readouterr()
        assert ended == code, said
        return json.loads(said.out) if code == 0 else said.err

    return run


def listed(run: Run, name: str) -> Any:
    return next(u for u in run("list", by="admin")["users"] if u["name"] == name)


def test_roles_are_changed(run: Run, desk: Desk) -> None:
    done = run("role", "--name", "second", "--role", "front_desk", by="admin")
    assert done == {"renewed": ["hiring"], "owed": [], "profiles": []}
    assert listed(run, "second")["roles"] == ["front_desk"]
    assert desk.open("second").held == ("visits",)


def test_a_user_is_removed_and_cannot_open_the_desk(run: Run) -> None:
    assert run("remove", "--name", "second", by="admin")["renewed"] == ["hiring"]
    assert "second" in run("list", by="second", code=1)
    assert "only HR admin" in run("remove", "--name", "admin", by="admin", code=1)
    assert "nobody" in run("remove", "--name", "nobody", by="admin", code=1)
    assert "recovery key" in run("remove", "--name", "recovery", by="admin", code=1)


def test_a_user_is_removed_at_once_though_their_window_is_open(run: Run, desk: Desk) -> None:
    session = desk.open("second")
    assert "second" in run("remove", "--name", "second", by="admin", code=1)
    assert run("remove", "--name", "second", "--later", by="admin")["owed"] == ["hiring"]
    assert run("list", by="admin")["owed"] == ["hiring"]
    assert "Hiring" in run("renew", "--compartment", "hiring", by="admin", code=1)
    session.close()
    assert run("renew", "--compartment", "hiring", by="admin")["renewed"] == ["hiring"]
    assert "Hiring" in run("renew", "--compartment", "hiring", by="admin", code=1)
    assert "none" in run("renew", "--compartment", "none", by="admin", code=1)


def test_waiting_keys_are_given_with_the_recovery_halves(run: Run) -> None:
    run("add", "--name", "officer", "--role", "privacy_officer", by="admin")
    assert listed(run, "officer")["waits"] == ["privacy"]
    assert "waits for no key" in run("grant", "--name", "officer", by="admin", code=1)
    assert run("grant", "--name", "officer", "--recovery") == {"user": "officer"}
    assert listed(run, "officer")["holds"] == ["privacy"]


def test_an_owed_key_is_renewed_by_recovery_or_with_an_admins_word(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("officer", "deputy"):
        run("add", "--name", name, "--role", "privacy_officer", by="admin")
        run("grant", "--name", name, "--recovery")
    run("remove", "--name", "deputy", by="admin")
    done = run("recover", "--name", "newadmin", "--role", "hr_admin", "--settle")
    assert (done["granted"], done["renewed"]) == ([], ["privacy"])
    run("add", "--name", "deputy", "--role", "privacy_officer", by="admin")
    run("grant", "--name", "deputy", by="officer")
    run("remove", "--name", "deputy", by="admin")
    words = ("renew", "--compartment", "privacy", "--admin", "admin")
    monkeypatch.setenv("HR_DESK_ADMIN_PASSPHRASE", "not the passphrase")
    assert "passphrase" in run(*words, by="officer", code=1)
    monkeypatch.setenv("HR_DESK_ADMIN_PASSPHRASE", PASSPHRASES["admin"])
    assert run(*words, by="officer")["renewed"] == ["privacy"]


def test_a_forgotten_passphrase_is_set_by_an_admin_or_by_recovery(run: Run, desk: Desk) -> None:
    run("passphrase", "--name", "hiring", by="admin")
    assert run("list", by="hiring", passphrase=NEW)["users"]
    run("recover", "--name", "gate")
    assert run("list", by="gate", passphrase=NEW)["users"]
    assert "front_desk" in listed(run, "gate")["roles"]
    run("recover", "--name", "newadmin", "--role", "hr_admin")
    assert run("list", by="newadmin")["users"]


def test_more_rights_take_a_new_passphrase(run: Run) -> None:
    run("role", "--name", "gate", "--role", "hr_admin", by="admin")
    refused = run("list", by="gate", code=1)
    assert "hr-desk user passphrase" in refused
    run("passphrase", by="gate")
    assert run("list", by="gate", passphrase=NEW)["users"]
