# SPDX-License-Identifier: Apache-2.0
"""Text on the clipboard for a few seconds: other programs read it, and nobody remembers it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLIPBOARD_MS = 10_000
"""How long what was copied stays on the clipboard, in milliseconds."""


class ShortCopy(QObject):
    """Puts a text on the clipboard and takes it off again, unless something else is there."""

    def __init__(self, parent: QObject, *, clear_ms: int = CLIPBOARD_MS) -> None:
        super().__init__(parent)
        self._copied = ""
        self._clearing = QTimer(self)
        self._clearing.setSingleShot(True)
        self._clearing.setInterval(clear_ms)
        self._clearing.timeout.connect(self.forget)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for a few seconds."""
        self._copied = text
        QGuiApplication.clipboard().setText(text)
        self._clearing.start()

    def is_waiting(self) -> bool:
        """Whether a text of ours is still to be taken off."""
        return self._clearing.isActive()

    def forget(self) -> None:
        """Empty the clipboard now, unless something else was copied since."""
        self._clearing.stop()
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
