# SPDX-License-Identifier: Apache-2.0
"""What can be done with the templates of hand-offs."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_HELD = frozenset({"personnel", "payroll"})
_MARKED = _HELD | {SELECTION}
_SAVING = "hand_off.save_template"

TEMPLATE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="templates.new",
        label=N_("New template of a hand-off"),
        menu="records",
        icon="plus",
        needs=_HELD,
        operation=_SAVING,
        page="templates",
    ),
    Action(
        id="templates.from_text",
        label=N_("Template from a text…"),
        menu="records",
        icon="folder-open",
        needs=_HELD,
        operation=_SAVING,
        page="templates",
    ),
    Action(
        id="templates.open",
        label=N_("Open the template"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="templates",
    ),
    Action(
        id="templates.copy",
        label=N_("Copy the template and change it"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="templates",
    ),
    Action(
        id="templates.remove",
        label=N_("Delete the template…"),
        menu="records",
        icon="trash-2",
        needs=_MARKED,
        operation="hand_off.remove_template",
        page="templates",
        kind="danger",
    ),
    Action(
        id="template.save",
        label=N_("Save the template"),
        menu="records",
        icon="check",
        needs=_MARKED,
        operation=_SAVING,
        page="template",
    ),
    Action(
        id="template.copy",
        label=N_("Copy this template and change it"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="template",
    ),
    Action(
        id="template.back",
        label=N_("Back to the templates"),
        menu="records",
        icon="arrow-left",
        needs=_MARKED,
        page="template",
    ),
)
"""In the order in which menus show them."""
