# SPDX-License-Identifier: Apache-2.0
"""When two names may be one human's: the same characters, or the same reading in either order.

A reading is pinyin without tones and spaces; a passport writes ü as yu or u with dots, a form
puts the family name first or last.
"""

import re
from itertools import permutations
from typing import Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.names import han_of, is_han, pinyin, syllables
from hr_desk.domain.terms import LONGEST_PREFIX, Conjunction

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MOST_PARTS: Final = 3
"""Parts of a Latin name up to which every order is read; more are read as they stand."""


def readings(name: str) -> frozenset[str]:
    """Return how a name may be read, ``zhangwei``; a name in letters in each order of its parts."""
    if han_of(name):
        read = pinyin(name)
        return frozenset({read} if read else ())
    parts = [_plain(part) for part in _parts(name)]
    orders = permutations(parts) if len(parts) <= _MOST_PARTS else [tuple(parts)]
    return frozenset("".join(order) for order in orders if order)


def _parts(name: str) -> list[str]:
    letters = clean(name).casefold().replace("'", "").replace("-", "")
    return [part for part in _LETTERS.findall(letters) if not is_han(part[0])]


def _plain(part: str) -> str:
    """Write ü as the term table does: v."""
    return re.sub(r"^(l|n)yu(?=e?$)", r"\1v", part.replace("ü", "v"))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are written alike, but for spaces, dots and capitals."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return re.sub(r"[\s·'\-]", "", clean(name).casefold())


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names may be read alike."""
    return not readings(one).isdisjoint(readings(other))


def lookups(name: str) -> tuple[Conjunction, ...]:
    """Return which terms names like this one have: alternatives of conjunctions of unions.

    They find more than names that are alike (a reading is a head of longer ones): compare.
    """
    han = han_of(name)
    whole = frozenset({f"n:{han}"} if han else ())
    found: list[Conjunction] = [(whole | {f"y:{reading}" for reading in readings(name)},)]
    words = _latin_words_of(name)
    if words:
        found.append(tuple(map(_word_terms, words)))
    return tuple(conjunction for conjunction in found if all(conjunction))


def _word_terms(word: str) -> frozenset[str]:
    """The terms of a word in each spelling of ü."""
    head = re.match(r"(l|n)(v|yu|ü)(?=e?$)", word)
    rest = word[head.end() :] if head else ""
    spelt = [f"{head[1]}{vowel}{rest}" for vowel in ("v", "yu", "ü")] if head else [word]
    return frozenset(f"n:{one[:LONGEST_PREFIX]}" for one in spelt)


def _latin_words_of(name: str) -> tuple[str, ...]:
    """The words a name is written with in letters: of characters, family and given name."""
    if not han_of(name):
        return tuple(dict.fromkeys(_parts(name)))
    read = syllables(name)
    return (read[0], "".join(read[1:])) if len(read) > 1 else ()


def exact_term(kind: str, stored: str, key: str) -> str | None:
    """Return the one term that only this very value has; None for kinds without one.

    ``kind`` is a field's ``search``, ``key`` its key (see domain.terms).
    """
    whole = {
        "phone": f"p:{stored.lstrip('+')}",
        "email": f"e:{stored.casefold()}",
        "code": f"c:{key}:{stored}",
    }
    return whole.get(kind)
