# SPDX-License-Identifier: Apache-2.0
"""Sheets of applicants: read, look at each row's fate, take in as one batch.

Nothing is written before ``take_in``. It writes in portions, so that nobody else waits long for
the file; each portion is one transaction with one audit entry that names the batch. An import
that is stopped or refused midway removes what it had brought in; one that a crash cut off stands
in the list of imports as unfinished and can be undone (``import_undo``).
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from hr_desk.domain import headings
from hr_desk.errors import UserError
from hr_desk.exchange.sheet_limits import MOST_BYTES
from hr_desk.exchange.sheets import Mark, Place, Sheet, read_sheets
from hr_desk.operations import import_columns, import_rows, scope
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.import_columns import Column
from hr_desk.operations.import_problems import (
    HeadingsMissing,
    ImportCancelled,
    NothingToImport,
    RowsNotRight,
    SheetUnknown,
    SheetUnreadable,
)
from hr_desk.operations.import_rows import Fate, Finding, Row
from hr_desk.operations.import_undo import take_back
from hr_desk.operations.import_writing import enter_portion
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import ReasonUnknown
from hr_desk.operations.session import Session
from hr_desk.store import importing
from hr_desk.store.importing import BatchRecord

PORTION: Final = 250
"""Rows of one transaction."""

Progress = Callable[[int, int], bool]
"""Told how many of how many rows are in; returns False to stop."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a sheet is to be read.

    ``requisition_id`` None takes the post from its column. ``chosen`` maps places of columns
    (from 0) to field keys, None for a column that is left out. ``notice`` is a code of
    notice_how: one act for all rows. ``update`` renews people who are in the file already
    instead of skipping them. ``repairs`` puts a text in the place of a cell (row and column
    from 0).
    """

    requisition_id: str | None = None
    chosen: Mapping[int, str | None] = field(default_factory=dict)
    notice: str = "owed"
    update: bool = False
    repairs: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """A sheet as it would be taken in: what each column is, what becomes of each row."""

    sheet: Sheet
    reading: Reading
    heading_row: int
    """From 0."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    """The rows of people; blank ones, totals and the sample row are left out."""
    passed_over: int
    """How many totals and sample rows were left out."""

    @cached_property
    def counts(self) -> Mapping[Fate, int]:
        """How many rows have which fate."""
        return Counter(row.fate for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong, row by row; what is said of known people is not among it."""
        return tuple(f for row in self.rows if row.fate is Fate.PROBLEM for f in row.findings)

    @property
    def left_out(self) -> tuple[Column, ...]:
        """The columns whose values are not stored."""
        return tuple(column for column in self.columns if not column.stored)


@dataclass(frozen=True)
class Imported:
    """What an import brought in, under the id of its batch."""

    changes: Changes
    batch_id: str
    new: int
    updated: int
    skipped: int
    """Rows of people who were in the file already, or twice in the sheet."""
    refused: int
    """Rows with problems, left out because the others were wanted alone."""


