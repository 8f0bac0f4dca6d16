# SPDX-License-Identifier: Apache-2.0
"""A company's own ``catalogue.toml``: fields it adds, rules it tightens.

``[field.x_…]`` adds a field (its key begins with x_); ``[section.x_…]`` and ``[codes.x_…]`` may
come with it. ``[tighten.KEY]`` takes a later ``earliest_stage``, lower ``roles``, less ``demand``;
``[period.CLASS]`` shortens retention periods. A closed or gated field may be opened only with a
``reason`` in both languages, which its purpose then shows, and for it with a further ``retention``
compartment and ``basis``. Forbidden fields cannot be opened.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from hr_desk.catalogue import declarations
from hr_desk.catalogue.fields import LETTERS, Surroundings, field, role_letters, some_demands
from hr_desk.catalogue.model import (
    Access,
    Declarations,
    Demand,
    Field,
    ForbiddenField,
    RetentionClass,
    Scenario,
)
from hr_desk.catalogue.problems import (
    BadOverlayKey,
    DeclaredTwice,
    ForbiddenHere,
    NeedsReason,
    NotTighter,
)
from hr_desk.catalogue.source import Table
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import Text

PREFIX = "x_"
"""What a company's own keys begin with, so that no later release collides with them."""

TIGHTEN_KEYS = ("earliest_stage", "roles", "demand", "retention", "basis", "reason")

T = TypeVar("T")

FIRMNESS = (
    Demand.FORBIDDEN,
    Demand.CLOSED,
    Demand.OPTIONAL,
    Demand.CONDITIONAL,
    Demand.REQUIRED,
)
"""From asking nothing to asking most; an overlay only moves towards the front."""


def merged(core: Declarations, file: Table) -> Declarations:
    """Return the core with the overlay applied, all or nothing; raises CatalogueProblem."""
    file.only(("field", "section", "codes", "tighten", "period"))
    sections = _own(core.sections, file, "section", declarations.words)
    lists = _own(core.code_lists, file, "codes", declarations.code_list)
    classes = dict(core.classes)
    for table in file.tables("period"):
        table.known(table.key, core.classes, "retention class")
        classes[table.key] = _shorter(classes[table.key], table)
    around = Surroundings(sections, core.stages, classes, core.compartments, lists)
    fields = dict(core.fields)
    for table in file.tables("tighten"):
        refuse_key(table, table.key, core.forbidden)
        table.known(table.key, core.fields, "field")
        fields[table.key] = _tightened(core, fields[table.key], table)
    for table in file.tables("field"):
        fields[table.key] = _added(core, table, around)
    return replace(
        core,
        fields=_in_order(fields, sections),
        sections=sections,
        code_lists=lists,
        classes=classes,
    )


def _own(core: Mapping[str, T], file: Table, kind: str, make: Callable[[Table], T]) -> dict[str, T]:
    """Return the core's declarations of a kind and the company's own, whose keys begin with x_."""
    found = dict(core)
    for table in file.tables(kind):
        _refuse_other_prefix(table)
        found[table.key] = make(table)
    return found


def _refuse_other_prefix(table: Table) -> None:
    if not table.key.startswith(PREFIX):
        raise BadOverlayKey(**table.where(), name=table.key)


def _added(core: Declarations, table: Table, around: Surroundings) -> Field:
    if table.key in core.fields or table.key in core.renamed:
        raise DeclaredTwice(**table.where(), name=table.key)
    refuse_key(table, table.key, core.forbidden)
    _refuse_other_prefix(table)
    found = field(table, around, "overlay")
    refuse_forbidden(found, table, core.forbidden)
    return found


def refuse_key(table: Table, key: str, forbidden: Mapping[str, ForbiddenField]) -> None:
    """Raise ForbiddenHere when a key, with or without x_, is that of something never asked."""
    found = forbidden.get(key.removeprefix(PREFIX))
    if found:
        raise ForbiddenHere(**table.where(), name=key, reason=found.reason)


