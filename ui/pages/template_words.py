# SPDX-License-Identifier: Apache-2.0
"""What templates of hand-offs say, in a person's words: kinds of file, whose rows, what a cell is.

The keys are those of ``hr_desk.catalogue.hand_off_templates``; a test holds them together.
"""

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import CONSTANT, FIELD, VALUE, ColumnDraft
from hr_desk.catalogue.hand_off_templates import FIXED
from hr_desk.i18n import N_, t

KINDS = {
    "workbook": N_("Our workbook, locked"),
    "filled": N_("Receiver's workbook, filled"),
    "csv": N_("Text with separators"),
    "fixed": N_("Text of fixed widths"),
}
WHO = {
    "hired": N_("Who begins"),
    "left": N_("Who has gone"),
    "employed": N_("Everybody employed"),
}
VALUES = {
    "number": N_("Running number"),
    "change": N_("New, corrected or leaving"),
    "company": N_("Name of the company"),
    "today": N_("Day of the file"),
}
FIXED_TEXT = N_("A fixed text")
PARTS = {"start": N_("The first day"), "end": N_("The last day")}
ENCODINGS = {
    "utf-8": N_("UTF-8"),
    "utf-8-sig": N_("UTF-8 with a mark at the beginning"),
    "gb18030": N_("GB18030 (Chinese portals)"),
}
SEPARATORS = {
    ",": N_("Comma"), ";": N_("Semicolon"), "|": N_("Vertical bar"), "\t": N_("Tab"),
}  # fmt: skip
LINE_ENDS = {"crlf": N_("As in Windows"), "lf": N_("As in Linux")}
DAYS = ("yyyy-mm-dd", "yyyymmdd", "yyyy/mm/dd", "yyyy.mm.dd", "yyyy年m月d日")
MONTHS = ("yyyy-mm", "yyyymm", "yyyy/mm", "yyyy年m月")
"""Ways to write a day and a month that receivers ask for; others can be typed."""


def what_stands(column: ColumnDraft, catalogue: Catalogue) -> str:
    """Say what stands in a column, empty where nobody has chosen it."""
    if column.source == CONSTANT:
        return t("“{text}” in every row", text=column.of)
    if column.source == VALUE and column.of in VALUES:
        return t(VALUES[column.of])
    if column.source != FIELD:
        return ""
    field = catalogue.fields.get(column.of)
    label = column.of if field is None else str(field.label)
    if column.part in PARTS:
        return t("{field}: {part}", field=label, part=_part(column.part))
    return label


def _part(part: str) -> str:
    return t(PARTS[part])


def how_written(column: ColumnDraft, kind: str) -> str:
    """Say how what stands there is written: a day, our codes, a width where the kind has one."""
    said = [column.date] if column.date else []
    codes = sum(bool(word) for _, word in column.codes)
    if codes:
        said.append(t("{count} codes", count=codes))
    if column.width and kind == FIXED:
        said.append(t("{count} bytes", count=column.width))
    return ", ".join(said)
