# SPDX-License-Identifier: Apache-2.0
"""A template is tried on made-up people while it is made; what it would write is what it writes."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hr_desk.catalogue.hand_off_drafts import ColumnDraft, TemplateDraft, draft_of, written
from hr_desk.catalogue.hand_off_faults import PlaceMissing
from hr_desk.catalogue.hand_off_templates import load_templates, parse_template
from hr_desk.exchange.filled_workbook import MergedHere, NoSuchSheet, SomethingBelow
from hr_desk.exchange.hand_off_files import hand_off_file
from hr_desk.exchange.hand_off_texts import TooWide
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.operations.template_previews import CodesLacking, Preview, RowsReversed, preview
from tests.support.desk import Desk
from tests.support.handing_off import cells_of, receivers_workbook, unlocked

TEMPLATES = load_templates()
EMPTY = receivers_workbook(sample=False)


def column(key: str, **said: Any) -> ColumnDraft:
    return ColumnDraft(**{"key": key, "source": "field", "of": key, "header": key, **said})


CITY = TemplateDraft(
    key="own", zh="本市社保增员", kind="filled", purpose="hire.payroll_si",
    recipients=("statutory",), sheet="增员表", workbook="空表.xlsx", first_row=4,
    columns=(
        column("number", source="value", of="number", place="A"), column("full_name", place="B"),
        column("id_number", place="C"), column("si_base", place="D"),
    ),
)  # fmt: skip


def causes(found: Preview) -> list[tuple[str, type[Exception]]]:
    """Return what is wrong, of the template itself and then of the columns."""
    said = (*found.faults.head, *(one for all_ in found.faults.columns.values() for one in all_))
    return [(one.key, type(one.problem)) for one in said]


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_every_shipped_template_can_be_tried(admin: Session, key: str) -> None:
    found = preview(admin, draft_of(TEMPLATES[key]))
    assert not found.faults and found.people == len(found.rows) == 3
    assert all(len(row) == len(found.heads) for row in found.rows)
    assert bool(found.text) == (TEMPLATES[key].kind == "csv")


def test_what_is_shown_is_what_the_file_would_hold(admin: Session) -> None:
    template = TEMPLATES["bank_accounts"]
    found = preview(admin, draft_of(template))
    content = hand_off_file(template, found.rows, title="x", password="p", manifest={})
    assert [tuple(row) for row in cells_of(unlocked(content, "p"))] == [found.heads, *found.rows]


def test_the_receivers_workbook_is_filled_and_read_back(admin: Session) -> None:
    found = preview(admin, CITY, EMPTY)
    assert not found.faults and (found.first, found.people) == (1, 3)
    assert found.heads == ("A", "B", "C", "D", "E", "F")
    assert found.rows[2][:4] == ("序号", "姓名", "证件号码", "基数")
    assert found.rows[3][:4] == ("1", "钱示例", "110105199001010125", "6500.00")
    template = parse_template("own.toml", written(replace(CITY, plain=True)))
    told = [row[:4] for row in found.rows[-3:]]
    made = hand_off_file(template, told, title="x", password="", manifest={}, empty=EMPTY)
    sheet = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("增员表")
    assert [tuple(row[:4]) for row in sheet.to_python()[3:6]] == told


def test_an_unfinished_one_shows_what_there_is(admin: Session) -> None:
    assert preview(admin, TemplateDraft(key="own")).rows == ()
    half = replace(CITY, zh="", purpose="", columns=(*CITY.columns, column("mobile")))
    found = preview(admin, half, EMPTY)
    assert found.rows[-3][:2] == ("1", "钱示例")
    assert [type(one.problem) for one in found.faults.columns[4]] == [PlaceMissing]
    assert len(found.faults.head) == 2


def test_what_the_workbook_refuses_stands_beside_its_column(admin: Session) -> None:
    merged = receivers_workbook(sample=False, rows=1)
    first = replace(CITY, first_row=2, columns=(column("mobile", place="C"),))
    assert causes(preview(admin, first, merged)) == [("place", MergedHere)]
    low = replace(CITY, first_row=3, last_row=2)
    assert causes(preview(admin, low, EMPTY)) == [("last_row", RowsReversed)]
    other = replace(CITY, sheet="停保表")
    assert causes(preview(admin, other, EMPTY)) == [("sheet", NoSuchSheet)]
    above = replace(CITY, first_row=1, columns=(column("mobile", place="D"),))
    assert causes(preview(admin, above, receivers_workbook(sample=True))) == [
        ("place", MergedHere)
    ]  # fmt: skip
    below = replace(CITY, columns=(column("mobile", place="F"),))
    assert causes(preview(admin, below, receivers_workbook(rows=5))) == [("place", SomethingBelow)]


def test_a_note_stops_nothing(admin: Session) -> None:
    coded = column("gender", codes=(("1", "M"),))
    text = replace(CITY, kind="csv", columns=(column("full_name"), coded))
    found = preview(admin, text)
    assert not found.faults and [type(one) for one in found.notes[1]] == [CodesLacking]
    narrow = replace(CITY, kind="fixed", columns=(column("mobile", width=4),))
    found = preview(admin, narrow)
    assert not found.faults and [type(one) for one in found.notes[0]] == [TooWide]
    assert found.rows and not found.text
    wide = replace(narrow, heading=False, columns=(column("mobile", width=14, right=True),))
    assert preview(admin, wide).text.splitlines()[0] == "19912345671".rjust(14)


def test_who_may_not_keep_a_template_may_not_try_one(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        preview(desk.open("hiring"), CITY, EMPTY)
