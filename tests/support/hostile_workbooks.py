# SPDX-License-Identifier: Apache-2.0
"""Workbooks meant to harm whoever imports them, made from a seed (threat T19)."""

import random
from collections.abc import Callable, Iterator
from typing import Final

from tests.support.hostile_files import Hostile
from tests.support.raw_sheets import compound, ods, ods_row, packed, replaced, rows_of, xls, xlsx

_SHEET: Final = "xl/worksheets/sheet1.xml"
_SPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WHOLE: Final = xlsx(S=rows_of(("姓名", "手机"), *(("张伟国", "13800138000") for _ in range(60))))


def _sheet(chance: random.Random, inner: str, *, before: str = "") -> bytes:
    text = f'{before}<worksheet xmlns="{_SPACE}"><sheetData>{inner}</sheetData></worksheet>'
    return replaced(_WHOLE, _SHEET, text.encode() + b" " * chance.randint(0, 99))


def _far_cell(chance: random.Random) -> bytes:
    row, column = chance.randint(200_000, 1_048_576), chance.choice(("Z", "AAA", "XFD"))
    return _sheet(chance, f'<row r="{row}"><c r="{column}{row}" t="s"><v>0</v></c></row>')


def _unfolds(chance: random.Random) -> bytes:
    return replaced(_WHOLE, _SHEET, b"<a>" + b" " * (chance.randint(70, 400) * 2**20))


def _entities(chance: random.Random) -> bytes:
    depth = chance.randint(4, 12)
    lines = '<!ENTITY a0 "haha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth)
    )
    return _sheet(chance, f"&a{depth - 1};", before=f"<!DOCTYPE x [{lines}]>")


def _quadratic(chance: random.Random) -> bytes:
    text = "x" * chance.randint(10_000, 90_000)
    return _sheet(chance, "&a;" * 20_000, before=f'<!DOCTYPE x [<!ENTITY a "{text}">]>')


def _external(chance: random.Random) -> bytes:
    target = chance.choice(("file:///etc/passwd", "http://203.0.113.9/a", "file:///dev/zero"))
    return _sheet(chance, "&a;", before=f'<!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>')


def _repeated_rows(chance: random.Random) -> bytes:
    return ods(ods_row("x", times=chance.randint(100_000, 10**9), cells=chance.randint(1, 500)))


def _far_row(chance: random.Random) -> bytes:
    return ods(ods_row(times=chance.randint(100_000, 10**8)) + ods_row("x"))


def _far_in_old_book(chance: random.Random) -> bytes:
    return xls([["x"]], at=(chance.randint(30_000, 65_535), chance.randint(40, 255)))


def _cut_short(chance: random.Random) -> bytes:
    return _WHOLE[: chance.randint(40, len(_WHOLE) - 25)]


def _scrambled(chance: random.Random) -> bytes:
    place = _WHOLE.find(b"xl/worksheets/sheet1.xml") + 24
    return _WHOLE[:place] + chance.randbytes(60) + _WHOLE[place + 60 :]


def _other_package(chance: random.Random) -> bytes:
    return packed({f"{chance.randint(1, 99)}.xml": "<a/>"})


def _letter(chance: random.Random) -> bytes:
    return compound({"WordDocument": chance.randbytes(chance.randint(1, 900))})


def _other_kind(chance: random.Random) -> bytes:
    starts = (b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\0", b"MZ\0", b"\x7fELF\0", b"<html>", b"Rar!\0")
    return chance.choice(starts) + chance.randbytes(chance.randint(1, 900))


WORKBOOKS: Final[dict[str, Callable[[random.Random], bytes]]] = {
    make.__name__.lstrip("_"): make
    for make in (
        _far_cell, _unfolds, _entities, _quadratic, _external, _repeated_rows, _far_row,
        _far_in_old_book, _cut_short, _scrambled, _other_package, _letter, _other_kind,
    )
}  # fmt: skip
"""Kind to its maker."""


def hostile_workbooks(count: int, *, seed: int) -> Iterator[Hostile]:
    """Yield at least ``count`` workbooks, every kind in turn."""
    chance, made = random.Random(seed), 0
    while made < count:
        for kind, make in WORKBOOKS.items():
            yield Hostile(kind, "名单.xlsx", make(chance))
            made += 1
