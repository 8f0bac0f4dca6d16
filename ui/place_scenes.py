# SPDX-License-Identifier: Apache-2.0
"""The scenes of where desk and backups lie, a part of the walk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.window import Window
    from ui.workspace import Workspace

SETTLE: Final = ""
REGISTER: Final = "slots.json"


def elsewhere(window: "Window", desk: Path, scratch: Path) -> Iterator[str]:
    """Offer a desk in a folder that a program copies elsewhere; its officer may allow it there.

    The list of its users is enough for that: nothing of it is opened.
    """
    page: Any = window.unlock_page
    refused = scratch / "OneDrive - 示例公司" / "desk"
    refused.mkdir(parents=True)
    (refused / REGISTER).write_bytes((desk / REGISTER).read_bytes())
    page.offer(refused)
    yield SETTLE
    yield "unlock-elsewhere"
    page.allow_here.begin_button.click()
    yield SETTLE
    page.allow_here.reason.setText("总部要求放在同步盘，服务器在青岛。")
    page.allow_here.passphrase.setText("not the passphrase")
    page.allow_here.yes.click()
    yield SETTLE
    yield "unlock-elsewhere-refused"
    page.offer(desk)
    yield SETTLE


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
