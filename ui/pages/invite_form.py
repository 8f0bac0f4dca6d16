# SPDX-License-Identifier: Apache-2.0
"""Expecting somebody: name, company, host, purpose and time, once or every week; changing it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain.clock import day_of
from hr_desk.domain.weekly import Weekly
from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, t
from hr_desk.operations import expecting, visits
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.changes import Changes
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.expecting import Ahead
from hr_desk.operations.visits import NewVisit, VisitView
from ui import theme
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.pages.host_box import HostBox
from ui.pages.visit_rows import HOST, NAME, PURPOSE
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, chosen_day, day_line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

PLANNED: Final = "visit_planned"
ASKED: Final = (NAME, "employer", PURPOSE, PLANNED)
"""What is asked of somebody who is only expected, beside the host: what the queue will show."""
NEEDED: Final = (NAME, PLANNED)
FIRST_END: Final = timedelta(days=90)
"""How far ahead a new series goes unless somebody says otherwise."""
WORKING_WEEK: Final = 5


class InviteForm(Question):
    """One guest: new, or one that is expected already."""

    entered = Signal(tuple)
    """The ids of visits that are expected from now on, the first day first."""
    full_wanted = Signal()
    """More is known of the guest than is asked here: a plate, companions, what they carry."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._own = desk, Words()
        self._about: Ahead | None = None
        self._version = 0
        fields = desk.catalogue
        self.editors: dict[str, Editor] = {key: editor_for(fields.field(key).type) for key in ASKED}
        self._entries = {key: Entry(editor) for key, editor in self.editors.items()}
        self.host = HostBox()
        self._host_entry = Entry(self.host)
        self.weekly, self.working = QCheckBox(), QCheckBox()
        self.days = tuple(QCheckBox() for _ in range(7))
        self._until_entry, self.until = day_line(self._own, N_("Until"))
        self._plan, self.whole = QWidget(), QCheckBox()
        self.error, self.full = Label(tone="danger"), Button(kind="plain", icon="user")
        self._lay_out()
        self._say()

    def show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        """Offer the directory's employees as hosts."""
        self.host.show_staff(staff)

    def start(self) -> None:
        """Ask for a guest who is not known yet."""
        self._about = None
        for editor in self.editors.values():
            editor.set_value(None)
        self.host.start("")
        self.weekly.setChecked(False)
        self.working.setChecked(True)
        show_day(self.until, self._today() + FIRST_END)
        self._open()

    def change(self, about: Ahead, view: VisitView) -> None:
        """Show a guest who is expected, to be changed; ``view`` is their visit in full."""
        self._about, self._version = about, view.version
        given: Mapping[str, FieldView] = {one.field.key: one for one in view.fields}
        for key, editor in self.editors.items():
            editor.set_value(given[key].value if key in given else None)
        typed = given[HOST].shown if HOST in given and given[HOST].given else ""
        self.host.start(typed, (), view.row.host)
        self.weekly.setChecked(False)
        self.whole.setChecked(False)
        self._open()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def plan(self, first: date) -> Weekly:
        """Return the days that are chosen, from the first visit on."""
        chosen = frozenset(place for place, box in enumerate(self.days) if box.isChecked())
        return Weekly(
            weekdays=chosen or frozenset({first.weekday()}),
            begin=first,
            until=chosen_day(self.until),
            working_days=self.working.isChecked(),
        )

    def _open(self) -> None:
        self._refuse(None)
        for box in self.days:
            box.setChecked(False)
        self._show_plan()
        self._say()
        self.ask(self._title, self._answer, self._run)
        self.editors[NAME].controls()[0].setFocus()

    def _title(self) -> str:
        return t("Expect a guest") if self._about is None else t("Change the expected visit")

    def _answer(self) -> str:
        return t("Expect them") if self._about is None else t("Save")

    def _show_plan(self) -> None:
        new = self._about is None
        self.weekly.setVisible(new)
        self.full.setVisible(new and not self.weekly.isChecked() and self._desk.may("visit.expect"))
        self._plan.setVisible(new and self.weekly.isChecked())
        self.whole.setVisible(self._about is not None and self._about.later > 1)

    def _values(self) -> dict[str, Any] | None:
        """Return what was typed; None if a value is wrong, which is said beside it."""
        values: dict[str, Any] = {}
        good = True
        for key, editor in self.editors.items():
            try:
                values[key] = editor.value()
            except ValueProblem as problem:
                self._entries[key].set_error(problem.text)
                good = False
                continue
            lacks = key in NEEDED and values[key] is None
            self._entries[key].set_error(_needed if lacks else "")
            good = good and not lacks
        values[HOST] = self.host.name() or None
        return values if good else None

    def _run(self) -> None:
        self._refuse(None)
        values = self._values()
        if values is None:
            return
        self.yes.setEnabled(False)
        if self._about is not None:
            self._desk.run(
                expecting.change_expected, self._about.row.visit_id, values, owner=self,
                done=self._done, failed=self._refuse, version=self._version,
                whole=self.whole.isChecked(), host_id=self.host.host_id(),
            )  # fmt: skip
            return
        given = {key: value for key, value in values.items() if value is not None}
        new = NewVisit(values=given, notice="owed", host_id=self.host.host_id())
        if self.weekly.isChecked():
            self._ask_desk(expecting.expect_weekly, new, self.plan(day_of(values[PLANNED])))
        else:
            self._ask_desk(visits.expect, (new,))

    def _ask_desk(self, operation: Callable[..., Any], *arguments: Any) -> None:
        self._desk.run(operation, *arguments, owner=self, done=self._done, failed=self._refuse)

    def _done(self, changes: Changes) -> None:
        self.yes.setEnabled(True)
        self.leave()
        self.entered.emit(changes.created)

    def _refuse(self, error: UserError | None) -> None:
        self.yes.setEnabled(True)
        self.error.setText(error.text() if error is not None else "")
        self.error.setVisible(error is not None)

    def _today(self) -> date:
        return self._desk.session.today()

    def _say(self) -> None:
        for key, entry in self._entries.items():
            label = str(self._desk.catalogue.field(key).label)
            entry.set_label(label)
            self.editors[key].set_name(label)
            self.editors[key].retranslate()
        names = QLocale(language())
        for place, box in enumerate(self.days):
            box.setText(names.dayName(place + 1, QLocale.FormatType.ShortFormat))
        later = self._about.later if self._about is not None else 0
        self.whole.setText(
            t("Change all {count} that are still to come; each keeps its day", count=later)
        )

    def _lay_out(self) -> None:
        self._own.put(N_("Host"), self._host_entry.set_label)
        self._own.put(N_("Comes every week"), self.weekly.setText)
        self._own.put(N_("Not on public holidays"), self.working.setText)
        self._own.put(N_("Enter everything about the visit…"), self.full.setText)
        inputs = row(gap=theme.MEDIUM)
        for key, share in ((NAME, 2), ("employer", 3)):
            inputs.addWidget(self._entries[key], share)
        inputs.addWidget(self._host_entry, 3)
        for key, share in ((PURPOSE, 2), (PLANNED, 3)):
            inputs.addWidget(self._entries[key], share)
        plan = row(self._plan, gap=theme.MEDIUM)
        for box in self.days:
            plan.addWidget(box, 0, Qt.AlignmentFlag.AlignBottom)
        self._until_entry.setFixedWidth(150)
        plan.addWidget(self._until_entry)
        plan.addWidget(self.working, 0, Qt.AlignmentFlag.AlignBottom)
        plan.addStretch(1)
        whole = column(gap=theme.SMALL)
        whole.addLayout(inputs)
        how = row(gap=theme.MEDIUM)
        for control in (self.weekly, self.full):
            how.addWidget(control)
        how.addStretch(1)
        whole.addLayout(how)
        for part in (self._plan, self.whole, self.error):
            whole.addWidget(part)
        self.content.addLayout(whole)
        self.error.hide()
        self._show_plan()
        self.weekly.toggled.connect(self._begin_plan)
        self.full.clicked.connect(self.full_wanted)

    def _begin_plan(self, on: bool) -> None:
        """Choose the weekday of the first visit, Monday to Friday where none is typed yet."""
        if on and not any(box.isChecked() for box in self.days):
            try:
                first = self.editors[PLANNED].value()
            except ValueProblem:
                first = None
            for place, box in enumerate(self.days):
                box.setChecked(
                    place < WORKING_WEEK if first is None else place == day_of(first).weekday()
                )
            weekend = first is not None and day_of(first).weekday() >= WORKING_WEEK
            self.working.setChecked(not weekend)
        self._show_plan()


def _needed() -> str:
    return t("Please fill this in.")
