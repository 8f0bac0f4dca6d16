# SPDX-License-Identifier: Apache-2.0
"""Where the rows and cells of a worksheet's XML stand, as byte places.

A receiver's workbook comes back with values added and nothing else changed. A library that reads a
workbook and writes it again drops what it does not know (measured with openpyxl: extension lists,
form controls, printer settings), so the sheet's bytes are cut where a value belongs and left alone
everywhere else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_TAG: Final = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED: Final = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']")
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class OtherEncoding(ValueError):
    """The XML is in another encoding than UTF-8, so that its places are not those of its bytes."""


@dataclass(slots=True)
class Piece:
    """An element: where its start tag begins and ends, and where it ends itself, in bytes."""

    begin: int
    inner: int
    end: int
    attributes: Mapping[str, str]

    @property
    def style(self) -> int:
        """The number of a cell's style."""
        return int(self.attributes.get("s", "0"))


@dataclass(slots=True)
class CellPiece(Piece):
    """A cell; ``filled`` says whether it holds a value or a formula."""

    filled: bool = False


@dataclass(slots=True)
class RowPiece(Piece):
    """A row, with its cells by column number, from 1."""

    cells: dict[int, CellPiece] = field(default_factory=dict)


@dataclass(slots=True)
class SheetPieces:
    """A worksheet: its bytes, the data element, its rows by number, the merged ranges."""

    content: bytes
    data: Piece
    rows: dict[int, RowPiece]
    merged: list[str]

    @property
    def prefix(self) -> str:
        """What stands before the names of elements, such as ``x:``."""
        name = self.content[self.data.begin + 1 : self.data.inner].split()[0].rstrip(b"/>")
        return name.decode()[: -len("sheetData")]

    def of(self, piece: Piece) -> bytes:
        """Return the bytes of an element."""
        return self.content[piece.begin : piece.end]


def column_number(letters: str) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column, 1 being A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as B7; raises ValueError."""
    match = _PLACE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise ValueError(reference)
    return int(match[2]), column_number(match[1])


def tag_end(content: bytes, begin: int) -> int:
    """Return where the tag that begins at a place ends; raises ValueError where none does."""
    match = _TAG.match(content, begin)
    if match is None:
        raise ValueError("no tag here")
    return match.end()


class Walk:
    """A parser that knows the names of open elements without prefixes, and byte places."""

    def __init__(self, content: bytes) -> None:
        declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
            declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")
        ):
            raise OtherEncoding
        self.content = content
        self.open: list[str] = []
        self._pieces: list[Piece] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def run(self) -> None:
        """Walk the whole content; raises expat.ExpatError."""
        self._parser.Parse(self.content, True)

    def begun(self, name: str, piece: Piece) -> None:
        """Meet an element's start tag."""

    def ended(self, name: str, piece: Piece) -> None:
        """Meet an element's end; its place is known now."""

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        piece = Piece(at, tag_end(self.content, at), 0, attributes)
        self.open.append(name.rpartition(":")[2])
        self._pieces.append(piece)
        self.begun(self.open[-1], piece)

    def _end(self, _name: str) -> None:
        piece, name = self._pieces.pop(), self.open.pop()
        if self.content[piece.inner - 2 : piece.inner] == b"/>":
            piece.end = piece.inner
        else:
            piece.end = tag_end(self.content, self._parser.CurrentByteIndex)
        self.ended(name, piece)


class _SheetWalk(Walk):
    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.data: Piece | None = None
        self.rows: dict[int, RowPiece] = {}
        self.merged: list[str] = []
        self._row = self._column = 0
        self._cells: dict[int, CellPiece] = {}
        self._filled = False

    def begun(self, name: str, piece: Piece) -> None:
        if name == "sheetData":
            self.data = piece
        elif name == "row":
            self._row = int(piece.attributes.get("r", self._row + 1))
            self._column, self._cells = 0, {}
        elif name == "c":
            given = piece.attributes.get("r")
            self._column = self._column + 1 if given is None else place_of(given)[1]
            self._filled = False
        elif name in ("v", "f", "is"):
            self._filled = True
        elif name == "mergeCell":
            self.merged.append(piece.attributes["ref"])

    def ended(self, name: str, piece: Piece) -> None:
        if name == "c":
            self._cells[self._column] = CellPiece(*_parts(piece), self._filled)
        elif name == "row":
            self.rows[self._row] = RowPiece(*_parts(piece), self._cells)


def _parts(piece: Piece) -> tuple[int, int, int, Mapping[str, str]]:
    return piece.begin, piece.inner, piece.end, piece.attributes


def pieces_of(content: bytes) -> SheetPieces:
    """Return where everything stands; raises OtherEncoding, ValueError, expat.ExpatError."""
    walk = _SheetWalk(content)
    walk.run()
    if walk.data is None:
        raise ValueError("no sheetData")
    return SheetPieces(content, walk.data, walk.rows, walk.merged)


class _StyleWalk(Walk):
    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.formats: Piece | None = None
        self.each: list[Piece] = []

    def begun(self, name: str, piece: Piece) -> None:
        if name == "cellXfs":
            self.formats = piece
        elif name == "xf" and "cellXfs" in self.open[:-1]:
            self.each.append(piece)


TEXT_FORMAT: Final = "49"
"""The built-in number format of text (ECMA-376 part 1, 18.8.30)."""


def with_text_styles(content: bytes, styles: set[int]) -> tuple[bytes, dict[int, int]]:
    """Return a styles part with each of these styles also as text, and which became which.

    A number in a cell of text keeps its digits also when somebody edits it. Raises ValueError,
    expat.ExpatError.
    """
    walk = _StyleWalk(content)
    walk.run()
    if walk.formats is None or not walk.each:
        return content, {}
    added, became = b"", dict[int, int]()
    for style in sorted(styles):
        if style >= len(walk.each) or walk.each[style].attributes.get("numFmtId") == TEXT_FORMAT:
            continue
        became[style] = len(walk.each) + len(became)
        added += _as_text(content, walk.each[style])
    head, formats = content[: walk.formats.begin], walk.formats
    tag = content[formats.begin : formats.inner]
    count = str(len(walk.each) + len(became)).encode()
    tag = re.sub(rb"\bcount=[\"'][0-9]*[\"']", b'count="' + count + b'"', tag)
    closing = content.rfind(b"</", formats.inner, formats.end)
    return head + tag + content[formats.inner : closing] + added + content[closing:], became


def _as_text(content: bytes, piece: Piece) -> bytes:
    tag = content[piece.begin : piece.inner]
    tag = re.sub(rb"\s(?:numFmtId|applyNumberFormat|quotePrefix)=(?:\"[^\"]*\"|'[^']*')", b"", tag)
    name = tag[1:].split()[0].rstrip(b"/>")
    said = b' numFmtId="' + TEXT_FORMAT.encode() + b'" applyNumberFormat="1"'
    return b"<" + name + said + tag[1 + len(name) :] + content[piece.inner : piece.end]
