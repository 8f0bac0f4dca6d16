# SPDX-License-Identifier: Apache-2.0
"""The scenes of a public-health order, a part of the walk: entered, checked under, lifted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.visits import WAITING
from ui.gatehouse_scenes import named
from ui.scene_sight import bring_into_sight

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def health(workspace: "Workspace") -> Iterator[str]:
    """Enter an order, note whether temperatures are normal, and lift it."""
    settings: Any = workspace.page("settings")
    workspace.show_page("settings")
    settings.show_health_orders(True)
    yield SETTLE
    setting = settings.health_orders
    setting.enter()
    yield SETTLE
    yield "settings-health-refused"
    setting.number.setText("示卫发〔2026〕1号")
    setting.issued_by.setText("示例市卫生健康委")
    setting.enter()
    yield SETTLE
    yield "settings-health-entered"
    settings.show_health_orders(False)
    yield from _checks(workspace)
    workspace.show_page("settings")
    settings.show_health_orders(True)
    yield SETTLE
    next(iter(setting.lifts.values())).click()
    yield SETTLE
    yield "settings-health-lifted"
    settings.show_health_orders(False)
    setting.banner.clear()


def _checks(workspace: "Workspace") -> Iterator[str]:
    """Look at the check in the queue and beside a visit."""
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", {"show": "on_site"})
    yield SETTLE
    page.arrivals.choose(named(page.arrivals.table, WAITING[2][1].name))
    yield SETTLE
    page.temperature.normal.click()
    yield SETTLE
    yield "front-desk-temperature-refused"
    page.temperature.agreed.setChecked(True)
    page.temperature.normal.click()
    yield SETTLE
    yield "front-desk-temperature-noted"
    page.list.choose("on_site")
    yield SETTLE
    workspace.show_page("visit", page.list.table.records.row_id(0))
    yield SETTLE
    visit: Any = workspace.page("visit")
    bring_into_sight(visit.side.temperature)
    yield "visit-temperature"
    bring_into_sight(visit.side.leaving.button)
    yield "visit-leave-once-button"
    visit.side.leaving.button.click()
    yield SETTLE
    yield "visit-leave-once"
    once: Any = workspace.page("leaving_once")
    once.asking.leave()
