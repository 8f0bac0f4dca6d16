# SPDX-License-Identifier: Apache-2.0
"""Papers and terms: a number with its end, a span, an answer with its day.

Typed and shown on one line, parts separated by ``|``; parts at the end may be left out where the
type says so.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any, ClassVar

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed, within
from hr_desk.catalogue.types.choices import Choice, Flag
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.catalogue.types.dates import read_date
from hr_desk.catalogue.types.histories import BETWEEN
from hr_desk.catalogue.types.masks import masked
from hr_desk.i18n import N_, Text, language

LONGEST_NUMBER = 40
LONG_TERM = "long-term"
"""How a document without an end is kept."""

_LONG_TERM = Text(zh="长期", en="Long-term")
_LONG_TERM_WORDS = frozenset({"长期", "长期有效", "long-term", "longterm", "long term"})


class PartsMissing(ValueProblem):
    """A part is missing, or there are more than the type has."""

    message = N_("Please type the parts in this order, parted by |: {parts}.")


class EndBeforeStart(ValueProblem):
    """The second day lies before the first."""

    message = N_("The end lies before the beginning. Please check both days.")


NUMBER_ISSUED_UNTIL = Text(zh="编号 | 发证日期 | 有效期止", en="number | issued on | valid until")
NUMBER_UNTIL = Text(zh="编号 | 有效期止", en="number | valid until")
FROM_TO = Text(
    zh="起始日期 | 终止日期（无固定期限不填）",
    en="first day | last day, which an open-ended contract leaves out",
)
ANSWER_DAY = Text(zh="是或否 | 日期（如有）", en="yes or no | day, if there is one")
CHOICE_DAY = Text(zh="结论 | 日期", en="result | day")
NUMBER_GRADE = Text(zh="编号 | 等级", en="number | grade")


@dataclass(frozen=True)
class Paper:
    """A document: its number, the days as ``2026-03-02``; ``issued`` may be empty."""

    number: str
    issued: str
    until: str


@dataclass(frozen=True)
class Span:
    """First and last day as ``2026-03-02``; without an end ``end`` is empty."""

    start: str
    end: str


@dataclass(frozen=True)
class Dated:
    """An answer or a code, and a day as ``2026-03-02`` or empty."""

    answer: str
    day: str


@dataclass(frozen=True)
class Grade:
    """A number and the code of a grade."""

    number: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class _Parts(ValueType):
    """A dataclass of strings on one line; subclasses read and show the parts."""

    entry: ClassVar[Any]
    shape: ClassVar[Text]

    def parse(self, text: str) -> Any:
        """Return the value; raises the ValueProblem of the part that is wrong."""
        typed = needed(clean(text.replace("\t", "|"), prose=True))
        value = self._read([cell.strip() for cell in typed.split("|")])
        self.notices(value)
        return value

    @abstractmethod
    def _read(self, cells: list[str]) -> Any:
        """Return the value of the cells; raises the ValueProblem of the one that is wrong."""

    def _incomplete(self) -> PartsMissing:
        return PartsMissing(parts=self.shape)

    def _padded(self, cells: list[str], least: int, most: int) -> list[str]:
        """Return ``most`` cells, the first ``least`` of them filled; raises PartsMissing."""
        if len(cells) > most or not all(cells[:least]) or len(cells) < least:
            raise self._incomplete()
        return [*cells, *[""] * (most - len(cells))]

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse what could not have been typed."""
        del value
        return ()

    def store(self, value: Any) -> Any:
        """Return a list of strings."""
        return list(astuple(value))

    def load(self, stored: Any) -> Any:
        """Return the value; raises ForeignValue for any other shape."""
        if not isinstance(stored, list) or not all(isinstance(one, str) for one in stored):
            raise ForeignValue(kind=self.name)
        try:
            return type(self).entry(*stored)
        except TypeError as problem:
            raise ForeignValue(kind=self.name) from problem


def _joined(*parts: str) -> str:
    return BETWEEN.join(part for part in parts if part)


def _day(text: str) -> str:
    return read_date(text).isoformat() if text else ""


