# SPDX-License-Identifier: Apache-2.0
"""Every shipped template makes the file it is meant to make; nothing typed becomes a formula."""

import csv
import json
import tempfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hr_desk.catalogue.hand_off_templates import (
    CSV,
    FIXED,
    WORKBOOK,
    Template,
    load_templates,
    parse_template,
)
from hr_desk.catalogue.loader import load
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around, CodeNotInTable
from hr_desk.exchange.hand_off_files import file_name, hand_off_file
from hr_desk.exchange.hand_off_texts import LooksLikeFormula, SignNotAllowed, TooWide
from hr_desk.exchange.workbook import CellTooLong
from tests.support.handing_off import TYPED, cells_of, receivers_workbook, stored, unlocked

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "golden" / "handoff"
CATALOGUE = load()
TEMPLATES = load_templates()
DAY = date(2026, 3, 20)
CHANGES = ("new", "leaving")
RECEIVERS = receivers_workbook()

FIXED_TEXT = """
[template.bank_fixed]
label = { zh = "定长", en = "Fixed" }
kind = "fixed"
who = "hired"
purpose = "hire.payroll_si"
recipients = ["wage_bank"]
encoding = "gb18030"
[template.bank_fixed.column]
number = { value = "number", width = 4, right = true, header = "序号" }
account_holder = { width = 30, header = "户名" }
bank_account_no = { width = 22, header = "账号" }
day = { value = "today", date = "yyyy年m月d日", width = 16, header = "日期" }
"""
FILLED_TEXT = """
[template.city]
label = { zh = "增员表", en = "City" }
kind = "filled"
who = "hired"
purpose = "hire.payroll_si"
recipients = ["statutory"]
workbook = "city.xlsx"
sheet = "增员表"
first_row = 4
plain = true
[template.city.column]
number = { value = "number", place = "A", header = "序号" }
full_name = { place = "B" }
id_number = { place = "C" }
si_base = { place = "D" }
"""


def rows_of(template: Template) -> list[tuple[str, ...]]:
    return [
        hand_off_rows.cells(
            template, CATALOGUE, stored(CATALOGUE, typed),
            around=Around(number, CHANGES[number - 1], "示例公司", DAY),
        )
        for number, typed in enumerate(TYPED, start=1)
    ]  # fmt: skip


def made(template: Template, rows: list[tuple[str, ...]], empty: bytes = b"") -> bytes:
    return hand_off_file(
        template, rows, title="x", password="p", manifest={"用途": "核对"}, empty=empty
    )


def as_received(template: Template, content: bytes) -> bytes:
    """Return the golden form: a text as it is, a workbook as its cells."""
    if template.kind in (CSV, FIXED):
        return content
    book = unlocked(content, "p")
    told = [row for row in cells_of(book, 1) if "SHA-256" not in row[0]]
    return json.dumps([cells_of(book), told], ensure_ascii=False, indent=1).encode() + b"\n"


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_a_shipped_template_makes_what_it_made(key: str) -> None:
    template = TEMPLATES[key]
    ending = "json" if template.kind == WORKBOOK else "csv"
    found = as_received(template, made(template, rows_of(template)))
    assert found == (GOLDEN / f"{key}.{ending}").read_bytes()


def test_each_golden_file_belongs_to_a_template() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(TEMPLATES)


def test_no_digit_is_lost_and_every_cell_is_text() -> None:
    template = TEMPLATES["payroll_new_hires"]
    book = cells_of(unlocked(made(template, rows_of(template)), "p"))
    by_head = dict(zip(book[0], book[1], strict=True))
    assert by_head["银行账号"] == "6222020200112233445"
    assert by_head["证件号码"] == "11010519491231002X"
    assert (by_head["工号"], by_head["成本中心"]) == ("00017", "0010")
    assert by_head["试用期工资"] == "5200.50"
    assert book[0][0] == "序号"


def test_a_text_of_fixed_widths_counts_bytes() -> None:
    template = parse_template("bank.toml", FIXED_TEXT)
    lines = made(template, rows_of(template)).split(b"\r\n")
    assert lines[-1] == b"" and [len(line) for line in lines[:-1]] == [72, 72]
    assert lines[0].startswith(b"   1" + "钱𬭎·买买提".encode("gb18030") + b" ")
    assert "2026年3月20日".encode("gb18030") in lines[0]


