# SPDX-License-Identifier: Apache-2.0
"""Impact assessments: the list with what is to be looked at again, and the form of a new one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import assessments
from hr_desk.operations.assessments import (
    OCCASIONS,
    RESULTS,
    AssessmentRecord,
    NewAssessment,
)
from ui import theme
from ui.pages.policy_words import reading
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.panels import EmptyState
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("subject", N_("Subject"), width=10),
    text_column("occasion", N_("Occasion"), width=12),
    text_column("result", N_("Result"), width=5),
    text_column("on", N_("Assessed on"), width=6),
    text_column("review", N_("Review on"), width=6),
    text_column("state", N_("State"), width=7),
)
A_YEAR: Final = timedelta(days=365)


class AssessmentForm(QWidget):
    """The three questions of PIPL 56, the result, and when it is looked at again."""

    left = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._known: tuple[AssessmentRecord, ...] = ()
        self.banner, self.title = Banner(), Label(size="heading", bold=True)
        subject, self.subject = line(self._words, N_("Subject"))
        earlier, self.replaces = choice(self._words, N_("Takes the place of"))
        occasion, self.occasion = choice(self._words, N_("Occasion"))
        result, self.result = choice(
            self._words, N_("Result"), N_("High risk writes a new major version of the policy.")
        )
        review, self.review = day_line(self._words, N_("Review on"))
        self.necessity, necessity = self._text(N_("Lawful and necessary"))
        self.impact, impact = self._text(N_("Effect on people and risk"))
        self.measures, measures = self._text(N_("Protective measures"))
        self.save_button, self.cancel_button = Button(kind="primary", icon="check"), Button()
        self._words.put(N_("Save the assessment"), self.save_button.setText)
        self._words.put(N_("Cancel"), self.cancel_button.setText)
        first, second, buttons = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM), row()
        for entry in (subject, earlier):
            first.addWidget(entry, 1)
        for entry, share in ((occasion, 2), (result, 2), (review, 1)):
            second.addWidget(entry, share)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        inner = QWidget()
        layout = column(inner, margin=theme.SMALL, gap=theme.MEDIUM)
        layout.addWidget(self.title)
        layout.addWidget(self.banner)
        layout.addLayout(first)
        layout.addLayout(second)
        for entry in (necessity, impact, measures):
            layout.addWidget(entry)
        layout.addLayout(buttons)
        layout.addStretch(1)
        column(self).addWidget(scrolled(inner))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        self.replaces.activated.connect(lambda _place: self._follow())

    def start(self, known: Sequence[AssessmentRecord]) -> None:
        """Show the empty form; ``known`` are those in force."""
        self._known = tuple(known)
        for editor in (self.subject, self.necessity, self.impact, self.measures):
            editor.clear()
        show_day(self.review, self._desk.session.today() + A_YEAR)
        self.banner.clear()
        self.retranslate()
        self.replaces.setCurrentIndex(0)
        self.subject.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.title.setText(t("A new impact assessment"))
        fill(self.occasion, [(t(label), key) for key, label in OCCASIONS.items()])
        fill(self.result, [(t(label), key) for key, label in RESULTS.items()])
        fill(self.replaces, [(t("No earlier one"), ""),
                             *((one.subject, one.id) for one in self._known)])  # fmt: skip

    def save(self) -> None:
        """Keep it."""
        self.save_button.setEnabled(False)
        new = NewAssessment(
            subject=self.subject.text(),
            occasion=str(self.occasion.currentData()),
            necessity=self.necessity.toPlainText(),
            impact=self.impact.toPlainText(),
            measures=self.measures.toPlainText(),
            result=str(self.result.currentData()),
            review_on=chosen_day(self.review),
            replaces=self.replaces.currentData() or None,
        )
        self._desk.run(
            assessments.add, new, owner=self, done=lambda _changes: self._saved(),
            failed=self._refused,
        )  # fmt: skip

    def _saved(self) -> None:
        self.save_button.setEnabled(True)
        self.left.emit()

    def _refused(self, error: UserError) -> None:
        self.save_button.setEnabled(True)
        self.banner.show_error(error)

    def _follow(self) -> None:
        """Take over what the earlier one was about."""
        one = next((k for k in self._known if k.id == self.replaces.currentData()), None)
        if one is not None:
            self.subject.setText(one.subject)
            self.occasion.setCurrentIndex(max(0, self.occasion.findData(one.occasion)))

    def _text(self, label: str) -> tuple[QPlainTextEdit, Entry]:
        editor = QPlainTextEdit()
        editor.setFixedHeight(84)
        editor.setTabChangesFocus(True)
        entry = Entry(editor)
        self._words.put(label, entry.set_label)
        return editor, entry


class Assessments(QStackedWidget):
    """The list with the text of the marked one, or the form in its place."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.known: dict[str, AssessmentRecord] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.text, self.nothing = reading(), EmptyState("shield-check")
        self.text.setMaximumHeight(220)
        self.form = AssessmentForm(desk)
        self._list = QWidget()
        layout = column(self._list, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.text)
        for widget in (self.nothing, self._list, self.form):
            self.addWidget(widget)
        self.table.marked_changed.connect(lambda _ids: self._read())
        self.nothing.chosen.connect(self.begin_new)
        self.form.left.connect(self._close)

    def is_writing(self) -> bool:
        """Whether the form is shown."""
        return self.currentWidget() is self.form

    def begin_new(self) -> None:
        """Show the empty form."""
        self.form.start([one for one in self.known.values() if one.clock_day is None])
        self.setCurrentWidget(self.form)

    def show_assessments(self, found: Sequence[AssessmentRecord]) -> None:
        """Show the list."""
        self.known = {one.id: one for one in found}
        self.table.show_rows([self._row(one) for one in found])
        if not self.is_writing():
            self._close()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.form.retranslate()
        self.table.set_name(t("Impact assessments"))
        self.text.setAccessibleName(t("Impact assessment"))
        self.nothing.say(
            t("No impact assessment yet"),
            t(
                "The law asks for one before sensitive data is handled, before data is entrusted, "
                "provided or published, and before it goes abroad."
            ),
            t("Add an impact assessment"),
        )
        self._read()

    def _close(self) -> None:
        self.setCurrentWidget(self._list if self.known else self.nothing)
        self._read()

    def _row(self, one: AssessmentRecord) -> TableRow:
        return text_row(
            one.id,
            subject=one.subject,
            occasion=t(OCCASIONS[one.occasion]),
            result=t(RESULTS[one.result]),
            on=one.assessed_on,
            review=one.review_on,
            state=self._state(one),
        )

    def _state(self, one: AssessmentRecord) -> str:
        if one.clock_day is not None:
            return t("Replaced")
        late = one.review_on <= self._desk.session.today().isoformat()
        return t("To be reviewed") if late else t("In force")

    def _read(self) -> None:
        marked = self.table.marked()
        one = self.known.get(marked[0]) if marked else None
        if one is None:
            self.text.setPlainText("")
            return
        labels = (t("Lawful and necessary"), t("Effect on people and risk"),
                  t("Protective measures"))  # fmt: skip
        texts = (one.necessity, one.impact, one.measures)
        said = (f"{label}\n{text}" for label, text in zip(labels, texts, strict=True))
        self.text.setPlainText("\n\n".join(said))
