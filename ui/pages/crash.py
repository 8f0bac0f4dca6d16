# SPDX-License-Identifier: Apache-2.0
"""The page a bug leads to: what happened in one sentence, its number, and two ways out."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.i18n import N_, t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import centred, column, row
from ui.widgets.panels import Card
from ui.widgets.words import Words


class CrashPage(QWidget):
    """Says that it is the program's fault, that saved work is safe, and what to tell whom."""

    back_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Gate")
        self._words = Words()
        self._number = self._file = ""
        title = Label(size="title", bold=True)
        text = Label()
        self._details = CopyLabel(size="small")
        back, end = Button(kind="primary"), Button()
        self._words.put(N_("Something in HR Desk went wrong"), title.setText)
        self._words.put(
            N_(
                "This is a fault of the program, not yours. Everything you saved is safe. "
                "Go back and try again; if it happens again, tell whoever looks after HR Desk "
                "the number below."
            ),
            text.setText,
        )
        self._words.put(N_("Go back"), back.setText)
        self._words.put(N_("Lock and start afresh"), end.setText)
        back.clicked.connect(self.back_wanted)
        end.clicked.connect(self.end_wanted)
        card = Card(margin=theme.WIDE)
        card.setFixedWidth(620)
        buttons = row()
        buttons.addWidget(back)
        buttons.addWidget(end)
        buttons.addStretch(1)
        for widget in (title, text, self._details):
            card.body.addWidget(widget)
        card.body.addLayout(buttons)
        layout = column(self, margin=theme.WIDE)
        layout.addStretch(1)
        layout.addLayout(centred(card))
        layout.addStretch(2)

    def show_number(self, number: str, file: str) -> None:
        """Show the number of the crash and the file that describes it, if there is one."""
        self._number, self._file = number, file
        self._details.setText(self._about())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._details.setText(self._about())
        super().changeEvent(event)

    def _about(self) -> str:
        if not self._file:
            return t("Number {number}", number=self._number)
        return t(
            "Number {number}. The file {file} says where in the program it happened; "
            "it holds nobody's data.",
            number=self._number,
            file=self._file,
        )
