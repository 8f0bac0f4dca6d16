# SPDX-License-Identifier: Apache-2.0
"""What is due, deleting it, what is held, how long things are kept, and the certificates."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import backups, due_lines, holds, retention
from hr_desk.operations.paired_today import PERIODS as PAIRED_PERIODS
from hr_desk.operations.retention import DueLine, SweepResult
from ui import theme
from ui.pages.certificate_archive import CertificateArchive
from ui.pages.due_calendar import DueCalendar
from ui.pages.hold_list import HoldList
from ui.pages.page import SlicedPage
from ui.pages.period_list import PeriodList, event_said
from ui.pages.when import days_left
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import EmptyState, Question

DUE_COLUMNS = (
    text_column("name", N_("Name"), width=5),
    text_column("requisition", N_("Requisition"), width=6),
    text_column("why", N_("Kept as"), width=14),
    text_column("since", N_("Counted from"), width=8),
    text_column("due", N_("Deleted on"), width=8),
    text_column("left", N_("Days left"), width=7),
)
TABS: Final = (N_("What is due"), N_("Holds on deletion"), N_("Periods"),
               N_("Deletion certificates"))  # fmt: skip
HOLDS, PERIODS, CERTIFICATES = 1, 2, 3
"""Places of the tabs behind the first."""


class RetentionPage(SlicedPage):
    """Tabs: what is due with its calendar, holds, periods, certificates; deletion now."""

    kinds = frozenset(
        {"sweep", "application", "person", "visit", "joiner", "account", "request", "hold",
         "period"}
    )  # fmt: skip

    def make(self) -> Steps:
        """Make the tabs one after the other."""
        self._due: tuple[DueLine, ...] = ()
        self._until: date | None = None
        self.due_table = RecordTable(RecordTableModel(DUE_COLUMNS), fits=True)
        self.nothing, self.question = EmptyState("shield-check"), Question(danger=True)
        self.calendar, self.listed = DueCalendar(), Label(size="heading", bold=True)
        self.sweep_button = Button(kind="danger", icon="trash-2")
        self.hold_button, self.week_button = Button(icon="hourglass"), Button(icon="undo-2")
        self._due_view, self.tabs = QStackedWidget(), QTabWidget()
        self.reason = Label(tone="soft")
        yield
        self.holds = HoldList(self.desk)
        yield
        self.periods = PeriodList(self.desk)
        yield
        self.archive = CertificateArchive(self.desk, self.banner)
        self.certificate_table, self.none_yet = self.archive.table, self.archive.none_yet
        self.verify_button = self.archive.verify_button
        yield
        self._lay_out()
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Deleting, if anything is due today."""
        return {"retention.sweep": self.ask_sweep}

    def refresh(self) -> None:
        """Read what is due, held and certified again."""
        self._read_due()
        self.desk.query(
            due_lines.calendar, owner=self, done=self._show_days, slot="retention.calendar"
        )
        self.desk.query(
            retention.clock_needs_confirmation,
            owner=self,
            done=self._show_clock,
            slot="retention.clock",
        )
        for part in (self.holds, self.periods, self.archive):
            part.refresh()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Deletion when due"),
            t("Listed seven days ahead. What is due is deleted with its traces and certified."),
        )
        for place, label in enumerate(TABS[: self.tabs.count()]):
            self.tabs.setTabText(place, t(label))
        self.tabs.setAccessibleName(t("Deletion when due"))
        for part in (self.holds, self.periods, self.archive, self.calendar):
            part.retranslate()
        self._say_listed()
        self._say_sweep()
        self._say_why()

    def receive(self, argument: Any) -> None:
        """Ask for a hold on a record (its file, id and name), or show the periods."""
        if argument == PAIRED_PERIODS:
            self.tabs.setCurrentIndex(PERIODS)
        if isinstance(argument, tuple):
            self.tabs.setCurrentIndex(HOLDS)
            self.holds.form.start(*argument)

    def due_now(self) -> int:
        """Return how many people are due today or overdue."""
        return sum(1 for one in self._due if one.days_left <= 0)

    def copy_to(self, target: Path) -> None:
        """Write the marked certificate's counterpart to ``target``."""
        self.archive.copy_to(target)

    def print_to(self, target: Path) -> None:
        """Write the marked certificate on paper, as a PDF, to ``target``."""
        self.archive.print_to(target)

    def show_until(self, day: date | None) -> None:
        """List what a deletion on a day would take; None: what goes within seven days."""
        self._until = day
        self._read_due()

    def _read_due(self) -> None:
        read = partial(retention.preview, on=self._until)
        self.desk.query(read, owner=self, done=self._show_due, slot="retention.due")

    def _say_listed(self) -> None:
        day = self._until
        listed = t("Due within seven days") if day is None else t("Due by {day}", day=day)
        self.listed.setText(listed)
        self.due_table.set_name(listed)
        self.week_button.setVisible(day is not None)
        if day is None:
            hint = t("Within the next seven days no record reaches its end.")
        else:
            hint = t("Deletion on {day} would take nothing.", day=day)
        self.nothing.say(t("Nothing is due"), hint)

    def ask_sweep(self) -> None:
        """Ask whether to delete, saying how many and that it cannot be undone."""
        if self.due_now():
            self.question.ask(*self._question(), self._sweep)

    def _question(self) -> tuple[str, str]:
        """Return the question and the button that says yes."""
        count = self.due_now()
        sentence = t(
            "Delete everything about {count} people? This cannot be undone, and backups "
            "forget it within {days} days.",
            count=count, days=backups.kept_days(self.desk.session),
        )  # fmt: skip
        return sentence, t("Delete {count} people", count=count)

    def _sweep(self) -> None:
        self.question.leave()
        self.sweep_button.setEnabled(False)
        self.desk.run(retention.sweep, owner=self, done=self._swept, failed=self._not_swept)

    def _swept(self, result: SweepResult) -> None:
        number, people = result.number, sum(result.counts.values())
        if number is None:
            say: Callable[[], str] = lambda: t("Nothing was due.")  # noqa: E731
        elif result.certificate is None:
            say = lambda: t(  # noqa: E731
                "Deleted. The proof waits until nobody else has the desk open; "
                "then certificate {number} follows.",
                number=number,
            )
        else:
            say = lambda: t(  # noqa: E731
                "Deleted: {count}. Certificate {number} proves it.", count=people, number=number
            )
        self.banner.show_text("good", say)
        self.refresh()

    def _not_swept(self, error: Any) -> None:
        self.banner.show_error(error)
        self._say_sweep()

    def _show_due(self, lines: tuple[DueLine, ...]) -> None:
        self._due = lines
        self.due_table.show_rows([self._due_row(one) for one in lines])
        self._due_view.setCurrentWidget(self.due_table if lines else self.nothing)
        self._say_listed()
        self._say_sweep()
        self._show_marked()

    def _show_days(self, counts: Mapping[date, int]) -> None:
        first = min(counts, default=self.desk.session.today())
        self.calendar.show_days(min(first, self.desk.session.today()), counts)

    def _hold(self) -> None:
        one = self._marked()
        if one is not None:
            self.tabs.setCurrentIndex(HOLDS)
            self.holds.form.start(one.compartment, one.person_id, one.name)

    def _marked(self) -> DueLine | None:
        marked = self.due_table.marked()
        found = [one for one in self._due if one.person_id in marked]
        return found[0] if len(found) == 1 else None

    def _show_marked(self) -> None:
        one = self._marked()
        self._say_why()
        self.hold_button.setEnabled(
            one is not None
            and one.held is None
            and one.class_key != "DRAFT"
            and one.compartment in holds.NOUNS
            and self.desk.may(f"{holds.NOUNS[one.compartment]}.put")
        )

    def _say_why(self) -> None:
        """Say below the list why the marked person goes, whole: a narrow list cuts it."""
        one = self._marked()
        if one is not None:
            self.reason.setText(
                t("{name}: {record}. Counted from {day}: {event}.", name=one.name,
                  record=self.desk.catalogue.classes[one.class_key].label, day=one.clock_day,
                  event=event_said(self.desk.catalogue.classes[one.class_key],
                                   one.clock_event))
            )  # fmt: skip
        self.reason.setVisible(one is not None)

    def _due_row(self, one: DueLine) -> TableRow:
        kept = self.desk.catalogue.classes[one.class_key]
        return text_row(
            one.person_id,
            name=one.name,
            requisition=one.requisition,
            why=str(kept.label),
            since=one.clock_day,
            due=one.due,
            left=TableCell(days_left(one.days_left), sort=one.days_left),
        )

    def _show_clock(self, needed: bool) -> None:
        if needed and self.banner.text() == "":
            today = self.desk.session.today().isoformat()
            self.banner.show_text(
                "warn",
                lambda: t(
                    "This computer's clock has moved far ahead: it says {today}. "
                    "Nothing more is deleted until you confirm that this is right.",
                    today=today,
                ),
                ((N_("The date is right"), self._confirm_clock),),
            )

    def _confirm_clock(self) -> None:
        self.banner.clear()
        self.desk.run(retention.confirm_time, owner=self, done=lambda _changes: self.refresh())

    def _say_sweep(self) -> None:
        count = self.due_now()
        for say, text in zip(
            (self.question.sentence.setText, self.question.yes.setText),
            self._question(),
            strict=True,
        ):
            say(text)
        self.sweep_button.setText(t("Delete what is due now ({count})", count=count))
        self.sweep_button.setEnabled(count > 0)

    def _lay_out(self) -> None:
        self.header.add(self.sweep_button, shown=self.desk.may("retention.sweep"))
        self.body.addWidget(self.question)
        self.body.addWidget(self.tabs, 1)
        for widget in (self.due_table, self.nothing):
            self._due_view.addWidget(widget)
        self.tabs.addTab(self._due_tab(), "")
        for part in (self.holds, self.periods, self.archive):
            self.tabs.addTab(part, "")

    def _due_tab(self) -> QWidget:
        tab = QWidget()
        head, across, right = row(), row(gap=theme.MEDIUM), column()
        head.addWidget(self.listed, 1)
        head.addWidget(self.week_button)
        head.addWidget(self.hold_button)
        left = column(gap=theme.MEDIUM)
        left.addLayout(head)
        left.addWidget(self._due_view, 1)
        left.addWidget(self.reason)
        ahead = Label(size="heading", bold=True)
        self.words.put(N_("The next 90 days"), ahead.setText)
        hint = Label(tone="soft", size="small")
        self.words.put(N_("Choose a day to see what a deletion on it would take."), hint.setText)
        for widget in (ahead, self.calendar, hint):
            right.addWidget(widget)
        right.addStretch(1)
        across.addLayout(left, 1)
        across.addLayout(right)
        layout = column(tab, margin=theme.MEDIUM)
        layout.addLayout(across, 1)
        return tab

    def _connect(self) -> None:
        self.words.put(N_("Put on hold…"), self.hold_button.setText)
        self.words.put(N_("Within seven days"), self.week_button.setText)
        self.sweep_button.clicked.connect(self.ask_sweep)
        self.hold_button.clicked.connect(self._hold)
        self.week_button.clicked.connect(lambda: self.show_until(None))
        self.calendar.chosen.connect(self.show_until)
        self.due_table.marked_changed.connect(lambda _ids: self._show_marked())
        self._show_marked()
