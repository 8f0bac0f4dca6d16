# SPDX-License-Identifier: Apache-2.0
"""The steps of applications, asked in the page: what the step needs, and what it starts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QSizePolicy, QWidget

from hr_desk.catalogue.model import Stage
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import recruitment
from hr_desk.operations.changes import Changes
from ui import theme
from ui.actions import ACTIONS, Action
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

SENTENCES = {
    "advance": N_("Move {count} selected to the next stage."),
    "accept_offer": N_("Note that the offer was accepted: {count} selected."),
    "decline_offer": N_("Note that the offer was declined: {count} selected."),
    "withdraw": N_("Note that the candidate withdrew: {count} selected."),
    "reject": N_("Decide “not hired” for {count} selected."),
}
"""The question for each verb of hr_desk.operations.recruitment, in the order of the bar."""


DONE = {
    "advance": N_("Moved on: {count}."),
    "accept_offer": N_("Offer accepted: {count}."),
    "decline_offer": N_("Offer declined: {count}."),
    "withdraw": N_("Withdrawn: {count}."),
    "reject": N_("Not hired: {count}."),
}
"""What a page says afterwards, beside the button that takes it back."""


def verb_of(action: Action) -> str:
    """Return the verb of an action on applications, empty for other actions."""
    verb = action.id.rpartition(".")[2]
    return verb if verb in SENTENCES and action.page == "candidates" else ""


STEPS: tuple[Action, ...] = tuple(action for action in ACTIONS if verb_of(action))
"""The actions of the table that move applications."""


def deletion_sentence(desk: OpenDesk, stage: Stage) -> str:
    """Say which clock starts at a stage and when it ends; empty where none starts."""
    if stage.clock is None or stage.clock_event is None:
        return ""
    return clock_sentence(desk, stage.clock, stage.clock_event)


def clock_sentence(desk: OpenDesk, class_key: str, event: str) -> str:
    """Say how long a class keeps data from an event on; empty where it does not know the event."""
    kept = desk.catalogue.classes[class_key]
    days = kept.periods.get(event)
    if days is None:
        return ""
    return t(
        "From that day the data is kept for {days} days as “{record}”, then it is deleted.",
        days=days,
        record=kept.label,
    )


class DecisionPanel(Question):
    """Asks what one step needs, then runs it over the chosen applications."""

    decided = Signal(str, int, int)
    """The verb that was carried out, how many it was for, and the entry that takes it back."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._verb = ""
        self._ids: tuple[str, ...] = ()
        self._next: tuple[str, ...] = ()
        self._to_entry, self.to = choice(self._own, N_("Stage"))
        self._reason_entry, self.reason = choice(self._own, N_("Reason"))
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._told_entry, self.told_by = line(self._own, N_("Who told us"))
        self._on_entry, self.on = day_line(self._own, N_("On"))
        self.keep_open = QCheckBox()
        self._own.put(N_("Keep the requisition open when it is full"), self.keep_open.setText)
        self._full = Label(tone="soft")
        self._clock = Label(tone="soft")
        inputs = row(gap=theme.MEDIUM)
        for entry in (self._to_entry, self._reason_entry, self._told_entry, self._on_entry):
            entry.setMinimumWidth(220)
            inputs.addWidget(entry)
        inputs.addStretch(1)
        self.content.addLayout(inputs)
        for widget in (self._full, self.keep_open, self._clock):
            self.content.addWidget(widget)

    def start(self, verb: str, ids: Sequence[str], next_stages: Sequence[str] = ()) -> None:
        """Ask about one verb for these applications."""
        self._verb, self._ids, self._next = verb, tuple(ids), tuple(next_stages)
        self._told_entry.set_error("")
        self.told_by.clear()
        self.keep_open.setChecked(False)
        show_day(self.on, self._desk.session.today())
        self._say()
        self.show()
        # Whoever withdraws seldom says why, so that Enter goes on.
        first = {"advance": self.to, "reject": self.reason, "accept_offer": self.told_by}
        first.get(verb, self.yes).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            if self._verb:
                self._say()

    def _say(self) -> None:
        verb, catalogue = self._verb, self._desk.catalogue
        self._to_entry.setVisible(verb == "advance")
        self._reason_entry.setVisible(verb in recruitment.REASONS)
        for entry in (self._told_entry, self._on_entry):
            entry.setVisible(verb == "accept_offer")
        for widget in (self._full, self.keep_open):
            widget.setVisible(verb == "accept_offer")
        self._full.setText(
            t("With its last opening a requisition closes, and who is undecided ends as not hired.")
        )
        fill(self.to, [(str(catalogue.stages[key].label), key) for key in self._next])
        reasons = catalogue.code_lists[recruitment.REASONS.get(verb, "decision_reason")].codes
        fill(self.reason, [(str(label), code) for code, label in reasons.items()])
        stage = next((s for s in catalogue.stages.values() if s.operation == verb), None)
        sentence = deletion_sentence(self._desk, stage) if stage is not None else ""
        self._clock.setText(sentence)
        self._clock.setVisible(bool(sentence))
        action = next(one for one in STEPS if verb_of(one) == verb)
        self.yes.set_kind("danger" if action.kind == "danger" else "primary")
        self.ask(t(SENTENCES[verb], count=len(self._ids)), t(action.label), self._run)

    def _run(self) -> None:
        self.yes.setEnabled(False)
        operation: Callable[..., Any] = getattr(recruitment, self._verb)
        self._desk.run(
            operation, self._ids, owner=self, done=self._done, failed=self._failed, **self._given()
        )

    def _given(self) -> Mapping[str, Any]:
        given: dict[str, Mapping[str, Any]] = {
            "advance": {"to": self.to.currentData()},
            **{verb: {"reason": self.reason.currentData()} for verb in recruitment.REASONS},
            "accept_offer": {
                "told_by": self.told_by.text(),
                "on": chosen_day(self.on),
                "keep_open": self.keep_open.isChecked(),
            },
        }
        return given.get(self._verb, {})

    def _done(self, changes: Changes) -> None:
        self.yes.setEnabled(True)
        verb, count = self._verb, len(self._ids)
        self.leave()
        self.decided.emit(verb, count, changes.sequence)

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self._clock.setText(error.text())
        self._clock.retone("danger")
        self._clock.show()

    def leave(self) -> None:
        """Hide the panel and forget what it was about."""
        self._verb, self._ids = "", ()
        self._clock.retone("soft")
        super().leave()


