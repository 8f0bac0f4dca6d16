# SPDX-License-Identifier: Apache-2.0
"""Payroll's accounts: who is there, whose numbers were compared, what is missing, who has left."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.domain import joiners as states
from hr_desk.i18n import N_, t
from hr_desk.operations import account_views
from hr_desk.operations.account_views import (
    COMPARED,
    ELSEWHERE,
    GIVEN,
    MISSING,
    AccountLine,
    AccountQuery,
)
from ui.pages.action_buttons import ActionButtons
from ui.pages.onboarding import gap_cell
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import EMPTY, TableCell, TableRow, plain_cell, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState
from ui.widgets.text_line import TextLine

STANDINGS = {
    MISSING: N_("Missing"),
    GIVEN: N_("Not compared yet"),
    COMPARED: N_("Compared"),
    ELSEWHERE: EMPTY,
}
"""How a number stands, in a person's words, what asks for somebody first."""

COLUMNS = (
    text_column("name", N_("Name"), width=6),
    text_column("state", N_("Status"), width=13),
    text_column("card_no", N_("Bank account"), width=10),
    text_column("card", N_("Wage card"), width=7),
    text_column("id_number", N_("ID number"), width=7),
    text_column("gap", N_("Payroll"), width=6),
)
SHOWN = {
    "all": N_("Everybody"),
    "here": N_("Employed or due to start"),
    "gone": N_("Left or did not come"),
}
"""The choices of who is shown."""
_ENDED = {"all": None, "here": False, "gone": True}


def state_words(line: AccountLine) -> str:
    """Say whether somebody works here, since or until when."""
    if line.ended is not None and line.ended_on is not None:
        return t("{state}, {day}", state=states.label(line.ended), day=line.ended_on)
    if line.state is None:
        return t("Has not left")
    if line.first_day is None:
        return states.label(line.state)
    return t("{state}, from {day}", state=states.label(line.state), day=line.first_day)


def standing_words(standing: str) -> str:
    """Say how a number stands."""
    return t(STANDINGS[standing])


def _standing_cell(standing: str) -> TableCell:
    return TableCell(standing_words(standing), sort=list(STANDINGS).index(standing))


def account_row(line: AccountLine) -> TableRow:
    """Return an account as a row of the table."""
    return text_row(
        line.account_id,
        name=line.holder or None,
        state=TableCell(state_words(line), sort=str(line.ended_on or line.first_day or "")),
        card_no=TableCell(line.card_shown or EMPTY, masked=bool(line.card_shown)),
        card=_standing_cell(line.card),
        id_number=_standing_cell(line.id_number),
        gap=plain_cell(None) if line.gap is None else gap_cell(line.gap),
    )


class AccountsPage(Page):
    """The list of payroll's accounts."""

    kinds = frozenset({"account", "joiner", "sweep"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.none_yet, self.no_match = EmptyState("credit-card"), EmptyState("search")
        self.search = TextLine()
        self.shown_entry, self.shown = choice(self.words, N_("Show"))
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(around, self.words, "accounts", self.handlers)
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Open the one that is marked."""
        marked = self.table.marked()
        if len(marked) != 1:
            return {}
        return {"accounts.open": partial(self.go.emit, "account", marked[0])}

    def query(self) -> AccountQuery:
        """Return what the list is narrowed to."""
        return AccountQuery(text=self.search.text(), ended=_ENDED[self._chosen()])

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.query(
            account_views.board, self.query(), owner=self, done=self._show, slot="accounts.list"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Payroll accounts"),
            t("What wages and contributions need, and whether somebody has compared it."),
        )
        self.table.set_name(t("Payroll accounts"))
        self.search.setPlaceholderText(t("Find by name or pinyin"))
        self.search.setAccessibleName(t("Find by name or pinyin"))
        fill(self.shown, [(t(words), key) for key, words in SHOWN.items()])
        onboards = self.desk.session.holds("personnel")
        self.none_yet.say(
            t("Payroll knows nobody yet"),
            t(
                "Open somebody's file in onboarding and enter pay or bank account: an account is "
                "made here by itself."
            )
            if onboards
            else t("As soon as onboarding enters somebody's pay or bank account, they stand here."),
            t("Go to onboarding") if onboards else "",
        )
        self.no_match.say(
            t("Nobody matches"), t("Try fewer letters, or look at everybody."),
            t("Clear the filters"),
        )  # fmt: skip

    def _chosen(self) -> str:
        return str(self.shown.currentData() or "all")

    def _show(self, lines: tuple[AccountLine, ...]) -> None:
        self.table.show_rows([account_row(one) for one in lines])
        narrow = bool(self.search.text().strip()) or self._chosen() != "all"
        empty = self.no_match if narrow else self.none_yet
        self._view.setCurrentWidget(self.table if lines else empty)
        self._show_state()

    def _clear(self) -> None:
        self.shown.setCurrentIndex(0)
        self.search.clear()

    def _show_state(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.search.setClearButtonEnabled(True)
        above = row()
        above.addWidget(self.search, 1)
        above.addWidget(self.shown_entry)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.shown.currentIndexChanged.connect(lambda _row: self.refresh())
        self.body.addLayout(above)
        for widget in (self.table, self.none_yet, self.no_match):
            self._view.addWidget(widget)
        self.body.addWidget(self._view, 1)
        below = row()
        below.addWidget(self.buttons.buttons["accounts.open"])
        below.addStretch(1)
        self.body.addLayout(below)
        self.table.opened.connect(lambda id_: self.go.emit("account", id_))
        self.table.marked_changed.connect(self._show_state)
        self.none_yet.chosen.connect(lambda: self.go.emit("onboarding", None))
        self.no_match.chosen.connect(self._clear)
