# SPDX-License-Identifier: Apache-2.0
"""A joiner fills in their own part at the kiosk: the pages of that errand."""

from collections.abc import Mapping
from typing import Final

from hr_desk.i18n import N_, language, t
from hr_desk.kiosk.errands import THANKS, Errand, Parting
from hr_desk.kiosk.joiner_form import GUARDIAN, SAFETY_TEXT
from hr_desk.kiosk.joining import CODE, RULES, SIGN, TICKS, Joining
from hr_desk.kiosk.problems import KioskProblem
from ui.kiosk import joining_steps as steps
from ui.kiosk.errand_steps import Agreeing
from ui.kiosk.errands import REFUSED, ErrandVisit
from ui.kiosk.steps import Step


class JoinVisit(ErrandVisit):
    """The pages of a joiner's own part: code, notice, what is needed, ticks, rules, signature."""

    talk: Joining

    def messages(self) -> Mapping[str, tuple[str, str, str]]:
        """Return last steps to title, text and icon."""
        return _MESSAGES

    def begin(self, errand: Errand, part: Parting) -> Joining:
        """Return a joiner's part at its first step."""
        talk = Joining(self.visit.catalogue, errand, part=part)
        talk.today = self.today
        return talk

    def make(self, step: str) -> Step:
        """Return the page of a step."""
        if step == CODE:
            return steps.Code(self.metrics)
        if step == TICKS:
            field = self.talk.catalogue.field
            texts = {key: (str(field(key).label), self.talk.text_of(key))
                     for key in self.talk.items}  # fmt: skip
            return steps.Ticks(self.metrics, texts, self.talk.ticked)
        if step == RULES:
            rules = self.talk.catalogue.acknowledgements[SAFETY_TEXT]
            return Agreeing(self.metrics, str(rules.label), self.talk.rules())
        if step == SIGN:
            return steps.Sign(self.metrics, t(_FOR_WHAT))
        return super().make(step)

    def title(self, key: str) -> str:
        """Return what stands above the text of a separate consent: who is to read it."""
        return (
            t("For the parent or guardian to agree to") if key == GUARDIAN else super().title(key)
        )

    def takes(self, choice: str) -> bool:
        """Take code, ticks and signature; says what is wrong with them."""
        del choice
        shown = self.visit.screen.step
        if isinstance(shown, steps.Code):
            try:
                self.talk.take_code(shown.line.text(), self.today)
            except KioskProblem as problem:
                shown.refuse(problem.text())
                return False
        elif isinstance(shown, steps.Ticks):
            self.talk.tick(shown.ticked())
        elif isinstance(shown, steps.Sign):
            self.talk.strokes = shown.strokes()
            if not self.talk.strokes:
                shown.refuse()
                return False
        return True

    def keep(self) -> None:
        """Keep what stands on the page, ticks too."""
        super().keep()
        shown = self.visit.screen.step
        if isinstance(shown, steps.Ticks):
            self.talk.tick(shown.ticked())

    def send(self) -> None:
        """Drop the joiner's part; raises KioskProblem."""
        given = self.talk.given(self.today)
        self.visit.drop.join(
            given.fields, code=given.code, strokes=given.strokes, confirmed=given.confirmed,
            language=language(),
        )  # fmt: skip


_FOR_WHAT: Final = N_(
    "With your signature you say that what you typed is right, that you have ticked what you agree "
    "to, and that you have read the safety rules."
)

_MESSAGES: Final = {
    **REFUSED,
    THANKS: (
        N_("Thank you"),
        N_("What you typed is on its way to HR. Please go to the colleague who handed you the code "
           "and bring your ID and bank card: they compare the numbers with the originals. If they "
           "do not see your form, ask them for a new code."),
        "check",
    ),
}  # fmt: skip
"""Last step to title, text and icon."""
