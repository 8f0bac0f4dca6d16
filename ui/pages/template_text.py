# SPDX-License-Identifier: Apache-2.0
"""A template as its TOML text: to be carried to another desk, or taken over from one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.clipboard import CLIPBOARD_MS, ShortCopy
from ui.widgets.files import choose_file, choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row
from ui.widgets.words import Words


class TextPanel(QWidget):
    """The text of the template that is edited; another text takes its place on a press."""

    text_given = Signal(str)
    """A text that is to be taken over."""
    file_given = Signal(object)
    """The path of a file that is to be taken over."""
    target_given = Signal(object)
    """The path at which the text is to be kept."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        self._shown = ""
        self._refusal: UserError | None = None
        self.name = "template"
        self.paper = QPlainTextEdit()
        self.paper.setTabChangesFocus(True)
        self.paper.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.take, self.open = Button(kind="primary", icon="check"), Button(icon="folder-open")
        self.save, self.copy = Button(icon="download"), Button(icon="file-text")
        self.clipboard = ShortCopy(self, clear_ms=CLIPBOARD_MS)
        self.wrong = Label(tone="danger", size="small")
        self._lay_out()

    def show_text(self, text: str) -> None:
        """Show the text of the template as it stands; one that somebody writes in stays."""
        if self.paper.toPlainText() in (self._shown, ""):
            self.paper.setPlainText(text)
            self.refuse(None)
        self._shown = text
        self._say()

    def replace_text(self, text: str) -> None:
        """Show a text in place of whatever stands there."""
        self._shown = text
        self.paper.setPlainText(text)
        self.refuse(None)
        self._say()

    def hold(self, text: str, error: UserError) -> None:
        """Show a text that cannot be read, and why: it is mended here and taken over."""
        self.paper.setPlainText(text)
        self.refuse(error)
        self._say()

    def refuse(self, error: UserError | None) -> None:
        """Say why a text is no template, or take that back."""
        self._refusal = error
        self.wrong.setText("" if error is None else error.text())
        reveal(self.wrong, error is not None)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and carried away, but not changed."""
        self.paper.setReadOnly(read_only)
        self.open.setEnabled(not read_only)
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.wrong.setText("" if self._refusal is None else self._refusal.text())

    def _say(self) -> None:
        own = self.paper.toPlainText() != self._shown
        self.take.setEnabled(own and not self.paper.isReadOnly())

    def _choose(self) -> None:
        kinds = t("Texts of templates ({kinds})", kinds="*.toml *.txt")
        choose_file(self, t("Open the text of a template"), kinds, self.file_given.emit)

    def _keep(self) -> None:
        choose_target(self, t("Save the text"), f"{self.name}.toml", self.target_given.emit)

    def _lay_out(self) -> None:
        for label, button, act in (
            (N_("Take this text over"), self.take, self._give),
            (N_("From a file…"), self.open, self._choose),
            (N_("Save as a file…"), self.save, self._keep),
            (N_("Copy"), self.copy, lambda: self.clipboard.copy(self.paper.toPlainText())),
        ):
            self._words.put(label, button.setText)
            button.clicked.connect(act)
        self._words.put(N_("The template as a text"), self.paper.setAccessibleName)
        self.paper.textChanged.connect(self._say)
        below = row()
        for button in (self.take, self.open, self.save, self.copy):
            below.addWidget(button)
        below.addStretch(1)
        whole = column(self, margin=theme.SMALL)
        whole.addWidget(self.paper, 1)
        whole.addWidget(self.wrong)
        self.wrong.hide()
        whole.addLayout(below)

    def _give(self) -> None:
        self.text_given.emit(self.paper.toPlainText())
