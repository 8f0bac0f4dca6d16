# SPDX-License-Identifier: Apache-2.0
"""How long each kind of record is kept, and setting it: what it would do is said first."""

from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.model import RetentionClass
from hr_desk.domain.letter_words import Listed
from hr_desk.i18n import N_, t
from hr_desk.operations import period_settings
from hr_desk.operations.period_settings import PeriodEffect, PeriodLine
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.period_paired import PairedPeriods
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, line
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.number_box import NumberBox
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("record", N_("Kept as"), width=14),
    text_column("event", N_("Clock started by"), width=12),
    text_column("days", N_("Days kept"), width=5),
    text_column("allowed", N_("Allowed"), width=6),
    text_column("reason", N_("Reason"), width=14),
    text_column("by", N_("Set by"), width=9),
    text_column("between", N_("Between desks"), width=8),
)

SHORTER: Final = {
    "BKP": N_(
        "Counts at once, also for the backups there are. Backups that go with the next sweep: "
        "{count}."
    ),
    "HOLD": N_(
        "Counts at once, also for the holds there are: none ends today, each comes up for review "
        "in so many days at the latest. Holds that come up earlier than now: {count}."
    ),
}
"""Class to what a shorter period does, where it is not that records are due."""

_AT_ONCE: Final = N_(
    "Counts at once, also for what is here already. Records that are due then and go with the "
    "next sweep: {count}."
)
_FOR_EVER: Final = N_("Not to be set, for they name nobody and stay for ever: {records}.")
_SAME_DAY: Final = N_(
    "Not to be set, for it is asked under a public-health order alone and goes the same day: "
    "{records}."
)
_SHORTER: Final = N_(
    "Only ever to be made shorter, for what is there already could not keep an earlier period: "
    "{records}."
)

EVENTS: Final = {
    "withdrew": N_("the person withdrew"),
    "declined_offer": N_("the person declined the offer"),
    "started": N_("first day of work"),
    "checked": N_("a referee was asked"),
    "uploaded": N_("upload"),
    "confirmed": N_("the agency confirmed"),
    "expired": N_("the certificate expired"),
    "left": N_("end of employment"),
    "entered": N_("entered"),
    "checked_out": N_("check-out, at the latest 24:00"),
    "hazard_area": N_("check-out from a hazard area"),
}
"""Event to its name, for classes that have several."""


def event_said(kept: RetentionClass, event: str) -> str:
    """Return what a class is counted from, in the language in use: of several, which it was."""
    several = len(kept.periods) > 1 and event in EVENTS
    return t(EVENTS[event]) if several else str(kept.clock_event)


