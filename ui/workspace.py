# SPDX-License-Identifier: Apache-2.0
"""An open desk on the screen: the rail, the page in front, the status line, the palette."""

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.actions import Action, Situation, visible_pages
from ui.commands import Commands
from ui.exchanger import Exchanger
from ui.inbox_watch import InboxWatch
from ui.pages.page import Page
from ui.pages.registry import PAGES
from ui.palette import Palette
from ui.rail import Rail
from ui.session import Surroundings
from ui.status_line import StatusLine
from ui.sweeper import Sweeper, Swept
from ui.widgets.layouts import column, row


class Workspace(QWidget):
    """Shows one page at a time and carries out what the action table offers."""

    lock_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._desk = around.desk
        self._means = self._desk.means()
        self._entries = {page.key: page for page in visible_pages(PAGES, self._means)}
        self._pages: dict[str, Page] = {}
        self.front = ""
        self.commands = Commands(around.actions, self)
        self.rail = Rail(
            [page for page in self._entries.values() if page.in_rail],
            str(self._desk.session.company.get("name", "")),
        )
        self.stack = QStackedWidget()
        self.status = StatusLine(self._desk)
        self.palette_line = Palette(self._desk, self)
        self.sweeper = Sweeper(self._desk, self)
        self.inbox_watch = InboxWatch(self._desk, self)
        self.exchanger = Exchanger(self._desk, around.preferences, self)
        self._lay_out()
        self._connect()
        self.show_page(next(iter(self._entries)))
        self.sweeper.start()
        self.inbox_watch.start()
        self.exchanger.start()

    def show_page(self, key: str, argument: Any = None) -> None:
        """Bring a page to the front; a page the user may not see stays away."""
        if key not in self._entries:
            return
        page = self.page(key)
        page.receive(argument)
        self.front = key
        self.stack.setCurrentWidget(page)
        self.rail.mark(self._entries[key].under or key)
        self.update_situation()

    def page(self, key: str) -> Page:
        """Return a page, made when it is first asked for."""
        if key not in self._pages:
            page = self._entries[key].factory(self._around)
            page.go.connect(self.show_page)
            page.situation_changed.connect(self.update_situation)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the pages this user may see."""
        return tuple(self._entries)

    def update_situation(self) -> None:
        """Ask again what can be done now."""
        handled = frozenset(self._pages[self.front].handlers())
        self.commands.update(Situation(means=self._means, may=self._desk.may, handled=handled))

    def do(self, action: Action) -> None:
        """Carry out one line of the action table."""
        own = {
            "palette": lambda: self.palette_line.open_over(self._offered()),
            "refresh": self._refresh,
            "language": self._around.languages.switch,
            "lock": self.lock_wanted.emit,
            "quit": self.quit_wanted.emit,
        }
        if action.id in own:
            own[action.id]()
            return
        handler = self._pages[self.front].handlers().get(action.id)
        if handler is None and action.page and action.page != self.front:
            self.show_page(action.page)
            self._pages[self.front].setFocus()
            handler = self._pages[self.front].handlers().get(action.id)
        if handler is not None:
            handler()

    def keep_drafts(self) -> None:
        """Let every page queue what was typed and not saved."""
        for page in self._pages.values():
            page.keep_drafts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.commands.retranslate()
        super().changeEvent(event)

    def _tell_sweep(self, swept: Swept) -> None:
        self.page("today").banner.show_text("good" if not swept.waiting else "warn", swept.text)

    def _tell_exchange(self, why: str) -> None:
        self.page("today").banner.show_text("warn", lambda: why)

    def _offered(self) -> list[Action]:
        return [
            action
            for action in self.commands.visible()
            if action.id != "palette" and self.commands.action(action.id).isEnabled()
        ]

    def _refresh(self) -> None:
        self._pages[self.front].refresh()

    def _lay_out(self) -> None:
        upper = row(gap=0)
        upper.addWidget(self.rail)
        upper.addWidget(self.stack, 1)
        whole = column(self, gap=0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.commands.chosen.connect(self.do)
        self.status.lock_wanted.connect(self.lock_wanted)
        self.status.language_wanted.connect(self._around.languages.switch)
        self.palette_line.action_chosen.connect(self.do)
        self.palette_line.place_chosen.connect(self.show_page)
        self.sweeper.told.connect(self._tell_sweep)
        for watch in (self.sweeper, self.inbox_watch):
            watch.refused.connect(self.page("today").banner.show_error)
        self.exchanger.refused.connect(self._tell_exchange)
