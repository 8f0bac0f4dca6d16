# SPDX-License-Identifier: Apache-2.0
"""A receiver's empty workbook is read for what it asks: headings in rows of any shape."""

from collections.abc import Sequence
from io import BytesIO

import pytest

from hr_desk.exchange.filled_workbook import WorkbookNotUsable
from hr_desk.exchange.receivers_workbook import ReceiversSheet, look_into
from hr_desk.exchange.sheet_problems import SheetProblem
from tests.support.handing_off import parts_of, receivers_workbook

NAMES = {"姓名", "证件号码", "性别", "基数"}


def look(content: bytes) -> tuple[ReceiversSheet, ...]:
    return look_into(content, NAMES.__contains__)


def made(rows: Sequence[Sequence[str | None]], *merged: str) -> bytes:
    """Return a workbook of these rows with these cells merged."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def heads(found: ReceiversSheet) -> list[tuple[str, str]]:
    return [(one.place, one.heading) for one in found.columns]


def test_the_visible_sheet_is_read_and_the_title_is_no_heading() -> None:
    (sheet,) = look(receivers_workbook(sample=False))
    assert (sheet.name, sheet.first_row, sheet.example) == ("增员表", 4, ())
    assert heads(sheet) == [
        ("A", "序号"), ("B", "姓名"), ("C", "证件号码"), ("D", "基数"), ("F", "合计")
    ]  # fmt: skip


def test_an_example_is_said_and_the_first_free_row_lies_below_it() -> None:
    (sheet,) = look(receivers_workbook())
    assert sheet.first_row == 5
    assert sheet.example == ("示例人员 000000000000000000",)


def test_headings_of_two_rows_are_read_as_one() -> None:
    rows = (
        ["参保人员增员申报表"],
        ["单位名称：", None, None, "填表日期："],
        ["序号", "个人信息", None, "缴费信息", None],
        [None, "姓名", "证件号码", "基数", "起始月"],
    )
    merged = ("A1:E1", "A2:C2", "D2:E2", "A3:A4", "B3:C3", "D3:E3")
    (sheet,) = look(made(rows, *merged))
    assert heads(sheet) == [
        ("A", "序号"), ("B", "个人信息 · 姓名"), ("C", "个人信息 · 证件号码"),
        ("D", "缴费信息 · 基数"), ("E", "缴费信息 · 起始月"),
    ]  # fmt: skip
    assert sheet.first_row == 5
    (loose,) = look(made(rows, *(one for one in merged if one != "A3:A4")))
    assert heads(loose)[1:] == heads(sheet)[1:]


def test_a_place_to_write_in_above_the_table_is_no_heading() -> None:
    rows = (["单位名称：", None, "填表日期：", None], ["姓名", "性别", "基数", "备注"])
    (sheet,) = look(made(rows, "A1:B1", "C1:D1"))
    assert [one.heading for one in sheet.columns] == ["姓名", "性别", "基数", "备注"]


def test_a_row_of_names_is_told_from_a_fuller_row_of_values() -> None:
    rows = (["姓名", None, "性别"], ["示例人员", "x", "女", "y"])
    (sheet,) = look(made(rows))
    assert (sheet.first_row, sheet.example) == (3, ("示例人员 x 女 y",))
    (plain,) = look_into(made(rows), lambda _text: False)
    assert plain.first_row == 3 and plain.example == ()


def test_what_cannot_be_filled_is_refused() -> None:
    for content in (b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(WorkbookNotUsable):
            look(content)
    with pytest.raises(SheetProblem):
        look(receivers_workbook()[:-40])
    with pytest.raises(SheetProblem):
        look(b"")
    assert "xl/workbook.xml" in parts_of(receivers_workbook())
