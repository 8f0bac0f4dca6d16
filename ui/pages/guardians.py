# SPDX-License-Identifier: Apache-2.0
"""Guardians' sheets of a class: who is missing, the scans page by page, one act for all.

On the left who is below eighteen, on the right the page in hand and whose it is. Nothing is
stored before the confirmed sheets are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import MAX_BYTES
from hr_desk.i18n import LANGUAGES, N_, name_of, t, translated
from hr_desk.operations import guardian_sheets
from hr_desk.operations.guardian_sheets import Minor, ScannedPage
from hr_desk.operations.handed_over import Paper
from ui import theme
from ui.pages.guardian_hand import PageInHand
from ui.pages.guardian_print import write_sheets
from ui.pages.guardian_rows import COLUMNS, row_of
from ui.pages.guardian_scans import Scan, Scans
from ui.pages.page import Page
from ui.pages.record_files import end_reading
from ui.printing.guardian_sheet import TITLE
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles
from ui.widgets.entry import choice, fill
from ui.widgets.files import choose_files, choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import EmptyState

SCANS: Final = "*.pdf *.jpg *.jpeg *.png"
MOST_PAGES: Final = 120
"""Pages on their way in at once: two classes, some 60 MB in memory."""
MOST_NAMED: Final = 12
"""How many of those who are missing are named in the sentence; the table has them all."""
VIEW_WIDTH: Final = 460
"""Width of the page in hand in pixels."""


class GuardiansPage(TakesFiles, Page):
    """A table of joiners below eighteen on the left, the scanned page in hand on the right."""

    kinds = frozenset({"joiner", "sweep"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.only: tuple[str, ...] = ()
        self.people: tuple[Minor, ...] = ()
        self.scans = Scans()
        self.place = 0
        self._reading = 0
        self.reader = Reader()
        self.setAcceptDrops(True)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.hand = PageInHand(self.desk, self.reader)
        self.nobody, self.start = EmptyState("user-check"), EmptyState("file-text")
        self.missing, self.told = Label(), Label(tone="soft", size="small")
        self.back, self.print_button = Button(icon="arrow-left"), Button(icon="printer")
        self.keep_button = Button(kind="primary", icon="check")
        self._language_entry, self.in_language = choice(self.words, N_("Language of the sheets"))
        self._work, self._stack, self._right = QWidget(), QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Back and choosing scans always; keeping while anything is confirmed."""
        found: dict[str, Callable[[], object]] = {"guardians.back": self.leave}
        if self.people:
            found |= {"guardians.choose": self.choose, "guardians.print": self.print_sheets}
        if self.scans.sheets() and not self._reading:
            found["guardians.keep"] = self.keep
        return found

    def receive(self, argument: Any) -> None:
        """Show the joiners with these ids that are below eighteen; None for all who are."""
        self.only = tuple(argument or ())
        self._read_again()

    def refresh(self) -> None:
        """Read again who is below eighteen, for whoever sees guardians' data."""
        if self.desk.may("joiner.guardian_sheets"):
            self.desk.query(
                guardian_sheets.young, owner=self, done=self._show,
                failed=self.banner.show_error, slot="guardians.young",
            )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Guardians' sheets"),
            t("Say of each scanned page whose it is. Nothing is stored before you keep them."),
        )
        self.start.say(
            t("Choose the scanned sheets, or drop them here"),
            t("PDF, JPEG or PNG, up to {limit} MB each, several people in one file.",
              limit=MAX_BYTES // 2**20),
            t("Choose scans…"),
        )  # fmt: skip
        self.nobody.say(
            t("Nobody here is under 18"),
            t("A parent or guardian has to agree for joiners under 18 alone."),
            t("Back to onboarding"),
        )
        self.table.set_name(t("Joiners under 18"))
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self._show_state()

    def choose(self) -> None:
        """Ask for scans."""
        kinds = t("Scans ({kinds})", kinds=SCANS)
        choose_files(self, t("Choose the scanned sheets"), kinds, self.take_files)

    def wants_files(self) -> bool:
        """Scans are taken once there is somebody they can be of."""
        return bool(self.people)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read scans page by page, one file after the other."""
        self.banner.clear()
        for path in paths:
            self._reading += 1
            self.desk.query(
                guardian_sheets.open_scan, self.reader, path, owner=self,
                done=partial(self._opened, path.name), failed=self._not_read,
            )  # fmt: skip
        self._show_state()

    def confirm(self, owner: str) -> None:
        """Note whose the page in hand is, and go on to the next one nobody confirmed."""
        if self._in_hand() is not None:
            self.scans.confirm(self.place, owner)
            self._go_on()

    def turn(self, by: int) -> None:
        """Take the page before or after in hand."""
        if self.scans.pages:
            self._take(min(max(0, self.place + by), len(self.scans.pages) - 1))

    def keep(self) -> None:
        """Keep the confirmed sheets with their acts, all in one."""
        sheets = self.scans.sheets()
        if not sheets:
            return
        self.banner.clear()
        self._reading += 1
        self.desk.run(
            guardian_sheets.keep, sheets, language=str(self.in_language.currentData()), owner=self,
            done=partial(self._kept, len(sheets)), failed=self._not_read,
        )  # fmt: skip
        self._show_state()

    def print_sheets(self) -> None:
        """Ask where the sheets of those who are missing go, and write them there."""
        code = str(self.in_language.currentData())
        choose_target(
            self, t("Print…"), f"{translated(TITLE, code)}.pdf", partial(self.write_sheets, code)
        )

    def write_sheets(self, code: str, target: Path) -> None:
        """Write a sheet for everybody who is missing, in the order of the table."""
        write_sheets(
            self, self.desk, self._waiting(), code, target,
            done=self._printed, failed=self.banner.show_error,
        )  # fmt: skip

    def look(self, joiner_id: str) -> None:
        """Show the sheet that is kept of somebody; the look is logged."""
        found = next((one for one in self.people if one.joiner_id == joiner_id), None)
        if found is not None and found.signed_at is not None:
            self.desk.query(
                guardian_sheets.read_sheet, joiner_id, owner=self, failed=self.banner.show_error,
                done=partial(self._look_at, found.name), slot="guardians.sheet",
            )  # fmt: skip

    def _look_at(self, name: str, pages: tuple[bytes, ...]) -> None:
        if self.isVisible():
            self._right.setCurrentWidget(self.hand)
            self.hand.look_at(name, pages)

    def leave(self) -> None:
        """Go back to the list of joiners."""
        self.go.emit("onboarding", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms the page in hand, unless another button is; page keys turn."""
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_PageUp: partial(self.turn, -1),
            Qt.Key.Key_PageDown: partial(self.turn, 1),
        }
        act = acts.get(event.key())
        if event.key() == Qt.Key.Key_Escape and self.hand.is_looking():
            self.hand.close_kept()
        elif act is not None and self.scans.pages:
            act()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Away from here, the process that reads the scans ends once they are read."""
        super().hideEvent(event)
        self.hand.close_kept()
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def _enter(self) -> None:
        buttons = (*self.hand.buttons(), self.keep_button, self.print_button, self.back)
        held = next((one for one in buttons if one.hasFocus()), None)
        if held is not None:
            held.click()
        elif not self.hand.is_looking():
            self.hand.confirm()

    def _opened(self, name: str, paper: Paper) -> None:
        room = MOST_PAGES - len(self.scans.pages) - self._reading + 1
        if paper.pages > room:
            self.banner.show_text(
                "warn",
                lambda: t("At most {most} pages at once. Keep these first, then choose the "
                          "others.", most=MOST_PAGES),
            )  # fmt: skip
        count = min(paper.pages, max(room, 0))
        for number in range(count):
            self.desk.query(
                guardian_sheets.scanned_page, self.reader, paper, number, owner=self,
                done=partial(self._page_read, name, number + 1), failed=self._not_read,
            )  # fmt: skip
        self._reading += count - 1
        self._show_state()

    def _page_read(self, name: str, number: int, page: ScannedPage) -> None:
        self._reading -= 1
        self.scans.add(page, name, number)
        if len(self.scans.pages) == 1:
            self._take(0)
            self.hand.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def _not_read(self, error: Any) -> None:
        self._reading -= 1
        self.banner.show_error(error)
        self._show_state()

    def _kept(self, count: int, _changes: Any) -> None:
        self._reading -= 1
        self.scans.drop_confirmed()
        self.hand.forget()
        self.banner.show_text("good", lambda: t("Sheets kept: {count}", count=count))
        self._take(0)

    def _printed(self, name: str) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=name))

    def _show(self, people: tuple[Minor, ...]) -> None:
        wanted = set(self.only)
        self.people = tuple(one for one in people if not wanted or one.joiner_id in wanted)
        self.scans.expect([one.expected for one in self.people if one.guardian])
        self._show_state()

    def _waiting(self) -> list[Minor]:
        return [one for one in self.people if one.signed_at is None]

    def _in_hand(self) -> Scan | None:
        return self.scans.pages[self.place] if self.place < len(self.scans.pages) else None

    def _go_on(self) -> None:
        following = self.scans.next_open(self.place)
        if following is None:
            self._show_state()
            self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._take(following)

    def _take(self, place: int) -> None:
        self.place = place
        self._show_state()

    def _show_state(self) -> None:
        shown = self._work if self.people else self.nobody
        self._stack.setCurrentWidget(shown)
        shows_page = bool(self.scans.pages) or self.hand.is_looking()
        self._right.setCurrentWidget(self.hand if shows_page else self.start)
        self.table.show_rows([row_of(one, self.scans) for one in self.people])
        self._show_missing()
        self._show_page()
        count = len(self.scans.sheets())
        self.keep_button.setText(t("Keep the confirmed sheets: {count}", count=count))
        self.keep_button.setEnabled(bool(count) and not self._reading)
        self.print_button.setVisible(bool(self._waiting()))
        self.situation_changed.emit()

    def _show_missing(self) -> None:
        names = [one.name for one in self._waiting()]
        named = t(", ").join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
        said = t("Still missing ({count}): {names}", count=len(names), names=named)
        self.missing.setText(said if names else t("Every guardian's sheet is here."))
        open_pages = sum(not one.confirmed for one in self.scans.pages)
        self.told.setText(
            t("Pages being read: {count}", count=self._reading)
            if self._reading
            else t("Pages to confirm: {count}. They are kept in this window alone, until it is "
                   "locked or closed.", count=open_pages)
            if self.scans.pages
            else ""
        )  # fmt: skip

    def _show_page(self) -> None:
        one = self._in_hand()
        if self.hand.is_looking():
            return
        if one is None:
            self.hand.forget()
        else:
            known = [who for who in self.people if who.guardian]
            self.hand.show_scan(one, known, place=self.place, count=len(self.scans.pages))

    def _lay_out(self) -> None:
        for button in (self.back, self.print_button):
            self.header.add(button)
        left = column(gap=theme.SMALL)
        left.addWidget(self.missing)
        left.addWidget(self.table, 1)
        self._right.setFixedWidth(VIEW_WIDTH)
        # Out of sight, an empty state asks for no room.
        for empty in (self.start, self.nobody):
            empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._right.addWidget(self.start)
        self._right.addWidget(self.hand)
        across = row(gap=theme.MEDIUM)
        across.addLayout(left, 1)
        across.addWidget(self._right)
        below = row(gap=theme.SMALL)
        below.addWidget(self._language_entry)
        below.addWidget(self.told, 1)
        below.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignBottom)
        work = column(self._work, gap=theme.MEDIUM)
        work.addLayout(across, 1)
        work.addLayout(below)
        for widget in (self.nobody, self._work):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for label, button, act in (
            (N_("Back"), self.back, self.leave),
            (N_("Print the sheets…"), self.print_button, self.print_sheets),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
        self.hand.confirmed.connect(self.confirm)
        self.hand.turned.connect(self.turn)
        self.hand.closed.connect(self._show_state)
        self.table.opened.connect(self.look)
        self.keep_button.clicked.connect(self.keep)
        self.start.chosen.connect(self.choose)
        self.nobody.chosen.connect(self.leave)
