# SPDX-License-Identifier: Apache-2.0
"""A sheet of guests who are to come: read, look at each row's fate, take in as one list, undo it.

Columns are suggested from the names in the catalogue, as for applicants. Nothing is written before
``take_in``, which writes all rows or none. Undoing removes whoever is still expected; who came
meanwhile stays.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.dates import NotADate, read_date
from hr_desk.domain import headings
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.errors import UserError
from hr_desk.exchange.sheet_limits import MOST_BYTES
from hr_desk.exchange.sheets import Sheet, read_sheets
from hr_desk.operations import in_use, policies
from hr_desk.operations.directory import VISITING, guesses
from hr_desk.operations.expecting_problems import (
    ListGone,
    NoGuestHeadings,
    NoGuests,
    TooManyGuests,
)
from hr_desk.operations.import_columns import Column, Standing
from hr_desk.operations.import_problems import SheetUnreadable
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import DayOutOfRange, Missing
from hr_desk.operations.regulars import spelled
from hr_desk.operations.session import Session
from hr_desk.operations.visit_views import HOST
from hr_desk.operations.visit_writing import (
    FARTHEST,
    INVITED,
    NAME,
    PLANNED,
    NewVisit,
    checked,
    write_new,
)
from hr_desk.store import expecting as store
from hr_desk.store import visits as visit_store
from hr_desk.store.compartment import Change
from hr_desk.store.expecting import SeriesRecord
from hr_desk.store.visits import VisitRecord, VisitState

KEYS: Final = (NAME, PLANNED, HOST, "employer", "visit_purpose", "mobile", "plate_number")
"""What a list may say of a guest, by field key: what lets them in, and no more."""

MOST_GUESTS: Final = 500
"""Rows of one list at most: it is one transaction."""

FIRST_HOUR: Final = time(9)


class GuestFate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    """Somebody of this name is expected on that day already, or stands further up in the list."""
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class GuestReading:
    """How a list is read: columns chosen by their place from 0 (None: left out), and the time.

    ``day`` is for rows that say none, ``hour`` for those that say a day alone.
    """

    chosen: Mapping[int, str | None] = field(default_factory=dict)
    day: date | None = None
    hour: time = FIRST_HOUR


@dataclass(frozen=True)
class GuestRow:
    """One row: its line in the sheet from 1, what was read of it, its fate, what is wrong."""

    line: int
    name: str
    planned: datetime | None
    host: str
    fate: GuestFate
    problem: UserError | None = None
    new: NewVisit | None = None


@dataclass(frozen=True)
class GuestPreview:
    """A list as it would be taken in."""

    sheet: Sheet
    reading: GuestReading
    columns: tuple[Column, ...]
    rows: tuple[GuestRow, ...]

    @cached_property
    def counts(self) -> Mapping[GuestFate, int]:
        """How many rows have which fate."""
        return Counter(row.fate for row in self.rows)


@dataclass(frozen=True, slots=True)
class GuestList:
    """One list that was taken in: its id, when and by whom, how many are still expected."""

    id: str
    made_at: datetime
    user: str
    expected: int
    guests: int


def read_list(session: Session, path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raises SheetUnreadable, SheetProblem, NotPermitted."""
    require(session, "guest_list.take_in")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise SheetUnreadable(file=path.name) from None
    return read_sheets(content)


def list_fields(session: Session) -> tuple[tuple[str, str], ...]:
    """Return label and key of what a column can go into."""
    return tuple((str(session.catalogue.field(key).label), key) for key in KEYS)


def preview_list(session: Session, sheet: Sheet, reading: GuestReading) -> GuestPreview:
    """Return what each column and row would become; writes nothing.

    Raises NoGuestHeadings, TooManyGuests, NotPermitted.
    """
    require(session, "guest_list.take_in")
    names = headings.known(session.catalogue)
    at = headings.heading_row(sheet.rows, names)
    if at is None and reading.chosen:
        at = next((n for n, one in enumerate(sheet.rows) if not headings.is_blank(one)), None)
    columns = () if at is None else _columns(sheet.rows[at], names, reading.chosen)
    if at is None or not any(one.key == NAME and one.stored for one in columns):
        raise NoGuestHeadings
    places = {one.key: one.place for one in columns if one.stored and one.key is not None}
    found = []
    for number, cells in enumerate(sheet.rows[at + 1 :], start=at + 2):
        texts = {key: cells[place].strip() for key, place in places.items() if place < len(cells)}
        if not (headings.is_blank(cells) or headings.is_total(cells)
                or headings.is_sample(cells, texts.get(NAME, ""))):  # fmt: skip
            found.append(_read(session, number, texts, reading))
    if len(found) > MOST_GUESTS:
        raise TooManyGuests(count=len(found), most=MOST_GUESTS)
    return GuestPreview(sheet, reading, columns, _known(session, found))


def unread_columns(sheet: Sheet) -> tuple[Column, ...]:
    """Return the columns of a sheet whose headings are not known, for somebody to choose."""
    first = next((one for one in sheet.rows if not headings.is_blank(one)), ())
    return tuple(Column(place, head, Standing.UNKNOWN) for place, head in enumerate(first)
                 if head.strip())  # fmt: skip


