# SPDX-License-Identifier: Apache-2.0
"""The clauses whose part of the program is not built: their board says so, and no more.

Whoever builds such a part puts a control in the place of the missing one, and a test of what it
does under the same name in the place of the one here, which fails from then on.
"""

import re
from pathlib import Path

from hr_desk.catalogue.promises import OUT, clauses
from hr_desk.operations import promises
from hr_desk.operations.controls import NOT_BUILT
from hr_desk.operations.session import Session

TEST = re.compile(r"^def (test_c_\w+)\(", re.MULTILINE)


def not_built(office: Session, id_: str) -> bool:
    """Whether the board says that a part of the clause is missing, and the clause is red."""
    seen = [promises.look(office, control) for control in clauses()[id_].controls]
    (one,) = (one for one in promises.put_together(seen) if one.clause.id == id_)
    return not one.green and NOT_BUILT in {each.seen.state for each in one.evidence}


def test_c_3_4_5(office: Session) -> None:
    assert not_built(office, "3.4(5)")


def test_c_3_4_6(office: Session) -> None:
    assert not_built(office, "3.4(6)")


def test_c_4_1_org(office: Session) -> None:
    assert not_built(office, "4.1-org")


def test_c_4_4_tell(office: Session) -> None:
    assert not_built(office, "4.4-tell")


def test_c_4_4_how(office: Session) -> None:
    assert not_built(office, "4.4-how")


def test_c_4_4_report(office: Session) -> None:
    assert not_built(office, "4.4-report")


def test_c_6_3(office: Session) -> None:
    assert not_built(office, "6.3")


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
