# SPDX-License-Identifier: Apache-2.0
"""The commands for two desks: set each up with its compartments, pair them, exchange."""

import json
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli

PASSPHRASE = "correct horse battery staple"
ADMIN = ("--user", "admin")


@pytest.fixture
def run(
    cheap: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Return a function that runs one command in English and gives what it printed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASE)

    def run_(*words: object, code: int = 0) -> Any:
        try:
            ended = cli.main([*map(str, words), "--language", "en"])
        except SystemExit as stop:
            ended = int(str(stop.code))
        out, err = capsys.readouterr()
        assert ended == code, err
        if code == 0 and "--json" in words:
            return json.loads(out)
        return out if code == 0 else err

    return run_


@pytest.fixture
def places(run: Any, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A gatehouse, an office and the folder both reach."""
    gate, office, shared = tmp_path / "gate", tmp_path / "office", tmp_path / "share"
    shared.mkdir()
    init = ("--admin", "admin", "--company")
    run("init", gate, *init, "示例公司门卫室", "--compartment", "visits")
    run("init", office, *init, "示例公司", "--compartment", "hiring", "--compartment", "privacy")
    return gate, office, shared


def test_a_desk_holds_the_compartments_it_is_given(places: tuple[Path, Path, Path]) -> None:
    gate, office, _ = places
    assert sorted(path.name for path in gate.glob("*.db")) == ["visits.db"]
    assert sorted(path.name for path in office.glob("*.db")) == ["hiring.db", "privacy.db"]


@pytest.mark.parametrize("name", ["office", "nothing", ""])
def test_a_compartment_nobody_knows_is_refused(run: Any, tmp_path: Path, name: str) -> None:
    told = run(
        "init", tmp_path / "desk", "--company", "示例公司", "--admin", "admin",
        "--compartment", name, code=1,
    )  # fmt: skip
    assert "visits, hiring, personnel, payroll, privacy" in told
    assert not (tmp_path / "desk").exists()


def test_two_desks_are_paired_and_exchange(run: Any, places: tuple[Path, Path, Path]) -> None:
    gate, office, shared = places
    for desk in (gate, office):
        assert run("exchange", desk, shared, "--json")["given"] == 1
    shown = run("pair", gate, shared, "--json")
    assert shown["company"] == "示例公司"
    assert run("pair", office, shared, "--json")["code"] == shown["code"]
    assert shown["code"] in run("pair", gate, shared)

    for desk, label in ((gate, "人事办公室"), (office, "门卫室")):
        told = run("pair", desk, shared, *ADMIN, "--code", shown["code"], "--label", label)
        assert label in told
    (line,) = run("pair", office, *ADMIN, "--json")["paired"]
    assert (line["label"], line["state"], line["compartments"]) == ("门卫室", "known", ["visits"])
    done = run("exchange", gate, shared, "--json")
    assert (done["given"], done["renewed"]) == (1, [])
    assert run("exchange", office, shared, "--json")["renewed"] != []
    assert "Given: 0." in run("exchange", office, shared)

    run("pair", office, "门卫室", *ADMIN, "--remove")
    assert "Not paired" in run("pair", office, *ADMIN)


def test_what_goes_wrong_is_one_line(run: Any, places: tuple[Path, Path, Path]) -> None:
    gate, office, shared = places
    assert "exactly one" in run("pair", gate, shared, code=1)
    assert "exactly one" in run("pair", gate, shared / "missing.json", code=1)
    run("exchange", office, shared)
    assert "not the same" in run("pair", gate, shared, *ADMIN, "--code", "0000", code=1)
    own = shared / "introductions"
    run("exchange", gate, shared)
    for file in own.iterdir():
        run("pair", gate, file, "--json", code=int(file.stem == _id_of(gate)))
    assert "not paired" in run("pair", gate, "nobody", *ADMIN, "--remove", code=1)
    told = run("exchange", gate, shared / "away", code=1)
    assert "cannot be reached" in told and told.count("\n") == 1
    assert "own folder" in run("exchange", gate, gate / "inbox", code=1)


def _id_of(desk: Path) -> str:
    return str(json.loads((desk / "slots.json").read_bytes())["desk"])
