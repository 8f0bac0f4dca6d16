# SPDX-License-Identifier: Apache-2.0
"""A visitor is hurt: one click on why, and whom to call stands there, large, for two minutes.

The reasons are buttons, so that choosing one reveals. What is shown goes by itself, with the page,
and with the lock, which ends the process.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import emergency_contacts
from hr_desk.operations.emergency_contacts import OTHER, REASONS, WORDS, Revealed
from hr_desk.operations.visits import VisitRow
from ui import theme
from ui.pages.visit_rows import NAME, text_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.panels import Question
from ui.widgets.words import Words

SHOWN_SECONDS = 120
"""How long whom to call stands there: two minutes to dial."""
WORDS_WIDTH = 420
"""Width of the line for words of one's own, in pixels."""


class RevealPanel(Question):
    """Asks why, reveals, and forgets."""

    asking = Signal(bool)
    """It stands there now, or no more."""

    def __init__(self, desk: OpenDesk, *, seconds: int = SHOWN_SECONDS) -> None:
        super().__init__()
        self._desk, self._own, self._seconds = desk, Words(), seconds
        self._about, self._name, self._left = "", "", 0
        self._shown: Revealed | None = None
        self._busy = False
        self._refused: UserError | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)
        self._entry, self.words = line(
            self._own, WORDS, N_("Needed only for another danger. Nothing about illness or family.")
        )
        self._entry.setFixedWidth(WORDS_WIDTH)
        self.reasons = self._reason_buttons()
        self.who, self.phone = Label(size="title", bold=True), Label(size="title", bold=True)
        self.note, self.error = Label(tone="soft"), Label(tone="danger")
        self._lay_out()
        self._say()

    def start(self, one: VisitRow) -> None:
        """Ask why whom to call of this visitor is needed."""
        self._forget()
        self._about, self._name = one.visit_id, text_of(one, NAME)
        self._say()
        self.show()
        self.no.setFocus()  # a key pressed twice reveals nothing
        self.asking.emit(True)

    def leave(self) -> None:
        """Hide the panel and forget what it showed."""
        self._forget()
        self._say()
        super().leave()
        self.asking.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget with the page."""
        super().hideEvent(event)
        if self._shown is not None:
            self.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _reveal(self, reason: str) -> None:
        if self._busy:  # a second click would be a second reveal
            return
        self._busy = True
        self._desk.run(
            emergency_contacts.reveal, self._about, owner=self, done=self._show,
            failed=self._refuse, reason=reason, words=self.words.text(),
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self._refused, self._busy = error, False
        self._say()
        self.words.setFocus()

    def _show(self, shown: Revealed) -> None:
        self._busy = False
        if shown.visit_id != self._about or self.isHidden():
            return
        self._shown, self._refused, self._left = shown, None, self._seconds
        self._tick.start()
        self._say()
        self.no.setFocus()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.leave()
        else:
            self._say()

    def _forget(self) -> None:
        self._tick.stop()
        self._shown, self._refused, self._about, self._name = None, None, "", ""
        self.words.clear()

    def _say(self) -> None:
        shown, asks = self._shown, self._shown is None
        for button in self.reasons.values():
            button.setVisible(asks)
        self._entry.setVisible(asks)
        for label in (self.who, self.phone, self.note):
            label.setVisible(not asks)
        codes = self._desk.catalogue.code_lists[REASONS].codes
        for code, button in self.reasons.items():
            button.setText(str(codes[code]))
        self.error.setText("" if self._refused is None else self._refused.text())
        self.error.setVisible(self._refused is not None)
        self.no.setText(t("Cancel") if asks else t("Hide whom to call"))
        if shown is None:
            self.sentence.setText(t("Emergency: why is somebody to be called for {name}?",
                                    name=self._name))  # fmt: skip
            for label in (self.who, self.phone, self.note):
                label.clear()
            return
        self.sentence.setText(t("To be called for {name}:", name=shown.visitor))
        self.who.setText(t("{name} ({relation})", name=shown.name, relation=shown.relation))
        self.phone.setText(shown.phone)
        self.note.setText(
            t(
                "It is in the log that you saw this. Tell the visitor of it by {day}. It hides "
                "itself in {count} seconds.",
                day=shown.tell_by,
                count=self._left,
            )
        )

    def _reason_buttons(self) -> Mapping[str, Button]:
        codes = self._desk.catalogue.code_lists[REASONS].codes
        found = {code: Button(kind="danger" if code != OTHER else "") for code in codes}
        for code, button in found.items():
            button.clicked.connect(partial(self._reveal, code))
        return found

    def _lay_out(self) -> None:
        self.yes.hide()
        self._ways += self.reasons.values()  # Enter takes the reason in hand
        across = FlowLayout(gap=theme.SMALL)
        for button in self.reasons.values():
            across.addWidget(button)
        large = column(gap=theme.TIGHT)
        for label in (self.who, self.phone, self.note, self.error):
            large.addWidget(label)
        self.content.addLayout(across)
        self.content.addWidget(self._entry)
        self.content.addLayout(large)
