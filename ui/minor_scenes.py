# SPDX-License-Identifier: Apache-2.0
"""The scenes of minors, a part of the walk: refused, asked, approved; the report filed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QPushButton

from hr_desk.demo import day

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def minors(workspace: "Workspace", name: str) -> Iterator[str]:
    """Be refused a joiner of seventeen, ask, let an auditor approve, and go back to them."""
    listed: Any = workspace.page("onboarding")
    workspace.show_page("onboarding")
    yield SETTLE
    records = listed.table.records
    rows = {str(records.index(row, 0).data()): row for row in range(records.rowCount())}
    workspace.show_page("joiner", records.row_id(rows[name]))
    yield SETTLE
    yield "joiner-minor-refused"
    joiner: Any = workspace.page("joiner")
    _ways(joiner.banner)[0].click()
    page: Any = workspace.page("minors")
    yield SETTLE
    yield "minors-asking"
    page.asking.yes.click()
    yield SETTLE
    yield "minors-asked"
    page.buttons.press("minors.approve")
    yield SETTLE
    page.approving.passphrase.setText("not the passphrase")
    page.approving.yes.click()
    yield SETTLE
    yield "minors-approve-refused"
    page.approving.passphrase.setText(day.PASSPHRASE)
    page.approving.yes.click()
    yield SETTLE
    yield "minors-approved"
    page.buttons.press("minors.end")
    yield "minors-end"
    page.ending.leave()
    _ways(page.banner)[0].click()
    yield SETTLE
    yield "joiner-minor"


def minors_report(workspace: "Workspace") -> Iterator[str]:
    """Give the figures of the yearly report, make it, look at its paper and file it."""
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


def _ways(banner: Any) -> list[QPushButton]:
    """Return the buttons of a banner that say something."""
    return [one for one in banner.findChildren(QPushButton) if one.text()]
