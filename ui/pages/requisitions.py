# SPDX-License-Identifier: Apache-2.0
"""Requisitions: what is to be filled, opening one, and closing one with what that starts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import requisitions, taking_back
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import CANCELLED
from hr_desk.operations.requisitions import RequisitionRow
from ui.actions import action
from ui.pages.decisions import clock_sentence, deletion_sentence
from ui.pages.page import Page
from ui.pages.requisition_form import RequisitionForm
from ui.pages.undoing import Undoing
from ui.session import OpenDesk, Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
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


BELOW = ("requisitions.edit", "requisitions.close", "requisitions.reopen")
"""What can be done with the marked requisition, in the order of the buttons."""


def filled(one: RequisitionRow) -> TableCell:
    """Say how many openings are filled, and calmly where more people accepted than were sought."""
    if one.kind in requisitions.WITHOUT_HEAD_COUNT:
        return TableCell(t("{filled}, no limit", filled=one.filled), sort=one.filled)
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


class CloseForm(Question):
    """The reason for closing, and what closing does to the open applications."""

    closed = Signal(str, int)
    """The title of what was closed, and the entry that takes it back."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(danger=True)
        self._desk = desk
        self._own = Words()
        self._about: RequisitionRow | None = None
        self.banner = Banner()
        reason, self.reason = choice(self._own, N_("Reason"))
        reason.setMaximumWidth(360)
        self._clock = Label(tone="soft")
        self.reason.currentIndexChanged.connect(self._say_clock)
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
        self._say_clock()
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
                done=partial(self._done, self._about.title),
                failed=self.banner.show_error,
                reason=self.reason.currentData(),
            )

    def _done(self, title: str, changes: Changes) -> None:
        self.leave()
        self.closed.emit(title, changes.sequence)

    def _say_clock(self, _row: int = 0) -> None:
        self._clock.setText(self._clock_of(self.reason.currentData()))

    def _clock_of(self, reason: str) -> str:
        """Say which clock closing for a reason starts."""
        if reason == "cancelled":
            return clock_sentence(self._desk, *CANCELLED)
        ends = next(s for s in self._desk.catalogue.stages.values() if s.operation == "reject")
        return deletion_sentence(self._desk, ends)


class RequisitionsPage(Page):
    """The list of requisitions with its two forms."""

    kinds = frozenset({"requisition", "application", "sweep"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._rows: dict[str, RequisitionRow] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty = EmptyState("briefcase")
        self.opening, self.closing = RequisitionForm(self.desk), CloseForm(self.desk)
        self.undoing = Undoing(self.desk, self.banner)
        self._buttons = {key: Button(kind=action(key).kind, icon=action(key).icon) for key in BELOW}
        self.with_closed = QCheckBox()
        self._open_button = Button(kind="primary", icon="plus")
        self._people_button = Button(icon="users")
        self._stages_button = Button(icon="columns-3")
        self._view = QStackedWidget()
        # The form is tall; on a small screen the list gives way to it.
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Opening always, closing when one open requisition is marked."""
        found: dict[str, Callable[[], object]] = {"requisitions.open": self.opening.start}
        marked = self._marked()
        if marked is not None and marked.is_open:
            found["requisitions.edit"] = partial(self.opening.start_edit, marked)
            found["requisitions.close"] = partial(self.closing.start, marked)
        elif marked is not None and marked.close_entry is not None:
            found["requisitions.reopen"] = partial(self._reopen, marked.close_entry)
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
        found = self.handlers()
        for key, button in self._buttons.items():
            button.setVisible(key in found and self.desk.may(action(key).operation))
        self._people_button.setVisible(one is not None)
        self.situation_changed.emit()

    def _reopen(self, entry: int) -> None:
        self.desk.run(taking_back.take_back, entry, owner=self, failed=self.banner.show_error)

    def _do(self, key: str) -> None:
        self.handlers()[key]()

    def _closed(self, title: str, entry: int) -> None:
        self.undoing.offer(
            lambda: t("“{title}” is closed.", title=title), taking_back.take_back, entry
        )

    def _show_people(self) -> None:
        one = self._marked()
        if one is not None:
            self.go.emit("candidates", {"requisition_id": one.id})

    def _lay_out(self) -> None:
        self.header.add(self._stages_button, shown=self.desk.may("stage.keep"))
        self.header.add(self._open_button, shown=self.desk.may("requisition.open"))
        for widget in (self.table, self.empty):
            self._view.addWidget(widget)
        below = row()
        below.addWidget(self._people_button)
        for button in self._buttons.values():
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.with_closed)
        for form in (self.opening, self.closing):
            self.body.addWidget(form)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.words.put(N_("Open a requisition"), self._open_button.setText)
        self.words.put(N_("Its candidates"), self._people_button.setText)
        self.words.put(N_("Stages before an offer"), self._stages_button.setText)
        self.words.put(N_("Show closed ones too"), self.with_closed.setText)
        for key, button in self._buttons.items():
            self.words.put(action(key).label, button.setText)
            button.clicked.connect(partial(self._do, key))
        for closes in (self.closing.closed, self.opening.concluded):
            closes.connect(self._closed)
        self._open_button.clicked.connect(self.opening.start)
        self._people_button.clicked.connect(self._show_people)
        self._stages_button.clicked.connect(lambda: self.go.emit("stages", None))
        self.empty.chosen.connect(self.opening.start)
        self.with_closed.toggled.connect(lambda _on: self.refresh())
        self.table.marked_changed.connect(lambda _ids: self._show_buttons())
        self.table.opened.connect(lambda _id: self._show_people())
        self._show_buttons()
