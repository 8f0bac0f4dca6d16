# SPDX-License-Identifier: Apache-2.0
"""Onboarding: who is due to start, what each still owes, what each file waits for, by when."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget

from hr_desk.domain import joiners as states
from hr_desk.domain.employment import LIMITS
from hr_desk.i18n import N_, t
from hr_desk.operations import joiner_board
from hr_desk.operations.checklist import CountdownLine, FileGap, Progress
from hr_desk.operations.joiner_board import BoardRow
from hr_desk.operations.joiner_views import JoinerQuery
from ui.pages.action_buttons import ActionButtons
from ui.pages.list_faces import NAME, ListFaces, face_of, with_face
from ui.pages.page import Page
from ui.pages.when import days_left
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableCell, TableRow, field_column, plain_cell, text_column
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import reveal, row
from ui.widgets.panels import EmptyState
from ui.widgets.text_line import TextLine

POST = "job_title"
OPEN = "open"
"""The choice of everybody whose file is still worked on."""
DUE = "due"
"""The choice of those of whom something waits today."""


def columns(names: tuple[Column, ...], files: Mapping[str, object]) -> tuple[Column, ...]:
    """Return the columns: who, from when, what is owed, one for each file, the next limit."""
    return (
        *names,
        text_column("first_day", N_("First day"), width=6, firm=True),
        text_column("state", N_("Status"), width=10),
        text_column("owed", N_("Still owed"), width=4),
        *(Column(key=f"file.{key}", heading=partial(str, label), width=5)
          for key, label in files.items()),
        text_column("limit", N_("Next legal limit"), width=28),
    )  # fmt: skip


def owed_cell(progress: Progress) -> TableCell:
    """Say how many of the required values are missing."""
    owed = len(progress.owed)
    shown = t("{count} of {required}", count=owed, required=progress.required)
    return TableCell(shown if owed else t("Nothing"), sort=owed)


def gap_cell(gap: FileGap) -> TableCell:
    """Say whether a file can be made, or how many things it waits for."""
    count = len(gap.fields) + len(gap.items)
    shown = t("lacks {count}", count=count) if count else t("can be made")
    return TableCell(shown, sort=count)


def next_limit(lines: tuple[CountdownLine, ...]) -> CountdownLine | None:
    """Return the first limit that is not met yet."""
    return min((one for one in lines if not one.done), key=lambda one: one.limit, default=None)


def limit_said(one: CountdownLine) -> str:
    """Say a limit: how many days are left, which is read first, of what, and its day."""
    return t(
        "{left}: {what}, {day}",
        what=t(LIMITS[one.key]),
        left=days_left(one.days_left),
        day=one.limit,
    )


class OnboardingPage(Page):
    """The list of joiners."""

    kinds = frozenset({"joiner", "sweep", "draft", "account", "checklist", "calendar"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        catalogue = self.desk.catalogue
        names = tuple(field_column(catalogue.field(key)) for key in (NAME, POST))
        files = joiner_board.files(self.desk.session)
        every = columns(with_face(self.desk, names), files)
        self.table = RecordTable(RecordTableModel(every), fits=True)
        self.faces = ListFaces(self.desk, self.table)
        self.none_yet, self.no_match = EmptyState("user-check"), EmptyState("search")
        self.search = TextLine()
        self.state_entry, self.state = choice(self.words, N_("Show"))
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(around, self.words, "onboarding", self.handlers)
        self.checklist_button = Button(icon="check")
        self._leavers_button = Button(icon="archive")
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Open the one that is marked; the guardians' sheets of those marked, or of everybody.

        One approval to read is asked for all that are marked.
        """
        marked = self.table.marked()
        found: dict[str, Callable[[], object]] = {}
        if self.desk.may("joiner.guardian_sheets"):
            found["onboarding.guardians"] = partial(self.go.emit, "guardians", marked or None)
        if marked and self.desk.may("minor_joiner.ask"):
            about = ("personnel", tuple(marked))
            found["onboarding.minors"] = partial(self.go.emit, "minors", about)
        if len(marked) == 1:
            found["onboarding.open"] = partial(self.go.emit, "joiner", marked[0])
        return found

    def query(self) -> JoinerQuery:
        """Return what the list is narrowed to."""
        chosen = self.state.currentData()
        shown = tuple(one for one in states.STATES if one in states.OPEN)
        open_ones = chosen in (None, OPEN, DUE)
        return JoinerQuery(text=self.search.text(), states=shown if open_ones else (str(chosen),))

    def receive(self, argument: Any) -> None:
        """Narrow the list to what Today counted."""
        if isinstance(argument, dict) and argument.get("show") == DUE:
            self.search.clear()
            self.state.setCurrentIndex(self.state.findData(DUE))

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.query(
            joiner_board.board, self.query(), due=self.state.currentData() == DUE,
            owner=self, done=self._show, slot="onboarding.list",
        )  # fmt: skip

    def keep_drafts(self) -> None:
        """The desk is left or locked: no face stays in memory."""
        super().keep_drafts()
        self.faces.forget()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Onboarding"), t("Who is joining, what is still owed, and what the law counts down.")
        )
        self.table.set_name(t("Onboarding"))
        self.search.setPlaceholderText(t("Find by name, phone or number"))
        self.search.setAccessibleName(t("Find by name, phone or number"))
        options = [(t("Due to start and employed"), OPEN), (t("Something waits today"), DUE)]
        fill(self.state, options + [(states.label(one), one) for one in states.STATES])
        may = self.desk.may("application.hand_over")
        self.none_yet.say(
            t("Nobody is joining yet"),
            t("On the page of candidates mark who accepted an offer, and hand them over.")
            if may
            else t("As soon as a recruiter hands over who accepted an offer, they stand here."),
            t("Go to the candidates") if may else "",
        )
        self.no_match.say(
            t("Nobody matches"),
            t("Try fewer letters, or look at everybody who is joining."),
            t("Clear the filters"),
        )

    def _show(self, rows: tuple[BoardRow, ...]) -> None:
        self.table.show_rows([self._row(one) for one in rows])
        self.faces.show_for(rows)
        narrow = bool(self.search.text().strip()) or self.state.currentData() not in (None, OPEN)
        empty = self.no_match if narrow else self.none_yet
        self._view.setCurrentWidget(self.table if rows else empty)
        self._show_state()

    def _row(self, one: BoardRow) -> TableRow:
        limit = next_limit(one.progress.countdowns)
        cells = {
            **{key: cell for key, cell in one.joiner.cells.items() if key in (NAME, POST)},
            **face_of(one),
            "first_day": plain_cell(one.joiner.first_day),
            "state": TableCell(
                states.label(one.joiner.state), sort=states.STATES.index(one.joiner.state)
            ),
            "owed": owed_cell(one.progress),
            **{f"file.{key}": gap_cell(gap) for key, gap in one.progress.gaps.items()},
            "limit": plain_cell(None)
            if limit is None
            else TableCell(limit_said(limit), sort=limit.limit.isoformat()),
        }
        return TableRow(one.joiner.joiner_id, cells)

    def _clear(self) -> None:
        self.state.setCurrentIndex(0)
        self.search.clear()

    def _show_state(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.words.put(N_("Checklist…"), self.checklist_button.setText)
        self.checklist_button.clicked.connect(lambda: self.go.emit("checklist", None))
        self.header.add(self.checklist_button, shown=self.desk.may("checklist.change"))
        self.header.add(
            self.buttons.buttons["onboarding.guardians"],
            shown=self.desk.may("joiner.guardian_sheets"),
        )
        self.words.put(N_("Leavers from a list…"), self._leavers_button.setText)
        self._leavers_button.clicked.connect(lambda: self.go.emit("leavers", None))
        self.search.setClearButtonEnabled(True)
        above = row()
        above.addWidget(self.search, 1)
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        above.addWidget(self.state_entry)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.state.currentIndexChanged.connect(lambda _row: self.refresh())
        self.body.addLayout(above)
        for widget in (self.table, self.none_yet, self.no_match):
            self._view.addWidget(widget)
        self.body.addWidget(self._view, 1)
        below = row()
        for key in ("onboarding.open", "onboarding.minors"):
            below.addWidget(self.buttons.buttons[key])
        below.addStretch(1)
        below.addWidget(self._leavers_button)
        self.body.addLayout(below)
        reveal(self._leavers_button, self.desk.may("joiner.leave_listed"))
        self.table.opened.connect(lambda id_: self.go.emit("joiner", id_))
        self.table.marked_changed.connect(self._show_state)
        self.none_yet.chosen.connect(lambda: self.go.emit("candidates", None))
        self.no_match.chosen.connect(self._clear)
