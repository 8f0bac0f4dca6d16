# SPDX-License-Identifier: Apache-2.0
"""The bell of the front desk: it rings when more people wait than before, and says no name."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.tasks import Tasks

LOOK_MS: Final = 3_000
"""How often a locked desk's inbox is looked at, in milliseconds."""


class Bell(QObject):
    """Hears counts of people who wait; ``rang`` comes whenever one is higher than the last."""

    rang = Signal()

    def __init__(
        self, parent: QObject | None = None, *, sound: Callable[[], object] = QApplication.beep
    ) -> None:
        super().__init__(parent)
        self._sound = sound
        self._count: int | None = None

    def hear(self, count: int) -> None:
        """Ring if more people wait than at the last count; the first count is silent."""
        before, self._count = self._count, count
        if before is not None and count > before:
            self._sound()
            self.rang.emit()


class InboxBell(Bell):
    """Counts the sign-ins that arrive sealed while nobody is here; ``counted`` carries how many."""

    counted = Signal(int)

    def __init__(
        self, tasks: Tasks, parent: QObject | None = None, *,
        sound: Callable[[], object] = QApplication.beep, look_ms: int = LOOK_MS,
    ) -> None:  # fmt: skip
        super().__init__(parent, sound=sound)
        self._tasks = tasks
        self._folder: Path | None = None
        self._often = QTimer(self)
        self._often.setInterval(look_ms)
        self._often.timeout.connect(self.look)

    def listen(self, folder: Path) -> None:
        """Begin to count in the inbox of the desk in ``folder``."""
        self._folder, self._count = folder, None
        self._often.start()
        self.look()

    def stop(self) -> None:
        """Count no more."""
        self._often.stop()

    def look(self) -> None:
        """Count now."""
        if self._folder is not None:
            self._tasks.query(
                _announced, self._folder, owner=self, done=self._counted, slot="bell.announced"
            )

    def _counted(self, count: int) -> None:
        self.hear(count)
        self.counted.emit(count)


def _announced(folder: Path) -> int:
    """Count; worker, which loads what reads an envelope's outside behind the painted page."""
    from hr_desk.operations.announced import announced

    return announced(folder)
