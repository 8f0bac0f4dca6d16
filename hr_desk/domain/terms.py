# SPDX-License-Identifier: Apache-2.0
"""Search terms: what a stored value is found by, and what typed text looks up.

A term is a prefix letter and a text: ``n:`` characters of a name, ``y:`` its reading from the
first syllable on, ``i:`` its initials, ``p:`` head and ``q:`` last four digits of a telephone
number, ``e:`` e-mail, ``t:`` words and pairs of a text, ``d:`` those of a document, ``c:key:`` a
code. The table looks terms up exactly; unfinished words are completed into a bounded union here.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise, product
from typing import Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.names import han_of, is_han, syllables
from hr_desk.domain.syllables import completions, heads

PHONE_HEADS = (3, 5, 7, 9, 11)
"""Lengths of the heads of a number that are terms; lengths between are completed by a digit."""

LONGEST_PREFIX = 12
"""Letters of a Latin word up to which every prefix is a term."""

MOST_WORDS = 5
"""Words of a query that count; more narrow nothing further."""

LONGEST_WORD = 40

MOST_OF_A_DOCUMENT = 1_000
"""Terms of one document; a CV of two pages has some six hundred."""

MOST_DIGITS = 11
"""Digits of a word that is a term of a document: a telephone number, no ID number or account."""

Union = frozenset[str]
Conjunction = tuple[Union, ...]

_LATIN = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[a-z0-9]+")


def terms_of(kind: str, stored: object, key: str = "") -> frozenset[str]:
    """Return the terms of a stored value; ``kind`` is the field's ``search``, ``key`` its key."""
    if not isinstance(stored, str) or not stored:
        return frozenset()
    if kind == "name":
        return frozenset(_name_terms(stored))
    if kind == "phone":
        return frozenset(_phone_terms(stored))
    if kind == "email":
        return frozenset(_email_terms(stored))
    if kind == "text":
        return frozenset(_text_terms(stored))
    return frozenset({f"c:{key}:{stored}"}) if kind == "code" else frozenset()


def _name_terms(name: str) -> Iterator[str]:
    han = han_of(name)
    if han:
        yield f"n:{han}"
        yield from (f"n:{character}" for character in han)
        yield from (f"n:{a}{b}" for a, b in pairwise(han))
        yield from _reading_terms(syllables(name))
    for word in _latin_words(name):
        longest = min(len(word), LONGEST_PREFIX)
        yield from (f"n:{word[:length]}" for length in range(min(2, longest), longest + 1))


def _latin_words(name: str) -> list[str]:
    plain = name.casefold().replace("'", "")
    return [word for word in _LATIN.findall(plain) if not is_han(word[0])]


def _reading_terms(read: tuple[str, ...]) -> Iterator[str]:
    """Yield y:zhang, y:zhangw, y:zhangwei and i:z, i:zw, and so on."""
    before = letters = ""
    for syllable in read:
        if before:
            yield f"y:{before}{syllable[0]}"
        before += syllable
        letters += syllable[0]
        yield f"y:{before}"
        yield f"i:{letters}"


def _phone_terms(number: str) -> Iterator[str]:
    digits = number.lstrip("+")
    yield f"p:{digits}"
    yield f"q:{digits[-4:]}"
    yield from (f"p:{digits[:length]}" for length in PHONE_HEADS if length < len(digits))


def _email_terms(address: str) -> Iterator[str]:
    plain = address.casefold()
    local, _, domain = plain.rpartition("@")
    yield from (f"e:{plain}", f"e:{local}", f"e:@{domain}", f"e:{domain}")


def _text_terms(text: str) -> Iterator[str]:
    plain = clean(text).casefold()
    yield f"t:{plain.replace(' ', '')}"
    yield from (f"t:{a}{b}" for a, b in pairwise(plain) if is_han(a) and is_han(b))
    yield from (f"t:{word}" for word in _WORD.findall(plain))


