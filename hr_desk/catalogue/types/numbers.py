# SPDX-License-Identifier: Apache-2.0
"""Numbers that identify: telephones, ID numbers, bank cards; and plain counts."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_


class NotAPhone(ValueProblem):
    """No telephone could have this number."""

    message = N_(
        "This is not a telephone number. A mobile number has 11 digits and begins with 1; a "
        "number from abroad begins with + and the country code."
    )


class NotAnIdNumber(ValueProblem):
    """Not 18 characters, or not digits."""

    message = N_(
        "An ID number has 18 characters: 17 digits and a last digit or X. Please compare it "
        "with the card."
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


class NotACardNumber(ValueProblem):
    """Not a bank account number."""

    message = N_("An account number has 12 to 19 digits. Please compare it with the card.")


class NotACount(ValueProblem):
    """Not a whole number in the range of the field."""

    message = N_("Please type a whole number from {smallest} to {largest}.")


UNKNOWN_REGION = N_("The first six digits are no region we know. Please compare with the card.")
NOT_LUHN = N_(
    "The account number does not satisfy the usual check digit. Some passbooks do not; please "
    "compare it once more."
)


@dataclass(frozen=True, kw_only=True)
class Phone(ValueType):
    """A telephone number: mainland mobiles as 11 digits, every other number as E.164."""

    name = "phone"
    rule: str = "phone"

    def parse(self, text: str) -> str:
        """Return the number; ``+86``, spaces and hyphens are accepted. Raises NotAPhone."""
        import phonenumbers

        typed = re.sub(r"[\s\-()（）·.]", "", needed(clean(text)))
        typed = re.sub(r"^00", "+", typed)
        if re.fullmatch(r"86(1\d{10})", typed):
            typed = typed[2:]
        try:
            number = phonenumbers.parse(typed, "CN")
        except phonenumbers.NumberParseException as problem:
            raise NotAPhone from problem
        return _stored_form(number)

    def spell(self, value: Any) -> str:
        """Group it as people read it: 138 0013 8000."""
        if value.startswith("+"):
            return str(value)
        return f"{value[:3]} {value[3:7]} {value[7:]}"


_MAINLAND_MOBILE = re.compile(r"1[3-9]\d{9}")


def _stored_form(number: Any) -> str:
    import phonenumbers

    national = phonenumbers.national_significant_number(number)
    if number.country_code == 86 and _MAINLAND_MOBILE.fullmatch(national):
        return national
    if number.extension or not phonenumbers.is_valid_number(number):
        raise NotAPhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_RESIDENCE_PERMITS = ("81", "82", "83", "9")
"""居民居住证 of Hong Kong, Macao and Taiwan residents; foreigners' permanent residence cards."""

EARLIEST_BIRTH = date(1900, 1, 1)


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


def gender_of(id_number: str) -> str:
    """Return the GB/T 2261.1 code in digit 17: "1" male, "2" female."""
    return "1" if int(id_number[16]) % 2 else "2"


@dataclass(frozen=True, kw_only=True)
class IdNumber(ValueType):
    """An 18-character ID number; check digit and date are binding, the region is a warning.

    The library's region table follows the year of birth, not of issue, and would turn away
    people whose numbers are right; it is only asked for a warning.
    """

    name = "id_number"
    rule: str = "id_number"

    def parse(self, text: str) -> str:
        """Return 18 characters with an upper-case X; raises a ValueProblem that says what fails."""
        typed = re.sub(r"[\s\-]", "", needed(clean(text))).upper()
        self.notices(typed)
        return typed

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a wrong number; warn of a region that is not in the table."""
        if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", value):
            raise NotAnIdNumber
        if value[17] != check_digit(value[:17]):
            raise WrongCheckDigit
        if birth_date_of(value) < EARLIEST_BIRTH:
            raise WrongBirthDate
        return () if _region_known(value) else (Notice(UNKNOWN_REGION),)

    def check_on(self, value: Any, today: date) -> None:
        """Refuse a date of birth after ``today``."""
        if birth_date_of(value) > today:
            raise WrongBirthDate


def _region_known(id_number: str) -> bool:
    if id_number.startswith(_RESIDENCE_PERMITS):
        return True
    from stdnum import numdb

    return any(info for _, info in numdb.get("cn/loc").info(id_number[:6])[1:])


@dataclass(frozen=True, kw_only=True)
class BankCard(ValueType):
    """A bank account number: 12 to 19 digits; a failing Luhn digit is only a warning."""

    name = "bank_card"
    rule: str = "card"

    def parse(self, text: str) -> str:
        """Return the digits; spaces and hyphens go. Raises NotACardNumber."""
        typed = re.sub(r"[\s\-]", "", needed(clean(text)))
        if not re.fullmatch(r"[0-9]{12,19}", typed):
            raise NotACardNumber
        return typed

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse what is no account number; warn when the Luhn digit fails."""
        from stdnum import luhn

        self.parse(value)
        return () if luhn.is_valid(value) else (Notice(NOT_LUHN),)

    def spell(self, value: Any) -> str:
        """Group it in fours, as on the card."""
        return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


@dataclass(frozen=True, kw_only=True)
class Count(ValueType):
    """A whole number from ``smallest`` to ``largest``."""

    name = "count"
    smallest: int = 0
    largest: int = 99

    def parse(self, text: str) -> int:
        """Return the number; raises NotACount."""
        typed = needed(clean(text))
        if not re.fullmatch(r"-?[0-9]{1,9}", typed):
            raise NotACount(smallest=self.smallest, largest=self.largest)
        return self._checked(int(typed))

    def load(self, stored: Any) -> Any:
        """Return the number; raises ForeignValue for anything else."""
        if not isinstance(stored, int) or isinstance(stored, bool):
            raise ForeignValue(kind=self.name)
        return stored

    def _checked(self, value: int) -> int:
        if not self.smallest <= value <= self.largest:
            raise NotACount(smallest=self.smallest, largest=self.largest)
        return value
