# SPDX-License-Identifier: Apache-2.0
"""Rare characters of names stay searchable in a PDF.

Qt tells a reader which glyph is which character only for U+0000 to U+FFFF; on paper 𬭎 (U+2CB4E)
is right, but copied from the PDF the name would lack it. The glyphs of a font stand in the order
in which they were first drawn, so what is missing from Qt's table is known, and the table is
written once more behind the file (ISO 32000-1, 7.5.6 incremental updates, 9.10.3 ToUnicode CMaps).
"""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QRawFont

_TABLE = re.compile(
    rb"(?P<number>\d+) 0 obj\n<< /Length \d+ >>\nstream\n(?P<text>/CIDInit .*?)\n?endstream", re.S
)
_RANGE = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]{4})> [<\[]", re.MULTILINE)
"""Glyphs a line of the table names; the characters behind them are written like glyphs."""

_TRAILER = re.compile(rb"trailer\n<<\n(?P<entries>.*?)>>\nstartxref\n(?P<offset>\d+)", re.S)
_END = b"endcmap"


def rare(text: str) -> list[str]:
    """Return the characters beyond U+FFFF, each once, in the order of the text."""
    return list(dict.fromkeys(sign for sign in text if ord(sign) > 0xFFFF))


def drawn_by(font: QRawFont, characters: Iterable[str]) -> list[str]:
    """Return those characters that the font has; others were drawn by another font."""
    return [sign for sign in characters if font.supportsCharacter(ord(sign))]


def name_glyphs(pdf: bytes, characters: Sequence[str]) -> bytes:
    """Return the PDF with a table that names these characters too, in the order first drawn.

    A PDF of more than one font is returned unchanged: whose glyph it is would be a guess.
    """
    tables = list(_TABLE.finditer(pdf))
    if not characters or len(tables) != 1:
        return pdf
    text = tables[0]["text"]
    places = _unnamed(text, len(characters))
    lines = b"".join(
        b"<%04X> <%s>\n" % (place, sign.encode("utf-16-be").hex().upper().encode())
        for place, sign in zip(places, characters, strict=True)
    )
    added = b"%d beginbfchar\n%sendbfchar\n" % (len(characters), lines)
    return _appended(pdf, int(tables[0]["number"]), text.replace(_END, added + _END, 1))


def _unnamed(table: bytes, wanted: int) -> list[int]:
    """Return the glyphs that the table leaves out; the last ones drawn stand behind its end."""
    named: set[int] = set()
    for first, last in _RANGE.findall(table):
        named.update(range(int(first, 16), int(last, 16) + 1))
    every = range(1, len(named) + wanted + 1)
    return [place for place in every if place not in named][:wanted]


def _appended(pdf: bytes, number: int, table: bytes) -> bytes:
    """Write an object once more behind the file, with the cross-reference that finds it."""
    trailer = _TRAILER.search(pdf)
    if trailer is None:
        return pdf
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    written = pdf + body % (number, len(table), table)
    place = len(pdf)
    xref = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    entries = trailer["entries"] + b"/Prev " + trailer["offset"]
    end = b"trailer\n<<\n%s\n>>\nstartxref\n%d\n%%%%EOF\n" % (entries, len(written))
    return written + xref + end
