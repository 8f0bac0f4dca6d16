# SPDX-License-Identifier: Apache-2.0
"""The scenes of the promise board and of what this computer keeps, a part of the walk."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ui.pages.promises import EVERY

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def promises(workspace: "Workspace") -> Iterator[str]:
    """Look at every promise, at the red ones alone, and at what lies outside the desk."""
    page: Any = workspace.page("promises")
    workspace.show_page("promises")
    yield SETTLE
    page.table.mark(["4.2-keep"])
    yield "promises-board"
    page.colour.setCurrentIndex(page.colour.findData("red"))
    yield "promises-red"
    page.colour.setCurrentIndex(0)
    page.scope.setCurrentIndex(page.scope.findData("out"))
    yield "promises-for-people"
    page.scope.setCurrentIndex(page.scope.findData(EVERY))
    workspace.show_page("traces")
    yield SETTLE
    traces: Any = workspace.page("traces")
    traces.ask_all()
    yield "traces-clear"
    traces.question.leave()
