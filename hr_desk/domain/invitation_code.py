# SPDX-License-Identifier: Apache-2.0
"""What a guest types of an invitation: twelve digits that hold nobody's data.

Eight digits are random, two mark which texts the desk knows as confirmed by this guest, two check
the rest. The mark lets a kiosk, which knows nobody, pass over a text that was confirmed within its
months: a text that has changed since has another mark, and is asked. Whoever invents a mark gains
nothing: the desk knows what was confirmed, and asks for what was not.

The QR says eight digits more that check the twelve. Two tell a slip of the finger, but not a
scanned digit from one that somebody types in the same moment.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Final

RANDOM_DIGITS: Final = 8
MARK_DIGITS: Final = 2
CHECK_DIGITS: Final = 2
LENGTH: Final = RANDOM_DIGITS + MARK_DIGITS + CHECK_DIGITS
SCAN_CHECK_DIGITS: Final = 8
SCANNED_LENGTH: Final = LENGTH + SCAN_CHECK_DIGITS
GROUP: Final = 4
"""Digits that are read and typed together."""

NOTHING: Final = "00"
"""The mark of a guest who is asked to confirm everything."""


def new(mark: str = NOTHING) -> str:
    """Return a new code of LENGTH digits."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}{mark}"
    return digits + _check(digits)


def is_invitation(text: str) -> bool:
    """Whether a text is the code of an invitation, whoever made it."""
    digits, check = text[:-CHECK_DIGITS], text[-CHECK_DIGITS:]
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _check(digits) == check


def for_scanner(code: str) -> str:
    """Return what the QR of a code says: SCANNED_LENGTH digits."""
    return code + _scan_check(code)


def in_scan(text: str) -> str:
    """Return the code in what a scanner read; empty where it read something else."""
    code = text[:LENGTH]
    return code if is_invitation(code) and text == for_scanner(code) else ""


def is_scan(text: str) -> bool:
    """Whether a text is what the QR of an invitation says, whoever made it."""
    return bool(in_scan(text))


def cleaned(text: str) -> str:
    """Return what was typed without the gaps in which it is printed."""
    return "".join(text.split()).replace("-", "")


def grouped(code: str) -> str:
    """Return a code as it is printed and read aloud."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def mark_in(code: str) -> str:
    """Return the mark of a code."""
    return code[RANDOM_DIGITS : RANDOM_DIGITS + MARK_DIGITS]


def mark_of(digests: Iterable[str]) -> str:
    """Return the mark of texts by their digests, in whatever order; NOTHING for none."""
    texts = sorted(digests)
    if not texts:
        return NOTHING
    whole = _number(b"hr-desk-texts", "\n".join(texts))
    return f"{1 + whole % (10**MARK_DIGITS - 1):0{MARK_DIGITS}}"


def _check(digits: str) -> str:
    whole = _number(b"hr-desk-invitation", digits)
    return f"{whole % 10**CHECK_DIGITS:0{CHECK_DIGITS}}"


def _scan_check(code: str) -> str:
    whole = _number(b"hr-desk-invitation-scan", code)
    return f"{whole % 10**SCAN_CHECK_DIGITS:0{SCAN_CHECK_DIGITS}}"


def _number(about: bytes, text: str) -> int:
    return int.from_bytes(hashlib.sha256(about + text.encode()).digest()[:8], "big")
