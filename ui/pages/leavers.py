# SPDX-License-Identifier: Apache-2.0
"""Leavers from a list: choose a sheet, see whom each row means, note them all in one go."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QWidget

from hr_desk.domain import joiners as states
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations import leaver_lists
from hr_desk.operations.changes import Changes
from hr_desk.operations.leaver_lists import Asked, Fate, LeaverList, Line, Person
from hr_desk.operations.onboarding import LAST_DAY, LEAVING_KIND
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.importing import KINDS
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import EMPTY, Column, TableRow, field_column, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles
from ui.widgets.entry import choice, fill
from ui.widgets.files import choose_file
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState, Question

FATES: Final = {
    Fate.MATCHED: N_("Will be noted"),
    Fate.AMBIGUOUS: N_("Say who is meant"),
    Fate.UNMATCHED: N_("Nobody found"),
    Fate.NOTED: N_("Noted already"),
    Fate.PROBLEM: N_("Problem"),
}
"""What becomes of a row, in a person's words."""

NAMED: Final = leaver_lists.COLUMNS[:2]
"""Which of a row's texts say who it is about."""


def read(session: Session, path: Path) -> tuple[tuple[Sheet, ...], Sheet]:
    """Return the sheets of a file and the one that is most likely meant."""
    sheets = leaver_lists.read_list(session, path)
    return sheets, leaver_lists.likeliest(session, sheets)


def person_said(one: Person) -> str:
    """Say what tells somebody from others of the same name."""
    parts = (one.name, one.number, one.department, one.first_day, states.label(one.state))
    return t(", ").join(part for part in parts if part)


