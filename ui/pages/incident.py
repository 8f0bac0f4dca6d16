# SPDX-License-Identifier: Apache-2.0
"""One incident: whom it touches as a call list, its sections, papers, results, its end."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import N_, t
from hr_desk.operations import incident_people, incident_views, incidents
from hr_desk.operations.incident_views import IncidentView, PersonLine
from hr_desk.operations.incidents import FAILED, SENT
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.incident_forms import ReasonForm, SectionsForm
from ui.pages.incident_papers import IncidentPapers
from ui.pages.incident_side import IncidentSide
from ui.pages.incident_when import WhenForm
from ui.pages.incident_words import (
    facts_said,
    is_of_an_account,
    name_said,
    result_said,
    seen_said,
    title_said,
)
from ui.pages.page import SlicedPage
from ui.pages.record_files import end_reading
from ui.pages.request_identity import SureForm
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.layouts import FlowLayout, column, scrolled, with_side
from ui.widgets.panels import EmptyState

SIDE_WIDTH: Final = 310
"""Width of the column beside the table in pixels."""
SEEN: Final = "seen"
"""The column that is there only where an account was in other hands."""
COLUMNS: Final = (
    text_column("name", N_("Name"), width=12),
    text_column("mobile", N_("Mobile"), width=16),
    text_column("email", N_("E-mail"), width=6),
    text_column(SEEN, N_("How it was seen"), width=7),
    text_column("channel", N_("Tell them by"), width=5),
    text_column("result", N_("What came of it"), width=8),
)
Handler = Callable[[], object]


class IncidentPage(SlicedPage):
    """Shows incident ``self.view``; what is marked in the call list is told or not."""

    kinds = frozenset({"incident"})

    def make(self) -> Steps:
        """Make the call list, what stands beside it, and the questions."""
        self.view: IncidentView | None = None
        self.reader = Reader()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing, self.side = EmptyState("search"), IncidentSide(self.desk)
        self._beside = scrolled(self.side)
        yield
        self.sure, self.reasons = SureForm(self.desk), ReasonForm(self.desk)
        self.sections, self.moments = SectionsForm(self.desk), WhenForm(self.desk)
        yield
        self.papers = IncidentPapers(self.desk, self.reader)
        self._panels = (self.sure, self.reasons, self.moments, self.sections, self.papers)
        self.buttons = ActionButtons(self.around, self.words, "incident", self.handlers)
        self._view, self._stack, self._main = QStackedWidget(), QStackedWidget(), QWidget()
        yield
        yield from self._lay_out()
        self.table.marked_changed.connect(self._show_buttons)
        self.nothing.chosen.connect(self._follow_hint)
        self.papers.printed.connect(partial(self.banner.show_text, "good"))
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Handler]:
        """What the state of the incident and the marked people allow."""
        found: dict[str, Handler] = {"incident.back": partial(self.go.emit, "incidents", None)}
        view = self.view
        if view is None or view.row.closed:
            return found
        found["incident.write"] = self._write
        if self._may_ask(view):
            found["incident.ask"] = self.ask
        if not all(view.sections.get(key) for key in incident_rules().sections):
            return found
        found |= {
            "incident.papers": self._show_papers,
            "incident.close": self._close,
        }
        if view.reported_at is None:
            found["incident.report"] = self._report
        if view.row.left:
            found |= {"incident.announce": self._announce, "incident.spare": self._spare}
        if self.table.marked():
            found |= {
                "incident.told": partial(self.note, SENT),
                "incident.failed": partial(self.note, FAILED),
            }
        return found

    def receive(self, argument: Any) -> None:
        """Show the incident with this id."""
        if argument is None:
            return
        self._leave_panels(None)
        self.banner.clear()
        if self.view is not None and self.view.row.id != argument:
            self._forget()
        self._read(str(argument))

    def refresh(self) -> None:
        """A file answered, or something was done."""
        if self.view is not None:
            self._read(self.view.row.id)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.table.set_name(t("Call list of the people touched"))
        self._show_incident()

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks ran on meanwhile."""
        self._stale = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: no question stays half asked, and no paper in the reader."""
        super().hideEvent(event)
        self._leave_panels(None)
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def ask(self) -> None:
        """Ask every file whom the incident touches."""
        if self.view is not None:
            self.desk.run(incident_people.ask, self.view.row.id, owner=self,
                          done=lambda _changes: self._asked(), failed=self.banner.show_error,
                          )  # fmt: skip

    def note(self, result: str) -> None:
        """Ask when the marked people were told or not reached, and note it."""
        asked = {
            SENT: (lambda: t("The marked people were told? Say when."),
                   lambda: t("Note that they were told")),
            FAILED: (lambda: t("The marked people were not reached? Say when it was tried."),
                     lambda: t("Note that they were not reached")),
        }  # fmt: skip
        self._ask_once_more(self.moments, *asked[result], incidents.note_told, self._marked(),
                            result=result)  # fmt: skip

    def _may_ask(self, view: IncidentView) -> bool:
        return not view.row.drill and not view.files

    def _marked(self) -> tuple[int, ...]:
        return tuple(int(id_) for id_ in self.table.marked())

    def _write(self) -> None:
        if self.view is not None:
            self._leave_panels(self.sections)
            self.sections.start(self.view)

    def _show_papers(self) -> None:
        if self.view is not None:
            lines = self._marked()
            self._leave_panels(self.papers)
            self.papers.start(self.view, lines)

    def _report(self) -> None:
        self._ask_once_more(
            self.moments,
            lambda: t("The authority was told, with the report as it is in this file? Say when."),
            lambda: t("Note that it was reported"), incidents.note_report,
        )  # fmt: skip

    def _announce(self) -> None:
        self._ask_once_more(
            self.reasons,
            lambda: t("An announcement tells everybody who was not reached. Why are they hard to "
                      "reach one by one?"),
            lambda: t("Note the announcement"), incidents.announce, dated=True,
        )  # fmt: skip

    def _spare(self) -> None:
        self._ask_once_more(
            self.reasons,
            lambda: t("Nobody is told only where what was done keeps harm away for certain. What "
                      "was done? The authority may still ask you to tell them."),
            lambda: t("Tell nobody"), incidents.spare,
        )  # fmt: skip

    def _close(self) -> None:
        self._ask_once_more(
            self.sure,
            lambda: t("Close this file? Nothing of it changes any more; it is deleted in five "
                      "years."),
            lambda: t("Close the file"), incidents.close,
        )  # fmt: skip

    def _ask_once_more(self, panel: Any, *asked: Any, **values: Any) -> None:
        if self.view is not None:
            self._leave_panels(panel)
            panel.start(self.view.row.id, *asked, **values)

    def _leave_panels(self, but: QWidget | None) -> None:
        for panel in self._panels:
            if panel is not but and not panel.isHidden():
                panel.leave()

    def _asked(self) -> None:
        self.banner.show_text(
            "good", lambda: t("Asked. The answers come by themselves; whoever holds a file sees "
                              "the question on Today."))  # fmt: skip

    def _read(self, id_: str) -> None:
        self.desk.query(incident_views.open_in_full, id_, owner=self, done=self._show,
                        failed=self._lose, slot="incident.open")  # fmt: skip

    def _show(self, view: IncidentView) -> None:
        self.view = view
        self._show_incident()

    def _lose(self, error: UserError) -> None:
        self._forget()
        self.banner.show_error(error)

    def _forget(self) -> None:
        self.view = None
        self._show_incident()

    def _show_incident(self) -> None:
        view = self.view
        self._beside.setVisible(view is not None)
        if view is None:
            self.header.set_texts(t("File of an incident"))
        else:
            self.header.set_texts(title_said(view.row), facts_said(view.row))
            self.side.show_incident(view)
        self._say_nothing(view)
        rows = [] if view is None else [_row(one) for one in view.people]
        self.table.show_column(SEEN, view is not None and is_of_an_account(view.row))
        self.table.show_rows(rows)
        self._view.setCurrentWidget(self.table if rows else self.nothing)
        self._show_buttons()

    def _say_nothing(self, view: IncidentView | None) -> None:
        if view is None:
            self.nothing.say(t("No incident is open"), t("Choose one in the list of incidents."),
                             t("Show the incidents"))  # fmt: skip
        elif view.row.waiting:
            self.nothing.say(t("The files have not answered yet"),
                             t("Whoever holds them sees the question on Today."))  # fmt: skip
        elif view.files:
            self.nothing.say(t("Nobody is touched"),
                             t("No file found anybody in what happened."))  # fmt: skip
        elif view.row.closed:
            self.nothing.say(t("This file is closed"), t("No file was asked."))
        else:
            self.nothing.say(t("Whom does it touch?"),
                             t("Every file of this desk and of paired ones is asked at once."),
                             t("Ask the files whom it touches"))  # fmt: skip

    def _follow_hint(self) -> None:
        self.buttons.press("incident.back" if self.view is None else "incident.ask")

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> Steps:
        for widget in (self.table, self.nothing):
            self._view.addWidget(widget)
        both = with_side(self._view, self._beside, width=SIDE_WIDTH, gap=theme.LARGE)
        self._main.setLayout(both)
        self._stack.addWidget(self._main)
        for panel in (self.papers, self.sections):
            self._give_room(panel)
            yield
        below = FlowLayout(gap=theme.SMALL)
        for key, button in self.buttons.buttons.items():
            if key == "incident.back":
                self.header.add(button)
            else:
                below.addWidget(button)
        questions = column(gap=0)
        for one in (self.sure, self.reasons, self.moments):
            questions.addWidget(one)
        yield
        self.body.addLayout(questions)
        yield
        self.body.addWidget(self._stack, 1)
        yield
        self.body.addLayout(below)

    def _give_room(self, panel: IncidentPapers | SectionsForm) -> None:
        """Let a large panel stand in the place of the call list while it asks."""
        place = panel.in_room()
        self._stack.addWidget(place)
        panel.opened.connect(lambda on: self._stack.setCurrentWidget(place if on else self._main))


def _row(one: PersonLine) -> TableRow:
    return text_row(
        str(one.line),
        name=name_said(one),
        mobile=one.mobile,
        email=one.email,
        seen=seen_said(one),
        channel=str(incident_rules().channels[one.channel].label),
        result=result_said(one),
    )
