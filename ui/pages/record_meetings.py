# SPDX-License-Identifier: Apache-2.0
"""Interviews, invitations and texts of the one record that is shown."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.i18n import t
from hr_desk.operations import interviews
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.interview_views import InterviewLine
from ui.pages.contacting import INTERVIEW, MESSAGE, Contacting
from ui.pages.decisions import StepBar
from ui.pages.interview_card import SCORE, Interviews
from ui.pages.inviting import Invitations
from ui.pages.page import Page
from ui.pages.record_side import RecordSide
from ui.pages.scoring import ScorecardForm
from ui.widgets.panels import Question


class RecordMeetings(QObject):
    """Keeps the cards of a record up to date, and asks what their buttons need."""

    def __init__(self, page: Page, side: RecordSide, bar: StepBar) -> None:
        super().__init__(page)
        desk, banner = page.desk, page.banner
        self._desk, self._banner = desk, banner
        self.invitations = Invitations(desk, side.invitations)
        self.interviews = Interviews(desk, side.interviews)
        self.contacting = Contacting(desk, banner, "record", (INTERVIEW, MESSAGE))
        self.scoring = ScorecardForm(desk)
        side.interviews.wanted.connect(self._do)
        self.scoring.entered.connect(self._entered)
        self.contacting.name_buttons(page.words)
        for button in self.contacting.buttons.values():
            bar.add(button)

    def beside(self, other: QWidget) -> QWidget:
        """Return what shows ``other``, and the scorecard in its place: that needs the room."""
        stack, area = QStackedWidget(), self.scoring.in_room()
        stack.addWidget(other)
        stack.addWidget(area)
        self.scoring.opened.connect(lambda on: stack.setCurrentWidget(area if on else other))
        return stack

    def panels(self) -> tuple[Question, ...]:
        """Return every panel, for the page to close."""
        return *self.contacting.panels(), self.scoring

    def look(self, view: RecordView) -> None:
        """Show what there is of this record."""
        self.invitations.look(view.application_id)
        self.interviews.look(view.application_id)
        self.contacting.look((view,))

    def _do(self, verb: str, one: InterviewLine) -> None:
        for panel in self.panels():
            panel.leave()
        if verb == SCORE:
            self.scoring.start(one)
        elif verb == "move":
            self.contacting.arranging.start_move(one)
        else:
            self._desk.run(interviews.cancel, (one.id,), owner=self, failed=self._banner.show_error)

    def _entered(self, name: str) -> None:
        self._banner.show_text("good", lambda: t("Scorecard of {name} entered.", name=name))
