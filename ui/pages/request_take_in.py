# SPDX-License-Identifier: Apache-2.0
"""Taking a request in: what is asked, how it came, who asks; then the receipt with its number."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hr_desk.catalogue.requests import request_rules
from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, t
from hr_desk.operations import requests
from hr_desk.operations.requests import Asked, TakenIn
from ui import theme
from ui.pages.paper_question import PaperOut, Sheet
from ui.printing.request_papers import ReceiptFacts, receipt_pdf
from ui.printing.to_printer import Send, send
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.panels import Card
from ui.widgets.words import Words

TEXT_HEIGHT: Final = 96
"""Height of the words of the request in pixels."""
FORM_WIDTH: Final = 760


class TakeInForm(QWidget):
    """Asks for a request, shown in the place of the list; ends with the receipt."""

    left = Signal()
    """Cancelled."""
    taken = Signal(object)
    """A ReceiptFacts: it is taken in."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self.banner, self.title = Banner(), Label(size="heading", bold=True)
        self._kind, self.kind = choice(self._words, N_("What the person wants"))
        self._code, self.code = choice(self._words, N_("More exactly"))
        self._ground, self.ground = choice(self._words, N_("Ground on which deletion is asked"))
        self._channel, self.channel = choice(self._words, N_("How it came"))
        self._name, self.name = line(self._words, N_("Name of whoever asks"))
        self._mobile, self.mobile = line(
            self._words, N_("Mobile"), N_("One way to reach the person is enough.")
        )
        self._email, self.email = line(self._words, N_("E-mail"))
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self._text = Entry(self.text)
        self._words.put(N_("In their words"), self._text.set_label)
        self._nothing_more = Label(tone="soft", size="small")
        self._words.put(
            N_(
                "Ask for nothing more: no document, no ID number. Who it is, is verified by the "
                "privacy officer."
            ),
            self._nothing_more.setText,
        )
        self.yes, self.no = Button(kind="primary", icon="check"), Button()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _row: self._fill_codes())
        self.yes.clicked.connect(self.take_in)
        self.no.clicked.connect(self.left)
        self._fill_lists()

    def start(self) -> None:
        """Show the empty form."""
        for editor in (self.name, self.mobile, self.email):
            editor.clear()
        self.text.clear()
        self.banner.clear()
        for box in (self.kind, self.channel, self.ground):
            box.setCurrentIndex(0)
        self.kind.setFocus()

    def asked(self) -> Asked:
        """Return what the form says."""
        typed = {"full_name": self.name, "mobile": self.mobile, "email": self.email}
        return Asked(
            code=str(self.code.currentData()),
            channel=str(self.channel.currentData()),
            text=" ".join(self.text.toPlainText().split()),
            fields={key: editor.text() for key, editor in typed.items() if editor.text().strip()},
            ground=str(self.ground.currentData()) if self._is_deletion() else "",
        )

    def take_in(self) -> None:
        """Take the request in."""
        asked = self.asked()
        self.yes.setEnabled(False)
        self._desk.run(
            requests.take_in, asked, owner=self, done=partial(self._taken, asked),
            failed=self._refused,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._fill_lists()

    def _taken(self, asked: Asked, taken: TakenIn) -> None:
        self.yes.setEnabled(True)
        session = self._desk.session
        self.taken.emit(
            ReceiptFacts(taken.number, asked.code, asked.channel, session.now(),
                         dict(session.company), language())
        )  # fmt: skip

    def _refused(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)

    def _is_deletion(self) -> bool:
        return str(self.kind.currentData()) == "delete"

    def _fill_lists(self) -> None:
        known = request_rules()
        fill(self.kind, [(str(label), key) for key, label in known.kinds.items()])
        fill(self.channel, [(str(label), key) for key, label in known.channels.items()])
        grounds = [(str(one.label), key) for key, one in known.grounds.items()]
        fill(self.ground, [(t("Choose a ground"), ""), *grounds])
        self.title.setText(t("Take a request in"))
        self.yes.setText(t("Take it in"))
        self.no.setText(t("Cancel"))
        self._fill_codes()

    def _fill_codes(self) -> None:
        chosen = str(self.kind.currentData())
        codes = request_rules().codes.items()
        fill(self.code, [(str(one.label), key) for key, one in codes if one.kind == chosen])
        self._ground.setVisible(self._is_deletion())

    def _lay_out(self) -> None:
        asked = QWidget()
        asked.setMaximumWidth(FORM_WIDTH)
        body = column(asked, gap=theme.SMALL)
        body.addWidget(self.title)
        for pair in ((self._kind, self._code), (self._ground,), (self._channel, self._name),
                     (self._mobile, self._email)):  # fmt: skip
            across = row(gap=theme.MEDIUM)
            for entry in pair:
                across.addWidget(entry, 1)
            body.addLayout(across)
        body.addWidget(self._text)
        body.addWidget(self._nothing_more)
        body.addStretch(1)
        buttons = row()
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        whole = column(self, gap=theme.SMALL)
        whole.addWidget(self.banner)
        whole.addWidget(scrolled(asked), 1)
        whole.addLayout(buttons)


class ReceiptCard(Card):
    """Shows the number of a request that was just taken in, to be said, printed or saved."""

    closed = Signal()

    def __init__(self, desk: OpenDesk, banner: Banner, *, printer: Send = send) -> None:
        super().__init__()
        self._desk, self._banner, self._printer = desk, banner, printer
        self._facts: ReceiptFacts | None = None
        self.number = CopyLabel(size="title", bold=True)
        self._told = Label()
        self.print_button, self.save_button = (
            Button(kind="primary", icon="printer"), Button(icon="download")
        )  # fmt: skip
        self.close_button = Button()
        self.body.addWidget(self.number)
        self.body.addWidget(self._told)
        buttons = row()
        acts: Mapping[Button, Callable[[], None]] = {
            self.print_button: self.print_now, self.save_button: self._save,
            self.close_button: self._close,
        }  # fmt: skip
        for button, act in acts.items():
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.hide()

    def show_receipt(self, facts: ReceiptFacts) -> None:
        """Show the number of a request."""
        self._facts = facts
        self.number.setText(facts.number)
        self._say()
        self.show()
        self.print_button.setFocus()

    def print_now(self) -> None:
        """Put the receipt on paper, on this machine's own printer."""
        if self._facts is not None:
            self._out(self._facts).print()

    def write(self, target: Path) -> None:
        """Write the receipt as a file."""
        if self._facts is not None:
            self._out(self._facts).write(target)

    def _save(self) -> None:
        if self._facts is not None:
            self._out(self._facts).save()

    def _out(self, facts: ReceiptFacts) -> PaperOut:
        """Return the receipt, which names nobody."""
        sheet = Sheet(
            name=lambda: t("Receipt {number}", number=facts.number), leaving=None,
            draw=partial(receipt_pdf, facts), sent=lambda: t("Printed."),
        )  # fmt: skip
        return PaperOut(
            self, self._desk, sheet, printer=self._printer, failed=self._banner.show_error,
            done=partial(self._banner.show_text, "good"),
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.set_heading(t("Receipt: give the person this number"))
        self._told.setText(
            t(
                "The privacy officer verifies who asks, normally within three working days; the "
                "answer follows within fifteen working days of that."
            )
        )
        self.print_button.setText(t("Print the receipt"))
        self.save_button.setText(t("Save as PDF…"))
        self.close_button.setText(t("Done"))

    def _close(self) -> None:
        self._facts = None
        self.number.clear()
        self.hide()
        self.closed.emit()
