# SPDX-License-Identifier: Apache-2.0
"""What a kind of visitor is asked at a kiosk, a page at a time, and typed text into stored values.

The catalogue says which kind is asked what on which page; a company's own field that no kind names
is asked of all. Asked is only what is a visitor's, written by a kiosk and supplied by the person.
The age statement is the start button's; a guardian belongs to a minor, whom the front desk
receives; documents and lists of courses are not typed standing up. Whom to call in an emergency is
asked on the page of a kind that goes where there is danger, and may be left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario, VisitType
from hr_desk.catalogue.types import FILE_TYPES, TYPES
from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.histories import History
from hr_desk.catalogue.visit_declarations import PURPOSE
from hr_desk.i18n import N_, Text

STARTED_WITH: Final[Mapping[str, str]] = {"age_band": "adult"}
"""What the start button says for the visitor ("I am 18 or over"): field to stored value."""

NOT_TYPED: Final = frozenset(
    {"contact", *FILE_TYPES} | {name for name, kind in TYPES.items() if issubclass(kind, History)}
)
"""Types that no kiosk asks for: groups of several lines, files, somebody else's telephone.

But for whom to call in an emergency, where the kind of visitor goes where there is danger."""

LONGEST_PAGE: Final = 3
"""Questions on one page at most."""

MORE: Final = "more"
"""The page of what no kind of visitor names."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "mobile": N_("No phone: my host vouches for me"),
    "employer": N_("I come for myself"),
    "plate_number": N_("I am not driving in"),
    "trailer_plate": N_("I have no trailer"),
    "delivery_note": N_("I have no number"),
    "visit_planned": N_("I have no appointment"),
    "companions_count": N_("I come alone"),
    "carried_items": N_("I bring no equipment, tools or samples"),
    "emergency_contact": N_("I name nobody"),
}
"""What leaving a question empty says, where the catalogue's condition has two sides."""


@dataclass(frozen=True)
class Question:
    """One field on a page; ``left_out`` is the message beside it that says what empty means.

    ``among`` are the only codes of a list that are answers here; empty: all of them. ``letters``
    says that a number may have letters, which no digit pad types.
    """

    field: Field
    required: bool
    left_out: str = ""
    among: tuple[str, ...] = ()
    letters: bool = False


@dataclass(frozen=True)
class Page:
    """One to three questions."""

    key: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Checked:
    """What was typed, checked: stored JSON for what is good, a sentence for each that is not.

    ``stored`` holds no empty answers; it goes into the envelope once ``problems`` is empty.
    """

    stored: Mapping[str, Any]
    problems: Mapping[str, ValueProblem]
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)


class Needed(ValueProblem):
    """A required question was left empty."""

    message = N_("Please fill this in: {field}.")


def asked(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return the fields a kiosk asks a visitor for, in form order, whatever the answers are."""
    return tuple(
        found
        for found in catalogue.fields.values()
        if found.sent_by_visitors
        and (found.type.name not in NOT_TYPED or found.emergency_reveal)
        and found.key not in STARTED_WITH
    )


def pages(catalogue: Catalogue, kind: str) -> tuple[Page, ...]:
    """Return the pages of a kind of visitor in order; raises KeyError for one that is none."""
    type_ = catalogue.visit_types[kind]
    open_now = {one.key: one for one in asked(catalogue)}
    return tuple(
        Page(key, title, tuple(_question(open_now[name], type_) for name in names))
        for key, title, wanted in _places(catalogue, type_)
        if (names := [name for name in wanted if name in open_now])
    )


def _places(catalogue: Catalogue, type_: VisitType) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
    """Yield the declared pages; after them, a few at a time, what no kind names or all must say."""
    for key, names in type_.pages.items():
        yield key, catalogue.visit_pages[key], names
    named, needed = _named(catalogue), Demand.REQUIRED
    rest = [
        one.key
        for one in asked(catalogue)
        if one.key not in named
        or (one.demand[Scenario.VISITOR] is needed and one.key not in (*type_.fields, PURPOSE))
    ]
    title = catalogue.visit_pages[MORE]
    for start in range(0, len(rest), LONGEST_PAGE):
        yield f"own{start // LONGEST_PAGE}", title, tuple(rest[start : start + LONGEST_PAGE])


def _named(catalogue: Catalogue) -> frozenset[str]:
    """Return the fields that some kind of visitor answers by itself, on a page or by a text."""
    texts = catalogue.acknowledgements.values()
    answered = {one.field for one in texts if one.field is not None}
    placed = {key for one in catalogue.visit_types.values() for key in one.fields}
    return frozenset({PURPOSE, *placed, *answered})


def _question(asked_for: Field, type_: VisitType) -> Question:
    needed = asked_for.demand[Scenario.VISITOR] is Demand.REQUIRED
    required = needed or asked_for.key in type_.required
    among = type_.purposes if asked_for.key == PURPOSE else ()
    left_out = "" if required else LEFT_OUT.get(asked_for.key, "")
    return Question(asked_for, required, left_out, among)


def said_by(catalogue: Catalogue, kind: str) -> dict[str, Any]:
    """Return the stored values that a visitor gives without typing: start button and kind."""
    purposes = catalogue.visit_types[kind].purposes
    return {**STARTED_WITH, **({PURPOSE: purposes[0]} if len(purposes) == 1 else {})}


def check(
    catalogue: Catalogue,
    texts: Mapping[str, str],
    *,
    kind: str,
    page: str | None = None,
    today: date,
) -> Checked:
    """Parse and check what was typed: of one page, or of all pages before it is sent.

    ``texts`` maps field keys to typed text; codes of a list and yes/no are taken as such. What the
    kind of visitor is not asked is left out of ``stored``; with all pages it begins with what
    ``said_by`` says. ``today`` is the day in Asia/Shanghai.
    """
    said = said_by(catalogue, kind) if page is None else {}
    found = checked(_questions(catalogue, kind, page), texts, today=today)
    return replace(found, stored={**said, **found.stored})


def checked(questions: Iterable[Question], texts: Mapping[str, str], *, today: date) -> Checked:
    """Parse and check what was typed in answer to these questions; an empty answer is none."""
    stored: dict[str, Any] = {}
    problems: dict[str, ValueProblem] = {}
    notices: dict[str, tuple[Notice, ...]] = {}
    for question in questions:
        key, text = question.field.key, texts.get(question.field.key, "")
        try:
            if text.strip():
                value = question.field.type.parse(text)
                notices[key] = question.field.type.check(value, today)
                stored[key] = _among(question, question.field.type.store(value))
            elif question.required:
                raise Needed(field=question.field.label)
        except ValueProblem as problem:
            problems[key] = problem
    return Checked(stored, problems, {key: found for key, found in notices.items() if found})


def _among(question: Question, stored: Any) -> Any:
    if question.among and stored not in question.among:
        raise Needed(field=question.field.label)
    return stored


def _questions(catalogue: Catalogue, kind: str, page: str | None) -> tuple[Question, ...]:
    """Return the questions of one page, or of all."""
    return tuple(
        question
        for one in pages(catalogue, kind)
        if page is None or one.key == page
        for question in one.questions
    )
