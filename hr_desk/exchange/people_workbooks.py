# SPDX-License-Identifier: Apache-2.0
"""Workbooks that go to a person and come back: the empty template, and rows to be corrected.

Every cell is text and stays text, whatever it begins with: openpyxl would make a formula of a
name that begins with “=”. Drop-downs longer than a cell's rule holds lie on a hidden sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hr_desk.exchange.sheets import Mark, Place
from hr_desk.i18n import t

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_RULE: Final = 255
"""Characters of a list that a drop-down holds by itself (Excel's limit)."""

ROWS_WITH_RULES: Final = 2000
"""Rows of the template that have drop-downs."""

_BAD: Final = "FFF2B8B5"
_HEAD: Final = "FFE8EEF4"
_SAMPLE: Final = "FF8A8A8A"
_LISTS: Final = "lists"


@dataclass(frozen=True, kw_only=True)
class TemplateColumn:
    """One column of a template: its heading, why it is asked, what may be chosen, a sample."""

    label: str
    note: str
    choices: tuple[str, ...] = ()
    sample: str = ""
    required: bool = False


def template(title: str, hint: str, columns: Sequence[TemplateColumn]) -> bytes:
    """Make an empty sheet to fill in: a title, a hint, the headings, and a sample row."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(title)
    _text(sheet.cell(1, 1), title)
    _text(sheet.cell(2, 1), hint)
    for place, column in enumerate(columns, start=1):
        head = _text(sheet.cell(3, place), f"{column.label} *" if column.required else column.label)
        _paint(head, _HEAD, bold=True)
        head.comment = Comment(column.note, "HR Desk", width=360, height=160)
        _colour(_text(sheet.cell(4, place), column.sample), _SAMPLE)
        _shape(sheet, place, column)
    _add_lists(book, sheet, columns)
    sheet.freeze_panes = "A4"
    return _bytes_of(book)


def error_workbook(
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    reasons: Sequence[str],
    bad: Mapping[Place, str],
    marks: Mapping[Place, Mark],
    reason_heading: str,
) -> bytes:
    """Make a sheet of rows to be corrected: as they were, the reason at the far right.

    ``bad`` holds the cells to colour with what is wrong there, ``marks`` what is known of cells;
    both by place in ``rows``. A number that lost digits stays a number: as text it would be
    believed the next time.
    """
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(name)
    last = max([len(heads), *map(len, rows)]) + 1
    for place, head in enumerate((*heads, *[""] * (last - 1 - len(heads)), reason_heading), 1):
        _paint(_text(sheet.cell(1, place), head), _HEAD, bold=True)
    for number, (row, reason) in enumerate(zip(rows, reasons, strict=True)):
        for place in range(last - 1):
            text = row[place] if place < len(row) else ""
            cell = sheet.cell(number + 2, place + 1)
            if marks.get((number, place)) is Mark.LOST and _is_number(text):
                cell.value = float(text)
            else:
                _text(cell, text)
            if (number, place) in bad:
                _paint(cell, _BAD)
                cell.comment = Comment(bad[number, place], "HR Desk", width=320, height=120)
        _text(sheet.cell(number + 2, last), reason)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions[_letter(last)].width = 60
    return _bytes_of(book)


def _text(cell: "Cell", value: str) -> "Cell":
    """Write a value as text, never as a formula, a number or an error."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _paint(cell: "Cell", colour: str, *, bold: bool = False) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.fill = PatternFill("solid", fgColor=colour)
    if bold:
        cell.font = Font(bold=True)


def _colour(cell: "Cell", colour: str) -> None:
    from openpyxl.styles import Font

    cell.font = Font(color=colour, italic=True)


def _shape(sheet: "Worksheet", place: int, column: TemplateColumn) -> None:
    """Make the whole column text, wide enough for its heading."""
    dimension = sheet.column_dimensions[_letter(place)]
    dimension.number_format = "@"
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in column.label)
    dimension.width = max(12, wide + 4, min(30, len(column.sample) + 4))


def _add_lists(book: Any, sheet: "Worksheet", columns: Sequence[TemplateColumn]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = None
    for place, column in enumerate(columns, start=1):
        if not column.choices:
            continue
        formula = f'"{",".join(column.choices)}"'
        if len(formula) > LONGEST_RULE or any(set(one) & set(',"') for one in column.choices):
            lists = lists or book.create_sheet(_LISTS)
            formula = _listed(lists, place, column.choices)
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        rule.error, rule.errorTitle = t("Choose from the list, please."), column.label[:30]
        rule.errorStyle = "warning"
        rule.add(f"{_letter(place)}5:{_letter(place)}{ROWS_WITH_RULES}")
        sheet.add_data_validation(rule)
    if lists is not None:
        lists.sheet_state = "hidden"


def _listed(lists: "Worksheet", place: int, choices: Sequence[str]) -> str:
    """Write choices into a column of the hidden sheet; returns the range."""
    for number, choice in enumerate(choices, start=1):
        _text(lists.cell(number, place), choice)
    letter = _letter(place)
    return f"{_LISTS}!${letter}$1:${letter}${len(choices)}"


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _sheet_name(title: str) -> str:
    cleaned = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return cleaned[:31] or t("List")


def _bytes_of(book: Any) -> bytes:
    """Return a workbook's bytes; openpyxl's own saving leaves its sheets in the temporary folder.

    Measured: a normal save writes each sheet there, readable, before it is packed.
    """
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]  # the library has no types
        def write_worksheet(self, sheet: Any) -> None:
            """Write one sheet as the library does, into memory."""
            from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

            sheet._drawing = SpreadsheetDrawing()
            sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
            part = BytesIO()
            writer = WorksheetWriter(sheet, part)
            writer.write()
            sheet._rels = writer._rels
            self._archive.writestr(sheet.path[1:], part.getvalue())
            self.manifest.append(sheet)

    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        InMemory(book, archive).write_data()
    return made.getvalue()
