# SPDX-License-Identifier: Apache-2.0
"""A company's own ``catalogue.toml``: fields it adds, rules it tightens.

``[field.x_…]`` adds a field (its key begins with x_); ``[section.x_…]`` and ``[codes.x_…]`` may
come with it. ``[stage.x_…]`` adds a station before the offer, ``[stage.KEY]`` says whether
requisitions have one that ships by default (own_stages). ``[tighten.KEY]`` takes a later
``earliest_stage``, lower ``roles``, less ``demand``; ``[period.CLASS]`` shortens retention periods.
``[acknowledgement.KEY]`` and ``[visit_type.KEY]`` put the company's texts and kinds of visitors in
the place of those that ship, or add own ones.

A closed or gated field may be opened only with a ``reason`` in both languages, which its purpose
then shows, and for it with a further ``retention`` compartment and ``basis``. Forbidden fields
cannot be opened, nor what they are called hidden in an own label; what recruitment cannot do
without (a name, an age band, a way to reach someone) stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from hr_desk.catalogue import declarations, visit_declarations
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.fields import LETTERS, Surroundings, field, role_letters, some_demands
from hr_desk.catalogue.model import (
    PREFIX,
    Access,
    CodeList,
    Declarations,
    Demand,
    Field,
    ForbiddenField,
    RetentionClass,
    Scenario,
)
from hr_desk.catalogue.own_stages import merged_stages
from hr_desk.catalogue.problems import (
    BadOverlayKey,
    DeclaredTwice,
    ForbiddenHere,
    LabelTaken,
    NeededByProgram,
    NeedsReason,
    NotTighter,
)
from hr_desk.catalogue.source import Table
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_, Text

TABLES = (
    "field", "section", "codes", "stage", "tighten", "period", "acknowledgement", "visit_type",
)  # fmt: skip
"""What an overlay may hold."""

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
    file.only(TABLES)
    never = core.forbidden
    sections = _own(core.sections, file, "section", partial(_section, forbidden=never), never)
    lists = _own(core.code_lists, file, "codes", _code_list, never)
    for table in file.tables("stage"):
        _refuse_other_stage(table, core)
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
        stages=merged_stages(core.stages, file, label=partial(_own_label, forbidden=never)),
        code_lists=lists,
        classes=classes,
        **_visiting(core, file, fields, lists),
    )


def _visiting(
    core: Declarations,
    file: Table,
    fields: Mapping[str, Field],
    lists: Mapping[str, CodeList],
) -> dict[str, Any]:
    """Return the texts to confirm and the kinds of visitors with the company's in their places.

    One of the program's is replaced as a whole; a new one begins with x_.
    """
    texts = dict(core.acknowledgements)
    for table in file.tables("acknowledgement"):
        _refuse_new(table, texts)
        texts[table.key] = visit_declarations.acknowledgement(table, fields)
    known = visit_declarations.Known(fields, lists, core.visit_pages, texts)
    kinds = dict(core.visit_types)
    for table in file.tables("visit_type"):
        _refuse_new(table, kinds)
        kinds[table.key] = visit_declarations.visit_type(table, known)
    return {"acknowledgements": texts, "visit_types": kinds}


def _refuse_new(table: Table, known: Mapping[str, object]) -> None:
    if table.key not in known:
        _refuse_other_prefix(table)


def _refuse_other_stage(table: Table, core: Declarations) -> None:
    """Refuse a key that is neither a station that ships nor, with x_, one of the company's own."""
    if table.key not in core.stages and "label" not in table.body:
        table.known(table.key, core.stages, "stage")
    _refuse_new(table, core.stages)
    _refuse_words(table, table.key, core.forbidden)


def _own(
    core: Mapping[str, T],
    file: Table,
    kind: str,
    make: Callable[[Table], T],
    forbidden: Mapping[str, ForbiddenField],
) -> dict[str, T]:
    """Return the core's declarations of a kind and the company's own, whose keys begin with x_."""
    found = dict(core)
    for table in file.tables(kind):
        _refuse_other_prefix(table)
        _refuse_words(table, table.key, forbidden)
        found[table.key] = make(table)
    return found


def _section(table: Table, forbidden: Mapping[str, ForbiddenField]) -> Text:
    table.only(("label",))
    return _own_label(table, forbidden)


def _own_label(table: Table, forbidden: Mapping[str, ForbiddenField]) -> Text:
    """Return a company's label; raises ForbiddenHere where it names what is never asked."""
    label = _cleaned(table, "label", table.words("label"))
    for word in (label.zh, label.en):
        _refuse_words(table, word, forbidden, "label")
    return label


def _code_list(table: Table) -> CodeList:
    found = declarations.code_list(table)
    codes = table.table("codes")
    return replace(
        found, codes={code: _cleaned(codes, code, text) for code, text in found.codes.items()}
    )


