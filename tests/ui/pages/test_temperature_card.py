# SPDX-License-Identifier: Apache-2.0
"""The temperature check at the front desk: only under an order, read out, agreed to, one click."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from hr_desk.domain.health_orders import HealthOrder
from hr_desk.operations import visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from hr_desk.store import temperatures
from tests.support import gatehouse
from tests.ui.conftest import typed
from ui.pages.front_desk import FrontDeskPage
from ui.pages.settings import SettingsPage
from ui.pages.temperature_card import TemperatureCard
from ui.pages.visit import VisitPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

DRIVER = {
    "full_name": "田野", "employer": "示例物流", "plate_number": "鲁B70E19",
    "visit_purpose": "delivery", "host_employee": "陈晓", "age_band": "adult",
}  # fmt: skip
NUMBER = "示卫发〔2026〕1号"


def prepare(session: Session) -> None:
    gatehouse.hold_key(session)
    new = NewVisit(values=typed(session.catalogue, **DRIVER))
    visits.sign_in(session, [new])


def ordered(session: Session) -> None:
    """Let an order hold as if an HR admin had entered it."""
    prepare(session)
    today = session.today()
    order = HealthOrder("a" * 32, NUMBER, "示例市卫生健康委", today, today + dt.timedelta(days=2))
    with session.compartment("visits").change("test") as change:
        temperatures.add_order(change, order, by="admin")


def opened(around: Surroundings, show: Show, wait_idle: Wait) -> TemperatureCard:
    """Open the one visit and return the card beside it."""
    page: VisitPage = show(VisitPage(around))
    found: list[Any] = []
    around.desk.query(visits.list_visits, visits.VisitQuery(), owner=page, done=found.append)
    wait_idle()
    page.open(found[0][0].visit_id)
    for _ in range(3):
        wait_idle()
    return page.side.temperature


@pytest.fixture
def card(open_gate: Callable[..., Surroundings], show: Show, wait_idle: Wait) -> TemperatureCard:
    return opened(open_gate(ordered), show, wait_idle)


def test_without_an_order_nothing_of_it_is_there(
    open_gate: Callable[..., Surroundings], show: Show, wait_idle: Wait
) -> None:
    assert opened(open_gate(prepare), show, wait_idle).isHidden()


def test_it_names_the_order_and_asks_for_a_yes_first(
    card: TemperatureCard, wait_idle: Wait
) -> None:
    assert card.isVisible() and NUMBER in card.text.text()
    card.normal.click()
    wait_idle()
    assert card.error.isVisible() and not card.stands.isVisible()
    card.agreed.setChecked(True)
    card.not_normal.click()
    wait_idle()
    wait_idle()
    assert card.stands.isVisible() and not card.error.isVisible()
    before = card.stands.text()
    card.normal.click()
    wait_idle()
    wait_idle()
    assert card.stands.text() != before
    card.forget.click()
    wait_idle()
    wait_idle()
    assert not card.stands.isVisible() and not card.agreed.isChecked()


def test_what_is_answered_stands_while_the_queue_is_read_again(
    card: TemperatureCard, wait_idle: Wait
) -> None:
    card.normal.click()
    wait_idle()
    card.refresh()
    wait_idle()
    assert card.error.isVisible()
    card.agreed.setChecked(True)
    assert card._check is not None
    here = card._check.visit_id
    card.show_for("")
    assert card.isHidden()
    card.refresh()
    wait_idle()
    assert card.isHidden()
    card.show_for(here)
    wait_idle()
    assert card.isVisible() and card.agreed.isChecked()
    card.normal.click()
    wait_idle()
    wait_idle()
    assert card.stands.isVisible() and not card.error.isVisible()


def test_the_gate_asks_of_whom_it_has_just_let_in(
    open_gate: Callable[..., Surroundings], show: Show, wait_idle: Wait
) -> None:
    page: FrontDeskPage = show(FrontDeskPage(open_gate(ordered)))
    wait_idle()
    assert page.temperature.isHidden()
    page.open_gate()
    page.gate.done.emit(next(iter(page.list.table.records.row_id(n) for n in range(1))))
    wait_idle()
    assert page.temperature.isVisible()
    page.gate.leave()
    wait_idle()
    assert page.temperature.isHidden()


def test_an_order_is_entered_in_the_settings_and_lifted(
    open_as: Show, folder: Any, show: Show, wait_idle: Wait
) -> None:
    page: SettingsPage = show(SettingsPage(open_as(folder)))
    page.show_health_orders(True)
    setting = page.health_orders
    assert setting.isVisible() and not page.roll_call.isVisible()
    setting.enter()
    wait_idle()
    assert setting.banner.text() and not setting.lifts
    setting.number.setText(NUMBER)
    setting.issued_by.setText("示例市卫生健康委")
    setting.enter()
    wait_idle()
    wait_idle()
    assert setting.number.text() == "" and len(setting.lifts) == 1
    next(iter(setting.lifts.values())).click()
    wait_idle()
    wait_idle()
    assert setting.lifts == {}
    page.show_roll_call(True)
    assert setting.isHidden() and page.roll_call.isVisible()
