# SPDX-License-Identifier: Apache-2.0
"""Whether somebody is still there: real activity starts the count afresh, silence wipes the visit.

A pointer, a finger, a key and an unfinished word of an input method all count. A timer of the
program does not.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from hr_desk.kiosk.flow import Idle

_MADE_BY_PEOPLE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)

_LOOK_MILLISECONDS: Final = 250


class Activity(QObject):
    """Measures the silence on the steady clock and on the wall clock.

    When the patience of ``idle`` is used up ``counting`` tells each second how many are left; then
    ``expired`` comes once.
    """

    counting = Signal(int)
    """Seconds left; 0 when somebody came back."""
    expired = Signal()

    def __init__(
        self,
        parent: QObject,
        idle: Idle,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._idle = idle
        self._steady, self._wall = steady, wall
        self._since = (steady(), wall())
        self._told = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether there is something to be wiped."""
        return self._timer.isActive()

    def start(self, idle: Idle | None = None) -> None:
        """Measure from now on; ``idle`` is the patience from here on."""
        self._idle = idle or self._idle
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Measure no longer: nothing is there to be wiped."""
        self._timer.stop()
        self._tell(0)

    def touch(self) -> None:
        """Somebody is there."""
        self._since = (self._steady(), self._wall())
        self._tell(0)

    def look(self) -> None:
        """Compare the silence with what is allowed."""
        silent = max(self._steady() - self._since[0], self._wall() - self._since[1])
        left = self._idle.remaining(silent)
        if left == 0:
            self._timer.stop()
            self.expired.emit()
        else:
            self._tell(left or 0)

    def _tell(self, seconds: int) -> None:
        if seconds != self._told:
            self._told = seconds
            self.counting.emit(seconds)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what a person did and let it pass.

        Events of an input method are never spontaneous: it hands them over itself.
        """
        del watched
        kind = event.type()
        if kind == QEvent.Type.InputMethod or (kind in _MADE_BY_PEOPLE and event.spontaneous()):
            self.touch()
        return False
