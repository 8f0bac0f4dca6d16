# SPDX-License-Identifier: Apache-2.0
"""A letter that is being written, as it would print for somebody made up, and what is wrong.

Nobody's data is read: the person is invented (``domain.made_up_people``), and the words are filled
in by the very function that fills the real letter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain.letter_drafts import ASK, PARAGRAPH, LetterDraft, written
from hr_desk.domain.letter_texts import (
    ABOUT,
    COMPUTED,
    DAY,
    SERVICE,
    TOLD,
    Asked,
    LetterText,
    parse_letter,
)
from hr_desk.domain.made_up_people import made_up_people
from hr_desk.domain.message_texts import places_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message, Text, t
from hr_desk.operations import paper_letters
from hr_desk.operations.disclosure import HAND_OFF
from hr_desk.operations.letter_making import SAVING
from hr_desk.operations.letter_problems import OneLanguageOnly, PlacesDiffer
from hr_desk.operations.message_problems import BracesOdd
from hr_desk.operations.operation import require
from hr_desk.operations.paper_letters import Draft, Source
from hr_desk.operations.problems import TextTooLong
from hr_desk.operations.session import Session
from hr_desk.operations.told_of import Told

HEAD: Final = "letter"
"""The part of a letter that its first lines say: label, purpose, when, salutation."""

LONGEST_LABEL: Final = 60
"""Characters of a letter's name, and of what is asked for it, at most."""

