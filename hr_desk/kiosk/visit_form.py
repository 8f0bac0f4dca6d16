# SPDX-License-Identifier: Apache-2.0
"""What a visitor is asked at a kiosk, a page at a time, and typed text into stored values.

The fields are the catalogue's and the company's own: asked of visitors, written by a kiosk,
supplied by the person. The age statement is the start button's; a guardian belongs to a minor, whom
the front desk receives; documents and lists of courses are not typed standing up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Demand, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES, TYPES
from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.histories import History
from hr_desk.i18n import N_

STARTED_WITH: Final[Mapping[str, str]] = {"age_band": "adult"}
"""What the start button says for the visitor ("I am 18 or over"): field to stored value."""

NOT_TYPED: Final = frozenset(
    {"contact", *FILE_TYPES} | {name for name, kind in TYPES.items() if issubclass(kind, History)}
)
"""Types that no kiosk asks for: groups of several lines, files, somebody else's telephone."""

LONGEST_PAGE: Final = 3
"""Questions on one page at most."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "mobile": N_("No phone: my host vouches for me"),
    "employer": N_("I come for myself"),
    "plate_number": N_("I am not driving in"),
    "visit_planned": N_("I have no appointment"),
    "companions_count": N_("I come alone"),
    "carried_items": N_("I bring no equipment, tools or samples"),
    "safety_ack": N_("I am not entering the production area"),
}
"""What leaving a question empty says, where the catalogue's condition has two sides."""

ONLY_IF: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "employer": ("visit_purpose", frozenset({"business"})),
    "job_title": ("visit_purpose", frozenset({"business"})),
}
"""Asked only where another answer is one of these; anybody else does not see the question."""


@dataclass(frozen=True)
class Question:
    """One field on a page; ``left_out`` is the message beside it that says what empty means."""

    field: Field
    required: bool
    left_out: str = ""


@dataclass(frozen=True)
class Page:
    """One to three questions; ``title`` is a message."""

    key: str
    title: str
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


_YOU: Final = N_("Who you are")
_VISIT: Final = N_("Your visit")
_REACH: Final = N_("How to reach you")
_ARRIVAL: Final = N_("Arrival")
_WITH_YOU: Final = N_("Who and what comes with you")
_MORE: Final = N_("A little more, if you like")
_SAFETY: Final = N_("Safety")

_PLACES: Final[Sequence[tuple[str, str, tuple[str, ...]]]] = (
    ("you", _YOU, ("full_name",)),
    ("visit", _VISIT, ("visit_purpose", "host_employee")),
    ("reach", _REACH, ("mobile", "employer", "job_title")),
    ("arrival", _ARRIVAL, ("plate_number", "visit_planned")),
    ("with_you", _WITH_YOU, ("companions_count", "carried_items")),
    ("more", _MORE, ()),
    ("safety", _SAFETY, ("safety_ack",)),
)
"""Page, title and fields in order; ``more`` holds every field that no other page names."""


def asked(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return the fields a kiosk asks a visitor for, in form order, whatever the answers are."""
    return tuple(
        found
        for found in catalogue.fields.values()
        if found.asked_in(Scenario.VISITOR)
        and found.roles.get("kiosk", Access.NONE) is Access.WRITE
        and found.supplied_by == "person"
        and found.type.name not in NOT_TYPED
        and found.key not in STARTED_WITH
    )


def pages(catalogue: Catalogue, stored: Mapping[str, Any] | None = None) -> tuple[Page, ...]:
    """Return the pages in order, given the stored answers so far: some depend on them."""
    open_now = {one.key: one for one in asked(catalogue) if _is_open(one, stored or {})}
    return tuple(
        Page(key, title, tuple(_question(open_now[name]) for name in names))
        for key, title, wanted in _places(catalogue)
        if (names := [name for name in wanted if name in open_now])
    )


def _places(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the declared pages; what no page names comes a few questions at a time."""
    placed = {name for _, _, names in _PLACES for name in names}
    rest = [one.key for one in asked(catalogue) if one.key not in placed]
    for key, title, names in _PLACES:
        if key != "more":
            yield key, title, names
            continue
        for start in range(0, len(rest), LONGEST_PAGE):
            number = start // LONGEST_PAGE
            yield f"{key}{number or ''}", title, tuple(rest[start : start + LONGEST_PAGE])


def _is_open(asked_for: Field, stored: Mapping[str, Any]) -> bool:
    condition = ONLY_IF.get(asked_for.key)
    return condition is None or stored.get(condition[0]) in condition[1]


def _question(asked_for: Field) -> Question:
    required = asked_for.demand[Scenario.VISITOR] is Demand.REQUIRED
    return Question(asked_for, required, "" if required else LEFT_OUT.get(asked_for.key, ""))


def check(
    catalogue: Catalogue, texts: Mapping[str, str], *, page: str | None = None, today: date
) -> Checked:
    """Parse and check what was typed: of one page, or of all pages before it is sent.

    ``texts`` maps field keys to typed text; codes of a list and yes/no are taken as such. Fields
    of pages that the answers make superfluous are left out of ``stored``; with all pages it begins
    with what the start button said. ``today`` is the day in Asia/Shanghai.
    """
    stored: dict[str, Any] = dict(STARTED_WITH) if page is None else {}
    problems: dict[str, ValueProblem] = {}
    notices: dict[str, tuple[Notice, ...]] = {}
    for question in _questions(catalogue, texts, page):
        key, text = question.field.key, texts.get(question.field.key, "")
        try:
            if text.strip():
                value = question.field.type.parse(text)
                notices[key] = question.field.type.check(value, today)
                stored[key] = question.field.type.store(value)
            elif question.required:
                raise Needed(field=question.field.label)
        except ValueProblem as problem:
            problems[key] = problem
    return Checked(stored, problems, {key: found for key, found in notices.items() if found})


def _questions(
    catalogue: Catalogue, texts: Mapping[str, str], page: str | None
) -> tuple[Question, ...]:
    """Return the questions of one page, or of all, that the typed answers leave open."""
    return tuple(
        question
        for one in pages(catalogue, deciding(catalogue, texts))
        if page is None or one.key == page
        for question in one.questions
    )


def deciding(catalogue: Catalogue, texts: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the stored answers that decide which other questions are asked."""
    found = {}
    for key in {condition for condition, _ in ONLY_IF.values()}:
        try:
            found[key] = catalogue.field(key).type.parse(texts.get(key, ""))
        except ValueProblem:
            continue
    return found
