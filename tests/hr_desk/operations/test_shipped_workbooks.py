# SPDX-License-Identifier: Apache-2.0
"""Every workbook the program ships leaves as a receiver wants to read, filter and print it.

Each is handed over for real and read back by openpyxl and msoffcrypto; XlsxWriter wrote it.
"""

import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from hr_desk.catalogue.hand_off_templates import FOLDER, WORKBOOK, load_templates
from hr_desk.catalogue.loader import load
from hr_desk.i18n import t
from hr_desk.operations import hand_offs
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, cells_of, employed, unlocked
from tests.support.joining import somebody

TEMPLATES = load_templates(FOLDER, catalogue=load())
WORKBOOKS = sorted(key for key, one in TEMPLATES.items() if one.kind == WORKBOOK)
WIDEST = 42
"""No column is wider: a longer text is read in its cell."""


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    return employed(
        desk, somebody(name="黎虚构", mobile="13912345678"),
        somebody(name="白虚构", mobile="13912345679"),
    )  # fmt: skip


@pytest.fixture
def admin(desk: Desk, joiners: list[str]) -> Session:
    return desk.open("admin")


def left(admin: Session, key: str, joiners: list[str], out: Path) -> tuple[Path, bytes, str]:
    """Hand people over; returns the file, the book in it, and the log's head from before."""
    out.mkdir()
    standing = approved(admin, key)
    head = admin.compartment("personnel").head()
    handed = hand_offs.send(admin, standing, joiners, passphrase=PASSPHRASE, folder=out)
    assert handed.password is not None
    book = unlocked(handed.file.read_bytes(), handed.password)
    return handed.file, book, f"{head.sequence} {head.hash.hex()}"


def digest_of(rows: list[list[str]]) -> str:
    """Return the SHA-256 of headings and rows (JSON in UTF-8)."""
    return hashlib.sha256(json.dumps([rows[0], rows[1:]], ensure_ascii=False).encode()).hexdigest()


def width_of(text: str) -> int:
    """Return how many narrow signs a text is wide."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def test_the_program_ships_workbooks() -> None:
    assert {"payroll_new_hires", "bank_accounts", "income_tax_staff", "staff_register"} <= set(
        WORKBOOKS
    )


@pytest.mark.parametrize("key", WORKBOOKS)
def test_a_shipped_workbook_is_read_filtered_and_printed_as_it_is(
    admin: Session, joiners: list[str], tmp_path: Path, key: str
) -> None:
    template = TEMPLATES[key]
    file, book, head = left(admin, key, joiners, tmp_path / "out")
    day = f"{admin.today():%Y%m%d}"
    assert re.fullmatch(rf"示例公司_{re.escape(template.label.zh)}_{day}\.xlsx", file.name)
    opened = load_workbook(BytesIO(book))
    assert len(opened.sheetnames) == 2
    rows = cells_of(book)
    reads_well(opened.worksheets[0], rows)
    about = {label: value for label, value, *_ in cells_of(book, 1)}
    assert about[t("Number of rows")] == str(len(rows) - 1) == "2"
    assert about[t("Columns")] == ", ".join(column.header for column in template.columns)
    assert about[t("SHA-256 of the content")] == digest_of(rows)
    assert about[t("Purpose")] == str(admin.catalogue.purposes[template.purpose].label)
    assert about[t("Recipient")] == "示例市办理中心"
    assert about[t("Head of the audit log")] == head


def reads_well(sheet: Any, rows: list[list[str]]) -> None:
    """Check what a reader sees without a hand laid on it: order, filter, heading, widths, paper."""
    assert rows[0][0] == "序号" and [row[0] for row in rows[1:]] == ["1", "2"]
    last = get_column_letter(len(rows[0]))
    assert sheet.auto_filter.ref == f"A1:{last}{len(rows)}"
    assert sheet.freeze_panes == "A2"
    widths = {
        place: one.width
        for one in sheet.column_dimensions.values()
        for place in range(one.min, one.max + 1)
    }
    for place, column in enumerate(zip(*rows, strict=True), start=1):
        width = widths[place]
        assert min(max(map(width_of, column)) + 1, WIDEST - 1) < width <= WIDEST + 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
