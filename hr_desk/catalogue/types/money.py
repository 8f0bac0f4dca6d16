# SPDX-License-Identifier: Apache-2.0
"""Amounts of money: yuan with two decimals, counted exactly."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_

LARGEST = Decimal("9999999.99")
"""Yuan; more is a slip of the finger."""

_TYPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_STORED = re.compile(r"(?:0|[1-9]\d{0,6})\.\d{2}")


class NotAnAmount(ValueProblem):
    """Not an amount in yuan with two decimals at most."""

    message = N_("This is not an amount in yuan. It looks like 6500 or 6,500.50.")


@dataclass(frozen=True, kw_only=True)
class Money(ValueType):
    """Yuan with two decimals, from 0.00 to 9,999,999.99, as a Decimal."""

    name = "money"

    def parse(self, text: str) -> Decimal:
        """Read 6500, 6,500.5, ¥6500 or 6500元; raises NotAnAmount."""
        typed = re.sub(r"^[¥￥]|元$|\s", "", needed(clean(text)))
        if not _TYPED.fullmatch(typed):
            raise NotAnAmount
        value = Decimal(typed.replace(",", "")).quantize(Decimal("0.01"))
        self.notices(value)
        return value

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse what is not between 0 and LARGEST."""
        if not isinstance(value, Decimal) or not 0 <= value <= LARGEST:
            raise NotAnAmount
        return ()

    def spell(self, value: Any) -> str:
        """Return 6,500.50 in every language."""
        return f"{value:,.2f}"

    def store(self, value: Any) -> Any:
        """Return "6500.50": a JSON number would not be kept exactly."""
        return f"{value:.2f}"

    def load(self, stored: Any) -> Any:
        """Return the amount; raises ForeignValue for any other text."""
        if not isinstance(stored, str) or not _STORED.fullmatch(stored):
            raise ForeignValue(kind=self.name)
        return Decimal(stored)
