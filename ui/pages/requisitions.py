# SPDX-License-Identifier: Apache-2.0
"""Requisitions: what is to be filled, opening one, and closing one with what that starts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSpinBox, QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import requisitions
from hr_desk.operations.requisitions import RequisitionRow
from ui import theme
from ui.pages.decisions import deletion_sentence
from ui.pages.page import Page
from ui.session import OpenDesk, Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState, Question
from ui.widgets.words import Words

COLUMNS = (
    text_column("title", N_("Position"), width=12),
    text_column("department", N_("Department"), width=10),
    text_column("place", N_("Place of work"), width=10),
    text_column("filled", N_("Filled"), width=8),
    text_column("waiting", N_("In the running"), width=6),
    text_column("opened_on", N_("Opened on"), width=7),
    text_column("closed_on", N_("Closed on"), width=7),
)


def filled(one: RequisitionRow) -> TableCell:
    """Say how many openings are filled, and calmly where more people accepted than were sought."""
    shown = t("{filled} of {wanted}", filled=one.filled, wanted=one.head_count)
    if one.filled > one.head_count:
        more = one.filled - one.head_count
        shown = t("{shown} ({more} more)", shown=shown, more=more)
    return TableCell(shown, sort=one.filled)


def table_row(one: RequisitionRow) -> TableRow:
    """Return a requisition as a row of the table."""
    return text_row(
        one.id,
        title=one.title,
        department=one.department,
        place=one.place,
        filled=filled(one),
        waiting=one.open_applications,
        opened_on=one.opened_on,
        closed_on=one.closed_on,
    )


class OpenForm(Question):
    """The four things a requisition needs."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self.banner = Banner()
        title, self.title = line(self._own, N_("Position"))
        department, self.department = line(self._own, N_("Department"))
        place, self.place = line(self._own, N_("Place of work"))
        self.head_count = QSpinBox()
        self.head_count.setRange(1, requisitions.MOST_OPENINGS)
        number = Entry(self.head_count)
        self._own.put(N_("Head count"), number.set_label)
        inputs = row(gap=theme.MEDIUM)
        for entry in (title, department, place, number):
            inputs.addWidget(entry, 1)
        self.content.addWidget(self.banner)
        self.content.addLayout(inputs)

    def start(self) -> None:
        """Show the empty form."""
        for editor in (self.title, self.department, self.place):
            editor.clear()
        self.head_count.setValue(1)
        self.banner.clear()
        self.ask(t("A new requisition"), t("Open a requisition"), self._run)
        self.title.setFocus()

    def retranslate(self) -> None:
        """Say the labels in the language in use."""
        self._own.again()
        self.sentence.setText(t("A new requisition"))
        self.yes.setText(t("Open a requisition"))

    def _run(self) -> None:
        self._desk.run(
            requisitions.open_requisition,
            owner=self,
            done=lambda _changes: self.leave(),
            failed=self.banner.show_error,
            title=self.title.text(),
            department=self.department.text(),
            place=self.place.text(),
            head_count=self.head_count.value(),
        )


