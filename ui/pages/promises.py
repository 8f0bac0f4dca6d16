# SPDX-License-Identifier: Apache-2.0
"""The promise board: every clause of the policy and the law, and whether it holds now.

The controls are asked one by one when the page is opened and on demand; a clause is shown once
all of its controls have answered. What was seen ends with the open desk.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QTabWidget, QWidget

from hr_desk.catalogue.promises import clauses
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, Message, language, t
from hr_desk.operations import board_reports, disclosure, promises
from hr_desk.operations.board_reports import BoardReport
from hr_desk.operations.controls import Evidence
from hr_desk.operations.paired_today import BOARDS
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.promises import ClauseState
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.checks import Line
from ui.pages.page import SlicedPage
from ui.pages.paired_boards import PairedBoards
from ui.pages.promise_words import GREEN, SCOPES, finding_of, place_of, standing
from ui.printing.promise_report import ReportLine, report_pdf
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.files import choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, reveal, row, scrolled, with_side
from ui.widgets.panels import Card

COLUMNS: Final = (
    text_column("clause", N_("Clause"), width=6),
    text_column("standing", N_("Stands"), width=5),
    text_column("summary", N_("What is promised"), width=30),
    text_column("scope", N_("Kept by"), width=9),
)
EVERY: Final = ""
COLOURS: Final = {EVERY: N_("Green and red"), "red": N_("Red alone")}
SIDE: Final = 380
"""Width of what was seen of one clause, in pixels."""
CHOICE_WIDTH: Final = 170
"""Least width of a choice of what is shown, in pixels."""
KEY: Final = "promises"
TABS: Final = (N_("This desk"), N_("Paired desks"))

Paired = tuple[tuple[BoardReport, ...], str]
"""The boards of paired desks, and the day on which this desk reported its own, or empty."""


def read(session: Session) -> Paired:
    """Return what is known between desks of promises; worker."""
    boards = board_reports.reports(session) if session.holds(PRIVACY) else ()
    return boards, board_reports.reported_on(session)


class PromisesPage(SlicedPage):
    """The clauses, and beside them what the controls of the marked one saw; paired desks."""

    kinds = frozenset({"desk"})

    def make(self) -> Steps:
        """Make the table, then what stands beside it."""
        self.evidence: dict[str, Evidence] = {}
        self.states: dict[str, ClauseState] = {}
        self.lines: list[Line] = []
        self._left: list[str] = []
        self._now, self._reported = "", ""
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        yield
        self.scope_entry, self.scope = choice(self.words, N_("Kept by"))
        self.colour_entry, self.colour = choice(self.words, N_("Show"))
        self.progress = Label(tone="soft")
        self.look_button = Button(kind="primary", icon="refresh-cw")
        self.report_button = Button(icon="download")
        yield
        self.tabs, self.paired = QTabWidget(), PairedBoards()
        yield
        self.side = Card()
        self.summary, self.reason, self.looked = Label(bold=True), Label(), Label(tone="soft")
        self.go_button = Button(kind="plain", icon="arrow-right")
        self._line_box = QWidget()
        self._lines = column(self._line_box, gap=theme.TIGHT)
        yield
        self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Looking again; a report once everything was looked at."""
        found: dict[str, Callable[[], object]] = {"promises.look": self.look}
        if self._is_whole():
            found["promises.report"] = self.ask_report
        return found

    def refresh(self) -> None:
        """Look when the page is opened first; from then on when somebody asks."""
        if not self.evidence and not self._now:
            self.look()
        self.desk.query(read, owner=self, done=self._show_paired, slot="promises.paired")

    def receive(self, argument: Any) -> None:
        """Show the boards of paired desks, where Today leads there."""
        if argument == BOARDS:
            self.tabs.setCurrentWidget(self.paired)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Promises"),
            t("What the policy and the law promise, and whether the open desk keeps it now."),
        )
        every = [(t("All clauses"), EVERY)]
        fill(self.scope, [*every, *((t(words), key) for key, words in SCOPES.items())])
        fill(self.colour, [(t(words), key) for key, words in COLOURS.items()])
        self.table.set_name(t("Promises"))
        for place, label in enumerate(TABS):
            self.tabs.setTabText(place, t(label))
        self.tabs.setAccessibleName(t("Promises"))
        self.paired.retranslate()
        self._show_rows()
        self._say_progress()

    def look(self) -> None:
        """Ask every control, one after the other, so that others may ask in between."""
        if self._now:
            return
        self.evidence.clear()
        self._left = list(promises.CONTROLS)
        self._go_on()

    def ask_report(self) -> None:
        """Ask where the report is to be written."""
        if self._is_whole():
            day = self.desk.session.today().isoformat()
            name = t("Promises {day}", day=day) + ".pdf"
            choose_target(self, t("Report for an auditor"), name, self.report_to)

    def report_to(self, target: Path) -> None:
        """Write what was seen of every clause as a PDF; it holds nobody's data."""
        self.desk.query(log_ends, owner=self, done=partial(self._draw, target))

    def _draw(self, target: Path, ends: tuple[tuple[str, str], ...]) -> None:
        session, names = self.desk.session, self.desk.catalogue.compartments
        paper = partial(
            report_pdf, self._report_lines(), session.company, language(),
            desk_id=session.desk_id, by=session.user.name, at=self._looked_at(),
            ends=[(str(names[file]), end) for file, end in ends],
        )  # fmt: skip
        self.desk.draw(paper, owner=self, done=partial(self._write, target))

    def _write(self, target: Path, content: bytes) -> None:
        self.desk.query(
            disclosure.write_impersonal, content, target, owner=self,
            done=lambda _nothing: self.banner.show_text(
                "good", lambda: t("Saved as {file}.", file=target.name)
            ),
        )  # fmt: skip

    def _report_lines(self) -> list[ReportLine]:
        return [self._report_line(one) for one in self.states.values()]

    def _report_line(self, one: ClauseState) -> ReportLine:
        how = standing(one)
        return ReportLine(
            clause=one.clause.id,
            standing=t(how),
            green=one.green,
            summary=str(one.clause.summary),
            scope=t(SCOPES[one.clause.scope]),
            place=self._place(one),
            reason="" if one.clause.reason is None else str(one.clause.reason),
            seen=tuple((t(each.label), each.text()) for each in one.evidence),
        )

    def _looked_at(self) -> str:
        latest = max(one.at for one in self.evidence.values())
        return latest.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

    def _go_on(self) -> None:
        """Begin the next control, or say that all have answered."""
        self._now = self._left.pop(0) if self._left else ""
        self.look_button.setEnabled(not self._now)
        self._say_progress()
        if self._now:
            self.desk.query(promises.look, self._now, owner=self, done=self._seen)
        else:
            self._show_rows()
            self.situation_changed.emit()

    def _seen(self, evidence: Evidence) -> None:
        self.evidence[evidence.control] = evidence
        self._go_on()

    def _is_whole(self) -> bool:
        return not self._now and len(self.evidence) == len(promises.CONTROLS)

    def _say_progress(self) -> None:
        self.report_button.setEnabled(self._is_whole())
        if self._now:
            what = t(promises.CONTROLS[self._now].label)
            self.progress.setText(t("Looking at: {what}", what=what))
        else:
            green = sum(one.green for one in self.states.values())
            said = t("{count} of {all} clauses are green.", count=green, all=len(clauses()))
            if self._reported:
                said += " " + t("Reported to the privacy office on {day}.", day=self._reported)
            self.progress.setText(said)

    def _show_paired(self, found: Paired) -> None:
        """Show the boards of paired desks, or when this desk reported its own."""
        boards, self._reported = found
        self.paired.show_reports(boards)
        self.tabs.setTabVisible(1, bool(boards))
        self.tabs.tabBar().setVisible(bool(boards))
        self._say_progress()

    def _show_rows(self) -> None:
        if self._now:
            return
        self.states = {one.clause.id: one for one in promises.put_together(self.evidence.values())}
        shown = [one for one in self.states.values() if self._is_wanted(one)]
        ids = [one.clause.id for one in shown]
        marked = [id_ for id_ in self.table.marked() if id_ in ids]
        self.table.show_rows([self._row(place, one) for place, one in enumerate(shown)])
        self.table.mark(marked or ids[:1])
        self._say_progress()
        self._show_marked()

    def _is_wanted(self, one: ClauseState) -> bool:
        scope = self.scope.currentData() or EVERY
        if scope not in (EVERY, one.clause.scope):
            return False
        return not (self.colour.currentData() and one.green)

    def _row(self, place: int, one: ClauseState) -> TableRow:
        how = standing(one)
        return text_row(
            one.clause.id,
            clause=TableCell(one.clause.id, sort=place),
            standing=TableCell(t(how), sort=how != GREEN),
            summary=str(one.clause.summary),
            scope=t(SCOPES[one.clause.scope]),
        )

    def _place(self, one: ClauseState) -> str:
        place = place_of(one.clause.kept, self._pages(), self.desk.catalogue)
        return t(place)

    def _pages(self) -> dict[str, str]:
        """Return the pages of this window by key, with their English labels."""
        menu = (action for action in self.around.actions if action.id.startswith("go."))
        return {action.page: action.label for action in menu}

    def _show_marked(self) -> None:
        marked = self.table.marked()
        one = self.states.get(marked[0]) if len(marked) == 1 else None
        clear(self._lines)
        self.lines = []
        self.side.setVisible(one is not None)
        if one is None:
            return
        self.side.set_heading(t("Clause {id}", id=one.clause.id))
        self.summary.setText(str(one.clause.summary))
        self.reason.setText("" if one.clause.reason is None else str(one.clause.reason))
        reveal(self.reason, one.clause.reason is not None)
        for each in one.evidence:
            line = Line(Message(each.label), finding_of(each), leads=False, stacked=True)
            self.lines.append(line)
            self._lines.addWidget(line)
        at = one.looked_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        place = self._place(one)
        self.looked.setText(t("Kept in: {place}. Looked at {time}.", place=place, time=at))
        self.go_button.setText(t("Show: {what}", what=place))
        reveal(self.go_button, one.clause.kept in self._pages() and one.clause.kept != KEY)

    def _go(self) -> None:
        marked = self.table.marked()
        if len(marked) == 1:
            self.go.emit(self.states[marked[0]].clause.kept, None)

    def _lay_out(self) -> None:
        self.header.add(self.report_button)
        self.header.add(self.look_button)
        bar = row(gap=theme.MEDIUM)
        for entry in (self.scope_entry, self.colour_entry):
            entry.setMinimumWidth(CHOICE_WIDTH)
            bar.addWidget(entry)
        bar.addWidget(self.progress, 1)
        for widget in (self.summary, self.reason, self._line_box, self.looked, self.go_button):
            self.side.body.addWidget(widget)
        self.side.body.addStretch(1)
        own = QWidget()
        layout = column(own, gap=theme.MEDIUM)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.addLayout(bar)
        layout.addLayout(with_side(self.table, scrolled(self.side), width=SIDE), 1)
        self.tabs.setDocumentMode(True)
        for widget in (own, self.paired):
            self.tabs.addTab(widget, "")
        self.tabs.setTabVisible(1, False)
        self.tabs.tabBar().hide()
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.words.put(N_("Look again"), self.look_button.setText)
        self.words.put(N_("Report for an auditor…"), self.report_button.setText)
        self.look_button.clicked.connect(self.look)
        self.report_button.clicked.connect(self.ask_report)
        self.go_button.clicked.connect(self._go)
        self.table.marked_changed.connect(lambda _ids: self._show_marked())
        for box in (self.scope, self.colour):
            box.currentIndexChanged.connect(lambda _row: self._show_rows())


def log_ends(session: Session) -> tuple[tuple[str, str], ...]:
    """Return where the log of each held file ends: its compartment, number and hash; worker."""
    heads = ((name, session.compartment(name).head()) for name in session.held)
    return tuple((name, f"{head.sequence}  {head.hash.hex()}") for name, head in heads)
