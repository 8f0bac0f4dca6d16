# SPDX-License-Identifier: Apache-2.0
"""The scenes of minors, a part of the walk: an approval asked for, the yearly report filed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def minors(workspace: "Workspace") -> Iterator[str]:
    """Ask to read about minors; give the figures, make the report, look at it and file it."""
    page: Any = workspace.page("minors")
    workspace.show_page("minors")
    yield SETTLE
    yield "minors-none"
    page.buttons.press("minors.ask")
    yield "minors-asking"
    page.asking.yes.click()
    yield SETTLE
    yield "minors-asked"
    report: Any = workspace.page("minors_report")
    workspace.show_page("minors_report")
    yield SETTLE
    yield "minors-report-none"
    report.buttons.press("minors_report.give")
    yield SETTLE
    workspace.inbox_watch.look()
    yield SETTLE
    report.buttons.press("minors_report.make")
    yield SETTLE
    yield "minors-report-made"
    report.buttons.press("minors_report.paper")
    yield SETTLE
    yield "minors-report-paper"
    report.paper.leave()
    report.buttons.press("minors_report.file")
    report.filing.reference.setText("网信备 2026-0117")
    yield "minors-report-filing"
    report.filing.yes.click()
    yield SETTLE
    yield "minors-report-filed"
