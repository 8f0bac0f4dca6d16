# SPDX-License-Identifier: Apache-2.0
"""The scenes of a company's own stages, a part of the walk: added, changed, retired."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def stages(workspace: "Workspace") -> Iterator[str]:
    """Add a day of trial work, look at what ships, and retire the added one."""
    page: Any = workspace.page("stages")
    workspace.show_page("stages")
    yield SETTLE
    page.steps.press("stages.add")
    page.form.yes.click()
    yield SETTLE
    yield "stages-add-refused"
    page.form.zh.setText("试工一天")
    page.form.en.setText("Day of trial work")
    page.form.after.setCurrentIndex(page.form.after.findData("interview"))
    page.form.yes.click()
    yield SETTLE
    own = [key for key, one in page.lines.items() if one.own]
    page.table.mark(own)
    yield "stages-added"
    page.table.mark(["screening"])
    page.steps.press("stages.change")
    yield "stages-change"
    page.form.leave()
    page.table.mark(own)
    page.steps.press("stages.retire")
    yield SETTLE
    yield "stages-retired"
