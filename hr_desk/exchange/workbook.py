# SPDX-License-Identifier: Apache-2.0
"""Encrypted workbooks: rows as text cells, made in memory and locked with a password.

Every value is a text cell: an 18-digit number keeps its digits, a leading zero stays, and nothing
a stranger typed becomes a formula, a link or an array. No readable byte touches a disk. The
encryption is the agile one of [MS-OFFCRYPTO] 2.3.4.10 (AES-256, SHA-512), which Excel, WPS and
LibreOffice open.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from hr_desk.errors import UserError
from hr_desk.exchange.sheet_pieces import column_letters
from hr_desk.i18n import N_, t

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""The longest text one cell of a workbook holds, in UTF-16 units (ECMA-376, Excel limits)."""

MAX_ROWS = 1_048_575
"""The most rows below the heading that one sheet holds."""

_BLOCK: Final = 50
"""Rows that are written at once; one odd sign has all of them looked at one by one."""

_WIDEST = 40
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No I and O, 1 and 0: a password is read aloud over the telephone."""


class CellTooLong(UserError):
    """A value does not fit into one cell."""

    message = N_("Row {row}, “{column}” is too long for a workbook. Please shorten it.")


class TooManyRows(UserError):
    """The list does not fit into one sheet."""

    message = N_("A workbook holds {limit} rows at most. Please export in parts.")


def new_password() -> str:
    """Return a fresh password: four groups of five letters and digits, 100 bits, easy to read."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def content_digest(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the SHA-256 of headings and rows (JSON in UTF-8), as the manifest sheet names it."""
    digest = hashlib.sha256(f"[{json.dumps(list(columns), ensure_ascii=False)}, [".encode())
    for start in range(0, len(rows), _BLOCK):
        parted = ", " if start else ""
        digest.update((parted + _as_json(rows[start : start + _BLOCK])).encode())
    digest.update(b"]]")
    return digest.hexdigest()


def _as_json(rows: Sequence[Sequence[str]]) -> str:
    """Return what json.dumps makes of some rows, without the outer brackets; far quicker."""
    if not all(rows) or not "".join(chain.from_iterable(rows)).isprintable():
        return json.dumps(list(rows), ensure_ascii=False)[1:-1]
    parted = "\1".join(map("\0".join, rows)).replace("\\", "\\\\").replace('"', '\\"')
    return '["' + parted.replace("\0", '", "').replace("\1", '"], ["') + '"]'


def encrypted_workbook(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    password: str,
    manifest: Mapping[str, str] | None = None,
) -> bytes:
    """Make a locked workbook: the rows on one sheet, what they are on a second.

    ``manifest`` adds lines to the second sheet (purpose, recipient, audit head), label to text.
    Raises CellTooLong or TooManyRows, and nothing is made.
    """
    require_sizes(columns, rows)
    about = {
        t("Content"): title,
        t("Number of rows"): str(len(rows)),
        t("Columns"): ", ".join(columns),
        t("SHA-256 of the content"): content_digest(columns, rows),
        **(manifest or {}),
    }
    return locked(_plain(title, columns, rows, about), password)


