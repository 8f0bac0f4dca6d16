# SPDX-License-Identifier: Apache-2.0
"""Letters in the company's own words: begun with the program's, tried on nobody, kept, taken back.

A letter is kept in each file it may be made from, so that whoever holds one of them alone has it.
Each keeping is an entry in the logs of these files; the log, and no second list, is its history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, ParamSpec

from hr_desk.catalogue.hand_off_drafts import free_key
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain.letter_drafts import LetterDraft, draft_of
from hr_desk.domain.letter_texts import (
    ABOUT,
    APPLICATION,
    JOINER,
    LetterText,
    orders,
    parse_letter,
)
from hr_desk.operations import disclosure, paper_letters
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.hand_off_problems import TextUnreadable
from hr_desk.operations.history import HistoryLine, history_of
from hr_desk.operations.letter_problems import (
    LetterNotOwn,
    LetterUnknown,
)
from hr_desk.operations.operation import Body, Verb, operation, require
from hr_desk.operations.session import Session
from hr_desk.store import letter_texts as store
from hr_desk.store.compartment import Change

HIRING: Final = ABOUT[APPLICATION]
PERSONNEL: Final = ABOUT[JOINER]
FILES: Final = (HIRING, PERSONNEL)
NOUNS: Final[Mapping[str, str]] = {HIRING: "letter", PERSONNEL: "joiner_letter"}
"""File to what its operations are named after."""
SAVING: Final = "letter.save"
"""Whoever may keep a letter may try one."""
OWN: Final = "own"
"""What the keys of a company's own letters begin with."""
_LONGEST_TEXT: Final = 200_000

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter of the list; ``problem`` says why one of the company's own cannot be read."""

    key: str
    own: bool
    shipped: bool
    """Whether there is one without what was written here: it can be gone back to."""
    letter: LetterText | None
    problem: CatalogueProblem | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What the editor begins with; ``source`` and ``problem`` where a text cannot be read."""

    draft: LetterDraft
    line: LetterLine | None = None
    """The letter as it is kept; None for a new one."""
    history: tuple[HistoryLine, ...] = ()
    source: str = ""
    problem: CatalogueProblem | None = None


def list_lines(session: Session) -> tuple[LetterLine, ...]:
    """Return every letter, the program's first; one that cannot be read does not hide others."""
    require(session, SAVING)
    known, own = paper_letters.unwritten(session), _own(session)
    return tuple(_line(session, key, known, own) for key in dict.fromkeys((*known, *own)))


def _own(session: Session) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in FILES:
        if session.holds(file):
            found |= store.own(session.compartment(file))
    return found


def _line(
    session: Session, key: str, known: Mapping[str, LetterText], own: Mapping[str, str]
) -> LetterLine:
    if key not in own:
        return LetterLine(key, False, True, known[key])
    try:
        letter = parse_letter(f"{key}.toml", own[key], session.catalogue)
    except CatalogueProblem as problem:
        return LetterLine(key, True, key in known, None, problem)
    return LetterLine(key, True, key in known, letter)


def begin(session: Session, key: str | None = None, *, copy: bool = False) -> Begun:
    """Return a letter as the editor shows it: a new one, one that there is, or a twin of one.

    Raises LetterUnknown, CatalogueProblem, NotPermitted.
    """
    lines = {line.key: line for line in list_lines(session)}
    if key is None:
        return Begun(LetterDraft(key=free_key(OWN, lines)))
    if key not in lines:
        raise LetterUnknown(key=key)
    line, history = lines[key], _history(session, key)
    if line.letter is None:
        return Begun(LetterDraft(key=key), line, history, _own(session)[key], line.problem)
    draft = draft_of(line.letter, orders(session.catalogue))
    if copy:
        return Begun(replace(draft, key=free_key(OWN, lines)))
    return Begun(draft, line, history)


def _history(session: Session, key: str) -> tuple[HistoryLine, ...]:
    """Return who kept or took back a letter, newest first; each time is said once."""
    file = next(one for one in FILES if session.holds(one))
    verbs = {f"{NOUNS[file]}.{verb}" for verb in ("save", "reset")}
    return tuple(one for one in history_of(session, file, (key,)) if one.operation in verbs)


def take_text(session: Session, text: str) -> LetterDraft:
    """Return what a TOML text says; raises CatalogueProblem, NotPermitted."""
    require(session, SAVING)
    letter = parse_letter("letter.toml", text, session.catalogue)
    return draft_of(letter, orders(session.catalogue))


def read_text(session: Session, path: Path) -> str:
    """Return the text of a letter somebody kept as a file; raises TextUnreadable."""
    require(session, SAVING)
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_TEXT).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise TextUnreadable(file=path.name) from None


def save_text(session: Session, text: str, target: Path) -> None:
    """Write a letter's text where another desk can take it; it holds nobody's data.

    Raises TargetExists, TargetInDesk, PlaceUnusable, DiskFull, FolderReadOnly, NotPermitted.
    """
    require(session, SAVING)
    disclosure.write_impersonal(session, text.encode(), target)


def _in_each(verb: str) -> Callable[[Body[P]], Mapping[str, Verb[P]]]:
    def decorate(body: Body[P]) -> Mapping[str, Verb[P]]:
        return {
            file: operation(f"{noun}.{verb}", compartment=file, roles=PAYROLL)(body)
            for file, noun in NOUNS.items()
        }

    return decorate


def keep(session: Session, source: str) -> str:
    """Keep a letter in the company's own words, as TOML; returns its key.

    A letter of the program with its key is not used as long. Raises CatalogueProblem, NotPermitted.
    """
    require(session, SAVING)
    letter = parse_letter("letter.toml", source, session.catalogue)
    for file in FILES:
        _save[file](session, letter.key, source)
    return letter.key


@_in_each("save")
def _save(session: Session, change: Change, /, key: str, source: str) -> None:
    del session
    store.put(change, key, source)


def reset(session: Session, key: str) -> None:
    """Take the company's own words of a letter back: the program's are used again, if it has one.

    Raises LetterNotOwn, NotPermitted.
    """
    require(session, SAVING)
    if key not in _own(session):
        raise LetterNotOwn
    for file in FILES:
        _reset[file](session, key)


@_in_each("reset")
def _reset(session: Session, change: Change, /, key: str) -> None:
    del session
    store.remove(change, key)
