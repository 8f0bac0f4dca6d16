# SPDX-License-Identifier: Apache-2.0
"""A locked workbook opens with its password alone and holds every digit as text."""

import hashlib
import json
import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from hr_desk.exchange.workbook import (
    MAX_CELL,
    CellTooLong,
    _plain,
    content_digest,
    encrypted_workbook,
    new_password,
)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = ("姓名", "身份证号", "备注")
ROWS = (
    ("张小明", "110105194912310021", "=1+1"),
    ("钱𬭎·买买提", "006222021234567890123", "@SUM(A1)\n+2"),
    ("{=cmd}", "-5", "http://example.test/?x=<&>\"'"),
    ("", "0012", "mailto:a@example.test"),
    ("=cmd|' /C calc'!A0", "1e5", "_x0041_ internal:Sheet2!A1"),
)


def unlocked(locked: bytes, password: str) -> BytesIO:
    """Unlock the workbook as a receiver's program does."""
    plain = BytesIO()
    file = OOXMLFile(BytesIO(locked))
    file.load_key(password=password)
    file.decrypt(plain)
    return plain


def opened(locked: bytes, password: str) -> zipfile.ZipFile:
    """Open the workbook as a receiver's program does."""
    return zipfile.ZipFile(unlocked(locked, password))


def texts(book: zipfile.ZipFile, sheet: int = 1) -> list[list[str]]:
    """Read the cells of a sheet, by the file format and with no library in between."""
    strings = [
        _unescaped("".join(part.text or "" for part in item.iter(f"{MAIN}t")))
        for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
    ]
    tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314
    rows = []
    for row in tree.iter(f"{MAIN}row"):
        values = []
        for cell in row.iter(f"{MAIN}c"):
            assert cell.find(f"{MAIN}f") is None
            number, here = cell.find(f"{MAIN}v"), list(cell.iter(f"{MAIN}t"))
            assert number is None or cell.get("t") == "s"
            assert not here or cell.get("t") == "inlineStr"
            written = _unescaped("".join(part.text or "" for part in here))
            values.append(written if number is None else strings[int(number.text or "")])
        rows.append(values)
    return rows


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_every_value_comes_back_equal() -> None:
    password = new_password()
    book = opened(encrypted_workbook("应聘人员", COLUMNS, ROWS, password=password), password)
    assert texts(book) == [list(COLUMNS), *map(list, ROWS)]


def test_nothing_becomes_a_formula_or_a_link() -> None:
    book = opened(encrypted_workbook("x", COLUMNS, ROWS, password="p"), "p")
    assert b"<f" not in book.read("xl/worksheets/sheet1.xml")
    assert b"hyperlink" not in b"".join(book.read(name) for name in book.namelist())


def test_the_second_sheet_says_what_the_first_is() -> None:
    made = encrypted_workbook("x", COLUMNS, ROWS, password="p", manifest={"用途": "内部核对"})
    lines = [line[1] for line in texts(opened(made, "p"), sheet=2)]
    assert [str(len(ROWS)), "x"] == [lines[1], lines[0]]
    assert content_digest(COLUMNS, ROWS) in lines
    assert lines[-1] == "内部核对"


def test_it_reads_and_prints_as_it_is_without_a_hand_laid_on_it() -> None:
    made = encrypted_workbook("应聘人员", COLUMNS, ROWS, password="p")
    sheet = load_workbook(unlocked(made, "p")).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:C{len(ROWS) + 1}"
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape", True,
    )  # fmt: skip
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[1] > len(ROWS[1][1]) > widths[0]
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} <= {"@", "General"}


def test_a_wrong_password_opens_nothing_and_no_name_is_readable() -> None:
    locked = encrypted_workbook("x", COLUMNS, ROWS, password="right")
    with pytest.raises(InvalidKeyError):
        opened(locked, "wrong")
    for name in ("张小明", "110105194912310021"):
        assert name.encode() not in locked
        assert name.encode("utf-16-le") not in locked


def test_no_readable_byte_touches_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = str(Path("/") / "no such folder" / "at all")
    monkeypatch.setattr(tempfile, "tempdir", nowhere)
    rows = [ROWS[0]] * 3000
    assert encrypted_workbook("x", COLUMNS, rows, password="p")


@pytest.mark.parametrize("title", ["a/b:c*?[d]\\e", "", "长" * 60, "About this file", "'x'"])
def test_any_title_becomes_a_sheet(title: str) -> None:
    made = encrypted_workbook(title, COLUMNS, ROWS, password="p")
    assert texts(opened(made, "p"))[0] == list(COLUMNS)


def test_a_value_too_long_is_refused_and_never_dropped() -> None:
    with pytest.raises(CellTooLong) as refused:
        encrypted_workbook("x", ["备注"], [["ok"], ["𬭎" * (MAX_CELL // 2 + 1)]], password="p")
    assert refused.value.values == {"row": 2, "column": "备注"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="￾￿")
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_survives(row: list[str]) -> None:
    columns = [f"列{place}" for place in range(len(row))]
    book = zipfile.ZipFile(BytesIO(_plain("x", columns, [row, row], {})))
    assert texts(book)[1:] == [row, row]


def test_passwords_differ_and_read_easily() -> None:
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch("([A-HJ-NP-Z2-9]{5}-){3}[A-HJ-NP-Z2-9]{5}", one) for one in made)


ODD = st.sampled_from(["", " x", "x ", "a&b", "<b>", "_x0041_", "x\ny", "\u3000", '"', "\\", "𬭎"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(ODD, ODD), min_size=1, max_size=130))
def test_many_rows_are_the_same_texts_and_their_hash_that_of_json(
    rows: list[tuple[str, str]],
) -> None:
    """Rows are written many at once, plain and odd ones side by side."""
    book = zipfile.ZipFile(BytesIO(_plain("x", ["甲", "乙"], rows, {})))
    assert texts(book)[1:] == [list(row) for row in rows]
    whole = json.dumps([["甲", "乙"], [list(row) for row in rows]], ensure_ascii=False)
    assert content_digest(["甲", "乙"], rows) == hashlib.sha256(whole.encode()).hexdigest()


def test_the_hash_of_a_sheet_without_rows_or_columns_is_that_of_json() -> None:
    for columns, rows in (([], []), (["甲"], []), ([], [[], []]), (["甲"], [["\x00\x01"]] * 60)):
        whole = json.dumps([columns, rows], ensure_ascii=False)
        assert content_digest(columns, rows) == hashlib.sha256(whole.encode()).hexdigest()
