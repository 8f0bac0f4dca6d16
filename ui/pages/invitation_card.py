# SPDX-License-Identifier: Apache-2.0
"""One invitation to hand out: its QR, its digits, a text to copy, a page to print or to save."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.domain import invitation_code
from hr_desk.i18n import N_, t
from ui import theme
from ui.pages.paper_question import PaperOut, Sheet
from ui.printing.invitation import invitation_pdf, invitation_text, qr_image
from ui.printing.to_printer import Send, send
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class InvitationCard(QFrame):
    """Shows the code of one expected visit; what leaves here says nothing of the guest."""

    left = Signal()
    failed = Signal(object)
    """A UserError."""
    told = Signal(object)
    """A function that returns the sentence of what was done."""

    def __init__(self, desk: OpenDesk, *, printer: Send = send) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self.printer, self._words = desk, printer, Words()
        self.code, self._about = "", ""
        self.picture, self.digits = Label(wrap=False), Label(size="title", bold=True)
        self.about, self._hint = Label(bold=True), Label(tone="soft")
        self.copy, self.print = Button(kind="primary", icon="file-text"), Button(icon="printer")
        self.save, self.no = Button(icon="download"), Button(icon="x")
        self._lay_out()
        self.hide()

    def start(self, code: str, about: str) -> None:
        """Show a code; ``about`` names the guest, on this screen alone."""
        self.code, self._about = code, about
        self.picture.setPixmap(QPixmap.fromImage(qr_image(code)))
        self.digits.setText(invitation_code.grouped(code))
        self._say()
        self.show()
        self.copy.setFocus()

    def leave(self) -> None:
        """Show nothing any more."""
        self.hide()
        self.code = ""
        self.picture.clear()
        self.digits.clear()
        self.left.emit()

    def text(self) -> str:
        """Return what is copied."""
        return invitation_text(self.code, self._company())

    def copy_text(self) -> None:
        """Put the text for the guest onto the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.told.emit(lambda: t("Copied. The text holds the code and nothing about the guest."))

    def print_page(self) -> None:
        """Print the invitation on the system's printer."""
        self._out().print()

    def ask_target(self) -> None:
        """Ask where the page is to be saved."""
        self._out().save()

    def save_page(self, target: Path) -> None:
        """Write the page."""
        self._out().write(target)

    def _out(self) -> PaperOut:
        """Return the page; it holds nobody's data."""
        sheet = Sheet(
            name=lambda: t("Invitation"), leaving=None,
            draw=partial(invitation_pdf, self.code, self._company()),
            sent=lambda: t("Sent to the printer: the invitation."),
        )  # fmt: skip
        return PaperOut(
            self, self._desk, sheet, printer=self.printer, done=self.told.emit,
            failed=self.failed.emit,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def _company(self) -> Mapping[str, str]:
        return {key: str(value) for key, value in self._desk.session.company.items()}

    def _say(self) -> None:
        self.about.setText(t("Invitation for {about}", about=self._about))
        self.picture.setAccessibleName(t("QR of the invitation code"))

    def _lay_out(self) -> None:
        texts = column(gap=theme.SMALL)
        for label in (self.about, self.digits, self._hint):
            texts.addWidget(label)
        buttons = row(gap=theme.SMALL)
        for button in (self.copy, self.print, self.save, self.no):
            buttons.addWidget(button)
        buttons.addStretch(1)
        texts.addLayout(buttons)
        texts.addStretch(1)
        across = row(self, gap=theme.LARGE)
        across.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        across.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)
        self._words.put(
            N_("Give the guest the digits or the QR. They hold nothing about anybody, and are "
               "good once, on the day of the visit."),
            self._hint.setText,
        )  # fmt: skip
        self._words.put(N_("Copy the text"), self.copy.setText)
        self._words.put(N_("Print the invitation"), self.print.setText)
        self._words.put(N_("Save as PDF…"), self.save.setText)
        self._words.put(N_("Close"), self.no.setText)
        self.copy.clicked.connect(self.copy_text)
        self.print.clicked.connect(self.print_page)
        self.save.clicked.connect(self.ask_target)
        self.no.clicked.connect(self.leave)
