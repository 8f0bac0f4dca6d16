# SPDX-License-Identifier: Apache-2.0
"""The pause after some wrong passphrases or PINs in a row: it slows whoever stands at the screen.

It is kept in this process alone and guards no file: who has a copy of the folder has no screen in
the way, and pays for each guess with the slot's key derivation.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from hr_desk.i18n import t

TRIES: Final = 5
"""Wrong ones in a row before the pause."""
PAUSE_SECONDS: Final = 30


class Pause(QObject):
    """Counts wrong tries; ``ticked`` comes every second of a pause, and once at its end."""

    ticked = Signal()

    def __init__(
        self, parent: QObject | None = None, *, steady: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self._wrong, self._until = 0, 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.look)

    def wrong(self) -> None:
        """Count a wrong try; the last of TRIES begins the pause."""
        self._wrong += 1
        if self._wrong >= TRIES:
            self._wrong, self._until = 0, self._steady() + PAUSE_SECONDS
            self._tick.start()
            self.ticked.emit()

    def right(self) -> None:
        """Begin to count afresh."""
        self._wrong = 0

    def is_on(self) -> bool:
        """Whether nothing may be tried now."""
        return self._steady() < self._until

    def seconds_left(self) -> int:
        """Return how long the pause goes on, in whole seconds; 0 without one."""
        return max(0, round(self._until - self._steady()))

    def said(self) -> str:
        """Say how long the pause goes on, in the language in use; empty without one."""
        if not self.is_on():
            return ""
        return t("Too many wrong tries. Wait {seconds} seconds.", seconds=self.seconds_left())

    def look(self) -> None:
        """Tell how the time goes by, and end the pause."""
        if not self.is_on():
            self._tick.stop()
        self.ticked.emit()
