# SPDX-License-Identifier: Apache-2.0
"""What a template that is being made would write: its file for made-up people, and what is wrong.

Nobody's data is read: the people are invented (``domain.made_up_people``), and the file is made in
memory by the very functions that make the real one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import TemplateDraft, written
from hr_desk.catalogue.hand_off_faults import Fault, Faults, faults_of
from hr_desk.catalogue.hand_off_templates import (
    CSV,
    FILLED,
    FIXED,
    RECIPIENT_KINDS,
    Column,
    Template,
    codes_of,
    parse_template,
)
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import (
    CORRECTED,
    LEAVING,
    NEW,
    Around,
    CodeNotInTable,
)
from hr_desk.domain.made_up_people import made_up_people
from hr_desk.errors import UserError
from hr_desk.exchange.filled_workbook import (
    Area,
    MergedHere,
    NoSuchSheet,
    SheetFull,
    SomethingBelow,
    WorkbookNotUsable,
    fill,
)
from hr_desk.exchange.hand_off_texts import text_file
from hr_desk.exchange.sheet_pieces import column_letters, place_of
from hr_desk.exchange.sheet_problems import SheetProblem
from hr_desk.exchange.sheets import read_sheets
from hr_desk.i18n import N_
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session

SAVING: Final = "hand_off.save_template"
"""Whoever may keep a template may try one."""

ABOVE: Final = 3
"""Rows of the receiver's sheet that are shown above the people."""

MOST_WORDS: Final = 3
"""Words without a code that are named."""

_CHANGES: Final[Mapping[str, tuple[str, ...]]] = {
    "hired": (NEW, CORRECTED, NEW),
    "left": (LEAVING,),
    "employed": (NEW,),
}
_AT: Final[Mapping[type[UserError], str]] = {
    NoSuchSheet: "sheet",
    SheetFull: "last_row",
    WorkbookNotUsable: "workbook",
}
"""Why a receiver's workbook cannot be filled, and which part of the template says it."""


class CodesLacking(UserError):
    """A code table that does not know every word of the list."""

    message = N_("No code for: {words}. A file in which one of these stands is refused.")


class RowsReversed(UserError):
    """The last row for people lies above the first."""

    message = N_("The last row for people lies above the first one.")


@dataclass(frozen=True, slots=True)
class Preview:
    """The file of a draft for made-up people; ``faults`` stop it from being kept."""

    faults: Faults
    notes: Mapping[int, tuple[UserError, ...]] = field(default_factory=dict)
    """What is worth knowing of a column and stops nothing, by its place from 0."""
    heads: tuple[str, ...] = ()
    """What stands above the table: headings, or the letters of the receiver's columns."""
    first: int = 1
    """The number of the first row shown."""
    rows: tuple[tuple[str, ...], ...] = ()
    people: int = 0
    """How many of the rows, at the end, are people."""
    text: str = ""
    """The content of a text for upload."""


def preview(session: Session, draft: TemplateDraft, workbook: bytes = b"") -> Preview:
    """Return what a draft would write for made-up people, however unfinished it is.

    ``workbook`` is the receiver's empty one. Raises NotPermitted.
    """
    require(session, SAVING)
    catalogue = session.catalogue
    faults = faults_of(draft, catalogue)
    places = [place for place in range(len(draft.columns)) if place not in faults.columns]
    template = _sound(draft, places, catalogue)
    if template is None:
        return Preview(faults)
    notes = _code_notes(template, places, catalogue)
    rows = _rows(session, template)
    found = Preview(
        faults, notes, tuple(column.header for column in template.columns), 1, rows, len(rows)
    )
    if template.kind == FILLED:
        return _in_the_workbook(found, draft, template, workbook)
    return _as_text(found, template, places) if template.kind in (CSV, FIXED) else found


def _sound(draft: TemplateDraft, places: Sequence[int], catalogue: Catalogue) -> Template | None:
    """Return the template of the columns that are right; None where there is none."""
    known = replace(
        draft,
        zh=draft.zh.strip() or "-",
        purpose=draft.purpose or next(iter(catalogue.purposes)),
        recipients=draft.recipients or tuple(catalogue.code_lists[RECIPIENT_KINDS].codes)[:1],
        sheet=draft.sheet.strip() or "-",
        workbook=draft.workbook.strip() or "-",
        columns=tuple(draft.columns[place] for place in places),
    )
    try:
        return parse_template(f"{draft.key}.toml", written(known), catalogue)
    except CatalogueProblem:
        return None


