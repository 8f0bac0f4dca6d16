# SPDX-License-Identifier: Apache-2.0
"""One criterion of a scorecard: its points, and below them what was said or shown."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hr_desk.i18n import t
from ui import theme
from ui.forms.marked_line import MarkedLine
from ui.widgets.layouts import column
from ui.widgets.points import Points


class CriterionEntry(QWidget):
    """Points by a digit, which goes on to the remark; the arrows go from one to the other."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.points, self.remark = Points(name), remark_line(name)
        self.remark.installEventFilter(self)
        layout = column(self, gap=theme.TIGHT)
        layout.addWidget(self.points)
        layout.addWidget(self.remark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back to the points with the arrow up."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Up:
            self.points.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return super().eventFilter(watched, event)


def remark_line(name: str) -> MarkedLine:
    """Return a line for what was said or shown of something that is judged."""
    line = MarkedLine()
    line.setPlaceholderText(t("What was said or shown"))
    line.setAccessibleName(t("{name}: what was said or shown", name=name))
    return line
