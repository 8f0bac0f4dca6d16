# SPDX-License-Identifier: Apache-2.0
"""Somebody asks about their own data at the kiosk: the pages of that errand."""

from collections.abc import Mapping
from typing import Final

from hr_desk.i18n import N_, language, t
from hr_desk.kiosk import asking
from hr_desk.kiosk.asking import KIND, WHICH, Asking
from hr_desk.kiosk.errands import THANKS, Errand, Parting
from ui.kiosk.errand_steps import Choosing, Option
from ui.kiosk.errands import REFUSED, ErrandVisit
from ui.kiosk.steps import Message, Step


class AskVisit(ErrandVisit):
    """The pages of a request: what is asked, the notice, who asks, all of it to check."""

    talk: Asking

    def messages(self) -> Mapping[str, tuple[str, str, str]]:
        """Return last steps to title, text and icon."""
        return _MESSAGES

    def begin(self, errand: Errand, part: Parting) -> Asking:
        """Return a request at its first step."""
        return Asking(self.visit.catalogue, errand, part=part)

    def make(self, step: str) -> Step:
        """Return the page of a step."""
        if step == KIND:
            options = [Option(key, str(label)) for key, label in self.talk.kinds.items()]
            return Choosing(self.metrics, t("What do you ask about your data?"), options,
                            text=t(_ANYBODY), chosen=self.talk.kind)  # fmt: skip
        if step == WHICH:
            options = [Option(key, str(label)) for key, label in self.talk.options.items()]
            title = t("Why should it be deleted?") if self.talk.kind == asking.DELETE else t(_WHAT)
            return Choosing(self.metrics, title, options, chosen=self.talk.which)
        if step == THANKS:
            title, said, icon = _MESSAGES[THANKS]
            text = t(said, number=self.talk.receipt)
            return Message(self.metrics, t(title), text, icon=icon)
        return super().make(step)

    def answers(self) -> list[tuple[str, str, str]]:
        """Return what was chosen before what was typed, each with the step that changes it."""
        chosen = [(t("Your request"), str(self.talk.kinds[self.talk.kind]), KIND)]
        if self.talk.options:
            label = t("Ground") if self.talk.kind == asking.DELETE else t("In detail")
            chosen.append((label, str(self.talk.options[self.talk.which]), WHICH))
        return [*chosen, *super().answers()]

    def send(self) -> None:
        """Drop the request; raises KioskProblem."""
        given = self.talk.given(self.today)
        self.visit.drop.ask(
            given.fields, code=given.code, ground=given.ground, receipt=given.receipt,
            confirmed=given.confirmed, language=language(),
        )  # fmt: skip


_ANYBODY: Final = N_("Anybody may ask, and it normally costs nothing. You are answered within "
                     "fifteen working days after we know that it is you.")  # fmt: skip
_WHAT: Final = N_("What is it about?")

_MESSAGES: Final = {
    **REFUSED,
    THANKS: (
        N_("Your request is on its way"),
        N_("Its number is {number}: please write it down. We will be in touch to make sure that "
           "it is you, and then answer. The front desk can help as well."),
        "check",
    ),
}  # fmt: skip
"""Last step to title, text and icon."""
