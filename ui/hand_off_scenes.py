# SPDX-License-Identifier: Apache-2.0
"""The scenes of hand-offs, a part of the walk: plans, passphrases, approvals, what came back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from hr_desk.demo import day

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
_PAYROLL: Final = "payroll_new_hires"
_INSURANCE: Final = "social_insurance_enrolment"


def handing_over(workspace: "Workspace", folder: Path) -> Iterator[str]:
    """Let files out into ``folder``, and walk around them."""
    folder.mkdir(parents=True, exist_ok=True)
    page: Any = workspace.page("hand_offs")
    workspace.show_page("hand_offs")
    yield SETTLE
    standings = {one.template.key: key for key, one in page._lines.items()}
    yield from _locked(workspace, standings[_PAYROLL], folder)
    yield from _plain(workspace, standings[_INSURANCE], folder)
    yield from _recipients(workspace)
    yield from _standing(workspace)
    yield from _register(workspace)
    yield from _once(workspace)


def _open(workspace: "Workspace", standing: str) -> Any:
    workspace.show_page("hand_off", standing)
    return workspace.page("hand_off")


def _locked(workspace: "Workspace", standing: str, folder: Path) -> Iterator[str]:
    """Send somebody incomplete all the same, with a wrong passphrase first."""
    page = _open(workspace, standing)
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    yield "hand-off"
    page.include_marked()
    page.toggle_preview()
    yield SETTLE
    yield "hand-off-preview"
    page.toggle_preview()
    page.ask_to_send()
    page.sending.passphrase.setText("not the passphrase")
    page.sending.write_into(folder)
    yield SETTLE
    yield "hand-off-refused"
    page.sending.passphrase.setText(day.PASSPHRASE)
    page.sending.write_into(folder)
    yield SETTLE
    yield "hand-off-password"
    page.handover.once.forget()


def _plain(workspace: "Workspace", standing: str, folder: Path) -> Iterator[str]:
    page = _open(workspace, standing)
    yield SETTLE
    page.ask_to_send()
    page.sending.passphrase.setText(day.PASSPHRASE)
    page.sending.write_into(folder)
    yield SETTLE
    workspace.show_page("hand_offs")
    yield SETTLE
    yield "page-hand_offs-reminded"


def _recipients(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("recipients")
    workspace.show_page("recipients", "new")
    yield SETTLE
    page.form.country.setCurrentIndex(page.form.country.findData("DEU"))
    page.form.kind.setCurrentIndex(page.form.kind.findData("entrusted"))
    page.form.fields.like.setCurrentIndex(1)
    page.form.fields.like.activated.emit(1)
    page.form.registration.setText("12345")
    page.form.save()
    yield SETTLE
    yield "recipients-refused"
    page.form.left.emit()
    yield SETTLE


def _standing(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("standing_hand_offs")
    workspace.show_page("standing_hand_offs", {"ask": "staff_register"})
    yield SETTLE
    page.asking.template.setCurrentIndex(page.asking.template.findData("housing_fund_stop"))
    page.asking.yes.click()
    yield SETTLE
    yield "standing-ask-refused"
    page.asking.leave()
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["standing_hand_offs.approve"]()
    yield SETTLE
    page.approving.passphrase.setText("not the passphrase")
    page.approving.yes.click()
    yield SETTLE
    yield "standing-approve-refused"
    page.approving.leave()


def _register(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("hand_off_register")
    workspace.show_page("hand_off_register", "to_do")
    yield SETTLE
    page.shown.setCurrentIndex(0)
    page.table.mark([page.table.records.row_id(1)])
    yield SETTLE
    page.show_password()
    yield SETTLE
    yield "register-password"
    page.handlers()["hand_off_register.receipt"]()
    yield "register-receipt"
    page.receipt.leave()


def _once(workspace: "Workspace") -> Iterator[str]:
    """Ask for something an authority demands, and look at what waits for a second person."""
    page: Any = workspace.page("leaving_once")
    workspace.show_page("leaving_once")
    yield SETTLE
    page.ask()
    yield SETTLE
    form = page.asking
    form.to.setCurrentIndex(form.to.findData("legal_demand"))
    yield SETTLE
    for ticks in (form.people, form.fields):
        ticks.item(0).setCheckState(Qt.CheckState.Checked)
    form.look()
    yield SETTLE
    yield "once-asking"
    for key, text in (("authority", "示例市公安局"), ("document", "示公调〔2026〕1号"),
                      ("article", "刑事诉讼法 54")):  # fmt: skip
        form.papers[key].setText(text)
    form.fields.tick("full_name")
    form.look()
    yield SETTLE
    form.yes.click()
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["leaving_once.approve"]()
    yield SETTLE
    yield "once-approving"
    page.approving.leave()
