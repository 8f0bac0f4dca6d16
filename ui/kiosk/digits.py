# SPDX-License-Identifier: Apache-2.0
"""A digit pad on the screen: for gloves, and for a kiosk whose keyboard is out of reach."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from hr_desk.i18n import N_
from ui.kiosk.big import BigButton
from ui.kiosk.metrics import Metrics

DELETE_DIGIT: Final = N_("Delete the last digit")
"""What a screen reader calls ← on this pad."""

KEYS: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "←")
"""Row by row, as on a telephone; ← takes the last digit back."""


class DigitPad(QWidget):
    """Types into that of its lines which has the keyboard, or had it last; it keeps the focus."""

    def __init__(self, metrics: Metrics, *lines: QLineEdit, delete: str) -> None:
        """``delete`` is what a screen reader calls the key that takes a digit back."""
        super().__init__()
        self._lines = lines
        self.line = lines[0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(metrics.gap)
        self.keys: dict[str, BigButton] = {}
        for place, key in enumerate(KEYS):
            if key:
                button = self._key(metrics, key)
                grid.addWidget(button, place // 3, place % 3)
        self.keys["←"].setAccessibleName(delete)

    def _key(self, metrics: Metrics, key: str) -> BigButton:
        button = BigButton(metrics, key, size="heading", repeats=True)
        button.set_exact(metrics.px(104), metrics.px(70))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.touched.connect(partial(self._press, key))
        self.keys[key] = button
        return button

    def _press(self, key: str) -> None:
        here = self.window().focusWidget()
        self.line = next((line for line in self._lines if line is here), self.line)
        self.line.setFocus()
        if key == "←":
            self.line.backspace()
        else:
            self.line.insert(key)
