# SPDX-License-Identifier: Apache-2.0
"""Working days: what later notices of the State Council say, typed in day by day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from hr_desk.domain.working_days import last_official_year
from hr_desk.i18n import N_, t
from hr_desk.operations import calendar_days
from hr_desk.operations.calendar_days import CalendarLine
from hr_desk.operations.changes import Changes
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import SlicedPage
from ui.session import OpenDesk
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("day", N_("Date"), width=7),
    text_column("weekday", N_("Weekday"), width=5),
    text_column("works", N_("People work"), width=6),
    text_column("source", N_("Where it is written"), width=18),
)
WEEKDAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
OFF, WORKS = "off", "works"
LONGEST_SPAN: Final = 31
"""Days that can be corrected at once."""
YEARS_OFFERED: Final = 3

Found = tuple[tuple[CalendarLine, ...], Mapping[int, str]]


def read(session: Session) -> Found:
    """Return the corrected days and the years whose notice is in; worker."""
    return calendar_days.list_days(session), calendar_days.announced_years(session)


class SpanForm(MarkedQuestion):
    """Asks for days that follow each other, and whether people work on them."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        since, self.since = day_line(self._own, N_("First of these days"))
        until, self.until = day_line(self._own, N_("Last of these days"))
        what, self.works = choice(self._own, N_("On these days people"))
        where, self.source = line(self._own, N_("Where it is written"))
        across = row(gap=theme.MEDIUM)
        for entry, share in ((since, 1), (until, 1), (what, 1), (where, 2)):
            across.addWidget(entry, share)
        self.content.addLayout(across)
        self.since.dateChanged.connect(lambda _day: self._follow())

    def start(self) -> None:
        """Ask for days, from today on."""
        self.begin(("days",))
        for editor in (self.until, self.since):
            show_day(editor, self._desk.session.today())
        self._say()
        self.since.setFocus()

    def _follow(self) -> None:
        if chosen_day(self.until) < chosen_day(self.since):
            show_day(self.until, chosen_day(self.since))

    def _say(self) -> None:
        fill(self.works, [(t("are off"), OFF), (t("work"), WORKS)])
        self.ask(
            t("Correct working days: every open request counts anew at once."), t("Enter them"),
            self._run,
        )  # fmt: skip

    def _run(self) -> None:
        first, last = chosen_day(self.since), chosen_day(self.until)
        span = min(max((last - first).days, 0), LONGEST_SPAN - 1)
        works = str(self.works.currentData()) == WORKS
        days = {first + timedelta(days=n): works for n in range(span + 1)}
        self._do_it(
            calendar_days.correct_days, days, source=self.source.text(), done=self.leave
        )  # fmt: skip


