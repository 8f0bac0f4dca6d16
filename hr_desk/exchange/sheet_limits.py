# SPDX-License-Identifier: Apache-2.0
"""How large a file claims to be, before anything opens it (threat T19).

Measured with the reader used here: one cell far below and to the right makes it reserve every
cell between, and a repeated row of an .ods of 700 bytes ends the process. So each part is walked
once by a parser that keeps nothing but the outermost filled cell.
"""

import struct
import zipfile
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat
from zlib import error as ZlibError  # noqa: N812 - the library's own name says nothing

from hr_desk.exchange.sheet_problems import (
    BrokenSheet,
    NotASheet,
    SheetLocked,
    SheetProblem,
    SheetTooHeavy,
    TooManyRows,
)

MOST_BYTES: Final = 20 * 1024 * 1024
"""The largest file read, in bytes."""

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""The most bytes of text a packed workbook may unfold to; 20,000 rows of 30 cells make 27 MB."""

MOST_ROWS: Final = 20_000
"""Rows of one sheet, headings and blank ones included."""

MOST_CELLS: Final = 1_000_000
"""Cells of the rectangle a sheet fills."""

_PIECE: Final = 256 * 1024
_WORKBOOKS: Final = {"xl/workbook.xml", "content.xml"}


class Kind(StrEnum):
    """What a file is, by its bytes."""

    PACKED = "packed"
    """.xlsx, .xlsm or .ods: a zip archive."""
    COMPOUND = "compound"
    """.xls: a compound file, as is any locked workbook."""
    TEXT = "text"


def kind_of(content: bytes) -> Kind:
    """Return what a file is; raises NotASheet for an empty one, SheetTooHeavy."""
    if len(content) > MOST_BYTES:
        raise SheetTooHeavy(limit=MOST_BYTES // 2**20)
    if not content.strip():
        raise NotASheet
    if content.startswith(b"PK\x03\x04"):
        return Kind.PACKED
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.COMPOUND
    if _is_binary(content[:4096]):
        raise NotASheet
    return Kind.TEXT


def _is_binary(head: bytes) -> bool:
    """Pictures, PDFs, programs and the like hold control bytes; text, in any encoding, does not."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if head.startswith((b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<html", b"<?xml")):
        return True
    return any(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)


def measure(content: bytes, kind: Kind) -> None:
    """Raise a SheetProblem unless the file is of a size that may be opened."""
    try:
        if kind is Kind.PACKED:
            _measure_packed(content)
        elif kind is Kind.COMPOUND:
            _measure_compound(content)
    except SheetProblem:
        raise
    except (zipfile.BadZipFile, ZlibError, expat.ExpatError, EOFError, OSError, RuntimeError,
            NotImplementedError, ValueError, struct.error) as broken:  # fmt: skip
        raise BrokenSheet from broken


def _measure_packed(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if any(part.flag_bits & 1 for part in packed.infolist()):
            raise SheetLocked
        parts = [part for part in packed.infolist() if _is_text(packed, part)]
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise SheetTooHeavy(limit=MOST_UNPACKED // 2**20)
        if not _WORKBOOKS & {part.filename for part in parts}:
            raise NotASheet
        for part in parts:
            # The archive's own sizes may lie: reading checks them against what comes out.
            with packed.open(part) as opened:
                _walk(opened, part.filename)


def _is_text(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is XML, whatever it is called: a relation may name any part a sheet."""
    with packed.open(part) as opened:
        return opened.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


class _Outermost:
    """The outermost filled cell met so far; rows and columns from 1."""

    def __init__(self) -> None:
        self._row = self._column = 0

    def reach(self, row: int, column: int) -> None:
        """Meet a filled cell; raises TooManyRows where the rectangle grows too large."""
        if row > self._row or column > self._column:
            self._row, self._column = max(self._row, row), max(self._column, column)
            require_room(self._row, self._column)


class _Excel(_Outermost):
    """A sheet of an .xlsx: ``c`` elements, which may say where they stand, in ``row`` elements."""

    def __init__(self) -> None:
        super().__init__()
        self._at = (0, 0)

    def begin(self, name: str, told: dict[str, str]) -> None:
        """Meet the beginning of an element."""
        if name in ("v", "t", "si"):
            return
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._at = _place_of(told.get("r"), self._at)
            self.reach(*self._at)
        elif tag == "row":
            self._at = (int(told.get("r", self._at[0] + 1)), 0)


class _OpenDocument(_Outermost):
    """The tables of an .ods, whose rows and cells may stand for many."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = self._columns = self._filled = 0
        self._repeated = 1

    def begin(self, name: str, told: dict[str, str]) -> None:
        """Meet the beginning of an element."""
        tag = name.rpartition(":")[2]
        if tag == "table":
            self._rows = 0
        elif tag == "table-row":
            self._columns = self._filled = 0
            self._repeated = int(told.get("table:number-rows-repeated", 1))
        elif tag in ("table-cell", "covered-table-cell"):
            self._columns += int(told.get("table:number-columns-repeated", 1))
            if any(key.endswith(":value-type") for key in told):
                self._filled = self._columns
        elif tag == "p" and self._columns:
            self._filled = self._columns

    def end(self, name: str) -> None:
        """Meet the end of an element."""
        if name.rpartition(":")[2] == "table-row":
            self._rows += self._repeated
            if self._filled:
                self.reach(self._rows, self._filled)


def require_room(rows: int, columns: int) -> None:
    """Raise TooManyRows for a rectangle that is larger than one import takes."""
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise TooManyRows(rows=MOST_ROWS, cells=MOST_CELLS)


def _place_of(reference: str | None, before: tuple[int, int]) -> tuple[int, int]:
    """Return row and column of B7, or the place behind the cell before."""
    if not reference:
        return before[0], before[1] + 1
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), _column_of(letters)


@lru_cache(maxsize=512)
def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    return column


def _walk(part: Any, name: str) -> None:
    """Feed a part to the parser piece by piece; declarations of entities are refused unread."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declarations
    if name == "content.xml":
        tables = _OpenDocument()
        parser.StartElementHandler, parser.EndElementHandler = tables.begin, tables.end
    else:
        parser.StartElementHandler = _Excel().begin
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse_declarations(*_told: object) -> None:
    raise NotASheet


_STREAMS: Final = ("Workbook", "Book")
_LOCKED: Final = 0x2F
_ONE_CELL: Final = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6}
"""FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING of [MS-XLS]: row and column lead."""

_MANY_CELLS: Final = 0x00BD
"""MULRK: row, first column, …, last column."""

_BEGIN: Final = 0x0809


def _measure_compound(content: bytes) -> None:
    import olefile

    with olefile.OleFileIO(BytesIO(content)) as compound:
        if compound.exists("EncryptedPackage"):
            raise SheetLocked
        stream = next((name for name in _STREAMS if compound.exists(name)), None)
        if stream is None:
            raise NotASheet
        if compound.get_size(stream) > MOST_BYTES:
            raise SheetTooHeavy(limit=MOST_BYTES // 2**20)
        _walk_records(compound.openstream(stream).read())


def _walk_records(stream: bytes) -> None:
    """Meet every record of an .xls; each sheet begins anew with its BOF."""
    at, rows, columns = 0, 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _LOCKED:
            raise SheetLocked
        if kind == _BEGIN:
            rows = columns = 0
        if kind in _ONE_CELL and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _MANY_CELLS and length >= 6:
            (row,) = struct.unpack_from("<H", stream, at + 4)
            (column,) = struct.unpack_from("<H", stream, at + 2 + length)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        require_room(rows, columns)
        at += 4 + length
