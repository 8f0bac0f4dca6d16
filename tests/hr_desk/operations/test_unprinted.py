# SPDX-License-Identifier: Apache-2.0
"""A paper whose printer failed stays entered as "not completed", and Today names it."""

from dataclasses import replace
from pathlib import Path

import pytest

from hr_desk.operations import disclosure, today, unprinted, visit_prints
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.problems import TargetExists
from hr_desk.operations.session import Session
from hr_desk.operations.today import TodayLine
from tests.support.desk import Desk
from tests.support.made_up import people


@pytest.fixture
def about(desk: Desk, session: Session) -> Disclosure:
    """A paper about one candidate."""
    (id_,) = desk.take_in(session, list(people(1, seed=1)))
    return Disclosure(
        kind="print", recipient="示例公司", purpose="apply.assess", fields=("full_name",),
        records=(id_,),
    )  # fmt: skip


def line_of(session: Session) -> TodayLine | None:
    lines = [one for one in today.summary(session) if one.key.startswith(today.UNPRINTED)]
    return lines[0] if lines else None


def test_an_entry_whose_paper_did_not_come_is_not_completed_and_named(
    session: Session, about: Disclosure
) -> None:
    disclosure.paper(about).register(session, b"%PDF")
    (entry,) = disclosure.registered(session)
    assert not entry.completed
    line = line_of(session)
    assert line is not None and (line.count, line.page, line.argument) == (
        1, "record", about.records[0],
    )  # fmt: skip


def test_the_same_paper_printed_later_stands_for_it(session: Session, about: Disclosure) -> None:
    leaving = disclosure.paper(about)
    leaving.register(session, b"%PDF")
    other = disclosure.paper(replace(about, purpose="hire.contract"))
    other.complete(session, other.register(session, b"%PDF").created[0])
    assert [one.file for one in unprinted.waiting(session)] == ["hiring"]
    leaving.complete(session, leaving.register(session, b"%PDF again").created[0])
    assert unprinted.waiting(session) == ()
    assert [one.completed for one in disclosure.registered(session)] == [True, True, False]


def test_a_file_completes_the_entry_of_a_print_that_failed(
    session: Session, about: Disclosure, tmp_path: Path
) -> None:
    leaving = disclosure.paper(about)
    (entry,) = leaving.register(session, b"%PDF").created
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"mine")
    with pytest.raises(TargetExists):
        disclosure.let_out(session, leaving, b"%PDF", taken, entry=entry)
    assert unprinted.waiting(session) and taken.read_bytes() == b"mine"
    disclosure.let_out(session, leaving, b"%PDF", tmp_path / "paper.pdf", entry=entry)
    (line,) = disclosure.registered(session)
    assert line.completed and unprinted.waiting(session) == ()


def test_it_is_named_to_whoever_printed_it_for_a_week(
    desk: Desk, session: Session, about: Disclosure
) -> None:
    disclosure.paper(about).register(session, b"%PDF")
    assert line_of(desk.open("admin")) is None
    desk.clock.advance(days=7)
    assert line_of(session) is not None
    desk.clock.advance(days=1)
    assert line_of(session) is None
    (line,) = disclosure.registered(session)
    assert not line.completed


def test_a_paper_about_several_is_offered_where_they_are_listed(desk: Desk) -> None:
    gate = desk.open("gate")
    two = Disclosure(
        kind="print", recipient="示例公司", purpose="visit.access", fields=("full_name",),
        records=("1" * 32, "2" * 32),
    )  # fmt: skip
    roll_call = replace(two, purpose="visit.emergency")
    blank = replace(two, fields=(), records=())
    for paper, page in ((roll_call, "front_desk"), (blank, "notice")):
        visit_prints.paper(paper).register(gate, b"%PDF")
        (found,) = unprinted.waiting(gate)
        assert (found.file, found.page, found.record) == ("visits", page, None)
