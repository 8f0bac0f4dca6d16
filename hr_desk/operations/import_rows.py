# SPDX-License-Identifier: Apache-2.0
"""What each row of a sheet would become, by the very checks that a candidate's form passes.

A whole row is checked as ``recruitment.take_in`` checks a candidate; only where that refuses are
its cells asked one by one, to say in which column what is wrong.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.terms import terms_of
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Mark, Place, Sheet
from hr_desk.operations import recruitment, requisitions, scope
from hr_desk.operations.concluding import FIRST_STAGE
from hr_desk.operations.import_columns import Column
from hr_desk.operations.import_problems import (
    DigitsLost,
    KnownAlready,
    KnownElsewhere,
    MonthUnclear,
    PostNotOpen,
    PostUnclear,
    TwiceInSheet,
)
from hr_desk.operations.problems import Missing
from hr_desk.operations.recruitment import Checked, NewCandidate
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, POSITION, shortcomings, stored_values
from hr_desk.store import importing
from hr_desk.store.importing import Twin
from hr_desk.store.requisitions import RequisitionRecord

IDENTIFYING: Final = ("phone", "email")
"""The kinds of value (a field's ``search``) by which two rows are one person."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SKIPPED = "skipped"
    """Somebody in the file, or an earlier row, has the same number or address."""
    UPDATE = "update"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """Why a row is not simply new: the column (place from 0; None: the whole row), and why."""

    line: int
    """As the user's program counts rows, from 1."""
    place: int | None
    key: str | None
    problem: UserError

    @property
    def kind(self) -> str:
        """The name of what is wrong, the same in every language."""
        return type(self.problem).__name__

    @property
    def reason(self) -> str:
        """The sentence in the language in use."""
        return self.problem.text()


@dataclass(frozen=True)
class Row:
    """One row of people, its cells as they are read now, its fate and why."""

    line: int
    cells: tuple[str, ...]
    fate: Fate
    findings: tuple[Finding, ...] = ()
    ready: Checked | None = None
    twin: Twin | None = None
    """The person of the file whom an update is about."""


@dataclass(frozen=True)
class Checker:
    """Checks rows one after the other; what was read once of a column is not read again."""

    session: Session
    columns: tuple[Column, ...]
    notice: str
    requisition: RequisitionRecord | None
    posts: Mapping[str, tuple[RequisitionRecord, ...]]
    read: dict[tuple[str, str, Mark | None], Any]

    def check(self, line: int, cells: tuple[str, ...], marks: Mapping[int, Mark]) -> Row:
        """Return a row with everything that is wrong in it, or ready to be taken in."""
        values: dict[str, object] = {}
        wrong: list[Finding] = []
        for column in self.columns:
            text = cells[column.place] if column.place < len(cells) else ""
            if column.key is None or column.key == POSITION or not text.strip():
                continue
            found = self._value(column.key, text, marks.get(column.place))
            if isinstance(found, UserError):
                wrong.append(Finding(line, column.place, column.key, found))
            else:
                values[column.key] = found
        requisition = self._requisition(cells)
        if isinstance(requisition, UserError):
            wrong.append(self._finding(line, POSITION, requisition))
            return self._refused(line, cells, values, wrong)
        if wrong:
            return self._refused(line, cells, values, wrong)
        new = NewCandidate(requisition_id=requisition.id, values=values, notice=self.notice)
        try:
            ready = recruitment.checked(self.session, new, requisition=requisition)
        except UserError as problem:
            return self._refused(line, cells, values, [], problem)
        return Row(line, cells, Fate.NEW, ready=ready)

    def _value(self, key: str, text: str, mark: Mark | None) -> object:
        """Return a cell's value, or why it is none."""
        asked = (key, text, mark)
        if asked not in self.read:
            try:
                self.read[asked] = _parsed(self.session.catalogue.field(key), text, mark)
            except UserError as problem:
                self.read[asked] = problem
        return self.read[asked]

    def _requisition(self, cells: tuple[str, ...]) -> RequisitionRecord | UserError:
        if self.requisition is not None:
            return self.requisition
        place = self._place_of(POSITION)
        text = cells[place] if place is not None and place < len(cells) else ""
        if not text.strip():
            label = self.session.catalogue.field(POSITION).label
            return Missing(field=label, keys=(POSITION,))
        found = self.posts.get(_plain(text), ())
        if len(found) == 1:
            return found[0]
        title = clean(text, prose=True)
        return PostUnclear(title=title) if found else PostNotOpen(title=title)

    def _refused(
        self,
        line: int,
        cells: tuple[str, ...],
        values: Mapping[str, object],
        wrong: Sequence[Finding],
        problem: UserError | None = None,
    ) -> Row:
        """Say all that is wrong, column by column; what was refused as a whole is always said."""
        findings = list(wrong)
        given: dict[str, Any] = {POSITION: ""}
        given.update((one.key, _unread(one.key)) for one in wrong if one.key)
        for key, value in values.items():
            try:
                given[key] = self._stored(key, value)
            except UserError as refused:
                given[key] = _unread(key)
                findings.append(self._finding(line, key, refused))
        findings += [
            self._finding_of_any(line, owed.values["keys"], owed)
            for owed in shortcomings(self.session, given, Scenario.RECRUITMENT)
        ]
        if problem is not None and not findings:
            findings.append(Finding(line, None, None, problem))
        findings.sort(key=lambda finding: -1 if finding.place is None else finding.place)
        return Row(line, cells, Fate.PROBLEM, tuple(findings))

    def _stored(self, key: str, value: object) -> Any:
        stored = stored_values(
            self.session, {key: value}, compartment="hiring", scenario=Scenario.RECRUITMENT,
            stage=FIRST_STAGE,
        )  # fmt: skip
        return stored[self.session.catalogue.field(key).record][key]

    def _finding_of_any(self, line: int, keys: Any, problem: UserError) -> Finding:
        """Point at the first of several fields that has a column."""
        placed = [key for key in keys if self._place_of(key) is not None]
        return self._finding(line, placed[0] if placed else keys[0], problem)

    def _finding(self, line: int, key: str, problem: UserError) -> Finding:
        return Finding(line, self._place_of(key), key, problem)

    def _place_of(self, key: str) -> int | None:
        return next((column.place for column in self.columns if column.key == key), None)


def _unread(key: str) -> str | None:
    """What stands for a value that is there and wrong, so that it is not called missing too."""
    return "" if key == GUARDIAN else None


def checker(
    session: Session, columns: Sequence[Column], *, notice: str, requisition_id: str | None
) -> Checker:
    """Return what checks the rows of a sheet; raises RecordGone, RequisitionClosed."""
    posts: dict[str, tuple[RequisitionRecord, ...]] = {}
    if requisition_id is None:
        for one in requisitions.open_ones(session):
            posts[_plain(one.title)] = (*posts.get(_plain(one.title), ()), one)
    chosen = None if requisition_id is None else requisitions.found(session, requisition_id)
    used = tuple(column for column in columns if column.stored)
    return Checker(session, used, notice, chosen, posts, {})


def _plain(title: str) -> str:
    return "".join(clean(title).split()).casefold()


def _parsed(field: Field, text: str, mark: Mark | None) -> object:
    """Read a cell as its field's type reads typed text, minding what the cell was."""
    if mark is Mark.LOST:
        raise DigitsLost
    if field.type.name == "year_month":
        if mark is Mark.NUMBER and text.endswith(".1"):
            raise MonthUnclear(typed=text)
        if mark is Mark.DATE:
            text = text[:7]
    return field.type.parse(text)


def cells_of(sheet: Sheet, number: int, repairs: Mapping[Place, str]) -> tuple[str, ...]:
    """Return the cells of a row (from 0) with what was repaired in their place."""
    cells = list(sheet.rows[number])
    for (row, place), text in repairs.items():
        if row == number:
            cells.extend([""] * (place + 1 - len(cells)))
            cells[place] = text
    return tuple(cells)


def identity_terms(session: Session, person: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the field key and the search term of each value that tells two people apart."""
    for key, stored in person.items():
        field = session.catalogue.field(key)
        if field.search in IDENTIFYING:
            terms = terms_of(field.search, stored, key)
            if terms:
                yield key, max(terms, key=len)


def without_duplicates(
    session: Session, rows: Sequence[Row], *, update: bool, columns: Sequence[Column]
) -> list[Row]:
    """Give each row that is somebody already its fate; the first row of a person stays."""
    places = {column.key: column.place for column in columns if column.stored}
    wanted = {
        row.line: list(identity_terms(session, row.ready.person))
        for row in rows
        if row.ready is not None
    }
    asked = {term for terms in wanted.values() for _, term in terms}
    known = importing.twins(session.compartment("hiring"), asked)
    mine = scope.people(session, {twin.id for found in known.values() for twin in found})
    first: dict[str, int] = {}
    result = []
    for row in rows:
        result.append(_judged(session, row, wanted.get(row.line, []), known, first, update=update,
                              places=places, mine=mine))  # fmt: skip
        if result[-1].fate in (Fate.NEW, Fate.UPDATE):
            first.update((term, row.line) for _, term in wanted[row.line])
    return result


def _judged(
    session: Session,
    row: Row,
    terms: Sequence[tuple[str, str]],
    known: Mapping[str, Sequence[Twin]],
    first: Mapping[str, int],
    *,
    update: bool,
    places: Mapping[str | None, int],
    mine: Collection[str],
) -> Row:
    for key, term in terms:
        label = session.catalogue.field(key).label
        if term in first:
            problem: UserError = TwiceInSheet(row=first[term], field=label)
            finding = Finding(row.line, places.get(key), key, problem)
            return replace(row, fate=Fate.SKIPPED, findings=(finding,))
    for key, term in terms:
        twin = twin_in(session, known.get(term, ()), key, term)
        if twin is not None:
            label = session.catalogue.field(key).label
            if twin.id not in mine:
                owner = scope.holder_of(session, twin.seq)
                elsewhere = KnownElsewhere(field=label, owner=owner)
                finding = Finding(row.line, places.get(key), key, elsewhere)
                return replace(row, fate=Fate.SKIPPED, findings=(finding,))
            finding = Finding(row.line, places.get(key), key, KnownAlready(field=label))
            fate = Fate.UPDATE if update else Fate.SKIPPED
            return replace(row, fate=fate, findings=(finding,), twin=twin)
    return row


def twin_in(session: Session, found: Sequence[Twin], key: str, term: str) -> Twin | None:
    """Return the first person whose own value of ``key`` has exactly this term.

    A term is a way to look: another field of theirs, or a longer number, may share it.
    """
    search = session.catalogue.field(key).search
    for one in found:
        own = terms_of(search, one.fields.get(key), key)
        if own and max(own, key=len) == term:
            return one
    return None
