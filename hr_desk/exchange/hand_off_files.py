# SPDX-License-Identifier: Apache-2.0
"""The file of a hand-off, made in memory: a locked workbook, a filled one, or text."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from hr_desk.catalogue.hand_off_templates import CSV, FILLED, FIXED, WORKBOOK, Template
from hr_desk.exchange.filled_workbook import Area, fill
from hr_desk.exchange.hand_off_texts import require_signs, text_file
from hr_desk.exchange.workbook import encrypted_workbook, locked, require_sizes

_ENDINGS: Final[Mapping[str, str]] = {WORKBOOK: "xlsx", FILLED: "xlsx", CSV: "csv", FIXED: "txt"}
_NOT_IN_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_PART: Final = 40


def file_name(template: Template, *, company: str, language: str, on: date) -> str:
    """Return 公司_用途_日期.xlsx, without signs that a file's name cannot have."""
    ending = _ENDINGS[template.kind]
    if template.kind == FILLED and template.workbook.casefold().endswith(".xlsm"):
        ending = "xlsm"
    return proposed_name(company, template.label.within(language), on=on, ending=ending)


def proposed_name(company: str, use: str, *, on: date, ending: str = "xlsx") -> str:
    """Return 公司_用途_日期 with an ending, without signs that a file's name cannot have."""
    parts = (company, use, f"{on:%Y%m%d}")
    cleaned = (_NOT_IN_A_NAME.sub(" ", part).strip(" .")[:_LONGEST_PART] for part in parts)
    return f"{unicodedata.normalize('NFC', '_'.join(cleaned))}.{ending}"


def hand_off_file(
    template: Template,
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    password: str,
    manifest: Mapping[str, str],
    empty: bytes = b"",
) -> bytes:
    """Return the file of these rows; a plain one takes no password, only our own a manifest.

    ``empty`` is the receiver's own workbook. Nothing readable is written anywhere. Raises
    CellTooLong, TooManyRows, SignNotAllowed, LooksLikeFormula, TooWide, and what ``fill`` raises.
    """
    if template.kind in (CSV, FIXED):
        return text_file(template, rows)
    columns = [column.header for column in template.columns]
    require_signs(columns, rows, lines=True)
    if template.kind == WORKBOOK:
        return encrypted_workbook(title, columns, rows, password=password, manifest=manifest)
    require_sizes(columns, rows)
    places = tuple(column.place or "" for column in template.columns)
    area = Area(
        sheet=template.sheet, first_row=template.first_row, last_row=template.last_row,
        places=places,
    )  # fmt: skip
    made = fill(empty, area, rows)
    return made if template.plain else locked(made, password)
