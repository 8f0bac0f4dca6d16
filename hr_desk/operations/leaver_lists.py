# SPDX-License-Identifier: Apache-2.0
"""A list of leavers, such as the monthly one: read, compared with who is here, noted in one go.

Somebody is known by their employee number, or without one by their whole name; where two have it,
a person says which. Nothing is written before ``note``, which notes all or nobody. It is not taken
back: payroll and hiring are told by sealed messages and start their own clocks at once, as when
leaving is noted by hand. That is why everything is shown first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.types.cleaning import clean, plain_heading
from hr_desk.domain import headings
from hr_desk.domain import joiners as states
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.operations import importing
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.import_problems import TwiceInSheet
from hr_desk.operations.joiner_problems import LeaversOpen, ListHeadingsMissing, NobodyLeaves
from hr_desk.operations.joiner_writing import NAME, ONBOARDING, START, records
from hr_desk.operations.onboarding import (
    LAST_DAY,
    LEAVING_KIND,
    note_absence,
    note_leaving,
    require_absence,
    require_leaving,
)
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import Missing
from hr_desk.operations.session import Session
from hr_desk.store import personnel, request_tasks
from hr_desk.store.compartment import Change

NUMBER: Final = "employee_no"
COLUMNS: Final = (NUMBER, NAME, LAST_DAY, LEAVING_KIND)
"""What a list says, by field: who (one of two), the last day, how it ends."""

ALSO_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    NUMBER: ("员工编号", "员工号", "人员编号", "工号/编号", "Staff no.", "Employee number"),
    NAME: ("员工姓名", "Employee"),
    LAST_DAY: ("最后工作日", "离职日", "离职时间", "离厂日期", "Last day", "Leaving date"),
    LEAVING_KIND: ("离职原因", "离职方式", "原因", "Reason", "Reason for leaving"),
}
"""What such lists call the columns, beside the labels and headings of the catalogue."""

_BESIDE: Final = "department"
"""What tells two people of one name apart, with the first day."""


class Fate(StrEnum):
    """What becomes of a row."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    """More than one person has this name: somebody says who is meant."""
    UNMATCHED = "unmatched"
    NOTED = "noted"
    """It is noted already that they left or did not report."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a row may be about: what tells them apart, as the list shows it."""

    joiner_id: str
    state: str
    number: str
    name: str
    department: str
    first_day: str


@dataclass(frozen=True)
class Line:
    """One row: its texts by field, whom it may be about, and what would be noted."""

    line: int
    """As the user's program counts rows, from 1."""
    texts: Mapping[str, str]
    fate: Fate
    people: tuple[Person, ...] = ()
    """The first is meant where it is clear; others are those it could be instead."""
    on: date | None = None
    kind: str | None = None
    problem: UserError | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a list is read: whom a row means, where that was asked, and how an empty reason counts.

    ``chosen`` maps a line to the id of a joiner; ``kind`` is a code of leaving_kind.
    """

    chosen: Mapping[int, str] = field(default_factory=dict)
    kind: str | None = None


@dataclass(frozen=True)
class LeaverList:
    """A sheet compared with who is here."""

    sheet: Sheet
    asked: Asked
    places: Mapping[str, int]
    """Field to its column, from 0; what the sheet lacks is not there."""
    lines: tuple[Line, ...]

    @cached_property
    def counts(self) -> Mapping[Fate, int]:
        """How many rows have which fate."""
        return Counter(one.fate for one in self.lines)

    @property
    def leavers(self) -> tuple[Line, ...]:
        """The rows that would be noted."""
        return tuple(one for one in self.lines if one.fate is Fate.MATCHED)


def read_list(session: Session, path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raises SheetUnreadable, SheetProblem, NotPermitted."""
    require(session, "joiner.leave_listed")
    return importing.sheets_in(path)


