# SPDX-License-Identifier: Apache-2.0
"""What entitles someone to a kind of work: licences and permits, vehicle classes, languages.

Repeating groups like the histories, one line for each entry, cells parted by ``|``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any, ClassVar

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, needed
from hr_desk.catalogue.types.choices import Choice
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.catalogue.types.histories import History, day_or_none, line_of, words
from hr_desk.i18n import N_, Text

EXPIRED = N_("At least one of these is past its last day. Please ask for the renewed one.")
_FOR_EVER = frozenset({"长期", "长期有效", "permanent"})
"""What stands on a paper that does not end; kept as an empty day."""


class NotALicenceClass(ValueProblem):
    """Letters that no vehicle class has."""

    message = N_(
        "“{typed}” is not a class of driving licence. Type the classes as on the licence, for "
        "example C1 or A2D."
    )


@dataclass(frozen=True)
class Certificate:
    """One licence or permit; its last day as ``2019-07-31``, empty where it does not end."""

    kind: str
    number: str = ""
    expiry: str = ""


@dataclass(frozen=True)
class Licence:
    """The vehicle classes of a driving licence (``A2D``) and its last day."""

    licence_class: str
    expiry: str = ""


@dataclass(frozen=True)
class Language:
    """A language by its code, and how well someone knows it in their own or an exam's words."""

    language: str
    level: str = ""


def _last_day(text: str) -> str:
    return "" if text.casefold() in _FOR_EVER else day_or_none(text)


@dataclass(frozen=True, kw_only=True)
class Expiring(History):
    """Entries with a last day: one that has passed is a warning, never a refusal."""

    def check(self, value: Any, today: date | None = None) -> tuple[Notice, ...]:
        """Refuse a wrong entry; warn of one whose last day lies before ``today``."""
        found = self.notices(value)
        over = today is not None and any(
            entry.expiry and entry.expiry < today.isoformat() for entry in value
        )
        return (*found, Notice(EXPIRED)) if over else found


@dataclass(frozen=True, kw_only=True)
class Certificates(Expiring):
    """Licence or permit | number | valid until."""

    name = "certificates"
    rule: str = "number_cell"
    entry = Certificate
    cells = (words, words, _last_day)


@dataclass(frozen=True, kw_only=True)
class DrivingLicence(Expiring):
    """Classes | valid until, one line; the number of the licence is never part of it."""

    name = "driving_licence"
    free_text = False
    entry = Licence
    most: ClassVar[int] = 1
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    """The vehicle classes; filled by the loader from the field's code list."""

    def readers(self) -> tuple[Callable[[str], str], ...]:
        """Return what reads classes and last day."""
        return (self._classes, _last_day)

    def _classes(self, text: str) -> str:
        """Return ``A2D`` for A2D, a2 d, A2、D: each class once, in the order of the list."""
        typed = needed(clean(text))
        left = re.sub(r"[\s、,，/+]", "", typed).upper()
        found = set()
        while left:
            code = next((one for one in self._longest_first() if left.startswith(one)), None)
            if code is None:
                raise NotALicenceClass(typed=typed)
            found.add(code)
            left = left.removeprefix(code)
        return "".join(code for code in self.codes if code in found)

    def _longest_first(self) -> list[str]:
        return sorted(self.codes, key=len, reverse=True)


@dataclass(frozen=True, kw_only=True)
class LanguageSkills(History):
    """Language | level; the language by its code, typed as code or word."""

    name = "language_skill"
    entry = Language
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    """The languages; filled by the loader from the field's code list."""

    def readers(self) -> tuple[Callable[[str], str], ...]:
        """Return what reads language and level."""
        return (Choice(codes=self.codes).parse, words)

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 英语 | CET-6, a line for each language."""
        spoken = Choice(codes=self.codes)
        return "\n".join(line_of((spoken.show(one.language, code), one.level)) for one in value)

    def load(self, stored: Any) -> Any:
        """Return the entries; raises ForeignValue for any other shape."""
        found = super().load(stored)
        if not all(astuple(one)[0] for one in found):
            raise ForeignValue(kind=self.name)
        return found
