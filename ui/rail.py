# SPDX-License-Identifier: Apache-2.0
"""The pages at the left edge of the window: icon and word, those of the user's roles only."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QWidget

from hr_desk.i18n import t
from ui import theme
from ui.page_entry import PageEntry
from ui.widgets.label import Label
from ui.widgets.layouts import column, scrolled

WIDTH = 212
"""Width of the rail in pixels: room for the longest page name in either language."""


GAP = 0
"""Between two buttons in pixels: sixteen pages stand in a window 720 pixels high."""
ROOMY: Final = 16
"""More pages than these stand closer, so that all of them are in view where one has every duty."""


class Rail(QFrame):
    """A column of buttons, one for each page."""

    chosen = Signal(str)

    def __init__(self, pages: Iterable[PageEntry], company: str) -> None:
        super().__init__()
        self.setObjectName("Rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        self._group = QButtonGroup(self)
        layout = column(self, gap=GAP)
        layout.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.SMALL, theme.MEDIUM)
        name = Label(company, bold=True)
        name.setMaximumWidth(WIDTH - 2 * theme.MEDIUM)
        layout.addWidget(name)
        layout.addSpacing(theme.SMALL)
        buttons = QWidget()
        listed = column(buttons, gap=GAP)
        shown = tuple(pages)
        self.setProperty("close", len(shown) > ROOMY)
        for page in shown:
            listed.addWidget(self._button(page))
        listed.addStretch(1)
        self._area = scrolled(buttons)
        layout.addWidget(self._area, 1)
        self.setFixedWidth(WIDTH)
        self.retranslate()

    def mark(self, key: str) -> None:
        """Show which page is in front; for a page without a button none is marked."""
        self._group.setExclusive(False)
        for own, (button, _) in self._buttons.items():
            button.setChecked(own == key)
            if own == key:
                self._area.ensureWidgetVisible(button, 0, 0)
        self._group.setExclusive(True)

    def keys(self) -> tuple[str, ...]:
        """Return the pages shown, from top to bottom."""
        return tuple(self._buttons)

    def retranslate(self) -> None:
        """Say the words in the language in use."""
        for button, label in self._buttons.values():
            button.setText(t(label))
            button.setAccessibleName(t(label))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, page: PageEntry) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIcon(theme.icon(page.icon, theme.Chosen.colours.rail_text))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self.chosen.emit, page.key))
        self._group.addButton(button)
        self._buttons[page.key] = (button, page.label)
        return button
