# SPDX-License-Identifier: Apache-2.0
"""Letters to one person, filled from their record and released through the one door.

The words are data (hr_desk.domain.letter_texts). Filled in is only what the user may see in full;
what is typed for a letter is kept nowhere. A letter is a print with a standing purpose: logged,
never asked. It leaves as it was looked at: where the record changed meanwhile it is made again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from hr_desk.domain.letter_texts import (
    ABOUT,
    APPLICATION,
    COMPUTED,
    DAY,
    FOLDER,
    KEPT_UNTIL,
    OWN_FOLDER,
    SERVICE,
    TODAY,
    Asked,
    LetterText,
    Paragraph,
    load_letters,
    parse_letter,
)
from hr_desk.domain.letter_words import Listed, listed, said, said_day, said_service
from hr_desk.domain.message_texts import OF_THE_COMPANY, places_of
from hr_desk.i18n import LANGUAGES, N_, Text, translated
from hr_desk.operations import disclosure, joiner_prints, joiner_writing, policies, recruitment
from hr_desk.operations.candidates import due_of, view_of
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import require_recruiting
from hr_desk.operations.disclosure import Disclosure, Print
from hr_desk.operations.joiner_views import readable
from hr_desk.operations.letter_problems import (
    LetterIncomplete,
    LetterNotNow,
    LetterUnknown,
    NobodyWasTold,
)
from hr_desk.operations.operation import require
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.told_of import Told, told_of
from hr_desk.operations.values import POSITION
from hr_desk.store import letter_texts as store

LONGEST: Final = 300
"""Characters of a line that is typed for a letter."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it goes on paper: its words, and what makes it the same letter again.

    ``about`` is the kind of record, ``fields`` are the catalogue keys whose values stand in it.
    """

    key: str
    about: str
    record_id: str
    language: str
    typed: tuple[tuple[str, str], ...]
    title: str
    salutation: str
    paragraphs: tuple[str, ...]
    on: date
    company: Mapping[str, str]
    rights: str
    """Who is responsible, how to reach them, and what the person may ask for."""
    purpose: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What fills a letter: stored values this user sees in full, and what is worked out."""

    at: str
    """The stage or state."""
    stored: Mapping[str, Any]
    kept_until: date | None
    told: Sequence[Told]


def letters(session: Session) -> Mapping[str, LetterText]:
    """Return every letter by key: the program's, and the company's own in their place.

    A company's own are kept in the files they are made from (operations.letter_making); in the
    folder ``letters`` of the desk stand those that somebody laid there. Raises CatalogueProblem.
    """
    found = dict(unwritten(session))
    for file in sorted(set(ABOUT.values())):
        if session.holds(file):
            for key, source in store.own(session.compartment(file)).items():
                found[key] = parse_letter(f"{key}.toml", source, session.catalogue)
    return found


def unwritten(session: Session) -> Mapping[str, LetterText]:
    """Return the letters without those that were written in the window; raises CatalogueProblem."""
    return load_letters(FOLDER, session.folder / OWN_FOLDER, catalogue=session.catalogue)


def offered(session: Session, about: str, at: str) -> tuple[LetterText, ...]:
    """Return the letters that make sense for a kind of record at a stage or in a state."""
    return tuple(one for one in letters(session).values() if one.fits(about, at))


def draft(
    session: Session, about: str, record_id: str, key: str, *,
    code: str = LANGUAGES[0], typed: Mapping[str, str] | None = None,
) -> Draft:  # fmt: skip
    """Return a letter of one application or joiner, filled, in a language.

    ``typed`` holds what the letter asks for: days as ISO 8601, lines as they are. Raises
    LetterUnknown, LetterNotNow, LetterIncomplete, NobodyWasTold, TextMissing, TextTooLong,
    RecordGone, NotPermitted.
    """
    source, letter = _read(session, about, record_id), letters(session).get(key)
    if letter is None or about not in letter.about:
        raise LetterUnknown(key=key)
    if not letter.fits(about, source.at):
        raise LetterNotNow(letter=letter.label)
    return filled(session, letter, source, (about, record_id), code=code, typed=dict(typed or {}))


def filled(
    session: Session, letter: LetterText, source: Source, record: tuple[str, str], *,
    code: str, typed: Mapping[str, str],
) -> Draft:  # fmt: skip
    """Return a letter filled with what is known; ``record`` is its kind and id.

    Raises LetterIncomplete, NobodyWasTold, TextMissing, TextTooLong.
    """
    values = _values(session, letter, source, code)
    values |= {one.key: _typed(one, typed.get(one.key, ""), code) for one in letter.asked}
    chosen = _chosen(session, letter, source, values)
    return Draft(
        key=letter.key,
        about=record[0],
        record_id=record[1],
        language=code,
        typed=tuple(typed.items()),
        title=letter.label.within(code),
        salutation=_said(letter.salutation, values, code),
        paragraphs=tuple(line for one in chosen for line in _lines(one, source, values, code)),
        on=session.today(),
        company=session.company,
        rights=policies.controller_text(session, code),
        purpose=letter.purpose,
        fields=_given_away(letter, chosen, source),
    )


def release(session: Session, shown: Draft, content: bytes, target: Path) -> Changes:
    """Register the letter that was shown, and write ``content``, its paper, as a file.

    Raises what registering ``paper`` and ``disclosure.let_out`` raise.
    """
    return disclosure.let_out(session, paper(shown), content, target)


