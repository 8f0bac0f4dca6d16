# SPDX-License-Identifier: Apache-2.0
"""What every page has: a header, a banner, words in two languages, and fresh data when needed."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.session import Surroundings
from ui.widgets.banner import Banner
from ui.widgets.layouts import column
from ui.widgets.panels import PageHeader
from ui.widgets.words import Words


class Page(QWidget):
    """A page of the workspace. Subclasses lay out ``body`` and override what they need."""

    go = Signal(str, object)
    """Open another page: its key, and what to show there (or None)."""
    situation_changed = Signal()
    """What can be done here has changed (a row was marked, a record was opened)."""
    kinds: ClassVar[frozenset[str]] = frozenset()
    """The kinds of record whose change makes this page read again."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.around = around
        self.desk = around.desk
        self.words = Words()
        self.header = PageHeader()
        self.banner = Banner()
        self._stale = True
        self.body = column(self, margin=theme.WIDE, gap=theme.MEDIUM)
        self.body.addWidget(self.header)
        self.body.addWidget(self.banner)
        self.desk.changed.connect(self._on_changed)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions this page would carry out now, by action id."""
        return {}

    def receive(self, argument: Any) -> None:
        """Take what the page is to show; called before it comes to the front."""

    def refresh(self) -> None:
        """Read what the page shows again."""

    def retranslate(self) -> None:
        """Say every fixed text in the language in use."""
        self.words.again()

    def keep_drafts(self) -> None:
        """Queue the saving of whatever was typed and not saved."""

    def showEvent(self, event: QShowEvent) -> None:
        """Read again if something changed while the page was away."""
        super().showEvent(event)
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Read again if the page was never filled or its data changed since."""
        if self._stale:
            self._stale = False
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._read_again()
        super().changeEvent(event)

    def _on_changed(self, changes: Any) -> None:
        if any(changes.touches(kind) for kind in self.kinds):
            self._read_again()

    def _read_again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()
