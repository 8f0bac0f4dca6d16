# SPDX-License-Identifier: Apache-2.0
"""What can be done with requests about personal data, and with what files are asked."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_ASKED = frozenset({"requests"})
_OFFICE = frozenset({"privacy"})
_MARKED = _OFFICE | {SELECTION}
_ANSWERS = frozenset({"answers", SELECTION})


def _case(
    key: str, label: str, icon: str, operation: str, *, kind: str = "", shortcut: str = ""
) -> Action:
    """Return an action on the case that is open; which one is primary, the page says."""
    return Action(
        id=f"request.{key}", label=label, menu="requests", icon=icon, needs=_MARKED,
        operation=operation, page="request", kind=kind, shortcut=shortcut,
    )  # fmt: skip


REQUEST_ACTIONS: tuple[Action, ...] = (
    Action(
        id="requests.take_in", label=N_("Take a request in"), menu="requests", icon="plus",
        shortcut="Ctrl+U", needs=_ASKED, operation="request.take_in", page="requests",
        kind="primary",
    ),
    Action(
        id="requests.open", label=N_("Open the request"), menu="requests", icon="arrow-right",
        needs=_MARKED, operation="request.open", page="requests",
    ),
    _case("verify", N_("Verify who asks…"), "user-check", "request.verify"),
    _case("ask", N_("Ask the files"), "search", "request.ask"),
    _case("document", N_("Look at the document"), "eye", "request.read_document"),
    _case("correct", N_("Correct the value…"), "check", "request.order"),
    _case("refuse", N_("Keep for a reason…"), "shield-check", "request.refuse"),
    _case("approve", N_("Approve what is kept…"), "users", "request.approve"),
    _case("review", N_("Look again at what is kept…"), "refresh-cw", "request.keep_on"),
    _case("restrict", N_("Do not use the record…"), "lock", "request.order"),
    _case("lift", N_("Use the record again…"), "undo-2", "request.order"),
    _case("delete", N_("Delete the record…"), "trash-2", "request.order", kind="danger"),
    _case("copy", N_("Hand the copy over…"), "archive", "request.copy"),
    _case("paper", N_("The copy as PDF…"), "file-text", "request.copy"),
    _case("decide", N_("Decide…"), "check", "request.decide"),
    _case("letter", N_("Letters…"), "file-text", "request.letter"),
    _case("close", N_("Close the case…"), "archive", "request.close"),
    _case("charge", N_("Ask a fee…"), "credit-card", "request.charge"),
    _case("note", N_("Add a note…"), "plus", "request.note"),
    _case("take_back", N_("Taken back by the person…"), "undo-2", "request.take_back"),
    _case("give_up", N_("Cannot be verified…"), "x", "request.give_up"),
    Action(
        id="request.back", label=N_("Back to the requests"), menu="requests", icon="arrow-left",
        needs=_OFFICE, page="request",
    ),
    Action(
        id="questions.contribute", label=N_("These are the person…"), menu="requests",
        icon="user-check", needs=_ANSWERS, operation="request.contribute", page="questions",
        kind="primary",
    ),
    Action(
        id="questions.nobody", label=N_("Nobody here…"), menu="requests", icon="user-x",
        needs=_ANSWERS, operation="request.contribute", page="questions",
    ),
    Action(
        id="working_days.add", label=N_("Correct days…"), menu="requests", icon="plus",
        needs=_OFFICE, operation="calendar.correct", page="working_days", kind="primary",
    ),
    Action(
        id="working_days.announce", label=N_("A year's notice is complete…"), menu="requests",
        icon="check", needs=_OFFICE, operation="calendar.announce", page="working_days",
    ),
    Action(
        id="working_days.forget", label=N_("Take the correction back"), menu="requests", icon="x",
        needs=_MARKED, operation="calendar.forget", page="working_days",
    ),
    Action(
        id="working_days.back", label=N_("Back to the list of requests"), menu="requests",
        icon="arrow-left", needs=_OFFICE, page="working_days",
    ),
)  # fmt: skip
"""In the order of their menu."""
