# SPDX-License-Identifier: Apache-2.0
"""Kinds of visitors and what they confirm, read from their tables, strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.model import (
    DECIDERS,
    Acknowledgement,
    CodeList,
    Demand,
    Field,
    Scenario,
    VisitType,
)
from hr_desk.catalogue.problems import DeclaredTwice, MissingKey, WrongShape
from hr_desk.catalogue.source import Table
from hr_desk.i18n import N_, Message, Text, t

PURPOSE: Final = "visit_purpose"
AREA: Final = "visit_area"
"""The field that a kind of visitor may answer by itself, and its code list."""

MOST_ON_A_PAGE: Final = 3
LONGEST_MONTHS: Final = 12
"""A confirmation is asked for again at least once a year."""


@dataclass(frozen=True)
class Known:
    """What a kind of visitor may name."""

    fields: Mapping[str, Field]
    code_lists: Mapping[str, CodeList]
    pages: Mapping[str, Text]
    acknowledgements: Mapping[str, Acknowledgement]


def acknowledgement(table: Table, fields: Mapping[str, Field]) -> Acknowledgement:
    """Read a text to be confirmed; ``months`` says how long that holds, 12 at most."""
    table.only(("label", "text", "months", "field"))
    months = table.integer("months")
    if not 0 <= months <= LONGEST_MONTHS:
        shape = t("between {least} and {most} months", least=0, most=LONGEST_MONTHS)
        raise WrongShape(**table.where("months"), name="months", shape=shape)
    key = table.name_or_none("field", fields, "field")
    if key is not None and (fields[key].type.name != "flag" or not _of_visits(fields[key])):
        raise WrongShape(
            **table.where("field"), name=key, shape=Message(N_("a yes or no of a visitor"))
        )
    return Acknowledgement(
        key=table.key,
        label=table.words("label"),
        text=table.words("text"),
        months=months,
        field=key,
    )


_KEYS: Final = (
    "label",
    "hint",
    "purposes",
    "pages",
    "acknowledgements",
    "staff",
    "decides",
    "required",
    "notice",
    "slip",
    "slip_at_once",
    "guard",
    "hazard",
    "hazard_areas",
    "signature",
)


def visit_type(table: Table, known: Known) -> VisitType:
    """Read a kind of visitor; what every visitor has to say stands on its pages."""
    table.only(_KEYS)
    purposes = table.names("purposes", known.code_lists[PURPOSE].codes, "purpose of visit")
    if not purposes:
        raise MissingKey(**table.where(), owner=table.key, name="purposes")
    pages = _pages(table.table("pages"), known)
    placed = [key for keys in pages.values() for key in keys]
    found = VisitType(
        key=table.key,
        label=table.words("label"),
        hint=table.words("hint"),
        purposes=purposes,
        pages=pages,
        acknowledgements=table.names("acknowledgements", known.acknowledgements, "acknowledgement"),
        staff=table.names("staff", _by(known, "staff"), "field"),
        decides=table.name("decides", DECIDERS, "word"),
        required=table.names("required", placed, "field"),
        notice=table.words_or_none("notice"),
        slip=table.flag("slip"),
        slip_at_once=table.flag("slip_at_once"),
        guard=table.flag("guard"),
        hazard=table.flag("hazard"),
        hazard_areas=table.names("hazard_areas", known.code_lists[AREA].codes, "area"),
        signature=table.flag("signature"),
    )
    _require_whole(table, found, known)
    return found


def _pages(table: Table, known: Known) -> dict[str, tuple[str, ...]]:
    """Read page to fields; a field stands on one page, a page has at most three."""
    found: dict[str, tuple[str, ...]] = {}
    placed: set[str] = set()
    for page in table.body:
        table.known(page, known.pages, "page", page)
        keys = table.names(page, _by(known, "person"), "field")
        if not 1 <= len(keys) <= MOST_ON_A_PAGE:
            shape = t("one to {most} fields", most=MOST_ON_A_PAGE)
            raise WrongShape(**table.where(page), name=page, shape=shape)
        for key in keys:
            if key in placed:
                raise DeclaredTwice(**table.where(page), name=key)
            placed.add(key)
        found[page] = keys
    return found


def _by(known: Known, supplier: str) -> list[str]:
    """Return the fields of a visitor that somebody supplies; others are unknown here."""
    return [key for key, field in known.fields.items()
            if field.supplied_by == supplier and _of_visits(field)]  # fmt: skip


def _of_visits(field: Field) -> bool:
    return "visits" in field.retention and field.asked_in(Scenario.VISITOR)


def _require_whole(table: Table, found: VisitType, known: Known) -> None:
    """Refuse a kind that leaves out what every visitor has to say, or prints a slip it has not.

    So is one that asks whom to call in an emergency, or names areas of danger, and goes where there
    is none.

    The age is the start button's; a purpose is asked for where there are several; what a company
    itself requires is asked of every kind that has no page for it.
    """
    owed = {key for key, field in known.fields.items()
            if field.demand[Scenario.VISITOR] is Demand.REQUIRED
            and field.origin == "core"
            and field.supplied_by == "person" and field.type.name != "choice"}  # fmt: skip
    if any(known.fields[key].emergency_reveal for key in found.fields) and not found.hazard:
        raise MissingKey(**table.where("pages"), owner=table.key, name="hazard")
    if found.hazard_areas and not found.hazard:
        raise MissingKey(**table.where("hazard_areas"), owner=table.key, name="hazard")
    if found.slip_at_once and not found.slip:
        raise MissingKey(**table.where("slip_at_once"), owner=table.key, name="slip")
    if len(found.purposes) > 1:
        owed.add(PURPOSE)
    for key in sorted(owed - set(found.fields)):
        raise MissingKey(**table.where("pages"), owner=table.key, name=key)