class CloseForm(Question):
    """The reason for closing, and what closing does to the open applications."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(danger=True)
        self._desk = desk
        self._own = Words()
        self._about: RequisitionRow | None = None
        self.banner = Banner()
        reason, self.reason = choice(self._own, N_("Reason"))
        reason.setMaximumWidth(360)
        self._clock = Label(tone="soft")
        for widget in (self.banner, self._clock, reason):
            self.content.addWidget(widget)

    def start(self, about: RequisitionRow) -> None:
        """Ask about one requisition."""
        self._about = about
        self.banner.clear()
        self.retranslate()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.reason.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        catalogue = self._desk.catalogue
        reasons = catalogue.code_lists["close_reason"].codes
        fill(self.reason, [(str(label), code) for code, label in reasons.items()])
        ends = next(s for s in catalogue.stages.values() if s.operation == "reject")
        self._clock.setText(deletion_sentence(self._desk, ends))
        self.yes.setText(t("Close the requisition"))
        if self._about is not None:
            self.sentence.setText(
                t(
                    "Close “{title}”? Open applications that end as not hired today: {count}.",
                    title=self._about.title,
                    count=self._about.open_applications,
                )
            )
            self._clock.setVisible(self._about.open_applications > 0)

    def consequence(self) -> str:
        """Return the sentence about the clock that closing starts."""
        return self._clock.text()

    def _run(self) -> None:
        if self._about is not None:
            self._desk.run(
                requisitions.close_requisition,
                self._about.id,
                owner=self,
                done=lambda _changes: self.leave(),
                failed=self.banner.show_error,
                reason=self.reason.currentData(),
            )


class RequisitionsPage(Page):
    """The list of requisitions with its two forms."""

    kinds = frozenset({"requisition", "application", "sweep"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._rows: dict[str, RequisitionRow] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty = EmptyState("briefcase")
        self.opening, self.closing = OpenForm(self.desk), CloseForm(self.desk)
        self.with_closed = QCheckBox()
        self._open_button = Button(kind="primary", icon="plus")
        self._close_button = Button(kind="danger", icon="archive")
        self._people_button = Button(icon="users")
        self._view = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Opening always, closing when one open requisition is marked."""
        found: dict[str, Callable[[], object]] = {"requisitions.open": self.opening.start}
        marked = self._marked()
        if marked is not None and marked.is_open:
            found["requisitions.close"] = partial(self.closing.start, marked)
        return found

    def receive(self, argument: Any) -> None:
        """Show the form at once when another page says ``open``."""
        if argument == "open":
            self.opening.start()

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.query(
            requisitions.list_requisitions,
            include_closed=self.with_closed.isChecked(),
            owner=self,
            done=self._show,
            slot="requisitions.list",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(t("Requisitions"), t("What is to be filled, and how far it is."))
        self.table.set_name(t("Requisitions"))
        self.empty.say(
            t("No requisition is open"),
            t("Open one for each post you want to fill; then take in the people who apply for it."),
            t("Open a requisition"),
        )
        for form in (self.opening, self.closing):
            form.retranslate()

    def _show(self, rows: tuple[RequisitionRow, ...]) -> None:
        self._rows = {one.id: one for one in rows}
        self.table.show_rows([table_row(one) for one in rows])
        self._view.setCurrentWidget(self.table if rows else self.empty)

    def _marked(self) -> RequisitionRow | None:
        marked = self.table.marked()
        return self._rows.get(marked[0]) if len(marked) == 1 else None

    def _show_buttons(self) -> None:
        one = self._marked()
        may_close = self.desk.may("requisition.close")
        self._close_button.setVisible(may_close and one is not None and one.is_open)
        self._people_button.setVisible(one is not None)
        self.situation_changed.emit()

    def _close_marked(self) -> None:
        one = self._marked()
        if one is not None:
            self.closing.start(one)

    def _show_people(self) -> None:
        one = self._marked()
        if one is not None:
            self.go.emit("candidates", {"requisition_id": one.id})

    def _lay_out(self) -> None:
        self._open_button.setVisible(self.desk.may("requisition.open"))
        self.header.add(self._open_button)
        for widget in (self.table, self.empty):
            self._view.addWidget(widget)
        below = row()
        below.addWidget(self._people_button)
        below.addWidget(self._close_button)
        below.addStretch(1)
        below.addWidget(self.with_closed)
        for form in (self.opening, self.closing):
            self.body.addWidget(form)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.words.put(N_("Open a requisition"), self._open_button.setText)
        self.words.put(N_("Close the requisition"), self._close_button.setText)
        self.words.put(N_("Its candidates"), self._people_button.setText)
        self.words.put(N_("Show closed ones too"), self.with_closed.setText)
        self._open_button.clicked.connect(self.opening.start)
        self._close_button.clicked.connect(self._close_marked)
        self._people_button.clicked.connect(self._show_people)
        self.empty.chosen.connect(self.opening.start)
        self.with_closed.toggled.connect(lambda _on: self.refresh())
        self.table.marked_changed.connect(lambda _ids: self._show_buttons())
        self.table.opened.connect(lambda _id: self._show_people())
        self._show_buttons()
