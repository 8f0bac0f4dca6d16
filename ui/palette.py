# SPDX-License-Identifier: Apache-2.0
"""Ctrl+K: one line that finds pages, actions and people, for whoever keeps hands on the keys."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hr_desk.i18n import LANGUAGES, t, translated
from hr_desk.operations import candidates
from ui import theme
from ui.actions import Action
from ui.session import OpenDesk
from ui.widgets.layouts import column

PEOPLE = 8
"""How many people are offered at most."""


def matching(actions: Iterable[Action], text: str) -> list[Action]:
    """Return the actions whose label contains the text in either language."""
    wanted = text.strip().casefold()
    return [
        action
        for action in actions
        if any(wanted in translated(action.label, code).casefold() for code in LANGUAGES)
    ]


class Palette(QFrame):
    """A search line over the window with its results below; Escape closes it."""

    action_chosen = Signal(object)
    person_chosen = Signal(str)
    """The id of an application."""

    def __init__(self, desk: OpenDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._actions: tuple[Action, ...] = ()
        self.setObjectName("Palette")
        self.line = QLineEdit()
        self.list = QListWidget()
        self.list.setIconSize(QSize(16, 16))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self, margin=theme.MEDIUM)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._choose_current)
        self.list.itemClicked.connect(self._choose)
        self.line.installEventFilter(self)
        self.retranslate()
        self.hide()

    def open_over(self, actions: Iterable[Action]) -> None:
        """Show the palette with these actions in the middle of the parent's width."""
        self._actions = tuple(actions)
        width = min(560, self._over.width() - 2 * theme.WIDE)
        self.setGeometry((self._over.width() - width) // 2, 60, width, 380)
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def retranslate(self) -> None:
        """Say the placeholder in the language in use."""
        self.line.setPlaceholderText(t("Page, action or candidate"))
        self.line.setAccessibleName(t("Find and do…"))
        self.list.setAccessibleName(t("Results"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list with the arrow keys, close with Escape or when focus goes."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step and self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        return step != 0

    def _search(self, text: str) -> None:
        self.list.clear()
        for action in matching(self._actions, text):
            self._add(theme.icon(action.icon or "command"), t(action.label), action)
        self.list.setCurrentRow(0)
        if text.strip() and self._desk.session.holds("hiring"):
            query = candidates.ListQuery(text=text.strip(), limit=PEOPLE)
            self._desk.query(
                candidates.list_applications,
                query,
                owner=self,
                done=self._add_people,
                failed=lambda _error: None,
                slot="palette",
            )

    def _add_people(self, page: Any) -> None:
        for row in page.rows:
            cells = [cell.text for cell in row.cells.values() if cell.text][:2]
            self._add(theme.icon("user"), " · ".join([*cells, row.requisition]), row.application_id)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _add(self, icon: Any, text: str, chosen: object) -> None:
        item = QListWidgetItem(icon, text)
        item.setData(Qt.ItemDataRole.UserRole, chosen)
        self.list.addItem(item)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        chosen = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        if isinstance(chosen, Action):
            self.action_chosen.emit(chosen)
        else:
            self.person_chosen.emit(str(chosen))