def likeliest(session: Session, sheets: Sequence[Sheet]) -> Sheet:
    """Return the sheet with most of the columns, the first of equals."""
    names = _names(session)
    return max(sheets, key=lambda one: len(_places(one, _heading_row(one, names), names)))


def compare(session: Session, sheet: Sheet, asked: Asked) -> LeaverList:
    """Return what each row of a sheet would note; writes nothing.

    Raises ListHeadingsMissing where no column says who leaves, or none says when; NotPermitted.
    """
    require(session, "joiner.leave_listed")
    names = _names(session)
    head = _heading_row(sheet, names)
    places = _places(sheet, head, names)
    if head is None or LAST_DAY not in places or not {NUMBER, NAME} & set(places):
        raise ListHeadingsMissing
    here = _Here(session)
    first: dict[str, int] = {}
    lines = []
    for number, row in enumerate(sheet.rows):
        if number <= head or headings.is_blank(row) or headings.is_total(row):
            continue
        texts = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        lines.append(_line(session, here, number + 1, texts, asked, first))
    return LeaverList(sheet, asked, places, tuple(lines))


def _names(session: Session) -> dict[str, str]:
    """Return plain heading to field, for the four fields a list has."""
    known = headings.known(session.catalogue).fields
    found = {name: key for name, key in known.items() if key in COLUMNS}
    for key, names in ALSO_CALLED.items():
        found.update((plain_heading(name), key) for name in names)
    return found


def _heading_row(sheet: Sheet, names: Mapping[str, str]) -> int | None:
    scores = [
        len({names.get(plain_heading(cell)) for cell in row} - {None})
        for row in sheet.rows[: headings.FIRST_ROWS]
    ]
    most = max(scores, default=0)
    return scores.index(most) if most else None


