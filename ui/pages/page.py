# SPDX-License-Identifier: Apache-2.0
"""What every page has: a header, a banner, words in two languages, and fresh data when needed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.errors import UserError
from ui import theme
from ui.pages.minor_way import ways_to_ask
from ui.session import Surroundings
from ui.widgets.banner import Banner, Choices
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
        self._unsaid = False
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

    def take_scan(self, code: str) -> bool:
        """Take what a scanner read while this page is in front; False where it wants none."""
        del code
        return False

    def ways_out(self, error: UserError) -> Choices:
        """Return the buttons that lead out of a refusal, for every banner on this page."""
        return ways_to_ask(self.desk, error, self.go.emit)

    def keep_drafts(self) -> None:
        """Queue the saving of whatever was typed and not saved: the desk is left, locked or closed.

        What a page remembers to be quick, and nobody should find there, is forgotten as well.
        """

    def showEvent(self, event: QShowEvent) -> None:
        """Read again if something changed while the page was away."""
        super().showEvent(event)
        if self._unsaid:
            self._unsaid = False
            QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
        self.refresh_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left: the news of what was done here is old when somebody comes back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.banner.pass_on()

    def event(self, event: QEvent) -> bool:
        """Follow the language once it is seen: twenty pages at once would hold up the switch."""
        if event.type() == QEvent.Type.LanguageChange and not self.isVisible():
            self._unsaid = True
            return True
        return super().event(event)

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
        told = self.kinds | self.banner.about
        if self.isVisible() and any(changes.touches(kind) for kind in told):
            # Before whoever wrote says their own news: tasks tell of a change first.
            self.banner.pass_on()
        if any(changes.touches(kind) for kind in self.kinds):
            self._read_again()

    def _read_again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh_if_stale()


class SlicedPage(Page):
    """A page of so many parts that the window makes them in slices (ui.slices).

    Subclasses lay out in ``make`` what others lay out in ``__init__``.
    """

    def __init__(self, around: Surroundings, *, at_once: bool = True) -> None:
        """Without ``at_once`` whoever asks for the page runs ``make`` to its end."""
        super().__init__(around)
        self._whole = False
        if at_once:
            for _ in self.made():
                pass

    def made(self) -> Iterator[None]:
        """Make the parts, then say their texts; stops where the window may be answered."""
        yield from self.make()
        self._whole = True
        self.retranslate()

    def make(self) -> Iterator[None]:
        """Make and lay out the parts, with a stop after each that takes long."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, once there is something to say."""
        if self._whole or event.type() != QEvent.Type.LanguageChange:
            super().changeEvent(event)

    def _on_changed(self, changes: Any) -> None:
        if self._whole:
            super()._on_changed(changes)