class LeaversPage(TakesFiles, Page):
    """One sheet at a time: its rows, whom they mean, and what came of it."""

    kinds = frozenset({"joiner"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._sheets: tuple[Sheet, ...] = ()
        self._chosen: dict[int, str] = {}
        self.seen: LeaverList | None = None
        self.setAcceptDrops(True)
        self.start = EmptyState("archive")
        self.table = RecordTable(RecordTableModel(self._columns()), fits=True)
        self.counts = Label()
        self._choices, self._who = QWidget(), QWidget()
        self.sheet_entry, self.sheet = choice(self.words, N_("Sheet"))
        self.kind_entry, self.kind = choice(self.words, N_("Where no reason is given"))
        self.person_entry, self.person = choice(self.words, N_("Who is meant?"))
        self.note_button, self.another = Button(kind="primary", icon="archive"), Button()
        self.question = Question()
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_state()

    def refresh(self) -> None:
        """Compare the rows again with who is here."""
        self._look()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Leavers from a list"),
            t("From Excel, WPS or CSV. Nothing is noted before you say so."),
        )
        self.start.say(
            t("Choose the list of leavers, or drop it here"),
            t(
                "It needs the employee number or the full name, and the last day; the reason "
                "where it is known. Each row is compared with who is here."
            ),
            t("Choose a file…"),
        )
        self.table.set_name(t("Rows of the list"))
        codes = self.desk.catalogue.code_lists[LEAVING_KIND].codes
        options = [(str(label), code) for code, label in codes.items()]
        fill(self.kind, [(t("The row is not noted"), ""), *options])
        self._show_rows()

    def choose(self) -> None:
        """Ask for a file."""
        kinds = t("Sheets ({kinds})", kinds=KINDS)
        choose_file(self, t("Choose the list of leavers"), kinds, self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file and look at its likeliest sheet."""
        self.banner.clear()
        self.question.leave()
        self.desk.query(
            read, path, owner=self, done=self._show_sheets, failed=self.banner.show_error,
            slot="leavers.read",
        )  # fmt: skip

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open the first file that was dropped."""
        self.open_file(paths[0])

    def ask(self) -> None:
        """Say what noting the rows does, and ask whether to."""
        if self.seen is not None and self.seen.leavers:
            count = len(self.seen.leavers)
            self.question.ask(
                lambda: t(
                    "Note the leavers of these rows ({count})? Every period is counted from the "
                    "last day of each; payroll and recruitment are told at once. This cannot be "
                    "taken back, so look through the rows first. Rows that are not clear are left "
                    "out.",
                    count=count,
                ),
                lambda: t("Note them"),
                self.note,
            )

    def note(self) -> None:
        """Note everybody whose row is clear."""
        if self.seen is not None:
            self.question.leave()
            self.note_button.setEnabled(False)
            self.desk.run(
                leaver_lists.note, self.seen, matched_only=True, owner=self,
                done=partial(self._noted, len(self.seen.leavers)), failed=self._refused,
            )  # fmt: skip

    def current(self) -> Line | None:
        """Return the row that is marked, if it is one."""
        marked = self.table.marked()
        if self.seen is None or len(marked) != 1:
            return None
        return next((one for one in self.seen.lines if str(one.line) == marked[0]), None)

    def _show_sheets(self, found: tuple[tuple[Sheet, ...], Sheet]) -> None:
        self._sheets, likeliest = found
        self._chosen, self.seen = {}, None
        fill(self.sheet, [(one.name or t("The sheet"), one.name) for one in self._sheets])
        self.sheet.setCurrentIndex(self._sheets.index(likeliest))
        self._look()

    def _other_sheet(self, _place: int) -> None:
        self._chosen = {}
        self._look()

    def _look(self) -> None:
        place = self.sheet.currentIndex()
        if not 0 <= place < len(self._sheets):
            return
        asked = Asked(chosen=dict(self._chosen), kind=self.kind.currentData() or None)
        self.desk.query(
            leaver_lists.compare, self._sheets[place], asked, owner=self, done=self._show,
            failed=self._unreadable, slot="leavers.compare",
        )  # fmt: skip

    def _show(self, seen: LeaverList) -> None:
        self.seen = seen
        self._show_rows()

    def _unreadable(self, error: UserError) -> None:
        self.seen = None
        self.banner.show_error(error)
        self._show_rows()

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._look()

    def _noted(self, count: int, _changes: Changes) -> None:
        to_list = ((N_("Show onboarding"), partial(self.go.emit, "onboarding", None)),)
        self.banner.show_text("good", lambda: t("Leavers noted: {count}", count=count), to_list)
        self._look()

    def _choose_person(self, _place: int) -> None:
        line, chosen = self.current(), self.person.currentData()
        if line is not None and chosen:
            self._chosen[line.line] = str(chosen)
            self._look()

    def _show_rows(self) -> None:
        marked = self.table.marked()
        lines = () if self.seen is None else self.seen.lines
        self.table.show_rows([self._row(one) for one in lines])
        self.table.mark(marked)
        self._show_state()

    def _row(self, one: Line) -> TableRow:
        kind = self.desk.catalogue.field(LEAVING_KIND).type
        cells = {
            "row": one.line,
            "outcome": t(FATES[one.fate]),
            LAST_DAY: one.on or one.texts.get(LAST_DAY),
            LEAVING_KIND: kind.show(one.kind) if one.kind else one.texts.get(LEAVING_KIND),
            "given": t(", ").join(one.texts[key] for key in NAMED if one.texts.get(key)),
            "about": self._about(one),
        }
        return text_row(str(one.line), **cells)

    def _about(self, one: Line) -> str:
        if one.problem is not None:
            return one.problem.text()
        if one.fate is Fate.AMBIGUOUS:
            return t("{count} people have this name", count=len(one.people))
        return person_said(one.people[0]) if one.people else EMPTY

    def _columns(self) -> tuple[Column, ...]:
        catalogue = self.desk.catalogue
        return (
            text_column("row", N_("Row"), width=4),
            text_column("outcome", N_("Outcome"), width=7),
            text_column("given", N_("In the list"), width=10),
            *(field_column(catalogue.field(key)) for key in (LAST_DAY, LEAVING_KIND)),
            text_column("about", N_("Who is meant, or what is wrong"), width=24),
        )

    def _show_state(self, *_marked: object) -> None:
        """Show what there is to do now."""
        seen, line = self.seen, self.current()
        self._view.setCurrentWidget(self.start if seen is None else self.table)
        self._choices.setVisible(bool(self._sheets))
        self.sheet_entry.setVisible(len(self._sheets) > 1)
        asking = line is not None and len(line.people) > 1
        self._who.setVisible(asking)
        if line is not None and asking:
            options = [(person_said(one), one.joiner_id) for one in line.people]
            fill(self.person, [(t("Choose a person"), ""), *options])
        count = 0 if seen is None else len(seen.leavers)
        self.note_button.setVisible(seen is not None)
        self.another.setVisible(seen is not None)
        self.note_button.setEnabled(bool(count))
        self.note_button.setText(t("Note these leavers ({count})…", count=count))
        self.counts.setText("" if seen is None else self._counted(seen))
        self.situation_changed.emit()

    def _counted(self, seen: LeaverList) -> str:
        parts = [
            t("{outcome}: {count}", outcome=t(message), count=seen.counts[fate])
            for fate, message in FATES.items()
            if seen.counts.get(fate)
        ]
        return t(", ").join(parts)

    def _lay_out(self) -> None:
        self.words.put(N_("Another file…"), self.another.setText)
        across = row(self._choices, gap=theme.WIDE)
        across.addWidget(self.sheet_entry)
        # The longest choice is put in after the box was first laid out.
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        across.addWidget(self.kind_entry)
        across.addStretch(1)
        who = row(self._who)
        who.addWidget(self.person_entry, 1)
        for widget in (self.start, self.table):
            self._view.addWidget(widget)
        below = row()
        below.addWidget(self.note_button)
        below.addWidget(self.another)
        below.addStretch(1)
        self.body.addWidget(self._choices)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.counts)
        self.body.addWidget(self._who)
        self.body.addWidget(self.question)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.start.chosen.connect(self.choose)
        self.another.clicked.connect(self.choose)
        self.note_button.clicked.connect(self.ask)
        self.sheet.activated.connect(self._other_sheet)
        self.kind.activated.connect(lambda _place: self._look())
        self.person.activated.connect(self._choose_person)
        self.table.marked_changed.connect(self._show_state)
