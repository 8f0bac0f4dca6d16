# SPDX-License-Identifier: Apache-2.0
"""What the QR of a user's card says: fifty-six digits, forty-eight at random and eight that check.

The card is the strength of what it opens: 48 random digits are 159 bits, so nobody guesses one,
whatever PIN goes with it. Digits alone, as on a visitor's badge, because an input method, a
keyboard layout and Caps Lock leave digits as they are when a scanner types them.
"""

import hashlib
import secrets
from typing import Final

RANDOM_DIGITS: Final = 48
CHECK_DIGITS: Final = 8
LENGTH: Final = RANDOM_DIGITS + CHECK_DIGITS


def new() -> str:
    """Return a new code of LENGTH digits."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    return digits + _check(digits)


def is_card(text: str) -> bool:
    """Whether a text is the code of a card, whoever made it."""
    digits, check = text[:RANDOM_DIGITS], text[RANDOM_DIGITS:]
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _check(digits) == check


def _check(digits: str) -> str:
    whole = int.from_bytes(hashlib.sha256(b"hr-desk-card" + digits.encode()).digest()[:8], "big")
    return f"{whole % 10**CHECK_DIGITS:0{CHECK_DIGITS}}"
