# SPDX-License-Identifier: Apache-2.0
"""The part of the action table that is about a visitor who is hurt."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

EMERGENCY_ACTIONS: tuple[Action, ...] = (
    Action(
        id="front_desk.emergency",
        label=N_("Emergency…"),
        menu="visitors",
        shortcut="Ctrl+F12",
        icon="triangle-alert",
        needs=frozenset({"visits", SELECTION}),
        operation="visit.reveal_contact",
        page="front_desk",
        kind="danger",
    ),
)
"""In an emergency: for one visitor in hand or marked, who named somebody to call."""
