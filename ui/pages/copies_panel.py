# SPDX-License-Identifier: Apache-2.0
"""After a hand-off: when the copies here of what left go, until it was read."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import hand_off_clocks
from hr_desk.operations.hand_off_clocks import CopyLine
from ui import theme
from ui.pages.copies_words import copies_said
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class CopiesPanel(QFrame):
    """Says of the file that has just left when the copies here go."""

    entry_wanted = Signal(str)
    """The register's entry is to be shown."""
    opened = Signal(bool)
    """There is something to read, or it was read: both want the room of the page."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self._words, self._entry = desk, Words(), ""
        self._lines: tuple[CopyLine, ...] = ()
        self.said = Label()
        self.to_register, self.close_button = Button(icon="arrow-right"), Button()
        self._lay_out()
        self.hide()

    def look(self, entry_id: str) -> None:
        """Ask about the file of an entry, and show the answer."""
        self._entry = entry_id
        self._desk.query(
            hand_off_clocks.copies_of, entry_id, owner=self,
            done=partial(self._show, entry_id), failed=self._lose, slot="hand_off.copies",
        )  # fmt: skip

    def forget(self) -> None:
        """Hide."""
        self._entry = ""
        self.hide()
        self.opened.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _show(self, entry_id: str, lines: tuple[CopyLine, ...]) -> None:
        if entry_id == self._entry:
            self._lines = lines
            self._say()
            self.setVisible(bool(lines))
            self.opened.emit(bool(lines))

    def _lose(self, _error: UserError) -> None:
        """Whoever may not read it is not told; the file is out all the same."""
        self.forget()

    def _say(self) -> None:
        self.said.setText("\n".join(copies_said(self._desk.session, self._lines)))

    def _lay_out(self) -> None:
        heading, buttons = Label(bold=True), row()
        for message, put in (
            (N_("The receiver has it now. The copies here go:"), heading.setText),
            (N_("Show the entry in the register"), self.to_register.setText),
            (N_("I have read it"), self.close_button.setText),
        ):
            self._words.put(message, put)
        for button in (self.to_register, self.close_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = column(self, margin=theme.MEDIUM)
        body.addWidget(heading)
        body.addWidget(self.said)
        body.addLayout(buttons)
        self.to_register.clicked.connect(lambda: self.entry_wanted.emit(self._entry))
        self.close_button.clicked.connect(self.forget)
