# SPDX-License-Identifier: Apache-2.0
"""What someone would like to earn: a span of whole yuan a month."""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_, Text, language

HIGHEST: Final = 9_999_999
"""The largest monthly amount in yuan."""

_UNITS: Final = {"": 1, "k": 1000, "千": 1000, "w": 10000, "万": 10000}
_SPOKEN: Final = 100
"""Below this a first amount shares the unit of the second: 8-12K, 1-1.5万."""


class NotAPay(ValueProblem):
    """No amount and no span of amounts in yuan a month."""

    message = N_(
        "Please type whole yuan a month, for example 8000 or 8000-12000. Leave it empty if the "
        "pay is open to talk."
    )


class LowestAboveHighest(ValueProblem):
    """The first amount is the larger one."""

    message = N_("The first amount is larger than the second one. Please check both.")


@dataclass(frozen=True)
class Pay:
    """A span in whole yuan a month; one wish is a span whose ends are equal."""

    lowest: int
    highest: int


_AMOUNT = r"(\d{1,7}(?:\.\d{1,4})?)(k|千|w|万)?"
_SPAN = re.compile(rf"{_AMOUNT}(?:[-~至到]{_AMOUNT})?")
_AROUND = re.compile(
    r"^(?:期望|月薪|cny|rmb|¥)+|(?:元|块|cny|rmb)?(?:(?:每|/|a|per)?(?:个?月|month))?$"
)


@dataclass(frozen=True, kw_only=True)
class PayRange(ValueType):
    """From one amount to another, whole yuan a month."""

    name = "pay_range"
    rule: str = "banded"

    def parse(self, text: str) -> Pay:
        """Return the span of 8000, 8000-12000, 8-12K or 1万-1.5万元/月; raises NotAPay."""
        typed = re.sub(r"[\s,，]", "", needed(clean(text))).casefold()
        typed = re.sub(r"[‐‑‒–—―−]", "-", typed)
        match = _SPAN.fullmatch(_AROUND.sub("", typed))
        if not match:
            raise NotAPay
        first, unit, second, last_unit = (part or "" for part in match.groups())
        if second and not unit and Decimal(first) < _SPOKEN:
            unit = last_unit
        lowest = _yuan(first, unit)
        pay = Pay(lowest, _yuan(second, last_unit) if second else lowest)
        self.notices(pay)
        return pay

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a span that is none."""
        ends = (value.lowest, value.highest)
        if not all(type(end) is int and 0 < end <= HIGHEST for end in ends):
            raise NotAPay
        if value.lowest > value.highest:
            raise LowestAboveHighest
        return ()

    def spell(self, value: Any) -> str:
        """Return 8000-12000, or 8000 where both ends are equal."""
        if value.lowest == value.highest:
            return str(value.lowest)
        return f"{value.lowest}-{value.highest}"

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 8000-12000 元/月."""
        unit = Text(zh="元/月", en="CNY/month").within(code or language())
        return f"{self.spell(value)} {unit}"

    def store(self, value: Any) -> Any:
        """Return ``{"lowest": 8000, "highest": 12000}``."""
        return asdict(value)

    def load(self, stored: Any) -> Any:
        """Return the span; raises ForeignValue for any other shape."""
        if not isinstance(stored, dict) or stored.keys() != {"lowest", "highest"}:
            raise ForeignValue(kind=self.name)
        if not all(type(end) is int for end in stored.values()):
            raise ForeignValue(kind=self.name)
        return Pay(**stored)


def _yuan(amount: str, unit: str) -> int:
    """Return whole yuan; raises NotAPay for a fraction of one."""
    yuan = Decimal(amount) * _UNITS[unit]
    if yuan != yuan.to_integral_value():
        raise NotAPay
    return int(yuan)
