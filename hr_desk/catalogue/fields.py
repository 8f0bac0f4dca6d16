# SPDX-License-Identifier: Apache-2.0
"""One field, read from its table."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from hr_desk.catalogue.model import (
    RECORDS,
    ROLE_ORDER,
    SEARCH_KINDS,
    SUPPLIERS,
    Access,
    CodeList,
    Demand,
    Field,
    RetentionClass,
    Scenario,
    Sensitivity,
    Stage,
)
from hr_desk.catalogue.problems import MissingKey, NoRetentionClass, WrongShape
from hr_desk.catalogue.source import Table
from hr_desk.catalogue.types import TYPES, FieldType
from hr_desk.catalogue.types.basis import ValueType
from hr_desk.catalogue.types.masks import RULES
from hr_desk.i18n import N_, Message, Text

KEYS = (
    "record",
    "label",
    "purpose",
    "refusal",
    "section",
    "type",
    "basis",
    "sensitivity",
    "separate_consent",
    "necessity",
    "impact",
    "demand",
    "condition",
    "one_of",
    "supplied_by",
    "earliest_stage",
    "roles",
    "retention",
    "code_list",
    "search",
    "column",
    "policy_item",
    "mask",
    "clock_event",
)
"""What a field's table may say."""

LETTERS: Mapping[str, Access] = {
    "–": Access.NONE,
    "R!": Access.NONE,
    "M": Access.MASKED,
    "F": Access.FULL,
    "W": Access.WRITE,
}
"""The letters of the published field list; R! is NONE with an emergency reveal."""


@dataclass(frozen=True)
class Surroundings:
    """What a field may refer to."""

    sections: Mapping[str, Text]
    stages: Mapping[str, Stage]
    classes: Mapping[str, RetentionClass]
    compartments: Mapping[str, Text]
    code_lists: Mapping[str, CodeList]


def field(table: Table, around: Surroundings, origin: str = "core") -> Field:
    """Read one field; raises a CatalogueProblem for anything unknown, missing or of wrong shape."""
    table.only(KEYS if origin == "overlay" else (*KEYS, "promise"))
    sensitivity = Sensitivity(table.name("sensitivity", list(Sensitivity), "word"))
    guarded = sensitivity is not Sensitivity.ORDINARY
    mask = table.name("mask", RULES, "masking rule")
    letters = role_letters(table)
    promised = table.string("promise", table.key)
    return Field(
        key=table.key,
        record=table.name("record", RECORDS, "word"),
        label=table.words("label"),
        purpose=table.words("purpose"),
        refusal=table.words("refusal"),
        section=table.name("section", around.sections, "section"),
        type=value_type(table, around, mask),
        basis=_basis(table),
        sensitivity=sensitivity,
        separate_consent=table.flag("separate_consent"),
        necessity=table.words("necessity") if guarded else table.words_or_none("necessity"),
        impact=table.words("impact") if guarded else table.words_or_none("impact"),
        demand=demands(table),
        condition=_condition(table),
        one_of=table.string("one_of") if "one_of" in table.body else None,
        supplied_by=_word(table, "supplied_by", SUPPLIERS, "person"),
        earliest_stage=table.name("earliest_stage", around.stages, "stage"),
        roles={role: LETTERS[letter] for role, letter in letters.items()},
        emergency_reveal=frozenset(role for role, letter in letters.items() if letter == "R!"),
        retention=_retention(table, around),
        code_list=table.name_or_none("code_list", around.code_lists, "code list"),
        search=_word(table, "search", SEARCH_KINDS, "none"),
        column=table.integer_or_none("column"),
        policy_item=table.integer_or_none("policy_item"),
        promise=promised if origin == "core" else None,
        mask=mask,
        origin=origin,
        clock_event=_clock_event(table, around),
    )


def _word(table: Table, key: str, known: tuple[str, ...], default: str) -> str:
    return table.known(table.string(key, default), known, "word", key)


def role_letters(table: Table) -> dict[str, str]:
    """Read ``roles``: six letters parted by spaces, in the order of ROLE_ORDER."""
    letters = table.string("roles").split()
    if len(letters) != len(ROLE_ORDER):
        raise table.wrong("roles", N_("six letters"))
    for letter in letters:
        table.known(letter, LETTERS, "word", "roles")
    return dict(zip(ROLE_ORDER, letters, strict=True))


def demands(table: Table) -> dict[Scenario, Demand]:
    """Read ``demand``: how firmly each of the three scenarios asks."""
    found = some_demands(table)
    for scenario in Scenario:
        if scenario not in found:
            raise MissingKey(**table.where("demand"), owner=table.key, name=f"demand.{scenario}")
    return found


def some_demands(table: Table) -> dict[Scenario, Demand]:
    """Read those scenarios that ``demand`` names."""
    found = table.table("demand")
    found.only([scenario.value for scenario in Scenario])
    return {Scenario(s): Demand(found.name(s, list(Demand), "word")) for s in found.body}


def _basis(table: Table) -> dict[Scenario, str]:
    """Every scenario that asks for the field names its legal basis."""
    found = table.table("basis")
    found.only([scenario.value for scenario in Scenario])
    for scenario, demand in demands(table).items():
        if demand not in (Demand.CLOSED, Demand.FORBIDDEN) and scenario.value not in found.body:
            raise MissingKey(**table.where("basis"), owner=table.key, name=f"basis.{scenario}")
    return {Scenario(name): found.string(name) for name in found.body}


def _condition(table: Table) -> Text | None:
    if Demand.CONDITIONAL in demands(table).values():
        return table.words("condition")
    return table.words_or_none("condition")


def _retention(table: Table, around: Surroundings) -> dict[str, str]:
    found = table.table("retention")
    if not found.body:
        raise NoRetentionClass(**table.where(), name=table.key)
    found.only(around.compartments)
    return {place: found.name(place, around.classes, "retention class") for place in found.body}


def _clock_event(table: Table, around: Surroundings) -> str | None:
    """Read the event that a value starts itself; every class of the field has to name it."""
    if "clock_event" not in table.body:
        return None
    classes = _retention(table, around).values()
    events = [set(around.classes[class_].periods) for class_ in classes]
    return table.name("clock_event", sorted(set.intersection(*events)), "event")


def value_type(table: Table, around: Surroundings, mask: str) -> FieldType:
    """Build the value type: ``type = "text"`` or ``type = { name = "text", longest = 40 }``."""
    name, options = _type_options(table)
    kind = TYPES[table.known(name, TYPES, "type", "type")]
    takes = {f.name: f.type for f in fields(kind) if f.name not in ("rule", "codes")}
    for option, value in options.items():
        table.known(option, takes, "option", "type")
        if type(value) is not takes[option]:
            raise WrongShape(
                **table.where("type"),
                name=option,
                shape=Message(N_("a whole number or true or false")),
            )
    return kind(rule=mask, **options, **_codes(table, around, kind))


def _type_options(table: Table) -> tuple[str, dict[str, Any]]:
    declared = table.body.get("type")
    if isinstance(declared, dict):
        options = dict(declared)
        return str(options.pop("name", "")), options
    return table.string("type"), {}


def _codes(table: Table, around: Surroundings, kind: type[ValueType]) -> dict[str, Any]:
    if "codes" not in {f.name for f in fields(kind)}:
        return {}
    code_list = table.name("code_list", around.code_lists, "code list")
    return {"codes": around.code_lists[code_list].codes}
