# SPDX-License-Identifier: Apache-2.0
"""Unlocking with a scanned card: whose it is, and the PIN that goes with it."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.layouts import column
from ui.widgets.pause import Pause
from ui.widgets.words import Words

FORGET_MS: Final = 60_000
"""How long a scanned card waits for its PIN, in milliseconds."""


class CardUnlock(QWidget):
    """Shown once a card was scanned whose user can unlock; the card stands in no field."""

    unlocked = Signal(object)
    """The session."""
    greeted = Signal(str)
    """A card was read; carries the login name of its user."""
    refused = Signal(object)
    """A UserError: this card opens nothing here."""
    left = Signal()
    """The passphrase is wanted instead, or the card waited too long."""

    def __init__(self, tasks: Tasks, pause: Pause) -> None:
        super().__init__()
        self._tasks, self.pause = tasks, pause
        self._words = Words()
        self._folder: Path | None = None
        self._code = self._name = ""
        self._error: UserError | None = None
        self.whose = Label(bold=True)
        self._entry, self.pin = line(self._words, N_("PIN of the card"), secret=True)
        self.unlock_button = Button(kind="primary", icon="key-round")
        self.instead = Button(kind="plain")
        layout = column(self, gap=theme.MEDIUM)
        for widget in (self.whose, self._entry, self.unlock_button, self.instead):
            layout.addWidget(widget)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(FORGET_MS)
        self._late.timeout.connect(self.leave)
        self._words.put(N_("Unlock"), self.unlock_button.setText)
        self._words.put(N_("Passphrase instead"), self.instead.setText)
        self.unlock_button.clicked.connect(self.unlock)
        self.pin.returnPressed.connect(self.unlock)
        self.pin.textEdited.connect(lambda _text: self._late.start())
        self.instead.clicked.connect(self.leave)
        pause.ticked.connect(self._say)
        self._say()

    def take(self, folder: Path, code: str) -> None:
        """Ask whose card this is; its PIN is asked for once that is known."""
        self._folder, self._code = folder, code
        self._error = None
        self.pin.clear()
        self._tasks.query(
            _holder, folder, code, owner=self, done=self._greet, failed=self._refuse_card
        )

    def unlock(self) -> None:
        """Try the PIN."""
        if self._folder is None or self.pause.is_on() or not self.unlock_button.isEnabled():
            return
        self._busy(True)
        self._tasks.query(
            _open, self._folder, code=self._code, pin=self.pin.text(),
            owner=self, done=self._done, failed=self._failed,
        )  # fmt: skip

    def leave(self) -> None:
        """Forget the card."""
        self._forget()
        self.left.emit()

    def error(self) -> str:
        """Return what is said beside the PIN, empty if nothing."""
        return self._entry.error()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _greet(self, name: str) -> None:
        self._name = name
        self._late.start()
        self._say()
        self.greeted.emit(name)
        self.pin.setFocus()

    def _refuse_card(self, error: UserError) -> None:
        self._forget()
        self.refused.emit(error)

    def _done(self, session: Any) -> None:
        self._busy(False)
        self.pause.right()
        self._forget()
        self.unlocked.emit(session)

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        if is_wrong_secret(error):
            self.pause.wrong()
        self._error = error
        self._say()
        self.pin.selectAll()
        self.pin.setFocus()

    def _forget(self) -> None:
        self._code = self._name = ""
        self._error = None
        self._late.stop()
        self.pin.clear()

    def _busy(self, busy: bool) -> None:
        self.pin.setReadOnly(busy)
        self.unlock_button.setEnabled(not busy)
        self.instead.setEnabled(not busy)

    def _say(self) -> None:
        self.whose.setText(t("Card of {name}", name=self._name))
        self.pin.setReadOnly(self.pause.is_on())
        wrong = "" if self._error is None else self._error.text()
        self._entry.set_error(self.pause.said() or wrong)


def _holder(folder: Path, code: str) -> str:
    """Return whose card it is; worker, which loads the keys' library behind the painted page."""
    from hr_desk.operations import cards

    return cards.holder(folder, code)


def _open(folder: Path, *, code: str, pin: str) -> Any:
    from hr_desk.operations import cards

    return cards.open_by_card(folder, code=code, pin=pin)


def is_wrong_secret(error: UserError) -> bool:
    """Whether a PIN or a passphrase was wrong; only a desk that was tried can say so."""
    from hr_desk.operations import cards

    return cards.is_wrong_secret(error)
