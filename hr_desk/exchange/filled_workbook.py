# SPDX-License-Identifier: Apache-2.0
"""The receiver's own empty workbook, filled: every value a cell of text, nothing else touched.

Merged heads, hidden sheets, version cells, data validation and what no library knows stay as they
were, byte by byte: only the rows of one sheet are cut open, and the styles get their twins for
text. All of it happens in memory.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from hr_desk.errors import UserError
from hr_desk.exchange import sheet_limits
from hr_desk.exchange.sheet_pieces import (
    RowPiece,
    SheetPieces,
    column_letters,
    column_number,
    pieces_of,
    place_of,
    with_text_styles,
)
from hr_desk.i18n import N_

_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_DIMENSION: Final = re.compile(rb"(<(?:\w+:)?dimension\b[^>]*\bref=[\"'])([A-Z0-9:$]+)([\"'])")
_ESCAPED: Final = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")


class WorkbookNotUsable(UserError):
    """It is no .xlsx or .xlsm, or is written in a way that cannot be filled."""

    message = N_(
        "The receiver's workbook cannot be filled. Open it in Excel or WPS, save it as .xlsx and "
        "choose it again."
    )


class NoSuchSheet(UserError):
    """The template names a sheet that the workbook does not have."""

    message = N_("The receiver's workbook has no sheet “{sheet}”. Correct the template.")


class SheetFull(UserError):
    """More people than the receiver's rows."""

    message = N_("The receiver's sheet takes {most} people. Choose fewer and make a second file.")


class SomethingBelow(UserError):
    """Below the rows stands something that would be read as a person, or be written over."""

    message = N_(
        "Something stands in cell {cell} of the receiver's sheet, where people would be. Say the "
        "last row for people in the template, or clear the cell in the empty workbook."
    )


class MergedHere(UserError):
    """A value would go into the middle of merged cells, where nobody sees it."""

    message = N_(
        "Cell {cell} of the receiver's sheet lies inside merged cells. Give the template the first "
        "column of them."
    )


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where people stand in the receiver's sheet: rows from 1, columns as letters."""

    sheet: str
    first_row: int
    places: tuple[str, ...]
    last_row: int | None = None


def fill(empty: bytes, area: Area, rows: Sequence[Sequence[str]]) -> bytes:
    """Return the workbook with each of ``rows`` in a row of the area, a value for each place.

    Raises WorkbookNotUsable, NoSuchSheet, SheetFull, SomethingBelow, MergedHere, and what
    ``sheet_limits`` raises for a file that may not be opened.
    """
    if sheet_limits.kind_of(empty) is not sheet_limits.Kind.PACKED:
        raise WorkbookNotUsable
    sheet_limits.measure(empty, sheet_limits.Kind.PACKED)
    try:
        with zipfile.ZipFile(BytesIO(empty)) as packed:
            return _filled(packed, area, rows)
    except (KeyError, ValueError, expat.ExpatError, ElementTree.ParseError) as broken:
        raise WorkbookNotUsable from broken


def _filled(packed: zipfile.ZipFile, area: Area, rows: Sequence[Sequence[str]]) -> bytes:
    part = part_of(packed, area.sheet)
    pieces = pieces_of(packed.read(part))
    columns = [column_number(place) for place in area.places]
    _require_room(pieces, area, columns, len(rows))
    styles = _styles(pieces, area.first_row, columns)
    changed, became = with_text_styles(packed.read(_STYLES), set(styles.values()))
    texts = {column: became.get(style, style) for column, style in styles.items()}
    replaced = {part: _sheet(pieces, area, rows, texts), _STYLES: changed}
    return _packed(packed, replaced)


