# SPDX-License-Identifier: Apache-2.0
"""What can be done about where desk and backups lie."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_PRIVACY = frozenset({"privacy"})
_MARKED = frozenset({"privacy", SELECTION})

PLACE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="places.allow", label=N_("Allow a place for backups…"), menu="desk", icon="plus",
        needs=_PRIVACY, operation="place.allow", page="places",
    ),
    Action(
        id="places.renew", label=N_("Allow the marked place…"), menu="desk", icon="check",
        needs=_MARKED, operation="place.allow", page="places",
    ),
    Action(
        id="places.take_back", label=N_("Take the permission back…"), menu="desk", icon="undo-2",
        needs=_MARKED, operation="place.take_back", page="places",
    ),
)  # fmt: skip
"""In the order of their menu."""
