# SPDX-License-Identifier: Apache-2.0
"""The scenes of an alarm, a part of the walk: the list, its settings, the sealed copy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.operations import roll_call
from hr_desk.operations.session import Session

if TYPE_CHECKING:
    from ui.window import Window
    from ui.workspace import Workspace

SETTLE: Final = ""
PIN: Final = "481516"


def alarm(window: "Window", workspace: "Workspace") -> Iterator[str]:
    """Walk from the front desk's list to the one that opens without the desk."""
    yield from _at_the_desk(workspace)
    yield from _setting(workspace)
    yield from _without_the_desk(window, workspace)


def _at_the_desk(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", "roll_call")
    yield SETTLE
    people = page.roll_call.inside
    for place in (1, 2):
        item = people.item(place)
        if item is not None:
            people.itemClicked.emit(item)
    yield "roll-call-ticked"
    page.leave_roll_call()
    page.badges.text.setText("000000")
    page.badges.leave()
    yield SETTLE
    yield "front-desk-nobody-leaves"
    page.badges.text.clear()
    page.banner.clear()


def _setting(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("settings")
    workspace.show_page("settings")
    page.show_roll_call(True)
    card = page.roll_call
    card.pin.setText("12")
    card.set_pin()
    yield SETTLE
    yield "settings-roll-call-refused"
    card.pin.setText(PIN)
    card.set_pin()
    yield SETTLE
    yield SETTLE
    yield "settings-roll-call"
    page.show_roll_call(False)


def _without_the_desk(window: "Window", workspace: "Workspace") -> Iterator[str]:
    desk: Any = window.desk
    desk.query(_seal, owner=window, done=lambda _taken: None)
    yield SETTLE
    window.show_roll_call()
    page: Any = window.emergency_page
    page.show_profile(desk.session.profile)
    yield "emergency"
    page.pin.setText("000000")
    page.open_list()
    yield SETTLE
    yield "emergency-wrong-pin"
    page.code_button.click()
    yield "emergency-key-code"
    page.pin.setText(PIN)
    page.open_list()
    yield SETTLE
    yield "emergency-list"
    page.leave()
    window.stack.setCurrentWidget(workspace)
    yield SETTLE


def _seal(session: Session) -> int:
    return len(roll_call.take(session).lines)
