# SPDX-License-Identifier: Apache-2.0
"""The two files of an import: the empty template, and the rows to correct."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.exchange.sheets import Sheet, read_sheets
from hr_desk.i18n import t, use_language
from hr_desk.operations import (
    disclosure,
    import_columns,
    import_files,
    importing,
)
from hr_desk.operations.import_columns import REASON_HEADING, Standing
from hr_desk.operations.importing import Reading
from hr_desk.operations.problems import (
    NothingToHandOut,
    TargetExists,
)
from hr_desk.operations.session import Session
from tests.support import watched_files
from tests.support.desk import Desk
from tests.support.importing import HEADS, WRONG, ZHANG, fates, seen


@pytest.fixture(params=["zh_CN", "en"])
def _each_language(request: pytest.FixtureRequest) -> Iterator[None]:
    use_language(request.param)
    yield
    use_language("zh_CN")


@pytest.mark.usefixtures("_each_language")
def test_the_template_comes_back_with_its_sample_row_skipped(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    target = tmp_path / "template.xlsx"
    import_files.save_template(session, target)
    with pytest.raises(TargetExists):
        import_files.save_template(session, target)
    (sheet,) = read_sheets(target.read_bytes())
    previewed = importing.preview(session, sheet, Reading(requisition_id=desk.requisition))
    assert (previewed.rows, previewed.passed_over) == ((), 1)
    assert [c.standing for c in previewed.left_out] == [Standing.SETTLED]
    asked = {f.key for f in import_columns.importable(session) if f.supplied_by == "person"}
    assert {column.key for column in previewed.columns} == asked
    filled = [*sheet.rows, tuple(cell.partition("：")[2] or cell for cell in sheet.rows[3])]
    again = importing.preview(
        session, Sheet("", tuple(filled)), Reading(requisition_id=desk.requisition)
    )
    assert fates(again) == ["new"], again.findings


def test_the_template_has_text_columns_lists_and_purposes(session: Session) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(import_files.template_bytes(session)))
    sheet = book.worksheets[0]
    heads = {cell.value.rstrip(" *"): cell for cell in sheet[3]}
    for field in import_columns.importable(session):
        if field.supplied_by == "person":
            head = heads[field.label.zh]
            assert field.purpose.zh in head.comment.text
            assert sheet.column_dimensions[head.column_letter].number_format == "@"
            ruled = [r for r in sheet.data_validations.dataValidation
                     if str(r.sqref).startswith(f"{head.column_letter}5")]  # fmt: skip
            assert bool(ruled) == (
                field.type.name in ("choice", "choices", "country", "prefecture")
            )
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all(one.sheet_state == "hidden" for one in book.worksheets[1:])


def test_rows_to_correct_come_back_and_in(desk: Desk, session: Session, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    heads = (*HEADS, "备注")
    trap = ("=1+1", "12", "已满18周岁", "", "=HYPERLINK(1)")
    lost = ("钱一一", 8613800138000123.0, "已满18周岁", "", "")
    previewed = seen(desk, session, (*ZHANG, ""), trap, lost, heads=heads)
    target = tmp_path / "errors.xlsx"
    assert import_files.save_errors(session, previewed, target).rows == 2
    sheet = load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*heads, t(REASON_HEADING)]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    coloured = [c.coordinate for row in sheet.iter_rows(min_row=2) for c in row
                if c.fill.patternType == "solid"]  # fmt: skip
    assert coloured == ["A2", "B2", "B3"]
    assert all(sheet.cell(row, 6).value for row in (2, 3))
    (again,) = importing.read_sheet(session, target.read_bytes())
    reading = Reading(requisition_id=desk.requisition)
    same = importing.preview(session, again, reading)
    assert [f.kind for f in same.findings] == ["NotAName", "NotAPhone", "DigitsLost"]
    repairs = {(1, 0): "孙小小", (1, 1): "13700137000", (2, 1): "13700137001"}
    mended = importing.preview(
        session, again, Reading(requisition_id=desk.requisition, repairs=repairs)
    )
    assert importing.take_in(session, mended).new == 2


def test_the_register_knows_of_rows_that_went_back(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    previewed = seen(desk, session, ZHANG, WRONG)
    with watched_files.watching() as opened:
        import_files.save_errors(session, previewed, tmp_path / "errors.xlsx")
    # The library's own saving would leave its sheets, readable, in the temporary folder.
    (sibling,) = opened.written(outside=(desk.folder, desk.profile))
    assert sibling.parent == tmp_path and sibling.name.endswith(".part")
    (line,) = disclosure.registered(session)
    assert (line.kind, line.people, line.recipient, line.completed) == (
        disclosure.IMPORT_ERRORS,
        1,
        session.user.name,
        True,
    )
    with pytest.raises(NothingToHandOut):
        import_files.save_errors(session, seen(desk, session, ZHANG), tmp_path / "no.xlsx")
