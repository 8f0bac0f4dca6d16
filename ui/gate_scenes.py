# SPDX-License-Identifier: Apache-2.0
"""The scenes of a vehicle at the gate and of the host's word, a part of the walk."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.visits import VISITS, WAITING
from ui.gatehouse_scenes import named

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
INSIDE: Final = next(guest for _, left, guest in VISITS if guest.plate and not left)
KNOWN: Final = next(guest for _, left, guest in VISITS if guest.plate and left)
GUEST: Final = next(guest for _, guest in WAITING if guest.purpose == "business")
OUTSIDE: Final = next(guest for _, guest in WAITING if guest.plate)


def gate(workspace: "Workspace") -> Iterator[str]:
    """Look plates up, fill the short form in, and hear what a host says."""
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", {"show": "on_site"})
    yield SETTLE
    page.open_gate()
    yield "front-desk-gate"
    for name, plate in (("inside", INSIDE.plate), ("known", KNOWN.plate[-5:]),
                        ("waiting", OUTSIDE.plate)):  # fmt: skip
        yield from _look_up(page, plate)
        yield f"front-desk-gate-{name}"
    yield from _look_up(page, "鲁BA1234")
    page.gate.form.editors["full_name"].set_text("孔师傅")
    page.gate.form.editors["delivery_note"].set_text("SH-2026-0601")
    page.gate.enter()
    yield "front-desk-gate-new"
    page.gate.kind.setCurrentIndex(page.gate.kind.findData("group"))
    yield "front-desk-gate-group"
    page.gate.leave()
    page.arrivals.choose(named(page.arrivals.table, GUEST.name))
    yield "front-desk-expected-guess"
    page.arrivals.ask_turn_away()
    yield "front-desk-turn-away-expected"
    page.arrivals.question.leave()
    page.arrivals.host_says(True)
    yield SETTLE
    yield "front-desk-host-agreed"
    page.list.kind.setCurrentIndex(page.list.kind.findData("contractor"))
    yield SETTLE
    page.list.table.selectRow(0)
    yield "front-desk-list-kind"
    page.list.kind.setCurrentIndex(0)
    yield SETTLE


def _look_up(page: Any, plate: str) -> Iterator[str]:
    page.gate.start()
    page.gate.plate.set_text(plate)
    page.gate.enter()
    yield SETTLE
