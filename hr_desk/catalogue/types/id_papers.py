# SPDX-License-Identifier: Apache-2.0
"""The number of a document that shows who somebody is: an ID card's, or a passport's or permit's.

Residents, residents of Hong Kong, Macao and Taiwan, and foreigners with permanent residence have 18
characters with a check digit (GB 11643). The other documents are numbered by whoever issues them:
there a form is all that can be checked, and which kind of document it is, is a field of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_


class NotAnIdNumber(ValueProblem):
    """Nearly as long as an ID number, and not 18 characters."""

    message = N_(
        "An ID number has 18 characters: 17 digits and a last digit or X. Please compare it "
        "with the card."
    )


class NotAPaperNumber(ValueProblem):
    """No document has a number like this."""

    message = N_(
        "This is not the number of a document. A resident's ID number has 18 characters, a "
        "passport or permit 5 to 17 letters and digits."
    )


class NumberOfAnotherKind(ValueProblem):
    """The number does not look like those of the kind of document that was chosen."""

    message = N_(
        "This is not the number of a document of the kind “{kind}”. Choose the kind it is from, or "
        "compare the number with the document."
    )


class WrongCheckDigit(ValueProblem):
    """The last character does not fit the others (GB 11643, ISO 7064 MOD 11-2)."""

    message = N_("The check digit does not fit: a digit is wrong. Please compare with the card.")


class WrongBirthDate(ValueProblem):
    """Digits 7 to 14 are no day of the calendar, or no possible birthday."""

    message = N_(
        "Digits 7 to 14 of the ID number are not a possible date of birth. Please compare it "
        "with the card."
    )


UNKNOWN_REGION = N_("The first six digits are no region we know. Please compare with the card.")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_RESIDENCE_PERMITS = ("81", "82", "83", "9")
"""居民居住证 of Hong Kong, Macao and Taiwan residents; foreigners' permanent residence cards."""

EARLIEST_BIRTH = date(1900, 1, 1)

RESIDENT: Final = "resident_id"
"""The kind that is meant while nobody has said another one; a code of the list id_type."""

NUMBERED_LIKE_IDS: Final = frozenset({RESIDENT, "hmt_residence", "permanent_residence"})
"""Kinds of document whose number follows GB 11643: digits 7 to 14 a birthday, digit 17 a gender."""

_ID: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_MEANT_AS_ID: Final = re.compile(r"[0-9]{11}.*|.{18,}")
"""Too many digits for a passport, or too long: taken for an ID number, so that a slip is named."""
_PAPER: Final = re.compile(r"(?=.*[0-9])[A-Z0-9\u4e00-\u9fff]{5,17}")
"""Any other document; those of soldiers have Chinese characters."""

_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "permanent_residence": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "passport": re.compile(r"(?=.*[0-9])[A-Z0-9]{5,17}"),
    "hm_travel": re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    "tw_travel": re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?"),
    "other": _PAPER,
}
"""Kind to the numbers it may have beside those of 18 characters; permits issued before 2023 too."""


def is_id(number: str) -> bool:
    """Whether a number has the form of an ID number: 18 characters, birthday and check digit."""
    return _ID.fullmatch(number) is not None


def fits(number: str, kind: str | None) -> bool:
    """Whether a number may be that of a kind of document (a code of id_type, None: not said)."""
    kind = kind or RESIDENT
    if is_id(number):
        return kind in NUMBERED_LIKE_IDS
    form = _FORMS.get(kind, None if kind in NUMBERED_LIKE_IDS else _PAPER)
    return form is not None and form.fullmatch(number) is not None


def check_digit(seventeen: str) -> str:
    """Return the last character of an ID number that begins with these 17 digits (GB 11643)."""
    total = sum(int(d) * w for d, w in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def birth_date_of(id_number: str) -> date:
    """Return the date in digits 7 to 14; raises WrongBirthDate when it is none."""
    try:
        return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError as problem:
        raise WrongBirthDate from problem


def born(number: str) -> date | None:
    """Return the birthday that a document's number tells, None where it tells none."""
    return birth_date_of(number) if is_id(number) else None


def gender_of(id_number: str) -> str:
    """Return the GB/T 2261.1 code in digit 17: "1" male, "2" female."""
    return "1" if int(id_number[16]) % 2 else "2"


@dataclass(frozen=True, kw_only=True)
class IdNumber(ValueType):
    """The number of a document; of an ID number check digit and date are binding, the region not.

    The library's region table follows the year of birth, not of issue, and would turn away
    people whose numbers are right; it is only asked for a warning.
    """

    name = "id_number"
    rule: str = "id_number"

    def parse(self, text: str) -> str:
        """Return it without spaces, letters upper-case; raises a ValueProblem that says why not."""
        typed = re.sub(r"[\s\-]", "", needed(clean(text))).upper()
        self.notices(typed)
        return typed

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a wrong number; warn of a region that is not in the table."""
        if not is_id(value):
            if _MEANT_AS_ID.fullmatch(value):
                raise NotAnIdNumber
            if not _PAPER.fullmatch(value):
                raise NotAPaperNumber
            return ()
        if value[17] != check_digit(value[:17]):
            raise WrongCheckDigit
        if birth_date_of(value) < EARLIEST_BIRTH:
            raise WrongBirthDate
        return () if _region_known(value) else (Notice(UNKNOWN_REGION),)

    def check_on(self, value: Any, today: date) -> None:
        """Refuse a date of birth after ``today``."""
        birth = born(value)
        if birth is not None and birth > today:
            raise WrongBirthDate


def _region_known(id_number: str) -> bool:
    if id_number.startswith(_RESIDENCE_PERMITS):
        return True
    from stdnum import numdb

    return any(info for _, info in numdb.get("cn/loc").info(id_number[:6])[1:])
