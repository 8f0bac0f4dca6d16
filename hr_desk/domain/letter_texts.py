# SPDX-License-Identifier: Apache-2.0
"""Letters to one person, as data: an offer, a rejection, a certificate of leaving, and others.

One file for each letter (resources/letters): paragraphs in both languages with places for fields
of the catalogue and parts of the company's record. Read as strictly as the fields: a place that
nothing fills, or a field that the letter's purpose does not cover, is refused with file and line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_anew
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.problems import CatalogueProblem, DeclaredTwice, MissingKey, WrongShape
from hr_desk.catalogue.source import Table, parse, read
from hr_desk.domain import joiners
from hr_desk.domain.message_texts import OF_THE_COMPANY, places_of
from hr_desk.i18n import N_, RESOURCES, Message, Text, t

FOLDER: Final = RESOURCES / "letters"
"""The letters that ship with the program."""

OWN_FOLDER: Final = "letters"
"""The folder of a desk in which a company keeps letters of its own."""

APPLICATION: Final = "application"
JOINER: Final = "joiner"
ABOUT: Final[Mapping[str, str]] = {APPLICATION: "hiring", JOINER: "personnel"}
"""Kinds of record a letter is made from, and the compartment of each."""

TODAY: Final = "today"
KEPT_UNTIL: Final = "kept_until"
SERVICE: Final = "service"
COMPUTED: Final[Mapping[str, tuple[str, ...]]] = {
    TODAY: (),
    KEPT_UNTIL: (),
    SERVICE: ("start_date", "leaving_date"),
}
"""Places that are worked out, and the fields they rest on: the day of the letter, the day on which
what is known of the person goes, how long they were employed."""

TOLD: Final = ("told_on", "recipient", "contact", "told_for", "told_fields")
"""Places of a paragraph that is repeated for each time somebody else was told of the person."""

ANY: Final = "any"
DAY: Final = "day"
LINE: Final = "line"


class NotCovered(CatalogueProblem):
    """A letter shows a field for a purpose that no law lets it serve."""

    message = N_(
        "{file}, line {line}: the purpose “{purpose}” does not cover “{name}”. Take the field out, "
        "or choose the purpose the letter really has."
    )


class NotKeptThere(CatalogueProblem):
    """A letter shows a field that the records it is made from do not have."""

    message = N_("{file}, line {line}: “{name}” is not known of an {about}; take it out.")


class PlaceNotFilled(CatalogueProblem):
    """A letter leaves something to be filled in that nothing fills."""

    message = N_(
        "{file}, line {line}: nothing fills in “{name}”. It is no field, nothing of the company's "
        "record, and nothing the letter asks for."
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that is typed when the letter is made, and kept nowhere."""

    key: str
    label: Text
    kind: str
    """``day`` or ``line``."""
    optional: bool = False
    in_days: int = 0
    """How many days from now the day is that is proposed."""
    from_company: str | None = None
    """The part of the company's record that is proposed for a line."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph; ``optional`` leaves it out where something in it is not known."""

    key: str
    text: Text
    optional: bool = False
    each_told: bool = False
    """Whether it stands once for each time somebody else was told."""
    only: Mapping[str, frozenset[str]] = made_anew(default_factory=dict)
    """Field to the codes with which the paragraph stands in the letter."""

    @property
    def places(self) -> tuple[str, ...]:
        """What is filled in, each once."""
        return tuple(dict.fromkeys(places_of(self.text.zh)))


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """One letter: for whom, for which standing purpose, and its words."""

    key: str
    label: Text
    purpose: str
    about: Mapping[str, frozenset[str]]
    """Kind of record to the stages or states in which the letter makes sense."""
    salutation: Text | None
    paragraphs: tuple[Paragraph, ...]
    asked: tuple[Asked, ...]

    def fits(self, about: str, at: str) -> bool:
        """Whether a record of a kind at a stage (or in a state) gets such a letter."""
        return at in self.about.get(about, frozenset())

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose values it may give away, in the order of the letter."""
        found: list[str] = []
        for paragraph in self.paragraphs:
            found += [*paragraph.only, *paragraph.places]
        places = [*(places_of(self.salutation.zh) if self.salutation else ()), *found]
        kept = {one.key for one in self.asked} | {*OF_THE_COMPANY, *TOLD}
        rested = (key for one in places for key in COMPUTED.get(one, (one,)))
        return tuple(dict.fromkeys(key for key in rested if key not in kept))


def load_letters(*folders: Path, catalogue: Catalogue) -> Mapping[str, LetterText]:
    """Return letters by key, those of a later folder in place of an earlier one's.

    By default the program's folder alone; a folder that is not there holds none. Raises
    CatalogueProblem; nothing is taken from a folder with a mistake in it.
    """
    found: dict[str, LetterText] = {}
    for folder in folders or (FOLDER,):
        found |= {one.key: one for one in _letters(sorted(folder.glob("*.toml")), catalogue)}
    return found


def _letters(paths: Iterable[Path], known: Catalogue) -> Iterator[LetterText]:
    seen: set[str] = set()
    for path in paths:
        for table in _tables(read(path)):
            if table.key in seen:
                raise DeclaredTwice(**table.where(), name=table.key)
            seen.add(table.key)
            yield letter_of(table, known)


def _tables(root: Table) -> Iterator[Table]:
    root.only(("letter",))
    return root.tables("letter")


def parse_letter(name: str, text: str, known: Catalogue) -> LetterText:
    """Return the one letter of a text; ``name`` stands in sentences. Raises CatalogueProblem."""
    root = parse(name, text)
    tables = list(_tables(root))
    if len(tables) != 1:
        raise WrongShape(**root.where("letter"), name="letter", shape=Message(N_("one letter")))
    return letter_of(tables[0], known)


def orders(known: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return by kind of record all stages or states in which a letter may make sense."""
    return {APPLICATION: tuple(known.stages), JOINER: joiners.STATES}


