# SPDX-License-Identifier: Apache-2.0
"""Enter as the way from one field to the next, as a form is typed from paper."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterGoesOn(QObject):
    """Takes Enter in each field of a chain but the last as the way to the next one.

    Shift with Enter still begins a new line where there are lines. The fields outlive it or go
    with it: a chain that changes gets one of these anew.
    """

    def __init__(self, parent: QObject, chain: Sequence[QWidget]) -> None:
        super().__init__(parent)
        self._after: dict[QObject, QWidget] = {}
        for one, following in pairwise(chain):
            self._after[one] = following
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keyboard on at Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in ENTER and not shifted and watched in self._after:
                self._after[watched].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
