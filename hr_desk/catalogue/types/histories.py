# SPDX-License-Identifier: Apache-2.0
"""Repeating groups: schools, posts and courses, and the guardian of a minor.

Typed and shown as one line for each entry, cells parted by ``|`` (tabs are taken too, so that
rows paste from a spreadsheet). Empty cells at the end may be left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import astuple, dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed, within
from hr_desk.catalogue.types.choices import Choice
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.catalogue.types.dates import YearMonth, read_date
from hr_desk.catalogue.types.numbers import Phone
from hr_desk.catalogue.types.texts import PersonName
from hr_desk.i18n import N_, Text

BETWEEN = " | "
"""What parts the cells of a line."""

LONGEST_CELL = 60
MOST_ENTRIES = 30


class TooManyCells(ValueProblem):
    """A line with more cells than the group has."""

    message = N_("Line {line} has more than {cells} parts. Please part them with | only.")


class FirstCellMissing(ValueProblem):
    """A line without the name of the school, employer or course."""

    message = N_("Line {line} does not begin with a name. Please type what it is about first.")


class TooManyEntries(ValueProblem):
    """More lines than anyone reads."""

    message = N_("These are more than {most} lines. Please keep those that matter for the post.")


class EndsBeforeItBegins(ValueProblem):
    """The end of a span lies before its beginning."""

    message = N_("In line {line} the end lies before the beginning. Please check both months.")


class NotAsKept(ValueProblem):
    """A cell that its own reader would have written otherwise."""

    message = N_("A part of line {line} is not in the form it is kept in. Please type it again.")


OVERLAP = N_("Two of these spans overlap. That may be right; please look once more.")


@dataclass(frozen=True)
class School:
    """One school; months as ``2019-07`` or empty."""

    school: str
    major: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Post:
    """One post with an employer; the reason for leaving is never asked."""

    employer: str
    post: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Course:
    """One course; its day as ``2019-07-31`` or empty."""

    course: str
    day: str = ""
    result: str = ""


def words(text: str) -> str:
    """Return a cell of words; raises TooLong."""
    return within(text, LONGEST_CELL)


def _month(text: str) -> str:
    return YearMonth().parse(text) if text and text not in ("至今", "now") else ""


def day_or_none(text: str) -> str:
    """Return a day as ``2019-07-31``, empty for an empty cell; raises NotADate."""
    return read_date(text).isoformat() if text else ""


@dataclass(frozen=True, kw_only=True)
class History(ValueType):
    """A tuple of entries of one dataclass; subclasses name it and read its cells."""

    free_text = True
    rule: str = "first_cell"
    entry: ClassVar[Callable[..., Any]]
    cells: ClassVar[tuple[Callable[[str], str], ...]] = ()
    most: ClassVar[int] = MOST_ENTRIES
    """How many entries there may be."""

    def parse(self, text: str) -> tuple[Any, ...]:
        """Return the entries in the order typed; raises a ValueProblem that names the line."""
        lines = needed(clean(text.replace("\t", "|"), prose=True, lines=True)).split("\n")
        self._require_few(lines)
        entries = tuple(self._entry(line, n) for n, line in enumerate(lines, 1) if line)
        self.notices(entries)
        return entries

    def _entry(self, line: str, number: int) -> Any:
        typed = [cell.strip() for cell in line.split("|")]
        readers = self.readers()
        if len(typed) > len(readers):
            raise TooManyCells(line=number, cells=len(readers))
        if not typed[0]:
            raise FirstCellMissing(line=number)
        read = (reader(cell) for reader, cell in zip(readers, typed, strict=False))
        return type(self).entry(*read)

    def readers(self) -> tuple[Callable[[str], str], ...]:
        """Return what reads each cell of a line, from typed text to what is kept."""
        return self.cells

    def _require_few(self, entries: Sized) -> None:
        if len(entries) > self.most:
            raise TooManyEntries(most=self.most)

    def _require_kept(self, entry: Any, number: int) -> None:
        """Refuse what no line could have been read into: a caller may bring entries ready-made."""
        kept = astuple(entry)
        if not kept[0]:
            raise FirstCellMissing(line=number)
        for reader, cell in zip(self.readers(), kept, strict=True):
            if "|" in cell or reader(clean(cell, prose=True)) != cell:
                raise NotAsKept(line=number)

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a span that ends before it begins; warn of spans that overlap."""
        self._require_few(value)
        spans = []
        for number, entry in enumerate(value, 1):
            self._require_kept(entry, number)
            start, end = getattr(entry, "start", ""), getattr(entry, "end", "")
            if start and end and end < start:
                raise EndsBeforeItBegins(line=number)
            if start:
                spans.append((start, end or "9999-99"))
        spans.sort()
        overlap = any(a[1] > b[0] for a, b in pairwise(spans))
        return (Notice(OVERLAP),) if overlap else ()

    def spell(self, value: Any) -> str:
        """Return one line for each entry."""
        return "\n".join(line_of(astuple(entry)) for entry in value)

    def store(self, value: Any) -> Any:
        """Return a list of lists of strings."""
        return [list(astuple(entry)) for entry in value]

    def load(self, stored: Any) -> Any:
        """Return the entries; raises ForeignValue for any other shape."""
        try:
            return tuple(type(self).entry(*_strings(cells)) for cells in stored)
        except TypeError as problem:
            raise ForeignValue(kind=self.name) from problem


