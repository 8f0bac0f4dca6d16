# SPDX-License-Identifier: Apache-2.0
"""An HR admin makes the file of their own city in the window, and people go out with it.

No developer, no TOML: the receiver's empty workbook, its headings, and made-up people beside it.
The file is read back by another library; the receiver's own parts are what they were.
"""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from hr_desk.operations import desks, hand_off_templates, hand_offs, template_making
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import PASSPHRASE, approved, employed, parts_of, receivers_workbook
from tests.support.joining import somebody
from tests.support.operator import Operator
from tests.support.whole_window import whole_window
from ui.pages.template import TemplatePage

PEOPLE = (
    somebody(name="黎虚构", mobile="13912345678"),
    somebody(name="白𬭎", mobile="13912345679"),
)
NAME, SHEET, FIRST = "本市社保增员", "增员表", 4


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    return employed(desk, *PEOPLE)


def seen(page: TemplatePage) -> list[tuple[str, ...]]:
    """Return the rows of the preview on the screen."""
    model = page.preview.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def make_it(hand: Operator, empty: Path) -> str:
    """Make the template by mouse and keys; returns its key."""
    work = hand.built.window.workspace
    assert work is not None
    work.show_page("templates")
    hand.wait()
    listed: Any = work.page("templates")
    listed.handlers()["templates.new"]()
    hand.wait()
    page: Any = work.page("template")
    assert work.front == "template"
    page.open_workbook(empty)
    hand.wait()
    # The example below the headings is named; the admin begins there, and it is written over.
    assert "示例人员" in page.settings.example.text()
    page.settings.numbers["first_row"].setValue(FIRST)
    page.settings.plain.click()
    page.settings.zh.setFocus()
    hand.type(NAME, spelt="benshishebaozengyuan")
    purpose = page.settings.boxes["purpose"]
    purpose.setCurrentIndex(purpose.findData("hire.payroll_si"))
    page.settings.recipients["statutory"].click()
    page.tabs.setCurrentIndex(0)
    tried(hand, page)
    assert [one.place for one in page.draft.columns] == ["A", "B", "C", "D", "F"]
    assert not page._save.isEnabled() and len(page.seen.faults.columns) == 2
    # 基数 means one of two: a few letters find the right one.
    page.columns.table.choose(3)
    page.columns.panel.what.setFocus()
    page.columns.panel.what.lineEdit().selectAll()
    hand.type("社保缴费", spelt="shebaojiaofei")
    hand.press(Qt.Key.Key_Return)
    # 合计 is calculated by the receiver.
    page.columns.table.choose(4)
    page.columns.table.setFocus()
    hand.press(Qt.Key.Key_Delete)
    page.columns.table.choose(1)
    page.columns.panel.required.click()
    tried(hand, page)
    assert not page.seen.faults, [one.text() for one in page.seen.notes.values()]
    rows = seen(page)
    assert rows[-3][:4] == ("1", "钱示例", "110105199001010125", "6500.00")
    assert rows[-4][:4] == ("序号", "姓名", "证件号码", "基数")
    page._save.click()
    hand.wait()
    assert page.banner.isVisible() and not page.changed()
    return str(page.draft.key)


def tried(hand: Operator, page: TemplatePage) -> None:
    """Wait for the moment in which the template is tried, and for its answer."""
    hand.qtbot.waitUntil(lambda: not page._moment.isActive(), timeout=5_000)
    hand.wait()


def sent(session: Session, key: str, ids: Sequence[str], folder: Path) -> hand_offs.HandedOff:
    """Hand people over by a template, once a second person approved it; worker."""
    standing = approved(session, key)
    return hand_offs.send(session, standing, ids, passphrase=PASSPHRASE, folder=folder)


def rows_of(content: bytes, sheet: str) -> list[list[Any]]:
    """Return a sheet as a library reads it that has no part in making it."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python()


@pytest.mark.timeout(120)
def test_the_file_of_our_city_is_made_in_the_window(
    desk: Desk, joiners: list[str], qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = receivers_workbook(rows=3)
    (tmp_path / "增员模板.xlsx").write_bytes(empty)
    (tmp_path / "out").mkdir()
    with whole_window(qapp, tmp_path, size=(1280, 720)) as built:
        qtbot.waitUntil(built.window.isActiveWindow)
        built.tasks.query(
            desks.open_desk, desk.folder, user="admin", passphrase=PASSPHRASES["admin"],
            clock=desk.clock, profile=desk.profile, done=built.window.enter,
        )  # fmt: skip
        hand = Operator(qtbot, built)
        hand.wait()
        key = make_it(hand, tmp_path / "增员模板.xlsx")
        known = hand.ask(hand_off_templates.template_named, key)
        assert str(known.template.label) == NAME and known.workbook == empty
        assert known.template.required == ("full_name",) and known.template.plain
        handed = hand.ask(partial(sent, key=key, ids=joiners, folder=tmp_path / "out"))
        assert len(hand.ask(template_making.standing_with, key)) == 1
    assert (handed.rows, handed.password) == (2, None) and NAME in handed.file.name
    made = handed.file.read_bytes()
    filled, before = rows_of(made, SHEET), rows_of(empty, SHEET)
    assert [row[:4] for row in filled[FIRST - 1 : FIRST + 1]] == [
        ["1", "黎虚构", "11010519491231002X", "6500.00"],
        ["2", "白𬭎", "11010519491231002X", "6500.00"],
    ]
    assert filled[: FIRST - 1] == before[: FIRST - 1]
    assert "示例人员" not in str(filled)
    all_else_is_equal(empty, made)


def all_else_is_equal(empty: bytes, made: bytes) -> None:
    """Compare what the receiver laid out: parts, merged heads, hidden sheet, rules, formulas."""
    before, after = parts_of(empty), parts_of(made)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    books = [CalamineWorkbook.from_filelike(BytesIO(one)) for one in (empty, made)]
    hidden = [one.name for one in books[1].sheets_metadata
              if one.visible is SheetVisibleEnum.VeryHidden]  # fmt: skip
    assert hidden == ["版本"]
    assert rows_of(made, "版本") == rows_of(empty, "版本")
    was, now = (load_workbook(BytesIO(one))[SHEET] for one in (empty, made))
    assert {str(one) for one in now.merged_cells.ranges} == {"A1:F1", "B2:C2"}
    rules = [[(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation]
             for sheet in (was, now)]  # fmt: skip
    assert rules[0] == rules[1] != []
    assert [now.cell(row, 6).value for row in (4, 5, 6)] == ["=D4*2", "=D5*2", "=D6*2"]
    assert now.freeze_panes == was.freeze_panes
    assert now["B3"].comment.text == was["B3"].comment.text
