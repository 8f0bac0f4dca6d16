# SPDX-License-Identifier: Apache-2.0
"""The scenes of a shift at the front desk: one's own card, the veil, the lock page and its card."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.operations import shifts

if TYPE_CHECKING:
    from ui.window import Window
    from ui.workspace import Workspace

SETTLE: Final = ""


def shift(window: "Window", workspace: "Workspace") -> Iterator[str]:
    """Take up a card, watch behind the veil, come back, and take over what a shift has left."""
    page: Any = workspace.page("settings")
    workspace.show_page("settings")
    yield SETTLE
    page.own_card.start()
    yield "settings-my-card"
    page.own_card.leave()
    veils = page.around.preferences.veils
    page.around.preferences.veils = True
    window.idle_is_over()
    yield SETTLE
    yield "veil"
    veil: Any = window.veil
    veil._ask(True)
    veil.secret.setText("204817")
    veil.lift()
    yield SETTLE
    yield "veil-refused"
    veil.lifted.emit()
    page.around.preferences.veils = veils
    desk: Any = workspace.page("front_desk")
    desk.desk.run(shifts.change_over, owner=desk)
    yield SETTLE
    workspace.show_page("front_desk", "shift")
    yield SETTLE
    yield "shift-taken-over"
    desk.banner.clear()


def lock_page(window: "Window") -> Iterator[str]:
    """Look at the lock page as the next guard finds it, and at what a card asks there."""
    unlock: Any = window.unlock_page
    unlock.begin_shift()
    unlock.meanwhile.show_count(2)
    yield "unlock-shift"
    unlock.banner.clear()
    unlock.card_unlock.greeted.emit("门卫")
    unlock.card_unlock._greet("门卫")
    yield "unlock-card"
    unlock.card_unlock.leave()
    unlock.meanwhile.show_count(0)
