# SPDX-License-Identifier: Apache-2.0
"""Exchanges with paired desks by itself, every few minutes, and at once when it is asked.

It runs the command ``hr-desk exchange`` as a process of its own: it needs no key, and a share that
hangs must hold up neither the window nor what is read and written at the desk. What it brings in
is taken in by the watch of the inbox.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from hr_desk.i18n import language, t
from ui.errand import Errand, own_start
from ui.preferences import Preferences
from ui.session import OpenDesk

FIRST_MS = 20_000
"""How long after a desk was opened the first exchange waits, in milliseconds."""
EVERY_MS = 240_000
"""How often it exchanges, in milliseconds."""
PATIENCE_MS = 600_000
"""How long one exchange may take before it is ended and told, in milliseconds."""
GATHER_MS = 1_000
"""How long a running exchange may still take when the desk is closed, in milliseconds."""


def command(desk: Path, shared: Path) -> list[str]:
    """Return the command that exchanges once and tells in JSON what it did."""
    words = ["exchange", str(desk), str(shared), "--json", "--language", language()]
    return [*own_start(), *words]


class Exchanger(QObject):
    """Exchanges for one open desk through the folder that this machine's preferences name."""

    exchanged = Signal(object)
    """What an exchange did: numbers by name, as ``hr-desk exchange --json`` prints them."""
    refused = Signal(str)
    """Why an exchange could not be done: one sentence with the way out."""
    running_changed = Signal(bool)

    def __init__(
        self,
        desk: OpenDesk,
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._errand = Errand(self, patience_ms=PATIENCE_MS)
        self._errand.ended.connect(self._ended)
        self._first, self._every = QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(first_ms)
        self._every.setInterval(every_ms)
        for timer in (self._first, self._every):
            timer.timeout.connect(self.exchange)

    def start(self) -> None:
        """Begin: soon, then every few minutes, as long as a folder is set."""
        self._first.start()
        self._every.start()

    def stop(self) -> None:
        """Do nothing by itself any more; ``exchange`` still works."""
        self._first.stop()
        self._every.stop()

    def folder(self) -> Path | None:
        """Return the folder through which this desk exchanges on this machine."""
        return self._preferences.exchange_folder(self._desk.session.desk_id)

    def is_running(self) -> bool:
        """Whether an exchange is under way."""
        return self._errand.is_running()

    def exchange(self) -> None:
        """Exchange now, unless no folder is set or an exchange is under way."""
        folder = self.folder()
        if folder is None or self.is_running():
            return
        self._errand.start(command(self._desk.session.folder, folder))
        self.running_changed.emit(True)

    def _ended(self, done: object, why: str) -> None:
        self.running_changed.emit(False)
        if done is None:
            self.refused.emit(why or t("The exchange did not end. It is tried again by itself."))
        else:
            self.exchanged.emit(done)

    def leave(self) -> None:
        """End what is under way: the next exchange goes on where this one was."""
        self.stop()
        self._errand.leave(GATHER_MS)
