# SPDX-License-Identifier: Apache-2.0
"""The host's yes and no, and the slip."""

import pytest

from hr_desk.domain.visits import VisitStepNotAllowed
from hr_desk.operations import directory, intake, visits
from hr_desk.operations.problems import NoSlip, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery, VisitRow
from hr_desk.store import visits as store
from tests.support import gatehouse
from tests.support.desk import Desk
from tests.support.visitors import STAFF, guest, signed_in


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


@pytest.fixture
def waiting(gate: Session) -> str:
    """Somebody who signed in at the kiosk."""
    gatehouse.sign_in(gate, 1, full_name="黎访客")
    intake.take_in(gate)
    return row(gate).visit_id


def record(gate: Session, id_: str) -> store.VisitRecord:
    return store.visits(gate.compartment("visits"), [id_])[0]


def row(gate: Session) -> VisitRow:
    (found,) = visits.list_visits(gate, VisitQuery())
    return found


def test_the_host_says_yes_and_the_gate_lets_in(gate: Session, waiting: str) -> None:
    (host,) = directory.add(gate, STAFF[:1]).created
    assert row(gate).state == "announced"
    visits.host_agrees(gate, [waiting], host_id=host)
    found = row(gate)
    assert (found.state, found.host.extension if found.host else "") == ("let_in", "8001")
    assert visits.counts(gate) == {"let_in": 1}
    assert [line.visit_id for line in visits.roll_call(gate)] == [waiting]
    visits.confirm(gate, waiting)
    found = row(gate)
    assert (found.state, found.host.id if found.host else "") == ("on_site", host)


def test_the_host_says_no_and_the_visit_is_over(gate: Session, waiting: str) -> None:
    visits.host_refuses(gate, [waiting])
    view = visits.open_visit(gate, waiting)
    assert view.row.state == "refused"
    assert {name for name in view.allowed if name.startswith("visit.host")} == {"visit.host_agrees"}
    assert visits.counts(gate) == {"refused": 1}
    one = record(gate, waiting)
    assert (one.reason, one.clock_day) == ("host_declined", gate.today())
    with pytest.raises(VisitStepNotAllowed):
        visits.confirm(gate, waiting)
    with pytest.raises(VisitStepNotAllowed):
        visits.turn_away(gate, [waiting], reason="other")


def test_a_no_becomes_a_yes_on_the_same_day_alone(desk: Desk, gate: Session, waiting: str) -> None:
    visits.host_refuses(gate, [waiting])
    visits.host_agrees(gate, [waiting])
    one = record(gate, waiting)
    assert (one.state, one.reason, one.retention_class, one.clock_day) == (
        "let_in", None, None, None,
    )  # fmt: skip
    visits.host_refuses(gate, [waiting])
    desk.clock.advance(days=1)
    with pytest.raises(VisitStepNotAllowed):
        visits.host_agrees(gate, [waiting])


def test_a_host_may_change_their_mind_until_the_guest_is_inside(
    gate: Session, waiting: str
) -> None:
    visits.host_agrees(gate, [waiting])
    with pytest.raises(VisitStepNotAllowed):
        visits.host_agrees(gate, [waiting])
    visits.host_refuses(gate, [waiting])
    assert row(gate).state == "refused"


def test_no_host_is_asked_about_who_is_inside_or_expected(gate: Session) -> None:
    inside = signed_in(gate)
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    for id_ in (inside, expected):
        with pytest.raises(VisitStepNotAllowed):
            visits.host_agrees(gate, [id_])
        with pytest.raises(VisitStepNotAllowed):
            visits.host_refuses(gate, [id_])


def test_who_was_let_in_and_is_an_expected_guest_is_one_visit(gate: Session, waiting: str) -> None:
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    visits.host_agrees(gate, [waiting])
    visits.confirm(gate, waiting, expected=expected)
    found = row(gate)
    assert (found.visit_id, found.state, found.kind) == (expected, "on_site", "business")


