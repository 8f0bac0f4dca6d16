# SPDX-License-Identifier: Apache-2.0
"""Sheets of every kind become texts that kept their digits; hostile ones are refused at once."""

import datetime as dt
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from hr_desk.exchange.sheet_limits import MOST_BYTES, MOST_CELLS, MOST_ROWS
from hr_desk.exchange.sheet_problems import (
    BrokenSheet,
    NotASheet,
    SheetLocked,
    SheetProblem,
    SheetTooHeavy,
    TooManyRows,
    UnreadableText,
)
from hr_desk.exchange.sheets import Mark, read_sheets, text_of
from hr_desk.exchange.workbook import encrypted_workbook
from tests.support.raw_sheets import compound, ods, ods_row, packed, replaced, rows_of, xls, xlsx

PEOPLE = (("姓名", "手机"), ("张伟国", 13800138000.0), ("欧阳娜", "13900139000"))
READ = (("姓名", "手机"), ("张伟国", "13800138000"), ("欧阳娜", "13900139000"))


def csv(encoding: str, separator: str = ",") -> bytes:
    text = "\r\n".join(separator.join(row) for row in READ)
    return text.encode(encoding)


FILES: dict[str, bytes] = {
    "xlsx": xlsx(S=rows_of(*PEOPLE)),
    "xls": xls(PEOPLE),
    "ods": ods("".join(ods_row(*row) for row in READ)),
    "csv in UTF-8": csv("utf-8"),
    "csv in UTF-8 with a mark": csv("utf-8-sig"),
    "csv in GB18030": csv("gb18030"),
    "csv with semicolons": csv("gb18030", ";"),
    "text of Excel": csv("utf-16", "\t"),
}


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file_gives_the_same_texts(kind: str) -> None:
    (sheet,) = read_sheets(FILES[kind])
    assert sheet.rows == READ


@pytest.mark.parametrize(
    ("value", "text", "mark"),
    [
        ("007", "007", None),
        (13800138000.0, "13800138000", Mark.NUMBER),
        (999999999999999.0, "999999999999999", Mark.NUMBER),
        (6222020200112230.0, "6222020200112230", Mark.LOST),
        (1.1010519491231e17, "110105194912310000", Mark.LOST),
        (2019.07, "2019.07", Mark.NUMBER),
        (1e-7, "0.0000001", Mark.NUMBER),
        (float("nan"), "", Mark.LOST),
        (True, "TRUE", None),
        (dt.date(1990, 5, 12), "1990-05-12", Mark.DATE),
        (dt.datetime(1990, 5, 12), "1990-05-12", Mark.DATE),
        (dt.datetime(1990, 5, 12, 9, 30), "1990-05-12 09:30", Mark.DATE),
        ("", "", None),
    ],
)
def test_a_cell_is_the_text_it_shows(value: object, text: str, mark: Mark | None) -> None:
    assert text_of(value) == (text, mark)


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_fifteen_digits_are_kept(number: int) -> None:
    assert text_of(float(number)) == (str(number), Mark.NUMBER)


@given(st.integers(min_value=10**15, max_value=10**300))
def test_sixteen_digits_are_never_believed(number: int) -> None:
    assert text_of(float(number))[1] is Mark.LOST


def test_a_number_that_excel_shortened_in_a_text_table_is_marked() -> None:
    (sheet,) = read_sheets("姓名,证件\n张伟国,1.10105E+17\n".encode())
    assert sheet.marks == {(1, 1): Mark.LOST}


def test_places_are_those_of_the_sheet_however_low_it_begins() -> None:
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet().write_string(3, 2, "姓名")
    (sheet,) = read_sheets(made.getvalue())
    assert sheet.rows[3][2] == "姓名"
    assert not any(map(any, sheet.rows[:3]))


