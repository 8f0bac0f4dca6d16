# SPDX-License-Identifier: Apache-2.0
"""The scenes of expected visits, a part of the walk through the window."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ui.pages.invite_form import PLANNED
from ui.pages.visit_rows import NAME

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def inviting(workspace: "Workspace") -> Iterator[str]:
    """Expect a guest of every week, hand out a code, call one day off and the rest."""
    page: Any = workspace.page("invitations")
    workspace.show_page("invitations")
    yield SETTLE
    yield "invitations"
    tomorrow = page.desk.session.today() + timedelta(days=1)
    page.invite()
    for key, text in ((NAME, "梅常客"), ("employer", "示例机电"), (PLANNED, f"{tomorrow} 09:30")):
        page.form.editors[key].set_text(text)
    page.form.weekly.setChecked(True)
    yield "invitations-weekly"
    page.form.yes.click()
    yield SETTLE
    page.table.selectRow(page.table.records.rowCount() - 1)
    page.hand_out_marked()
    yield SETTLE
    yield "invitations-code"
    page.card.leave()
    page.change_marked()
    yield SETTLE
    yield "invitations-change"
    page.form.leave()
    page.table.selectRow(0)
    page.ask_call_off()
    yield "invitations-call-off"
    page.calling_off.leave()
