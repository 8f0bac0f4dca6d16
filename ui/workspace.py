# SPDX-License-Identifier: Apache-2.0
"""An open desk on the screen: the rail, the page in front, the status line, the palette."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.domain import invitation_code
from hr_desk.domain.card_code import is_card
from hr_desk.operations import guest_codes, shifts
from hr_desk.operations.changes import Changes
from ui.actions import Action, Situation, visible_pages
from ui.arrival_bell import bell_of
from ui.commands import Commands
from ui.exchanger import Exchanger
from ui.inbox_watch import InboxWatch
from ui.pages.leaving_line import leave_by, said_left
from ui.pages.page import Page, SlicedPage
from ui.pages.registry import PAGES
from ui.palette import Palette
from ui.rail import Rail
from ui.roll_call_keeper import RollCallKeeper
from ui.session import Surroundings
from ui.slices import Slices, Steps, polished
from ui.slip_printer import SlipPrinter
from ui.status_line import StatusLine
from ui.sweeper import Sweeper, Swept
from ui.widgets.banner import Banner
from ui.widgets.layouts import column, row
from ui.widgets.page_stack import PageStack


@dataclass(frozen=True)
class _Wanted:
    """The page that is to come to the front, and what is to happen there."""

    key: str
    argument: Any
    then: Callable[[], object] | None


class Workspace(QWidget):
    """Shows one page at a time and carries out what the action table offers."""

    lock_wanted = Signal()
    shift_wanted = Signal()
    """This shift is over: lock for the next guard's card."""
    quit_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._desk = around.desk
        self._means = self._desk.means()
        self._entries = {page.key: page for page in visible_pages(PAGES, self._means)}
        self._pages: dict[str, Page] = {}
        self._making: set[str] = set()
        self._wanted: _Wanted | None = None
        self._slices = Slices(self)
        self.front = ""
        self.commands = Commands(around.actions, self)
        self.rail = Rail(
            [page for page in self._entries.values() if page.in_rail],
            str(self._desk.session.company.get("name", "")),
        )
        self.stack = PageStack()
        self.status = StatusLine(self._desk)
        self.palette_line = Palette(self._desk, self)
        self.sweeper = Sweeper(self._desk, self)
        self.inbox_watch = InboxWatch(self._desk, self)
        self.exchanger = Exchanger(self._desk, around.preferences, self)
        self.roll_call_keeper = RollCallKeeper(self._desk, around.preferences, self)
        self.slip_printer = SlipPrinter(
            self._desk, self, banner=lambda: self._pages[self.front].banner
        )
        self.bell = bell_of(self._desk)
        self.bell.audible = self.isVisible  # under the veil another bell rings
        self._lay_out()
        self._connect()
        self.show_page(next(iter(self._entries)))
        self.sweeper.start()
        self.inbox_watch.start()
        self.exchanger.start()
        self.roll_call_keeper.start()
        self.bell.start()

    def show_page(
        self, key: str, argument: Any = None, *, then: Callable[[], object] | None = None
    ) -> None:
        """Bring a page to the front; a page the user may not see stays away.

        A page that is shown for the first time is made in slices and comes a moment later, if
        nobody wants another one by then. ``then`` is called with the page in front.
        """
        if key not in self._entries:
            return
        self._wanted = _Wanted(key, argument, then)
        if key in self._pages:
            self._bring()
        elif key not in self._making:
            self._making.add(key)
            self._slices.add(self._make(key), partial(self._arrived, key))

    def page(self, key: str) -> Page:
        """Return a page, made when it is first asked for."""
        if key in self._making:
            self._slices.finish()
        elif key not in self._pages:
            self._making.add(key)
            for _ in self._make(key):
                pass
        return self._pages[key]

    def _make(self, key: str) -> Steps:
        try:
            yield from self._put_together(key)
        finally:
            self._making.discard(key)

    def _arrived(self, key: str) -> None:
        """Bring a page that is made to the front, if it is still the one that is wanted."""
        if self._wanted is not None and self._wanted.key == key:
            self._bring()

    def _put_together(self, key: str) -> Steps:
        factory = self._entries[key].factory
        if issubclass(factory, SlicedPage):
            sliced = factory(self._around, at_once=False)
            sliced.hide()
            # Styled in parts, as its parts come: all of them at once takes too long.
            sliced.setParent(self.stack)
            yield
            yield from sliced.made()
            page: Page = sliced
        else:
            page = factory(self._around)
        page.go.connect(self.show_page)
        page.situation_changed.connect(self.update_situation)
        yield
        self.stack.take(page)
        yield
        yield from polished(page)
        self._pages[key] = page

    def _bring(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        page = self._pages[wanted.key]
        page.receive(wanted.argument)
        self.front = wanted.key
        self.stack.bring(page)
        self.rail.mark(self._entries[wanted.key].under or wanted.key)
        self.update_situation()
        if wanted.then is not None:
            wanted.then()

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
            "shift.change": self.change_shift,
            "quit": self.quit_wanted.emit,
        }
        if action.id in own:
            own[action.id]()
            return
        if not self._handle(action) and action.page and action.page != self.front:
            arrive = partial(self._arrive, action)
            self.show_page(action.page, action.argument or None, then=arrive)

    def _arrive(self, action: Action) -> None:
        self._pages[self.front].setFocus()
        if not action.argument:
            self._handle(action)

    def _handle(self, action: Action) -> bool:
        """Let the page in front carry it out; False where it is not the one that does."""
        page = self._pages.get(self.front)
        handler = page.handlers().get(action.id) if page is not None else None
        if handler is not None:
            handler()
        return handler is not None

    def change_shift(self) -> None:
        """Note that the shift changes and lock for the next guard, noted or not."""
        self.keep_drafts()
        self._desk.run(
            shifts.change_over, owner=self,
            done=lambda _changes: self.shift_wanted.emit(),
            failed=lambda _error: self.shift_wanted.emit(),
        )  # fmt: skip

    def take_scan(self, code: str) -> None:
        """Let somebody leave by a badge, whatever is in front; an invitation opens its visit.

        The page in front is asked first whether it waits for a scan of its own. A user's card
        that nobody waits for goes nowhere: no sentence may quote it.
        """
        page = self._pages.get(self.front)
        if page is None or page.take_scan(code) or is_card(code):
            return
        invitation = invitation_code.in_scan(code)
        if invitation:
            self._desk.query(
                guest_codes.whose, invitation, owner=page, slot="scan.invitation",
                done=partial(self.show_page, "visit"), failed=page.banner.show_error,
            )  # fmt: skip
        elif self._desk.may("badge.sign_out"):
            self._desk.run(
                leave_by, code, owner=page,
                done=partial(_tell_left, page.banner), failed=page.banner.show_error,
            )  # fmt: skip

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
        level = "good" if not swept.waiting else "warn"
        self.page("today").banner.show_text(level, swept.text, lasting=True)

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
        self.status.answer_wanted.connect(partial(self.show_page, "front_desk", "answer"))
        self.palette_line.action_chosen.connect(self.do)
        self.palette_line.place_chosen.connect(self.show_page)
        self.sweeper.told.connect(self._tell_sweep)
        for watch in (self.sweeper, self.inbox_watch, self.roll_call_keeper):
            watch.refused.connect(self.page("today").banner.show_error)
        self.exchanger.refused.connect(self._tell_exchange)
        self.roll_call_keeper.place_refused.connect(self._tell_exchange)


def _tell_left(banner: Banner, answer: tuple[Changes, str]) -> None:
    banner.show_text("good", said_left(answer[1]), about=frozenset({"visit"}))
