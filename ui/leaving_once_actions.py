# SPDX-License-Identifier: Apache-2.0
"""What can be done with what leaves once."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_HERE = frozenset({"disclosures"})
_MARKED = _HERE | {SELECTION}
_LEAVES = N_("Let something of theirs leave once…")

LEAVING_ONCE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="leaving_once.ask",
        label=N_("Ask for something to leave…"),
        menu="hand_offs",
        icon="plus",
        needs=_HERE,
        page="leaving_once",
        kind="primary",
    ),
    Action(
        id="leaving_once.approve",
        label=N_("A second person approves…"),
        menu="hand_offs",
        icon="shield-check",
        needs=_MARKED,
        page="leaving_once",
        kind="primary",
    ),
    Action(
        id="leaving_once.send",
        label=N_("Let the file out…"),
        menu="hand_offs",
        icon="download",
        needs=_MARKED,
        page="leaving_once",
        kind="primary",
    ),
    Action(
        id="leaving_once.complete",
        label=N_("Complete the entry"),
        menu="hand_offs",
        icon="check",
        needs=_MARKED,
        page="leaving_once",
    ),
    Action(
        id="leaving_once.told",
        label=N_("They were told…"),
        menu="hand_offs",
        icon="check",
        needs=_MARKED,
        page="leaving_once",
    ),
    Action(
        id="leaving_once.password",
        label=N_("Show the password again"),
        menu="hand_offs",
        icon="key-round",
        needs=_MARKED,
        page="leaving_once",
    ),
    Action(
        id="leaving_once.call_off",
        label=N_("Call it off…"),
        menu="hand_offs",
        icon="x",
        needs=_MARKED,
        page="leaving_once",
        kind="danger",
    ),
    Action(
        id="record.leave_once",
        label=_LEAVES,
        menu="hand_offs",
        icon="arrow-right",
        needs=_HERE,
        operation="applicant_disclosure.ask",
        page="record",
    ),
    Action(
        id="joiner.leave_once",
        label=_LEAVES,
        menu="hand_offs",
        icon="arrow-right",
        needs=_MARKED,
        operation="disclosure.ask",
        page="joiner",
    ),
    Action(
        id="visit.leave_once",
        label=_LEAVES,
        menu="hand_offs",
        icon="arrow-right",
        needs=_MARKED,
        operation="visitor_disclosure.ask",
        page="visit",
    ),
)
"""In the order in which menus show them. Which file's operation it is depends on whose data it is
about: the page asks for each. The last three stand on the pages of one person, each with the
operation of its own file."""
