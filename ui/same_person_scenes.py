# SPDX-License-Identifier: Apache-2.0
"""The scenes of somebody who is here already, a part of the walk: hint, merge, undo."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.people import people

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def same_person(workspace: "Workspace") -> Iterator[str]:
    """Type the number of somebody who is here, look at two records side by side, and leave both."""
    page: Any = workspace.page("record")
    workspace.show_page("record", None)
    yield SETTLE
    editor = page.form.row("mobile").editor
    editor.set_text(next(people()).texts["mobile"])
    editor.edited.emit()
    page.known.look()
    yield SETTLE
    yield "record-new-known"
    page.drafting.end()
    listed: Any = workspace.page("candidates")
    workspace.show_page("candidates")
    yield SETTLE
    listed.table.mark(listed.table.records.first_ids(2))
    listed.merge()
    yield SETTLE
    yield "candidates-merge"
    listed.merging.yes.click()
    yield SETTLE
    yield "candidates-merged"
    workspace.show_page("record", listed.table.marked()[0])
    yield SETTLE
    yield "record-merged"
    page.others.undo.click()
    yield SETTLE
    listed.banner.clear()
