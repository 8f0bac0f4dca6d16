# SPDX-License-Identifier: Apache-2.0
"""What can be done about reading of people below eighteen."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_HERE = frozenset({"minors"})
_MARKED = _HERE | {SELECTION}

MINOR_ACTIONS: tuple[Action, ...] = (
    Action(
        id="minors.ask", label=N_("Ask to read about minors…"), menu="requests", icon="plus",
        needs=_HERE, page="minors", kind="primary",
    ),
    Action(
        id="minors.approve", label=N_("A second person approves reading about minors…"),
        menu="requests", icon="shield-check", needs=_MARKED, page="minors", kind="primary",
    ),
    Action(
        id="minors.end", label=N_("End the approval to read about minors…"), menu="requests",
        icon="x", needs=_MARKED, page="minors", kind="danger",
    ),
)  # fmt: skip
"""In the order of their menu."""
