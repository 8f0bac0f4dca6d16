# SPDX-License-Identifier: Apache-2.0
"""What each of many made-up visitors types at a kiosk: a value of their own for each type of field.

Nobody's value is a part of anybody else's, and each carries a check of two or three digits or
characters: whoever edits a value of their own does not come upon somebody else's.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hr_desk.catalogue.types.texts import PLATE_LETTERS
from hr_desk.domain import invitation_code, joining_code

FIRST_MARK = 0x9A6C
"""The Han character that stands for nought in the mark of a visitor."""

NAMES = ("{v}", "王{v}", "欧'{v}", "欧阳\0{v}", "\u202e{v}", "{v}\u202c\u200f", "Ann {v}",
         "\U0002b5e6{v}\U00030edd")  # fmt: skip
"""Names that are taken: quotes, signs of direction, NUL, Han beyond the first plane."""
NO_NAMES = ("'{v}", '"{v}"', "=cmd({v})", "%s{v}", "1{v}")
"""What is refused as a name, and stays on the screen."""

ADULT, MINOR = "19900512", "20090512"
_SIGNS = f"{PLATE_LETTERS}0123456789"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mark(visitor: int) -> str:
    """Return a visitor's number in characters that a name may have, the last two a check."""
    digits = f"{visitor:05}{visitor * 37 % 97:02}"
    return "访" + "".join(chr(FIRST_MARK + int(digit)) for digit in digits) + "客"


class Belongings:
    """The values of one visitor, by type of field."""

    def __init__(self, visitor: int, chance: random.Random, today: date) -> None:
        self.visitor, self.chance = visitor, chance
        self.joining = joining_code.new(today)
        self.invitation = invitation_code.new()
        digits = f"{visitor:05}{visitor * 373 % 997:03}"
        self.name = NAMES[visitor % len(NAMES)]
        """Their name, with the mark left open."""
        self.phone = f"138{digits}"
        self.plate = _plate(visitor)
        self._fixed: Mapping[str, str] = {
            "phone": self.phone,
            "plate": self.plate,
            "email": f"v{digits}x@example.com",
            "wechat_id": f"wx_{digits}",
            "alnum": f"A{digits}",
            "id_number": _id_number(visitor),
            "bank_card": "|".join([_bank_card(digits)] * 2),
            "country": "中国",
            "prefecture": "青岛",
            "pay_range": "6000-8000",
            "timestamp": "1430",
            "count": "3",
        }

    def own(self, text: str) -> str:
        """Return a text that is this visitor's: ``{v}`` is where their mark stands."""
        return text.replace("{v}", mark(self.visitor))

    def of(self, type_name: str, key: str) -> str:
        """Return what is typed for a field; now and then what is refused."""
        if type_name == "person_name":
            refused = self.chance.random() < 0.15
            return self.own(self.chance.choice(NO_NAMES) if refused else self.name)
        if type_name == "contact":
            return self.own(f"监{{v}}|father|{self.phone}")
        if type_name == "date":
            return self.chance.choice((ADULT, ADULT, MINOR)) if key == "birth_date" else "20260401"
        return self._fixed.get(type_name) or self.own("{v}")

    def values(self) -> Iterator[str]:
        """Yield what nobody else may ever read."""
        yield mark(self.visitor)
        yield from (self.joining, self.invitation)
        for name in ("phone", "plate", "email", "wechat_id", "alnum", "id_number"):
            yield self._fixed[name]
        yield self._fixed["bank_card"].partition("|")[0]


def _plate(visitor: int) -> str:
    """Return a plate: three signs say whose it is, two check them."""
    check = visitor * 373 % len(_SIGNS) ** 2
    return f"鲁B{_signs(visitor, 3)}{_signs(check, 2)}"


def _signs(number: int, count: int) -> str:
    size = len(_SIGNS)
    return "".join(_SIGNS[number // size**place % size] for place in reversed(range(count)))


def _id_number(visitor: int) -> str:
    """Return a number of ISO 7064 MOD 11-2; each visitor was born on a day of their own."""
    born = date(1960, 1, 1) + timedelta(days=visitor % 15_000)
    body = f"370202{born:%Y%m%d}{visitor * 373 % 997:03}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


def _bank_card(digits: str) -> str:
    """Return a number with the check digit of Luhn."""
    body = f"6222020200{digits}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    return f"{body}{-sum(one - 9 if one > 9 else one for one in doubled) % 10}"
