# SPDX-License-Identifier: Apache-2.0
"""Five hundred hostile texts come out of every template as they went in, or not at all."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from hr_desk.catalogue.hand_off_templates import (
    CSV,
    WORKBOOK,
    Template,
    load_templates,
    parse_template,
)
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around
from hr_desk.errors import UserError
from hr_desk.exchange.hand_off_files import hand_off_file
from hr_desk.exchange.hand_off_texts import require_signs
from hr_desk.exchange.workbook import require_sizes
from tests.support.handing_off import TYPED, cells_of, receivers_workbook, stored, unlocked

CATALOGUE = load()
FREE = ("hukou_address", "current_address", "bank_branch", "bank_name", "department")
"""Fields in which a person writes what they like."""

BEGINNINGS = (
    "=", "+", "-", "@", "\t=", "\r=", "{=", " =", "＝", "'=", '"=', "=-", "@@", "\0=", "\u202e=",
)  # fmt: skip
MIDDLES = (
    "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.test","x")',
    "DDE(\"a\";\"b\")", "IMPORTXML(1)", "http://example.test/?a=<b>&c", "mailto:a@example.test",
    "file:///etc/passwd", "internal:Sheet2!A1", "_x0041_", "_x000D_", "\u202eabc\u202c",
    "\u200b零宽",
    "\x07铃", "\x1b[31m", "𬭎𰻝", "二行\n三行", "a\tb", '","', '";"', "\ufffe", "\ufeff头", "]]>",
    "<f>1</f>", "&lt;", "‮", "١٢٣", "é", "ﬁ", "长" * 200, "长" * 32_768, "%00", "{{7*7}}",
)  # fmt: skip
FILLED = """
[template.filled]
label = { zh = "填", en = "Filled" }
kind = "filled"
who = "hired"
purpose = "hire.payroll_si"
recipients = ["statutory"]
workbook = "a.xlsx"
sheet = "增员表"
first_row = 4
plain = true
[template.filled.column]
full_name = { place = "A" }
hukou_address = { place = "B" }
current_address = { place = "C" }
bank_branch = { place = "D" }
"""


def hostile() -> list[str]:
    """Return five hundred different texts."""
    found = [begin + middle for begin in BEGINNINGS for middle in MIDDLES]
    return found[:500]


def taken_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield field and text of what a form, at the kiosk or here, would keep of a text."""
    for key in FREE:
        try:
            yield key, str(CATALOGUE.field(key).type.parse(text))
        except ValueProblem as refused:
            assert refused.text()


@lru_cache(maxsize=1)
def people() -> list[dict[str, object]]:
    """Return made-up people in whom hostile texts stand wherever they were kept."""
    whole = stored(CATALOGUE, TYPED[0])
    kept = (dict(taken_in(text)) for text in hostile())
    return [{**whole, **values} for values in kept if values]


def rows(template: Template) -> list[tuple[str, ...]]:
    around = Around(1, "new", "示例公司", date(2026, 3, 16))
    return [hand_off_rows.cells(template, CATALOGUE, person, around=around) for person in people()]


def test_there_are_five_hundred_and_many_of_them_are_kept() -> None:
    assert len(set(hostile())) == 500
    assert len(people()) > 400


@pytest.mark.parametrize("key", sorted(load_templates()))
def test_every_shipped_template_keeps_them_as_text(key: str) -> None:
    template = load_templates()[key]
    given = rows(template)
    if template.kind == WORKBOOK:
        content = hand_off_file(template, given, title="x", password="p", manifest={})
        found = cells_of(unlocked(content, "p"))[1:]
        assert [tuple(row) for row in found] == given
        return
    assert template.kind == CSV
    ends = Counter(_csv_row(template, row) for row in given)
    assert ends[True] > 0, ends


def _csv_row(template: Template, row: tuple[str, ...]) -> bool:
    """Whether a row is written; what is written is the same text and no formula."""
    try:
        content = hand_off_file(template, [row], title="x", password="", manifest={})
    except UserError as refused:
        assert refused.text()
        return False
    text = content.decode(template.encoding)
    _, found = csv.reader(StringIO(text, newline=""))
    assert tuple(found) == row
    assert not any(cell[:1] in "=@" for cell in found if cell)
    return True


def test_a_filled_workbook_keeps_them_as_text() -> None:
    template = parse_template("filled.toml", FILLED)
    given = rows(template)
    content = hand_off_file(
        template, given, title="x", password="", manifest={}, empty=receivers_workbook(rows=1)
    )
    sheet = load_workbook(BytesIO(content))["增员表"]
    for number, row in enumerate(given, start=4):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            # openpyxl leaves the workbook's own escape as it stands; Excel's rule takes it back.
            assert str(cell.value or "").replace("_x005F_", "_") == text
            assert cell.data_type != "f" and cell.hyperlink is None


def test_a_text_that_never_went_through_a_form_is_kept_or_refused_too() -> None:
    """A paired desk or an older version may have let something in that no form takes."""
    template = load_templates()["payroll_new_hires"]
    template = replace(template, columns=template.columns[:2])
    heads = [column.header for column in template.columns]
    kept = []
    for text in hostile():
        try:
            require_signs(heads, [("1", text)], lines=True)
            require_sizes(heads, [("1", text)])
        except UserError as refused:
            assert refused.text()
            with pytest.raises(type(refused)):
                hand_off_file(template, [("1", text)], title="x", password="p", manifest={})
        else:
            kept.append(("1", text))
    content = hand_off_file(template, kept, title="x", password="p", manifest={})
    assert [tuple(row) for row in cells_of(unlocked(content, "p"))[1:]] == kept
    assert len(kept) > 300