_PART: Final = re.compile(r"^\[letter\.[^\]]+?\.(paragraph|ask)\.([^\]]+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft as it would be printed for a made-up person; ``faults`` stop it from being kept."""

    letter: Draft | None
    faults: Mapping[str, UserError]
    """Part of the letter (HEAD, ``paragraph.<key>``, ``ask.<key>``) to what is wrong with it."""


def places(session: Session, draft: LetterDraft) -> Mapping[str, str]:
    """Return what a letter may leave to be filled in: place to what a person calls it.

    Fields that its purpose covers and its records have, then what is typed, the company, the rest.
    """
    catalogue, purpose = session.catalogue, session.catalogue.purposes.get(draft.purpose)
    files = {ABOUT[kind] for kind in ABOUT if getattr(draft, kind)}
    fields = {
        field.key: str(field.label)
        for field in catalogue.fields.values()
        if purpose is not None and purpose.covers(field) and files <= set(field.retention)
    }
    asked = {one.key: str(Text(one.zh, one.en)) for one in draft.asked}
    return {**fields, **asked, **{key: t(words) for key, words in _PLACES.items()}}


_PLACES: Final[Mapping[str, str]] = {
    "company": N_("Name of the company"),
    "address": N_("Address of the company"),
    "phone": N_("Telephone of the company"),
    "today": N_("Day of the letter"),
    "kept_until": N_("Day on which the application goes"),
    SERVICE: N_("Length of service"),
    "told_on": N_("Told on (in a repeated paragraph)"),
    "recipient": N_("Recipient (in a repeated paragraph)"),
    "contact": N_("Contact of the recipient (in a repeated paragraph)"),
    "told_for": N_("Purpose (in a repeated paragraph)"),
    "told_fields": N_("Fields of the file (in a repeated paragraph)"),
}


def try_out(session: Session, draft: LetterDraft, code: str) -> Tried:
    """Return a draft as it would be printed in a language, for a made-up person.

    Nobody's data is read. Raises NotPermitted.
    """
    require(session, SAVING)
    faults = dict(_plain_faults(draft))
    if faults:
        return Tried(None, faults)
    source = written(draft)
    try:
        letter = parse_letter("letter.toml", source, session.catalogue)
    except CatalogueProblem as problem:
        return Tried(None, {part_at(source, _line_of(problem)): problem})
    return Tried(_made_up(session, letter, code), {})


def _line_of(problem: CatalogueProblem) -> int:
    line = problem.values.get("line")
    return line if isinstance(line, int) else 1


def part_at(source: str, line: int) -> str:
    """Return the part of a letter's text to which a line (from 1) belongs."""
    for text in reversed(source.splitlines()[:line]):
        found = _PART.match(text)
        if found:
            return f"{found[1]}.{found[2].strip(chr(34))}"
        if text.startswith("["):
            break
    return HEAD


def _plain_faults(draft: LetterDraft) -> Iterator[tuple[str, UserError]]:
    """Yield what is wrong with the words alone, beside the words."""
    parts = [(HEAD, draft.zh, draft.en), (HEAD, draft.salutation_zh, draft.salutation_en)]
    parts += [(f"{ASK}.{one.key}", one.zh, one.en) for one in draft.asked]
    parts += [(f"{PARAGRAPH}.{one.key}", one.zh, one.en) for one in draft.paragraphs]
    for place, (part, zh, en) in enumerate(parts):
        wrong = _wrong(zh, en, optional=place == 1)
        if wrong is not None:
            yield part, wrong
    for part, field, text in _labels(draft):
        if len(text) > LONGEST_LABEL:
            yield part, TextTooLong(field=field, limit=LONGEST_LABEL)


def _labels(draft: LetterDraft) -> Iterator[tuple[str, Message, str]]:
    """Yield what stands in a list or above a line, with its part and what it is called."""
    in_chinese, in_english = Message(N_("Name in Chinese")), Message(N_("Name in English"))
    yield from ((HEAD, in_chinese, draft.zh), (HEAD, in_english, draft.en))
    in_chinese, in_english = Message(N_("Label in Chinese")), Message(N_("Label in English"))
    for one in draft.asked:
        part = f"{ASK}.{one.key}"
        yield from ((part, in_chinese, one.zh), (part, in_english, one.en))


def _wrong(zh: str, en: str, *, optional: bool) -> UserError | None:
    if optional and not zh.strip() and not en.strip():
        return None
    if not zh.strip() or not en.strip():
        return OneLanguageOnly()
    try:
        odd = set(places_of(zh)) ^ set(places_of(en))
    except ValueError:
        return BracesOdd(example="{full_name}")
    return PlacesDiffer(places=" ".join(f"{{{place}}}" for place in sorted(odd))) if odd else None


def _made_up(session: Session, letter: LetterText, code: str) -> Draft:
    """Return a letter for somebody who was made up, typed as it would be proposed."""
    about = next(iter(letter.about))
    at = sorted(letter.about[about])[0]
    fields = [session.catalogue.field(key) for key in letter.fields]
    stored = dict(made_up_people(session.catalogue, fields)[0])
    for paragraph in letter.paragraphs:
        stored |= {key: min(codes) for key, codes in paragraph.only.items() if key not in stored}
    if set(COMPUTED[SERVICE]) <= stored.keys():
        # A made-up day is the same for each field: nobody leaves on their first.
        stored["start_date"], stored["leaving_date"] = _MADE_UP_WORK
    today = session.today()
    source = Source(at, stored, today + timedelta(days=_MADE_UP_KEPT), _told(session, letter))
    typed = {one.key: _proposed(session, one) for one in letter.asked}
    return paper_letters.filled(session, letter, source, (about, ""), code=code, typed=typed)


_MADE_UP_WORK: Final = ("2023-03-01", "2026-09-15")
_MADE_UP_KEPT: Final = 180


def _proposed(session: Session, asked: Asked) -> str:
    if asked.kind == DAY:
        return (session.today() + timedelta(days=asked.in_days)).isoformat()
    return session.company.get(asked.from_company or "", "") or f"[{asked.label}]"


def _told(session: Session, letter: LetterText) -> tuple[Told, ...]:
    """Return two made-up times somebody was told, where a letter names them."""
    if not any(set(TOLD) & set(one.places) for one in letter.paragraphs):
        return ()
    catalogue, today = session.catalogue, session.today()
    fields = tuple(catalogue.field(key) for key in ("full_name", "mobile"))
    purpose = catalogue.purposes["hire.payroll_si"].label
    names = (t("Example social insurance office"), t("Example bank"))
    return tuple(
        Told(
            entry="", kind=HAND_OFF, on=today, recipient=name, contact="0532-00000000",
            purpose=purpose, fields=fields,
        )
        for name in names
    )  # fmt: skip
