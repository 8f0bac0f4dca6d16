# SPDX-License-Identifier: Apache-2.0
"""What can be done with the words of letters."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_HELD = frozenset({"hiring", "personnel", "root"})
_MARKED = _HELD | {SELECTION}
_SAVING = "letter.save"

LETTER_ACTIONS: tuple[Action, ...] = (
    Action(
        id="letter_texts.new",
        label=N_("New letter"),
        menu="records",
        icon="plus",
        needs=_HELD,
        operation=_SAVING,
        page="letter_texts",
    ),
    Action(
        id="letter_texts.open",
        label=N_("Write the letter's words"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="letter_texts",
        kind="primary",
    ),
    Action(
        id="letter_texts.copy",
        label=N_("Copy the letter and change it"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="letter_texts",
    ),
    Action(
        id="letter_texts.reset",
        label=N_("Take your own words back…"),
        menu="records",
        icon="undo-2",
        needs=_MARKED,
        operation="letter.reset",
        page="letter_texts",
        kind="danger",
    ),
    Action(
        id="letter_text.save",
        label=N_("Save the letter's words"),
        menu="records",
        icon="check",
        needs=_MARKED,
        operation=_SAVING,
        page="letter_text",
    ),
    Action(
        id="letter_text.copy",
        label=N_("Copy this letter and change it"),
        menu="records",
        icon="file-text",
        needs=_MARKED,
        operation=_SAVING,
        page="letter_text",
    ),
    Action(
        id="letter_text.back",
        label=N_("Back to the letters"),
        menu="records",
        icon="arrow-left",
        needs=_MARKED,
        page="letter_text",
    ),
)
"""In the order in which menus show them."""
