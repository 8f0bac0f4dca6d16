# SPDX-License-Identifier: Apache-2.0
"""What a table shows: columns with their headings, rows of finished cells.

Rows come from a query that ran elsewhere; a cell already holds its text, so painting asks nobody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Protocol

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field
from hr_desk.i18n import N_, language, translated

EMPTY = "–"
"""What stands in a cell that has no value."""


class CellView(Protocol):
    """One finished cell, as hr_desk.operations.candidates.Cell."""

    @property
    def text(self) -> str:
        """The text shown, already masked where it has to be."""
        ...

    @property
    def masked(self) -> bool:
        """Whether the text hides part of the value."""
        ...

    @property
    def sort(self) -> Any:
        """What orders the rows: pinyin for names, ISO dates; None or "" sorts last."""
        ...


@dataclass(frozen=True)
class TableCell:
    """A cell made from plain values."""

    text: str
    masked: bool = False
    sort: Any = None
    late: bool = False
    """Whether it is written in the colour of what is overdue; its text says so as well."""
    spoken: str = ""
    """What a screen reader says in place of the text; empty where that is the text."""


@dataclass(frozen=True)
class TableRow:
    """One row: the id of its record and its cells by column key."""

    id: str
    cells: Mapping[str, CellView]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its key, its heading in the language in use, its first width in characters."""

    key: str
    heading: Callable[[], str] = field(repr=False)
    width: int = 10
    """In Chinese characters; a Latin letter takes about half of one."""
    firm: bool = False
    """It is never narrower than that, whatever other columns want: a day is said whole."""


_WIDTHS = {"date": 6, "phone": 7, "email": 12, "person_name": 7, "flag": 4, "year_month": 5}


def field_column(declared: Field) -> Column:
    """Return the column of a catalogue field."""
    label = declared.label
    return Column(key=declared.key, heading=lambda: str(label), width=_width(declared))


def _width(declared: Field) -> int:
    return max(_WIDTHS.get(declared.type.name, 9), len(declared.label.zh) + 2)


def text_column(key: str, message: str, *, width: int = 10, firm: bool = False) -> Column:
    """Return a column whose heading is an N_()-marked message."""
    heading = partial(_in_language, message)
    return Column(key=key, heading=heading, width=width, firm=firm)


def _in_language(message: str) -> str:
    return translated(message, language())


def text_row(id: str, **cells: object) -> TableRow:  # noqa: A002 - the design's word
    """Return a row of plain values; dates and numbers sort as such, None shows as a dash.

    A value that is a TableCell already stands as it is.
    """
    return TableRow(
        id,
        {
            key: value if isinstance(value, TableCell) else plain_cell(value)
            for key, value in cells.items()
        },
    )


def plain_cell(value: object) -> TableCell:
    """Return the cell of a text, number, date or None."""
    if value is None or value == "":
        return TableCell(EMPTY)
    shown = value.isoformat() if isinstance(value, date) else str(value)
    return TableCell(shown, sort=value if isinstance(value, int) else shown)


POOL_UNTIL = "pool_until"
"""The column of the end of a place in the talent pool: filled where a list is about that."""


def application_columns(catalogue: Catalogue, compartment: str = "hiring") -> tuple[Column, ...]:
    """Return the columns of the list of applications: the catalogue's, then what the desk adds."""
    return (
        *(field_column(declared) for declared in catalogue.columns(compartment)),
        text_column("stage", N_("Stage"), width=6),
        text_column("stage_since", N_("Stage since"), width=6),
        text_column("due", N_("Deleted on"), width=6),
        text_column(POOL_UNTIL, N_("In the pool until"), width=6),
    )


def application_rows(applications: Sequence[Any], catalogue: Catalogue) -> tuple[TableRow, ...]:
    """Return the rows of ``hr_desk.operations.candidates.ApplicationRow``."""
    return tuple(_application_row(one, catalogue) for one in applications)


def _application_row(application: Any, catalogue: Catalogue) -> TableRow:
    stage = catalogue.stages[application.stage]
    facts = {
        "stage": TableCell(str(stage.label), sort=stage.order),
        "stage_since": plain_cell(application.stage_since),
        "due": plain_cell(application.due),
        POOL_UNTIL: plain_cell(application.pool_until),
    }
    return TableRow(application.application_id, {**application.cells, **facts})
