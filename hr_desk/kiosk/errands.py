# SPDX-License-Identifier: Apache-2.0
"""What applicants and joiners do at a kiosk, without a screen: one path of steps, walked both ways.

What was typed and chosen lives here as long as the visit and ends with its process; back keeps it,
whoever disagrees or may not go on leaves nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import free_text
from hr_desk.i18n import N_, Text, language
from hr_desk.kiosk.visit_form import (
    LONGEST_PAGE,
    Checked,
    Needed,
    Page,
    Question,
    checked,
)
from hr_desk.vault.errands import APPLY, ASK, JOIN, Errand

__all__ = ["APPLY", "ASK", "JOIN", "Errand", "Parting", "Talk", "pages_of"]

OFFERS: Final[Mapping[str, str]] = {
    APPLY: N_("Apply for a job"),
    JOIN: N_("I start work here"),
    ASK: N_("Ask about my data"),
}
"""What the first page of a kiosk says of each errand."""

NOTICE: Final = "notice"
"""The one-screen notice of the errand: agree and disagree, equal in size."""
FORM: Final = "form:"
"""What the step of a form page begins with; behind it stands the page's key."""
CONSENT: Final = "consent:"
"""What the step of a separate consent begins with; behind it stands the field's key."""
REVIEW: Final = "review"
"""What was typed, to check; confirming it sends it."""
THANKS: Final = "thanks"
"""It is on its way."""
DISAGREE: Final = "disagree"
"""The way without a kiosk; nothing was saved."""

AGREE: Final = "agree"
REFUSE: Final = "disagree"
NEXT: Final = "next"
CONFIRM: Final = "confirm"

MANY: Final = 6
"""Codes above which a list fills a page of its own."""

MOST_BUTTONS: Final = 12
"""Codes of a list that fit on a page as buttons; a longer list is typed in words."""

EITHER: Final = N_("one of the two is enough")
"""What leaving a question empty means where another answers as well."""

Parting = Callable[[Sequence[Page]], Sequence[Page]]
"""How a screen parts pages that are too high for it."""


class Marked(ValueProblem):
    """Free text holds something that should not stand there; said once, never a bar."""

    message = N_("{reason} Please leave it out; with Next it stays as it is.")


