# SPDX-License-Identifier: Apache-2.0
"""A note for the shift: short, seen by the front desk, masked with its visit, gone with it."""

import pytest

from hr_desk.operations import visit_notes, visits
from hr_desk.operations.problems import NotPermitted, RecordGone, TextTooLong
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitAged, VisitQuery
from tests.support.desk import Desk
from tests.support.visitors import signed_in


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


def noted(session: Session) -> str:
    (one,) = visits.list_visits(session, VisitQuery())
    return one.note


def last_entry(session: Session) -> str:
    (body,) = session.compartment("visits").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    return str(body)


def test_a_note_is_written_replaced_and_taken_away(gate: Session) -> None:
    id_ = signed_in(gate)
    assert noted(gate) == ""
    visit_notes.note(gate, id_, "  等仓库来接 ")
    assert noted(gate) == "等仓库来接"
    visit_notes.note(gate, id_, "已接走")
    assert noted(gate) == "已接走"
    visit_notes.note(gate, id_, "")
    assert noted(gate) == ""


def test_what_must_not_stand_there_is_named_by_key_and_nowhere_quoted(gate: Session) -> None:
    id_ = signed_in(gate)
    visit_notes.note(gate, id_, "带了笔记本电脑")
    assert "free_text" not in last_entry(gate)
    visit_notes.note(gate, id_, "身份证 370202199001011231")
    entry = last_entry(gate)
    assert '"free_text":["visit_note"]' in entry and "370202" not in entry


def test_who_may_not_see_where_a_visitor_goes_reads_no_note(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    visit_notes.note(gate, id_, "等仓库来接")
    admin = desk.open("admin")
    assert noted(admin) == ""
    with pytest.raises(NotPermitted):
        visit_notes.note(admin, id_, "x")


def test_a_note_is_short_and_about_a_visit_that_is_here(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    with pytest.raises(TextTooLong):
        visit_notes.note(gate, id_, "长" * 121)
    with pytest.raises(RecordGone):
        visit_notes.note(gate, "0" * 32, "x")
    visit_notes.note(gate, id_, "等仓库来接")
    visits.sign_out(gate, [id_])
    desk.clock.advance(days=31)
    with pytest.raises(VisitAged):
        visit_notes.note(gate, id_, "x")
    assert noted(gate) == "" and "visit.note" not in visits.open_visit(gate, id_).allowed


def test_a_note_goes_with_its_visit(gate: Session) -> None:
    id_ = signed_in(gate)
    visit_notes.note(gate, id_, "等仓库来接")
    file = gate.compartment("visits")
    with file.change("test") as change:
        change.execute("DELETE FROM visit WHERE id = ?", (id_,))
    assert file.read_one("SELECT count(*) FROM visit_note") == (0,)