def _cleaned(table: Table, key: str, text: Text) -> Text:
    """Return a company's text without invisible marks; raises WrongShape when nothing is left."""
    cleaned = Text(zh=clean(text.zh, prose=True), en=clean(text.en, prose=True))
    if not cleaned.zh or not cleaned.en:
        raise table.wrong(key, N_("a text in zh and en"))
    return cleaned


def _refuse_other_prefix(table: Table) -> None:
    if not table.key.startswith(PREFIX):
        raise BadOverlayKey(**table.where(), name=table.key)


def _added(core: Declarations, table: Table, around: Surroundings) -> Field:
    if table.key in core.fields or table.key in core.renamed:
        raise DeclaredTwice(**table.where(), name=table.key)
    refuse_key(table, table.key, core.forbidden)
    _refuse_other_prefix(table)
    read = field(table, around, "overlay")
    found = replace(
        read,
        label=_cleaned(table, "label", read.label),
        purpose=_cleaned(table, "purpose", read.purpose),
        refusal=_cleaned(table, "refusal", read.refusal),
    )
    refuse_forbidden(found, table, core.forbidden)
    _refuse_words(table, table.key, core.forbidden)
    for label in (found.label.zh, found.label.en):
        _refuse_words(table, label, core.forbidden, "label")
        _refuse_taken(core, table, label)
    return found


def _refuse_words(
    table: Table, text: str, forbidden: Mapping[str, ForbiddenField], *keys: str
) -> None:
    """Raise ForbiddenHere when a company's own label or key holds a forbidden word anywhere."""
    plain = _letters(text)
    for found in forbidden.values():
        left = plain
        for longer in found.harmless:
            left = left.replace(_letters(longer), " ")
        if any(_letters(word) in left for word in found.words):
            raise ForbiddenHere(**table.where(*keys), name=text, reason=found.reason)


def _refuse_taken(core: Declarations, table: Table, label: str) -> None:
    """Raise LabelTaken for a label, in either language, that a field of the core has."""
    taken = {_letters(word) for f in core.fields.values() for word in (f.label.zh, f.label.en)}
    if _letters(label) in taken:
        raise LabelTaken(**table.where("label"), name=label)


def _letters(text: str) -> str:
    """Return letters and digits alone, folded: signs and spaces must not hide a word."""
    return "".join(filter(str.isalnum, clean(text).casefold()))


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
    typed = table.words_or_none("reason")
    reason = None if typed is None else _cleaned(table, "reason", typed)
    if _is_needed(core, declared):
        _refuse_doing_without(core, declared, table)
    return replace(
        declared,
        earliest_stage=_gate(core, declared, table, reason),
        roles=_roles(declared, table),
        emergency_reveal=_reveal(declared, table),
        demand=_demand(declared, table, reason),
        retention=_places(core, declared, table, reason),
        basis=_basis(declared, table),
        reason=reason,
        purpose=_with_reason(declared.purpose, reason),
    )


def _is_needed(core: Declarations, declared: Field) -> bool:
    """Whether recruitment requires the field, alone or as one of a group."""
    catalogue, scenario = Catalogue(core), Scenario.RECRUITMENT
    groups = (catalogue.required(scenario), *catalogue.alternatives(scenario))
    return any(declared in group for group in groups)


def _refuse_doing_without(core: Declarations, declared: Field, table: Table) -> None:
    """Raise NeededByProgram where nobody could enter the field when someone applies."""
    problem = NeededByProgram
    gate = (
        table.name("earliest_stage", core.stages, "stage")
        if "earliest_stage" in table.body
        else None
    )
    if gate is not None and core.stages[gate].order > core.stages[declared.earliest_stage].order:
        raise problem(**table.where("earliest_stage"), name=declared.label)
    demand = some_demands(table).get(Scenario.RECRUITMENT)
    if demand is not None and FIRMNESS.index(demand) < FIRMNESS.index(
        declared.demand[Scenario.RECRUITMENT]
    ):
        raise problem(**table.where("demand"), name=declared.label)
    closed = {role for role, now in _roles(declared, table).items() if now is Access.NONE}
    if any(declared.roles[role] is not Access.NONE for role in closed):
        raise problem(**table.where("roles"), name=declared.label)


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


def _reveal(declared: Field, table: Table) -> frozenset[str]:
    """Whoever revealed it keeps that alone where the letter is still R!; nobody else gets it."""
    if "roles" not in table.body:
        return declared.emergency_reveal
    named = frozenset(role for role, letter in role_letters(table).items() if letter == "R!")
    if named - declared.emergency_reveal:
        raise NotTighter(**table.where("roles"), name=declared.key)
    return named


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