class Talk(ABC):
    """Where somebody stands on an errand, and everything they have said so far."""

    first: ClassVar[str]
    """The step an errand begins with."""

    ends: ClassVar[frozenset[str]] = frozenset({THANKS, DISAGREE})
    """Steps after which the visit is over; all but THANKS leave nothing."""

    def __init__(self, catalogue: Catalogue, errand: Errand, *, part: Parting = tuple) -> None:
        self.catalogue, self.errand = catalogue, errand
        self.step = self.first
        self.texts: dict[str, str] = {}
        self.confirmed: dict[str, str] = {}
        """What was agreed to (``notice``, or a field's key): the digest of the text shown."""
        self._part = part
        self._told: set[tuple[str, str]] = set()

    @property
    @abstractmethod
    def path(self) -> tuple[str, ...]:
        """The steps of this errand in order, each once, from ``first`` to THANKS."""

    @property
    @abstractmethod
    def pages(self) -> tuple[Page, ...]:
        """The form's pages in order."""

    @property
    def page(self) -> Page | None:
        """The page of questions at this step."""
        return next((one for one in self.pages if FORM + one.key == self.step), None)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything that is asked."""
        return tuple(question for page in self.pages for question in page.questions)

    def choose(self, choice: str) -> str:
        """Follow a choice of the step; returns the step it leads to, KeyError for a strange one."""
        self._to(self._target(choice))
        return self.step

    def back(self) -> str | None:
        """Go one step back and return it, None at the first one; what was typed stays."""
        if self.step in self.ends or self.step == self.path[0]:
            return None
        self.step = self.path[self.path.index(self.step) - 1]
        return self.step

    def answer(self, texts: Mapping[str, str]) -> None:
        """Keep what stands on the page, right or wrong."""
        self.texts.update(texts)

    def wipe(self) -> None:
        """Forget everything that was chosen and typed."""
        self.texts.clear()
        self.confirmed.clear()
        self._told.clear()

    def problems(self, today: date) -> dict[str, ValueProblem]:
        """Return what is wrong with the answers of the whole form, by field.

        That one answer of several is missing is said on the last page that asks for one of them: a
        small screen parts them, and the first may be left empty.
        """
        found = dict(self.checked(today).problems)
        for group in groups(self.questions):
            if not any(self.texts.get(key, "").strip() for key in group):
                last = self.page_with(group[-1])
                said_at = next(key for key in group if self.page_with(key) == last)
                found.setdefault(said_at, Needed(field=self._labels(group)))
        return found

    def checked(self, today: date) -> Checked:
        """Return the answers that are good, as they are stored, and what is wrong."""
        return checked(self.questions, self.texts, today=today)

    def stored(self, today: date) -> Mapping[str, Any]:
        """Return the answers that are good, as they are stored."""
        return self.checked(today).stored

    def marks(self) -> dict[str, ValueProblem]:
        """Return what free text on this page should not hold; the same text is told once."""
        found: dict[str, ValueProblem] = {}
        for question in self.page.questions if self.page is not None else ():
            key, text = question.field.key, self.texts.get(question.field.key, "")
            if question.field.type.free_text and (key, text) not in self._told:
                spans = free_text.find(text, self.catalogue.forbidden)
                if spans:
                    self._told.add((key, text))
                    found[key] = Marked(reason=spans[0].reason)
        return found

    def page_with(self, key: str) -> str:
        """Return the key of the page that asks for a field; raises StopIteration."""
        return next(page.key for page in self.pages
                    if any(one.field.key == key for one in page.questions))  # fmt: skip

    def text_of(self, key: str) -> str:
        """Return the text of a separate consent in the language in use, Chinese where it lacks."""
        texts = self.errand.texts[key]
        return texts.get(language()) or texts["zh_CN"]

    def short(self) -> str:
        """Return the one-screen notice in the language in use."""
        return self.errand.short[language()]

    def _target(self, choice: str) -> str:
        """Return where a choice leads; what is agreed to is noted."""
        if choice == REFUSE and (self.step == NOTICE or self.step.startswith(CONSENT)):
            return DISAGREE
        if choice == AGREE and self.step == NOTICE:
            self.confirmed[NOTICE] = self.short()
            return self.following()
        if choice == AGREE and self.step.startswith(CONSENT):
            key = self.step.removeprefix(CONSENT)
            self.confirmed[key] = self.text_of(key)
            return self.following()
        expected = {REVIEW: CONFIRM}.get(self.step, NEXT if self.page is not None else "")
        if not expected or choice != expected:
            raise KeyError(choice)
        return self.following()

    def following(self) -> str:
        """Return the next step of the path."""
        return self.path[self.path.index(self.step) + 1]

    def _to(self, step: str) -> None:
        if step in self.ends - {THANKS}:
            self.wipe()
        self.step = step

    def _labels(self, keys: Iterable[str]) -> str:
        return " / ".join(str(self.catalogue.field(key).label) for key in keys)


def groups(questions: Iterable[Question]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of those questions of which one answer is enough, a group at a time.

    A question that may wait, or must be answered, is in no group.
    """
    found: dict[str, list[str]] = {}
    for question in questions:
        if question.field.one_of is not None and question.left_out == EITHER:
            found.setdefault(question.field.one_of, []).append(question.field.key)
    return tuple(tuple(keys) for keys in found.values())


def pages_of(
    catalogue: Catalogue, fields: Iterable[Field], scenario: Scenario, *, name: str
) -> tuple[Page, ...]:
    """Return pages of one to three questions, no page with fields of two sections.

    ``name`` is what the keys of the pages begin with; their titles are those of the sections.
    """
    by_section: dict[str, list[list[Field]]] = {}
    for field in fields:
        together = by_section.setdefault(field.section, [])
        if not together or not _fits(together[-1], field):
            together.append([])
        together[-1].append(field)
    return tuple(
        Page(
            f"{name}_{section}_{number}",
            catalogue.sections.get(section, Text(zh="", en="")),
            tuple(_question(one, scenario) for one in some),
        )
        for section, pages in by_section.items()
        for number, some in enumerate(pages)
    )


def _fits(page: Sequence[Field], field: Field) -> bool:
    """Whether a field stands on the page before it; a long list fills one of its own."""
    return len(page) < LONGEST_PAGE and not any(_is_long(one) for one in (*page[-1:], field))


def _is_long(field: Field) -> bool:
    return MANY < len(getattr(field.type, "codes", {})) <= MOST_BUTTONS


def _question(asked_for: Field, scenario: Scenario) -> Question:
    required = asked_for.demand[scenario] is Demand.REQUIRED
    left_out = EITHER if asked_for.one_of is not None and not required else ""
    return Question(asked_for, required, left_out)
