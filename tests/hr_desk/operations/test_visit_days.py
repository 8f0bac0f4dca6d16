# SPDX-License-Identifier: Apache-2.0
"""The end of a visit and of its day: signing out, the clock, the roll call of the next day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.domain import visits as states
from hr_desk.operations import retention, visits
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.visit_records import TODAY, announced, record, rows
from tests.support.visitors import guest, signed_in, visitor


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def test_signing_out_starts_the_clock(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    desk.clock.advance(minutes=95)
    visits.sign_out(gate, [id_])
    (row,) = rows(gate)
    assert (row.state, row.left, row.left_how, row.minutes) == ("left", gate.now(), "staff", 95)
    assert record(gate, id_).clock_day == TODAY
    assert visits.roll_call(gate) == ()
    with pytest.raises(states.VisitStepNotAllowed):
        visits.sign_out(gate, [id_])


def test_the_clock_starts_at_midnight_of_the_day_at_the_latest(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    desk.clock.at = START + dt.timedelta(hours=15, minutes=30)  # half past midnight in Shanghai
    visits.sign_out(gate, [id_])
    assert record(gate, id_).clock_day == TODAY
    assert record(gate, id_).left_at == gate.now()


def test_the_end_of_a_day_closes_what_it_left_open(desk: Desk, gate: Session) -> None:
    inside, waiting = signed_in(gate), announced(gate)
    (expected, tomorrow) = visits.expect(
        gate, [guest(gate, "2026-03-02 23:30"), guest(gate, "2026-03-03 09:00")]
    ).created
    desk.clock.at = START + dt.timedelta(hours=14, minutes=59)
    assert not visits.days_waiting(gate)
    visits.close_day(gate)
    assert record(gate, inside).state == "on_site"
    desk.clock.at = START + dt.timedelta(hours=15)
    assert visits.days_waiting(gate)
    visits.close_day(gate)
    left = record(gate, inside)
    assert (left.state, left.left_how, left.left_at) == ("not_seen", "automatic", desk.clock.at)
    assert (record(gate, waiting).state, record(gate, waiting).reason) == (
        "turned_away", "unconfirmed",
    )  # fmt: skip
    assert record(gate, expected).state == "not_come"
    assert record(gate, tomorrow).state == "expected"
    for id_ in (inside, waiting, expected):
        assert record(gate, id_).clock_day == TODAY
    assert not visits.days_waiting(gate)


def test_whom_nobody_saw_leave_stays_in_the_roll_call(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate, visit_area="warehouse")
    (line,) = visits.roll_call(gate)
    assert (line.name, line.host, line.seen_leaving) == ("黎访客", "张伟", True)
    assert line.area == str(gate.catalogue.code_lists["visit_area"].codes["warehouse"])
    desk.clock.advance(days=1)
    visits.close_day(gate)
    (line,) = visits.roll_call(gate)
    assert (line.visit_id, line.seen_leaving) == (id_, False)
    visits.account_for(gate, [id_])
    assert visits.roll_call(gate) == ()
    assert (rows(gate)[0].state, rows(gate)[0].left_how) == ("left", "automatic")
    with pytest.raises(states.VisitStepNotAllowed):
        visits.account_for(gate, [id_])


def test_a_clock_that_leaps_ahead_sends_nobody_home(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    (next_week,) = visits.expect(gate, [guest(gate, "2026-03-09 14:00")]).created
    desk.clock.advance(days=300)
    visits.close_day(gate)
    assert record(gate, next_week).state == "expected"
    assert record(gate, id_).state == "not_seen"  # two days may be believed


MOMENTS = st.integers(0, 4 * 24 * 60)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(arrived=MOMENTS, later=st.integers(0, 3 * 24 * 60), signs_out=st.booleans())
def test_no_clock_starts_after_the_day_of_arrival(
    desk: Desk, arrived: int, later: int, signs_out: bool
) -> None:
    """However late somebody signs out or the day is closed, 90 days run from the visit's day."""
    desk.close()
    session = desk.open("gate")
    desk.clock.at = max(session.now(), START) + dt.timedelta(minutes=arrived)
    retention.confirm_time(session)
    id_, day = signed_in(session), session.today()
    desk.clock.advance(minutes=later)
    retention.confirm_time(session)
    if signs_out:
        visits.sign_out(session, [id_])
    visits.close_day(session)
    one = record(session, id_)
    over = session.today() > day
    assert one.state == ("left" if signs_out else "not_seen" if over else "on_site")
    assert one.clock_day == (day if one.state in states.CLOSED else None)
    assert one.unaccounted is (over and not signs_out)
    if one.left_at is not None:
        assert one.arrived_at is not None and one.left_at >= one.arrived_at
    if one.unaccounted:
        visits.account_for(session, [id_])


def test_a_roll_call_counts_who_came_along_without_naming_them(desk: Desk, gate: Session) -> None:
    visits.sign_in(gate, [visitor(gate, companions_count="3"), visitor(gate, mobile="13900000001")])
    assert sorted(line.companions for line in visits.roll_call(gate)) == [0, 3]
