# SPDX-License-Identifier: Apache-2.0
"""What can be done about reading of people below eighteen, and the yearly report on it."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_HERE = frozenset({"minors"})
_MARKED = _HERE | {SELECTION}
_REPORT = frozenset({"minors_report"})

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
    Action(
        id="minors_report.give", label=N_("Give figures on minors"),
        menu="requests", icon="arrow-right", needs=_REPORT, page="minors_report",
        operation="minors_report.contribute",
    ),
    Action(
        id="minors_report.make", label=N_("Make the report on minors"), menu="requests",
        icon="file-text", needs=_REPORT, page="minors_report", operation="minors_report.make",
    ),
    Action(
        id="minors_report.paper", label=N_("Print or save the report on minors…"),
        menu="requests", icon="download", needs=_REPORT, page="minors_report",
        operation="minors_report.print",
    ),
    Action(
        id="minors_report.file", label=N_("The report on minors was handed in…"),
        menu="requests", icon="check", needs=_REPORT, page="minors_report",
        operation="minors_report.file",
    ),
)  # fmt: skip
"""In the order of their menu."""