class PeriodForm(MarkedQuestion):
    """A number of days and its reason; what it would do here is looked at before it is done."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: PeriodLine | None = None
        self._effect: PeriodEffect | None = None
        self.days, self.told, self.outcome = NumberBox(), QCheckBox(), Label()
        entry = Entry(self.days)
        self._own.put(N_("Days kept"), entry.set_label)
        self._why, self.reason = line(self._own, period_settings.REASON)
        across = row(gap=theme.MEDIUM)
        across.addWidget(entry, 1)
        across.addWidget(self._why, 4)
        self.content.addLayout(across)
        self.content.addWidget(self.outcome)
        self.content.addWidget(self.told)
        self.days.valueChanged.connect(lambda _days: self._look())
        self.told.toggled.connect(lambda _on: self._show_yes())

    def start(self, about: PeriodLine) -> None:
        """Ask about one period."""
        self.begin((f"{about.class_key}.{about.event}",))
        self._line, self._effect = about, None
        self.reason.clear()
        self.told.setChecked(False)
        self.days.setRange(about.least, about.most)
        self.days.setValue(about.days)
        self._look()
        self._say()
        self.days.setFocus()

    def _look(self) -> None:
        one = self._line
        self._effect = None
        self._tell()
        if one is not None and self.days.value() != one.days:
            self._desk.query(
                period_settings.effect, one.class_key, one.event, self.days.value(), owner=self,
                done=self._show, slot="periods.effect",
            )  # fmt: skip

    def _show(self, found: PeriodEffect) -> None:
        self._effect = found if found.days == self.days.value() else None
        self._tell()

    def _tell(self) -> None:
        """Say what the period would do."""
        found = self._effect
        self.told.setText(t("The notice tells the people concerned of the longer period."))
        self.told.setVisible(found is not None and found.longer)
        if found is None:
            self.outcome.setText(t("Enter another number of days to see what it would do."))
        elif found.longer:
            self.outcome.setText(
                t(
                    "Counts only for records whose period begins from now on. Records that keep "
                    "the earlier period: {count}.",
                    count=found.keep_earlier,
                )
            )
        else:
            class_ = self._line.class_key if self._line is not None else ""
            said = SHORTER.get(class_, _AT_ONCE)
            self.outcome.setText(t(said, count=found.due))
        self._show_yes()

    def _show_yes(self) -> None:
        found = self._effect
        self.yes.setEnabled(found is not None and (not found.longer or self.told.isChecked()))

    def _say(self) -> None:
        one = self._line
        if one is not None:
            kept = self._desk.catalogue.classes[one.class_key]
            self.ask(
                lambda: t(
                    "How long is “{record}” kept? Allowed: {least} to {most} days.",
                    record=kept.label, least=one.least, most=one.most,
                ),
                lambda: t("Set the period"),
                self._run,
            )  # fmt: skip
            self._tell()

    def _run(self) -> None:
        one = self._line
        if one is not None:
            self._do_it(
                period_settings.set_period, one.class_key, one.event, self.days.value(),
                reason=self.reason.text(), told=self.told.isChecked(), done=self.leave,
            )  # fmt: skip


class PeriodList(QWidget):
    """Every period that can be set; whoever may not set it reads it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self.known: dict[str, PeriodLine] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.form, self.between = PeriodForm(desk), PairedPeriods(desk)
        self.button, self.why = Button(icon="calendar"), Label(tone="soft", size="small")
        self._words.put(N_("Set the period…"), self.button.setText)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        layout = column(self, margin=theme.MEDIUM, gap=theme.MEDIUM)
        layout.addWidget(self.form)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.between)
        layout.addWidget(self.why)
        self.button.clicked.connect(self._start)
        self.table.marked_changed.connect(lambda _ids: self._show_button())
        self.between.shown.connect(lambda: self.show_periods(tuple(self.known.values())))
        self.button.setVisible(desk.may("retention.set_period"))
        self._show_button()

    def refresh(self) -> None:
        """Read the periods again."""
        self._desk.query(period_settings.list_periods, owner=self, done=self.show_periods,
                         slot="periods.list")  # fmt: skip
        self.between.refresh()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.between.retranslate()
        self.table.set_name(t("Periods"))
        self._say_why()

    def _say_why(self) -> None:
        """Say of which kinds nothing, or only something shorter, can be set, and why."""
        fixed = period_settings.fixed(self._desk.session)
        known = {one.class_key for one in self.known.values() if one.only_shorter}
        shorter = [self._desk.catalogue.classes[key].label for key in self._desk.catalogue.classes
                   if key in known]  # fmt: skip
        texts = [
            (_FOR_EVER, [one.label for one in fixed if not one.periods]),
            (_SAME_DAY, [one.label for one in fixed if one.periods]),
            (_SHORTER, shorter),
        ]
        self.why.setText(
            "\n".join(t(said, records=Listed(tuple(labels))) for said, labels in texts if labels)
        )

    def show_periods(self, found: tuple[PeriodLine, ...]) -> None:
        """Show these periods."""
        self.known = {f"{one.class_key}.{one.event}": one for one in found}
        self._say_why()
        self.table.show_rows([self._row(key, one) for key, one in self.known.items()])
        self._show_button()

    def _row(self, key: str, one: PeriodLine) -> TableRow:
        kept = self._desk.catalogue.classes[one.class_key]
        by = "" if one.at is None else t("{user}, {day}", user=one.by, day=one.at.date())
        return text_row(
            key, record=str(kept.label), event=self._event(one), days=one.days,
            allowed=f"{one.least} – {one.most}", reason=one.reason, by=by,
            between=self.between.short(one),
        )  # fmt: skip

    def _event(self, one: PeriodLine) -> str:
        kept = self._desk.catalogue.classes[one.class_key]
        return event_said(kept, one.event)

    def _start(self) -> None:
        marked = self.table.marked()
        if len(marked) == 1:
            self.form.start(self.known[marked[0]])

    def _show_button(self) -> None:
        marked = self.table.marked()
        self.button.setEnabled(len(marked) == 1)
        self.between.show_line(self.known.get(marked[0]) if len(marked) == 1 else None)