def refuse_forbidden(
    declared: Field, table: Table, forbidden: Mapping[str, ForbiddenField]
) -> None:
    """Raise ForbiddenHere when a field's key or label is that of something never asked."""
    refuse_key(table, declared.key, forbidden)
    labels = {_plain(declared.label.zh), _plain(declared.label.en)}
    for found in forbidden.values():
        if labels & {_plain(word) for word in (found.label.zh, found.label.en, *found.names)}:
            name = declared.label.zh
            raise ForbiddenHere(**table.where("label"), name=name, reason=found.reason)


def _plain(word: str) -> str:
    return clean(word).replace(" ", "").casefold()


def _shorter(declared: RetentionClass, table: Table) -> RetentionClass:
    """Return the class with shorter periods, never below its range or its statutory floor."""
    table.only(tuple(declared.periods))
    least = max(declared.minimum, declared.floor)
    periods = dict(declared.periods)
    for event in table.body:
        days = table.integer(event)
        if not least <= days <= periods[event]:
            raise NotTighter(**table.where(event), name=f"{declared.key}.{event}")
        periods[event] = days
    return replace(declared, periods=periods)


def _tightened(core: Declarations, declared: Field, table: Table) -> Field:
    """Return the field under the company's rules; a looser one needs its written reason."""
    table.only(TIGHTEN_KEYS)
    reason = table.words_or_none("reason")
    return replace(
        declared,
        earliest_stage=_gate(core, declared, table, reason),
        roles=_roles(declared, table),
        demand=_demand(declared, table, reason),
        retention=_places(core, declared, table, reason),
        basis=_basis(declared, table),
        reason=reason,
        purpose=_with_reason(declared.purpose, reason),
    )


def _with_reason(purpose: Text, reason: Text | None) -> Text:
    if reason is None:
        return purpose
    return Text(zh=f"{purpose.zh}{reason.zh}", en=f"{purpose.en} {reason.en}")


def _gate(core: Declarations, declared: Field, table: Table, reason: Text | None) -> str:
    if "earliest_stage" not in table.body:
        return declared.earliest_stage
    gate = table.name("earliest_stage", core.stages, "stage")
    earlier = core.stages[gate].order < core.stages[declared.earliest_stage].order
    if earlier and reason is None:
        raise NeedsReason(**table.where("earliest_stage"), name=declared.key)
    return gate


def _roles(declared: Field, table: Table) -> Mapping[str, Access]:
    if "roles" not in table.body:
        return declared.roles
    letters = {role: LETTERS[letter] for role, letter in role_letters(table).items()}
    if any(letters[role] > declared.roles[role] for role in letters):
        raise NotTighter(**table.where("roles"), name=declared.key)
    return letters


def _demand(declared: Field, table: Table, reason: Text | None) -> Mapping[Scenario, Demand]:
    """Less may always be asked; a closed field may become optional for a written reason."""
    if "demand" not in table.body:
        return declared.demand
    wanted = {**declared.demand, **some_demands(table)}
    for scenario, demand in wanted.items():
        opened = declared.demand[scenario] is Demand.CLOSED and demand is Demand.OPTIONAL
        if FIRMNESS.index(demand) <= FIRMNESS.index(declared.demand[scenario]):
            continue
        if not opened:
            raise NotTighter(**table.where("demand"), name=f"{declared.key}.{scenario}")
        if reason is None:
            raise NeedsReason(**table.where("demand"), name=declared.key)
    return wanted


def _places(
    core: Declarations, declared: Field, table: Table, reason: Text | None
) -> Mapping[str, str]:
    """Return where the field lives; an opened field may need a further compartment."""
    more = table.table("retention")
    more.only([place for place in core.compartments if place not in declared.retention])
    if more.body and reason is None:
        raise NeedsReason(**table.where("retention"), name=declared.key)
    added = {place: more.name(place, core.classes, "retention class") for place in more.body}
    return {**declared.retention, **added}


def _basis(declared: Field, table: Table) -> Mapping[Scenario, str]:
    more = table.table("basis")
    more.only([scenario.value for scenario in Scenario])
    return {**declared.basis, **{Scenario(name): more.string(name) for name in more.body}}


def _in_order(fields: Mapping[str, Field], sections: Mapping[str, Text]) -> dict[str, Field]:
    places = {section: place for place, section in enumerate(sections)}
    return {f.key: f for f in sorted(fields.values(), key=lambda f: places[f.section])}
