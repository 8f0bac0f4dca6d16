# SPDX-License-Identifier: Apache-2.0
"""The register of hand-offs: each file that left, its password, its receipt, its rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_register, hand_off_views, hand_offs
from hr_desk.operations.changes import Changes
from hr_desk.operations.hand_off_register import HandOffLine
from hr_desk.operations.hand_off_views import HandOffEntry, ToldRow
from hr_desk.operations.hand_offs import HandedOff
from hr_desk.operations.session import Session
from hr_desk.operations.today import TO_DO
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_facts import FactsCard, is_to_do, state_of
from ui.pages.hand_off_sending import Handover, LetOut, say_completed
from ui.pages.hand_off_words import change_said, day_said
from ui.pages.page import SlicedPage
from ui.pages.receipt_forms import ReceiptForm, RefusedForm
from ui.pages.way_back import Visit, WayBack
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import FlowLayout, column, laid_out_once, row, scrolled
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("at", N_("When"), width=6),
    text_column("file", N_("File"), width=15),
    text_column("recipient", N_("Recipient"), width=8),
    text_column("people", N_("Rows"), width=3),
    text_column("state", N_("State"), width=7),
)
ROWS: Final = (
    text_column("number", N_("No."), width=3),
    text_column("name", N_("Name"), width=8),
    text_column("change", N_("Kind of change"), width=8),
    text_column("came_back", N_("Came back"), width=6),
)
SHOWN_WIDTH: Final = 200
"""Least width of the choice of what is shown, in pixels."""
ROWS_AT_ONCE: Final = 200
"""How many rows are put into a table before it is scrolled to its end."""
SHOWN: Final = {"all": N_("Everything"), TO_DO: N_("Something is left to do")}


Found = tuple[tuple[HandOffLine, ...], Changes | None]


def read(session: Session) -> Found:
    """Look whether unlocked files are gone, and return the register; worker."""
    changed = hand_off_register.look_for_plain_files(session)
    return hand_off_register.list_hand_offs(session), changed


class HandOffRegisterPage(SlicedPage):
    """The list, and beside it all that is known of the one that is marked."""

    kinds = frozenset({"disclosure", "sweep"})

    def make(self) -> Steps:
        """Make the tables, then what stands beside and below them."""
        self.lines: dict[str, HandOffLine] = {}
        self.entry: HandOffEntry | None = None
        self._told: tuple[ToldRow, ...] = ()
        self._way_back, self._wanted = WayBack("hand_offs"), ""
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.rows = RecordTable(RecordTableModel(ROWS), fits=True)
        yield
        self.facts, self.nothing = FactsCard(self.desk.session), EmptyState("inbox")
        self.done_with = EmptyState("check")
        self.shown_entry, self.shown = choice(self.words, N_("Show"))
        yield
        self.receipt, self.refused = ReceiptForm(self.desk), RefusedForm(self.desk)
        self.sending, self.handover = LetOut(self.desk), Handover(self.desk, self.banner)
        yield
        self.buttons = ActionButtons(self.around, self.words, "hand_off_register", self.handlers)
        self._back, self._view, self._both = Button(icon="arrow-left"), QStackedWidget(), QWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._beside = scrolled(self.facts)
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the marked entry allows."""
        entry = self.entry
        if entry is None or self._view.currentWidget() is not self._both:
            return {}
        found: dict[str, Callable[[], object]] = {
            "hand_off_register.recipient": partial(
                self._lead, "recipients", entry.line.standing.recipient.id
            )
        }
        person = self._person(self.rows.marked())
        if person:
            found["hand_off_register.person"] = partial(self._lead, "joiner", person)
        if not entry.line.completed:
            return found | {
                "hand_off_register.complete": self.complete,
                "hand_off_register.make": partial(self._lead, "hand_off", entry.line.standing.id),
            }
        found |= {
            "hand_off_register.receipt": partial(self._open, self.receipt),
            "hand_off_register.refused": self.ask_refused,
            "hand_off_register.again": self.ask_again,
        }
        if entry.line.password_until is not None:
            found["hand_off_register.password"] = self.show_password
        return found

    def receive(self, argument: Any) -> None:
        """Narrow the list to what Today counted, or mark the entry with this id."""
        wanted = self._way_back.take(argument)
        if wanted == TO_DO:
            self.shown.setCurrentIndex(self.shown.findData(TO_DO))
        elif wanted is not None:
            self.shown.setCurrentIndex(0)
            self._wanted = str(wanted)
            self._mark_wanted()

    def refresh(self) -> None:
        """Read the register again."""
        self.desk.run(read, owner=self, done=self._show, failed=self.banner.show_error)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Register of hand-offs"),
            t("Every file that left, to whom, with how many people, and what came back."),
        )
        self.table.set_name(t("Register of hand-offs"))
        self.rows.set_name(t("Who stands in the file"))
        fill(self.shown, [(t(words), key) for key, words in SHOWN.items()])
        self.nothing.say(
            t("No file has left yet"),
            t("Open a hand-off and let its file out; it is entered here before it is written."),
            t("Show the hand-offs"),
        )
        self.done_with.say(
            t("Nothing is left to do"),
            t("Every file is complete, confirmed by its receiver, and deleted if it was unlocked."),
            t("Show everything"),
        )
        self.facts.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: forget password and passphrase."""
        super().hideEvent(event)
        self.handover.forget()
        self.sending.leave()

    def _mark_wanted(self) -> None:
        """Mark what another page asked for, once the list is there."""
        if self._wanted in self.lines:
            self.table.mark([self._wanted])
            self._wanted = ""

    def _lead(self, page: str, what: str) -> None:
        """Open another page that leads back to the marked entry."""
        at = None if self.entry is None else self.entry.line.id
        self.go.emit(page, Visit(what, "hand_off_register", at))

    def _person(self, marked: Sequence[str]) -> str:
        """Return the joiner of the one row that is marked, if their file is still here."""
        ids = {str(one.number): one.joiner_id for one in self._told}
        return ids.get(marked[0], "") if len(marked) == 1 else ""

    def _open_person(self, number: str) -> None:
        person = self._person((number,))
        if person:
            self._lead("joiner", person)

    def complete(self) -> None:
        """Complete the marked entry, if its very file lies where it was written."""
        if self.entry is not None:
            self.desk.run(
                hand_off_register.finish, self.entry.line.id, owner=self,
                done=partial(say_completed, self.banner), failed=self.banner.show_error,
            )  # fmt: skip

    def show_password(self) -> None:
        """Show the password of the marked file again; the look is logged."""
        if self.entry is not None:
            self._open(None)
            self.desk.query(
                hand_off_register.password, self.entry.line.id, owner=self,
                done=partial(self._show_password, self.entry), failed=self.banner.show_error,
            )  # fmt: skip

    def ask_refused(self) -> None:
        """Ask which rows came back, proposing those that are marked."""
        self._open(self.refused)
        self.refused.mark(tuple(int(id_) for id_ in self.rows.marked()))

    def ask_again(self) -> None:
        """Ask for the passphrase that lets the same file out again."""
        if self.entry is None:
            return
        self._open(None)
        file, people = self.entry.line.file, self.entry.line.people
        self.sending.start(
            lambda: t("The same file again, {file}, with {count} people?", file=file, count=people),
            lambda: t("It gets an entry of its own. Somebody who has changed since stops it."),
            partial(_again, id_=self.entry.line.id),
        )

    def _open(self, form: ReceiptForm | RefusedForm | None) -> None:
        """Show one question and leave the others."""
        self.handover.forget()
        for other in (self.receipt, self.refused, self.sending):
            if other is not form and not other.isHidden():
                other.leave()
        if form is not None and self.entry is not None:
            form.start(self.entry)

    def _show_password(self, entry: HandOffEntry, password: str) -> None:
        self.handover.once.show_password(password, entry.line.people, entry.line.file)

    def _sent(self, handed: HandedOff) -> None:
        self.handover.show(handed)
        self.refresh()

    def _show(self, found: Found) -> None:
        lines, _changed = found
        self.lines = {one.id: one for one in lines}
        self._show_lines()
        self._mark_wanted()

    def _show_lines(self) -> None:
        to_do = self.shown.currentData() == TO_DO
        shown = [one for one in self.lines.values() if not to_do or is_to_do(one)]
        self.table.show_rows([_row(one) for one in shown])
        if shown:
            self._view.setCurrentWidget(self._both)
            if not self.table.marked():
                self.table.mark([shown[0].id])
            else:
                self._read_entry()
        else:
            self._view.setCurrentWidget(self.done_with if self.lines else self.nothing)
        self.shown_entry.setVisible(bool(self.lines))
        self._show_buttons()

    def _read_entry(self, *_marked: object) -> None:
        marked = self.table.marked()
        if len(marked) == 1:
            self.desk.query(
                hand_off_views.entry, marked[0], owner=self, done=self._show_entry,
                failed=self._lose, slot="hand_off_register.entry",
            )  # fmt: skip
        else:
            self._show_entry(None)

    def _lose(self, error: UserError) -> None:
        self._show_entry(None)
        self.banner.show_error(error)

    @laid_out_once
    def _show_entry(self, entry: HandOffEntry | None) -> None:
        before = None if self.entry is None else self.entry.line.id
        if entry is None or entry.line.id != before:
            self._open(None)
        self.entry = entry
        self._told = () if entry is None else entry.rows
        self._beside.setVisible(entry is not None)
        self.facts.show_entry(entry)
        first = self._further(0)
        self.rows.show_rows(first, self._next(len(first)))
        self._show_buttons()

    def _further(self, start: int) -> list[TableRow]:
        catalogue = self.desk.catalogue
        return [
            text_row(
                str(one.number),
                number=one.number,
                name=one.name or t("deleted here"),
                change=change_said(catalogue, one.change),
                came_back=t("Came back") if one.refused else None,
            )
            for one in self._told[start : start + ROWS_AT_ONCE]
        ]

    def _next(self, end: int) -> int | None:
        return end if end < len(self._told) else None

    def _append(self, start: object) -> None:
        if isinstance(start, int):
            further = self._further(start)
            self.rows.append_rows(further, self._next(start + len(further)))

    def _show_buttons(self) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.words.put(N_("Back"), self._back.setText)
        self.header.add(self.shown_entry)
        self.header.add(self._back)
        tables = column(gap=theme.SMALL)
        tables.addWidget(self.table, 3)
        tables.addWidget(self.rows, 2)
        self._beside.setFixedWidth(theme.SIDE_WIDTH)
        self.shown_entry.setMinimumWidth(SHOWN_WIDTH)
        both = row(self._both, gap=theme.LARGE)
        both.addLayout(tables, 1)
        both.addWidget(self._beside)
        for widget in (self.nothing, self.done_with, self._both):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        for answer in (self.handover.once, self.handover.copies):
            self.body.addWidget(answer)
        for question in (self.receipt, self.refused, self.sending):
            self.body.addWidget(question)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._way_back.go(self.go.emit))
        self.rows.opened.connect(self._open_person)
        self.rows.marked_changed.connect(lambda _marked: self._show_buttons())
        self.handover.copies.entry_wanted.connect(self.receive)
        self.nothing.chosen.connect(partial(self.go.emit, "hand_offs", None))
        self.done_with.chosen.connect(partial(self.shown.setCurrentIndex, 0))
        self.shown.currentIndexChanged.connect(lambda _row: self._show_lines())
        self.table.marked_changed.connect(self._read_entry)
        self.rows.records.more_wanted.connect(self._append)
        self.sending.sent.connect(self._sent)
        self.buttons.show_ready()


def _row(one: HandOffLine) -> TableRow:
    return text_row(
        one.id,
        at=day_said(one.at),
        file=one.file,
        recipient=one.standing.recipient.recipient.name,
        people=one.people,
        state=state_of(one),
    )


def _again(session: Session, *, id_: str, **asked: Any) -> HandedOff:
    """Let the same file out again; worker."""
    return hand_offs.again(session, id_, **asked)
