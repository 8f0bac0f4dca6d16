# SPDX-License-Identifier: Apache-2.0
"""The action table made alive: one QAction for each line, its menus, and its shortcuts."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from hr_desk.i18n import t
from ui import theme
from ui.actions import MENUS, Action, Situation, State, state


class Commands(QObject):
    """The actions of one open desk; ``chosen`` says which one a person wants."""

    chosen = Signal(object)
    """An Action."""

    def __init__(self, actions: Iterable[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.table = tuple(actions)
        self._made = {action.id: self._make(action, parent) for action in self.table}
        self._states = {action.id: State.GREY for action in self.table}
        for made in self._made.values():
            self._show(made, State.GREY)
        self._menus: list[tuple[QMenu, str]] = []

    def update(self, situation: Situation) -> None:
        """Show, grey and hide every action after the situation."""
        for action in self.table:
            now = state(action, situation)
            if now is not self._states[action.id]:
                self._states[action.id] = now
                self._show(self._made[action.id], now)

    def state(self, action_id: str) -> State:
        """Return what ``update`` said last of an action."""
        return self._states[action_id]

    def visible(self) -> tuple[Action, ...]:
        """Return the actions the user may see, grey ones included."""
        return tuple(a for a in self.table if self._states[a.id] is not State.HIDDEN)

    def action(self, action_id: str) -> QAction:
        """Return Qt's action for a line of the table."""
        return self._made[action_id]

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a menu bar; a menu with nothing visible is left out."""
        bar.clear()
        self._menus = []
        for key, label in MENUS.items():
            own = [a for a in self.visible() if a.menu == key]
            if own:
                menu = bar.addMenu(t(label))
                menu.addActions([self._made[action.id] for action in own])
                self._menus.append((menu, label))

    def retranslate(self) -> None:
        """Say every label in the language in use."""
        for action in self.table:
            self._made[action.id].setText(t(action.label))
        for menu, label in self._menus:
            menu.setTitle(t(label))

    def _show(self, made: QAction, now: State) -> None:
        made.setVisible(now is not State.HIDDEN)
        made.setEnabled(now is State.READY)

    def _make(self, action: Action, parent: QWidget) -> QAction:
        made = QAction(t(action.label), parent)
        if action.icon:
            made.setIcon(theme.icon(action.icon))
        if action.shortcut:
            made.setShortcut(QKeySequence(action.shortcut))
        choose: Callable[[], None] = partial(self.chosen.emit, action)
        made.triggered.connect(lambda _checked=False: choose())
        parent.addAction(made)
        return made
