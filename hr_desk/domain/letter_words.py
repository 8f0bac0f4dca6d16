# SPDX-License-Identifier: Apache-2.0
"""How a letter says a value: days and terms in words, in the language of the paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.domain import employment
from hr_desk.i18n import N_, language, translated

COMMA: Final = N_(", ")
_TERM: Final = N_("from {start} to {end}")
_OPEN: Final = N_("from {start}, open-ended")
_PARTS: Final = (N_("{count} year(s)"), N_("{count} month(s)"), N_("{count} day(s)"))


def said(field: Field, stored: Any, code: str) -> str:
    """Return a stored value as a letter says it in language ``code``."""
    value = field.type.load(stored)
    if field.type.name == "date":
        return said_day(value, code)
    if field.type.name == "contract_term":
        return _said_term(value.start, value.end, code)
    return field.type.show(value, code)


def said_day(day: date, code: str) -> str:
    """Return a day as a letter writes it: 2026年3月2日, or 2026-03-02."""
    return f"{day.year}年{day.month}月{day.day}日" if code == "zh_CN" else day.isoformat()


def _said_term(start: str, end: str, code: str) -> str:
    days = [said_day(date.fromisoformat(day), code) if day else "" for day in (start, end)]
    return translated(_TERM if end else _OPEN, code, start=days[0], end=days[1])


def said_service(first_day: date, last_day: date, code: str) -> str:
    """Return how long somebody was employed, both days included: 3年6个月15天."""
    counts = zip(employment.service(first_day, last_day), _PARTS, strict=True)
    parts = [translated(words, code, count=count) for count, words in counts if count]
    return ("" if code == "zh_CN" else " ").join(parts)


def listed(words: list[str], code: str) -> str:
    """Return words one after the other."""
    return translated(COMMA, code).join(words)


@dataclass(frozen=True)
class Listed:
    """Things one after the other, said in the language in which the sentence is read."""

    things: tuple[object, ...]

    def __str__(self) -> str:
        """Return them in the language in use."""
        return listed([str(one) for one in self.things], language())
