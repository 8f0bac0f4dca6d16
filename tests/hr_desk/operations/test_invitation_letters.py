# SPDX-License-Identifier: Apache-2.0
"""Envelopes between whoever invited a guest and the front desk."""

import datetime as dt

import pytest

from hr_desk.operations import delivery, intake, invitations, visits
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.made_up import people
from tests.support.visit_letters import leave, record, rows, take


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def invited(desk: Desk, gate: Session) -> tuple[Session, str, str]:
    """Invite a candidate for two o'clock; returns recruiter, application and visit."""
    hiring = desk.open("hiring")
    (application,) = desk.take_in(hiring, list(people(1, seed=3)))
    at = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    invitations.invite(hiring, [application], at=at, host="张伟")
    assert intake.take_in(gate).taken == 1
    (row,) = rows(gate)
    return hiring, application, row.visit_id


def state_of(hiring: Session, application: str) -> str:
    intake.take_in(hiring)
    return invitations.invitations_of(hiring, application)[0].state


def test_an_invitation_becomes_an_expected_visit(desk: Desk, gate: Session) -> None:
    _, application, id_ = invited(desk, gate)
    one = record(gate, id_)
    assert (one.state, one.origin, one.notice_how) == ("expected", "invited", "owed")
    assert one.planned_at == dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    assert set(one.fields) == {"full_name", "host_employee"}, "what for is nobody's business there"
    assert application not in "".join(map(str, crossings.links_of(gate.compartment("visits"), id_)))


def test_whoever_invited_hears_of_arrival_and_leaving(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    visits.arrive(gate, [id_], notice="screen")
    assert state_of(hiring, application) == "arrived"
    desk.clock.advance(hours=1)
    visits.sign_out(gate, [id_])
    assert state_of(hiring, application) == "left"


def test_whoever_invited_hears_when_the_kiosk_row_is_joined(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    visits.confirm(gate, take(gate), expected=id_)
    assert state_of(hiring, application) == "arrived"
    assert leave(gate) == id_
    assert state_of(hiring, application) == "left"


def test_whoever_invited_hears_that_nobody_came(desk: Desk, gate: Session) -> None:
    hiring, application, _ = invited(desk, gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert state_of(hiring, application) == "not_come"


def test_a_cancelled_guest_is_not_expected_any_more(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    invitations.cancel(hiring, [line.reference])
    intake.take_in(gate)
    assert record(gate, id_).state == "not_come"
    assert state_of(hiring, application) == "cancelled"


def test_a_guest_who_is_here_is_not_cancelled(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    invitations.cancel(hiring, [line.reference])
    visits.arrive(gate, [id_])
    intake.take_in(gate)
    assert record(gate, id_).state == "on_site"


def test_only_the_desk_that_invited_cancels(desk: Desk, gate: Session) -> None:
    from hr_desk.operations.visit_letters import cancelled

    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    other = Letter("visit.cancelled", "cd" * 16, f"{'0' * 64}/hiring/u", {"about": line.reference},
                   gate.now())  # fmt: skip
    for wrong in (other, Letter("visit.cancelled", "cd" * 16, "x", {"about": "zz"}, gate.now())):
        with (
            gate.compartment("visits").change("test") as change,
            pytest.raises(Unacceptable),
        ):
            cancelled(gate, change, wrong)
    assert record(gate, id_).state == "expected"


def test_a_guest_who_was_taken_back_before_the_news_came_is_not_expected(
    desk: Desk, gate: Session
) -> None:
    """The folder gives envelopes in no order."""
    hiring = desk.open("hiring")
    (application,) = desk.take_in(hiring, list(people(1, seed=8)))
    at = START + dt.timedelta(hours=3)
    (reference,) = invitations.invite(hiring, [application], at=at, host="刘经理").created
    early = desk.folder / "early"
    (path,) = (desk.folder / "inbox").glob("*.envelope")
    path.rename(early)
    invitations.cancel(hiring, [reference])
    early.unlink()
    (desk.folder / "inbox" / path.name).unlink()
    assert intake.take_in(gate).taken == 1
    delivery.deliver(hiring)
    assert path.exists()
    assert intake.take_in(gate).taken == 1
    assert rows(gate) == ()
    assert crossings.linked(gate.compartment("visits"), reference) is None


def test_nobody_takes_over_what_two_offices_call_by_one_reference(
    desk: Desk, gate: Session
) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    stranger = Letter(
        "visit.expected", line.reference, f"{'0' * 64}/hiring/u",
        {"fields": {"full_name": "冒名"}, "planned": "2026-03-02T06:00:00Z", "kind": "interview"},
        gate.now(),
    )  # fmt: skip
    kind = kind_of("visits", "visit.expected")
    assert kind is not None
    with gate.compartment("visits").change("test") as change, pytest.raises(ValueError):
        kind.take(gate, change, stranger)
    assert crossings.linked(gate.compartment("visits"), line.reference) == (
        id_, f"{gate.desk_id}/hiring",
    )  # fmt: skip
