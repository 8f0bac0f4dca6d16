# SPDX-License-Identifier: Apache-2.0
"""Each kind of declaration but fields, read from its table."""

from collections.abc import Collection, Mapping
from typing import Final

from hr_desk.catalogue.model import (
    CHOICES,
    VERBS,
    CodeList,
    Field,
    ForbiddenField,
    Heading,
    Purpose,
    RetentionClass,
    Role,
    Scenario,
    Stage,
)
from hr_desk.catalogue.problems import (
    DeclaredTwice,
    MissingKey,
    UnknownWord,
    WrongShape,
    nearest,
)
from hr_desk.catalogue.source import Table
from hr_desk.catalogue.types.cleaning import plain_heading
from hr_desk.i18n import N_, Message, Text, t


def words(table: Table) -> Text:
    """Read a section's or compartment's label."""
    table.only(("label",))
    return table.words("label")


def role(table: Table, compartments: Mapping[str, Text]) -> Role:
    """Read a role: the compartments it holds, its slot's strength, its idle minutes."""
    table.only(("label", "holds", "root", "strength", "idle_minutes"))
    return Role(
        key=table.key,
        label=table.words("label"),
        holds=table.names("holds", compartments, "compartment"),
        root=table.flag("root"),
        strength=table.name("strength", ("daily", "strong"), "word"),
        idle_minutes=table.integer("idle_minutes"),
    )


def purpose(table: Table, classes: Mapping[str, RetentionClass]) -> Purpose:
    """Read a purpose; one that rests on its own consent says what is agreed to."""
    table.only(("label", "occasions", "consent", "explanation", "refusal"))
    found = table.names("occasions", [one.value for one in Scenario], "word")
    occasions = frozenset(map(Scenario, found))
    if "consent" not in table.body:
        return Purpose(key=table.key, label=table.words("label"), occasions=occasions)
    return Purpose(
        key=table.key,
        label=table.words("label"),
        occasions=occasions,
        consent=table.name("consent", classes, "retention class"),
        explanation=table.words("explanation"),
        refusal=table.words("refusal"),
    )


def heading(table: Table, fields: Collection[str]) -> Heading:
    """Read what a field's column may be called; the table is named after the field."""
    table.only(("names", "example"))
    if table.key not in fields:
        near = nearest(table.key, fields)
        raise UnknownWord(**table.where(), kind=Message(N_("field")), name=table.key, nearest=near)
    names, example = table.strings("names"), table.string("example", "")
    return Heading(key=table.key, names=names, example=example)


def check_headings(
    tables: Mapping[str, Table], headings: Mapping[str, Heading], fields: Mapping[str, Field]
) -> None:
    """Refuse a name that stands for two fields, whoever says so first."""
    claimed = {plain_heading(label): key for key, field in fields.items()
               for label in (field.label.zh, field.label.en)}  # fmt: skip
    for key, found in headings.items():
        for name in found.names:
            if claimed.setdefault(plain_heading(name), key) != key:
                raise DeclaredTwice(**tables[key].where("names"), name=name)


def code_list(table: Table) -> CodeList:
    """Read a code list: ``codes`` maps each code to its words; ``source`` names the standard."""
    table.only(("source", "codes"))
    codes = table.table("codes")
    if not codes.body:
        raise MissingKey(**table.where(), owner=table.key, name="codes")
    return CodeList(
        key=table.key,
        source=table.string("source", ""),
        codes={code: codes.words(code) for code in codes.body},
    )


def forbidden(table: Table) -> ForbiddenField:
    """Read something that is never asked, with its reason."""
    table.only(("label", "reason", "names", "words", "harmless"))
    return ForbiddenField(
        key=table.key,
        label=table.words("label"),
        reason=table.words("reason"),
        names=table.strings("names"),
        words=table.strings("words"),
        harmless=table.strings("harmless"),
    )


_CLASS_KEYS: Final = (
    "label",
    "clock_event",
    "periods",
    "minimum",
    "maximum",
    "floor",
    "source",
    "at_end",
    "masked_after",
)


def retention_class(table: Table) -> RetentionClass:
    """Read a class; every period lies within its range and above its statutory floor."""
    table.only(_CLASS_KEYS)
    periods = table.table("periods")
    found = RetentionClass(
        key=table.key,
        label=table.words("label"),
        clock_event=table.words("clock_event"),
        periods={event: periods.integer(event) for event in periods.body},
        minimum=table.integer("minimum", 0),
        maximum=table.integer("maximum", 0),
        floor=table.integer("floor", 0),
        source=table.string("source"),
        at_end=table.words("at_end"),
        masked_after=_masked_after(table),
    )
    for event, days in found.periods.items():
        if not max(found.minimum, found.floor) <= days <= found.maximum:
            shape = t("between {least} and {most} days", least=found.minimum, most=found.maximum)
            raise WrongShape(**periods.where(event), name=event, shape=shape)
    return found


def _masked_after(table: Table) -> int | None:
    """Read ``masked_after``; a record that is masked before its clock starts was never needed."""
    if "masked_after" not in table.body:
        return None
    days, most = table.integer("masked_after"), table.integer("maximum", 0)
    if not 1 <= days <= most:
        shape = t("between {least} and {most} days", least=1, most=most)
        raise WrongShape(**table.where("masked_after"), name="masked_after", shape=shape)
    return days


_STAGE_KEYS: Final = (
    "label",
    "order",
    "next",
    "exits",
    "ends",
    "clock",
    "clock_event",
    "operation",
    "choice",
    "interviews",
    "untouched_after",
)


def stage(table: Table, classes: Mapping[str, RetentionClass]) -> Stage:
    """Read a stage; its clock must be an event of a retention class."""
    table.only(_STAGE_KEYS)
    clock = table.name_or_none("clock", classes, "retention class")
    events = classes[clock].periods if clock else {}
    return Stage(
        key=table.key,
        label=table.words("label"),
        order=table.integer("order"),
        next=table.strings("next"),
        exits=table.strings("exits"),
        ends=table.flag("ends"),
        clock=clock,
        clock_event=table.name("clock_event", events, "event") if clock else None,
        operation=table.name_or_none("operation", VERBS, "operation"),
        choice=table.name_or_none("choice", CHOICES, "word"),
        interviews=table.flag("interviews"),
        untouched_after=table.integer_or_none("untouched_after"),
    )


def check_graph(tables: Mapping[str, Table], stages: Mapping[str, Stage]) -> None:
    """Refuse a step to an unknown stage, or one listed under the wrong verb."""
    for key, found in stages.items():
        for word in ("next", "exits"):
            for target in getattr(found, word):
                tables[key].known(target, stages, "stage", word)
                if (stages[target].operation == "advance") is not (word == "next"):
                    near = nearest(target, [s for s in stages if s != target])
                    at = tables[key].where(word)
                    raise UnknownWord(**at, kind=Message(N_("stage")), name=target, nearest=near)
