# SPDX-License-Identifier: Apache-2.0
"""The facts of a record that are no value of a field: where it stands, and since when.

Each is a column of its table, declared here once: the contributing file reads it, page and paper
name and spell it, and ``copy_columns`` counts it as told (PIPL 45). Stored values travel; what a
code means is said where it is read, in the reader's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import joiners, visits
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, translated
from hr_desk.store import kept_facts as store
from hr_desk.store.compartment import Compartment

Spell = Callable[[Catalogue, str, str], str]
"""Returns a stored value as text in a language."""


def _as_it_is(_catalogue: Catalogue, value: str, _code: str) -> str:
    return value


def _moment(_catalogue: Catalogue, value: str, _code: str) -> str:
    try:
        return datetime.fromisoformat(value).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return value


def _by(labels: Mapping[str, str]) -> Spell:
    """Return what spells a code by its label, one of another version as it is."""
    return lambda _catalogue, value, code: translated(labels.get(value, value), code)


def _stage(catalogue: Catalogue, value: str, code: str) -> str:
    found = catalogue.stages.get(value)
    return value if found is None else found.label.within(code)


def _visit_type(catalogue: Catalogue, value: str, code: str) -> str:
    found = catalogue.visit_types.get(value)
    return value if found is None else found.label.within(code)


def _of_lists(*lists: str) -> Spell:
    """Return what spells a code of one of these lists."""

    def spell(catalogue: Catalogue, value: str, code: str) -> str:
        labels = (catalogue.code_lists[name].codes.get(value) for name in lists)
        return next((one.within(code) for one in labels if one is not None), value)

    return spell


@dataclass(frozen=True, slots=True)
class Fact:
    """One column that is told: what it is called (English, marked), and how it is spelled."""

    label: str
    spell: Spell = _as_it_is


FACTS: Final[Mapping[str, Fact]] = {
    "visit.kind": Fact(N_("Kind of visitor you came as"), _visit_type),
    "visit.state": Fact(N_("How your visit stands"), _by(visits.LABELS)),
    "visit.day": Fact(N_("Day of your visit")),
    "visit.host": Fact(N_("Whom you came to see")),
    "visit.reason": Fact(
        N_("Why you were turned away, or how it is known that you left"),
        _of_lists("turned_away_reason", "leaving_reason"),
    ),
    "contact_reveal.reason": Fact(
        N_("Why it was shown whom to call for you"), _of_lists("reveal_reason")
    ),
    "contact_reveal.told_on": Fact(N_("Day on which somebody was told that it was shown")),
    "application.stage": Fact(N_("Where your application stands"), _stage),
    "application.stage_on": Fact(N_("Standing there since")),
    "application.offer_on": Fact(N_("Day on which we made you an offer")),
    "interview.starts_at": Fact(N_("Interview arranged for"), _moment),
    "interview.place": Fact(N_("Place of the interview")),
    "step.stage": Fact(N_("Where your application stood before"), _stage),
    "step.stage_on": Fact(N_("Had been standing there since")),
    "source.place": Fact(N_("Where public data about you was found")),
    "source.published_on": Fact(N_("Day on which it was published there")),
    "joiner.state": Fact(N_("How your employment stands"), _by(joiners.LABELS)),
    "joiner.state_on": Fact(N_("As of the day")),
    "account.ended": Fact(N_("How your employment ended"), _by(joiners.LABELS)),
    "account.ended_on": Fact(N_("Day on which it ended")),
    "account.adult_from": Fact(N_("Day on which you turn eighteen, as payroll knows it")),
}
"""Table and column to what is told of it."""

Facts = Mapping[str, tuple[str, ...]]
"""Table and column to what its rows hold, in their order; what is empty is left out."""


def facts_of(file: Compartment, ids: tuple[str, ...]) -> Facts:
    """Return the facts of the record that these ids of a file name."""
    found: dict[str, tuple[str, ...]] = {}
    for table in store.tables_of(file.name):
        columns = [key.partition(".")[2] for key in FACTS if key.startswith(f"{table}.")]
        lines = store.rows(file, table, columns, about=ids)
        for place, column in enumerate(columns):
            values = tuple(str(line[place]) for line in lines if line[place])
            if values:
                found[f"{table}.{column}"] = values
    return found


def fact_said(catalogue: Catalogue, key: str, values: tuple[str, ...], code: str) -> str:
    """Return what the rows hold as text, one after the other, in a language."""
    spelt = (FACTS[key].spell(catalogue, value, code) for value in values)
    return translated(N_("; "), code).join(spelt)


def is_facts(one: Any) -> bool:
    """Whether these are facts as a message says them, with nothing unknown in it."""
    return (
        isinstance(one, dict)
        and one.keys() <= FACTS.keys()
        and all(isinstance(values, list) and values for values in one.values())
        and all(isinstance(value, str) for values in one.values() for value in values)
    )
