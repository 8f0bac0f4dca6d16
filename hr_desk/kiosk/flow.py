# SPDX-License-Identifier: Apache-2.0
"""The steps of one visit at a kiosk: a table, without a screen.

A screen shows the step it is told, offers the step's choices, and asks ``Flow`` where a choice
leads. Nothing is kept here: what was typed lives with the caller and ends with the visit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

START: Final = "start"
"""Language buttons, the age statement as the start button, under 18, sign out."""
NOTICE: Final = "notice"
"""The one-screen notice: agree and disagree, equal in size; the full policy one step away."""
REVIEW: Final = "review"
"""What was typed, to check; confirming it sends it."""
THANKS: Final = "thanks"
"""The sign-out code."""
SIGN_OUT: Final = "sign_out"
"""The code, or the last four digits of the phone number."""
SIGN_OUT_THANKS: Final = "sign_out_thanks"
DISAGREE: Final = "disagree"
"""Please go to the front desk; nothing was saved."""
UNDER_AGE: Final = "under_age"
"""Please go to the front desk with your guardian; nothing was saved."""

FORM: Final = "form:"
"""What the step of a form page begins with; behind it stands the page's key."""

ADULT: Final = "adult"
LEAVE: Final = "sign_out"
MINOR: Final = "under_age"
AGREE: Final = "agree"
REFUSE: Final = "disagree"
NEXT: Final = "next"
CONFIRM: Final = "confirm"
DONE: Final = "done"

_FIRST: Final = "first page"
_FOLLOWING: Final = "next page"

TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    START: {ADULT: NOTICE, MINOR: UNDER_AGE, LEAVE: SIGN_OUT},
    NOTICE: {AGREE: _FIRST, REFUSE: DISAGREE},
    FORM: {NEXT: _FOLLOWING},
    REVIEW: {CONFIRM: THANKS},
    SIGN_OUT: {CONFIRM: SIGN_OUT_THANKS},
    THANKS: {DONE: START},
    SIGN_OUT_THANKS: {DONE: START},
    DISAGREE: {DONE: START},
    UNDER_AGE: {DONE: START},
}
"""Step to the choices it offers and where each leads; all form pages are one line of it."""

SENDS: Final = frozenset({(REVIEW, CONFIRM), (SIGN_OUT, CONFIRM)})
"""The choices that drop an envelope; the next step is shown only once that has succeeded."""

_BACK: Final[Mapping[str, str]] = {NOTICE: START, SIGN_OUT: START}


@dataclass(frozen=True)
class Flow:
    """The steps with the form pages that this visit has, by their keys, in order.

    A page may come or go with an answer: make a new Flow of the pages there are now.
    """

    pages: Sequence[str]

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step there is, each once."""
        form = [FORM + page for page in self.pages]
        rest = [step for step in TABLE if step != FORM]
        return (*rest[:2], *form, *rest[2:])

    def choices(self, step: str) -> tuple[str, ...]:
        """Return what can be chosen at a step; raises KeyError for a step that is none."""
        return tuple(TABLE[self._line(step)])

    def next(self, step: str, choice: str = NEXT) -> str:
        """Return the step a choice leads to; raises KeyError for one the step does not offer."""
        target = TABLE[self._line(step)][choice]
        if target == _FIRST:
            return self._page(0)
        if target == _FOLLOWING:
            return self._page(self._place(step) + 1)
        return target

    def back(self, step: str) -> str | None:
        """Return the step before, or None where there is no way back: nothing to undo."""
        if step == REVIEW:
            return self._page(len(self.pages) - 1) if self.pages else NOTICE
        if self._line(step) == FORM:
            place = self._place(step)
            return self._page(place - 1) if place else NOTICE
        return _BACK.get(step)

    def is_last(self, step: str) -> bool:
        """Whether the visit ends here: the process that shows it ends after this step."""
        return DONE in self.choices(step)

    def keeps_something(self, step: str) -> bool:
        """Whether an abandoned screen shows or holds what a stranger must not see."""
        return step != START

    def page_of(self, step: str) -> str | None:
        """Return the key of the form page a step shows, None for other steps."""
        return self.pages[self._place(step)] if self._line(step) == FORM else None

    def _page(self, place: int) -> str:
        return FORM + self.pages[place] if place < len(self.pages) else REVIEW

    def _line(self, step: str) -> str:
        """Return the line of the table a step stands in; raises KeyError."""
        if step.startswith(FORM) and step.removeprefix(FORM) in self.pages:
            return FORM
        if step == FORM or step not in TABLE:
            raise KeyError(step)
        return step

    def _place(self, step: str) -> int:
        return list(self.pages).index(step.removeprefix(FORM))


@dataclass(frozen=True)
class Idle:
    """How long a screen may be left alone, in seconds; the numbers come from the profile.

    Only what a person does counts as activity: a touch, a key, a movement of the pointer.
    """

    quiet: float = 30
    countdown: float = 10

    def remaining(self, since: float) -> int | None:
        """Return the whole seconds left to show, None before the countdown; 0 is the reset.

        ``since`` is the time in seconds since the last activity.
        """
        if since < self.quiet:
            return None
        left = self.quiet + self.countdown - since
        return max(0, -int(-left // 1))
