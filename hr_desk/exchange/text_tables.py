# SPDX-License-Identifier: Apache-2.0
"""Text tables (CSV): UTF-8 or GB18030, parted by comma, semicolon or tab.

Excel and WPS in China save plain CSV in GB18030 and “CSV UTF-8” with a mark in front; a mark of
UTF-16 stands before their “Unicode text”. Bytes that are valid UTF-8 are UTF-8: Chinese in
GB18030 hardly ever is by chance.
"""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from typing import Final

from hr_desk.exchange.sheet_limits import MOST_CELLS, MOST_ROWS
from hr_desk.exchange.sheet_problems import NotASheet, TooManyRows, UnreadableText

_SEPARATORS: Final = (",", "\t", ";")
_FIRST_LINES: Final = 20
_SHORTENED: Final = re.compile(r"[+-]?\d(\.\d+)?[Ee]\+\d{1,3}")


def rows_of(content: bytes) -> tuple[Sequence[str], ...]:
    """Return the rows of a text table; raises UnreadableText, NotASheet, TooManyRows."""
    text = decoded(content)
    if "\0" in text:
        raise NotASheet
    rows: list[Sequence[str]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_separator(text)):
            rows.append([cell.strip() for cell in row])
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise TooManyRows(rows=MOST_ROWS, cells=MOST_CELLS)
    except csv.Error as wrong:
        raise NotASheet from wrong
    if not any(map(any, rows)):
        raise NotASheet
    return tuple(rows)


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or GB18030."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText


def is_shortened(text: str) -> bool:
    """Whether a program wrote a long number as 1.38001E+10: its digits are gone."""
    return bool(_SHORTENED.fullmatch(text))


def _separator(text: str) -> str:
    """Return what parts most of the first lines into most cells; a comma where nothing does."""
    lines = text.splitlines()[:_FIRST_LINES]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign])
