# SPDX-License-Identifier: Apache-2.0
"""A joiner's way through their own part at a kiosk, without a screen.

The code that they were handed comes first; the kiosk sees that it is one and has not run out, and
nothing else. Then the notice, what is needed page by page, the sensitive items with a tick each,
the safety rules, all of it to check, and one signature.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.id_papers import NUMBERED_LIKE_IDS, NumberOfAnotherKind, fits
from hr_desk.domain import joining_code, minors
from hr_desk.domain.joining_code import Standing
from hr_desk.domain.strokes import Stroke
from hr_desk.kiosk import joiner_form as form
from hr_desk.kiosk.applying import TooYoungToWork
from hr_desk.kiosk.errands import (
    AGREE,
    CONFIRM,
    CONSENT,
    DISAGREE,
    FORM,
    NEXT,
    NOTICE,
    REFUSE,
    REVIEW,
    THANKS,
    Talk,
)
from hr_desk.kiosk.joiner_form import GUARDIAN, SAFETY, SAFETY_TEXT
from hr_desk.kiosk.problems import JoiningCodeRunOut, JoiningCodeWrong
from hr_desk.kiosk.visit_form import Checked, Page, checked

CODE: Final = "code"
"""The code that was handed out."""
TICKS: Final = "ticks"
"""The sensitive items on one page, a tick each."""
RULES: Final = "rules"
"""The safety rules of the site."""
SIGN: Final = "sign"
"""One signature for all of it."""


@dataclass(frozen=True)
class Joined:
    """What a joiner gave, ready to be sealed; ``confirmed`` maps keys to the exact texts shown."""

    fields: Mapping[str, Any]
    code: str
    strokes: tuple[Stroke, ...]
    confirmed: Mapping[str, str]


class Joining(Talk):
    """Where a joiner stands, and everything they have said so far."""

    first = CODE

    code: str = ""
    strokes: tuple[Stroke, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The steps for this joiner."""
        pages = [FORM + one.key for one in self.pages]
        guardian = [CONSENT + GUARDIAN] if self.is_minor else []
        return (CODE, NOTICE, *pages, *guardian, TICKS, RULES, REVIEW, SIGN, THANKS)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The form's pages; whoever is below 18 names a guardian."""
        own = tuple(self._eased(page) for page in self._part(form.pages(self.catalogue)))
        return (*own, *self._guardian()) if self.is_minor else own

    @property
    def items(self) -> tuple[str, ...]:
        """The fields that are ticked one by one, a minor's guardian left out."""
        return tuple(key for key in self.errand.texts if key != GUARDIAN)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The items that are ticked."""
        return tuple(key for key in self.items if key in self.confirmed)

    @property
    def is_minor(self) -> bool:
        """Whether the date of birth that was typed is that of somebody below 18."""
        born, today = self._born, self.today
        return born is not None and today is not None and minors.is_minor(born, today)

    today: date | None = None
    """The day in Asia/Shanghai, once it is known."""

    def take_code(self, text: str, today: date) -> None:
        """Keep the code; raises JoiningCodeWrong, JoiningCodeRunOut with the way out."""
        self.today = today
        code = joining_code.typed(text)
        found = joining_code.standing(code, today)
        if found is Standing.WRONG:
            raise JoiningCodeWrong
        if found is Standing.RUN_OUT:
            raise JoiningCodeRunOut
        self.code = code

    def tick(self, keys: Iterable[str]) -> None:
        """Tick exactly these items, each with the text that is shown."""
        wanted = set(keys)
        for key in self.items:
            if key in wanted:
                self.confirmed[key] = self.text_of(key)
            else:
                self.confirmed.pop(key, None)

    def rules(self) -> str:
        """Return the safety rules in the language in use."""
        return str(self.catalogue.acknowledgements[SAFETY_TEXT].text)

    def problems(self, today: date) -> dict[str, ValueProblem]:
        """Return what is wrong with the answers of the whole form, by field."""
        self.today = today
        _, different = form.once(self.texts)
        found = {**super().problems(today), **different, **self._another_kind()}
        if self._born is not None and not minors.may_be_hired(self._born, today):
            found["birth_date"] = TooYoungToWork()
        return found

    def checked(self, today: date) -> Checked:
        """Return the answers, the account number once."""
        once, _ = form.once(self.texts)
        return checked(self.questions, once, today=today)

    def given(self, today: date) -> Joined:
        """Return what may be sealed: nothing of an item that was not ticked."""
        unticked = set(self.items) - set(self.ticked)
        stored = {k: v for k, v in self.stored(today).items() if k not in unticked}
        said = {SAFETY: True} if SAFETY in self.confirmed else {}
        return Joined({**stored, **said}, self.code, self.strokes, dict(self.confirmed))

    def wipe(self) -> None:
        """Forget everything that was chosen, typed and drawn."""
        super().wipe()
        self.code, self.strokes = "", ()

    def _target(self, choice: str) -> str:
        if self.step == RULES and choice == REFUSE:
            return DISAGREE
        if self.step == RULES and choice == AGREE:
            self.confirmed[SAFETY] = self.rules()
            return self.following()
        ready = {CODE: bool(self.code), TICKS: True, SIGN: bool(self.strokes)}
        if self.step in ready:
            if choice not in (NEXT, CONFIRM) or not ready[self.step]:
                raise KeyError(choice)
            return self.following()
        return super()._target(choice)

    @property
    def _born(self) -> date | None:
        kind = self.catalogue.field("birth_date").type
        try:
            born: date = kind.parse(self.texts.get("birth_date", ""))
        except ValueProblem:
            return None
        return born

    def _eased(self, page: Page) -> Page:
        """Take the number of whichever paper was named: with letters, or none where it has none."""
        said = self.texts.get(form.ID_TYPE, "")
        if not said or said in NUMBERED_LIKE_IDS:
            return page
        eased: dict[str, Any] = {"letters": True}
        if said in form.WITHOUT_NUMBER:
            eased |= {"required": False, "left_out": form.NO_NUMBER}
        return replace(page, questions=tuple(
            replace(one, **eased) if one.field.key == form.ID_NUMBER else one
            for one in page.questions
        ))  # fmt: skip

    def _another_kind(self) -> dict[str, ValueProblem]:
        """Return what is wrong where the number is none of the kind of paper that was named."""
        field, said = self.catalogue.field(form.ID_NUMBER), self.texts.get(form.ID_TYPE, "")
        try:
            number = field.type.parse(self.texts.get(form.ID_NUMBER, ""))
        except ValueProblem:
            return {}
        if not said or fits(number, said):
            return {}
        kind = self.catalogue.field(form.ID_TYPE).type.show(said)
        return {form.ID_NUMBER: NumberOfAnotherKind(field=field.label, kind=kind)}

    def _guardian(self) -> tuple[Page, ...]:
        return tuple(
            replace(page, questions=tuple(replace(one, required=True) for one in page.questions))
            for page in form.guardian_page(self.catalogue)
        )
