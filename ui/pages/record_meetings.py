# SPDX-License-Identifier: Apache-2.0
"""Interviews, invitations, texts, letters and what leaves once of the one record that is shown."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.domain.letter_texts import APPLICATION
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import t
from hr_desk.operations import interviews
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.interview_views import InterviewLine
from ui.pages.contacting import Contacting
from ui.pages.decisions import StepBar
from ui.pages.interview_card import SCORE, Interviews
from ui.pages.inviting import Invitations
from ui.pages.leaving_step import LeavingStep
from ui.pages.letters import LetterStep
from ui.pages.page import Page
from ui.pages.record_side import RecordSide
from ui.pages.scoring import ScorecardForm
from ui.pages.step_buttons import Act
from ui.widgets.panels import Question, show_instead


class RecordMeetings(QObject):
    """Keeps the cards of a record up to date, and asks what their buttons need."""

    def __init__(
        self, page: Page, side: RecordSide, bar: StepBar, reader: Reader, contacting: Contacting
    ) -> None:
        super().__init__(page)
        desk, banner = page.desk, page.banner
        self._desk, self._banner = desk, banner
        self.invitations = Invitations(desk, side.invitations)
        self.interviews = Interviews(desk, side.interviews)
        self.contacting = contacting
        self.letters = LetterStep(desk, banner, "record", APPLICATION, reader, self)
        self.leaving = LeavingStep(page, "record", "hiring")
        self.scoring, self._source = ScorecardForm(desk), side.sources.form
        side.interviews.wanted.connect(self._do)
        self.scoring.entered.connect(self._entered)
        for step in (self.contacting, self.letters):
            step.name_buttons(page.words)
            for button in step.buttons.values():
                bar.add(button)
        bar.add(self.leaving.button)

    def beside(self, other: QWidget) -> QWidget:
        """Return what shows ``other``, and in its place what needs room: the forms, a letter."""
        stack = QStackedWidget()
        stack.addWidget(other)
        for form in (self.scoring, self._source):
            show_instead(stack, form)
        return self.letters.panel.beside(stack)

    def possible(self) -> dict[str, Act]:
        """Return what can be done with the record, by action."""
        return self.contacting.possible() | self.letters.possible() | self.leaving.possible()

    def panels(self) -> tuple[Question, ...]:
        """Return every panel, for the page to close."""
        return *self.contacting.panels(), self.scoring, self._source, self.letters.panel

    def leave(self) -> None:
        """Close what asks, and keep no letter in sight."""
        self.contacting.leave()
        self.letters.panel.leave()

    def look(self, view: RecordView) -> None:
        """Show what there is of this record."""
        self.invitations.look(view.application_id)
        self.interviews.look(view.application_id)
        self.contacting.look((view,))
        self.letters.look(view.application_id, view.stage)
        name = view.named("full_name")
        self.leaving.look(view.application_id, "" if name is None else name.shown)

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