@dataclass(frozen=True, kw_only=True)
class Permit(_Parts):
    """Number | valid until, with ``issued`` number | issued on | valid until."""

    name = "permit"
    rule: str = "last_four"
    issued: bool = False
    entry = Paper
    shape = NUMBER_UNTIL

    def _incomplete(self) -> PartsMissing:
        return PartsMissing(parts=NUMBER_ISSUED_UNTIL if self.issued else NUMBER_UNTIL)

    def _read(self, cells: list[str]) -> Paper:
        least = 3 if self.issued else 2
        number, *days = self._padded(cells, least, least)
        read = [_day(day) for day in days]
        return Paper(within(number, LONGEST_NUMBER), read[0] if self.issued else "", read[-1])

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a document that ends before it was issued."""
        if value.issued and value.until < value.issued:
            raise EndBeforeStart
        return ()

    def spell(self, value: Any) -> str:
        """Return number and days on one line."""
        return _joined(*astuple(value))

    def mask(self, value: Any, code: str | None = None) -> str:
        """Apply the rule to the number alone."""
        del code
        return masked(self.rule, value.number)

    def ends(self, value: Any) -> date:
        """Return the day on which the document ends."""
        return date.fromisoformat(value.until)


@dataclass(frozen=True, kw_only=True)
class ContractTerm(_Parts):
    """First day | last day; an open-ended contract has no last one."""

    name = "contract_term"
    entry = Span
    shape = FROM_TO

    def _read(self, cells: list[str]) -> Span:
        start, end = self._padded(cells, 1, 2)
        return Span(_day(start), _day(end))

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a term that ends before it begins."""
        if value.end and value.end < value.start:
            raise EndBeforeStart
        return ()

    def spell(self, value: Any) -> str:
        """Return 2026-03-02 | 2029-03-01, or the first day alone."""
        return _joined(*astuple(value))


@dataclass(frozen=True, kw_only=True)
class DatedFlag(_Parts):
    """Yes or no | a day, which may be left out."""

    name = "dated_flag"
    entry = Dated
    shape = ANSWER_DAY

    def _read(self, cells: list[str]) -> Dated:
        answer, day = self._padded(cells, 1, 2)
        return Dated("yes" if Flag().parse(answer) else "no", _day(day))

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 是 | 2020-12-01."""
        answer = Flag().show(value.answer == "yes", code)
        return _joined(answer, value.day)


@dataclass(frozen=True, kw_only=True)
class DatedChoice(_Parts):
    """A code of the list ``codes`` | a day, which may be left out."""

    name = "dated_choice"
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    entry = Dated
    shape = CHOICE_DAY

    def _read(self, cells: list[str]) -> Dated:
        answer, day = self._padded(cells, 1, 2)
        return Dated(Choice(codes=self.codes).parse(answer), _day(day))

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a code that is not on the list."""
        return Choice(codes=self.codes).notices(value.answer)

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 适合 | 2026-03-02."""
        answer = Choice(codes=self.codes).show(value.answer, code)
        return _joined(answer, value.day)


@dataclass(frozen=True, kw_only=True)
class Graded(_Parts):
    """Number | grade, a code of the list ``codes``."""

    name = "graded"
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    entry = Grade
    shape = NUMBER_GRADE

    def _read(self, cells: list[str]) -> Grade:
        number, grade = self._padded(cells, 2, 2)
        return Grade(within(number, LONGEST_NUMBER), Choice(codes=self.codes).parse(grade))

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a grade that is not on the list."""
        return Choice(codes=self.codes).notices(value.grade)

    def show(self, value: Any, code: str | None = None) -> str:
        """Return the number and the grade's words."""
        return BETWEEN.join((value.number, Choice(codes=self.codes).show(value.grade, code)))


@dataclass(frozen=True, kw_only=True)
class Validity(ValueType):
    """Until when a document is valid: a day as ``2036-03-02``, or LONG_TERM (长期)."""

    name = "validity"

    def parse(self, text: str) -> str:
        """Return the day or LONG_TERM; raises NotADate."""
        typed = needed(clean(text))
        if typed.casefold() in _LONG_TERM_WORDS:
            return LONG_TERM
        return read_date(typed).isoformat()

    def show(self, value: Any, code: str | None = None) -> str:
        """Return the day, or 长期 in the language in use."""
        return _LONG_TERM.within(code or language()) if value == LONG_TERM else str(value)
