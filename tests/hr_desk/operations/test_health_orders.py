# SPDX-License-Identifier: Apache-2.0
"""Health orders: who enters one, with what, how it reaches the visits, and how it ends."""

import datetime as dt

import pytest

from hr_desk.operations import health_orders, intake
from hr_desk.operations.health_orders import NoHealthOrder, OrderDaysDoNotFit
from hr_desk.operations.problems import NotPermitted, RecordGone, TextMissing
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.requests import carry, open_officer

NUMBER, ISSUER = "示卫发〔2026〕1号", "示例市卫生健康委"


def enter(session: Session, *, days: int = 3, number: str = NUMBER) -> None:
    """Enter an order from today on for some days."""
    today = session.today()
    health_orders.enter(session, number, issued_by=ISSUER, since=today,
                        until=today + dt.timedelta(days=days - 1))  # fmt: skip


def test_an_hr_admin_enters_one_and_it_ends_by_itself(desk: Desk) -> None:
    admin, gate = desk.open("admin"), desk.open("gate")
    assert health_orders.in_force(gate) is None
    enter(admin)
    order = health_orders.in_force(gate)
    assert order is not None and (order.number, order.issued_by) == (NUMBER, ISSUER)
    desk.clock.advance(days=2)
    assert health_orders.in_force(gate) == order
    desk.clock.advance(days=1)
    assert health_orders.in_force(gate) is None
    with pytest.raises(NoHealthOrder):
        health_orders.require_in_force(gate)
    with pytest.raises(RecordGone):
        health_orders.end(admin, order.id)


def test_a_privacy_officer_without_the_visits_has_it_go_there(desk: Desk) -> None:
    officer, gate = open_officer(desk), desk.open("gate")
    enter(officer)
    carry(gate, officer)
    order = health_orders.in_force(gate)
    assert order is not None and order.number == NUMBER
    carry(gate, officer)
    intake.take_in(gate)
    assert len(health_orders.orders(gate)) == 1


def test_one_that_was_lifted_holds_no_more(desk: Desk) -> None:
    admin = desk.open("admin")
    enter(admin)
    (order,) = health_orders.orders(admin)
    health_orders.end(admin, order.id)
    assert health_orders.in_force(admin) is None
    with pytest.raises(RecordGone):
        health_orders.end(admin, order.id)


def test_what_is_missing_or_does_not_fit_is_refused(desk: Desk) -> None:
    admin = desk.open("admin")
    with pytest.raises(TextMissing):
        enter(admin, number=" ")
    for days in (0, 367):
        with pytest.raises(OrderDaysDoNotFit):
            enter(admin, days=days)
    with pytest.raises(NotPermitted):
        enter(desk.open("gate"))
    assert health_orders.orders(admin) == ()
