# SPDX-License-Identifier: Apache-2.0
"""Sheets that users choose: whatever program wrote them, every cell becomes the text it shows.

A workbook (.xlsx, .xlsm, .xls, .ods) is first measured without being opened (``sheet_limits``),
because a few kilobytes can ask for gigabytes. Cells keep their digits; where a program lost them
before, the cell is marked instead of believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from hr_desk.exchange import sheet_limits, text_tables
from hr_desk.exchange.sheet_problems import BrokenSheet, NotASheet, SheetLocked

EXACT: Final = 10**15
"""A number cell keeps 15 digits (IEEE 754 as Excel writes it); one of 16 has lost some."""

Place = tuple[int, int]
"""Row and column of a cell, both from 0; the user's program counts rows from 1."""


class Mark(StrEnum):
    """What is known of a cell beyond its text; plain text cells have none."""

    NUMBER = "number"
    DATE = "date"
    LOST = "lost"
    """A number of 16 digits and more: its last digits are already wrong."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as texts, row by row from the top left corner; rows may differ in length."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    marks: Mapping[Place, Mark] = field(default_factory=dict)


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of a file that hold anything, in their order.

    What it is is seen from its bytes, never from its name. Raises a SheetProblem; nothing of a
    refused file is unpacked further than it takes to refuse it.
    """
    kind = sheet_limits.kind_of(content)
    sheet_limits.measure(content, kind)
    if kind is sheet_limits.Kind.TEXT:
        return (_from_texts("", text_tables.rows_of(content)),)
    found = tuple(sheet for sheet in _workbook(content) if any(map(any, sheet.rows)))
    if not found:
        raise NotASheet
    return found


def _workbook(content: bytes) -> Iterable[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible is calamine.SheetVisibleEnum.Visible and _holds_cells(about):
                sheet = book.get_sheet_by_name(about.name)
                yield _from_cells(about.name, sheet.to_python(skip_empty_area=False))
    except calamine.PasswordError:
        raise SheetLocked from None
    except (calamine.CalamineError, ValueError, OverflowError) as broken:
        raise BrokenSheet from broken


def _holds_cells(about: Any) -> bool:
    from python_calamine import SheetTypeEnum

    return bool(about.typ is SheetTypeEnum.WorkSheet)


def _from_cells(name: str, cells: Sequence[Sequence[Any]]) -> Sheet:
    marks: dict[Place, Mark] = {}
    rows = []
    for number, row in enumerate(cells):
        texts = []
        for place, value in enumerate(row):
            text, mark = text_of(value)
            texts.append(text)
            if mark is not None:
                marks[number, place] = mark
        rows.append(tuple(texts))
    return Sheet(name, tuple(rows), marks)


def _from_texts(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """A text table has no kinds of cell; Excel's 1.1E+17 still betrays a number that was one."""
    marks = {
        (number, place): Mark.LOST
        for number, row in enumerate(rows)
        for place, text in enumerate(row)
        if text_tables.is_shortened(text)
    }
    return Sheet(name, tuple(tuple(row) for row in rows), marks)


def text_of(value: Any) -> tuple[str, Mark | None]:
    """Return a cell's value as text, and what is to be known of it."""
    if isinstance(value, str):
        return value, None
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.strftime("%Y-%m-%d %H:%M"), Mark.DATE
    if isinstance(value, date):
        return value.isoformat(), Mark.DATE
    return str(value), None


def _number(value: int | float) -> tuple[str, Mark | None]:
    """13800138000.0 is 13800138000; no thousands, no exponent, no zeros behind the point."""
    if value != value or value in (float("inf"), float("-inf")):
        return "", Mark.LOST
    lost = abs(value) >= EXACT
    if float(value).is_integer():
        return str(int(value)), Mark.LOST if lost else Mark.NUMBER
    return format(Decimal(repr(value)), "f"), Mark.LOST if lost else Mark.NUMBER