class YearForm(MarkedQuestion):
    """Asks whether the whole notice of a year is typed in."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._days: Mapping[date, bool] = {}
        which, self.year = choice(self._own, N_("Year"))
        where, self.source = line(
            self._own, N_("Notice of the State Council"), N_("Its title and number.")
        )
        self._told = Label(tone="soft", size="small")
        across = row(gap=theme.MEDIUM)
        across.addWidget(which, 1)
        across.addWidget(where, 3)
        self.content.addLayout(across)
        self.content.addWidget(self._told)
        self.year.currentIndexChanged.connect(lambda _row: self._count())

    def start(self, days: Mapping[date, bool]) -> None:
        """Ask about the years that have no notice yet, knowing the corrected days."""
        self.begin(("year",))
        self._days = days
        first = max(last_official_year() + 1, self._desk.session.today().year)
        years = range(first, first + YEARS_OFFERED)
        fill(self.year, [(str(year), str(year)) for year in years])
        self._say()
        self.year.setFocus()

    def _of_year(self) -> dict[date, bool]:
        year = int(self.year.currentData() or 0)
        return {day: works for day, works in self._days.items() if day.year == year}

    def _count(self) -> None:
        self._told.setText(t("Days entered for this year: {count}", count=len(self._of_year())))

    def _say(self) -> None:
        self._count()
        self.ask(
            t("Is every day off and every make-up day of this year entered? Then its deadlines are "
              "no longer provisional."),
            t("The year is complete"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        self._do_it(
            calendar_days.announce, int(self.year.currentData()), self._of_year(),
            source=self.source.text(), done=self.leave,
        )  # fmt: skip


class WorkingDaysPage(SlicedPage):
    """The table of corrections, and for which years deadlines are provisional."""

    kinds = frozenset({"calendar"})

    def make(self) -> Steps:
        """Make the table and the questions."""
        self.lines: tuple[CalendarLine, ...] = ()
        self.years: Mapping[int, str] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing, self.official = EmptyState("calendar"), Label()
        yield
        self.span, self.year = SpanForm(self.desk), YearForm(self.desk)
        self.buttons = ActionButtons(self.around, self.words, "working_days", self.handlers)
        self._view = QStackedWidget()
        self._lay_out()
        yield
        self.table.marked_changed.connect(self._show_buttons)
        self.nothing.chosen.connect(self.add)
        for form in (self.span, self.year):
            form.answered.connect(self.refresh)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Enter days, call a year complete, let the program's own calendar count again."""
        found: dict[str, Callable[[], object]] = {
            "working_days.back": partial(self.go.emit, "requests", None),
            "working_days.add": self.add,
            "working_days.announce": self.announce,
        }
        if self.table.marked():
            found["working_days.forget"] = self.forget
        return found

    def refresh(self) -> None:
        """Read the corrections."""
        self.desk.query(read, owner=self, done=self._show, failed=self.banner.show_error,
                        slot="working_days.list")  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Working days"),
            t(
                "Requests, checklists, weekly visits and hand-offs are counted on this calendar, "
                "at paired desks too."
            ),
        )
        self.table.set_name(t("Corrected days"))
        self.nothing.say(
            t("No day is corrected"),
            t("The program's own calendar counts. Enter what a later notice says."),
            t("Correct days…"),
        )
        self._say_years()

    def add(self) -> None:
        """Ask for days."""
        self.year.leave()
        self.span.start()

    def announce(self) -> None:
        """Ask whether a year is complete."""
        self.span.leave()
        self.year.start({one.day: one.works for one in self.lines})

    def forget(self) -> None:
        """Let the program's own calendar count for the marked days."""
        days = tuple(date.fromisoformat(id_) for id_ in self.table.marked())
        self.desk.run(_forget, days, owner=self, done=lambda _changes: self.refresh(),
                      failed=self.banner.show_error)  # fmt: skip

    def _show(self, found: Found) -> None:
        self.lines, self.years = found
        self.table.show_rows([_row(one) for one in self.lines])
        self._view.setCurrentWidget(self.table if self.lines else self.nothing)
        self._say_years()
        self._show_buttons()

    def _say_years(self) -> None:
        typed = t(", ").join(str(year) for year in self.years)
        sentence = t(
            "Official up to {year}. Deadlines in later years are provisional and shown on the "
            "early side, until the year's whole notice is entered.", year=last_official_year(),
        )  # fmt: skip
        more = t("Entered in full: {years}.", years=typed) if typed else ""
        self.official.setText(f"{sentence} {more}".strip())

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        for widget in (self.table, self.nothing):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for key, button in self.buttons.buttons.items():
            if key == "working_days.back":
                self.header.add(button)
            else:
                below.addWidget(button)
        for part in (self.official, self.span, self.year):
            self.body.addWidget(part)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)


def _row(one: CalendarLine) -> TableRow:
    return text_row(
        one.day.isoformat(),
        day=one.day,
        weekday=t(WEEKDAYS[one.day.weekday()]),
        works=t("Yes") if one.works else t("No"),
        source=one.source,
    )


def _forget(session: Session, days: tuple[date, ...]) -> Changes:
    """Take corrections back; worker."""
    for day in days:
        calendar_days.forget_day(session, day)
    return Changes("calendar.forget", frozenset())
