# SPDX-License-Identifier: Apache-2.0
"""Keeps what a scanner types out of every field: an event filter for the whole program.

Put on the application, it sees each key before the field in front does. Held keys that a person
typed are sent on to the field they were meant for.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from hr_desk.domain.scan_frames import ENTER, Key
from hr_desk.domain.scanning import LONGEST_GAP, ScanReader, Told

_MODIFIERS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
     Qt.Key.Key_CapsLock}
)  # fmt: skip
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class _Typed:
    """A key press on its way, and whom it was meant for."""

    receiver: QWidget
    press: QKeyEvent
    release: QKeyEvent


def _its_own_time(event: QKeyEvent) -> float:
    return float(event.timestamp())


class Scanner(QObject):
    """Watches the keys of the program; ``scanned`` carries what a scanner read."""

    scanned = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        time_of: Callable[[QKeyEvent], float] = _its_own_time,
    ) -> None:
        super().__init__(parent)
        self._time_of = time_of
        self._reader: ScanReader[_Typed] = ScanReader()
        self._owed: Counter[int] = Counter()
        self._sending = False
        self._last: tuple[QWidget, int] | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(int(LONGEST_GAP) + 30)
        self._quiet.timeout.connect(self.expire)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold what may be scanned; everything else goes its way at once."""
        if self._sending or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        return False

    def expire(self) -> None:
        """Let what is held go: nothing came for a while."""
        self._tell(self._reader.expire())

    def _pressed(self, receiver: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS or self._goes_up(receiver, event):
            return False
        self._last = (receiver, event.key())
        held_before = self._reader.is_holding()
        text = ENTER if event.key() in _ENTERS else event.text()
        press = QKeyEvent(event)
        release = QKeyEvent(
            QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text(),
            event.isAutoRepeat(), event.count(),
        )  # fmt: skip
        told = self._reader.feed(Key(text, self._time_of(event), _Typed(receiver, press, release)))
        if not held_before and not self._reader.is_holding():
            return False
        self._owed[event.key()] += 1
        if self._reader.is_holding():
            self._quiet.start()
        self._tell(told)
        return True

    def _released(self, event: QKeyEvent) -> bool:
        if self._owed[event.key()]:
            self._owed[event.key()] -= 1
            return True
        return False

    def _goes_up(self, receiver: QWidget, event: QKeyEvent) -> bool:
        """Whether this is the key before, which its field did not want, on its way to a parent."""
        if self._last is None:
            return False
        before, key = self._last
        same = key == event.key() and isValid(before) and before is not receiver
        return same and receiver.isAncestorOf(before) and before is QApplication.focusWidget()

    def _tell(self, told: Told[_Typed]) -> None:
        for one in told.typed:
            if isValid(one.receiver):
                self._sending = True
                try:
                    QCoreApplication.sendEvent(one.receiver, one.press)
                    if isValid(one.receiver):
                        QCoreApplication.sendEvent(one.receiver, one.release)
                finally:
                    self._sending = False
        for code in told.scanned:
            self.scanned.emit(code)