def read_sheet(session: Session, content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raises SheetProblem, NotPermitted."""
    require(session, "import.take_in")
    return read_sheets(content)


def read_file(session: Session, path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file on this machine, as ``read_sheet``; raises SheetUnreadable."""
    require(session, "import.take_in")
    return sheets_in(path)


def sheets_in(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file on this machine; raises SheetUnreadable, SheetProblem."""
    try:
        with path.open("rb") as file:
            # One byte more than is read tells a file that is too large.
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise SheetUnreadable(file=path.name) from None
    return read_sheets(content)


def sheet_named(sheets: Sequence[Sheet], name: str) -> Sheet:
    """Return the sheet of that name; raises SheetUnknown."""
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    raise SheetUnknown(name=name, names=", ".join(sheet.name for sheet in sheets))


def likeliest(session: Session, sheets: Sequence[Sheet]) -> Sheet:
    """Return the sheet most of whose headings are known, the first of equals."""
    names = headings.known(session.catalogue)

    def known(sheet: Sheet) -> int:
        row = headings.heading_row(sheet.rows, names)
        return 0 if row is None else sum(names.field_of(c) is not None for c in sheet.rows[row])

    return max(sheets, key=known)


def preview(
    session: Session, sheet: Sheet, reading: Reading, *, earlier: Preview | None = None
) -> Preview:
    """Return what each column and row would become; writes nothing.

    ``earlier`` is a preview of the same sheet: where only repairs differ, the rows they are not
    about are not checked again.
    Raises HeadingsMissing, NotForImport, RecordGone, RequisitionClosed, ReasonUnknown,
    NotPermitted.
    """
    require(session, "import.take_in")
    if reading.notice not in session.catalogue.code_lists["notice_how"].codes:
        raise ReasonUnknown
    heading_row = headings.heading_row(sheet.rows, headings.known(session.catalogue))
    settled = reading.requisition_id is not None
    columns = import_columns.columns_of(
        session, sheet, heading_row, chosen=reading.chosen, settled=settled
    )
    if heading_row is None or not any(column.stored for column in columns):
        raise HeadingsMissing
    people, passed_over = _people(sheet, heading_row, columns, reading)
    known = _still_true(earlier, sheet, reading)
    rows = _checked(session, sheet, people, columns, reading, known)
    judged = import_rows.without_duplicates(session, rows, update=reading.update, columns=columns)
    return Preview(sheet, reading, heading_row, columns, tuple(judged), passed_over)


def _people(
    sheet: Sheet, heading_row: int, columns: Sequence[Column], reading: Reading
) -> tuple[dict[int, tuple[str, ...]], int]:
    """Return the rows of people by their number from 0, and how many others were passed over."""
    name = next((column.place for column in columns if column.key == "full_name"), None)
    repaired = {row for row, _ in reading.repairs}
    people, passed_over = {}, 0
    for number in range(heading_row + 1, len(sheet.rows)):
        cells = sheet.rows[number]
        if number in repaired:
            cells = import_rows.cells_of(sheet, number, reading.repairs)
        if headings.is_blank(cells):
            continue
        named = cells[name] if name is not None and name < len(cells) else ""
        if headings.is_total(cells) or headings.is_sample(cells, named):
            passed_over += 1
        else:
            people[number] = cells
    return people, passed_over


def _still_true(earlier: Preview | None, sheet: Sheet, reading: Reading) -> dict[int, Row]:
    """Return the rows, by line, that an earlier preview has judged as this one would."""
    if earlier is None or earlier.sheet is not sheet:
        return {}
    if replace(earlier.reading, repairs={}) != replace(reading, repairs={}):
        return {}
    old, new = earlier.reading.repairs, reading.repairs
    changed = {place[0] + 1 for place in {*old, *new} if old.get(place) != new.get(place)}
    return {
        row.line: row if row.ready is None else replace(row, fate=Fate.NEW, findings=(), twin=None)
        for row in earlier.rows
        if row.line not in changed
    }


def _checked(
    session: Session,
    sheet: Sheet,
    people: Mapping[int, tuple[str, ...]],
    columns: Sequence[Column],
    reading: Reading,
    known: Mapping[int, Row],
) -> list[Row]:
    check = import_rows.checker(
        session, columns, notice=reading.notice, requisition_id=reading.requisition_id
    )
    marks: dict[int, dict[int, Mark]] = {}
    for (number, place), mark in sheet.marks.items():
        if (number, place) not in reading.repairs:
            marks.setdefault(number, {})[place] = mark
    return [
        known[number + 1]
        if number + 1 in known
        else check.check(number + 1, cells, marks.get(number, {}))
        for number, cells in people.items()
    ]


@desk_operation("import.take_in", roles=RECRUITING)
def take_in(
    session: Session,
    previewed: Preview,
    *,
    good_rows_only: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Take in the rows of a preview as one batch, in portions; returns what came in.

    All rows, or with ``good_rows_only`` those without a problem. Who came into the file since the
    preview is skipped. Raises RowsNotRight, NothingToImport, ImportCancelled (``progress`` said
    so), PolicyMissing, RequisitionClosed, NotPermitted and the file's errors: then nothing of it
    stays.
    """
    require(session, "import.take_in")
    refused = previewed.counts.get(Fate.PROBLEM, 0)
    if refused and not good_rows_only:
        raise RowsNotRight(count=refused)
    rows = [row for row in previewed.rows if row.fate in (Fate.NEW, Fate.UPDATE)]
    if not rows:
        raise NothingToImport
    batch_id = secrets.token_hex(16)
    try:
        changes = _in_portions(session, previewed, rows, batch_id, progress)
    except UserError:
        with suppress(UserError):
            take_back(session, batch_id)
        raise
    batch = importing.batch(session.compartment("hiring"), batch_id)
    new, updated = (0, 0) if batch is None else (batch.new, batch.updated)
    skipped = len(previewed.rows) - refused - new - updated
    return Imported(changes, batch_id, new, updated, skipped, refused)


def _in_portions(
    session: Session,
    previewed: Preview,
    rows: Sequence[Row],
    batch_id: str,
    progress: Progress | None,
) -> Changes:
    made: list[Changes] = []
    for start in range(0, len(rows), PORTION):
        if progress is not None and not progress(start, len(rows)):
            raise ImportCancelled
        portion = rows[start : start + PORTION]
        last = start + PORTION >= len(rows)
        entered = enter_portion(session, batch_id, previewed, portion, planned=len(rows), last=last)
        made.append(entered)
    if progress is not None:
        progress(len(rows), len(rows))
    records = frozenset(record for changes in made for record in changes.records)
    created = tuple(id_ for changes in made for id_ in changes.created)
    return Changes("import.take_in", records, created, made[-1].sequence)


def batches(session: Session) -> tuple[BatchRecord, ...]:
    """Return the imports that are the user's to see, newest first; raises NotPermitted."""
    require(session, "import.take_in")
    known = importing.batches(session.compartment("hiring"))
    return tuple(one for one in known if scope.has_batch(session, one))
