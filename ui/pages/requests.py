# SPDX-License-Identifier: Apache-2.0
"""Requests about personal data: the officer's list by deadline; everybody takes requests in."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.clock import day_of
from hr_desk.i18n import N_, t
from hr_desk.operations import request_views
from hr_desk.operations.officer_today import LATE, REVIEW, SOON, VERIFY
from hr_desk.operations.request_views import CLOSED, UNVERIFIED, RequestRow
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import SlicedPage
from ui.pages.request_take_in import ReceiptCard, TakeInForm
from ui.pages.request_words import due_said, left_said, state_said
from ui.printing.request_papers import ReceiptFacts
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, fill, line
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("number", N_("Receipt number"), width=11),
    text_column("what", N_("What the person wants"), width=9),
    text_column("who", N_("Who asks"), width=6),
    text_column("left", N_("Time left"), width=7),
    text_column("due", N_("Due"), width=8),
    text_column("state", N_("State"), width=9),
    text_column("received", N_("Received"), width=6),
)
OPEN: Final = "open"
SHOWN: Final = {
    OPEN: N_("Everything open"),
    VERIFY: N_("Identity to be verified"),
    SOON: N_("Due soon or overdue"),
    LATE: N_("Overdue"),
    REVIEW: N_("Refusals to look at again"),
    CLOSED: N_("Closed"),
}
"""What the list may be narrowed to."""
ANY: Final = ""

Found = tuple[tuple[RequestRow, ...], frozenset[str]]


def read(session: Session) -> Found:
    """Return every case, the open ones first, and the ids of those to look at again; worker."""
    rows = request_views.list_requests(session)
    closed = request_views.list_requests(session, closed=True)
    return (*rows, *closed), frozenset(request_views.reviews_due(session))


class RequestsPage(SlicedPage):
    """The list of cases; whoever does not handle them takes requests in here."""

    kinds = frozenset({"request", "calendar"})

    def make(self) -> Steps:
        """Make the table and the filters, then the form."""
        self.rows: tuple[RequestRow, ...] = ()
        self.reviews: frozenset[str] = frozenset()
        self._handles = self.desk.may("request.open")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        yield
        self.shown_entry, self.shown = choice(self.words, N_("Show"))
        self.kind_entry, self.kind = choice(self.words, N_("Kind of request"))
        self.search_entry, self.search = line(self.words, N_("Receipt number"))
        self.nothing, self.no_match = EmptyState("shield-check"), EmptyState("search")
        yield
        self.form, self.receipt = TakeInForm(self.desk), ReceiptCard(self.desk, self.banner)
        yield
        self.buttons = ActionButtons(self.around, self.words, "requests", self.handlers)
        self._view, self._list = QStackedWidget(), QWidget()
        self._filters = QWidget()
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Take one in; open what is marked."""
        if self._view.currentWidget() is self.form:
            return {}
        found: dict[str, Callable[[], object]] = {"requests.take_in": self.take_in}
        marked = self.table.marked()
        if self._handles and len(marked) == 1:
            found["requests.open"] = partial(self.go.emit, "request", marked[0])
        return found

    def receive(self, argument: Any) -> None:
        """Narrow the list to what Today counted, or ask for a new request."""
        if argument in SHOWN:
            self.shown.setCurrentIndex(self.shown.findData(argument))

    def refresh(self) -> None:
        """Read the cases again, for whoever may."""
        if self._handles:
            self.desk.query(
                read, owner=self, done=self._show, failed=self.banner.show_error,
                slot="requests.list",
            )  # fmt: skip
        else:
            self._show_list()

    def showEvent(self, event: QShowEvent) -> None:
        """The days and the calendar may have changed since: each deadline is counted anew."""
        self._stale = True
        super().showEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Requests about personal data"),
            t("To see, correct or delete one's own data, to withdraw consent, and others."),
        )
        self.table.set_name(t("Requests about personal data"))
        fill(self.shown, [(t(words), key) for key, words in SHOWN.items()])
        kinds = request_rules().kinds.items()
        fill(self.kind, [(t("All kinds"), ANY), *((str(label), key) for key, label in kinds)])
        self.no_match.say(t("Nothing fits"), t("Choose another filter."), t("Show everything open"))
        if self._handles:
            hint = t("Nobody has asked for anything. What colleagues take in comes here by itself.")
        else:
            hint = t(
                "Whoever asks about their own data is asked for no more than a name and a way to "
                "reach them. You give them a receipt; the privacy officer does the rest, and "
                "nothing of it can be read here."
            )
        title = t("No request is open") if self._handles else t("Take requests in")
        self.nothing.say(title, hint, t("Take a request in"))

    def take_in(self) -> None:
        """Ask what is to be taken in."""
        self.receipt.hide()
        self._filters.hide()
        self.form.start()
        self._view.setCurrentWidget(self.form)
        self._show_buttons()

    def _taken(self, facts: ReceiptFacts) -> None:
        self._leave_form()
        self.receipt.show_receipt(facts)

    def _leave_form(self) -> None:
        self._view.setCurrentWidget(self._list)
        self.refresh()

    def _show(self, found: Found) -> None:
        self.rows, self.reviews = found
        self._show_list()

    def _show_list(self) -> None:
        if self._view.currentWidget() is self.form:
            return
        shown = [one for one in self.rows if self._is_shown(one)]
        self.table.show_rows([_row(one) for one in shown])
        self._filters.setVisible(bool(self.rows))
        empty = self.no_match if self.rows else self.nothing
        self._view.setCurrentWidget(self._list if shown else empty)
        self._show_buttons()

    def _is_shown(self, one: RequestRow) -> bool:
        which, kind = str(self.shown.currentData() or OPEN), self.kind.currentData()
        text = self.search.text().strip().upper()
        fits = {
            OPEN: one.state != CLOSED,
            VERIFY: one.state == UNVERIFIED,
            SOON: one.level != "calm" and one.state not in (UNVERIFIED, CLOSED),
            LATE: one.level == "late",
            REVIEW: one.id in self.reviews,
            CLOSED: one.state == CLOSED,
        }
        named = text in one.number or text.replace(" ", "-") in one.number
        return fits[which] and (kind or one.kind) == one.kind and named

    def _show_everything(self) -> None:
        self.search.clear()
        self.kind.setCurrentIndex(0)
        self.shown.setCurrentIndex(0)
        self._show_list()

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        across = row(self._filters, gap=theme.MEDIUM)
        for entry, share in ((self.shown_entry, 2), (self.kind_entry, 2), (self.search_entry, 3)):
            across.addWidget(entry, share)
        across.addStretch(4)
        column(self._list, gap=theme.SMALL).addWidget(self.table)
        for widget in (self.nothing, self.no_match, self._list, self.form):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        self._filters.hide()
        self.body.addWidget(self.receipt)
        self.body.addWidget(self._filters)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.table.opened.connect(lambda id_: self.go.emit("request", id_))
        self.table.marked_changed.connect(self._show_buttons)
        for box in (self.shown, self.kind):
            box.currentIndexChanged.connect(lambda _row: self._show_list())
        search: QLineEdit = self.search
        search.textChanged.connect(lambda _text: self._show_list())
        self.nothing.chosen.connect(self.take_in)
        self.no_match.chosen.connect(self._show_everything)
        self.form.left.connect(self._leave_form)
        self.form.taken.connect(self._taken)
        self.receipt.closed.connect(self._show_buttons)
        self.buttons.show_ready()


def _row(one: RequestRow) -> TableRow:
    late = one.level == "late"
    order = 999 if one.left is None else one.left
    return text_row(
        one.id,
        number=one.number,
        what=str(request_rules().codes[one.code].label),
        who=TableCell(one.who, masked=True, sort=one.who),
        left=TableCell(left_said(one), late=late, sort=order),
        due=TableCell(due_said(one), late=late, sort="" if one.due is None else str(one.due)),
        state=state_said(one),
        received=day_of(one.received_at),
    )
