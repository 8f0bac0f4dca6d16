# SPDX-License-Identifier: Apache-2.0
"""What can be done with incidents, and with what they ask of files."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_OFFICE = frozenset({"privacy"})
_MARKED = _OFFICE | {SELECTION}


def _file(
    key: str,
    label: str,
    icon: str,
    operation: str,
    *,
    kind: str = "",
    needs: frozenset[str] = _MARKED,
) -> Action:
    """Return an action on the incident that is open."""
    return Action(
        id=f"incident.{key}", label=label, menu="requests", icon=icon, needs=needs,
        operation=operation, page="incident", kind=kind,
    )  # fmt: skip


INCIDENT_ACTIONS: tuple[Action, ...] = (
    Action(
        id="incidents.open", label=N_("Open the file of an incident"), menu="requests",
        icon="triangle-alert", needs=_OFFICE, operation="incident.open", page="incidents",
        kind="primary",
    ),
    Action(
        id="incidents.show", label=N_("Show the incident"), menu="requests", icon="arrow-right",
        needs=_MARKED, operation="incident.read", page="incidents",
    ),
    _file("ask", N_("Ask the files whom it touches"), "search", "incident.ask", kind="primary"),
    _file("write", N_("Write the sections…"), "file-text", "incident.write"),
    _file("told", N_("Marked people were told…"), "user-check", "incident.tell", kind="primary"),
    _file("failed", N_("Marked people were not reached…"), "user-x", "incident.tell"),
    _file("papers", N_("Letters, announcement, report…"), "printer", "incident.paper"),
    _file("announce", N_("It was announced…"), "info", "incident.announce"),
    _file("spare", N_("Nobody need be told…"), "shield-check", "incident.spare"),
    _file("report", N_("The authority was told…"), "check", "incident.report"),
    _file("close", N_("Close the file…"), "archive", "incident.close"),
    _file("back", N_("Back to the incidents"), "arrow-left", "", needs=_OFFICE),
    Action(
        id="questions.incident", label=N_("Let the files say whom it touches…"), menu="requests",
        icon="triangle-alert", needs=frozenset({"answers", SELECTION}),
        operation="incident.contribute", page="questions", kind="primary",
    ),
)  # fmt: skip
"""In the order of their menu."""
