# SPDX-License-Identifier: Apache-2.0
"""Somebody's way to an application at a kiosk, without a screen.

Age first, because nothing may be taken down of a child, and of somebody below 18 only while a
parent or guardian stands beside them (PIPL 31, policy 6.1; 禁止使用童工规定 2). What cannot be left
out comes next; then they may send it, or go on for as long as they wish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import minors
from hr_desk.i18n import N_
from hr_desk.kiosk import applicant_form as form
from hr_desk.kiosk.applicant_form import GUARDIAN
from hr_desk.kiosk.errands import CONSENT, FORM, NOTICE, REVIEW, THANKS, Talk
from hr_desk.kiosk.visit_form import Checked, Page

AGE: Final = "age"
"""How old somebody is, in three answers."""
GUARDIAN_HERE: Final = "guardian_here"
"""Whether a parent or guardian is there; only below 18."""
POST: Final = "post"
"""What they apply for."""
ENOUGH: Final = "enough"
"""Everything needed is there: send it, or tell more."""
TOO_YOUNG: Final = "too_young"
NO_GUARDIAN: Final = "no_guardian"

ADULT: Final = "adult"
YOUNG: Final = "16-17"
CHILD: Final = "child"
"""The three answers about age; the first two are codes of the list age_band."""

YES: Final = "yes"
NO: Final = "no"
MORE: Final = "more"
DONE_TYPING: Final = "enough"
ANY_POST: Final = ""
"""The reference of no post in particular."""


class TellsAnotherAge(ValueProblem):
    """A date of birth that does not fit what was said about the age."""

    message = N_(
        "With this date of birth you are under 18. Check it, or touch “Stop and erase” and say so "
        "at the beginning."
    )


class TooYoungToWork(ValueProblem):
    """A date of birth of somebody whom nobody may employ."""

    message = N_(
        "With this date of birth you are under 16, and we may not take an application from you. "
        "Check it, or touch “Stop and erase”."
    )


@dataclass(frozen=True)
class Applied:
    """What somebody gave, ready to be sealed: stored values, post, and what they agreed to.

    ``post`` is a reference of the profile, empty for any post; ``confirmed`` maps ``notice`` and
    the keys of fields to the exact texts shown.
    """

    fields: Mapping[str, Any]
    post: str
    confirmed: Mapping[str, str]


class Applying(Talk):
    """Where an applicant stands, and everything they have said so far."""

    first = AGE
    ends = Talk.ends | {TOO_YOUNG, NO_GUARDIAN}

    age: str = ""
    post: str | None = None
    """The reference of what they apply for; None until it is chosen."""
    tells_more: bool = False

    @property
    def is_minor(self) -> bool:
        """Whether a guardian has to agree."""
        return self.age == YOUNG

    @property
    def path(self) -> tuple[str, ...]:
        """The steps for this applicant."""
        here = (GUARDIAN_HERE,) if self.is_minor else ()
        guardian = [FORM + one.key for one in self._guardian()]
        consent = [CONSENT + key for key in (GUARDIAN,) if self.is_minor and key in self._texts()]
        first = [FORM + one.key for one in self._first()]
        more = [FORM + one.key for one in self._more()] if self.tells_more else []
        return (AGE, *here, NOTICE, POST, *first, *guardian, *consent, ENOUGH, *more, REVIEW,
                THANKS)  # fmt: skip

    @property
    def pages(self) -> tuple[Page, ...]:
        """The form's pages: what is needed, the guardian of a minor, and what may be added."""
        return (*self._first(), *self._guardian(), *self._more())

    @property
    def may_stop(self) -> bool:
        """Whether the page of this step belongs to what may be left out altogether."""
        return self.page is not None and self.page.key.startswith(form.MORE)

    def further(self, today: date) -> dict[str, ValueProblem]:
        """Return what the answers contradict: the age that was stated."""
        born = self.checked(today).stored.get("birth_date")
        if born is None:
            return {}
        birth = date.fromisoformat(born)
        if not minors.may_be_hired(birth, today):
            return {"birth_date": TooYoungToWork()}
        if minors.is_minor(birth, today) and not self.is_minor:
            return {"birth_date": TellsAnotherAge()}
        return {}

    def problems(self, today: date) -> dict[str, ValueProblem]:
        """Return what is wrong with the answers of the whole form, by field."""
        return {**super().problems(today), **self.further(today)}

    def checked(self, today: date) -> Checked:
        """Return the answers; where nothing more is told, what was typed there does not count."""
        found = super().checked(today)
        if self.tells_more:
            return found
        asked = {one.field.key for page in (*self._first(), *self._guardian())
                 for one in page.questions}  # fmt: skip
        return replace(
            found,
            stored={key: value for key, value in found.stored.items() if key in asked},
            problems={key: one for key, one in found.problems.items() if key in asked},
        )

    def given(self, today: date) -> Applied:
        """Return what may be sealed."""
        said = {form.AGE: self.age, form.SOURCE: form.SOURCE_HERE}
        stored = {**self.stored(today), **said}
        return Applied(stored, self.post or ANY_POST, dict(self.confirmed))

    def wipe(self) -> None:
        """Forget everything that was chosen and typed."""
        super().wipe()
        self.age, self.post, self.tells_more = "", None, False

    def _target(self, choice: str) -> str:
        if self.step == AGE:
            return self._by_age(choice)
        if self.step == GUARDIAN_HERE:
            return {YES: NOTICE, NO: NO_GUARDIAN}[choice]
        if self.step == POST:
            if choice != ANY_POST and choice not in self.errand.posts:
                raise KeyError(choice)
            self.post = choice
            return self.following()
        if self.step == ENOUGH:
            self.tells_more = {MORE: True, DONE_TYPING: False}[choice]
            return self.following()
        if choice == DONE_TYPING and self.may_stop:
            return REVIEW
        return super()._target(choice)

    def _by_age(self, choice: str) -> str:
        if choice == CHILD:
            return TOO_YOUNG
        if choice not in (ADULT, YOUNG):
            raise KeyError(choice)
        if choice != self.age:  # who agrees may be somebody else now
            self.confirmed.clear()
        self.age = choice
        return self.following()

    def _texts(self) -> Mapping[str, Mapping[str, str]]:
        return self.errand.texts

    def _first(self) -> tuple[Page, ...]:
        return tuple(self._part(form.first_pages(self.catalogue)))

    def _guardian(self) -> tuple[Page, ...]:
        if not self.is_minor:
            return ()
        pages = form.guardian_page(self.catalogue)
        return tuple(replace(page, questions=tuple(replace(one, required=True)
                     for one in page.questions)) for page in pages)  # fmt: skip

    def _more(self) -> tuple[Page, ...]:
        return tuple(self._part(form.further_pages(self.catalogue)))