def document_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a document's text as they appear in it, MOST_OF_A_DOCUMENT at most.

    The text is not needed any more then. Words of more than MOST_DIGITS digits are left out: an ID
    number or an account in a CV is nothing to search by, and is not kept.
    """
    plain = clean(text, lines=True).casefold()
    found = [(word.start(), word[0][:LONGEST_WORD]) for word in _WORD.finditer(plain)
             if sum(map(str.isdigit, word[0])) <= MOST_DIGITS]  # fmt: skip
    # A line of a PDF ends anywhere, and so does not end a word.
    signs = [(place, sign) for place, sign in enumerate(plain) if sign != "\n"]
    found += [(place, a + b) for (place, a), (_, b) in pairwise(signs) if is_han(a) and is_han(b)]
    ordered = dict.fromkeys(term for _, term in sorted(found))
    return tuple(f"d:{term}" for term in ordered)[:MOST_OF_A_DOCUMENT]


def queries(
    text: str, codes: Iterable[str] = (), *, documents: bool = False
) -> tuple[Conjunction, ...]:
    """Return what to look up for typed text: alternatives of conjunctions of unions of terms.

    A record matches when for some alternative it has at least one term of every union. ``codes``
    are keys of code fields whose value may be typed whole (a plate, an ID number); with
    ``documents`` what a text is found by finds a document too. Empty text gives no alternative.
    """
    words = _words(text)
    found = [_combined(parts) for parts in product(*map(_of_word, words))] if words else []
    if len(words) > 1 and all(_WORD.fullmatch(word) for word in words):
        found.append((_letters("".join(words)),))
    whole = clean(text).replace(" ", "").upper()
    if documents:
        found = [tuple(map(_or_in_a_document, conjunction)) for conjunction in found]
    found += [(frozenset({f"c:{key}:{whole}"}),) for key in codes if whole]
    return tuple(dict.fromkeys(found))


def _or_in_a_document(union: Union) -> Union:
    return union | {f"d:{term[2:]}" for term in union if term.startswith("t:")}


KINDS_OF: Final = {"n": "name", "y": "name", "i": "name", "p": "phone", "q": "phone",
                   "e": "email", "t": "text", "d": "document"}  # fmt: skip
"""Prefix letter to the kind (a field's ``search``) whose values have such terms; c: names a key."""


def narrowed(
    alternatives: Iterable[Conjunction], kinds: Collection[str]
) -> tuple[Conjunction, ...]:
    """Return what is left of ``queries`` without the terms of other kinds than ``kinds``.

    Terms of codes stay: their keys were chosen already. An alternative that lost a whole union
    cannot be met and goes.
    """
    left = (
        tuple(
            frozenset(term for term in union if term[0] == "c" or KINDS_OF[term[0]] in kinds)
            for union in conjunction
        )
        for conjunction in alternatives
    )
    return tuple(conjunction for conjunction in left if all(conjunction))


def matches(alternatives: Iterable[Conjunction], terms: Collection[str]) -> bool:
    """Whether a record with these terms is found by the alternatives."""
    held = frozenset(terms)
    return any(all(union & held for union in conjunction) for conjunction in alternatives)


def _words(text: str) -> list[str]:
    plain = clean(text).casefold().replace("·", "").replace("ü", "v")
    if re.fullmatch(r"\+?[\d\s\-]+", plain):
        return [re.sub(r"\D", "", plain)[:LONGEST_WORD]] if re.search(r"\d", plain) else []
    return [word[:LONGEST_WORD] for word in plain.split()][:MOST_WORDS]


def _combined(parts: Iterable[Conjunction]) -> Conjunction:
    return tuple(dict.fromkeys(union for part in parts for union in part))


def _of_word(word: str) -> tuple[Conjunction, ...]:
    """Return the alternatives for one word."""
    if "@" in word:
        return (_email_union(word),)
    if word.isdigit():
        return ((_digits(word),),)
    if all(map(is_han, word)):
        return _han(word)
    if any(map(is_han, word)):
        whole, pieces = (frozenset({f"t:{word}"}),), _pieces(word)
        return (whole, pieces) if pieces else (whole,)
    return ((_letters(word),),)


def _email_union(word: str) -> Conjunction:
    """A whole address, or the part before or behind the @ while it is being typed."""
    local, _, domain = word.rpartition("@")
    if local and "." in domain:
        return (frozenset({f"e:{word}"}),)
    return (frozenset({f"e:{local}" if local else f"e:@{domain}"}),)


def _han(word: str) -> tuple[Conjunction, ...]:
    if len(word) == 1:
        return ((frozenset({f"n:{word}"}),),)
    if len(word) == 2:
        return ((frozenset({f"n:{word}", f"t:{word}"}),),)
    pairs = [f"{a}{b}" for a, b in pairwise(word)]
    as_name = tuple(frozenset({f"n:{pair}"}) for pair in dict.fromkeys(pairs))
    as_text = tuple(frozenset({f"t:{pair}"}) for pair in dict.fromkeys(pairs))
    return as_name, as_text


def _pieces(word: str) -> Conjunction:
    """Every pair of characters and every Latin word of a mixed text."""
    plain = [f"t:{piece}" for piece in _WORD.findall(word)]
    pairs = [f"t:{a}{b}" for a, b in pairwise(word) if is_han(a) and is_han(b)]
    return tuple(frozenset({term}) for term in dict.fromkeys(plain + pairs))


def _digits(digits: str) -> Union:
    """A head of any length, the last four, or digits within a text."""
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    found = {f"p:{digits}", f"t:{digits}"}
    if len(digits) == 4:
        found.add(f"q:{digits}")
    longer = next((length for length in PHONE_HEADS if length >= len(digits)), len(digits))
    lacking = longer - len(digits)
    if lacking:
        found.update(f"p:{digits}{n:0{lacking}d}" for n in range(10**lacking))
    return frozenset(found)


def _letters(word: str) -> Union:
    """A reading, initials, a Latin name, a word of a text or the local part of an address."""
    plain = word.replace("'", "")
    found = {f"n:{plain[:LONGEST_PREFIX]}", f"i:{plain}", f"t:{word}", f"e:{word}", f"y:{plain}"}
    for head in heads(plain):
        rest = plain[head:]
        if len(rest) > 1:
            found.update(f"y:{plain[:head]}{syllable}" for syllable in completions(rest))
    return frozenset(found)
