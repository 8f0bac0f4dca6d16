# SPDX-License-Identifier: Apache-2.0
"""The scenes of a visitor who is hurt, a part of the walk: asked why, shown, told of, noted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.visits import VISITS
from ui.gatehouse_scenes import named

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
HURT: Final = next(guest.name for _, _, guest in VISITS if guest.call)


def emergencies(workspace: "Workspace") -> Iterator[str]:
    """Reveal whom to call of a contractor on site, and note that he was told of it."""
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", {"show": "on_site"})
    yield SETTLE
    page.list.choose("on_site")
    yield SETTLE
    table = page.list.table
    table.selectRow(table.records.rows_of([named(table, HURT)])[0])
    page.list.buttons["emergency"].click()
    yield "front-desk-emergency"
    page.emergency.reasons["other"].click()
    yield SETTLE
    yield "front-desk-emergency-refused"
    page.emergency.reasons["injured"].click()
    yield SETTLE
    yield "front-desk-emergency-shown"
    page.emergency.leave()
    yield SETTLE
    yield "front-desk-emergency-to-tell"
    page.reveals.close_task()
    yield SETTLE
