# SPDX-License-Identifier: Apache-2.0
"""How it went on with a joiner: started, did not report, left; each with its day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from hr_desk.domain import joiners as states
from hr_desk.i18n import N_, t
from hr_desk.operations import onboarding
from hr_desk.operations.joiner_views import JoinerView
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, show_day
from ui.widgets.label import Label

LABELS: Final = {
    "start": N_("Has started work"),
    "not_report": N_("Did not report"),
    "leave": N_("Leaves the company…"),
}
"""Verb to its button, in order."""

ICONS: Final = {"start": "user-check", "not_report": "user-x", "leave": "archive"}

SENTENCES: Final = {
    "start": N_("On which day did they begin to work?"),
    "not_report": N_("On which day did they not come?"),
    "leave": N_("Which day is the last one, and how does it end?"),
}
EFFECTS: Final = {
    "start": N_("Recruitment is told, and its file ends when its period is over."),
    "not_report": N_("What is known of them is deleted within 30 days; payroll is told."),
    "leave": N_("From that day every period is counted; payroll is told."),
}
_ACTS: Final[Mapping[str, Callable[..., Any]]] = {
    "start": onboarding.start,
    "not_report": onboarding.not_report,
    "leave": onboarding.record_leaving,
}


class JoinerSteps(MarkedQuestion):
    """Asks for the day of a step and takes it; ``buttons`` stand where the page puts them."""

    done = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._verb = "start"
        self._id = ""
        self._first_day: date | None = None
        self.buttons = {key: Button(icon=icon) for key, icon in ICONS.items()}
        for key, button in self.buttons.items():
            self._own.put(LABELS[key], button.setText)
            button.clicked.connect(partial(self.begin_step, key))
        self._effect = Label(tone="soft")
        entry, self.day = day_line(self._own, N_("Date"))
        entry.setMaximumWidth(240)
        self._kind_entry, self.kind = choice(self._own, N_("How it ends"))
        self._kind_entry.setMaximumWidth(360)
        for widget in (self._effect, entry, self._kind_entry):
            self.content.addWidget(widget)

    def look(self, view: JoinerView) -> None:
        """Offer the steps that are possible now."""
        self.look_at(view.joiner_id, view.first_day)
        for key, button in self.buttons.items():
            button.setVisible(key in view.allowed)

    def look_at(self, joiner_id: str, first_day: date | None) -> None:
        """Name the joiner whose steps are meant."""
        self._id, self._first_day = joiner_id, first_day

    def begin_step(self, verb: str) -> None:
        """Ask what a step needs."""
        self._verb = verb
        self.begin((self._id,))
        day = self._likely_day()
        show_day(self.day, day)
        self._say()
        self.day.setFocus()

    def _likely_day(self) -> date:
        """Return the planned first day where a step is about it and it has come, else today."""
        first, today = self._first_day, self._desk.session.today()
        planned = self._verb != "leave" and first is not None and first <= today
        return first if planned and first is not None else today

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists["leaving_kind"].codes
        kinds = [(str(label), code) for code, label in codes.items() if code != states.NOT_REPORTED]
        fill(self.kind, kinds)
        self._kind_entry.setVisible(self._verb == "leave")
        self._effect.setText(t(EFFECTS[self._verb]))
        self.ask(t(SENTENCES[self._verb]), t("Note it"), self._run)

    def _run(self) -> None:
        given: dict[str, Any] = {"on": chosen_day(self.day)}
        if self._verb == "leave":
            given["kind"] = str(self.kind.currentData())
        self._do_it(_ACTS[self._verb], (self._id,), done=self._tell, **given)

    def _tell(self) -> None:
        self.leave()
        self.done.emit()