def line_of(entry: Iterable[str]) -> str:
    """Return the cells of an entry on one line; empty ones at the end are left out."""
    cells = list(entry)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return BETWEEN.join(cells)


def _strings(cells: Any) -> list[str]:
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise TypeError
    return cells


@dataclass(frozen=True, kw_only=True)
class EducationHistory(History):
    """School | major | from | to."""

    name = "education_history"
    entry = School
    cells = (words, words, _month, _month)


@dataclass(frozen=True, kw_only=True)
class WorkHistory(History):
    """Employer | post | from | to."""

    name = "work_history"
    entry = Post
    cells = (words, words, _month, _month)


@dataclass(frozen=True, kw_only=True)
class TrainingRecords(History):
    """Course | date | result."""

    name = "training_records"
    entry = Course
    cells = (words, day_or_none, words)


class ContactIncomplete(ValueProblem):
    """A contact without name, relation or number."""

    message = N_("Please give name, relation and telephone number, parted by |.")


@dataclass(frozen=True)
class ContactPerson:
    """Someone named by the person: name, code of the relation, telephone number."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Contact(ValueType):
    """Name | relation | telephone, as for a guardian; ``codes`` are the relations."""

    name = "contact"
    rule: str = "contact"
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)

    def parse(self, text: str) -> ContactPerson:
        """Return the contact; raises the ValueProblem of the part that is wrong."""
        cells = [cell.strip() for cell in needed(clean(text.replace("\t", "|"))).split("|")]
        if len(cells) != 3 or not all(cells):
            raise ContactIncomplete
        relation = Choice(codes=self.codes).parse(cells[1])
        return ContactPerson(PersonName().parse(cells[0]), relation, Phone().parse(cells[2]))

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a wrong part."""
        PersonName().check(value.name)
        Choice(codes=self.codes).check(value.relation)
        Phone().check(value.phone)
        return ()

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 王芳 | 母亲 | 138 0013 8000."""
        relation = Choice(codes=self.codes).show(value.relation, code)
        return BETWEEN.join((value.name, relation, Phone().show(value.phone)))

    def store(self, value: Any) -> Any:
        """Return a list of three strings."""
        return list(astuple(value))

    def load(self, stored: Any) -> Any:
        """Return the contact; raises ForeignValue for any other shape."""
        try:
            return ContactPerson(*_strings(stored))
        except TypeError as problem:
            raise ForeignValue(kind=self.name) from problem
