# SPDX-License-Identifier: Apache-2.0
"""Buttons in their four kinds: ordinary, primary, danger and plain."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme


class Button(QPushButton):
    """A push button of one kind, with a bundled icon in the colour that kind writes in."""

    def __init__(
        self, text: str = "", *, kind: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.set_kind(kind)

    @property
    def kind(self) -> str:
        """Return which of the four kinds it is, "" for an ordinary one."""
        return str(self.property("kind"))

    def set_kind(self, kind: str) -> None:
        """Make it another kind of button; one that is of that kind is left as it is."""
        if kind == self.property("kind"):
            return
        self.setProperty("kind", kind)
        if self._icon:
            self.setIcon(theme.icon(self._icon, _ink(kind)))
        theme.restyle(self)


def _ink(kind: str) -> str:
    colours = theme.Chosen.colours
    inks = {"primary": colours.on_accent, "danger": colours.danger, "plain": colours.accent}
    return inks.get(kind, colours.text)


class Chip(QPushButton):
    """A small button that stays pressed: one value of a filter."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName("Chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
