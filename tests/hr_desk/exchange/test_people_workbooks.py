# SPDX-License-Identifier: Apache-2.0
"""Workbooks that go to a person and come back are made in memory alone."""

import tempfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hr_desk.exchange.people_workbooks import TemplateColumn, error_workbook, template


def test_no_readable_sheet_touches_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no such folder/at all")
    made = error_workbook(
        "行", ["姓名"], [["张小明"]] * 500, reasons=["错"] * 500, bad={(0, 0): "看这里"}, marks={},
        reason_heading="原因",
    )  # fmt: skip
    sheet = load_workbook(BytesIO(made)).active
    assert (sheet["A501"].value, sheet["B2"].value) == ("张小明", "错")
    assert sheet["A2"].comment.text == "看这里"


def test_a_template_keeps_its_lists_and_notes() -> None:
    columns = [TemplateColumn(label="性别", note="为什么", choices=("男", "女"), sample="女")]
    columns.append(
        TemplateColumn(label="民族", note="n", choices=tuple(f"族{n}" for n in range(90)))
    )
    book = load_workbook(BytesIO(template("表", "说明", columns)))
    sheet = book.worksheets[0]
    assert sheet["A3"].comment.text == "为什么" and len(sheet.data_validations.dataValidation) == 2
    assert book["lists"].sheet_state == "hidden" and book["lists"]["B90"].value == "族89"