def letter_of(table: Table, known: Catalogue) -> LetterText:
    """Read one letter; raises CatalogueProblem for anything unknown, missing or not covered."""
    table.only(("label", "purpose", *ABOUT, "salutation", "ask", "paragraph"))
    letter = LetterText(
        key=table.key,
        label=table.words("label"),
        purpose=table.name("purpose", known.purposes, "word"),
        about=dict(_about(table, known)),
        salutation=table.words_or_none("salutation"),
        paragraphs=tuple(_paragraph(one, known) for one in table.tables("paragraph")),
        asked=tuple(_asked(one) for one in table.tables("ask")),
    )
    for name, missing in (("paragraph", not letter.paragraphs), (APPLICATION, not letter.about)):
        if missing:
            raise MissingKey(**table.where(), owner=table.key, name=name)
    _require_places(table, letter, known)
    return letter


def _about(table: Table, known: Catalogue) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the kinds of record and, for each, when; ``any`` stands for all of them."""
    for kind, words in orders(known).items():
        named = table.names(kind, (ANY, *words), "stage")
        if named:
            yield kind, frozenset(words if ANY in named else named)


def _asked(table: Table) -> Asked:
    table.only(("label", "kind", "optional", "in_days", "proposed"))
    return Asked(
        key=table.key,
        label=table.words("label"),
        kind=table.name("kind", (DAY, LINE), "word"),
        optional=table.flag("optional"),
        in_days=table.integer("in_days", 0),
        from_company=table.name_or_none("proposed", OF_THE_COMPANY.values(), "word"),
    )


def _paragraph(table: Table, known: Catalogue) -> Paragraph:
    table.only(("text", "optional", "each_told", "only"))
    only = table.table("only")
    codes: dict[str, frozenset[str]] = {}
    for key in only.body:
        listed = [name for name, one in known.fields.items() if one.code_list]
        field = known.fields[only.known(key, listed, "field", key)]
        words = known.code_lists[field.code_list or ""].codes
        codes[key] = frozenset(only.names(key, words, "word"))
    return Paragraph(
        key=table.key,
        text=_same_places(table, "text"),
        optional=table.flag("optional"),
        each_told=table.flag("each_told"),
        only=codes,
    )


def _same_places(table: Table, key: str) -> Text:
    """Return a text whose languages leave the same to be filled in."""
    text = table.words(key)
    try:
        same = set(places_of(text.zh)) == set(places_of(text.en))
    except ValueError:
        same = False
    if not same:
        shape = t("a text with the same places in both languages")
        raise WrongShape(**table.where(key), name=key, shape=shape)
    return text


def _require_places(table: Table, letter: LetterText, known: Catalogue) -> None:
    if letter.salutation is not None:
        _same_places(table, "salutation")
    for one in letter.asked:
        if one.key in (*known.fields, *OF_THE_COMPANY, *COMPUTED, *TOLD):
            raise DeclaredTwice(**table.where("ask", one.key), name=one.key)
    purpose = known.purposes[letter.purpose]
    for key in letter.fields:
        field = known.fields.get(key)
        if field is None:
            raise PlaceNotFilled(**table.where(), name=key)
        if not purpose.covers(field):
            raise NotCovered(**table.where(), purpose=purpose.label, name=key)
        for about in letter.about:
            if ABOUT[about] not in field.retention:
                raise NotKeptThere(**table.where(), name=key, about=t(_KINDS[about]))
    for paragraph in letter.paragraphs:
        if not paragraph.each_told and set(TOLD) & set(paragraph.places):
            raise MissingKey(**table.where("paragraph"), owner=letter.key, name="each_told")


_KINDS: Final = {APPLICATION: N_("application"), JOINER: N_("employee's file")}