def require_sizes(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise CellTooLong or TooManyRows for what no sheet holds."""
    if len(rows) > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS)
    for number, row in enumerate(rows, start=1):
        if sum(map(len, row)) <= MAX_CELL // 2:  # nothing in it can be too long
            continue
        for column, value in zip(columns, row, strict=True):
            if len(value.encode("utf-16-le")) // 2 > MAX_CELL:
                raise CellTooLong(row=number, column=column)


def _plain(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], about: Mapping[str, str]
) -> bytes:
    """Write both sheets into memory; ``in_memory`` keeps XlsxWriter out of the temporary folder.

    The library writes everything but the rows after the first, which it does at a sixth of the
    speed (measured): they are put into its sheet as text in line.
    """
    from xlsxwriter import Workbook

    made = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, settings) as book:
        names = _sheet_names(title)
        _write_rows(book, book.add_worksheet(names[0]), columns, rows)
        _write_about(book, book.add_worksheet(names[1]), about)
    return _with_rows(made.getvalue(), rows) if len(rows) > 1 and columns else made.getvalue()


_SHEET: Final = "xl/worksheets/sheet1.xml"
_STYLE: Final = re.compile(rb'<c r="A2" s="([0-9]+)"')
_DIMENSION: Final = re.compile(rb'(<dimension ref="A1:[A-Z]+)[0-9]+"')
_SPECIAL: Final = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")


def _with_rows(book: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook whose sheet has its heading and first row, with the other rows."""
    made = BytesIO()
    with ZipFile(BytesIO(book)) as packed, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for part in packed.infolist():
            content = packed.read(part)
            if part.filename == _SHEET:
                content = _sheet_with_rows(content, rows)
            archive.writestr(part, content, compresslevel=1)
    return made.getvalue()


def _sheet_with_rows(sheet: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    """Put the rows after the first into a sheet, many at once: that is what makes it quick."""
    style = _STYLE.search(sheet)
    if style is None:
        raise ValueError("the sheet has no first row")
    patterns = [_pattern(len(rows[0]), style[1].decode(), space) for space in _SPACES]
    made = [
        _block(rows[start : start + _BLOCK], patterns, start + _FIRST)
        for start in range(1, len(rows), _BLOCK)
    ]
    head, _, rest = sheet.partition(b"</sheetData>")
    head = _DIMENSION.sub(rb"\g<1>" + str(len(rows) + 1).encode() + b'"', head, count=1)
    return b"".join((head, *made, b"</sheetData>", rest))


_FIRST: Final = 2
"""The number of the row in the sheet that holds the first of the rows."""
_SPACES: Final = (b"", b' xml:space="preserve"')
_NUMBER: Final = b"\0"
"""Where a row's number goes, and what parts texts; no text holds it, because it is escaped."""
_NOTHING: Final = b' t="inlineStr"><is><t></t></is></c>'


def _block(rows: Sequence[Sequence[str]], patterns: Sequence[bytes], first: int) -> bytes:
    """Return some rows as XML, the first of them with this number."""
    tight, spaced = patterns
    parted, keeps_spaces = _parted(rows)
    pattern = spaced if keeps_spaces else tight
    numbers = range(first, first + len(rows))
    whole = b"".join([pattern.replace(_NUMBER, b"%d" % number) for number in numbers])
    return (whole % tuple(parted.encode().split(_NUMBER))).replace(_NOTHING, b"/>")


def _parted(rows: Sequence[Sequence[str]]) -> tuple[str, bool]:
    """Return the texts of some rows one after the other, escaped, parted by NUL.

    The second part says whether one of them begins or ends with a space, which XML may drop.
    """
    parted = "\0".join(chain.from_iterable(rows))
    if _is_plain("".join(chain.from_iterable(rows))):
        # What is printable has no other white space than the space itself (str.isprintable).
        return parted, "\0 " in f"\0{parted}" or " \0" in f"{parted}\0"
    texts = [_SPECIAL.sub(_escaped, text) for text in chain.from_iterable(rows)]
    return "\0".join(texts), any(text != text.strip() for text in texts)


def _is_plain(text: str) -> bool:
    """Whether nothing in a text has to be written in another way."""
    return text.isprintable() and not any(sign in text for sign in ("&", "<", ">", "_x"))


def _pattern(columns: int, style: str, space: bytes) -> bytes:
    """Return a row with a place for each text: filling one in is far quicker than joining cells."""
    cells = (
        b'<c r="%b%b" s="%b" t="inlineStr"><is><t%b>%%b</t></is></c>'
        % (column_letters(place).encode(), _NUMBER, style.encode(), space)
        for place in range(1, columns + 1)
    )
    return b'<row r="%b">%b</row>' % (_NUMBER, b"".join(cells))


def _escaped(sign: re.Match[str]) -> str:
    """Return a sign as XML has it; what XML cannot have as the workbook's own escape."""
    if sign[0] == "_x":
        return "_x005F_x"
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign[0], f"_x{ord(sign[0]):04X}_")


def _sheet_names(title: str) -> tuple[str, str]:
    """Return two different names without the signs that Excel refuses, 31 characters at most."""
    cleaned = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[:31]
    about = t("About this file")[:31]
    first = cleaned or t("List")
    return (first, about) if first.casefold() != about.casefold() else (f"{first[:29]} 1", about)


def _write_rows(
    book: "Workbook",
    sheet: "Worksheet",
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """Write heading and first row as text, with frozen heading, filter and one page's width."""
    text, head = book.add_format({"num_format": "@"}), _heading(book)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
        width = max([_width(column), *(_width(row[place]) for row in rows[:200])])
        sheet.set_column(place, place, min(width, _WIDEST) + 2)
    for place, value in enumerate(rows[0] if rows else ()):
        sheet.write_string(1, place, value, text)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_about(book: "Workbook", sheet: "Worksheet", about: Mapping[str, str]) -> None:
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = _heading(book)
    for number, (label, value) in enumerate(about.items()):
        sheet.write_string(number, 0, label, head)
        sheet.write_string(number, 1, value, text)
    sheet.set_column(0, 0, max(map(_width, about), default=10) + 2)
    sheet.set_column(1, 1, 68)


def _heading(book: "Workbook") -> object:
    return book.add_format({"num_format": "@", "bold": True, "bg_color": "#E8EEF4", "border": 1})


def _width(text: str) -> int:
    """Return the width in half-width columns; a Chinese character takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def locked(plain: bytes, password: str) -> bytes:
    """Return a workbook under a password, made in memory."""
    from msoffcrypto.format.ooxml import OOXMLFile

    made = BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(password, made)
    return made.getvalue()