def _code_notes(
    template: Template, places: Sequence[int], catalogue: Catalogue
) -> dict[int, tuple[UserError, ...]]:
    found: dict[int, tuple[UserError, ...]] = {}
    for place, column in zip(places, template.columns, strict=True):
        declared = catalogue.fields.get(column.field or "")
        listed = codes_of(catalogue, declared, column.computed)
        lacking = [str(word) for code, word in listed.items() if code not in column.codes]
        if column.codes and lacking:
            shown = lacking[:MOST_WORDS] + ["…"] * (len(lacking) > MOST_WORDS)
            found[place] = (CodesLacking(words=", ".join(shown)),)
    return found


def _rows(session: Session, template: Template) -> tuple[tuple[str, ...], ...]:
    changes = _CHANGES[template.who]
    company = str(session.company.get("name", ""))
    rows = []
    for number, person in enumerate(made_up_people(session.catalogue)):
        change = changes[number % len(changes)]
        around = Around(number + 1, change, company, session.today())
        cells = (_cell(template, one, session.catalogue, person, around)
                 for one in template.columns)  # fmt: skip
        rows.append(tuple(cells))
    return tuple(rows)


def _cell(
    template: Template, column: Column, catalogue: Catalogue, person: Mapping[str, Any],
    around: Around,
) -> str:  # fmt: skip
    alone = replace(template, columns=(column,))
    try:
        return hand_off_rows.cells(alone, catalogue, person, around=around)[0]
    except CodeNotInTable:
        return ""  # the note beside the column says it


def _as_text(found: Preview, template: Template, places: Sequence[int]) -> Preview:
    try:
        content = text_file(template, found.rows)
    except UserError as refused:
        heads = [column.header for column in template.columns]
        header = str(refused.values.get("column", ""))
        if header not in heads:
            return replace(found, faults=_with(found.faults, "encoding", refused))
        place = places[heads.index(header)]
        return replace(found, notes={**found.notes, place: (refused,)})
    return replace(found, text=content.decode(template.encoding))


def _in_the_workbook(
    found: Preview, draft: TemplateDraft, template: Template, workbook: bytes
) -> Preview:
    """Fill the receiver's workbook and read it back, a little of what stands above included."""
    if not workbook or any(one.key in ("sheet", "workbook") for one in found.faults.head):
        return found
    room = (template.last_row or template.first_row + len(found.rows)) - template.first_row + 1
    if room < 1:
        return replace(found, faults=_with(found.faults, "last_row", RowsReversed()))
    area = Area(
        sheet=template.sheet, first_row=template.first_row, last_row=template.last_row,
        places=tuple(column.place or "" for column in template.columns),
    )  # fmt: skip
    try:
        made = fill(workbook, area, found.rows[:room])
        sheets = read_sheets(made)
    except (SomethingBelow, MergedHere) as refused:
        return replace(found, faults=_at_cell(found.faults, draft, refused))
    except (NoSuchSheet, SheetFull, WorkbookNotUsable, SheetProblem) as refused:
        return replace(
            found, faults=_with(found.faults, _AT.get(type(refused), "workbook"), refused)
        )
    sheet = next((one for one in sheets if one.name.casefold() == template.sheet.casefold()), None)
    if sheet is None:
        return found
    begin = max(template.first_row - 1 - ABOVE, 0)
    people = min(room, len(found.rows))
    rows = sheet.rows[begin : template.first_row - 1 + people]
    letters = tuple(column_letters(number + 1) for number in range(max(map(len, rows), default=0)))
    return replace(found, heads=letters, first=begin + 1, rows=rows, people=people)


def _with(faults: Faults, key: str, problem: UserError) -> Faults:
    return replace(faults, head=(*faults.head, Fault(key, problem)))


def _at_cell(faults: Faults, draft: TemplateDraft, refused: UserError) -> Faults:
    """Say beside the column that fills a cell what is wrong with that cell."""
    letters = column_letters(place_of(str(refused.values["cell"]))[1])
    for place, column in enumerate(draft.columns):
        if column.place == letters:
            said = (*faults.columns.get(place, ()), Fault("place", refused))
            return replace(faults, columns={**faults.columns, place: said})
    return _with(faults, "first_row", refused)
