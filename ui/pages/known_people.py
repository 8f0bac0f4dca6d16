# SPDX-License-Identifier: Apache-2.0
"""The hint above a new candidate's form: who may be here already, why, and what to do about it."""

from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.i18n import N_, t
from hr_desk.operations import duplicates
from hr_desk.operations.duplicates import Reason, Suggestion
from ui.forms.record_form import RecordForm
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import Card
from ui.widgets.words import Words

AFTER_MS = 300
"""How long after the last key the file is asked, in milliseconds."""


def reasons_said(reasons: tuple[Reason, ...]) -> str:
    """Return the reasons of a suggestion in one line, in the language in use."""
    return t(", ").join(_said(one) for one in reasons)


def _said(reason: Reason) -> str:
    if reason.how == "alike":
        return t("{field} sounds alike", field=reason.label)
    return t("same {field}", field=reason.label)


def _mark(one: Suggestion) -> str:
    """Return what a suggestion that was put aside is known by: the person, or who has them."""
    return one.person_id or one.held_by


class KnownPeople(Card):
    """Shows the newest suggestion for what is typed in a form; hidden while there is none."""

    open_wanted = Signal(str)
    """The application of the person who is here."""
    again_wanted = Signal(str)
    """An application of the person for whom another one is to be taken in."""

    def __init__(self, desk: OpenDesk, form: RecordForm) -> None:
        super().__init__()
        self._desk, self._form = desk, form
        self._words = Words()
        self._active = False
        self._found: tuple[Suggestion, ...] = ()
        self._others: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.look)
        self.sentence = Label(bold=True)
        self.open, self.again, self.other = Button(icon="user"), Button(icon="user-plus"), Button()
        self._lay_out()
        form.edited.connect(self._note)
        self.hide()

    def begin(self, *, active: bool) -> None:
        """Start with another form; only that of a new candidate asks (``active``)."""
        self._timer.stop()
        self._active, self._others = active, set()
        self._show(())

    def shown(self) -> Suggestion | None:
        """Return the suggestion on the screen."""
        return next((one for one in self._found if _mark(one) not in self._others), None)

    def look(self) -> None:
        """Ask who has what is typed now; values that are still wrong are left out."""
        self._timer.stop()
        if self._active:
            self._desk.query(
                duplicates.suggestions_for,
                self._values(),
                owner=self,
                done=self._show,
                slot="record.known",
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def _note(self, _key: str) -> None:
        if self._active:
            self._timer.start()

    def _values(self) -> dict[str, Any]:
        values = {}
        for key in self._form.keys():  # noqa: SIM118 - a form is no mapping
            try:
                values[key] = self._form.row(key).editor.value()
            except ValueProblem:
                continue
        return values

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        self._found = found if self._active else ()
        self._say()

    def _say(self) -> None:
        one = self.shown()
        self.setVisible(one is not None)
        if one is None:
            return
        for button in (self.open, self.again):
            button.setVisible(not one.held_by)
        if one.held_by:
            self.sentence.setText(
                t(
                    "Another recruiter ({owner}) may have this person already: {reasons}. "
                    "Ask them before you take anybody in.",
                    owner=one.held_by,
                    reasons=reasons_said(one.reasons),
                )
            )
        else:
            self.sentence.setText(
                t(
                    "{name} may be here already ({requisition}, {stage}): {reasons}.",
                    name=one.name,
                    requisition=one.requisition,
                    stage=self._desk.catalogue.stages[one.stage].label,
                    reasons=reasons_said(one.reasons),
                )
            )

    def _choose(self, signal: Any) -> None:
        one = self.shown()
        if one is not None:
            signal.emit(one.application_id)

    def _dismiss(self) -> None:
        one = self.shown()
        if one is not None:
            self._others.add(_mark(one))
        self._say()

    def _lay_out(self) -> None:
        self._words.put(N_("Open that record"), self.open.setText)
        self._words.put(N_("Apply again for that person"), self.again.setText)
        self._words.put(N_("A different person"), self.other.setText)
        self.open.clicked.connect(lambda: self._choose(self.open_wanted))
        self.again.clicked.connect(lambda: self._choose(self.again_wanted))
        self.other.clicked.connect(self._dismiss)
        buttons = row()
        for button in (self.open, self.again, self.other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addWidget(self.sentence)
        self.body.addLayout(buttons)
