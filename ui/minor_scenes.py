# SPDX-License-Identifier: Apache-2.0
"""The scenes of approvals to read about minors, a part of the walk: refused, asked, approved."""

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


def _ways(banner: Any) -> list[QPushButton]:
    """Return the buttons of a banner that say something."""
    return [one for one in banner.findChildren(QPushButton) if one.text()]
