# SPDX-License-Identifier: Apache-2.0
"""A pad for plates on the screen: the provinces first, then letters and digits.

Its characters are those of the catalogue's own type of plates; a plate of new energy has eight.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from hr_desk.catalogue.types.texts import PLATE_ENDS, PLATE_LETTERS, PROVINCES
from hr_desk.i18n import N_, t
from ui.kiosk.big import BigButton
from ui.kiosk.metrics import Metrics
from ui.widgets.layouts import column

LONGEST_PLATE: Final = 10
"""Characters a line for plates takes: eight, and the dots that some people type."""

ACROSS: Final = 10
BACK: Final = "←"
_FOLLOWING: Final = f"1234567890{PLATE_LETTERS}{PLATE_ENDS}"
_DELETE: Final = N_("Delete the last character")


class PlatePad(QWidget):
    """Types into one line, which keeps the focus; an empty line is offered the provinces."""

    def __init__(self, metrics: Metrics, line: QLineEdit) -> None:
        super().__init__()
        self.line = line
        self._metrics = metrics
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.provinces: dict[str, BigButton] = {}
        self.characters: dict[str, BigButton] = {}
        layout: QVBoxLayout = column(self, gap=0)
        self._first = self._keys(PROVINCES, self.provinces)
        self._following = self._keys(_FOLLOWING, self.characters)
        layout.addWidget(self._first)
        layout.addWidget(self._following)
        line.textChanged.connect(self._offer)
        self._offer()

    def offered(self) -> dict[str, BigButton]:
        """Return the keys that are offered now, by character."""
        return self.characters if self.line.text() else self.provinces

    def _keys(self, characters: str, into: dict[str, BigButton]) -> QWidget:
        """Return a sheet with a key for each character and the one that takes one back."""
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._metrics.gap)
        for place, character in enumerate((*characters, BACK)):
            button = self._key(character)
            into[character] = button
            grid.addWidget(button, place // ACROSS, place % ACROSS)
        into[BACK].setAccessibleName(t(_DELETE))
        return sheet

    def _key(self, character: str) -> BigButton:
        button = BigButton(self._metrics, character, size="heading", repeats=True)
        button.set_exact(self._metrics.px(66), self._metrics.px(84))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.touched.connect(partial(self._press, character))
        return button

    def _press(self, character: str) -> None:
        self.line.setFocus()
        if character == BACK:
            self.line.backspace()
        else:
            self.line.insert(character)

    def _offer(self) -> None:
        typing = bool(self.line.text())
        self._first.setVisible(not typing)
        self._following.setVisible(typing)