def test_hidden_and_empty_sheets_are_not_shown() -> None:
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("空")
        rows_of(*PEOPLE)(book.add_worksheet("名单"))
        hidden = book.add_worksheet("旧名单")
        rows_of(*PEOPLE)(hidden)
        hidden.hide()
    assert [sheet.name for sheet in read_sheets(made.getvalue())] == ["名单"]


def test_the_most_rows_are_read_and_one_more_is_not() -> None:
    rows = ["张伟国"] * MOST_ROWS
    assert len(read_sheets("\n".join(rows).encode())[0].rows) == MOST_ROWS
    with pytest.raises(TooManyRows):
        read_sheets("\n".join([*rows, "多一行"]).encode())


def far(row: int, column: int) -> Callable[[], bytes]:
    return lambda: xlsx(S=lambda sheet: sheet.write_string(row, column, "x"))


WITH_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</worksheet>'
)
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, tuple[Callable[[], bytes], type[SheetProblem]]] = {
    "nothing": (lambda: b"", NotASheet),
    "blanks": (lambda: b" \r\n ", NotASheet),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), NotASheet),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", NotASheet),
    "a web page": (lambda: b"<html><table></table></html>", NotASheet),
    "a text of no encoding": (lambda: b"\xff\xfe\x00", UnreadableText),
    "another archive": (lambda: packed({"a.xml": "<a/>"}), NotASheet),
    "an archive cut short": (lambda: FILES["xlsx"][:-40], BrokenSheet),
    "an archive with a wrong byte": (
        lambda: FILES["xlsx"].replace(b"PK\x01\x02", b"PK\x01\x03"),
        BrokenSheet,
    ),
    "a workbook that is locked": (
        lambda: encrypted_workbook("名单", ["姓名"], [["张伟国"]], password="quiet river"),
        SheetLocked,
    ),
    "more bytes than are read": (lambda: b"a" * (MOST_BYTES + 1), SheetTooHeavy),
    "an archive that unfolds to 1 GB": (
        lambda: replaced(FILES["xlsx"], SHEET, b"<a>" + b" " * 2**30),
        SheetTooHeavy,
    ),
    "one cell far below": (far(MOST_ROWS, 0), TooManyRows),
    "one cell at the far corner": (far(1_048_575, 16_383), TooManyRows),
    "one cell far to the right": (far(MOST_CELLS // 16_000, 16_383), TooManyRows),
    "entities within entities": (lambda: replaced(FILES["xlsx"], SHEET, WITH_ENTITIES), NotASheet),
    "an .ods row a million times": (
        lambda: ods(ods_row("x", times=1_000_000, cells=100)),
        TooManyRows,
    ),
    "an .ods cell behind a million rows": (
        lambda: ods(ods_row(times=1_000_000) + ods_row("x")),
        TooManyRows,
    ),
    "an .xls cell at the far corner": (lambda: xls([["x"]], at=(65_535, 255)), TooManyRows),
    "a compound file that is a letter": (lambda: compound({"WordDocument": b"x"}), NotASheet),
    "a compound file cut short": (lambda: FILES["xls"][:600], BrokenSheet),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once_and_cheaply(name: str) -> None:
    make, problem = HOSTILE[name]
    content = make()
    tracemalloc.start()
    begun = time.thread_time()
    try:
        with pytest.raises(problem) as refused:
            read_sheets(content)
        took, (_, most) = time.thread_time() - begun, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.value.text()
    assert took < 1
    assert most < 100 * 2**20


def test_a_million_empty_rows_below_a_list_are_no_reason_to_refuse() -> None:
    rows = '<table:table-row table:number-rows-repeated="1048000">'
    empty = f"{rows}<table:table-cell/></table:table-row>"
    (sheet,) = read_sheets(ods("".join(ods_row(*row) for row in READ) + empty))
    assert sheet.rows == READ


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sheet_or_a_sentence(content: bytes) -> None:
    try:
        read_sheets(content)
    except SheetProblem as problem:
        assert problem.text()
