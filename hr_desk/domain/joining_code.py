# SPDX-License-Identifier: Apache-2.0
"""The code that a joiner is handed to fill in their own part at a kiosk: eleven digits.

Two digits say until which day it is good, eight are random, the last one checks the others. So a
kiosk, which knows nobody, can tell a slip of the finger and a code that has run out; whose code it
is, and whether it was ever handed out, only the desk knows.
"""

import hashlib
import secrets
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

RANDOM_DIGITS: Final = 8
LENGTH: Final = 2 + RANDOM_DIGITS + 1
LONGEST: Final = timedelta(days=31)
"""How long a code may be good; two digits tell days apart as long as it is far less than 100."""

_ROUND: Final = 100


class Standing(StrEnum):
    """What can be said of a code without knowing whose it is."""

    GOOD = "good"
    WRONG = "wrong"
    RUN_OUT = "run_out"


def new(until: date) -> str:
    """Return a new code that is good up to and on the day ``until``."""
    digits = f"{until.toordinal() % _ROUND:02}"
    digits += f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    return digits + _check(digits)


def standing(code: str, today: date) -> Standing:
    """Return what can be said of a code on a day; a clock that is a day behind does no harm."""
    if len(code) != LENGTH or not (code.isascii() and code.isdigit()):
        return Standing.WRONG
    if _check(code[:-1]) != code[-1]:
        return Standing.WRONG
    ahead = (int(code[:2]) - today.toordinal()) % _ROUND
    return Standing.GOOD if ahead <= LONGEST.days + 1 else Standing.RUN_OUT


def typed(text: str) -> str:
    """Return what was typed without spaces and hyphens."""
    return "".join(sign for sign in text if sign not in " -\u3000")


def grouped(code: str) -> str:
    """Return a code as it is printed: 123 4567 8901."""
    return f"{code[:3]} {code[3:7]} {code[7:]}"


def digest(code: str, desk_id: str) -> str:
    """Return what a desk keeps of a code, 64 hexadecimal digits.

    A code is short: the digest is no secret by itself, it lies in an encrypted file.
    """
    return hashlib.sha256(f"hr-desk-joining/{desk_id}/{code}".encode()).hexdigest()


def _check(digits: str) -> str:
    """Return the digit of Luhn, which no single wrong digit and hardly a swap gets past."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
