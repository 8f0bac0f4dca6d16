# SPDX-License-Identifier: Apache-2.0
"""What must not stand in free text: topics that are never asked, and numbers that have a place.

A pure reading of a text. Full-width characters count as plain ones; spaces, hyphens and dots do
not part a word or a number. What is found is marked and told; nothing here refuses anything
(docs/decisions/0010).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from hr_desk.catalogue.model import ForbiddenField
from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.id_papers import EARLIEST_BIRTH, birth_date_of, check_digit
from hr_desk.catalogue.types.texts import PLATE
from hr_desk.i18n import N_, Text


class Kind(StrEnum):
    """What was found."""

    TOPIC = "topic"
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    PLATE = "plate"


MASKABLE: Final = frozenset({Kind.ID_NUMBER, Kind.BANK_CARD})
"""What one click masks: a number that means nothing to a reader without its digits."""

REASONS: Final[Mapping[Kind, str]] = {
    Kind.ID_NUMBER: N_(
        "This looks like an ID number. It is asked after the offer, in a field of its own."
    ),
    Kind.BANK_CARD: N_(
        "This looks like a bank card. It is asked after the offer, in a field of its own."
    ),
    Kind.PLATE: N_("This looks like a plate number. It belongs in the field for it."),
}


@dataclass(frozen=True)
class Span:
    """One place in a text, ``text[start:end]``, and why it should not stand there."""

    start: int
    end: int
    kind: Kind
    reason: Text | Notice
    """``str()`` of it is the sentence in the language in use."""


@dataclass(frozen=True)
class _Squeezed:
    """A text in plain small characters, and where in the original each of them stands."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the squeezed text comes from."""
        return self.places[start], self.places[end - 1] + 1


def find(text: str, forbidden: Mapping[str, ForbiddenField]) -> tuple[Span, ...]:
    """Return what should not stand in ``text``, in order, no two overlapping.

    ``forbidden`` are the catalogue's topics; their words are found wherever they stand, except
    inside one of their ``harmless`` longer words.
    """
    numbers = _apart(_numbers(text), (), length=len(text))
    plain = _squeeze(text)
    found = [*_plates(text, plain), *_topics(plain, forbidden)]
    rest = _apart(found, numbers, length=len(text))
    return tuple(sorted((*numbers, *rest), key=lambda span: span.start))


