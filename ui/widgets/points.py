# SPDX-License-Identifier: Apache-2.0
"""Points from 1 to 5 for one criterion, pressed or typed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from hr_desk.domain.interviews import LEAST, MOST
from hr_desk.i18n import t
from ui import theme
from ui.widgets.buttons import Chip
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.onward import ENTER


class Points(QWidget):
    """One criterion: five places to press, or a digit while the keyboard is in it."""

    onward = Signal()
    """The criterion has its points; the next one takes the keyboard."""
    back = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.label = Label(name)
        self.chips = [Chip(str(n)) for n in range(LEAST, MOST + 1)]
        across = row(self, gap=theme.TIGHT)
        across.addWidget(self.label, 1)
        for chip in self.chips:
            chip.setText(chip.key)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setAccessibleName(t("{name}: {points}", name=name, points=chip.key))
            chip.clicked.connect(partial(self._press, int(chip.key)))
            across.addWidget(chip)
        self._name = name
        self.set_value(None)

    def value(self) -> int | None:
        """Return the points, None while there are none."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show these points."""
        self._value = value
        for chip in self.chips:
            chip.setChecked(value == int(chip.key))
        said = t("{name}: no points yet", name=self._name)
        if value is not None:
            said = t("{name}: {points}", name=self._name, points=value)
        self.setAccessibleName(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 to 5, take points away with 0 or Backspace, walk with Enter and the arrows."""
        keys = [str(n) for n in range(LEAST, MOST + 1)]
        if event.text() in keys:
            self._press(int(event.text()))
        elif event.text() == "0" or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_value(None)
        elif event.key() in (*ENTER, Qt.Key.Key_Down):
            self.onward.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that digits go here now."""
        super().focusInEvent(event)
        self.label.setFont(theme.font("body", bold=True))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that digits go elsewhere."""
        super().focusOutEvent(event)
        self.label.setFont(theme.font("body"))

    def _press(self, value: int, *_checked: object) -> None:
        self.set_value(value)
        self.onward.emit()
