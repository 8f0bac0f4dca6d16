# SPDX-License-Identifier: Apache-2.0
"""What the QR of a badge says: twenty-two digits, fourteen at random and eight that check them.

Digits alone, because an input method, a keyboard layout and Caps Lock leave digits as they are
when a scanner types them. They say nothing of the visitor and nothing of the visit. The check
tells a badge from any other code, and a scanned digit from one typed in between: of the 2,300 ways
to take three digits out of twenty-five, one in forty thousand scans has a second that fits.
"""

import hashlib
import secrets
from typing import Final

RANDOM_DIGITS: Final = 14
CHECK_DIGITS: Final = 8
LENGTH: Final = RANDOM_DIGITS + CHECK_DIGITS


def new() -> str:
    """Return a new code of LENGTH digits."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    return digits + _check(digits)


def is_badge(text: str) -> bool:
    """Whether a text is the code of a badge, whoever made it."""
    digits, check = text[:RANDOM_DIGITS], text[RANDOM_DIGITS:]
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _check(digits) == check


def _check(digits: str) -> str:
    whole = int.from_bytes(hashlib.sha256(b"hr-desk-badge" + digits.encode()).digest()[:8], "big")
    return f"{whole % 10**CHECK_DIGITS:0{CHECK_DIGITS}}"
