# SPDX-License-Identifier: Apache-2.0
"""The 16 characters two people compare before their desks trust each other.

Both desks compute them from both ids, so one comparison covers both directions. Whoever swaps both
introductions on the way may choose a desk for each side and needs only that the two codes meet:
with 80 bits a matter of 2^40 tries, so each try costs a memory-hard derivation (RFC 9106).
"""

import hmac
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from hr_desk.vault import crockford

CODE_SIZE: Final = 10
"""Bytes of the code: 80 bits, 16 characters."""

MEMORY_KIB: Final = 65_536
PASSES: Final = 3
"""The parameters of a daily slot. They are part of the format: both desks must get the same."""

_LABEL: Final = b"HR Desk pairing 1"


@lru_cache(maxsize=64)
def pairing_code(one: str, other: str) -> str:
    """Return the code of two desk ids (64 hexadecimal digits each), the same in either order.

    Raises ValueError for a desk with itself.
    """
    if one == other:
        raise ValueError("a desk is not paired with itself")
    first, second = sorted((bytes.fromhex(one), bytes.fromhex(other)))
    derivation = Argon2id(
        salt=_LABEL, length=CODE_SIZE, iterations=PASSES, lanes=1, memory_cost=MEMORY_KIB
    )
    return crockford.grouped(crockford.spell(derivation.derive(first + second)), 4)


def is_code(typed: str, *, one: str, other: str) -> bool:
    """Whether a person typed the code of these two desks, in any case, with or without hyphens."""
    try:
        spelled = crockford.grouped(crockford.typed(typed), 4)
    except crockford.NotTyped:
        return False
    return hmac.compare_digest(spelled, pairing_code(one, other))
