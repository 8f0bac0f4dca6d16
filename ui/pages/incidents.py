# SPDX-License-Identifier: Apache-2.0
"""Incidents: the privacy officer's list with its clocks, and the form that opens a file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.domain.incidents import LATE
from hr_desk.i18n import N_, t
from hr_desk.operations import incident_views
from hr_desk.operations.changes import Changes
from hr_desk.operations.incident_views import IncidentRow
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.incident_opening import OpenForm
from ui.pages.incident_words import clock_said, people_said, title_said
from ui.pages.page import SlicedPage
from ui.pages.request_words import moment_said
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("number", N_("Incident no."), width=14),
    text_column("way", N_("Kind of incident"), width=8),
    text_column("level", N_("How grave"), width=5),
    text_column("found", N_("Found at"), width=12),
    text_column("report", N_("To the authority"), width=9),
    text_column("tell", N_("Notice to the people"), width=9),
    text_column("people", N_("People touched"), width=11),
    text_column("state", N_("State"), width=5),
)


class IncidentsPage(SlicedPage):
    """Every incident and drill, newest first; what is overdue stands in red."""

    kinds = frozenset({"incident"})

    def make(self) -> Steps:
        """Make the table, then the form."""
        self.rows: tuple[IncidentRow, ...] = ()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing = EmptyState("shield-check")
        yield
        self.form = OpenForm(self.desk)
        yield
        self.buttons = ActionButtons(self.around, self.words, "incidents", self.handlers)
        self._view, self._list = QStackedWidget(), QWidget()
        self._lay_out()
        self.table.opened.connect(lambda id_: self.go.emit("incident", id_))
        self.table.marked_changed.connect(self._show_buttons)
        self.nothing.chosen.connect(self.open_new)
        self.form.made.connect(self._made)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Open the file of an incident; show the one that is marked."""
        found: dict[str, Callable[[], object]] = {"incidents.open": self.open_new}
        marked = self.table.marked()
        if len(marked) == 1:
            found["incidents.show"] = partial(self.go.emit, "incident", marked[0])
        return found

    def refresh(self) -> None:
        """Read the incidents again."""
        self.desk.query(
            incident_views.list_incidents, owner=self, done=self._show,
            failed=self.banner.show_error, slot="incidents.list",
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks ran on meanwhile."""
        self._stale = True
        super().showEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Incidents with personal data"),
            t("Data lost, seen or sent where it should not be: who is touched, who is told."),
        )
        self.table.set_name(t("Incidents with personal data"))
        self.nothing.say(
            t("No incident"),
            t("Something was lost or went astray? Open its file at once: its clocks run from the "
              "finding. Try it in a drill first; a drill sends nothing."),
            t("Open the file of an incident"),
        )  # fmt: skip

    def open_new(self) -> None:
        """Ask what happened."""
        self.form.start()

    def _made(self, changes: Changes) -> None:
        self.go.emit("incident", changes.created[0])

    def _show(self, rows: tuple[IncidentRow, ...]) -> None:
        self.rows = rows
        self.table.show_rows([self._row(one) for one in rows])
        self._view.setCurrentWidget(self._list if rows else self.nothing)
        self._show_buttons()

    def _row(self, one: IncidentRow) -> TableRow:
        known, now = incident_rules(), self.desk.session.now()
        clocks = {
            key: TableCell(clock_said(due, now), late=due.pressing == LATE, sort=str(due.at))
            for key, due in (("report", one.report), ("tell", one.tell))
        }
        return text_row(
            one.id,
            number=title_said(one) if one.drill else one.number,
            way=str(known.ways[one.way].label),
            level=str(known.levels[one.level].label),
            found=moment_said(one.found_at),
            people=TableCell(people_said(one), sort=one.people),
            state=t("Closed") if one.closed else t("Still open"),
            **clocks,
        )

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        column(self._list, gap=theme.SMALL).addWidget(self.table)
        for widget in (self.nothing, self._list):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        self.body.addWidget(self.form)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)
