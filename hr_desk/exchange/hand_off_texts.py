# SPDX-License-Identifier: Apache-2.0
"""Rows as text for a portal's upload: separated or of fixed widths, in the receiver's encoding.

A portal opens no locked file, so these are plain. Nothing a stranger typed may turn into a formula
when somebody opens such a file with a spreadsheet instead: it is refused, because any repair would
be another text than the one that was given.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from hr_desk.catalogue.hand_off_templates import FIXED, Column, Template
from hr_desk.errors import UserError
from hr_desk.i18n import N_

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")


class SignNotAllowed(UserError):
    """A value holds a sign that no file carries: a control character, half a character."""

    message = N_(
        "Row {row}, “{column}” holds a sign that cannot be written ({sign}). Type the value anew "
        "and try again."
    )


class LooksLikeFormula(UserError):
    """A value that a spreadsheet would calculate, in a file that has no cells of text."""

    message = N_(
        "Row {row}, “{column}” begins with a sign that a spreadsheet takes for a formula. Correct "
        "the value, or use a template that makes a workbook."
    )


class TooWide(UserError):
    """A value is longer than the receiver's field."""

    message = N_(
        "Row {row}, “{column}” takes {wanted} bytes; the receiver's field has {width}. Shorten the "
        "value, or correct the template."
    )


def require_signs(columns: Sequence[str], rows: Iterable[Sequence[str]], *, lines: bool) -> None:
    """Raise SignNotAllowed for a sign no file carries; ``lines`` allows tabs and line breaks."""
    for number, row in enumerate(rows, start=1):
        if "".join(row).isprintable():
            continue
        for column, value in zip(columns, row, strict=True):
            if not value.isprintable():
                _require_signs(number, column, value, "\t\n" if lines else "")


def _require_signs(row: int, column: str, value: str, allowed: str) -> None:
    for sign in value:
        forbidden = unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) in (0xFFFE, 0xFFFF)
        if forbidden and sign not in allowed:
            raise SignNotAllowed(row=row, column=column, sign=f"U+{ord(sign):04X}")


def text_file(template: Template, rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows in the template's form and encoding.

    Raises SignNotAllowed, LooksLikeFormula, TooWide; nothing is made then.
    """
    columns = [column.header for column in template.columns]
    require_signs(columns, rows, lines=False)
    lines = [columns, *rows] if template.heading else list(rows)
    if template.kind == FIXED:
        return _fixed(template, lines)
    _refuse_formulas(columns, rows)
    made = StringIO()
    writer = csv.writer(made, delimiter=template.separator, lineterminator=template.line_end)
    writer.writerows(lines)
    return made.getvalue().encode(template.encoding)


def _refuse_formulas(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in zip(columns, row, strict=True):
            if value.startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(value):
                raise LooksLikeFormula(row=number, column=column)


def _fixed(template: Template, lines: Sequence[Sequence[str]]) -> bytes:
    first = 0 if template.heading else 1
    made = [
        b"".join(
            _padded(template, column, value, row=number)
            for column, value in zip(template.columns, line, strict=True)
        )
        for number, line in enumerate(lines, start=first)
    ]
    end = template.line_end.encode()
    return "".encode(template.encoding) + b"".join(line + end for line in made)


def _padded(template: Template, column: Column, value: str, *, row: int) -> bytes:
    """Return a value at its width in bytes, as banks and portals count."""
    content, width = value.encode(_without_mark(template.encoding)), column.width or 0
    if len(content) > width:
        raise TooWide(row=row, column=column.header, wanted=len(content), width=width)
    return content.rjust(width) if column.right else content.ljust(width)


def _without_mark(encoding: str) -> str:
    return "utf-8" if encoding == "utf-8-sig" else encoding
