# SPDX-License-Identifier: Apache-2.0
"""What can be done with applications and requisitions beside the steps: lines of the one table."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_ROWS = frozenset({"hiring", SELECTION})
_HIRING = frozenset({"hiring"})

HIRING_ACTIONS: tuple[Action, ...] = (
    Action(
        id="import.choose",
        label=N_("Import a sheet…"),
        menu="candidates",
        shortcut="Ctrl+Shift+U",
        icon="inbox",
        needs=_HIRING,
        operation="import.take_in",
        page="import",
    ),
    Action(
        id="import.template",
        label=N_("Template for an import…"),
        menu="candidates",
        icon="download",
        needs=_HIRING,
        operation="import.take_in",
        page="import",
    ),
    Action(
        id="import.run",
        label=N_("Import the good rows"),
        menu="candidates",
        shortcut="Ctrl+Shift+Return",
        icon="inbox",
        needs=_HIRING,
        operation="import.take_in",
        page="import",
    ),
    Action(
        id="candidates.blank_forms",
        label=N_("Print blank forms…"),
        menu="candidates",
        shortcut="Ctrl+Shift+P",
        icon="printer",
        needs=_HIRING,
        operation="disclosure.register",
        page="candidates",
    ),
    Action(
        id="record.forms",
        label=N_("Other forms for the record…"),
        menu="records",
        shortcut="Ctrl+Shift+F",
        icon="file-text",
        needs=_HIRING,
        page="record",
    ),
    Action(
        id="candidates.undo",
        label=N_("Undo the last action"),
        menu="candidates",
        shortcut="Ctrl+Z",
        icon="undo-2",
        needs=_ROWS,
        operation="application.take_back",
        page="candidates",
    ),
    Action(
        id="candidates.bring_back",
        label=N_("Take back the last step"),
        menu="candidates",
        icon="undo-2",
        needs=_ROWS,
        operation="application.bring_back",
        page="candidates",
    ),
    Action(
        id="candidates.assign",
        label=N_("Assign to…"),
        menu="candidates",
        icon="user",
        needs=_ROWS,
        operation="application.assign",
        page="candidates",
    ),
    Action(
        id="candidates.move",
        label=N_("Move to another requisition…"),
        menu="candidates",
        icon="briefcase",
        needs=_ROWS,
        operation="application.move",
        page="candidates",
    ),
    Action(
        id="candidates.board",
        label=N_("Board or table"),
        menu="candidates",
        shortcut="Ctrl+B",
        icon="columns-3",
        needs=_HIRING,
        page="candidates",
    ),
    Action(
        id="requisitions.edit",
        label=N_("Change the requisition"),
        menu="records",
        icon="file-text",
        needs=_ROWS,
        operation="requisition.edit",
        page="requisitions",
    ),
    Action(
        id="requisitions.reopen",
        label=N_("Open the requisition again"),
        menu="records",
        icon="undo-2",
        needs=_ROWS,
        operation="application.take_back",
        page="requisitions",
    ),
)
"""In the order in which menus show them."""