W = TypeVar("W", bound=QWidget)


class StepBar(QFrame):
    """Buttons for the steps that are possible now, with what they are about at the left."""

    wanted = Signal(str)
    """The verb a person chose."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("ActionBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._about = Label(bold=True, wrap=False)
        self._buttons: dict[str, tuple[Button, Action]] = {}
        layout = self._layout = FlowLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.addWidget(self._about)
        for action in STEPS:
            if desk.may(action.operation):
                layout.addWidget(self._button(action))
        self.retranslate()

    def add(self, widget: W) -> W:
        """Put something else that can be done with what is marked behind the steps; returns it."""
        self._layout.addWidget(widget)
        return widget

    def show_steps(self, about: str, verbs: frozenset[str]) -> None:
        """Say what the steps are about and show those that are possible."""
        self._about.setText(about)
        self._about.setVisible(bool(about))
        for verb, (button, _) in self._buttons.items():
            button.setVisible(verb in verbs)

    def offers(self) -> bool:
        """Whether anything stands in the bar that can be done now."""
        places = (self._layout.itemAt(place) for place in range(1, self._layout.count()))
        shown = (place.widget() for place in places if place is not None)
        return any(widget is not None and not widget.isHidden() for widget in shown)

    def shown(self) -> frozenset[str]:
        """Return the verbs whose buttons are shown."""
        return frozenset(v for v, (button, _) in self._buttons.items() if not button.isHidden())

    def handlers(self, start: Callable[[str], object]) -> dict[str, Callable[[], object]]:
        """Return what ``start`` does with the verb of each button that is shown, by action id."""
        return {
            action.id: partial(start, verb)
            for verb, (button, action) in self._buttons.items()
            if not button.isHidden()
        }

    def retranslate(self) -> None:
        """Say the labels in the language in use."""
        for button, action in self._buttons.values():
            button.setText(t(action.label))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, action: Action) -> Button:
        verb = verb_of(action)
        button = Button(kind=action.kind, icon=action.icon)
        button.clicked.connect(lambda: self.wanted.emit(verb))
        self._buttons[verb] = (button, action)
        return button
