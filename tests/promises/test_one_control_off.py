# SPDX-License-Identifier: Apache-2.0
"""With one control off, its clauses turn red and no other; a good desk is green."""

import re
from pathlib import Path

import pytest

from hr_desk.catalogue.promises import OUT, clauses
from hr_desk.i18n import t
from hr_desk.operations import promises, recruitment
from hr_desk.operations.controls import BROKEN, NOT_SEEN
from hr_desk.operations.session import Session
from tests.promises.switched_off import SEAMS
from tests.support import made_up
from tests.support.desk import Desk
from tests.support.requests import open_officer

CLAUSES = 79
TEST = re.compile(r"^def (test_c_\w+)\(", re.MULTILINE)


def red(session: Session) -> set[str]:
    """Return the ids of the clauses that are not green."""
    return {one.clause.id for one in promises.board(session) if not one.green}


def naming(*controls: str) -> set[str]:
    """Return the ids of the clauses that name one of the controls."""
    return {one.id for one in clauses().values() if set(controls) & set(one.controls)}


def test_every_clause_names_controls_that_there_are() -> None:
    assert len(clauses()) == CLAUSES
    named = {control for one in clauses().values() for control in one.controls}
    assert all(one.controls for one in clauses().values())
    assert named == promises.CONTROLS.keys()
    assert SEAMS.keys() == promises.CONTROLS.keys()


def test_a_good_desk_is_green_in_every_clause(office: Session) -> None:
    assert red(office) == set()


@pytest.mark.parametrize("control", sorted(SEAMS))
def test_its_clauses_turn_red_and_no_other(
    control: str, office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert promises.look(office, control).green
    with SEAMS[control](office, monkeypatch):
        assert not promises.look(office, control).green
        assert red(office) == naming(control)
    monkeypatch.undo()
    assert promises.look(office, control).green


def test_what_people_do_themselves_says_why() -> None:
    assert all((one.reason is not None) == (one.scope != "in") for one in clauses().values())
    assert sum(one.scope == OUT for one in clauses().values()) == 5


def test_no_evidence_names_anybody(office: Session) -> None:
    said = " ".join(one.text() for one in promises.board(office))
    for fields in office.compartment("hiring").read("SELECT fields FROM person"):
        assert not [
            value for value in fields[0].split('"')[3::4] if len(value) > 5 and value in said
        ]


def test_whoever_looks_sees_what_they_hold_and_is_told_of_the_rest(desk: Desk) -> None:
    for session in (open_officer(desk), desk.open("gate")):
        board = {one.clause.id: one for one in promises.board(session)}
        states = {each.control: each.seen.state for one in board.values() for each in one.evidence}
        assert len(board) == CLAUSES
        assert states["recipients_valid"] == NOT_SEEN and not board["3.1(4)"].green
        assert (states["requests_in_time"] == NOT_SEEN) != session.holds("privacy")
        assert board["1.3(3)-a"].green and states["files_whole"] != NOT_SEEN


def test_a_file_with_something_past_due_is_counted_once(desk: Desk) -> None:
    """The mark beside a file and the file itself say the same: that is one file."""
    recruiter = desk.open()
    recruitment.withdraw(recruiter, desk.take_in(recruiter, list(made_up.people(1, seed=1))))
    desk.close()
    desk.clock.advance(days=31)
    for user in ("hiring", "gate"):
        seen = promises.look(desk.open(user), "swept").seen
        assert (seen.state, dict(seen.values)["count"]) == (BROKEN, 1)


def test_each_sentence_of_the_evidence_says_what_was_looked_at(office: Session) -> None:
    for one in promises.board(office):
        rest = one.text()
        for each in one.evidence:
            before, found, rest = rest.partition(each.text())
            assert found and before.strip(" :：") == t(each.label)
            assert each.text().endswith((".", "。")), "another sentence follows"


def name_of(id_: str) -> str:
    """Return what the test of a clause is called."""
    return "test_c_" + re.sub(r"[^a-z0-9]+", "_", id_.lower()).strip("_")


def test_every_clause_of_the_program_has_a_test_of_its_name() -> None:
    wanted = [name_of(one.id) for one in clauses().values() if one.scope != OUT]
    assert len(set(wanted)) == len(wanted)
    there = [
        name
        for path in Path(__file__).parent.glob("test_*.py")
        for name in TEST.findall(path.read_text(encoding="utf-8"))
    ]
    assert sorted(there) == sorted(wanted)