def test_who_was_let_in_signs_out_at_the_kiosk(gate: Session, waiting: str) -> None:
    visits.host_agrees(gate, [waiting])
    gatehouse.sign_out(gate, 2, code="000001")
    intake.take_in(gate)
    assert (row(gate).state, row(gate).left_how) == ("left", "kiosk")


def test_who_was_let_in_and_never_seen_again_is_looked_for(
    desk: Desk, gate: Session, waiting: str
) -> None:
    visits.host_agrees(gate, [waiting])
    desk.clock.advance(days=1)
    assert visits.days_waiting(gate)
    visits.close_day(gate)
    assert row(gate).state == "not_seen"
    (line,) = visits.roll_call(gate)
    assert not line.seen_leaving
    visits.account_for(gate, [waiting])
    assert (row(gate).state, visits.roll_call(gate)) == ("left", ())


def test_a_slip_goes_out_and_comes_back(gate: Session) -> None:
    id_ = signed_in(gate)
    assert row(gate).slip == ""
    with pytest.raises(NoSlip):
        visits.slip_back(gate, [id_])
    visits.slip_out(gate, [id_])
    assert row(gate).slip == "out"
    visits.sign_out(gate, [id_])
    visits.slip_back(gate, [id_])
    assert row(gate).slip == "back"
    with pytest.raises(NoSlip):
        visits.slip_back(gate, [id_])


def test_nobody_decides_about_a_visit_that_is_not_there(gate: Session) -> None:
    with pytest.raises(RecordGone):
        visits.host_agrees(gate, ["0" * 32])
    with pytest.raises(RecordGone):
        visits.host_refuses(gate, ["0" * 32])


@pytest.fixture
def expected(gate: Session) -> str:
    """The same guest, invited for today."""
    return visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created[0]


def test_an_invited_guest_whom_the_host_refuses_is_one_visit(
    gate: Session, waiting: str, expected: str
) -> None:
    visits.host_refuses(gate, [waiting], expected=expected)
    (one,) = visits.list_visits(gate, VisitQuery())
    assert (one.visit_id, one.state, one.origin) == (expected, "refused", "invited")
    assert one.reason == "host_declined" and record(gate, expected).clock_day == gate.today()
    with pytest.raises(RecordGone):
        visits.open_visit(gate, waiting)


def test_an_invited_guest_who_is_turned_away_is_one_visit(
    gate: Session, waiting: str, expected: str
) -> None:
    code = record(gate, waiting).code
    visits.turn_away(gate, [waiting], reason="no_permit", expected=expected)
    (one,) = visits.list_visits(gate, VisitQuery())
    assert (one.visit_id, one.state, one.reason) == (expected, "turned_away", "no_permit")
    kept = record(gate, expected)
    assert (kept.code, kept.notice_how, kept.kind) == (code, "screen", "business")
    visits.close_day(gate)
    assert visits.counts(gate) == {"turned_away": 1}


def test_an_invited_guest_with_the_hosts_yes_is_one_visit(
    gate: Session, waiting: str, expected: str
) -> None:
    visits.host_agrees(gate, [waiting], expected=expected)
    (one,) = visits.list_visits(gate, VisitQuery())
    assert (one.visit_id, one.state) == (expected, "let_in")
    visits.confirm(gate, expected)
    assert visits.counts(gate) == {"on_site": 1}


def test_who_is_no_longer_expected_cannot_be_the_guest(
    gate: Session, waiting: str, expected: str
) -> None:
    visits.not_come(gate, [expected])
    for step in (visits.host_refuses, visits.host_agrees):
        with pytest.raises(VisitStepNotAllowed):
            step(gate, [waiting], expected=expected)
    with pytest.raises(VisitStepNotAllowed):
        visits.turn_away(gate, [waiting], reason="no_permit", expected=expected)
    assert record(gate, waiting).state == "announced"