def _places(sheet: Sheet, head: int | None, names: Mapping[str, str]) -> dict[str, int]:
    """Return field to column; of two columns of one field the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(() if head is None else sheet.rows[head]):
        key = names.get(plain_heading(cell))
        if key is not None:
            found.setdefault(key, place)
    return found


class _Here:
    """Who is here or was, by number and by name; read once for a whole list."""

    def __init__(self, session: Session) -> None:
        catalogue = session.catalogue
        keys = (NUMBER, NAME, _BESIDE, START)
        kind = states.kind_of(catalogue.field(NAME), "personnel")
        file = session.compartment("personnel")
        restricted = request_tasks.restricted(file)
        self.by_number: dict[str, list[Person]] = {}
        self.by_name: dict[str, list[Person]] = {}
        self.by_id: dict[str, Person] = {}
        for id_, state, *stored in personnel.listed(file, kind, keys, states.STATES):
            if stored[1] is None or id_ in restricted:
                continue
            person = Person(id_, state, *("" if value is None else str(value) for value in stored))
            self.by_id[id_] = person
            self.by_name.setdefault(_plain(person.name), []).append(person)
            if person.number:
                self.by_number.setdefault(_plain(person.number), []).append(person)

    def found(self, texts: Mapping[str, str]) -> list[Person]:
        """Return whom a row may be about: by number where it has one, else by name."""
        number, name = _plain(texts.get(NUMBER, "")), _plain(texts.get(NAME, ""))
        if number:
            same = self.by_number.get(number, [])
            return [one for one in same if not name or _plain(one.name) == name]
        return self.by_name.get(name, []) if name else []


def _plain(text: str) -> str:
    return "".join(clean(text).split()).casefold()


def _line(
    session: Session, here: _Here, number: int, texts: Mapping[str, str], asked: Asked,
    first: dict[str, int],
) -> Line:  # fmt: skip
    try:
        on, kind = _day(session, texts), _kind(session, texts, asked)
    except UserError as problem:
        return Line(number, texts, Fate.PROBLEM, tuple(here.found(texts)), problem=problem)
    known = here.found(texts)
    fitting = [one for one in known if one.state == _from(kind)]
    others: tuple[Person, ...] = ()
    if asked.chosen.get(number) in {one.joiner_id for one in known}:
        fitting = [here.by_id[asked.chosen[number]]]
        others = tuple(one for one in known if one is not fitting[0])
    if len(fitting) > 1:
        return Line(number, texts, Fate.AMBIGUOUS, tuple(fitting), on, kind)
    if not fitting:
        noted = bool(known) and not any(one.state in states.OPEN for one in known)
        if len(known) == 1 and not noted:
            fitting = known  # the step itself says why it is not possible
        else:
            fate = Fate.NOTED if noted else Fate.UNMATCHED
            return Line(number, texts, fate, tuple(known), on, kind)
    people = (fitting[0], *others)
    line = Line(number, texts, Fate.MATCHED, people, on, kind)
    return _judged(session, fitting[0], line, first)


def _from(kind: str) -> str:
    """Return the state that somebody is in before this is noted."""
    return states.EXPECTED if kind == states.NOT_REPORTED else states.STARTED


def _judged(session: Session, person: Person, line: Line, first: dict[str, int]) -> Line:
    """Return a row with what noting it would refuse."""
    try:
        if person.joiner_id in first:
            label = session.catalogue.field(NAME).label
            raise TwiceInSheet(row=first[person.joiner_id], field=label)
        (joiner,) = records(session, [person.joiner_id])
        if line.kind == states.NOT_REPORTED:
            require_absence(session, joiner, on=_sure(line.on))
        else:
            require_leaving(session, joiner, on=_sure(line.on), kind=str(line.kind))
    except UserError as problem:
        return Line(line.line, line.texts, Fate.PROBLEM, line.people, line.on, line.kind, problem)
    first[person.joiner_id] = line.line
    return line


def _sure(day: date | None) -> date:
    if day is None:
        raise ValueError("a row without its day is not judged")
    return day


def _day(session: Session, texts: Mapping[str, str]) -> date:
    value = _parsed(session, LAST_DAY, texts)
    if not isinstance(value, date):
        raise Missing(field=session.catalogue.field(LAST_DAY).label)
    return value


def _kind(session: Session, texts: Mapping[str, str], asked: Asked) -> str:
    if not texts.get(LEAVING_KIND, "").strip() and asked.kind is not None:
        return asked.kind
    return str(_parsed(session, LEAVING_KIND, texts))


def _parsed(session: Session, key: str, texts: Mapping[str, str]) -> Any:
    """Return a cell's value as the field reads typed text; raises Missing, ValueProblem."""
    field_ = session.catalogue.field(key)
    if not texts.get(key, "").strip():
        raise Missing(field=field_.label)
    return field_.type.parse(texts[key])


def note(session: Session, found: LeaverList, *, matched_only: bool = False) -> Changes:
    """Note everybody of a list in one transaction: every clock starts from the last day given.

    Rows that are noted already are passed over. Raises LeaversOpen while rows are ambiguous,
    unmatched or wrong, unless ``matched_only``; NobodyLeaves, and what noting by hand raises
    where somebody was changed meanwhile: then nobody is noted.
    """
    left = sum(found.counts.get(f, 0) for f in (Fate.AMBIGUOUS, Fate.UNMATCHED, Fate.PROBLEM))
    if left and not matched_only:
        raise LeaversOpen(count=left)
    if not found.leavers:
        raise NobodyLeaves
    changes = _note(session, found.leavers)
    deliver(session)
    return changes


@operation("joiner.leave_listed", compartment="personnel", roles=ONBOARDING)
def _note(session: Session, change: Change, /, lines: Sequence[Line]) -> None:
    days = {line.people[0].joiner_id: line for line in lines}
    for joiner in records(session, days):
        line = days[joiner.id]
        if line.kind == states.NOT_REPORTED:
            note_absence(session, change, joiner, on=_sure(line.on))
        else:
            note_leaving(session, change, joiner, on=_sure(line.on), kind=str(line.kind))
    change.facts["rows"] = len(lines)
