# SPDX-License-Identifier: Apache-2.0
"""The register of what left the desk: when, who, what, to whom, why, about how many people."""

from datetime import datetime

from PySide6.QtWidgets import QStackedWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import disclosure
from hr_desk.operations.disclosing import WAYS
from hr_desk.operations.disclosure import DisclosureLine
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.panels import EmptyState

COLUMNS = (
    text_column("at", N_("When"), width=10),
    text_column("user", N_("By"), width=5),
    text_column("kind", N_("What"), width=7),
    text_column("recipient", N_("Recipient"), width=9),
    text_column("purpose", N_("Purpose"), width=12),
    text_column("people", N_("People"), width=4),
    text_column("state", N_("State"), width=6),
)
KINDS = {
    "export": N_("Candidate list"),
    "print": N_("Print"),
    "certificate": N_("Deletion certificate"),
    "recovery_key": N_("Recovery key"),
    "import_errors": N_("Rows to correct"),
    "checkpoint": N_("Checkpoint of the log"),
    "minors_report": N_("Yearly report on minors"),
    "hand_off": N_("Hand-off"),
}
"""The kinds of operations.disclosure in a person's words; the ways have theirs in the catalogue."""


class Register(QStackedWidget):
    """A table of what left, or the sentence that nothing has."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing = EmptyState("inbox")
        for widget in (self.nothing, self.table):
            self.addWidget(widget)
        self.retranslate()

    def refresh(self) -> None:
        """Read the register again."""
        self._desk.query(disclosure.registered, owner=self, done=self._show, slot="register.lines")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.table.set_name(t("What left the desk"))
        self.nothing.say(
            t("Nothing has left this desk"),
            t("Every list, print and certificate that leaves it is entered here by itself."),
        )

    def _show(self, lines: tuple[DisclosureLine, ...]) -> None:
        self.table.show_rows([self._row(one) for one in lines])
        self.setCurrentWidget(self.table if lines else self.nothing)

    def _row(self, one: DisclosureLine) -> TableRow:
        purposes = self._desk.catalogue.purposes
        ways = self._desk.catalogue.code_lists[WAYS].codes
        return text_row(
            one.id,
            at=datetime.fromisoformat(one.at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            user=one.user,
            kind=t(KINDS[one.kind]) if one.kind in KINDS else str(ways[one.kind]),
            recipient=one.recipient,
            purpose=str(purposes[one.purpose].label) if one.purpose in purposes else one.purpose,
            people=one.people,
            state=t("Complete") if one.completed else t("Not completed"),
        )
