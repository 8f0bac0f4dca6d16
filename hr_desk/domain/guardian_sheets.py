# SPDX-License-Identifier: Apache-2.0
"""Whose sheet a scanned page is: by what is printed on it where that can be read, else in turn.

A proposal is nothing but that: a person looks at each page and says whose it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

CODE_LENGTH: Final = 8
"""Characters of the code on a sheet; two of a thousand people share one once in 8,000 times."""

NOBODY: Final = ""
"""A page that is nobody's sheet."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody whose guardian's sheet is waited for; a signed one waits for nothing."""

    id: str
    name: str
    signed: bool = False

    @property
    def code(self) -> str:
        """What is printed on the sheet beside the name."""
        return code_of(self.id)


def code_of(id_: str) -> str:
    """Return the code that is printed on somebody's sheet."""
    return id_[:CODE_LENGTH].upper()


def proposed(
    texts: Sequence[str], people: Sequence[Expected], settled: Mapping[int, str]
) -> tuple[str, ...]:
    """Return the id of the person for each page; NOBODY where there is none left.

    ``texts`` is what can be read on each page, ``settled`` what a person said of pages, by place:
    it stays. The others go by their code or name, else to who waits next, in the order of
    ``people``.
    """
    found = {place: named(text, people) for place, text in enumerate(texts)}
    taken = {place: id_ for place, id_ in found.items() if id_ != NOBODY} | dict(settled)
    busy = set(taken.values())
    waiting = (one.id for one in people if not one.signed and one.id not in busy)
    return tuple(
        taken[place] if place in taken else next(waiting, NOBODY) for place in range(len(texts))
    )


def named(text: str, people: Sequence[Expected]) -> str:
    """Return the one person a text names by code, else by name; NOBODY for none or several."""
    plain = re.sub(r"\s", "", text).casefold()
    by_code = [one for one in people if one.code.casefold() in plain]
    by_name = [one for one in people if one.name and _plain(one.name) in plain]
    for hits in (by_code, _longest(by_name)):
        if len(hits) == 1:
            return hits[0].id
    return NOBODY


def _longest(hits: Sequence[Expected]) -> list[Expected]:
    """Leave out whoever is found only as a part of a longer name that was found as well."""
    names = [_plain(one.name) for one in hits]
    return [
        one
        for one in hits
        if not any(_plain(one.name) != name and _plain(one.name) in name for name in names)
    ]


def _plain(name: str) -> str:
    return re.sub(r"\s", "", name).casefold()