def maskable(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return those spans that ``masked`` hides by default."""
    return tuple(span for span in spans if span.kind in MASKABLE)


def masked(text: str, spans: Sequence[Span]) -> str:
    """Return the text, as long as before, with letters and digits of the spans hidden.

    The last four stay, unless signs part the number: what then stays could begin another one.
    """
    hidden = list(text)
    for span in spans:
        signs = [n for n in range(span.start, span.end) if text[n].isalnum()]
        whole = len(signs) == span.end - span.start
        for place in signs[:-_KEPT] if whole else signs:
            hidden[place] = "*"
    return "".join(hidden)


_KEPT: Final = 4


_PLATE: Final = re.compile(PLATE.pattern, re.IGNORECASE)
_PASSED_OVER: Final = frozenset(" \t\u3000.·-_/‐‑‒–—―−﹣*")
"""Signs that hide no word; sentence signs and line breaks do part two words."""


def _squeeze(text: str) -> _Squeezed:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if _passed_over(character):
            continue
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if not _passed_over(plain):
                letters.append(plain)
                places.append(place)
    return _Squeezed("".join(letters), tuple(places))


def _passed_over(character: str) -> bool:
    return character in _PASSED_OVER or unicodedata.category(character) == "Cf"


def _topics(plain: _Squeezed, forbidden: Mapping[str, ForbiddenField]) -> Iterator[Span]:
    for topic in forbidden.values():
        left = plain.text
        for longer in topic.harmless:
            known = _letters(longer)
            left = left.replace(known, "\n" * len(known))
        for word in map(_letters, topic.words):
            for match in re.finditer(re.escape(word), left):
                yield Span(*plain.span(*match.span()), Kind.TOPIC, topic.reason)


@lru_cache(maxsize=1024)
def _letters(word: str) -> str:
    """Return a word as it is looked for; the topics have few, and every text asks for them."""
    return _squeeze(word).text


def _plates(text: str, plain: _Squeezed) -> Iterator[Span]:
    for match in _PLATE.finditer(plain.text):
        start, end = plain.span(*match.span())
        if not (end < len(text) and _is_latin(text[end])):
            yield Span(start, end, Kind.PLATE, Notice(REASONS[Kind.PLATE]))


def _is_latin(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return plain.isascii() and plain.isalnum()


_BETWEEN_DIGITS: Final = r"[ \t.·\-‐‑‒–—―−]"
_RUN: Final = re.compile(
    rf"(?<![*0-9])[0-9](?:{_BETWEEN_DIGITS}{{0,3}}[0-9])*(?:{_BETWEEN_DIGITS}{{0,3}}x)?"
)
"""Digits with at most three signs between two of them; an ID number may end in x."""

_ID_LENGTH: Final = 18
_LENGTHS: Final = range(12, 20)
"""Digits of a bank card (ISO/IEC 7812); an ID number's 18 lie among them."""
_MOBILE: Final = re.compile(r"(?:00)?86(1[3-9][0-9]{9})")
_DATES: Final = re.compile(
    r"(?:(?:19|20)[0-9]{2}(?:/?(?:0?[1-9]|1[0-2])(?:/?(?:0[1-9]|[12][0-9]|3[01]|[1-9]))?)?(?:/|$))+"
)
"""Years, months and days, their parts joined by a slash: spans of time are no account numbers."""


def _numbers(text: str) -> Iterator[Span]:
    """Yield what could be an ID number or a card, of each run of digits the longest first."""
    plain = "".join(map(_one_plain, text))
    for match in _RUN.finditer(plain):
        for start, end in sorted(_windows(match), key=lambda window: window[0] - window[1]):
            kind = _kind_of(plain[start:end])
            if kind is not None:
                yield Span(start, end, kind, Notice(REASONS[kind]))


def _kind_of(window: str) -> Kind | None:
    digits = "".join(filter(str.isalnum, window))
    if _is_id_number(digits):
        return Kind.ID_NUMBER
    return Kind.BANK_CARD if _is_card(digits, window) else None


def _one_plain(character: str) -> str:
    """Return one character for one, so that places stay what they are."""
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else "\n"


def _windows(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield each stretch of whole groups of digits that is no longer than a number can be."""
    groups = [
        (run.start() + group.start(), run.start() + group.end())
        for group in re.finditer(r"[0-9]+x?|x", run[0])
    ]
    longest = max(_LENGTHS)
    for first, (start, _) in enumerate(groups):
        length = 0
        for group_start, end in groups[first : first + longest]:
            length += end - group_start
            if length in _LENGTHS:
                yield start, end
            if length >= longest:
                break


def _is_id_number(digits: str) -> bool:
    """Whether check digit (GB 11643) and date of birth are right."""
    if len(digits) != _ID_LENGTH or digits[0] == "0":
        return False
    if digits[-1].upper() != check_digit(digits[:-1]):
        return False
    try:
        return birth_date_of(digits) >= EARLIEST_BIRTH
    except ValueProblem:
        return False


def _is_card(digits: str, window: str) -> bool:
    """Whether its Luhn digit is right, and it is no telephone and no span of time."""
    from stdnum import luhn

    if digits[0] == "0" or not digits.isdigit() or not luhn.is_valid(digits):
        return False
    return not (_MOBILE.fullmatch(digits) or _DATES.fullmatch(re.sub(r"[^0-9]+", "/", window)))


def _apart(found: Iterable[Span], taken: Iterable[Span], *, length: int) -> list[Span]:
    """Return the spans that overlap no earlier one; the sooner named wins."""
    covered = bytearray(length)
    kept: list[Span] = []
    for span in taken:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for span in found:
        if not any(covered[span.start : span.end]):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return kept
