# SPDX-License-Identifier: Apache-2.0
"""Buttons for some actions of the table, shown where they are possible for what is marked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from ui.actions import action
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.words import Words

Act = Callable[[], object]


class StepButtons(QObject):
    """Keeps the buttons of these actions; subclasses say in ``_acts`` what each would do now."""

    def __init__(self, desk: OpenDesk, ids: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.buttons = {key: Button(kind="plain", icon=action(key).icon) for key in ids}
        for key, button in self.buttons.items():
            button.clicked.connect(partial(self._do, key))

    def name_buttons(self, words: Words) -> None:
        """Let a page keep the labels in the language in use."""
        for key, button in self.buttons.items():
            words.put(action(key).label, button.setText)

    def possible(self) -> dict[str, Act]:
        """Return what can be done with all that is marked, by action."""
        acts = self._acts()
        return {key: act for key, act in acts.items() if self._desk.may(action(key).operation)}

    def _acts(self) -> dict[str, Act]:
        """Return what each action would do with what is marked, whoever may."""
        return {}

    def _show_buttons(self) -> None:
        possible = self.possible()
        for key, button in self.buttons.items():
            button.setVisible(key in possible)

    def _do(self, key: str) -> None:
        self.possible()[key]()