def _columns(
    heads: Sequence[str], names: headings.Known, chosen: Mapping[int, str | None]
) -> tuple[Column, ...]:
    """Return what becomes of each column; of two for one field the first counts."""
    taken: set[str] = set()
    found = []
    for place, head in enumerate(heads):
        if not head.strip() and place not in chosen:
            continue
        never = names.forbidden_in(head)
        key = chosen[place] if place in chosen else names.field_of(head)
        if never is not None:
            found.append(Column(place, head, Standing.FORBIDDEN, forbidden=never.key))
        elif key is None or key not in KEYS:
            left = Standing.LEFT_OUT if place in chosen else Standing.UNKNOWN
            found.append(Column(place, head, left))
        else:
            standing = Standing.DOUBLE if key in taken else Standing.USED
            found.append(Column(place, head, standing, key))
            taken.add(key)
    return tuple(found)


def _read(session: Session, line: int, texts: Mapping[str, str], reading: GuestReading) -> GuestRow:
    """Return a row with what is wrong in it, or ready to be taken in."""
    name, host = texts.get(NAME, ""), texts.get(HOST, "")
    planned: datetime | None = None
    try:
        planned = _planned(session, texts.get(PLANNED, ""), reading)
        values: dict[str, Any] = {PLANNED: planned}
        for key, text in texts.items():
            if text and key != PLANNED:
                values[key] = session.catalogue.field(key).type.parse(text)
        if NAME not in values:
            raise Missing(field=session.catalogue.field(NAME).label)
        checked(session, values)
    except UserError as problem:
        return GuestRow(line, name, planned, host, GuestFate.PROBLEM, problem)
    exact = [one for one in guesses(session, host) if one.name == host] if host else []
    host_id = exact[0].id if len(exact) == 1 else None
    new = NewVisit(values=values, notice="owed", host_id=host_id)
    return GuestRow(line, str(values[NAME]), planned, host, GuestFate.NEW, new=new)


def _planned(session: Session, text: str, reading: GuestReading) -> datetime:
    """Return when a guest comes; a day alone takes the hour of the reading, nothing its day."""
    kind = session.catalogue.field(PLANNED).type
    if not text:
        if reading.day is None:
            raise Missing(field=session.catalogue.field(PLANNED).label)
        at = datetime.combine(reading.day, reading.hour, SHANGHAI)
    else:
        try:
            at = datetime.combine(read_date(text), reading.hour, SHANGHAI)
        except (NotADate, ValueProblem):
            at = kind.parse(text)
    now = session.now()
    if not now - timedelta(hours=1) <= at <= now + FARTHEST:
        raise DayOutOfRange(day=day_of(at).isoformat())
    return at


def _known(session: Session, rows: Sequence[GuestRow]) -> tuple[GuestRow, ...]:
    """Return the rows, those of guests who are expected on that day already marked so."""
    file = session.compartment("visits")
    waiting = visit_store.visits_where(
        file, f"{in_use.USED} AND state = ? AND day >= ?",
        (states.EXPECTED, session.today().isoformat()),
    )  # fmt: skip
    seen = {(spelled(one.fields), one.day) for one in waiting}
    found = []
    for row in rows:
        if row.new is not None and row.planned is not None:
            whose = (spelled({NAME: row.name}), day_of(row.planned))
            if whose in seen:
                row = GuestRow(row.line, row.name, row.planned, row.host, GuestFate.KNOWN)
            seen.add(whose)
        found.append(row)
    return tuple(found)


@operation("guest_list.take_in", compartment="visits", roles=VISITING)
def take_in(session: Session, change: Change, /, previewed: GuestPreview) -> tuple[str, ...]:
    """Expect the new guests of a list, all or none; returns the list's id, then the visits'.

    Raises NoGuests, PolicyMissing, and what ``visits.expect`` raises of values.
    """
    new = [row.new for row in previewed.rows if row.new is not None]
    if not new:
        raise NoGuests
    version = policies.require_in_force(session).number
    state = VisitState(state=states.EXPECTED, day=session.today())
    ids = [
        write_new(session, change, one, state=state, origin=INVITED, version=version) for one in new
    ]
    series = SeriesRecord(
        secrets.token_hex(16), store.LIST, session.user.name,
        change.now.isoformat(timespec="seconds"), frozenset(), None, False,
    )  # fmt: skip
    store.insert_series(change, series, ids)
    return (series.id, *ids)


@operation("guest_list.undo", compartment="visits", roles=VISITING)
def undo(session: Session, change: Change, /, list_id: str) -> tuple[str, ...]:
    """Take a list back: whoever of it is still expected is removed, with their codes.

    Returns the ids of the visits that went. Who came or was called off stays, and so does what is
    restricted: it is kept. Raises ListGone.
    """
    file = session.compartment("visits")
    kept = store.series(file, list_id)
    if kept is None or kept.how != store.LIST:
        raise ListGone
    going = _expected(session, list_id)
    if not going:
        raise ListGone
    for record in going:
        visit_store.remove_joined(change, record)
    change.touched("series", list_id)
    return tuple(one.id for one in going)


def lists(session: Session) -> tuple[GuestList, ...]:
    """Return the lists of which somebody is still expected, the newest first; NotPermitted."""
    require(session, "guest_list.take_in")
    file = session.compartment("visits")
    found = []
    for one in store.all_series(file):
        if one.how == store.LIST:
            left, guests = len(_expected(session, one.id)), store.visits_in(file, one.id)
            made = datetime.fromisoformat(one.made_at)
            if left:
                found.append(GuestList(one.id, made, one.user, left, len(guests)))
    return tuple(found)


def _expected(session: Session, list_id: str) -> list[VisitRecord]:
    """Return those of a list who are still expected and may be used."""
    file = session.compartment("visits")
    found = visit_store.visits(file, store.visits_in(file, list_id))
    used = in_use.only(session, "visits", found)
    return [one for one in used if one.state == states.EXPECTED]
