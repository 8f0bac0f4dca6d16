# SPDX-License-Identifier: Apache-2.0
"""Everything a person can do in the window, as one table.

Menus, shortcuts, action bars, the command palette and the help page read it; nothing else names
an action. To add one: a line in ``ACTIONS``, and a handler of that id in the page it belongs to.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action
from ui.emergency_actions import EMERGENCY_ACTIONS
from ui.hand_off_actions import HAND_OFF_ACTIONS
from ui.hiring_actions import HIRING_ACTIONS
from ui.incident_actions import INCIDENT_ACTIONS
from ui.leaving_once_actions import LEAVING_ONCE_ACTIONS
from ui.letter_actions import LETTER_ACTIONS
from ui.minor_actions import MINOR_ACTIONS
from ui.onboarding_actions import ONBOARDING_ACTIONS
from ui.page_entry import PageEntry
from ui.payroll_actions import PAYROLL_ACTIONS
from ui.people_actions import PEOPLE_ACTIONS
from ui.place_actions import PLACE_ACTIONS
from ui.policy_actions import POLICY_ACTIONS
from ui.promise_actions import PROMISE_ACTIONS
from ui.request_actions import REQUEST_ACTIONS
from ui.safeguard_actions import SAFEGUARD_ACTIONS
from ui.template_actions import TEMPLATE_ACTIONS
from ui.visitor_actions import VISITOR_ACTIONS

__all__ = [
    "ACTIONS",
    "MENUS",
    "SELECTION",
    "Action",
    "Situation",
    "State",
    "action",
    "state",
    "table",
    "visible_pages",
]

MENUS = {
    "desk": N_("Desk"),
    "candidates": N_("Candidates"),
    "records": N_("Records"),
    "interviews": N_("Interviews"),
    "hand_offs": N_("Hand-offs"),
    "visitors": N_("Visitors"),
    "requests": N_("Requests"),
    "go": N_("Go to"),
    "help": N_("Help"),
}
"""The menus of the window in their order."""

_ROWS = frozenset({"hiring", SELECTION})
_HIRING = frozenset({"hiring"})
_DUE = frozenset({"due"})

ACTIONS: tuple[Action, ...] = (
    Action(id="palette", label=N_("Find and do…"), menu="desk", shortcut="Ctrl+K", icon="command"),
    Action(id="refresh", label=N_("Refresh"), menu="desk", shortcut="F5", icon="refresh-cw"),
    Action(
        id="language", label=N_("Switch language"), menu="desk", shortcut="F8", icon="languages"
    ),
    Action(id="lock", label=N_("Lock"), menu="desk", shortcut="Ctrl+L", icon="lock"),
    Action(id="quit", label=N_("Quit"), menu="desk", shortcut="Ctrl+Q"),
    Action(
        id="candidates.take_in",
        label=N_("Take in a candidate"),
        menu="candidates",
        shortcut="Ctrl+N",
        icon="user-plus",
        needs=_HIRING,
        operation="application.take_in",
        page="record",
        kind="primary",
    ),
    Action(
        id="candidates.find",
        label=N_("Find candidates"),
        menu="candidates",
        shortcut="Ctrl+F",
        icon="search",
        needs=_HIRING,
        page="candidates",
    ),
    Action(
        id="candidates.open",
        label=N_("Open the record"),
        menu="candidates",
        shortcut="Ctrl+O",
        icon="user",
        needs=_ROWS,
        page="candidates",
    ),
    Action(
        id="candidates.merge",
        label=N_("Make one record of two…"),
        menu="candidates",
        shortcut="Ctrl+Shift+M",
        icon="users",
        needs=_ROWS,
        operation="person.merge",
        page="candidates",
    ),
    Action(
        id="candidates.advance",
        label=N_("Next stage"),
        menu="candidates",
        shortcut="Ctrl+Shift+A",
        icon="arrow-right",
        needs=_ROWS,
        operation="application.advance",
        page="candidates",
        kind="primary",
    ),
    Action(
        id="candidates.accept_offer",
        label=N_("Offer accepted"),
        menu="candidates",
        shortcut="Ctrl+Shift+O",
        icon="user-check",
        needs=_ROWS,
        operation="application.accept_offer",
        page="candidates",
    ),
    Action(
        id="candidates.decline_offer",
        label=N_("Offer declined"),
        menu="candidates",
        shortcut="Ctrl+Shift+D",
        icon="undo-2",
        needs=_ROWS,
        operation="application.decline_offer",
        page="candidates",
    ),
    Action(
        id="candidates.withdraw",
        label=N_("Withdrawn by the candidate"),
        menu="candidates",
        shortcut="Ctrl+Shift+W",
        icon="undo-2",
        needs=_ROWS,
        operation="application.withdraw",
        page="candidates",
    ),
    Action(
        id="candidates.reject",
        label=N_("Not hired"),
        menu="candidates",
        shortcut="Ctrl+Shift+N",
        icon="user-x",
        needs=_ROWS,
        operation="application.reject",
        page="candidates",
        kind="danger",
    ),
    Action(
        id="candidates.hand_out",
        label=N_("Hand out this list…"),
        menu="candidates",
        shortcut="Ctrl+Shift+E",
        icon="download",
        needs=_HIRING,
        operation="disclosure.register",
        page="candidates",
    ),
    Action(
        id="record.save",
        label=N_("Save the record"),
        menu="records",
        shortcut="Ctrl+S",
        icon="check",
        needs=_HIRING,
        page="record",
        kind="primary",
    ),
    Action(
        id="record.print",
        label=N_("Print the record"),
        menu="records",
        shortcut="Ctrl+P",
        icon="printer",
        needs=_HIRING,
        page="record",
    ),
    Action(
        id="record.back",
        label=N_("Back to the list"),
        menu="records",
        shortcut="Alt+Left",
        icon="arrow-left",
        needs=_HIRING,
        page="record",
    ),
    *HIRING_ACTIONS,
    *ONBOARDING_ACTIONS,
    *PAYROLL_ACTIONS,
    *HAND_OFF_ACTIONS,
    *LEAVING_ONCE_ACTIONS,
    *TEMPLATE_ACTIONS,
    *LETTER_ACTIONS,
    *VISITOR_ACTIONS,
    *EMERGENCY_ACTIONS,
    *REQUEST_ACTIONS,
    *INCIDENT_ACTIONS,
    *MINOR_ACTIONS,
    Action(
        id="requisitions.open",
        label=N_("Open a requisition"),
        menu="records",
        shortcut="Ctrl+Shift+R",
        icon="plus",
        needs=_HIRING,
        operation="requisition.open",
        page="requisitions",
        kind="primary",
    ),
    Action(
        id="requisitions.close",
        label=N_("Close the requisition"),
        menu="records",
        icon="archive",
        needs=_ROWS,
        operation="requisition.close",
        page="requisitions",
        kind="danger",
    ),
    Action(
        id="figures.copy",
        label=N_("Copy the numbers"),
        menu="records",
        icon="file-text",
        needs=_HIRING,
        page="figures",
    ),
    Action(
        id="retention.sweep",
        label=N_("Delete what is due now"),
        menu="records",
        icon="trash-2",
        needs=_DUE,
        operation="retention.sweep",
        page="retention",
        kind="danger",
    ),
    Action(id="checks.run", label=N_("Check this desk"), menu="desk", icon="check", page="checks"),
    Action(
        id="checks.verify",
        label=N_("Walk the audit log"),
        menu="desk",
        icon="search",
        page="checks",
    ),
    Action(
        id="checks.checkpoint",
        label=N_("Save a checkpoint of the log…"),
        menu="desk",
        icon="download",
        operation="audit.checkpoint",
        page="checks",
    ),
    Action(
        id="pairing.exchange",
        label=N_("Exchange now"),
        menu="desk",
        icon="refresh-cw",
        page="pairing",
    ),
    Action(
        id="pairing.folder",
        label=N_("Choose the exchange folder…"),
        menu="desk",
        icon="folder-open",
        page="pairing",
    ),
    Action(
        id="pairing.pair",
        label=N_("Pair another desk…"),
        menu="desk",
        icon="plus",
        operation="desk.pair",
        page="pairing",
    ),
    Action(
        id="pairing.part",
        label=N_("Part from this desk"),
        menu="desk",
        icon="x",
        needs=frozenset({SELECTION}),
        operation="desk.unpair",
        page="pairing",
        kind="danger",
    ),
    Action(
        id="settings.backup",
        label=N_("Back up now"),
        menu="desk",
        icon="archive",
        operation="backup.create",
        page="settings",
    ),
    *PEOPLE_ACTIONS,
    *SAFEGUARD_ACTIONS,
    *PLACE_ACTIONS,
    *PROMISE_ACTIONS,
    *POLICY_ACTIONS,
)
"""What can be done, in the order in which menus show it."""


def action(key: str) -> Action:
    """Return the action with this id; raises KeyError."""
    return {one.id: one for one in ACTIONS}[key]


def table(pages: Iterable[PageEntry]) -> tuple[Action, ...]:
    """Return every action: those of ACTIONS and one that opens each page."""
    return ACTIONS + tuple(
        Action(
            id=f"go.{page.key}",
            label=page.label,
            menu="help" if page.key == "help" else "go",
            shortcut=page.shortcut,
            icon=page.icon,
            needs=page.needs,
            page=page.key,
        )
        for page in pages
        if page.reachable
    )


class State(Enum):
    """Whether an action can be seen and used."""

    HIDDEN = "hidden"
    GREY = "grey"
    READY = "ready"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the window knows when it asks what can be done."""

    means: frozenset[str]
    may: Callable[[str], bool]
    handled: frozenset[str]
    """Action ids the page in front would carry out now."""


def state(action: Action, situation: Situation) -> State:
    """Return whether an action can be seen and used: the one place that decides it."""
    if not action.needs - {SELECTION} <= situation.means:
        return State.HIDDEN
    if action.operation and not situation.may(action.operation):
        return State.HIDDEN
    if SELECTION in action.needs or (action.page == "record" and action.id.startswith("record.")):
        return State.READY if action.id in situation.handled else State.GREY
    return State.READY


def visible_pages(pages: Iterable[PageEntry], means: frozenset[str]) -> tuple[PageEntry, ...]:
    """Return the pages a user may see at all."""
    return tuple(page for page in pages if page.needs <= means)
