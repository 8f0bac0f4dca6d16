# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer asks files about incidents, as a card: whom of them does it touch."""

from PySide6.QtCore import Signal

from hr_desk.catalogue.incidents import USER, incident_rules
from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import incident_people
from hr_desk.operations.incident_people import IncidentQuestion
from ui import theme
from ui.pages.incident_words import seen_count_said
from ui.pages.request_words import moment_said
from ui.session import OpenDesk
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card


class IncidentQuestions(Card):
    """The questions of incidents that wait; it is not there without any."""

    known = Signal()
    """What waits was read."""
    failed = Signal(object)
    """Why it could not be read or answered: a UserError."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(margin=theme.MEDIUM)
        self._desk = desk
        self.questions: tuple[IncidentQuestion, ...] = ()
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)
        self.hide()

    def refresh(self) -> None:
        """Read what waits, for whoever may answer."""
        if self._desk.may("incident.contribute"):
            self._desk.query(
                incident_people.questions, owner=self, done=self._show, failed=self._fail,
                slot="incidents.questions",
            )  # fmt: skip

    def people(self) -> int:
        """Return how many records all of them touch."""
        return sum(one.people for one in self.questions)

    def answer(self) -> None:
        """Let every file that was asked say whom the incident touches."""
        for question in self.questions:
            self._desk.run(incident_people.contribute, question, owner=self, failed=self._fail)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.set_heading(t("An incident: whom of your files does it touch?"))
        clear(self._lines)
        for one in self.questions:
            self._lines.addWidget(Label(self._said(one)))
        hint = t("Names, telephone numbers, e-mail addresses and the guardians of minors go to "
                 "the officer, sealed; of everything else only its kind.")  # fmt: skip
        self._lines.addWidget(Label(hint, tone="soft", size="small"))

    def _show(self, questions: tuple[IncidentQuestion, ...]) -> None:
        self.questions = questions
        self.retranslate()
        self.setVisible(bool(questions))
        self.known.emit()

    def _said(self, one: IncidentQuestion) -> str:
        said = t("{file}: {way}; records touched: {count} (asked {moment})",
                 file=self._desk.catalogue.compartments[one.file],
                 way=incident_rules().ways[one.way].label, count=one.people,
                 moment=moment_said(one.at))  # fmt: skip
        if incident_rules().ways[one.way].names != USER:
            return said
        return f"{said}\n{seen_count_said(one.people - one.listed, one.listed)}"

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)
