# SPDX-License-Identifier: Apache-2.0
"""Writing the text of an occasion anew, in both languages, for everybody who recruits here."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from hr_desk.domain import message_texts
from hr_desk.domain.message_texts import MessageText
from hr_desk.i18n import N_, t
from hr_desk.operations import messages
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.label import Label
from ui.widgets.layouts import row

TEXT_HEIGHT = 132
"""Height of each text in pixels."""


class TextTemplate(MarkedQuestion):
    """Asks for the words of one occasion; what is in braces is filled from the record."""

    written = Signal()
    """The text was kept, or the shipped one is in use again."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._text: MessageText | None = None
        self.zh, self.en = _paper(), _paper()
        self.shipped = Button(kind="plain", icon="undo-2")
        self._places = Label(tone="soft", size="small")
        chinese, english = Entry(self.zh), Entry(self.en)
        self._own.put(N_("Text in Chinese"), chinese.set_label)
        self._own.put(N_("Text in English"), english.set_label)
        self._own.put(N_("Back to the text that came with the program"), self.shipped.setText)
        self.shipped.clicked.connect(self._go_back)
        beside, below = row(gap=theme.MEDIUM), row()
        for entry in (chinese, english):
            beside.addWidget(entry, 1)
        below.addWidget(self._places, 1)
        below.addWidget(self.shipped)
        self.content.addLayout(beside)
        self.content.addLayout(below)

    def start(self, text: MessageText) -> None:
        """Ask about the text of this occasion."""
        self.begin((text.key,))
        self._text = text
        self.zh.setPlainText(text.text.zh)
        self.en.setPlainText(text.text.en)
        self.shipped.setVisible(text != message_texts.load()[text.key])
        self._say()
        self.zh.setFocus()

    def _say(self) -> None:
        if self._text is None:
            return
        places = " ".join(f"{{{place}}}" for place in message_texts.PLACES)
        self._places.setText(t("Filled in from the record: {places}", places=places))
        asked = t("Text for “{occasion}”", occasion=self._text.label)
        self.ask(asked, t("Save"), self._run)

    def _run(self) -> None:
        self._write(self.zh.toPlainText(), self.en.toPlainText())

    def _go_back(self) -> None:
        self._write("", "")

    def _write(self, zh: str, en: str) -> None:
        for key in self._about:
            self._do_it(messages.write, key, zh=zh, en=en, done=partial(self._tell))

    def _tell(self) -> None:
        self.leave()
        self.written.emit()


def _paper() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(TEXT_HEIGHT)
    made.setTabChangesFocus(True)
    return made
