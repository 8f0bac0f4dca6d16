# SPDX-License-Identifier: Apache-2.0
"""The two files of an import: the empty template, and the rows that are to be corrected.

The template holds nobody's data and is written as bytes by whoever asked for it through
``save_template``; the error workbook goes through the door like every other disclosure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.domain.headings import SAMPLE_WORDS
from hr_desk.exchange.people_workbooks import TemplateColumn, error_workbook, template
from hr_desk.exchange.sheets import Mark, Place
from hr_desk.i18n import language, t
from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import IMPORT_ERRORS, Disclosure
from hr_desk.operations.import_columns import REASON_HEADING, importable
from hr_desk.operations.import_rows import Fate, Row
from hr_desk.operations.importing import Preview
from hr_desk.operations.operation import require
from hr_desk.operations.problems import NothingToHandOut
from hr_desk.operations.session import Session

PURPOSE: Final = "apply.assess"
"""The purpose under which rows go back to whoever brought them."""

_LISTED: Final = ("choice", "choices", "country", "prefecture")
"""The types whose whole text is words of their code list."""


@dataclass(frozen=True, slots=True)
class HandedBack:
    """An error workbook that was written: how many rows it holds."""

    changes: Changes
    rows: int


def template_bytes(session: Session) -> bytes:
    """Return the template in the language in use: the fields this user may fill in by a sheet.

    Raises NotPermitted.
    """
    require(session, "import.take_in")
    columns = [
        _column(session, field) for field in importable(session) if field.supplied_by == "person"
    ]
    hint = t(
        "One row for each person. Columns with * are needed. The row that begins with "
        "“{sample}” is skipped. Point at a heading to read why it is asked.",
        sample=_sample_word(),
    )
    return template(t("Applicants"), hint, columns)


def save_template(session: Session, target: Path) -> None:
    """Write the template where somebody can fill it in; it holds nobody's data.

    Raises TargetExists, TargetInDesk, PlaceUnusable, NotPermitted.
    """
    disclosure.write_impersonal(session, template_bytes(session), target)


def _sample_word() -> str:
    return SAMPLE_WORDS[0] if language().startswith("zh") else "Example"


def _column(session: Session, field: Field) -> TemplateColumn:
    heading = session.catalogue.headings.get(field.key)
    codes = session.catalogue.code_lists[field.code_list].codes if field.code_list else {}
    choices = tuple(str(word) for word in codes.values()) if field.type.name in _LISTED else ()
    sample = heading.example if heading is not None and heading.example else ""
    if choices and not sample:
        sample = choices[0]
    if field.key == "full_name":
        sample = f"{_sample_word()}：{sample}"
    notes = [str(field.purpose), str(field.refusal)]
    if field.condition is not None:
        notes.insert(0, str(field.condition))
    return TemplateColumn(
        label=str(field.label),
        note="\n".join(notes),
        choices=choices,
        sample=sample,
        required=field.demand[Scenario.RECRUITMENT] is Demand.REQUIRED,
    )


def rows_to_correct(previewed: Preview) -> tuple[Row, ...]:
    """Return the rows that have problems."""
    return tuple(row for row in previewed.rows if row.fate is Fate.PROBLEM)


def error_bytes(previewed: Preview) -> bytes:
    """Return the workbook of the rows that have problems, as they are now."""
    rows = rows_to_correct(previewed)
    heads = previewed.sheet.rows[previewed.heading_row]
    return error_workbook(
        previewed.sheet.name or t("Applicants"),
        heads,
        [row.cells for row in rows],
        reasons=[_reason(row, heads) for row in rows],
        bad=_bad_cells(rows),
        marks=_marks(previewed, rows),
        reason_heading=t(REASON_HEADING),
    )


def _reason(row: Row, heads: Sequence[str]) -> str:
    return "\n".join(
        finding.reason
        if finding.place is None or finding.place >= len(heads)
        else t("{column}: {reason}", column=heads[finding.place], reason=finding.reason)
        for finding in row.findings
    )


def _bad_cells(rows: Sequence[Row]) -> dict[Place, str]:
    return {
        (number, finding.place): finding.reason
        for number, row in enumerate(rows)
        for finding in row.findings
        if finding.place is not None
    }


def _marks(previewed: Preview, rows: Sequence[Row]) -> dict[Place, Mark]:
    found: dict[Place, Mark] = {}
    repaired = previewed.reading.repairs
    for number, row in enumerate(rows):
        for place in range(len(row.cells)):
            here = (row.line - 1, place)
            if here in previewed.sheet.marks and here not in repaired:
                found[number, place] = previewed.sheet.marks[here]
    return found


def save_errors(session: Session, previewed: Preview, target: Path) -> HandedBack:
    """Write the rows that have problems back to a workbook, through the door.

    The register names the user as the recipient and the rows by their numbers in the sheet: the
    people are not in the desk. Raises NothingToHandOut and what ``disclosure.release`` raises.
    """
    require(session, "import.take_in")
    rows = rows_to_correct(previewed)
    if not rows:
        raise NothingToHandOut
    keys = tuple(column.key for column in previewed.columns if column.stored and column.key)
    handed = Disclosure(
        kind=IMPORT_ERRORS,
        recipient=session.user.name,
        purpose=PURPOSE,
        fields=keys,
        records=tuple(str(row.line) for row in rows),
    )
    changes = disclosure.release(session, handed, error_bytes(previewed), target)
    return HandedBack(changes, len(rows))
