# SPDX-License-Identifier: Apache-2.0
"""How it ends with an account: last wage settled, insurance transferred, each with its day."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from hr_desk.i18n import N_, t
from hr_desk.operations import accounts
from hr_desk.operations.account_views import AccountFile
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, show_day
from ui.widgets.label import Label

LABELS: Final = {
    "settle": N_("Last wage settled…"),
    "transfer": N_("Insurance transferred…"),
}
"""Verb to its button, in order."""
SENTENCES: Final = {
    "settle": N_("On which day was the last wage settled?"),
    "transfer": N_("On which day were insurance and housing fund transferred out?"),
}
EFFECTS: Final = {
    "settle": N_("The period of bank account and pay is counted from that day."),
    "transfer": N_("The period of insurance and housing fund is counted from that day."),
}
_ACTS: Final[Mapping[str, Callable[..., Any]]] = {
    "settle": accounts.settle,
    "transfer": accounts.transfer,
}


class AccountSteps(MarkedQuestion):
    """Asks for the day of a step and takes it; ``buttons`` stand where the page puts them."""

    done = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._verb = "settle"
        self._id = ""
        self.buttons = {key: Button(icon="check") for key in LABELS}
        for key, button in self.buttons.items():
            self._own.put(LABELS[key], button.setText)
            button.clicked.connect(partial(self.begin_step, key))
        self._effect = Label(tone="soft")
        entry, self.day = day_line(self._own, N_("Date"))
        entry.setMaximumWidth(240)
        for widget in (self._effect, entry):
            self.content.addWidget(widget)

    def look(self, file: AccountFile) -> None:
        """Offer the steps that are possible now."""
        self._id = file.view.account_id
        for key, button in self.buttons.items():
            button.setVisible(key in file.allowed)

    def begin_step(self, verb: str) -> None:
        """Ask for the day of a step."""
        self._verb = verb
        self.begin((self._id,))
        show_day(self.day, self._desk.session.today())
        self._say()
        self.day.setFocus()

    def _say(self) -> None:
        self._effect.setText(t(EFFECTS[self._verb]))
        self.ask(t(SENTENCES[self._verb]), t("Note it"), self._run)

    def _run(self) -> None:
        self._do_it(_ACTS[self._verb], self._id, done=self._tell, on=chosen_day(self.day))

    def _tell(self) -> None:
        self.leave()
        self.done.emit()
