# SPDX-License-Identifier: Apache-2.0
"""The scenes of where desk and backups lie, a part of the walk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def places(workspace: "Workspace", scratch: Path) -> Iterator[str]:
    """Allow a folder that a program copies elsewhere, and ask whether it is taken back."""
    page: Any = workspace.page("places")
    workspace.show_page("places")
    yield SETTLE
    page.ask_about(scratch / "OneDrive - 示例公司" / "备份")
    page.allowing.reason.setText("总部要求异地备份，服务器在青岛。")
    yield "places-allowing"
    page.allowing.yes.click()
    yield SETTLE
    page.table.mark([f"{page.lines[-1].use} {page.lines[-1].folder}"])
    yield "places-allowed"
    page.buttons.press("places.take_back")
    page.taking.because.setText("改用本机硬盘")
    yield "places-taking-back"
    page.taking.yes.click()
    yield SETTLE
