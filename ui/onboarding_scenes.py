# SPDX-License-Identifier: Apache-2.0
"""The scenes of onboarding, a part of the walk: handing over, the list, a joiner's file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QImage

from hr_desk.exchange.sheets import Sheet
from ui.camera_scenes import camera

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""

_NUMBERS: Final = {"id_number": "11010519491231002X", "bank_account_no": "6222020200112233445"}
"""Published samples, not yet compared with a card."""


def onboarding(workspace: "Workspace") -> Iterator[str]:
    """Ask to hand over, look at the list, and work on the file of somebody who has begun."""
    yield from _hand_over(workspace)
    page: Any = workspace.page("onboarding")
    workspace.show_page("onboarding")
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    yield "page-onboarding-marked"
    page.search.setText("没有这个人")
    yield SETTLE
    yield "page-onboarding-no-match"
    page.search.clear()
    yield SETTLE
    yield from _checklist(workspace)
    workspace.show_page("onboarding")
    yield SETTLE
    yield from _report(workspace, page.table.records.row_id(0))
    records = page.table.records
    names = [str(records.index(row, 0).data()) for row in range(records.rowCount())]
    yield from _leavers(workspace, names)
    yield from _joiner(workspace, records.row_id(records.rowCount() - 1))


def _hand_over(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("candidates")
    workspace.show_page("candidates")
    yield SETTLE
    page.table.mark(page.table.records.first_ids(2))
    page.further.handing_over.start(page.marked())
    yield "page-candidates-hand-over"
    page.further.handing_over.leave()


def _joiner(workspace: "Workspace", joiner_id: str) -> Iterator[str]:
    page: Any = workspace.page("joiner")
    workspace.show_page("joiner", joiner_id)
    yield SETTLE
    yield "joiner"
    page.form.field_focused.emit("id_number")
    yield "joiner-purpose-card"
    for key, text in _NUMBERS.items():
        page.form.row(key).editor.set_text(text)
        page.form.row(key).editor.edited.emit()
    page.save()
    page.again.second.setText("6222020200112233446")
    page.again.yes.click()
    yield "joiner-typed-twice"
    page.again.second.setText(_NUMBERS["bank_account_no"])
    page.again.yes.click()
    yield SETTLE
    yield "joiner-compare"
    page.numbers.buttons["bank_account_no"].click()
    yield SETTLE
    yield from camera(page)
    yield from _faces(workspace, page, joiner_id)
    yield from _scan(page)
    page.start_sensitive()
    yield SETTLE
    yield "joiner-sensitive"
    for key in ("id_number", "id_image"):
        page.consents.items.ticks[key].setChecked(True)
    page.consents.items.pad.add_stroke([QPointF(20, 20), QPointF(90, 60), QPointF(160, 30)])
    page.consents.items.yes.click()
    yield SETTLE
    yield from _look(page)
    page.print_form()
    yield "joiner-print"
    page.papers.leave()
    page.letters.button.click()
    yield SETTLE
    yield SETTLE
    yield "joiner-letter"
    page.letters.panel.leave()
    page.steps.begin_step("leave")
    yield "joiner-leaves"
    page.steps.leave()


def _faces(workspace: "Workspace", page: Any, joiner_id: str) -> Iterator[str]:
    """Keep the photo that was taken, and find the face at the head of the file and in the list."""
    page.save()
    yield SETTLE
    yield SETTLE
    yield "joiner-with-a-face"
    workspace.show_page("onboarding")
    listed: Any = workspace.page("onboarding")
    yield SETTLE
    listed.faces.look()
    yield SETTLE
    yield "page-onboarding-with-a-face"
    workspace.show_page("joiner", joiner_id)
    yield SETTLE


def _look(page: Any) -> Iterator[str]:
    """Keep a scan now that somebody consented, and look at it as large as the form."""
    yield from _choose_sides(page)
    page.save()
    yield SETTLE
    page.form.row("id_image").editor.look_button.click()
    yield SETTLE
    yield "joiner-scan-large"
    page.scan.card.done_button.click()
    yield SETTLE


def _choose_sides(page: Any) -> Iterator[str]:
    editor = page.form.row("id_image").editor
    for side, colour in enumerate((QColor("#eef2fb"), QColor("#f6efe4"))):
        card = QImage(1000, 630, QImage.Format.Format_RGB32)
        card.fill(colour)
        written = QBuffer()
        written.open(QIODevice.OpenModeFlag.WriteOnly)
        card.save(written, "PNG")  # type: ignore[call-overload]
        editor.take_side(side, bytes(written.data().data()))
        yield SETTLE


def _scan(page: Any) -> Iterator[str]:
    """Choose both sides of an ID; nobody consented yet, so that it is refused."""
    yield from _choose_sides(page)
    page.save()
    yield SETTLE
    yield "joiner-scan"
    page.form.row("id_image").editor.remove_button.click()
    yield SETTLE


def _checklist(workspace: "Workspace") -> Iterator[str]:
    """Look at the company's list, and ask for one with a row that says nothing."""
    page: Any = workspace.page("checklist")
    workspace.show_page("checklist")
    yield SETTLE
    page.add_button.click()
    page.save()
    yield SETTLE
    yield "page-checklist-refused"
    page.rows.take_out(page.rows.rows[-1])
    page.banner.clear()
    yield SETTLE


def _report(workspace: "Workspace", joiner_id: str) -> Iterator[str]:
    """Ask for the notice to report of somebody who is still to come."""
    page: Any = workspace.page("joiner")
    workspace.show_page("joiner", joiner_id)
    yield SETTLE
    page.print_form()
    page.papers.form.setCurrentIndex(page.papers.form.findData("report"))
    yield "joiner-report"
    page.papers.leave()


def _leavers(workspace: "Workspace", names: list[str]) -> Iterator[str]:
    """Look at a list of leavers, and ask about it; nobody is noted."""
    page: Any = workspace.page("leavers")
    workspace.show_page("leavers")
    yield SETTLE
    yield "page-leavers"
    today = page.desk.session.today().isoformat()
    rows = [("姓名", "最后工作日", "离职原因"), *((name, today, "本人辞职") for name in names),
            ("无此人", today, "退休"), ("无日期", "", "退休")]  # fmt: skip
    sheet = Sheet("三月离职", tuple(rows))
    page._show_sheets(((sheet,), sheet))
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    yield "page-leavers-compared"
    page.ask()
    yield "page-leavers-ask"
    page.question.leave()
