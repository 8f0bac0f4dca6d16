# SPDX-License-Identifier: Apache-2.0
"""The numbered places of a form, made of catalogue fields in the one order of forms."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.base import FieldType
from hr_desk.domain import consent
from hr_desk.i18n import N_, Text, translated
from ui.forms.field_row import FieldView
from ui.forms.histories import columns_of
from ui.forms.order import numbered
from ui.printing.blanks import Blank, Choice, Column

MOST_CHOICES: Final = 12
"""A longer list is written in words: nobody looks for one box among fifty."""

EMPTY_ROWS: Final = {
    "contact": 1, "training_records": 2, "certificates": 2, "language_skill": 1,
    "driving_licence": 1,
}  # fmt: skip
"""How many rows a group has on paper; any other group has as many as ``OTHER_ROWS``."""

OTHER_ROWS: Final = 3

_IN_WORDS: Final = ("contact", "language_skill")
"""Groups that hold codes, which nobody reads on paper."""

WIDE_FROM: Final = 100
ROOMY_FROM: Final = 80
"""Characters of a text from which it takes a line of its own, or half a line at least."""

_MARKS: Final = {
    Demand.REQUIRED: N_("required"),
    Demand.OPTIONAL: N_("optional"),
    Demand.CLOSED: N_("optional"),
}
_ONE_OF: Final = N_("this or {fields}")
_BY_STAFF: Final = N_("filled in by the company")
_SEPARATE: Final = N_("only with your separate consent")
_COMPELLED: Final = N_("the law asks for it")
_BETWEEN: Final = N_("{one}; {other}")


def sections_of(
    views: Iterable[FieldView], catalogue: Catalogue, scenario: Scenario, code: str
) -> dict[str, list[Blank]]:
    """Return the places by section key, numbered in the order of the screen; documents too.

    A field that is given stands in its place as the user sees it, a masked one masked.
    """
    every = list(views)
    numbers = numbered(every)
    found: dict[str, list[Blank]] = {key: [] for key in catalogue.sections}
    for view in every:
        field = view.field
        mark = mark_of(field, catalogue, scenario, code)
        found[field.section].append(_blank(view, numbers[field.key], mark, code))
    return {key: blanks for key, blanks in found.items() if blanks}


def mark_of(field: Field, catalogue: Catalogue, scenario: Scenario, code: str) -> str:
    """Say how firmly a field is asked, by whom it is filled in, and whether it needs consent."""
    if field.supplied_by == "staff":
        return translated(_BY_STAFF, code)
    firmly = _firmly(field, catalogue, scenario, code)
    if not field.separate_consent:
        return firmly
    compelled = consent.act_of(field, scenario) is consent.Act.ACKNOWLEDGE
    apart = translated(_COMPELLED if compelled else _SEPARATE, code)
    return translated(_BETWEEN, code, one=firmly, other=apart) if firmly else apart


def _firmly(field: Field, catalogue: Catalogue, scenario: Scenario, code: str) -> str:
    demand = field.demand[scenario]
    if demand is not Demand.CONDITIONAL:
        return translated(_MARKS.get(demand, ""), code)
    group = next((one for one in catalogue.alternatives(scenario) if field in one), None)
    if group is not None:
        joined = "、" if code == "zh_CN" else ", "
        labels = joined.join(one.label.within(code) for one in group if one != field)
        return translated(_ONE_OF, code, fields=labels)
    return field.condition.within(code) if field.condition is not None else ""


def _blank(view: FieldView, number: int, mark: str, code: str) -> Blank:
    kind = view.field.type
    label = view.field.label.within(code)
    columns = tuple(Column(words, narrow) for words, narrow in columns_of(kind, code))
    if kind.name in FILE_TYPES:
        return Blank(label=label, number=number, mark=mark)
    if view.given and (view.masked or view.value is None):
        return Blank(label=label, number=number, mark=mark, value=view.shown, wide=bool(columns))
    if columns:
        rows = _rows(kind, view.value, len(columns), code)
        return Blank(label=label, number=number, mark=mark, columns=columns, rows=rows, wide=True)
    choices = choices_of(kind, view.value, code)
    if choices:
        return Blank(label=label, number=number, mark=mark, choices=choices)
    value = "" if view.value is None else kind.show(view.value, code)
    longest = getattr(kind, "longest", 0)
    return Blank(
        label=label, number=number, mark=mark, value=value,
        wide=kind.name == "long_text" or longest > WIDE_FROM,
        roomy=kind.name == "email" or longest > ROOMY_FROM,
    )  # fmt: skip


def choices_of(kind: FieldType, value: Any, code: str) -> tuple[Choice, ...]:
    """Return the boxes to tick of a short closed list or a yes and no; empty for other types."""
    if kind.name == "flag":
        return tuple(Choice(kind.show(one, code), value is one) for one in (True, False))
    codes: Mapping[str, Text] = getattr(kind, "codes", {})
    if kind.name != "choice" or not 0 < len(codes) <= MOST_CHOICES:
        return ()
    return tuple(Choice(words.within(code), key == value) for key, words in codes.items())


def _rows(kind: FieldType, value: Any, width: int, code: str) -> tuple[tuple[str, ...], ...]:
    if value is None:
        return (("",) * width,) * EMPTY_ROWS.get(kind.name, OTHER_ROWS)
    if kind.name in _IN_WORDS:
        shown = kind.show(value, code).split("\n")
        return tuple(tuple(part.strip() for part in line.split("|")) for line in shown)
    return tuple(tuple(astuple(entry)) for entry in value)
