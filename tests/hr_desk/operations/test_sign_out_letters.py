# SPDX-License-Identifier: Apache-2.0
"""Signing out at the kiosk: whom a code or a phone tail means, and when nobody."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.operations import visits
from hr_desk.operations.letters import Unacceptable
from hr_desk.operations.session import Session
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visit_letters import leave, record, rows, take
from tests.support.visitors import signed_in

NOW = "2026-03-02T01:00:00Z"


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def test_a_code_signs_out_whom_it_names_alone(gate: Session) -> None:
    inside = take(gate)
    visits.confirm(gate, inside)
    assert leave(gate) == inside
    one = record(gate, inside)
    assert (one.state, one.left_how, one.clock_day) == ("left", "kiosk", START.date())
    assert leave(gate) is None
    assert [line.code for line in visits.unmatched(gate)] == ["123456"]


def test_who_was_never_confirmed_can_leave_all_the_same(gate: Session) -> None:
    id_ = take(gate)
    assert leave(gate) == id_
    assert record(gate, id_).state == "left"


def test_two_visits_with_one_code_are_for_a_person_to_tell_apart(gate: Session) -> None:
    for _ in range(2):
        visits.confirm(gate, take(gate))
    assert leave(gate) is None
    (waiting,) = visits.unmatched(gate)
    first = rows(gate)[1].visit_id
    visits.settle(gate, waiting.id, first)
    assert visits.unmatched(gate) == ()
    assert record(gate, first).left_at == dt.datetime(2026, 3, 2, 0, 59, tzinfo=dt.UTC)


def test_a_phone_tail_is_enough_when_one_visitor_has_it(gate: Session) -> None:
    id_ = signed_in(gate, mobile="13900007777")
    other = signed_in(gate, mobile="13900008888")
    assert leave(gate, code="", phone_tail="7777", at=NOW) == id_
    assert record(gate, other).state == "on_site"
    signed_in(gate, mobile="13711118888")
    assert leave(gate, code="", phone_tail="8888", at=NOW) is None
    assert leave(gate, code="", phone_tail="0000", at=NOW) is None
    assert {line.phone_tail for line in visits.unmatched(gate)} == {"8888", "0000"}


def test_the_tail_of_somebody_only_announced_signs_nobody_out(gate: Session) -> None:
    take(gate)
    assert leave(gate, code="", phone_tail="5678") is None


@pytest.mark.parametrize(
    "changes",
    [{"code": ""}, {"code": "12"}, {"code": "abcdef"}, {"phone_tail": "12"}, {"code": 123456},
     {"phone_tail": None}, {"more": 1}],
)  # fmt: skip
def test_a_sign_out_of_another_shape_is_refused(gate: Session, changes: dict[str, Any]) -> None:
    with pytest.raises(Unacceptable):
        leave(gate, **changes)
    assert visits.unmatched(gate) == ()


def test_a_sign_out_that_overtakes_its_sign_in_finds_it(gate: Session) -> None:
    assert leave(gate) is None
    one = record(gate, take(gate))
    assert (one.state, one.left_how) == ("left", "kiosk")
    assert visits.unmatched(gate) == ()


def test_a_sign_out_that_comes_after_midnight_corrects_the_automatic_one(
    desk: Desk, gate: Session
) -> None:
    id_ = take(gate)
    visits.confirm(gate, id_)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert leave(gate, at="2026-03-02T09:30:00Z") == id_
    one = record(gate, id_)
    assert (one.left_how, one.left_at) == ("kiosk", dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC))
    assert visits.roll_call(gate) == ()


def test_what_nobody_matched_goes_at_the_end_of_its_day(desk: Desk, gate: Session) -> None:
    leave(gate)
    desk.clock.at = START + dt.timedelta(hours=14, minutes=59)
    visits.close_day(gate)
    assert len(visits.unmatched(gate)) == 1
    visits.settle(gate, visits.unmatched(gate)[0].id, None)
    leave(gate)
    desk.clock.at = START + dt.timedelta(hours=15)
    visits.close_day(gate)
    assert visits.unmatched(gate) == ()


def test_a_late_sign_out_is_not_for_somebody_who_came_meanwhile(desk: Desk, gate: Session) -> None:
    first = signed_in(gate, mobile="13900007777")
    left = gate.now() + dt.timedelta(hours=1)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    second = signed_in(gate, mobile="13811117777")
    desk.clock.advance(minutes=5)
    at = left.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert leave(gate, code="", phone_tail="7777", at=at) == first
    assert (record(gate, first).left_how, record(gate, first).unaccounted) == ("kiosk", False)
    assert record(gate, second).state == "on_site"


def test_a_sign_out_sealed_before_an_arrival_of_the_same_day_is_nobodys(
    desk: Desk, gate: Session
) -> None:
    early = gate.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    desk.clock.advance(hours=2)
    inside = signed_in(gate, mobile="13900007777")
    assert leave(gate, code="", phone_tail="7777", at=early) is None
    assert record(gate, inside).state == "on_site"


def test_a_late_sign_out_is_settled_with_whom_nobody_saw_leaving(desk: Desk, gate: Session) -> None:
    inside = signed_in(gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert leave(gate, code="999999", at="2026-03-02T03:00:00Z") is None
    (waiting,) = visits.unmatched(gate)
    assert [row.visit_id for row in rows(gate, inside=True)] == [inside]
    visits.settle(gate, waiting.id, inside)
    assert not record(gate, inside).unaccounted
    assert visits.roll_call(gate) == ()
