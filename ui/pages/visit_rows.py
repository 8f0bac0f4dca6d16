# SPDX-License-Identifier: Apache-2.0
"""Visits as rows of tables: the catalogue's columns, with host, times and state in short words.

What a role may not see is no column at all; a value that was never given is a dash.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from typing import Final

from hr_desk.catalogue.model import Access, Field, VisitType
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.visit_hosts import BACK, OUT
from hr_desk.operations.visits import VisitRow
from ui.session import OpenDesk
from ui.tables.rows import CellView, Column, TableCell, TableRow, field_column, text_column
from ui.tables.view import RecordTable

HOST: Final = "host_employee"
"""The field whose cell also names the employee of the directory."""
NAME: Final = "full_name"
PURPOSE: Final = "visit_purpose"
TIMES: Final = {
    "visit_planned": "planned",
    "visit_arrived": "arrived",
    "visit_left": "left",
}
"""Field of a time to the attribute of a row that holds it."""

MOST_LISTED: Final = 1000
"""Visits that a list reads at most; nobody looks through more, and the search finds the others."""
KIND: Final = "kind"
"""The column of the kind of visitor; who does not see the purpose has none."""
NOTE: Final = "note"
"""The column of what one shift leaves to the next."""
SLIP: Final = "slip"
"""The column of the visitor's slip, which the host signs and the visitor hands back."""
QUEUE: Final = (NAME, "employer", KIND, HOST, "plate_number", "waiting", "state")
"""What a guard needs of somebody who stands outside."""
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    states.ON_SITE: (NAME, KIND, "employer", HOST, "visit_area", "visit_arrived", "badge_no"),
    states.EXPECTED: (NAME, KIND, "employer", HOST, "visit_planned", "plate_number"),
    states.LEFT: (NAME, "employer", HOST, "visit_arrived", "visit_left", "how"),
    "": (NAME, KIND, "employer", HOST, "visit_arrived", "visit_left", "state"),
}
"""The columns of each choice of the list; the others are a click away in the heading's menu."""
NOTED: Final = (states.ON_SITE, states.EXPECTED)
"""The choices that show what the shift before has noted, as the queue does."""

SLIPS: Final = (states.ON_SITE, states.LEFT)
"""The choices that show which slips have not come back."""

_SLIP = {OUT: N_("Still out"), BACK: N_("Handed back")}
_HOW = {
    "kiosk": N_("by kiosk"),
    "staff": N_("by the front desk"),
    "automatic": N_("not seen leaving"),
}
_WIDTHS = {NAME: 6, "employer": 9, HOST: 11, "visit_purpose": 9, "visit_area": 9, "badge_no": 5,
           "plate_number": 6, "visit_planned": 8, "visit_arrived": 8, "visit_left": 8}  # fmt: skip


def readable(desk: OpenDesk, field: Field) -> bool:
    """Whether the user's roles see anything of a field of a visit."""
    roles = desk.session.user.roles
    return desk.catalogue.access(field, roles, compartment="visits") is not Access.NONE


def visit_columns(desk: OpenDesk) -> tuple[Column, ...]:
    """Return the columns this user may see, then those the desk itself adds."""
    fields = [one for one in desk.catalogue.columns("visits") if readable(desk, one)]
    kind = (text_column(KIND, N_("Kind of visitor"), width=6),)
    return (
        *(_column(one) for one in fields),
        text_column(SLIP, N_("Slip"), width=6),
        *(kind if readable(desk, desk.catalogue.field(PURPOSE)) else ()),
        text_column("waiting", N_("Waiting"), width=5),
        text_column("how", N_("Signed out"), width=7),
        text_column("state", N_("State"), width=8),
        text_column(NOTE, N_("Note for the shift"), width=8),
    )


def _column(field: Field) -> Column:
    made = field_column(field)
    return Column(key=made.key, heading=made.heading, width=_WIDTHS.get(made.key, made.width))


def visit_rows(rows: Iterable[VisitRow], desk: OpenDesk) -> tuple[TableRow, ...]:
    """Return the rows of a table of visits; times of today are shorter than others."""
    today = desk.session.today()
    return tuple(_row(one, today, desk.catalogue.visit_types) for one in rows)


def _row(one: VisitRow, today: date, kinds: Mapping[str, VisitType]) -> TableRow:
    cells: dict[str, CellView] = {
        **one.cells,
        KIND: TableCell(str(kinds[one.kind].label) if one.kind in kinds else ""),
        "waiting": waiting_cell(one),
        "how": TableCell(t(_HOW[one.left_how]) if one.left_how in _HOW else ""),
        "state": TableCell(states.label(one.state), sort=states.STATES.index(one.state)),
        SLIP: TableCell(t(_SLIP[one.slip]) if one.slip in _SLIP else ""),
        NOTE: TableCell(one.note),
    }
    if HOST in cells:
        cells[HOST] = TableCell(host_words(one), one.cells[HOST].masked, one.cells[HOST].sort)
    for key, name in TIMES.items():
        moment = getattr(one, name)
        if key in cells and moment is not None and not cells[key].masked:
            cells[key] = TableCell(clock_time(moment, today), sort=moment.isoformat())
    return TableRow(one.visit_id, cells)


def show_notes(table: RecordTable, rows: Iterable[VisitRow]) -> None:
    """Give notes a column where there is one: an empty column pushes another out of sight."""
    table.show_column(NOTE, any(one.note for one in rows))


def show_slips(table: RecordTable, rows: Iterable[VisitRow]) -> None:
    """Give slips a column while one has not come back."""
    table.show_column(SLIP, any(one.slip == OUT for one in rows))


def waiting_cell(one: VisitRow) -> TableCell:
    """Say how long somebody has been waiting outside; empty for everybody else."""
    if one.state not in states.OUTSIDE or one.minutes is None:
        return TableCell("")
    return TableCell(t("{count} min", count=one.minutes), sort=one.minutes)


def clock_time(moment: datetime, today: date) -> str:
    """Return the time of day in Shanghai, with the day where it is not today."""
    local = moment.astimezone(SHANGHAI)
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")


def text_of(one: VisitRow, key: str) -> str:
    """Return what a cell of a row says, empty where there is none."""
    cell = one.cells.get(key)
    return cell.text if cell is not None else ""


def host_words(one: VisitRow) -> str:
    """Say whom the visitor wants: the employee and how to call them, or what was typed."""
    typed = text_of(one, HOST)
    if one.host is not None:
        return staff_words(one.host)
    if one.state not in states.OUTSIDE or not typed:
        return typed
    if not one.host_guesses:
        return t("{name} (not in the directory)", name=typed)
    first = one.host_guesses[0]
    if first.name == typed:
        return staff_words(first)
    return t("{typed} ({name}?)", typed=typed, name=staff_words(first))


def staff_words(one: StaffLine) -> str:
    """Return an employee's name with the extension to call, if there is one."""
    if not one.extension:
        return one.name
    return t("{name}, ext. {extension}", name=one.name, extension=one.extension)


def joined(parts: Iterable[str]) -> str:
    """Return the parts that say something as one sentence."""
    said = [part for part in parts if part]
    return reduce(_and_then, said) if said else ""


def _and_then(one: str, other: str) -> str:
    return t("{one}, {other}", one=one, other=other)


def staff_choice(one: StaffLine) -> str:
    """Return an employee as a line to choose: two of one name are told apart by department."""
    return " · ".join(part for part in (one.name, one.department, one.extension) if part)
