# SPDX-License-Identifier: Apache-2.0
"""hr-desk user card: make a card for unlocking, see who has one, block one."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hr_desk import cli
from hr_desk.domain.card_code import is_card
from hr_desk.operations import cards, desks
from hr_desk.operations.cards import CardUnknown
from tests.support.desk import PASSPHRASES, Desk

PIN = "739104"
Run = Callable[..., str]


@pytest.fixture
def run(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """A function that runs ``hr-desk user card`` and returns what it says, or its refusal."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desks, "SystemClock", lambda: desk.clock)

    def run(verb: str, *words: str, by: str = "admin", code: int = 0) -> str:
        monkeypatch.setenv("HR_DESK_PASSPHRASE", PASSPHRASES[by])
        ended = cli.main(["user", "card", verb, str(desk.folder), "--user", by, "--language", "en",
                          *words])  # fmt: skip
        said = capsys.readouterr()
        assert ended == code, said
        return said.out if code == 0 else said.err

    return run


def asked(run: Run, verb: str, *words: str) -> Any:
    return json.loads(run(verb, *words, "--json"))


def test_a_card_is_made_taken_up_and_blocked(run: Run, desk: Desk, tmp_path: Path) -> None:
    assert asked(run, "list") == {"cards": []}
    made = asked(run, "issue", "--name", "gate")
    assert made["name"] == "gate" and is_card(made["code"])
    assert asked(run, "list") == {"cards": [{"name": "gate", "in_use": False}]}
    with closing(desk.open("gate")) as session:
        cards.take_up(session, made["code"], pin=PIN)
    assert asked(run, "list") == {"cards": [{"name": "gate", "in_use": True}]}
    opened = cards.open_by_card(
        desk.folder, code=made["code"], pin=PIN, clock=desk.clock, profile=tmp_path / "data"
    )
    with closing(opened) as session:
        assert session.user.name == "gate"
    assert asked(run, "block", "--name", "gate") == {"user": made["user"]}
    with pytest.raises(CardUnknown):
        cards.holder(desk.folder, made["code"])
    assert "Nobody has a card." in run("list")


def test_the_qr_is_drawn_in_the_terminal_beside_its_digits(run: Run) -> None:
    said = run("issue", "--name", "gate").splitlines()
    assert is_card(said[-1])
    drawn = said[1:-1]
    widths = {len(line) for line in drawn}
    # 56 digits with correction M are version 2, 25 modules, with a quiet zone of 4 at each side;
    # half blocks show two rows in one line.
    assert widths == {25 + 8} and len(drawn) == (25 + 8 + 1) // 2
    assert "Waits for its PIN" in run("list")


def test_a_newer_card_voids_the_earlier_one(run: Run, desk: Desk) -> None:
    first, second = (asked(run, "issue", "--name", "gate")["code"] for _ in range(2))
    with closing(desk.open("gate")) as session:
        with pytest.raises(CardUnknown):
            cards.take_up(session, first, pin=PIN)
        cards.take_up(session, second, pin=PIN)


@pytest.mark.parametrize(
    ("by", "verb", "name", "why"),
    [
        ("admin", "issue", "admin", "need a passphrase"),
        ("admin", "issue", "nobody", "nobody"),
        ("admin", "block", "gate", "opens nothing here"),
        ("gate", "issue", "gate", "not"),
    ],
)
def test_what_is_refused_is_said_in_one_line(
    run: Run, by: str, verb: str, name: str, why: str
) -> None:
    said = run(verb, "--name", name, by=by, code=1)
    assert why in said and said.count("\n") == 1
