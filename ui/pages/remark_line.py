# SPDX-License-Identifier: Apache-2.0
"""The line beside a criterion of a scorecard: what was said or shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hr_desk.i18n import t
from ui.forms.marked_line import MarkedLine


class RemarkLine(MarkedLine):
    """What was said or shown of something that is judged; the arrow up goes back to its points."""

    back = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(t("What was said or shown"))
        self.setAccessibleName(t("{name}: what was said or shown", name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with the arrow up."""
        if event.key() == Qt.Key.Key_Up:
            self.back.emit()
        else:
            super().keyPressEvent(event)
