# SPDX-License-Identifier: Apache-2.0
"""Numbers that identify: telephones, bank cards; and plain counts."""

import re
from dataclasses import dataclass
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


class NotACardNumber(ValueProblem):
    """Not a bank account number."""

    message = N_("An account number has 12 to 19 digits. Please compare it with the card.")


class NotACount(ValueProblem):
    """Not a whole number in the range of the field."""

    message = N_("Please type a whole number from {smallest} to {largest}.")


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
