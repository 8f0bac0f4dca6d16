# SPDX-License-Identifier: Apache-2.0
"""The roll call at the front desk: one key shows it, another prints it at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import roll_call, visit_prints
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.visits import RollCallLine
from ui.pages.paper_question import PaperOut, Sheet
from ui.pages.roll_call_board import RollCallBoard
from ui.printing.roll_call_sheet import roll_call_pdf
from ui.printing.to_printer import Send, send
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.layouts import column
from ui.widgets.words import Words


class RollCall(QWidget):
    """Those on site, and apart from them those nobody saw leaving."""

    left = Signal()
    """Back to the front desk."""
    accounted = Signal(tuple)
    """The ids of people somebody knows to be out."""
    failed = Signal(object)
    """A UserError: why nothing was printed, saved or registered."""
    told = Signal(object)
    """A function that returns the sentence of what was done, in the language in use."""

    def __init__(self, desk: OpenDesk, *, printer: Send = send) -> None:
        super().__init__()
        self._desk = desk
        self.printer = printer
        self._words = Words()
        self._prints_next = self._notes_next = False
        self.board = RollCallBoard()
        self.inside, self.unseen, self.number = (
            self.board.inside, self.board.unseen, self.board.number,
        )  # fmt: skip
        self.back, self.out = Button(icon="arrow-left"), Button(icon="check")
        self.print_button = Button(kind="primary", icon="printer")
        self.save_button = Button(icon="download")
        self._lay_out()
        self.retranslate()

    def begin(self, *, prints: bool = False) -> None:
        """Call the roll: what is shown next is logged, and with ``prints`` printed at once."""
        self._notes_next, self._prints_next = True, prints

    def show_lines(self, lines: tuple[RollCallLine, ...]) -> None:
        """Show who may be inside now; ticks of those still there stay."""
        self.board.show_lines(lines, self._desk.session.now())
        if self._prints_next:
            self.print_now()
        if self._notes_next:
            ids = [one.visit_id for one in lines]
            self._desk.run(roll_call.call, ids, owner=self, failed=self.failed.emit)
        self._notes_next = self._prints_next = False

    def print_now(self) -> None:
        """Enter the list and print it; without an entry too, where none can be written."""
        self._out().print()

    def ask_target(self) -> None:
        """Ask where the list goes as a PDF."""
        self._out().save()

    def save_to(self, target: Path) -> None:
        """Register the list and write it."""
        self._out().write(target)

    def _out(self) -> PaperOut:
        """Return the list as it stands here now."""
        sent = partial(_said_sent, len(self.board.lines))
        sheet = Sheet(
            name=lambda: t("Roll call"), draw=self._paper(), sent=sent, regardless=True,
            leaving=visit_prints.paper(self._about()),
        )  # fmt: skip
        return PaperOut(
            self, self._desk, sheet, printer=self.printer, done=self.told.emit,
            failed=self.failed.emit,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.board.say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _paper(self) -> Callable[[], bytes]:
        """Return what draws the list as it stands here now."""
        company = str(self._desk.session.company.get("name", ""))
        at = self.board.at or self._desk.session.now()
        return partial(roll_call_pdf, self.board.lines, company=company, at=at)

    def _about(self) -> Disclosure:
        ids = tuple(one.visit_id for one in self.board.lines)
        return Disclosure(
            kind="print",
            recipient=str(self._desk.session.company.get("name", "")),
            purpose=roll_call.PURPOSE,
            fields=roll_call.FIELDS if ids else (),
            records=ids,
        )

    def _show_out(self) -> None:
        self.out.setVisible(self._desk.may("visit.account_for"))
        self.out.setEnabled(bool(self.unseen.ticked()))

    def _lay_out(self) -> None:
        self._words.put(N_("Back to the front desk"), self.back.setText)
        self._words.put(N_("The ticked people are out"), self.out.setText)
        self._words.put(N_("Print now"), self.print_button.setText)
        self._words.put(N_("Save as PDF…"), self.save_button.setText)
        for button in (self.print_button, self.save_button, self.back):
            self.board.beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.board.beside_unseen.addWidget(self.out)
        column(self).addWidget(self.board)
        clicks: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.back, self.left.emit),
            (self.print_button, self.print_now),
            (self.save_button, self.ask_target),
            (self.out, lambda: self.accounted.emit(self.unseen.ticked())),
        )
        for button, act in clicks:
            button.clicked.connect(act)
        self.board.ticks_changed.connect(self._show_out)


def _said_sent(count: int) -> str:
    return t("The roll call was sent to the printer: {count} lines.", count=count)