def _packed(packed: zipfile.ZipFile, replaced: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts replaced, in the same order and with the same times."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in packed.infolist():
            content = replaced.get(part.filename)
            archive.writestr(part, packed.read(part) if content is None else content)
    return made.getvalue()


def part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """Return the path of a sheet's part; names are compared as Excel does, without case."""
    book = ElementTree.fromstring(packed.read(_BOOK))  # noqa: S314 - measured before
    found = [one for one in book.iter() if one.tag.endswith("}sheet")]
    wanted = next((o for o in found if (o.get("name") or "").casefold() == sheet.casefold()), None)
    if wanted is None:
        raise NoSuchSheet(sheet=sheet)
    key = next(value for name, value in wanted.items() if name.endswith("}id"))
    relations = ElementTree.fromstring(packed.read(_RELATIONS))  # noqa: S314
    target = next(one.get("Target") or "" for one in relations if one.get("Id") == key)
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _require_room(pieces: SheetPieces, area: Area, columns: Sequence[int], count: int) -> None:
    most = (area.last_row or sheet_limits.MOST_ROWS) - area.first_row + 1
    if count > most:
        raise SheetFull(most=max(most, 0))
    for number in range(area.first_row, area.first_row + count):
        for reference in pieces.merged:
            _require_anchor(reference, number, columns)
    if area.last_row is None:
        for number, row in pieces.rows.items():
            below = [column for column in columns if column in row.cells]
            if number >= area.first_row + count and any(row.cells[c].filled for c in below):
                column = next(c for c in below if row.cells[c].filled)
                raise SomethingBelow(cell=f"{column_letters(column)}{number}")


def _require_anchor(reference: str, row: int, columns: Sequence[int]) -> None:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    for column in columns:
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            raise MergedHere(cell=f"{column_letters(column)}{row}")


def _styles(pieces: SheetPieces, first_row: int, columns: Sequence[int]) -> dict[int, int]:
    row = pieces.rows.get(first_row)
    cells = {} if row is None else row.cells
    return {column: cells[column].style if column in cells else 0 for column in columns}


def _sheet(
    pieces: SheetPieces, area: Area, rows: Sequence[Sequence[str]], styles: Mapping[int, int]
) -> bytes:
    columns, made = list(styles), dict[int, bytes]()
    # The rows for people that stay empty are cleared of the receiver's example.
    last = max([area.last_row or 0, *pieces.rows]) if area.last_row else 0
    for number in range(area.first_row, max(area.first_row + len(rows), last + 1)):
        place = number - area.first_row
        values = rows[place] if place < len(rows) else [""] * len(columns)
        if place >= len(rows) and (number > (area.last_row or 0) or number not in pieces.rows):
            continue
        texts = dict(zip(columns, values, strict=True))
        made[number] = _row(pieces, number, area.first_row, texts, styles)
    body = b"".join(
        made[number] if number in made else pieces.of(pieces.rows[number])
        for number in sorted(made.keys() | pieces.rows.keys())
    )
    data, content, name = pieces.data, pieces.content, f"{pieces.prefix}sheetData".encode()
    head = _grown(content[: data.begin], area.first_row + len(rows) - 1, max(columns))
    return head + b"<" + name + b">" + body + b"</" + name + b">" + content[data.end :]


def _grown(head: bytes, row: int, column: int) -> bytes:
    """Let the sheet's dimension reach the last person: some readers believe it."""

    def reach(found: re.Match[bytes]) -> bytes:
        first, _, last = found[2].decode().partition(":")
        bottom, right = place_of(last or first)
        corner = f"{column_letters(max(right, column))}{max(bottom, row)}"
        return found[1] + f"{first}:{corner}".encode() + found[3]

    return _DIMENSION.sub(reach, head, count=1)


def _row(
    pieces: SheetPieces, number: int, first_row: int, texts: Mapping[int, str],
    styles: Mapping[int, int],
) -> bytes:  # fmt: skip
    own, pattern = pieces.rows.get(number), pieces.rows.get(first_row)
    prefix, cells = pieces.prefix, dict[int, bytes]()
    if own is not None:
        cells = {column: pieces.of(cell) for column, cell in own.cells.items()}
    elif pattern is not None:
        cells = {
            column: _cell(prefix, number, column, "", cell.style)
            for column, cell in pattern.cells.items()
        }
    for column, text in texts.items():
        if text or column in cells:
            cells[column] = _cell(prefix, number, column, text, styles[column])
    body = b"".join(cells[column] for column in sorted(cells))
    return _row_tag(prefix, number, own or pattern) + body + f"</{prefix}row>".encode()


def _row_tag(prefix: str, number: int, like: RowPiece | None) -> bytes:
    kept = {} if like is None else dict(like.attributes)
    # The span is a hint that would be wrong where a column is added.
    said = {**kept, "r": str(number)}
    said.pop("spans", None)
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
    return f"<{prefix}row{attributes}>".encode()


def _cell(prefix: str, row: int, column: int, text: str, style: int) -> bytes:
    place = f'{prefix}c r="{column_letters(column)}{row}" s="{style}"'
    if not text:
        return f"<{place}/>".encode()
    # "_x0041_" is how a workbook escapes a sign; typed by somebody it is no escape.
    written = escape(_ESCAPED.sub("_x005F_x", text))
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{written}</{prefix}t></{prefix}is>'
    return f'<{place} t="inlineStr">{inner}</{prefix}c>'.encode()
