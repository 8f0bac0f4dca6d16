# SPDX-License-Identifier: Apache-2.0
"""One person's row of a hand-off: stored values written as the receiver wants them.

Digits go out as they are stored, never as a screen groups them. A code that the receiver's table
does not know is refused: a wrong word there enrols somebody as something they are not.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import CHANGE, COMPANY, NUMBER, TODAY, Column, Template
from hr_desk.catalogue.model import Field
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_

RECEIVERS_LANGUAGE: Final = LANGUAGES[0]
"""The receivers are Chinese offices: words of code lists go out in Chinese."""

CHANGES: Final = "hand_off_change"
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
NEW: Final = "new"
CORRECTED: Final = "corrected"
LEAVING: Final = "leaving"
REFUSED: Final = "refused"
SAME: Final = "same"


class CodeNotInTable(UserError):
    """The receiver's code table has no word for a value."""

    message = N_(
        "The template has no code for “{value}” in the column “{column}”. Add it to the template's "
        "code table, or leave this person out."
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What a row shows beside a person's own values; ``number`` counts from 1."""

    number: int
    change: str
    company: str
    today: date


def missing(template: Template, stored: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the required fields that a person has no value for, in the order of the columns."""
    return tuple(key for key in template.required if stored.get(key) in (None, ""))


def cells(
    template: Template, catalogue: Catalogue, stored: Mapping[str, Any], *, around: Around
) -> tuple[str, ...]:
    """Return a person's row as text, one cell for each column; what is not given is empty.

    Raises CodeNotInTable.
    """
    return tuple(_cell(column, catalogue, stored, around) for column in template.columns)


def rows(
    template: Template,
    catalogue: Catalogue,
    people: Sequence[tuple[Mapping[str, Any], Around]],
) -> list[tuple[str, ...]]:
    """Return the rows of many people, each as ``cells`` has it, at half the cost.

    They are made column by column: a day or a code that many share is written once. Raises
    CodeNotInTable.
    """
    columns = (_texts(column, catalogue, people) for column in template.columns)
    return list(zip(*columns, strict=True))


def digest(values: Mapping[str, Any], key: bytes) -> str:
    """Return what tells whether stored values have changed: HMAC-SHA256, hexadecimal.

    Keyed, because a telephone number behind a plain hash is found by trying them all.
    """
    content = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def _cell(column: Column, catalogue: Catalogue, stored: Mapping[str, Any], around: Around) -> str:
    if column.constant is not None:
        return column.constant
    if column.computed is not None:
        return _computed(column, catalogue, around)
    # A template holds keys of the catalogue as it is: there is no older name to look up.
    value = stored.get(column.field or "")
    return "" if value is None else _written(column, catalogue.fields[column.field or ""], value)


def _texts(
    column: Column, catalogue: Catalogue, people: Sequence[tuple[Mapping[str, Any], Around]]
) -> list[str]:
    """Return the cells of one column."""
    if column.field is None:
        return [_cell(column, catalogue, stored, around) for stored, around in people]
    key, field, known = column.field, catalogue.fields[column.field], {None: ""}
    found = []
    for stored, _around in people:
        value = stored.get(key)
        if value.__hash__ is None:
            found.append(_written(column, field, value))
            continue
        if value not in known:
            known[value] = _written(column, field, value)
        found.append(known[value])
    return found


def _computed(column: Column, catalogue: Catalogue, around: Around) -> str:
    if column.computed == CHANGE:
        word = catalogue.code_lists[CHANGES].codes[around.change].within(RECEIVERS_LANGUAGE)
        return _coded(column, around.change, word)
    texts = {
        NUMBER: str(around.number),
        COMPANY: around.company,
        TODAY: _dated(column, around.today.isoformat()),
    }
    return texts[column.computed or ""]


def _written(column: Column, field: Field, stored: Any) -> str:
    if column.date is not None and column.part is None and _ISO.fullmatch(str(stored)):
        return _dated(column, str(stored))
    value = field.type.load(stored)
    if column.part is not None:
        return _dated(column, getattr(value, column.part))
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if column.date is not None:
        return _dated(column, str(stored), otherwise=field.type.show(value, RECEIVERS_LANGUAGE))
    if field.code_list is not None and isinstance(value, str):
        return _coded(column, value, field.type.show(value, RECEIVERS_LANGUAGE))
    if isinstance(value, str):
        return value
    return field.type.show(value, RECEIVERS_LANGUAGE)


def _coded(column: Column, code: str, word: str) -> str:
    if not column.codes:
        return word
    if code not in column.codes:
        raise CodeNotInTable(value=word, column=column.header)
    return column.codes[code]


def _dated(column: Column, iso: str, *, otherwise: str = "") -> str:
    """Return an ISO day or month in the column's form; ``otherwise`` is for what is neither."""
    if not iso or column.date is None:
        return iso
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts):
        return column.codes.get(iso, otherwise or iso)
    year, month, day = (*parts, "01", "01")[:3]
    # The longer mark first: "mm" is not twice "m".
    text = column.date.replace("yyyy", year).replace("mm", month).replace("dd", day)
    return text.replace("m", str(int(month))).replace("d", str(int(day)))