def test_what_does_not_fit_its_width_is_refused() -> None:
    template = parse_template("bank.toml", FIXED_TEXT)
    with pytest.raises(TooWide) as refused:
        made(template, [("1", "钱" * 16, "1", "")])
    assert refused.value.values == {"row": 1, "column": "户名", "wanted": 32, "width": 30}


@pytest.mark.parametrize("typed", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "-甲"])
def test_a_text_for_upload_refuses_what_a_spreadsheet_would_calculate(typed: str) -> None:
    template = TEMPLATES["housing_fund_stop"]
    row = ("1", typed, *[""] * (len(template.columns) - 2))
    with pytest.raises(LooksLikeFormula):
        made(template, [row])


def test_numbers_with_a_sign_are_no_formulas() -> None:
    template = TEMPLATES["housing_fund_enrolment"]
    row = ["1", "甲", "", "", "+85251234567", *[""] * (len(template.columns) - 5)]
    assert b"+85251234567" in made(template, [tuple(row)])


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\r", "\x85", "\ud800", "￾"])
@pytest.mark.parametrize("kind", ["payroll_new_hires", "housing_fund_stop", "filled"])
def test_a_sign_that_no_file_carries_is_refused(sign: str, kind: str) -> None:
    template = parse_template("x", FILLED_TEXT) if kind == "filled" else TEMPLATES[kind]
    row = ("1", f"甲{sign}", *[""] * (len(template.columns) - 2))
    with pytest.raises(SignNotAllowed):
        made(template, [row], RECEIVERS)


@pytest.mark.parametrize("kind", ["payroll_new_hires", "filled"])
def test_a_value_longer_than_a_cell_is_refused(kind: str) -> None:
    template = parse_template("x", FILLED_TEXT) if kind == "filled" else TEMPLATES[kind]
    row = ("1", "长" * 32_768, *[""] * (len(template.columns) - 2))
    with pytest.raises(CellTooLong):
        made(template, [row], RECEIVERS)


def test_a_code_that_the_receiver_does_not_know_is_refused() -> None:
    template = TEMPLATES["employment_registration"]
    short = tuple(
        replace(column, codes={"1": "男"}) if column.field == "gender" else column
        for column in template.columns
    )
    with pytest.raises(CodeNotInTable) as refused:
        rows_of(replace(template, columns=short))
    assert refused.value.values["value"] == "女"


def test_no_readable_byte_touches_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no such folder/at all")
    filled = parse_template("x", FILLED_TEXT)
    monkeypatch.setattr(tempfile, "tempdir", "/no such folder/at all")
    assert made(filled, rows_of(filled), RECEIVERS)
    for template in TEMPLATES.values():
        assert made(template, rows_of(template) * 500)


def test_a_locked_file_says_nothing() -> None:
    filled = replace(parse_template("x", FILLED_TEXT), plain=False)
    content = made(filled, rows_of(filled), RECEIVERS)
    for word in ("钱𬭎·买买提", "11010519491231002X"):
        assert word.encode() not in content and word.encode("utf-16-le") not in content
    sheet = load_workbook(BytesIO(unlocked(content, "p"))).worksheets[0]
    assert sheet["B4"].value == "钱𬭎·买买提"


def test_the_name_of_a_file_says_whose_what_and_when() -> None:
    template = TEMPLATES["payroll_new_hires"]
    name = file_name(template, company="示例公司", language="zh_CN", on=DAY)
    assert name == "示例公司_新员工薪酬信息_20260320.xlsx"
    odd = file_name(template, company='a/b\\c:*?"<>|\0 .', language="en", on=DAY)
    assert odd == "a b c_Payroll  new hires_20260320.xlsx"


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(TEXTS)
def test_any_text_comes_out_of_every_kind_equal_or_is_refused(typed: str) -> None:
    for key in ("payroll_new_hires", "social_insurance_stop"):
        template = replace(TEMPLATES[key], columns=TEMPLATES[key].columns[:2])
        try:
            content = made(template, [("1", typed)])
        except (SignNotAllowed, LooksLikeFormula):
            continue
        if template.kind == WORKBOOK:
            assert cells_of(unlocked(content, "p"))[1][1] == typed
        else:
            read = list(csv.reader(StringIO(content.decode("gb18030"), newline="")))
            assert read[1] == ["1", typed]
    filled = parse_template("x", FILLED_TEXT)
    try:
        book = made(filled, [("1", typed, "", "")], RECEIVERS)
    except SignNotAllowed:
        return
    cell = load_workbook(BytesIO(book)).worksheets[0]["B4"]
    assert (cell.value or "") == typed and cell.data_type in ("s", "inlineStr", "n")
