# SPDX-License-Identifier: Apache-2.0
"""What the columns of a user's own sheet are: the heading row, each column's field, odd rows.

Sheets come with title rows above the heading, totals below, columns in any order, and the
template's sample row left in. Names are those of the catalogue: labels in both languages and its
headings; what is never asked (``forbidden``) is recognised so that it can be reported.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import ForbiddenField
from hr_desk.catalogue.types.cleaning import clean, plain_heading

FIRST_ROWS: Final = 30
"""Rows in which the heading row is looked for."""

SAMPLE_WORDS: Final = ("示例", "样例", "范例", "Example", "Sample")
"""What the first value of a template's sample row begins with, before a colon."""

_TOTAL: Final = re.compile(
    r"(合计|总计|小计|共计|总数|总人数|total|grand\s*total|subtotal)[:：]?\s*\d*\s*[人名位条]?",
    re.IGNORECASE,
)
_SAMPLE: Final = re.compile(rf"({'|'.join(SAMPLE_WORDS)})\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """Every name of every field, and of what is never asked."""

    fields: Mapping[str, str]
    """Plain heading to field key."""
    forbidden: Mapping[str, ForbiddenField]
    """Plain heading to what it asks for."""
    words: tuple[tuple[str, tuple[str, ...], ForbiddenField], ...]
    """A word that may stand nowhere, the longer words in which it is harmless, and its field."""

    def field_of(self, heading: str) -> str | None:
        """Return the key of the field a heading names, None where it names none."""
        return self.fields.get(plain_heading(heading))

    def forbidden_in(self, heading: str) -> ForbiddenField | None:
        """Return what is never asked and yet stands in a heading; a field's own name is none."""
        plain = plain_heading(heading)
        if plain in self.fields:
            return None
        if plain in self.forbidden:
            return self.forbidden[plain]
        for word, harmless, found in self.words:
            left = plain
            for longer in harmless:
                left = left.replace(longer, "")
            if word in left:
                return found
        return None


def known(catalogue: Catalogue) -> Known:
    """Return the names of a catalogue; a field's own label wins over another's further name."""
    fields: dict[str, str] = {}
    for key, heading in catalogue.headings.items():
        fields.update((plain_heading(name), key) for name in heading.names)
    for key, field in catalogue.fields.items():
        fields.update((plain_heading(label), key) for label in (field.label.zh, field.label.en))
    forbidden, words = {}, []
    for found in catalogue.forbidden.values():
        for name in (found.label.zh, found.label.en, *found.names):
            forbidden[plain_heading(name)] = found
        harmless = tuple(map(plain_heading, found.harmless))
        words += [(plain_heading(word), harmless, found) for word in found.words]
    return Known(fields, forbidden, tuple(words))


def heading_row(rows: Sequence[Sequence[str]], names: Known) -> int | None:
    """Return which row holds the headings: the one with most known names, the first of equals.

    A sheet without a single known name has its headings in the first row with two texts, if any.
    """
    best, most = None, 0
    for number, row in enumerate(rows[:FIRST_ROWS]):
        score = len({names.field_of(cell) for cell in row} - {None})
        if score > most:
            best, most = number, score
    if best is not None:
        return best
    full = (number for number, row in enumerate(rows[:FIRST_ROWS]) if _texts(row) >= 2)
    return next(full, None)


def _texts(row: Iterable[str]) -> int:
    return sum(bool(clean(cell)) for cell in row)


def is_blank(row: Iterable[str]) -> bool:
    """Whether nothing stands in a row."""
    return not any(cell.strip() for cell in row)


def is_total(row: Iterable[str]) -> bool:
    """Whether a row sums up those above it (合计, 总计)."""
    first = next((cell for cell in row if cell.strip()), "")
    return bool(_TOTAL.fullmatch("".join(clean(first).split())))


def is_sample(row: Iterable[str], name: str) -> bool:
    """Whether it is the template's sample row; ``name`` is what stands in the name's column."""
    first = next((cell for cell in row if cell.strip()), "")
    return any(_SAMPLE.match(clean(text)) for text in (first, name))
