# SPDX-License-Identifier: Apache-2.0
"""The list of holds in force, with their review and what can be done about each."""

from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import holds
from hr_desk.operations.holds import Hold
from ui import theme
from ui.pages.hold_forms import HoldForm, LiftForm
from ui.pages.when import days_left
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.panels import EmptyState
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("name", N_("Name"), width=7),
    text_column("file", N_("Kept in"), width=6),
    text_column("reason", N_("Reason"), width=9),
    text_column("evidence", N_("Evidence"), width=12),
    text_column("review", N_("Looked at again on"), width=7),
    text_column("left", N_("Days left"), width=7),
    text_column("asked_by", N_("Asked for by"), width=6),
    text_column("approved_by", N_("Second person"), width=6),
    text_column("state", N_("State"), width=10),
)


class HoldList(QWidget):
    """Holds, the next review first; one is renewed or lifted here."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self.known: dict[str, Hold] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing = EmptyState("shield-check")
        self.form, self.lifting = HoldForm(desk), LiftForm(desk)
        self.review_button, self.lift_button = Button(icon="check"), Button(icon="undo-2")
        self._words.put(N_("Review…"), self.review_button.setText)
        self._words.put(N_("Lift…"), self.lift_button.setText)
        self._view = QStackedWidget()
        for widget in (self.table, self.nothing):
            self._view.addWidget(widget)
        buttons = row()
        buttons.addStretch(1)
        for button in (self.review_button, self.lift_button):
            buttons.addWidget(button)
        layout = column(self, margin=theme.MEDIUM, gap=theme.MEDIUM)
        for form in (self.form, self.lifting):
            layout.addWidget(form)
        layout.addLayout(buttons)
        layout.addWidget(self._view, 1)
        self.review_button.clicked.connect(self._review)
        self.lift_button.clicked.connect(self._lift)
        self.table.marked_changed.connect(lambda _ids: self._show_buttons())
        self._show_buttons()

    def refresh(self) -> None:
        """Read the holds again."""
        self._desk.query(holds.list_holds, owner=self, done=self.show_holds, slot="holds.list")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.table.set_name(t("Holds on deletion"))
        self.nothing.say(
            t("Nothing is on hold"),
            t("Mark somebody in the list of what is due, or open their record, to hold them."),
        )

    def show_holds(self, found: tuple[Hold, ...]) -> None:
        """Show these holds."""
        self.known = {one.id: one for one in found}
        self.table.show_rows([self._row(one) for one in found])
        self._view.setCurrentWidget(self.table if found else self.nothing)
        self._show_buttons()

    def _row(self, one: Hold) -> TableRow:
        reasons = self._desk.catalogue.code_lists[holds.REASONS].codes
        return text_row(
            one.id,
            name=one.name,
            file=str(self._desk.catalogue.compartments[one.file]),
            reason=str(reasons.get(one.reason, one.reason)),
            evidence=one.evidence,
            review=one.review_on,
            left=TableCell(days_left(one.days_left), sort=one.days_left),
            asked_by=one.asked_by,
            approved_by=one.approved_by,
            state=state_said(one),
        )

    def marked(self) -> Hold | None:
        """Return the one marked hold."""
        ids = self.table.marked()
        return self.known.get(ids[0]) if len(ids) == 1 else None

    def _show_buttons(self) -> None:
        for button in (self.review_button, self.lift_button):
            button.setEnabled(self.marked() is not None)

    def _review(self) -> None:
        one = self.marked()
        if one is not None:
            self.lifting.leave()
            self.form.review_of(one)

    def _lift(self) -> None:
        one = self.marked()
        if one is not None:
            self.form.leave()
            self.lifting.start(one)


def state_said(one: Hold) -> str:
    """Say how a held record stands."""
    if not one.genuine:
        return t("Approval not genuine: ask the privacy officer")
    return t("Stored, not used") if one.restricted else t("In normal use")
