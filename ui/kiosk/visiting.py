# SPDX-License-Identifier: Apache-2.0
"""One visit on the screen: maps each step of the flow to its page, and drops what was given.

What is typed lives in the ``Conversation`` and in the widgets of the step on the screen; both end
with the process. A visitor is told that they are registered only after ``drop`` has returned.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Text, language, t, use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from hr_desk.kiosk.errands import Errand
from hr_desk.kiosk.flow import Flow, Idle
from hr_desk.kiosk.visit_form import Page
from ui.kiosk import errand_kinds, errand_steps, invited, kinds, leaving, steps
from ui.kiosk.activity import Activity
from ui.kiosk.answers import answers_of, signature_of
from ui.kiosk.errands import ErrandVisit
from ui.kiosk.messages import MESSAGES, TO_THE_DESK, Said, said
from ui.kiosk.screen import Screen
from ui.kiosk.speaking import asked_on, put_back, typed_on
from ui.kiosk.splitting import Splitting
from ui.kiosk.steps import Step
from ui.kiosk.way_out import WayOut

CLOSING: Final = Idle(quiet=0, countdown=20)
"""How long the code and every last page stay when nobody touches them."""

LONGER: Final = Idle(quiet=40, countdown=20)
"""What "I need more time" makes of it."""

_POLICY: Final = "policy"
_PROBLEM: Final = "problem"


@dataclass(frozen=True)
class Words:
    """What the profile gives a visitor to read; ``short`` is the notice in each language.

    ``errands`` are what is offered beside signing in.
    """

    languages: Sequence[str]
    short: Mapping[str, str]
    policy: Text
    errands: Mapping[str, Errand] = field(default_factory=dict)


class Visit(QObject):
    """Turns choices into steps."""

    over = Signal()
    """Nothing of the visit is left on the screen; the process may end."""
    at_start = Signal()
    """The first step is shown: nobody may be in front of it any more."""

    def __init__(
        self,
        screen: Screen,
        words: Words,
        catalogue: Catalogue,
        drop: WayOut,
        *,
        idle: Idle,
        clock: Clock | None = None,
        activity: Callable[[QObject, Idle], Activity] = Activity,
    ) -> None:
        super().__init__(screen)
        self.screen, self.words, self.catalogue, self.drop = screen, words, catalogue, drop
        self.step = ""
        self.is_over = False
        self._code = self._note = ""
        self._trouble: Said = ""
        self.errand: ErrandVisit | None = None
        self._idle = idle
        self._clock = clock or SystemClock()
        splitting = Splitting(screen.metrics, screen.room(), self._today())
        self.talk = Conversation(catalogue, part=splitting.pages)
        self.activity = activity(self, idle)
        self.activity.counting.connect(screen.count)
        self.activity.expired.connect(self._abandoned)
        screen.back.connect(self.back)
        screen.next.connect(self._next)
        screen.answered.connect(self.choose)
        screen.stop.connect(self.end)
        screen.language_wanted.connect(self._speak)
        screen.languages = words.languages
        screen.more_time.connect(self._more_time)

    @property
    def texts(self) -> dict[str, str]:
        """What was typed so far, field key to text."""
        return self.talk.texts

    @property
    def pages(self) -> tuple[Page, ...]:
        """The form pages of this kind of visitor, parted where this screen asks for it."""
        return self.talk.pages

    @property
    def flow(self) -> Flow:
        """The steps of this visit."""
        return self.talk.flow

    @property
    def unused(self) -> bool:
        """Whether nobody is in front of it: the process can be replaced unnoticed."""
        return self.step in ("", flow.START) and not self.texts and not self.activity.running

    def begin(self) -> None:
        """Show the first step in the kiosk's first language."""
        use_language(self.words.languages[0])
        self.go(flow.START)

    def go(self, step: str) -> None:
        """Show a step of the flow."""
        self.step = self.talk.step = step
        widget = self._make(step)
        widget.chosen.connect(self.choose)
        last = self.flow.is_last(step)
        back = self.flow.back(step) is not None
        keeps = self.flow.keeps_something(step)
        where = self._where(step)
        self.screen.show_step(widget, back=back, stop=keeps and not last, last=last, where=where)
        self._watch(CLOSING if last else self._idle, on=keeps or self._is_foreign())
        if step == flow.START:
            self.at_start.emit()

    def choose(self, choice: str) -> None:
        """Follow a choice of the step on the screen."""
        if self.is_over:
            return
        if choice in self.words.errands or (self.errand is not None and choice != flow.DONE):
            self._on_errand(choice)
        elif choice != flow.DONE and not self._ready(choice):
            return
        elif choice == flow.DONE:
            self.end()
        else:
            self._keep()
            self.talk.step = self.step
            self.go(self.talk.choose(choice))

    def back(self) -> None:
        """Go one step back; what was typed stays until the first step, which begins anew."""
        if self.errand is not None:
            self.errand.back()
            return
        if self.step == _POLICY:
            self.go(flow.NOTICE)
            return
        self._keep()
        before = self.flow.back(self.step)
        if before == flow.START and self.talk.begun:
            self.end()
        elif before is not None:
            self.go(before)

    def end(self) -> None:
        """Erase what was typed and say that the process may end."""
        if self.is_over:
            return
        self.is_over = True
        self.activity.stop()
        QGuiApplication.inputMethod().reset()
        self._wipe()
        self._code = ""
        self.screen.blank()
        self.over.emit()

    def show_problem(self, text: Said, *, note: str = "") -> None:
        """Say that this did not work and where to go; nothing is kept."""
        self.step, self._trouble, self._note = _PROBLEM, text, note
        self._wipe()
        widget = steps.Message(
            self.screen.metrics, t(TO_THE_DESK), said(text), icon="circle-alert", note=note
        )
        self.screen.show_step(widget, back=False, stop=False, last=True)
        self._watch(CLOSING, on=True)

    def present(self, widget: Step, *, step: str, back: bool, last: bool, where: str = "") -> None:
        """Show a step of an errand; ``last`` says that the visit ends with it."""
        self.step = step
        widget.chosen.connect(self.choose)
        self.screen.show_step(widget, back=back, stop=not last, last=last, where=where)
        self._watch(CLOSING if last else self._idle, on=True)

    def _on_errand(self, choice: str) -> None:
        """Begin an errand, or follow a choice of the one that is under way."""
        if self.errand is not None:
            self.errand.choose(choice)
        elif self.step == flow.START and self._ready(flow.ADULT):
            begun = errand_kinds.KINDS[choice](self, self.words.errands[choice], self._today())
            self.errand = begun
            begun.show()

    def _wipe(self) -> None:
        """Forget everything that was typed and chosen."""
        self.talk.wipe()
        if self.errand is not None:
            self.errand.talk.wipe()
            self.errand = None

    def _next(self) -> None:
        """Do what the foot's right button says."""
        shown = self.screen.step
        self.choose(shown.next if shown is not None and shown.next else flow.DONE)

    def _ready(self, choice: str) -> bool:
        """Whether the step on the screen may be left by this choice; says so where not."""
        try:
            if choice == flow.ADULT:
                self.drop.require_room()
            elif (self.step, choice) == (flow.REVIEW, flow.CONFIRM):
                return self._sign_in()
            elif self.step in leaving.STEPS and choice == flow.CONFIRM:
                return leaving.signs_out(self.screen.step, self.drop)
            elif self.step == flow.INVITATION:
                return self._keeps_code()
            elif choice == flow.NEXT:
                return self._page_is_good()
        except UserError as problem:
            self.show_problem(problem.with_traceback(None).text)
            return False
        return True

    def _page_is_good(self) -> bool:
        self._keep()
        shown = self.screen.step
        wrong = self.talk.problems(self._today())
        here = {widget.key for widget in shown.asked} if isinstance(shown, steps.Form) else set()
        problems = {key: one.text() for key, one in wrong.items() if key in here}
        if isinstance(shown, steps.Form):
            shown.show_problems(problems)
        return not problems

    def _sign_in(self) -> bool:
        today = self._today()
        wrong = self.talk.problems(today)
        if self.talk.type is None:
            self.go(flow.KIND)
            return False
        if wrong:  # another kind of visitor was chosen meanwhile, who is asked something else
            self.go(flow.FORM + self.talk.page_with(next(iter(wrong))))
            self._page_is_good()
            return False
        given = self.talk.given(today)
        self._code = self.drop.sign_in(
            given.fields,
            language=self.talk.told_in or language(),
            kind=given.kind,
            confirmed=given.confirmed,
            invitation=given.invitation,
            signature=given.signature,
        )
        self.texts.clear()
        return True

    def scanned(self, code: str) -> None:
        """Keep the invitation code that a scanner read; on the first page the visit begins.

        Whoever applies, joins or asks about their data visits nobody: there it changes nothing.
        """
        if self.is_over or self.errand is not None or not self.talk.invited(code):
            return
        if self.step == flow.START:
            self.choose(flow.INVITED)
        elif self.step in (flow.KIND, flow.INVITATION):
            self.go(flow.KIND)

    def _keeps_code(self) -> bool:
        shown = self.screen.step
        return isinstance(shown, invited.Invitation) and shown.takes(self.talk.invited)

    def _keep(self) -> None:
        shown = self.screen.step
        if isinstance(shown, steps.Form):
            self.talk.answer(shown.texts())
        elif isinstance(shown, kinds.Confirming):
            self.talk.draw(shown.strokes())

    def _make(self, step: str) -> Step:
        metrics = self.screen.metrics
        if step == flow.START:
            start = errand_steps.Start(metrics, self.words.languages, tuple(self.words.errands))
            start.language_chosen.connect(self._speak)
            return start
        if step == flow.KIND:
            known = bool(self.talk.invitation)
            return kinds.Kinds(
                metrics, self.catalogue.visit_types, chosen=self.talk.kind, invited=known
            )
        if step in (flow.INVITATION, flow.SCANNED):
            return (
                invited.Invitation(metrics) if step == flow.INVITATION else invited.Scanned(metrics)
            )
        if (text := self.talk.to_confirm) is not None:
            return kinds.confirming(metrics, text, self.talk)
        if step == flow.NOTICE:
            notice = steps.Notice(metrics, self._told())
            notice.policy_wanted.connect(self._show_policy)
            return notice
        if step == flow.REVIEW:
            review = steps.Review(metrics, self._answers())
            review.page_wanted.connect(self.go)
            return review
        if step == flow.SIGN_OUT:
            return leaving.SignOut(metrics, by_plate=leaving.plates_are_asked(self.catalogue))
        if step == flow.SIGN_OUT_BY_PLATE:
            return leaving.SignOutByPlate(metrics, self.catalogue)
        if step == flow.THANKS:
            return steps.Thanks(metrics, self._code)
        if step in MESSAGES:
            title, said, icon = MESSAGES[step]
            return steps.Message(metrics, t(title), t(said), icon=icon)
        page = next(page for page in self.pages if flow.FORM + page.key == step)
        return steps.Form(metrics, page, self.texts, today=self._today())

    def _told(self) -> str:
        """Return the notice for everybody with what this kind of visitor is told."""
        parts = [self.words.short[language()], str(self.talk.told or "")]
        return "\n\n".join(part for part in parts if part)

    def _where(self, step: str) -> str:
        """Return what stands between Back and Next: how far it is, or what a touch does."""
        if step == flow.REVIEW:
            return t("Touch an answer to change it.")
        for number, page in enumerate(self.pages, start=1):
            if flow.FORM + page.key == step:
                count = len(self.pages)
                return t(_PLACE, title=page.title, number=number, count=count)
        return ""

    def _answers(self) -> list[tuple[str, str, str]]:
        """Return label, answer as a person reads it, and step of everything that was given."""
        given = answers_of(self.pages, self.talk.stored(self._today()), step=flow.FORM)
        return given + signature_of(self.catalogue, self.talk.signed_at)

    def _show_policy(self) -> None:
        self.step = _POLICY
        policy = steps.Policy(self.screen.metrics, str(self.words.policy))
        self.screen.show_step(policy, back=True, stop=True, last=False)
        self._watch(self._idle, on=True)

    def _speak(self, code: str) -> None:
        """Say the page in another language; what was typed or chosen stays."""
        self._keep()
        typed, asked = typed_on(self.screen.step), asked_on(self.screen.step)
        if self.errand is not None:
            self.errand.keep()
        use_language(code)
        if self.errand is not None:
            self.errand.say_again(asked)
        elif self.step == _POLICY:
            self._show_policy()
        elif self.step == _PROBLEM:
            self.show_problem(self._trouble, note=self._note)
        else:
            # A page that was parted in one language may be whole in the other.
            self.go(flow.FORM + self.talk.page_with(asked) if asked else self.step)
        put_back(self.screen.step, typed)

    def _is_foreign(self) -> bool:
        return language() != self.words.languages[0]

    def _watch(self, idle: Idle, *, on: bool) -> None:
        if on:
            self.activity.start(idle)
        else:
            self.activity.stop()

    def _more_time(self) -> None:
        last = self.screen.step is not None and self.screen.step.countdown
        self.activity.start(LONGER if last else None)

    def _abandoned(self) -> None:
        """Nobody was there for too long: the first step only forgets its language."""
        if self.step == flow.START:
            self.begin()
        else:
            self.end()

    def _today(self) -> date:
        return day_of(self._clock.now())


_PLACE: Final = N_("{title} ({number} of {count})")
