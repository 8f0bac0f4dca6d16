# SPDX-License-Identifier: Apache-2.0
"""A day, and a day with its time, typed as people write them: 2026-09-21 as well as 20260921.

A box of Qt goes on to the next part once a part is full. The hyphen that is typed then moved it on
once more, so that 2026-09-21 became another day of another month without a word.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit

_BETWEEN: Final = frozenset("-/.: ")
"""What stands between the parts of a day and a time."""


class _Parts:
    """Leaves out what stands between two parts where the box went on by itself."""

    def __init__(self, box: QDateTimeEdit) -> None:
        self._box, self._went_on = box, False

    def press(self, event: QKeyEvent, act: Callable[[QKeyEvent], None]) -> None:
        """Let the box take a key by ``act``, unless it did already what the key asks for."""
        if self._went_on and event.text() in _BETWEEN and event.text():
            self._went_on = False
            event.accept()
            return
        part = self._box.currentSection()
        act(event)
        self._went_on = event.text().isdecimal() and self._box.currentSection() != part


class DayBox(QDateEdit):
    """A day, with a calendar to choose it from."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self._parts = _Parts(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a day as it is written."""
        self._parts.press(event, super().keyPressEvent)


class MomentBox(QDateTimeEdit):
    """A day, with a calendar to choose it from, and a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setCalendarPopup(True)
        self._parts = _Parts(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a day and a time as they are written."""
        self._parts.press(event, super().keyPressEvent)
