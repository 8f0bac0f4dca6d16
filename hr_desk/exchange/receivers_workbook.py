# SPDX-License-Identifier: Apache-2.0
"""What a receiver's empty workbook asks for: the heading of each column, and where people begin.

Headings often stand in two rows, an upper one merged over several columns; a column is called by
all that stands above it. Nothing is changed here: ``filled_workbook`` fills.
"""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from hr_desk.exchange import sheet_limits
from hr_desk.exchange.filled_workbook import WorkbookNotUsable, part_of
from hr_desk.exchange.sheet_pieces import SheetPieces, column_letters, pieces_of, place_of
from hr_desk.exchange.sheets import Sheet, read_sheets

FIRST_ROWS: Final = 30
"""Rows in which headings are looked for."""

MOST_COLUMNS: Final = 200
"""Columns that are offered; a form with more is none that a person fills."""

BETWEEN: Final = " · "
"""What stands between the two rows of a heading."""

Box = tuple[int, int, int, int]
"""Top, left, bottom and right of merged cells, from 1."""


@dataclass(frozen=True, slots=True)
class ReceiversColumn:
    """One column of the receiver's sheet: its letters and what heads it."""

    place: str
    heading: str


@dataclass(frozen=True, slots=True)
class ReceiversSheet:
    """A visible sheet: its columns, and where the first person is likely to stand."""

    name: str
    columns: tuple[ReceiversColumn, ...]
    first_row: int
    """The first free row below the headings, from 1."""
    example: tuple[str, ...]
    """What stands in the rows between the headings and it: most likely an example."""


def look_into(content: bytes, known: Callable[[str], bool]) -> tuple[ReceiversSheet, ...]:
    """Return the visible sheets of a receiver's workbook that hold anything, in their order.

    ``known`` says whether a text is the name of something that people have, which tells headings
    from what is written below them. Raises WorkbookNotUsable for what cannot be filled, and what
    ``read_sheets`` raises.
    """
    if sheet_limits.kind_of(content) is not sheet_limits.Kind.PACKED:
        raise WorkbookNotUsable
    found = read_sheets(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            pieces = [pieces_of(packed.read(part_of(packed, one.name))) for one in found]
    except (KeyError, ValueError, expat.ExpatError, ElementTree.ParseError) as broken:
        raise WorkbookNotUsable from broken
    return tuple(_sheet(one, around, known) for one, around in zip(found, pieces, strict=True))


def _sheet(sheet: Sheet, pieces: SheetPieces, known: Callable[[str], bool]) -> ReceiversSheet:
    boxes = [_box(reference) for reference in pieces.merged]
    top, bottom = _heads(sheet.rows[:FIRST_ROWS], boxes, known)
    width = max((len(row) for row in sheet.rows[:bottom]), default=0)
    columns = tuple(
        ReceiversColumn(column_letters(number), heading)
        for number in range(1, min(width, MOST_COLUMNS) + 1)
        if (heading := _heading(sheet.rows, boxes, (top, bottom), number))
    )
    between = list(_between(sheet, pieces, bottom + 1))
    return ReceiversSheet(sheet.name, columns, bottom + 1 + len(between), tuple(between))


def _box(reference: str) -> Box:
    first, _, last = reference.partition(":")
    return (*place_of(first), *place_of(last or first))


def _heads(
    rows: Sequence[Sequence[str]], boxes: Sequence[Box], known: Callable[[str], bool]
) -> tuple[int, int]:
    """Return the first and last row of the headings, from 1.

    The row with most known names, or the fullest, names the columns; what is merged into it from
    above, and a row of headings over several columns, belong to it. A title above does not.
    """
    scores = [(sum(map(known, row)), sum(bool(cell.strip()) for cell in row)) for row in rows]
    top = bottom = scores.index(max(scores)) + 1
    for upper, _left, lower, _right in sorted(boxes):
        if upper <= bottom <= lower:
            top, bottom = min(top, upper), max(bottom, lower)
    if top > 1 and _groups(rows, boxes, top - 1):
        top -= 1
    return top, bottom


def _groups(rows: Sequence[Sequence[str]], boxes: Sequence[Box], row: int) -> bool:
    """Whether a row holds two headings or more over several columns each, and nothing to fill in.

    "单位名称：" above the table is a place to write in, no heading.
    """
    over = [box for box in boxes if box[0] == box[2] == row and box[1] < box[3]]
    texts = [_text(rows, boxes, row, left) for _, left, _, _ in over]
    return sum(map(bool, texts)) > 1 and not any(sign in text for text in texts for sign in "：:")


def _heading(
    rows: Sequence[Sequence[str]], boxes: Sequence[Box], heads: tuple[int, int], column: int
) -> str:
    said: list[str] = []
    for row in range(heads[0], heads[1] + 1):
        text = " ".join(_text(rows, boxes, row, column).split())
        if text and text not in said:
            said.append(text)
    return BETWEEN.join(said)


def _text(rows: Sequence[Sequence[str]], boxes: Sequence[Box], row: int, column: int) -> str:
    """Return what a cell shows: of merged cells, what stands in the first of them."""
    for upper, left, lower, right in boxes:
        if upper <= row <= lower and left <= column <= right:
            row, column = upper, left
            break
    if row > len(rows) or column > len(rows[row - 1]):
        return ""
    return rows[row - 1][column - 1]


def _between(sheet: Sheet, pieces: SheetPieces, first: int) -> Iterator[str]:
    """Yield what stands in each row from ``first`` on, up to the first free one.

    Cells with formulas are free: receivers let them calculate below every person.
    """
    for number in range(first, len(sheet.rows) + 1):
        calculated = _calculated(pieces, number)
        texts = enumerate(sheet.rows[number - 1], start=1)
        said = [text for column, text in texts if text.strip() and column not in calculated]
        if not said:
            return
        yield " ".join(said)


def _calculated(pieces: SheetPieces, number: int) -> frozenset[int]:
    row = pieces.rows.get(number)
    cells = {} if row is None else row.cells
    return frozenset(column for column, cell in cells.items() if _is_formula(pieces.of(cell)))


def _is_formula(cell: bytes) -> bool:
    inner = cell.partition(b">")[2].lstrip()
    name = inner[1:].partition(b">")[0].split(b" ")[0].rstrip(b"/")
    return inner.startswith(b"<") and name.rpartition(b":")[2] == b"f"
