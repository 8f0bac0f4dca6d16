# SPDX-License-Identifier: Apache-2.0
"""The part of the action table that is about promises and about what this computer keeps."""

from hr_desk.i18n import N_
from ui.action_entry import Action

_KEYS = frozenset({"keys"})

PROMISE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="promises.look",
        label=N_("Look at every promise again"),
        menu="desk",
        icon="refresh-cw",
        needs=_KEYS,
        page="promises",
    ),
    Action(
        id="promises.report",
        label=N_("Report of the promises…"),
        menu="desk",
        icon="download",
        needs=_KEYS,
        page="promises",
    ),
    Action(
        id="traces.clear",
        label=N_("Clear what this computer keeps…"),
        menu="desk",
        icon="trash-2",
        page="traces",
        kind="danger",
    ),
)
"""Actions of the pages Promises and What this computer keeps."""
