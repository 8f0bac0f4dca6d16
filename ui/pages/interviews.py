# SPDX-License-Identifier: Apache-2.0
"""The interviews of a day: who comes when, where, to whom; who is at the gate; what was found."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import interview_views
from hr_desk.operations.interview_views import InterviewLine
from ui import theme
from ui.pages.contacting import CALLS, MESSAGE, Contacting
from ui.pages.interview_rows import COLUMNS, interview_row
from ui.pages.interview_steps import InterviewSteps
from ui.pages.page import SlicedPage
from ui.pages.scoring import ScorecardForm
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import EmptyState


class InterviewsPage(SlicedPage):
    """A day, its table, and the steps for what is marked."""

    kinds = frozenset({"interview", "scorecard", "application", "person", "sweep"})

    def make(self) -> Iterator[None]:
        """Make the line of the day, the table, the scorecard and the panels of the steps."""
        self._lines: dict[str, InterviewLine] = {}
        self._wanted = ""
        entry, self.day = day_line(self.words, N_("Day of the interviews"))
        self._day_entry = entry
        self.earlier, self.later = Button(icon="arrow-left"), Button(icon="arrow-right")
        self.now = Button(kind="plain", icon="sun")
        self._count = Label(bold=True)
        yield
        self.scoring = ScorecardForm(self.desk)
        yield
        self.table = RecordTable(RecordTableModel(COLUMNS))
        self.nothing = EmptyState("calendar")
        self._view, self._beside = QStackedWidget(), self.scoring.in_room()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        yield
        self.steps = InterviewSteps(self.desk, self.banner)
        yield
        self.contacting = Contacting(self.desk, self.banner, "interviews", (MESSAGE, CALLS))
        self.bar = QFrame()
        yield
        yield from self._lay_out()
        self._connect()
        self._show_day(self.desk.session.today())
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What is possible for the marked interviews."""
        found = self.steps.possible() | self.contacting.possible()
        if len(self.marked()) == 1:
            found["interviews.open"] = self._open
        return found

    def receive(self, argument: Any) -> None:
        """Show a day, or today for None."""
        self.show_day(argument if isinstance(argument, date) else self.desk.session.today())

    def refresh(self) -> None:
        """Read the interviews of the day again."""
        self.desk.query(
            interview_views.of_day,
            chosen_day(self.day),
            owner=self,
            done=self._show,
            slot="interviews.day",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Interviews"),
            t("Who comes when, and to whom. The front desk is told name, time and host alone."),
        )
        self.table.set_name(t("Interviews"))
        self.nothing.say(
            t("No interview on this day"),
            t("Mark candidates and arrange interviews; they then stand here and at the gate."),
            t("To the candidates"),
        )
        self._say_count()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: no text and no number stays behind."""
        super().hideEvent(event)
        self.contacting.leave()
        self.contacting.forget()

    def marked(self) -> tuple[InterviewLine, ...]:
        """Return the interviews that are marked."""
        return tuple(self._lines[id_] for id_ in self.table.marked() if id_ in self._lines)

    def show_day(self, day: date) -> None:
        """Show another day."""
        self._show_day(day)
        self._read_again()

    def _show_day(self, day: date) -> None:
        with QSignalBlocker(self.day):
            show_day(self.day, day)

    def _step_day(self, days: int) -> None:
        self.show_day(chosen_day(self.day) + timedelta(days=days))

    def _show(self, lines: tuple[InterviewLine, ...]) -> None:
        self._lines = {one.id: one for one in lines}
        self.table.show_rows(interview_row(one) for one in lines)
        self._choose_view()
        self._say_count()
        self._marked()

    def _say_count(self) -> None:
        planned = sum(one.state == "planned" for one in self._lines.values())
        inside = sum(one.visit == "arrived" for one in self._lines.values())
        said = t(
            "{planned} planned, {inside} at the gate or inside", planned=planned, inside=inside
        )
        self._count.setText(said if self._lines else "")

    def _marked(self, *_ids: object) -> None:
        marked = self.marked()
        self.steps.look(marked)
        self.contacting.look(marked)
        self._open_button.setVisible(len(marked) == 1)
        self._show_bar()
        self.situation_changed.emit()

    def _choose_view(self, *_opened: object) -> None:
        """Show the table, or the scorecard in its place: that needs the room."""
        shown = self.table if self._lines else self.nothing
        self._view.setCurrentWidget(shown if self.scoring.is_left() else self._beside)
        self._show_bar()

    def _show_bar(self) -> None:
        self.bar.setVisible(bool(self.marked()) and self.scoring.is_left())

    def _open(self) -> None:
        (one,) = self.marked()
        self.go.emit("record", one.application_id)

    def _open_row(self, id_: str) -> None:
        if id_ in self._lines:
            self.go.emit("record", self._lines[id_].application_id)

    def _ask(self, verb: str, one: InterviewLine) -> None:
        self.contacting.leave()
        self.scoring.leave()
        if verb == "score":
            self.scoring.start(one)
        else:
            self.contacting.arranging.start_move(one)

    def _entered(self, name: str) -> None:
        self.banner.show_text("good", lambda: t("Scorecard of {name} entered.", name=name))
        self.table.setFocus()

    def _lay_out(self) -> Iterator[None]:
        days = row(gap=theme.SMALL)
        self._day_entry.setMaximumWidth(200)
        days.addWidget(self._day_entry)
        for button in (self.earlier, self.now, self.later):
            days.addWidget(button)
        days.addSpacing(theme.LARGE)
        days.addWidget(self._count, 1)
        self.bar.setObjectName("ActionBar")
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        across = FlowLayout(self.bar)
        across.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        self._open_button = Button(kind="plain", icon="user")
        for button in (
            *self.steps.buttons.values(),
            *self.contacting.buttons.values(),
            self._open_button,
        ):
            across.addWidget(button)
        for part in (self.table, self.nothing, self._beside):
            self._view.addWidget(part)
        self.body.addLayout(days)
        yield
        for panel in self.contacting.panels():
            self.body.addWidget(panel)
            yield
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.bar)

    def _connect(self) -> None:
        self.words.put(N_("Day before"), self.earlier.setAccessibleName)
        self.words.put(N_("Day before"), self.earlier.setToolTip)
        self.words.put(N_("Day after"), self.later.setAccessibleName)
        self.words.put(N_("Day after"), self.later.setToolTip)
        self.words.put(N_("Today"), self.now.setText)
        self.words.put(N_("Open the record"), self._open_button.setText)
        for named in (self.steps, self.contacting):
            named.name_buttons(self.words)
        self.earlier.clicked.connect(partial(self._step_day, -1))
        self.later.clicked.connect(partial(self._step_day, 1))
        self.now.clicked.connect(lambda: self.show_day(self.desk.session.today()))
        self.day.dateChanged.connect(lambda _day: self._read_again())
        self.table.marked_changed.connect(self._marked)
        self.table.opened.connect(self._open_row)
        self._open_button.clicked.connect(self._open)
        self.nothing.chosen.connect(lambda: self.go.emit("candidates", None))
        self.steps.asked.connect(self._ask)
        self.scoring.opened.connect(self._choose_view)
        self.scoring.entered.connect(self._entered)
