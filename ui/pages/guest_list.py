# SPDX-License-Identifier: Apache-2.0
"""A sheet of guests: its columns, what becomes of each row, and taking it in or undoing it."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame

from hr_desk.domain.clock import SHANGHAI
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations import guest_lists
from hr_desk.operations.changes import Changes
from hr_desk.operations.guest_lists import GuestFate, GuestPreview, GuestReading, GuestRow
from ui import theme
from ui.pages.import_mapping import MappingPanel
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, show_day
from ui.widgets.files import choose_file
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words

KINDS: Final = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
COLUMNS: Final = (
    text_column("line", N_("Row"), width=4),
    text_column("name", N_("Name"), width=9),
    text_column("when", N_("Planned time"), width=11),
    text_column("host", N_("Host"), width=9),
    text_column("fate", N_("What becomes of it"), width=34),
)
HOURS: Final = tuple(time(hour, minute) for hour in range(6, 21) for minute in (0, 30))
"""Hours that can be chosen."""
ONE_DAY: Final = timedelta(days=1)


class GuestListPanel(QFrame):
    """One list at a time; hidden until a file is chosen."""

    left = Signal()
    failed = Signal(object)
    """A UserError of a file that cannot be read."""
    taken = Signal(str, int)
    """The id of the list that was taken in, and how many guests it brought."""
    wants_room = Signal(bool)

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self._desk, self._words = desk, Words()
        self._sheets: tuple[Sheet, ...] = ()
        self._reading = GuestReading()
        self.seen: GuestPreview | None = None
        self._sheet_entry, self.sheet = choice(self._words, N_("Sheet"))
        self._day_entry, self.day = day_line(self._words, N_("Day where none is given"))
        self._hour_entry, self.hour = choice(self._words, N_("Hour where none is given"))
        fill(self.hour, [(f"{at:%H:%M}", f"{at:%H:%M}") for at in HOURS])
        self.mapping = MappingPanel(desk)
        self.banner, self.counts = Banner(), Label(bold=True)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.yes, self.no = Button(kind="primary", icon="check"), Button()
        self._lay_out()
        self._connect()
        self.hide()

    def choose(self) -> None:
        """Ask for a file."""
        choose_file(self, t("Choose a list of guests"), t("Sheets ({kinds})", kinds=KINDS),
                    self.open_file)  # fmt: skip

    def open_file(self, path: Path) -> None:
        """Read a file and look at its first sheet."""
        self._desk.query(
            guest_lists.read_list, path, owner=self, done=self.show_sheets,
            failed=self.failed.emit, slot="guest_list.read",
        )  # fmt: skip

    def show_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """Show the sheets of a file and look at the first."""
        self._sheets, self._reading, self.seen = sheets, GuestReading(), None
        fill(self.sheet, [(one.name or t("The sheet"), one.name) for one in sheets])
        self.sheet.setCurrentIndex(0)
        self._sheet_entry.setVisible(len(sheets) > 1)
        self.hour.setCurrentIndex(self.hour.findData(f"{guest_lists.FIRST_HOUR:%H:%M}"))
        show_day(self.day, self._desk.session.today() + ONE_DAY)
        self.wants_room.emit(True)
        self.show()
        self.look()

    def look(self) -> None:
        """Look at the rows as the choices say now."""
        place = self.sheet.currentIndex()
        if not 0 <= place < len(self._sheets):
            return
        at = time.fromisoformat(str(self.hour.currentData()))
        self._reading = replace(self._reading, day=chosen_day(self.day), hour=at)
        self.yes.setEnabled(False)
        self._desk.query(
            guest_lists.preview_list, self._sheets[place], self._reading, owner=self,
            done=self._show, failed=self._unreadable, slot="guest_list.preview",
        )  # fmt: skip

    def leave(self) -> None:
        """Forget the list."""
        if self.isHidden():
            return
        self._sheets, self.seen = (), None
        self.table.show_rows(())
        self.banner.clear()
        self.hide()
        self.wants_room.emit(False)
        self.left.emit()

    def run(self) -> None:
        """Take in the rows that are new."""
        if self.seen is not None:
            self.yes.setEnabled(False)
            self._desk.run(
                guest_lists.take_in, self.seen, owner=self, done=self._done, failed=self._refuse
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self.mapping.retranslate()
            if self.seen is not None:
                self._show(self.seen)

    def _show(self, seen: GuestPreview) -> None:
        self.seen = seen
        self.banner.clear()
        self.mapping.show_columns(seen.columns, guest_lists.list_fields(self._desk.session))
        self.table.show_rows(_row(one) for one in seen.rows)
        counts = {fate.value: seen.counts.get(fate, 0) for fate in GuestFate}
        self.counts.setText(
            t("{new} new, {known} expected already, {problem} with problems", **counts)
        )
        self.yes.setText(t("Expect {count} guests", count=counts["new"]))
        self.yes.setEnabled(counts["new"] > 0)

    def _unreadable(self, error: UserError) -> None:
        self.seen = None
        self.table.show_rows(())
        self.counts.clear()
        place = self.sheet.currentIndex()
        self.mapping.show_columns(
            guest_lists.unread_columns(self._sheets[place]),
            guest_lists.list_fields(self._desk.session),
        )
        self.banner.show_error(error)

    def _chosen(self, place: int, key: str | None) -> None:
        self._reading = replace(self._reading, chosen={**self._reading.chosen, place: key})
        self.look()

    def _other_sheet(self, _place: int) -> None:
        self._reading = GuestReading()
        self.look()

    def _done(self, changes: Changes) -> None:
        self.leave()
        self.taken.emit(changes.created[0], len(changes.created) - 1)

    def _refuse(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)

    def _lay_out(self) -> None:
        self._words.put(N_("Cancel"), self.no.setText)
        self._words.put(N_("The guests of the list"), self.table.set_name)
        above = row(gap=theme.MEDIUM)
        for entry in (self._sheet_entry, self._day_entry, self._hour_entry):
            entry.setFixedWidth(190)
            above.addWidget(entry)
        above.addStretch(1)
        below = row()
        below.addWidget(self.counts, 1)
        below.addWidget(self.no)
        below.addWidget(self.yes)
        whole = column(self, margin=theme.MEDIUM)
        whole.addLayout(above)
        whole.addWidget(self.mapping)
        whole.addWidget(self.banner)
        whole.addWidget(self.table, 1)
        whole.addLayout(below)

    def _connect(self) -> None:
        self.sheet.activated.connect(self._other_sheet)
        self.day.dateChanged.connect(lambda _day: self.look())
        self.hour.activated.connect(lambda _place: self.look())
        self.mapping.chosen.connect(self._chosen)
        self.yes.clicked.connect(self.run)
        self.no.clicked.connect(self.leave)


def _row(one: GuestRow) -> TableRow:
    planned = "" if one.planned is None else f"{one.planned.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    fates = {
        GuestFate.NEW: t("new"),
        GuestFate.KNOWN: t("expected already on that day; left out"),
        GuestFate.PROBLEM: one.problem.text() if one.problem is not None else "",
    }
    cells = {
        "line": TableCell(str(one.line), sort=one.line),
        "name": TableCell(one.name),
        "when": TableCell(planned),
        "host": TableCell(one.host),
        "fate": TableCell(fates[one.fate]),
    }
    return TableRow(str(one.line), cells)
