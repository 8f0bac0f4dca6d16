# SPDX-License-Identifier: Apache-2.0
"""Sheets made byte by byte: .ods and .xls that no library here writes, and hostile ones."""

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def xlsx(**sheets: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook whose sheets are filled by functions."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        for name, fill in sheets.items():
            fill(book.add_worksheet(name))
    return made.getvalue()


def rows_of(*rows: Sequence[object]) -> Callable[[Worksheet], object]:
    """Return what fills a sheet with rows; a text stays text, a number a number."""

    def fill(sheet: Worksheet) -> None:
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, str) and value:
                    sheet.write_string(number, place, value)
                elif value not in ("", None):
                    sheet.write(number, place, value)

    return fill


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def replaced(workbook: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one part exchanged."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return packed({**parts, name: content})


def ods(rows: str) -> bytes:
    """Return an .ods with one table of raw row elements."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" '
        f'xmlns:text="{TEXT}"><office:body><office:spreadsheet><table:table table:name="S">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*texts: str, times: int = 1, cells: int = 1) -> str:
    """Return a row element, repeated, whose cells are repeated too."""
    inner = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{cells}">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{inner}</table:table-row>'


def xls(rows: Sequence[Sequence[str | float]], *, at: tuple[int, int] = (0, 0)) -> bytes:
    """Return an .xls (BIFF8 in a compound file) whose first cell stands at row and column."""
    return compound({"Workbook": _biff(rows, at)})


def _biff(rows: Sequence[Sequence[str | float]], at: tuple[int, int]) -> bytes:
    """[MS-XLS]: globals with one sheet, then its cells as LABEL and NUMBER."""
    name = "S".encode("utf-16-le")
    globals_end = _record(0x0A, b"")
    code_page = _record(0x42, struct.pack("<H", 1200))
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    bound = 4 + 4 + 2 + 2 + len(name)
    offset = len(begin) + len(code_page) + bound + len(globals_end)
    sheet_at = _record(0x85, struct.pack("<IHBB", offset, 0, 1, 1) + name)
    cells = b""
    for number, row in enumerate(rows, start=at[0]):
        for place, value in enumerate(row, start=at[1]):
            head = struct.pack("<HHH", number, place, 0)
            if isinstance(value, float):
                cells += _record(0x0203, head + struct.pack("<d", value))
            else:
                text = value.encode("utf-16-le")
                cells += _record(0x0204, head + struct.pack("<HB", len(value), 1) + text)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells
    return begin + code_page + sheet_at + globals_end + sheet + _record(0x0A, b"")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


SECTOR = 512


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file ([MS-CFB], version 3): one FAT sector, one of directory."""
    padded = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    sectors, starts, fat = b"", {}, [0xFFFFFFFD, 0xFFFFFFFE]
    for name, body in padded.items():
        body = body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0")
        starts[name], count = len(fat), len(body) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE]
        sectors += body
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    directory = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)
    for place, (name, body) in enumerate(padded.items(), start=1):
        following = place + 1 if place < len(padded) else 0xFFFFFFFF
        directory += _entry(name, 2, right=following, start=starts[name], size=len(body))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    return header + table + directory.ljust(SECTOR, b"\0") + sectors


def _entry(
    name: str, kind: int, *, start: int, size: int, child: int = 0xFFFFFFFF,
    right: int = 0xFFFFFFFF,
) -> bytes:  # fmt: skip
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)
