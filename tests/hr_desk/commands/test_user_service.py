# SPDX-License-Identifier: Apache-2.0
"""hr-desk user service and retention run --service-key: what a scheduler is given, and does."""

import json
import multiprocessing
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.operations import auditing, desks, recruitment, service
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import people

Run = Callable[..., str]


@pytest.fixture
def run(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """A function that runs a command and returns what it says, or its refusal."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for module in (desks, service):
        monkeypatch.setattr(module, "SystemClock", lambda: desk.clock)

    def run(*words: object, by: str | None = "admin", code: int = 0) -> str:
        named = () if by is None else ("--user", by)
        monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASES[by] if by else "")
        try:
            ended = cli.main([*map(str, words), *named, "--language", "en"])
        except SystemExit as stop:
            ended = int(str(stop.code))
        said = capsys.readouterr()
        assert ended == code, said
        return said.out if code == 0 else said.err

    return run


def asked(run: Run, *words: object, by: str | None = "admin") -> Any:
    return json.loads(run(*words, "--json", by=by))


def sweep(run: Run, desk: Desk, key: Path) -> Any:
    """What the scheduler runs: no user, no passphrase."""
    return asked(run, "retention", "run", desk.folder, "--service-key", key, by=None)


def test_it_is_switched_on_sweeps_and_is_switched_off(run: Run, desk: Desk, tmp_path: Path) -> None:
    key = tmp_path / "service.key"
    assert asked(run, "user", "service", "show", desk.folder) == {"on": False}
    made = asked(run, "user", "service", "on", desk.folder, "--key", key,
                 "--compartment", "hiring", "--compartment", "visits")  # fmt: skip
    assert (made["sweeps"], made["waits"], made["key"]) == (["visits", "hiring"], [], str(key))
    with closing(desk.open()) as session:
        ids = desk.take_in(session, list(people(2, seed=3)))
        recruitment.reject(session, list(ids), reason="skills")
    counted = 0
    for _ in range(181):
        desk.clock.advance(days=1)
        counted += sum(sweep(run, desk, key)["counts"].values())
    assert counted >= 2
    said = run("user", "service", "off", desk.folder)
    assert "copied" in said and "Visits" in said
    refused = run("retention", "run", desk.folder, "--service-key", key, by=None, code=1)
    assert "off" in refused and "hr-desk user service on" in refused


def test_the_list_of_users_names_it_for_what_it_is(run: Run, desk: Desk, tmp_path: Path) -> None:
    said = run("user", "service", "on", desk.folder, "--key", tmp_path / "service.key")
    assert "Privacy" in said.split("Waits for a key")[1]
    listed = run("user", "list", desk.folder)
    assert "Deletion service" in listed
    assert "\nservice" not in listed


def test_a_key_file_that_others_read_is_refused_in_one_line(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    key = tmp_path / "service.key"
    run("user", "service", "on", desk.folder, "--key", key)
    key.chmod(0o644)
    refused = run("retention", "run", desk.folder, "--service-key", key, by=None, code=1)
    assert "chmod 600" in refused and refused.count("\n") == 1


def test_it_gives_no_word_for_a_clock_that_leapt(run: Run, desk: Desk, tmp_path: Path) -> None:
    key = tmp_path / "service.key"
    run("user", "service", "on", desk.folder, "--key", key)
    desk.clock.advance(days=9)
    command = ("retention", "run", desk.folder, "--service-key", key)
    refused = run(*command, by=None, code=1)
    assert "in the window" in refused
    assert "not allowed with" in run(*command, "--on", "2026-03-11", by=None, code=2)
    run("retention", "run", desk.folder, "--on", "2026-03-11")
    sweep(run, desk, key)


def window(desk: Desk, told: Any) -> None:
    """Another process: a recruiter's window that writes until it is told to close."""
    session = desk.open("hiring")
    taken: list[str] = []
    while not told.poll():
        taken += desk.take_in(session, list(people(1, seed=1000 + len(taken))))
        if len(taken) == 1:
            told.send("open")
    there = {one for (one,) in session.compartment("hiring").read("SELECT id FROM application")}
    desk.close()
    os._exit(0 if set(taken) <= there else 1)


def test_it_runs_beside_a_window_of_another_process(run: Run, desk: Desk, tmp_path: Path) -> None:
    key = tmp_path / "service.key"
    run("user", "service", "on", desk.folder, "--key", key)
    with closing(desk.open()) as session:
        ids = desk.take_in(session, list(people(2, seed=3)))
        recruitment.withdraw(session, list(ids))
    for _ in range(14):
        desk.clock.advance(days=2)
        sweep(run, desk, key)
    processes = multiprocessing.get_context("fork")
    own, theirs = processes.Pipe()
    beside = processes.Process(target=window, args=(desk, theirs), daemon=True)
    beside.start()
    assert own.poll(60) and own.recv() == "open"
    desk.clock.advance(days=2)
    done = [sweep(run, desk, key) for _ in range(5)]
    own.send("close")
    beside.join(60)
    assert beside.exitcode == 0
    assert (done[0]["counts"], done[0]["proven"]) == ({"WD": 2}, False)
    with closing(desk.open("admin")) as session:
        there = {one for (one,) in session.compartment("hiring").read("SELECT id FROM application")}
        assert not there & set(ids) and there
        assert auditing.verify(session).findings == ()
    assert sweep(run, desk, key)["proven"]