def paper(shown: Draft) -> Print:
    """Return how the letter that was shown leaves.

    Registering it raises ChangedMeanwhile where it would say something else by now, and what
    ``draft`` raises.
    """
    about = Disclosure(
        kind="print",
        recipient=shown.company["name"],
        purpose=shown.purpose,
        fields=shown.fields,
        records=(shown.record_id,),
    )
    candidate = shown.about == APPLICATION
    leaving = disclosure.paper(about) if candidate else joiner_prints.paper(about)

    def register(session: Session, content: bytes) -> Changes:
        now = draft(
            session, shown.about, shown.record_id, shown.key, code=shown.language,
            typed=dict(shown.typed),
        )  # fmt: skip
        if now != shown:
            raise ChangedMeanwhile
        return leaving.register(session, content)

    return replace(leaving, register=register)


def _read(session: Session, about: str, record_id: str) -> Source:
    if about not in ABOUT:
        raise LetterUnknown(key=about)
    if about == APPLICATION:
        return _application(session, record_id)
    require(session, "joiner.print")
    (joiner,) = joiner_writing.records(session, [record_id])
    told = told_of(session, ABOUT[about], record_id)
    return Source(joiner.state, readable(session, joiner), None, told)


def _application(session: Session, application_id: str) -> Source:
    """Read an application; its post is that of its requisition, as everywhere on the screen."""
    require_recruiting(session)
    (record,) = recruitment.records(session, [application_id])
    known = {**record.person_fields, **record.fields}
    seen = {key: one for key, one in known.items() if _in_full(session, key, one, record.stage)}
    told = told_of(session, ABOUT[APPLICATION], application_id)
    return Source(
        record.stage, {**seen, POSITION: record.requisition_title}, due_of(session, record), told
    )


def _in_full(session: Session, key: str, stored: Any, stage: str) -> bool:
    view = view_of(session, session.catalogue.field(key), stored, stage=stage)
    return view is not None and view.given and not view.masked


def _typed(asked: Asked, text: str, code: str) -> str:
    """Return a typed line, or a day in the words of the letter; empty where it may be."""
    line = one_line(text, label=str(asked.label), longest=LONGEST, required=not asked.optional)
    return said_day(date.fromisoformat(line), code) if line and asked.kind == DAY else line


def _values(session: Session, letter: LetterText, source: Source, code: str) -> dict[str, str]:
    """Return what each place of a letter holds; what is not known is empty or not in it."""
    found = {place: session.company.get(part, "") for place, part in OF_THE_COMPANY.items()}
    for key in letter.fields:
        if key in source.stored:
            found[key] = said(session.catalogue.field(key), source.stored[key], code)
    found[TODAY] = said_day(session.today(), code)
    if source.kept_until is not None:
        found[KEPT_UNTIL] = said_day(source.kept_until, code)
    began, left = (source.stored.get(key) for key in COMPUTED[SERVICE])
    if began is not None and left is not None:
        days = date.fromisoformat(began), date.fromisoformat(left)
        found[SERVICE] = said_service(*days, code)
    return found


def _chosen(
    session: Session, letter: LetterText, source: Source, values: Mapping[str, str]
) -> list[Paragraph]:
    """Return the paragraphs that stand in the letter; raises LetterIncomplete, NobodyWasTold."""
    if any(one.each_told for one in letter.paragraphs) and not source.told:
        raise NobodyWasTold
    # What decides between paragraphs is needed as well: without it none of them stands.
    owed = [key for one in letter.paragraphs for key in one.only if key not in source.stored]
    owed += _missing(letter.salutation, values)
    chosen = []
    for one in letter.paragraphs:
        if any(source.stored.get(key) not in codes for key, codes in one.only.items()):
            continue
        missing = () if one.each_told else _missing(one.text, values)
        if not missing:
            chosen.append(one)
        elif not one.optional:
            owed += missing
    if owed:
        raise LetterIncomplete(letter=letter.label, fields=_named(session, owed))
    return chosen


def _missing(text: Text | None, values: Mapping[str, str]) -> list[str]:
    places = () if text is None else places_of(text.zh)
    return [place for place in places if not values.get(place)]


def _named(session: Session, places: Iterable[str]) -> Listed:
    """Return the labels of what is missing; for what is worked out, of what it rests on."""
    labels: Mapping[str, object] = {key: one.label for key, one in session.catalogue.fields.items()}
    keys = dict.fromkeys(key for one in places for key in COMPUTED.get(one, ()) or (one,))
    return Listed(tuple(labels.get(key, key) for key in keys))


def _lines(paragraph: Paragraph, source: Source, values: Mapping[str, str], code: str) -> list[str]:
    """Return a paragraph filled in: once, or once for each time somebody was told."""
    if not paragraph.each_told:
        return [_said(paragraph.text, values, code)]
    return [_said(paragraph.text, {**values, **_told(one, code)}, code) for one in source.told]


def _told(one: Told, code: str) -> dict[str, str]:
    """Return what the places of domain.letter_texts.TOLD hold."""
    return {
        "told_on": said_day(one.on, code),
        "recipient": one.recipient,
        "contact": one.contact or translated(N_("ask us"), code),
        "told_for": one.purpose.within(code),
        "told_fields": listed([field.label.within(code) for field in one.fields], code),
    }


def _said(text: Text | None, values: Mapping[str, str], code: str) -> str:
    return "" if text is None else text.within(code).format_map(values)


def _given_away(
    letter: LetterText, chosen: Collection[Paragraph], source: Source
) -> tuple[str, ...]:
    """Return the fields whose values, or what rests on them, stand on the paper."""
    places = set(places_of(letter.salutation.zh)) if letter.salutation is not None else set()
    for one in chosen:
        places |= {*one.places, *one.only}
    used = {key for place in places for key in COMPUTED.get(place, (place,))}
    return tuple(key for key in letter.fields if key in used and key in source.stored)
