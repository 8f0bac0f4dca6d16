# SPDX-License-Identifier: Apache-2.0
"""Somebody applies for a job at the kiosk: the pages of that errand."""

from collections.abc import Mapping
from typing import Final

from hr_desk.i18n import N_, language, t
from hr_desk.kiosk import applying
from hr_desk.kiosk.applicant_form import AGE, GUARDIAN, POSITION
from hr_desk.kiosk.applying import (
    ADULT,
    ANY_POST,
    CHILD,
    DONE_TYPING,
    ENOUGH,
    GUARDIAN_HERE,
    MORE,
    NO,
    POST,
    YES,
    YOUNG,
    Applying,
)
from hr_desk.kiosk.errands import THANKS, Errand, Parting
from ui.kiosk.errand_steps import Choosing, Option
from ui.kiosk.errands import REFUSED, ErrandVisit
from ui.kiosk.steps import Step


class ApplyVisit(ErrandVisit):
    """The pages of an application: age, notice, post, what is needed, what somebody may add."""

    talk: Applying

    def messages(self) -> Mapping[str, tuple[str, str, str]]:
        """Return last steps to title, text and icon."""
        return _MESSAGES

    def begin(self, errand: Errand, part: Parting) -> Applying:
        """Return an application at its first step."""
        return Applying(self.visit.catalogue, errand, part=part)

    def make(self, step: str) -> Step:
        """Return the page of a step."""
        if step == applying.AGE:
            options = [Option(choice, t(label)) for choice, label in _AGES.items()]
            return Choosing(self.metrics, t("How old are you?"), options, text=t(_WHY_AGE),
                            chosen=self.talk.age, across=1)  # fmt: skip
        if step == GUARDIAN_HERE:
            options = [Option(choice, t(label)) for choice, label in _GUARDIAN.items()]
            return Choosing(self.metrics, t("Is a parent or guardian here with you?"), options,
                            text=t(_WHY_GUARDIAN), across=1)  # fmt: skip
        if step == POST:
            return Choosing(self.metrics, t("What would you like to do here?"), self._posts(),
                            chosen=self.talk.post)  # fmt: skip
        if step == ENOUGH:
            options = [Option(choice, t(label), t(hint)) for choice, label, hint in _ENOUGH]
            return Choosing(self.metrics, t("That is all we need"), options, text=t(_NO_HARM),
                            across=1)  # fmt: skip
        return super().make(step)

    def title(self, key: str) -> str:
        """Return what stands above the text of a separate consent: who is to read it."""
        return (
            t("For the parent or guardian to agree to") if key == GUARDIAN else super().title(key)
        )

    def stop(self) -> tuple[str, str] | None:
        """Return the way past what may be left out altogether."""
        return (_THAT_IS_ALL, DONE_TYPING) if self.talk.may_stop else None

    def send(self) -> None:
        """Drop the application; raises KioskProblem."""
        given = self.talk.given(self.today)
        self.visit.drop.apply(
            given.fields, post=given.post, confirmed=given.confirmed, language=language()
        )

    def answers(self) -> list[tuple[str, str, str]]:
        """Return what was chosen before what was typed, each with the step that changes it."""
        field = self.talk.catalogue.field
        chosen = [
            (str(field(POSITION).label), self._post(), POST),
            (str(field(AGE).label), field(AGE).type.show(self.talk.age), applying.AGE),
        ]
        return [*chosen, *super().answers()]

    def _posts(self) -> list[Option]:
        posts = sorted(self.talk.errand.posts.items(), key=lambda one: one[1])
        return [Option(ANY_POST, t(_ANY_POST)), *(Option(key, title) for key, title in posts)]

    def _post(self) -> str:
        return self.talk.errand.posts.get(self.talk.post or "", t(_ANY_POST))


_AGES: Final = {
    ADULT: N_("I am 18 or over"),
    YOUNG: N_("I am 16 or 17"),
    CHILD: N_("I am under 16"),
}
_WHY_AGE: Final = N_("We ask this first: nobody under 16 may be employed, and below 18 a parent or "
                     "guardian has to agree before you tell us anything.")  # fmt: skip
_GUARDIAN: Final = {YES: N_("Yes, they are here and read along"), NO: N_("No")}
_WHY_GUARDIAN: Final = N_("They read the notice with you, and agree for you at the end.")
_ANY_POST: Final = N_("Any post")
_NO_HARM: Final = N_(
    "More can be told now or later. What you leave out does not count against you."
)
_THAT_IS_ALL: Final = N_("That is enough")
_ENOUGH: Final = (
    (DONE_TYPING, N_("Check and send"), N_("You see everything once more before it goes.")),
    (MORE, N_("Tell more about me"), N_("Education, work so far, wishes: each may be left empty.")),
)

_MESSAGES: Final = {
    **REFUSED,
    THANKS: (
        N_("Thank you for applying"),
        N_("What you typed is on its way to those who hire here. They will be in touch. To ask "
           "about your data or to take the application back, speak to the front desk."),
        "check",
    ),
    applying.TOO_YOUNG: (
        N_("We may not employ anybody under 16"),
        N_("The law forbids it, so we take nothing down. Nothing was saved."),
        "info",
    ),
    applying.NO_GUARDIAN: (
        N_("Please come back with a parent or guardian"),
        N_("Below 18 they have to agree first. Nothing was saved. The front desk can give you a "
           "form to take home."),
        "info",
    ),
}  # fmt: skip
"""Last step to title, text and icon."""
