# SPDX-License-Identifier: Apache-2.0
"""The receiver's workbook comes back with people in it and nothing else changed."""

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from hr_desk.exchange.filled_workbook import (
    Area,
    MergedHere,
    NoSuchSheet,
    SheetFull,
    SomethingBelow,
    WorkbookNotUsable,
    fill,
)
from hr_desk.exchange.sheet_pieces import column_letters, column_number, pieces_of
from hr_desk.exchange.sheet_problems import SheetProblem
from tests.support.handing_off import parts_of, receivers_workbook

EMPTY = receivers_workbook()
CELLS = st.tuples(st.integers(1, 9), st.text("甲a<&\"'>", max_size=3))
AREA = Area(sheet="增员表", first_row=4, places=("A", "B", "C", "D"))
ROWS = [
    (str(number), name, "110105194912310021", "0012")
    for number, name in enumerate(("=1+1", "_x0041_&<>\"'", "钱𬭎\n二行", " 前后 ", "@a"), start=1)
]


def sheet_of(content: bytes, name: str = "增员表") -> list[list[object]]:
    """Return a sheet's values as a third library reads them."""
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()
    return [list(row) for row in rows]


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with bytes of one part replaced."""
    made, parts = BytesIO(), parts_of(content)
    assert old in parts[part]
    with zipfile.ZipFile(made, "w") as archive:
        for name, value in parts.items():
            archive.writestr(name, value.replace(old, new) if name == part else value)
    return made.getvalue()


def test_every_value_stands_as_text_in_its_cell() -> None:
    book = load_workbook(BytesIO(fill(EMPTY, AREA, ROWS)))
    sheet = book["增员表"]
    for number, row in enumerate(ROWS, start=4):
        cells = [sheet.cell(number, column) for column in range(1, 5)]
        # openpyxl leaves the workbook's own escape as it stands; Excel's rule takes it back.
        values = [str(cell.value).replace("_x005F_", "_") for cell in cells]
        assert values == list(row)
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
        assert {cell.number_format for cell in cells} == {"@"}
    assert [row[1] for row in sheet_of(fill(EMPTY, AREA, ROWS))[3:8]] == [row[1] for row in ROWS]


def test_everything_else_is_byte_equal() -> None:
    before, after = parts_of(EMPTY), parts_of(fill(EMPTY, AREA, ROWS))
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    head, _, _ = before["xl/worksheets/sheet1.xml"].partition(b"<sheetData>")
    found, _, _ = after["xl/worksheets/sheet1.xml"].partition(b"<sheetData>")
    assert re.sub(rb'dimension ref="[^"]*"', b"", head) == re.sub(
        rb'dimension ref="[^"]*"', b"", found
    )
    tails = [
        part["xl/worksheets/sheet1.xml"].partition(b"</sheetData>")[2] for part in (before, after)
    ]
    assert tails[0] == tails[1] and b"mergeCell" in tails[0] and b"dataValidation" in tails[0]


def test_it_reads_as_before_with_another_library() -> None:
    book, empty = load_workbook(BytesIO(fill(EMPTY, AREA, ROWS))), load_workbook(BytesIO(EMPTY))
    sheet, before = book["增员表"], empty["增员表"]
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert [rule.sqref for rule in sheet.data_validations.dataValidation] == [
        rule.sqref for rule in before.data_validations.dataValidation
    ]
    assert book["版本"].sheet_state == "veryHidden" and book["版本"]["A1"].value == "VER-2026.03-a"
    assert (sheet["A1"].value, sheet["A1"].font.size) == (before["A1"].value, 16)
    assert sheet["F4"].value == "=D4*2" and sheet["A3"].comment.text == "请按要求填写"
    assert sheet.freeze_panes == "A4"
    for row in (4, 8):
        assert sheet.cell(row, 2).border.left.style == "thin"
        assert sheet.row_dimensions[row].height == 22.5


def test_the_receivers_example_does_not_stay() -> None:
    area = Area(sheet="增员表", first_row=4, places=("A", "B", "C", "D"), last_row=6)
    rows = sheet_of(fill(EMPTY, area, []))
    assert not [cell for row in rows for cell in row if cell == "示例人员"]
    one = load_workbook(BytesIO(fill(EMPTY, area, ROWS[:1])))["增员表"]
    assert one["B4"].value == "=1+1" and one["B4"].data_type != "f" and one["B5"].value is None


def test_more_people_than_rows_are_refused() -> None:
    area = Area(sheet="增员表", first_row=4, places=("A", "B", "C", "D"), last_row=6)
    with pytest.raises(SheetFull) as refused:
        fill(EMPTY, area, ROWS)
    assert refused.value.values == {"most": 3}


def test_what_stands_below_is_not_taken_for_a_person() -> None:
    book = load_workbook(BytesIO(EMPTY))
    book["增员表"]["B9"] = "填表人："
    made = BytesIO()
    book.save(made)
    with pytest.raises(SomethingBelow) as refused:
        fill(made.getvalue(), AREA, ROWS[:2])
    assert refused.value.values == {"cell": "B9"}


def test_a_value_inside_merged_cells_is_refused() -> None:
    book = load_workbook(BytesIO(EMPTY))
    book["增员表"].merge_cells("B5:C5")
    made = BytesIO()
    book.save(made)
    with pytest.raises(MergedHere) as refused:
        fill(made.getvalue(), AREA, ROWS[:2])
    assert refused.value.values == {"cell": "C5"}
    anchors = Area(sheet="增员表", first_row=4, places=("A", "B"))
    assert fill(made.getvalue(), anchors, [row[:2] for row in ROWS[:2]])


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"name,number\n", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises((WorkbookNotUsable, SheetProblem)):
        fill(content, AREA, ROWS)


def test_a_missing_sheet_is_named() -> None:
    with pytest.raises(NoSuchSheet):
        fill(EMPTY, Area(sheet="减员表", first_row=4, places=("A",)), [])


def test_elements_with_a_prefix_are_filled_too() -> None:
    part = "xl/worksheets/sheet1.xml"
    content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", parts_of(EMPTY)[part]).replace(
        b"xmlns=", b"xmlns:x=", 1
    )
    made, parts = BytesIO(), parts_of(EMPTY) | {part: content}
    with zipfile.ZipFile(made, "w") as archive:
        for name, value in parts.items():
            archive.writestr(name, value)
    found = load_workbook(BytesIO(fill(made.getvalue(), AREA, ROWS)))["增员表"]
    assert found["B4"].value == "=1+1" and found["C8"].value == "110105194912310021"


def test_another_encoding_is_refused() -> None:
    part = "xl/worksheets/sheet1.xml"
    content = b'<?xml version="1.0" encoding="iso-8859-1"?>' + parts_of(EMPTY)[part]
    with pytest.raises(WorkbookNotUsable):
        fill(replaced(EMPTY, part, parts_of(EMPTY)[part], content), AREA, ROWS)


def test_a_declaration_of_entities_is_refused() -> None:
    part = "xl/worksheets/sheet1.xml"
    content = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts_of(EMPTY)[part]
    with pytest.raises(SheetProblem):
        fill(replaced(EMPTY, part, parts_of(EMPTY)[part], content), AREA, ROWS)


@given(st.integers(1, 16384))
def test_letters_and_numbers_of_columns_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5), st.integers(1, 7), st.integers(0, 4))
def test_any_sheet_keeps_what_is_not_filled(
    given_rows: list[list[tuple[int, str]]], first: int, count: int
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "增员表"
    for number, row in enumerate(given_rows, start=1):
        for column, text in row:
            sheet.cell(number, column).value = text or None
    made = BytesIO()
    book.save(made)
    area = Area(sheet="增员表", first_row=first, places=("C", "B"), last_row=first + 10)
    values = [(f"c{n}", f"b{n}") for n in range(count)]
    filled = load_workbook(BytesIO(fill(made.getvalue(), area, values)))["增员表"]
    for number in range(1, 20):
        for column in range(1, 10):
            found = filled.cell(number, column).value
            people = first <= number <= first + 10 and column in (2, 3)
            if not people:
                assert found == sheet.cell(number, column).value
            elif number - first < count:
                assert found == f"{'cb'[3 - column]}{number - first}"
            else:
                assert found is None


def test_pieces_know_their_places() -> None:
    pieces = pieces_of(parts_of(EMPTY)["xl/worksheets/sheet1.xml"])
    assert sorted(pieces.merged) == ["A1:F1", "B2:C2"]
    assert pieces.of(pieces.rows[3]).startswith(b'<row r="3"')
    assert pieces.rows[4].cells[6].filled and not pieces.rows[5].cells[2].filled
