# SPDX-License-Identifier: Apache-2.0
"""Bytes as letters and digits a person can read out, type and compare (Crockford's base 32).

The alphabet has no I, L, O and U. What is typed may use either case, full-width letters of an
input method, spaces and hyphens, O for zero, and I or L for one.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The 32 characters, in the order of their values."""

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " -\u2013\u2014\t\r\n")


class NotTyped(ValueError):
    """The text holds a character outside the alphabet, or spare bits that are not zero."""


def typed(text: str) -> str:
    """Return what a person typed in the alphabet's own spelling; raises NotTyped."""
    cleaned = unicodedata.normalize("NFKC", text).upper().translate(_SEPARATORS)
    cleaned = cleaned.translate(_LOOKALIKES)
    if any(character not in ALPHABET for character in cleaned):
        raise NotTyped
    return cleaned


def spell(data: bytes) -> str:
    """Return ``data`` in the alphabet, five bits each, the last filled with zero bits."""
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (length * 5 - len(data) * 8)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def read(text: str, size: int) -> bytes:
    """Return the ``size`` bytes that ``text`` (already ``typed``) spells; raises NotTyped."""
    number = 0
    for character in text:
        number = number << 5 | ALPHABET.index(character)
    spare = len(text) * 5 - size * 8
    if not 0 <= spare < 5 or number & ((1 << spare) - 1):
        raise NotTyped
    return (number >> spare).to_bytes(size, "big")


def grouped(text: str, size: int) -> str:
    """Return ``text`` in groups of ``size`` characters with hyphens between them."""
    return "-".join(text[start : start + size] for start in range(0, len(text), size))
