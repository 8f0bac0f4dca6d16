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
KIND: Final = "kind"
"""What kind of visitor somebody is; each kind of the catalogue is a choice."""
INVITATION: Final = "invitation"
"""Typing the code of an invitation; nothing is known of it here, and nothing shown."""
SCANNED: Final = "scanned"
"""An invitation's QR was read on the first page: the age statement is asked all the same."""
NOTICE: Final = "notice"
"""The one-screen notice: agree and disagree, equal in size; the full policy one step away."""
REVIEW: Final = "review"
"""What was typed, to check; confirming it sends it."""
THANKS: Final = "thanks"
"""The sign-out code."""
SIGN_OUT: Final = "sign_out"
"""The code, or the last four digits of the phone number."""
SIGN_OUT_BY_PLATE: Final = "sign_out_by_plate"
"""The plate of the vehicle somebody leaves with."""
SIGN_OUT_THANKS: Final = "sign_out_thanks"
DISAGREE: Final = "disagree"
"""Please go to the front desk; nothing was saved."""
UNDER_AGE: Final = "under_age"
"""Please go to the front desk with your guardian; nothing was saved."""

FORM: Final = "form:"
"""What the step of a form page begins with; behind it stands the page's key."""
CONFIRMS: Final = "confirms:"
"""What the step of a text to be confirmed begins with; behind it stands the text's key."""

ADULT: Final = "adult"
LEAVE: Final = "sign_out"
BY_PLATE: Final = "by_plate"
MINOR: Final = "under_age"
INVITED: Final = "invited"
AGREE: Final = "agree"
REFUSE: Final = "disagree"
NEXT: Final = "next"
CONFIRM: Final = "confirm"
DONE: Final = "done"

_FIRST: Final = "first page"
_FOLLOWING: Final = "next page"
_EACH_KIND: Final = "each kind"

TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    START: {ADULT: KIND, MINOR: UNDER_AGE, LEAVE: SIGN_OUT, INVITED: SCANNED},
    KIND: {_EACH_KIND: NOTICE, INVITED: INVITATION},
    INVITATION: {NEXT: KIND},
    SCANNED: {ADULT: KIND, MINOR: UNDER_AGE},
    NOTICE: {AGREE: _FIRST, REFUSE: DISAGREE},
    FORM: {NEXT: _FOLLOWING},
    CONFIRMS: {AGREE: _FOLLOWING, REFUSE: DISAGREE},
    REVIEW: {CONFIRM: THANKS},
    SIGN_OUT: {CONFIRM: SIGN_OUT_THANKS, BY_PLATE: SIGN_OUT_BY_PLATE},
    SIGN_OUT_BY_PLATE: {CONFIRM: SIGN_OUT_THANKS},
    THANKS: {DONE: START},
    SIGN_OUT_THANKS: {DONE: START},
    DISAGREE: {DONE: START},
    UNDER_AGE: {DONE: START},
}
"""Step to the choices it offers and where each leads; all form pages are one line of it, and so
are all texts to be confirmed, and all kinds of visitors are one choice."""

SENDS: Final = frozenset({(REVIEW, CONFIRM), (SIGN_OUT, CONFIRM), (SIGN_OUT_BY_PLATE, CONFIRM)})
"""The choices that drop an envelope; the next step is shown only once that has succeeded."""

LEAVING: Final = frozenset({SIGN_OUT, SIGN_OUT_BY_PLATE, SIGN_OUT_THANKS})
"""The steps of somebody who leaves: nobody else's answers are on the screen."""

WIPES: Final = frozenset({DISAGREE, UNDER_AGE})
"""Steps at which nothing that was typed or chosen may be left."""

_BACK: Final[Mapping[str, str]] = {
    KIND: START,
    INVITATION: KIND,
    SCANNED: START,
    NOTICE: KIND,
    SIGN_OUT: START,
    SIGN_OUT_BY_PLATE: SIGN_OUT,
}
_GROUPS: Final = (FORM, CONFIRMS)


@dataclass(frozen=True)
class Flow:
    """The steps with what this visit has of pages and texts to confirm, by their keys, in order.

    Both depend on the kind of visitor: make a new Flow once another one is chosen.
    """

    pages: Sequence[str]
    kinds: Sequence[str] = ()
    texts: Sequence[str] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step there is, each once."""
        rest = [step for step in TABLE if step not in _GROUPS]
        place = rest.index(REVIEW)
        return (*rest[:place], *self._between, *rest[place:])

    def choices(self, step: str) -> tuple[str, ...]:
        """Return what can be chosen at a step; raises KeyError for a step that is none."""
        offered = TABLE[self._line(step)]
        kinds = tuple(self.kinds) if _EACH_KIND in offered else ()
        return (*kinds, *(choice for choice in offered if choice != _EACH_KIND))

    def next(self, step: str, choice: str = NEXT) -> str:
        """Return the step a choice leads to; raises KeyError for one the step does not offer."""
        offered = TABLE[self._line(step)]
        target = offered[_EACH_KIND if choice in self.kinds else choice]
        if target == _FIRST:
            return self._at(0)
        return self._at(self._place(step) + 1) if target == _FOLLOWING else target

    def back(self, step: str) -> str | None:
        """Return the step before, or None where there is no way back: nothing to undo."""
        if step != REVIEW and self._line(step) not in _GROUPS:
            return _BACK.get(step)
        place = len(self._between) if step == REVIEW else self._place(step)
        return self._between[place - 1] if place else NOTICE

    def is_last(self, step: str) -> bool:
        """Whether the visit ends here: the process that shows it ends after this step."""
        return DONE in self.choices(step)

    def keeps_something(self, step: str) -> bool:
        """Whether an abandoned screen shows or holds what a stranger must not see."""
        return step != START

    def page_of(self, step: str) -> str | None:
        """Return the key of the form page a step shows, None for other steps."""
        return step.removeprefix(FORM) if self._line(step) == FORM else None

    def text_of(self, step: str) -> str | None:
        """Return the key of the text a step asks to confirm, None for other steps."""
        return step.removeprefix(CONFIRMS) if self._line(step) == CONFIRMS else None

    @property
    def _between(self) -> tuple[str, ...]:
        """What comes after the notice and before the review."""
        return (*(FORM + key for key in self.pages), *(CONFIRMS + key for key in self.texts))

    def _at(self, place: int) -> str:
        between = self._between
        return between[place] if place < len(between) else REVIEW

    def _line(self, step: str) -> str:
        """Return the line of the table a step stands in; raises KeyError."""
        for group in _GROUPS:
            if step != group and step in self._between and step.startswith(group):
                return group
        if step in _GROUPS or step not in TABLE:
            raise KeyError(step)
        return step

    def _place(self, step: str) -> int:
        return self._between.index(step)


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
