# SPDX-License-Identifier: Apache-2.0
"""An errand on the screen of a visit: maps each step of its path to its page, and sends it.

A visit hands over to an errand when somebody touches its button, and ends it. What was typed lives
in the errand's ``Talk`` and in the widgets of the step on the screen, and ends with the process.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.kiosk import errands
from hr_desk.kiosk.errands import CONSENT, DISAGREE, NOTICE, REVIEW, THANKS, Errand, Parting, Talk
from ui.kiosk import errand_steps, steps
from ui.kiosk.answers import answers_of
from ui.kiosk.splitting import Splitting
from ui.kiosk.steps import Step

if TYPE_CHECKING:
    from ui.kiosk.visiting import Visit


class ErrandVisit:
    """One errand of a visit; each kind adds its own steps."""

    def __init__(self, visit: "Visit", errand: Errand, today: date) -> None:
        """``today`` is the day in Asia/Shanghai."""
        self.visit, self.today = visit, today
        self.metrics = visit.screen.metrics
        splitting = Splitting(self.metrics, visit.screen.room(), today)
        self.talk = self.begin(errand, splitting.pages)
        self._policy = False
        self._answers_from = 0

    def messages(self) -> Mapping[str, tuple[str, str, str]]:
        """Return last steps to title, text and icon."""
        raise NotImplementedError

    def begin(self, errand: Errand, part: Parting) -> Talk:
        """Return the talk of this kind of errand, at its first step."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the step where the talk stands."""
        step = self.talk.step
        widget = self.make(step)
        last = step in self.talk.ends
        self.visit.present(widget, step=step, back=not last, last=last, where=self._where())

    def choose(self, choice: str) -> None:
        """Follow a choice of the step on the screen."""
        try:
            if self._ready(choice):
                self.talk.choose(choice)
                self._answers_from = 0
                self.show()
        except UserError as problem:
            self.visit.show_problem(problem.with_traceback(None).text)

    def back(self) -> None:
        """Go one step back, what was typed stays; from the first one the visit begins anew."""
        if self._policy:
            self._policy = False
        else:
            self.keep()
            if self.talk.back() is None:
                self.visit.end()
                return
        self.show()

    def make(self, step: str) -> Step:
        """Return the page of a step; a kind of errand makes its own and asks here for the rest."""
        if step == NOTICE:
            notice = steps.Notice(self.metrics, self.talk.short())
            notice.policy_wanted.connect(self._show_policy)
            return notice
        if step.startswith(CONSENT):
            key = step.removeprefix(CONSENT)
            return errand_steps.Agreeing(self.metrics, self.title(key), self.talk.text_of(key))
        if step == REVIEW:
            review = errand_steps.Review(
                self.metrics, self.answers(), start=self._answers_from, turned=self._turn_review
            )
            review.page_wanted.connect(self.change)
            if self.talk.following() != THANKS:
                review.next_label = _GO_ON
            return review
        if step in self.talk.ends:
            title, said, icon = self.messages()[step]
            return steps.Message(self.metrics, t(title), t(said), icon=icon)
        page = self.talk.page
        if page is None:
            raise KeyError(step)
        return errand_steps.Form(
            self.metrics, page, self.talk.texts, today=self.today, stop=self.stop()
        )

    def title(self, key: str) -> str:
        """Return what stands above the text of a separate consent."""
        return str(self.talk.catalogue.field(key).label)

    def stop(self) -> tuple[str, str] | None:
        """Return label and choice of the way past the pages that may be left out, if any."""
        return None

    def send(self) -> None:
        """Drop what was given; raises KioskProblem."""
        raise NotImplementedError

    def answers(self) -> list[tuple[str, str, str]]:
        """Return label, answer as a person reads it, and where it is changed."""
        return answers_of(self.talk.pages, self.talk.stored(self.today), step=errands.FORM)

    def change(self, step: str) -> None:
        """Go back to where an answer was given."""
        self.talk.step = step
        self.show()

    def keep(self) -> None:
        """Keep what stands on the page."""
        shown = self.visit.screen.step
        if isinstance(shown, steps.Form):
            self.talk.answer(shown.texts())

    def say_again(self, asked: str) -> None:
        """Show the same step in the language in use, or the page that asks for this field now."""
        if asked:
            self.talk.step = errands.FORM + self.talk.page_with(asked)
        if self._policy:
            self._show_policy()
        else:
            self.show()

    def _ready(self, choice: str) -> bool:
        """Whether the step may be left by this choice; says so where not."""
        if self.talk.page is not None:
            return self._page_is_good()
        if self.talk.step == REVIEW and not self._form_is_good():
            return False
        if not self.takes(choice):
            return False
        if self.talk.step == self.talk.path[-2]:
            self.send()
            self.talk.texts.clear()
        return True

    def takes(self, choice: str) -> bool:
        """Take what a step of its own holds; False, and says so, where it cannot be left."""
        del choice
        return True

    def _form_is_good(self) -> bool:
        wrong = self.talk.problems(self.today)
        if wrong:
            self.change(errands.FORM + self.talk.page_with(next(iter(wrong))))
            self._page_is_good()
        return not wrong

    def _page_is_good(self) -> bool:
        self.keep()
        shown = self.visit.screen.step
        if not isinstance(shown, steps.Form):
            return True
        here = {widget.key for widget in shown.asked}
        wrong = {key: one for key, one in self.talk.problems(self.today).items() if key in here}
        said = {key: one.text() for key, one in (wrong or self.talk.marks()).items()}
        shown.show_problems(said)
        return not said

    def _turn_review(self, start: int) -> None:
        self._answers_from = start
        self.show()

    def _show_policy(self) -> None:
        self._policy = True
        policy = steps.Policy(self.metrics, str(self.visit.words.policy))
        self.visit.present(policy, step="policy", back=True, last=False)

    def _where(self) -> str:
        if self.talk.step == REVIEW:
            return t("Touch an answer to change it.")
        page = self.talk.page
        if page is None:
            return ""
        keys = [one for one in self.talk.path if one.startswith(errands.FORM)]
        number = keys.index(self.talk.step) + 1
        return t(_PLACE, title=page.title, number=number, count=len(keys))


_GO_ON: Final = N_("Everything is right: go on")
_PLACE: Final = N_("{title} ({number} of {count})")

REFUSED: Final = {
    DISAGREE: (
        N_("Nothing was saved"),
        N_("You can still apply or ask: the front desk will help you without this kiosk."),
        "info",
    )
}
"""What whoever does not agree is shown."""
