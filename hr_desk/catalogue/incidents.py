# SPDX-License-Identifier: Apache-2.0
"""What the file of an incident must say and which papers are made of it: one declaration.

Read from ``resources/incidents/incidents.toml``, strictly; nothing else keeps a list of ways,
levels, sections, channels, results or papers (policy 4.4, PIPL 57).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final

from hr_desk.catalogue.source import Table, read
from hr_desk.i18n import RESOURCES, Text

FILE: Final = RESOURCES / "incidents" / "incidents.toml"
TABLES: Final = ("terms", "way", "level", "section", "channel", "result", "paper")
NOTHING, USER, DISCLOSURE = "nothing", "user", "disclosure"
NAMES: Final = (NOTHING, USER, DISCLOSURE)
"""What the file names beside the way: nothing, a user of the desk, an entry of the register."""

WORKED_OUT: Final = ("name", "guardian", "company", "phone", "address", "number", "found", "level",
                     "way", "kinds", "people", "minors", "reason", "opened", "listed",
                     "list_kinds")  # fmt: skip
"""Places of a paper beside the sections and the results, of which the number stands there."""

OPENED, LISTED, EITHER = "opened", "listed", "either"
SEEN: Final = (OPENED, LISTED, EITHER)
"""Whom a paragraph about an account in other hands is for: how far the record was seen."""

OF_GUARDIANS: Final = "guardians_"
"""What a result's place begins with where the number is that of the guardians of minors."""


@dataclass(frozen=True, slots=True)
class Level:
    """How grave it is: hours from the finding to the report, and the law that says so."""

    label: Text
    report_hours: int
    law: str


@dataclass(frozen=True, slots=True)
class Way:
    """How data came into wrong hands, and what the file names (one of NAMES)."""

    label: Text
    names: str


@dataclass(frozen=True, slots=True)
class Channel:
    """How a person is told, and the field that makes it possible (None: always)."""

    label: Text
    field: str | None


@dataclass(frozen=True, slots=True)
class PaperParagraph:
    """One paragraph; ``minors`` stands in the letter to somebody below eighteen alone.

    In a paper for nobody alone it stands where the incident touches a minor. ``guardians`` stands
    only where the same letter goes to their guardian; ``seen`` only where an account was in other
    hands, in the letter to those alone of whom it says so (None: always).
    """

    text: Text
    minors: bool
    guardians: bool
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """One paper: its title and paragraphs; ``each`` is one for every person touched."""

    label: Text
    each: bool
    paragraphs: tuple[PaperParagraph, ...]


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """The whole declaration; every mapping is in the order of the file."""

    tell_hours: int
    soon_hours: int
    ways: Mapping[str, Way]
    levels: Mapping[str, Level]
    sections: Mapping[str, Text]
    channels: Mapping[str, Channel]
    results: Mapping[str, Text]
    papers: Mapping[str, IncidentPaper]


@lru_cache(maxsize=1)
def incident_rules() -> IncidentRules:
    """Return the declaration that ships with the program; raises CatalogueProblem."""
    return rules_of(read(FILE))


def rules_of(file: Table) -> IncidentRules:
    """Return the declaration in a file; raises CatalogueProblem at the first mistake."""
    file.only(TABLES)
    terms = file.table("terms")
    terms.only(("tell_hours", "soon_hours"))
    sections = file.each("section", Table.label)
    results = file.each("result", Table.label)
    of_guardians = (OF_GUARDIANS + key for key in results)
    places = (*WORKED_OUT, *sections, *results, *of_guardians)
    return IncidentRules(
        tell_hours=terms.integer("tell_hours"),
        soon_hours=terms.integer("soon_hours"),
        ways=file.each("way", _way),
        levels=file.each("level", _level),
        sections=sections,
        channels=file.each("channel", _channel),
        results=results,
        papers=file.each("paper", lambda one: _paper(one, places)),
    )


def _way(table: Table) -> Way:
    table.only(("label", "names"))
    return Way(table.words("label"), table.name("names", NAMES, "word"))


def _level(table: Table) -> Level:
    table.only(("label", "report_hours", "law"))
    return Level(table.words("label"), table.integer("report_hours"), table.string("law"))


def _channel(table: Table) -> Channel:
    table.only(("label", "field"))
    return Channel(table.words("label"), table.string("field", "") or None)


def _paper(table: Table, places: tuple[str, ...]) -> IncidentPaper:
    table.only(("label", "each", "paragraph"))
    paragraphs = tuple(_paragraph(one, places) for one in table.tables("paragraph"))
    return IncidentPaper(table.words("label"), table.flag("each"), paragraphs)


def _paragraph(table: Table, places: tuple[str, ...]) -> PaperParagraph:
    table.only(("text", "minors", "guardians", "seen"))
    text, seen = table.words("text"), table.name_or_none("seen", SEEN, "word")
    for words in (text.zh, text.en):
        for _, place, _, _ in Formatter().parse(words):
            if place is not None:
                table.known(place, places, "place", "text")
    return PaperParagraph(text, table.flag("minors"), table.flag("guardians"), seen)
