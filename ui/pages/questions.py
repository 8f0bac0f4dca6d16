# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer asks of the files held here: which records are the person, if any."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import N_, t
from hr_desk.operations import request_answers
from hr_desk.operations.request_answers import HOLDER, Proposal, Question
from hr_desk.operations.requests import ASKED_WITH
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.incident_questions import IncidentQuestions
from ui.pages.page import SlicedPage
from ui.pages.request_words import RECORD_KINDS, moment_said
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.panels import EmptyState
from ui.widgets.panels import Question as Asking

QUESTIONS: Final = (
    text_column("file", N_("Part of the data"), width=8),
    text_column("asked", N_("What the person wants"), width=10),
    text_column("name", N_("Who asks"), width=7),
    text_column("mobile", N_("Mobile"), width=8),
    text_column("email", N_("E-mail"), width=10),
    text_column("at", N_("Asked"), width=8),
)
PROPOSALS: Final = (
    text_column("kind", N_("Record"), width=8),
    text_column("name", N_("Name"), width=7),
    text_column("mobile", N_("Mobile"), width=8),
    text_column("email", N_("E-mail"), width=10),
    text_column("agree", N_("What agrees"), width=12),
)


class QuestionsPage(SlicedPage):
    """Questions above; below, who may be meant. A person says who it is, the program never."""

    kinds = frozenset({"request", "incident"})

    def make(self) -> Steps:
        """Make both tables."""
        self.questions: Mapping[str, Question] = {}
        self.table = RecordTable(RecordTableModel(QUESTIONS), fits=True)
        self.proposals = RecordTable(RecordTableModel(PROPOSALS), fits=True)
        yield
        self.hint, self.nothing, self.nobody = Label(bold=True), EmptyState("check"), Label()
        self.asking, self.incidents = Asking(), IncidentQuestions(self.desk)
        self.buttons = ActionButtons(self.around, self.words, "questions", self.handlers)
        self._view, self._both = QStackedWidget(), QWidget()
        self._lay_out()
        yield
        self.table.marked_changed.connect(self._show_proposals)
        self.proposals.marked_changed.connect(self._show_buttons)
        self.incidents.known.connect(self._incidents_known)
        self.incidents.failed.connect(self.banner.show_error)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Give what is marked, or say that it is nobody here."""
        question = self.marked_question()
        found: dict[str, Callable[[], object]] = {}
        if self.incidents.questions:
            found["questions.incident"] = self.ask_incidents
        if question is None:
            return found
        found["questions.nobody"] = self.ask_nobody
        if self.proposals.marked():
            found["questions.contribute"] = self.ask_give
        return found

    def refresh(self) -> None:
        """Read what waits."""
        self.desk.query(
            request_answers.questions, owner=self, done=self._show,
            failed=self.banner.show_error, slot="questions.list",
        )  # fmt: skip
        self.incidents.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """A record may have been changed since: who is meant is looked for anew."""
        self._stale = True
        super().showEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Questions of the privacy officer"),
            t("Say which records are the person. What you give goes into the case, sealed."),
        )
        self.table.set_name(t("Questions of the privacy officer"))
        self.proposals.set_name(t("Who may be meant"))
        self.hint.setText(t("Who may be meant: mark every record that is the person"))
        self.nobody.setText(t("No record has this name, number or address."))
        self.incidents.retranslate()
        self._say_nothing()

    def marked_question(self) -> Question | None:
        """Return the question whose answer is looked for."""
        marked = self.table.marked()
        return self.questions.get(marked[0]) if len(marked) == 1 else None

    def ask_give(self) -> None:
        """Ask whether these records are the person."""
        ids = self.proposals.marked()
        self.asking.ask(
            lambda: t("Are these {count} records the person? All they say goes into the case, "
                      "with their documents and who has read them.", count=len(ids)),
            lambda: t("Yes, give them"), partial(self.give, ids),
        )  # fmt: skip

    def ask_nobody(self) -> None:
        """Ask whether none of them is the person."""
        self.asking.ask(
            lambda: t("None of these records is the person?"), lambda: t("Nobody here"),
            partial(self.give, ()),
        )  # fmt: skip

    def ask_incidents(self) -> None:
        """Ask whether the files may say whom an incident touches."""
        count = self.incidents.people()
        self.asking.ask(
            lambda: t("Give the officer name, telephone and e-mail of {count} records that the "
                      "incident touches?", count=count),
            lambda: t("Yes, let the files answer"), self._answer_incidents,
        )  # fmt: skip

    def give(self, ids: tuple[str, ...]) -> None:
        """Answer the marked question with these records."""
        question = self.marked_question()
        if question is not None:
            self.desk.run(
                request_answers.contribute, question, ids, owner=self,
                done=lambda _changes: self._given(), failed=self.banner.show_error,
            )  # fmt: skip

    def _answer_incidents(self) -> None:
        self.asking.leave()
        self.incidents.answer()

    def _incidents_known(self) -> None:
        self._say_nothing()
        self._show_buttons()

    def _say_nothing(self) -> None:
        if self.incidents.questions:
            title = t("No question about a request waits")
        else:
            title = t("No question waits")
        self.nothing.say(title, t("When somebody asks for their data, it is asked here."))

    def _given(self) -> None:
        self.asking.leave()
        self.banner.show_text("good", lambda: t("Answered. The privacy officer has it."))
        self.refresh()

    def _show(self, found: tuple[Question, ...]) -> None:
        self.questions = {one.reference: one for one in found}
        self.table.show_rows([self._question(one) for one in found])
        self._view.setCurrentWidget(self._both if found else self.nothing)
        if found and self.marked_question() is None:
            self.table.mark([found[0].reference])
        self._show_proposals()

    def _show_proposals(self, *_marked: object) -> None:
        self.asking.leave()
        question = self.marked_question()
        rows = [] if question is None else [self._proposal(one) for one in question.proposals]
        self.proposals.show_rows(rows)
        self.nobody.setVisible(question is not None and not rows)
        self._show_buttons()

    def _question(self, one: Question) -> TableRow:
        return text_row(
            one.reference,
            file=str(self.desk.catalogue.compartments[one.file]),
            asked=str(request_rules().codes[one.code].label),
            name=one.shown.get("full_name"),
            mobile=one.shown.get("mobile"),
            email=one.shown.get("email"),
            at=moment_said(one.at),
        )

    def _proposal(self, one: Proposal) -> TableRow:
        fields = self.desk.catalogue.fields
        agree = t(", ").join(str(fields[key].label) for key in one.agree if key in ASKED_WITH)
        return text_row(
            one.id,
            kind=t(RECORD_KINDS[one.kind]),
            name=one.shown.get("full_name") or one.shown.get(HOLDER),
            mobile=one.shown.get("mobile"),
            email=one.shown.get("email"),
            agree=agree,
        )

    def _show_buttons(self, *_marked: Any) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        both = column(self._both, gap=theme.SMALL)
        both.addWidget(self.table, 2)
        both.addWidget(self.hint)
        both.addWidget(self.nobody)
        both.addWidget(self.proposals, 3)
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        for widget in (self.nothing, self._both):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.incidents)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)
