# SPDX-License-Identifier: Apache-2.0
"""Texts to send to a candidate, one for each occasion, with places to fill in.

They are data (resources/templates/messages.toml): an occasion more is a table more. A company
writes its own text for an occasion (``hr_desk.operations.messages.write``).
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from hr_desk.i18n import RESOURCES, Text

FILE: Final = RESOURCES / "templates" / "messages.toml"

PLACES: Final = (
    "name",
    "company",
    "post",
    "date",
    "time",
    "place",
    "host",
    "phone",
    "address",
)
"""What a text may leave to be filled in."""
OF_THE_PERSON: Final[Mapping[str, str]] = {"name": "full_name", "post": "applied_position"}
"""Places that hold a catalogue value, and its field: what an entry in the log names."""

OF_THE_COMPANY: Final[Mapping[str, str]] = {
    "company": "name",
    "phone": "phone",
    "address": "address",
}
"""Places that hold a part of the company's record, and which."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """The text of one occasion."""

    key: str
    label: Text
    needs_interview: bool
    text: Text

    def filled(self, code: str, values: Mapping[str, str]) -> str:
        """Return the text in a language with its places filled; raises KeyError for an unknown."""
        return self.text.within(code).format_map(values)

    def written_anew(self, text: Text) -> "MessageText":
        """Return the occasion with a text of the company's own."""
        return replace(self, text=text)

    def fields(self) -> tuple[str, ...]:
        """Return the keys of the fields whose values the text gives away."""
        named = {place for text in (self.text.zh, self.text.en) for place in places_of(text)}
        return tuple(key for place, key in OF_THE_PERSON.items() if place in named)


def places_of(text: str) -> tuple[str, ...]:
    """Return what a text leaves to be filled in, as written; raises ValueError for odd braces."""
    found = []
    for _, place, form, conversion in string.Formatter().parse(text):
        if place is not None:
            found.append(
                place + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            )
    return tuple(found)


@lru_cache(maxsize=1)
def load() -> Mapping[str, MessageText]:
    """Return the texts that ship with the program; the file does not change while it runs."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        key: MessageText(
            key, Text(**one["label"]), "interview" in one["needs"], Text(one["zh"], one["en"])
        )
        for key, one in data["message"].items()
    }
