# SPDX-License-Identifier: Apache-2.0
"""The sealed list of who is inside, for an hour in which neither the desk nor its keys are at hand.

Sealed with AES-256-GCM-SIV (RFC 8452) and one random key, which lies in an account of the
operating system. The PIN beside the list guards the screen alone: whoever has the key reads the
list without it, so it is a threshold against passers-by and no key.
"""

import hashlib
import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical, crockford
from hr_desk.vault.keys import KEY_SIZE

MAGIC: Final = b"HRDR"
VERSION: Final = 1
SUITE: Final = 1
"""Suite 1: AES-256-GCM-SIV with a random nonce of 12 bytes."""
CHECK_SIZE: Final = 2
"""Bytes of the check that a typed key carries: one slip in 65,536 passes."""
GROUP: Final = 5

_NONCE: Final = 12
_START: Final = MAGIC + bytes((VERSION, SUITE))
_SALT: Final = 16
_PIN_COST: Final = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
"""scrypt (RFC 7914) with 16 MiB: some 50 ms for one try."""


class SnapshotUnreadable(UserError):
    """The bytes are damaged, another desk's, of a newer program, or sealed with another key."""

    message = N_(
        "This copy of the roll call cannot be read with the key of this account. Type the key code "
        "from the settings of the desk, or use the printed list."
    )


class KeyMistyped(UserError):
    """The key code has a wrong length, a foreign character, or its check does not fit."""

    message = N_("The key code has a typing mistake. Compare it group by group with the settings.")


def new_key() -> bytes:
    """Return a random key of 32 bytes."""
    return secrets.token_bytes(KEY_SIZE)


def seal_snapshot(body: bytes, key: bytes, *, desk_id: str) -> bytes:
    """Return ``body`` sealed, bound to the desk."""
    nonce = secrets.token_bytes(_NONCE)
    return _START + nonce + AESGCMSIV(key).encrypt(nonce, body, _bound(desk_id))


def open_snapshot(sealed: bytes, key: bytes, *, desk_id: str) -> bytes:
    """Return the body; raises SnapshotUnreadable."""
    start, nonce = sealed[: len(_START)], sealed[len(_START) : len(_START) + _NONCE]
    if start != _START or len(nonce) != _NONCE:
        raise SnapshotUnreadable
    try:
        return AESGCMSIV(key).decrypt(nonce, sealed[len(_START) + _NONCE :], _bound(desk_id))
    except (InvalidTag, ValueError):
        raise SnapshotUnreadable from None


def _bound(desk_id: str) -> bytes:
    return canonical.encode(
        {"format": "hr-desk-roll-call", "version": VERSION, "suite": SUITE, "desk": desk_id}
    )


def spell_key(key: bytes, desk_id: str) -> str:
    """Return desk and key as groups to be typed at another machine, with a check."""
    content = bytes.fromhex(desk_id)[:KEY_SIZE] + key
    return crockford.grouped(crockford.spell(content + _check(content)), GROUP)


def read_key(text: str) -> tuple[str, bytes]:
    """Return the desk's id and the key that ``text`` spells; raises KeyMistyped."""
    try:
        content = crockford.read(crockford.typed(text), 2 * KEY_SIZE + CHECK_SIZE)
    except (crockford.NotTyped, OverflowError):
        raise KeyMistyped from None
    if not hmac.compare_digest(_check(content[:-CHECK_SIZE]), content[-CHECK_SIZE:]):
        raise KeyMistyped
    return content[:KEY_SIZE].hex(), content[KEY_SIZE:-CHECK_SIZE]


def _check(content: bytes) -> bytes:
    return hashlib.sha256(b"hr-desk-roll-call-key" + content).digest()[:CHECK_SIZE]


def pin_mark(pin: str) -> str:
    """Return what a PIN is recognised by: a random salt and scrypt of both, in hexadecimal."""
    salt = secrets.token_bytes(_SALT)
    return f"{salt.hex()}:{_stretched(pin, salt).hex()}"


def is_pin(pin: str, mark: str) -> bool:
    """Whether ``mark`` was made of this PIN."""
    salt, _, stretched = mark.partition(":")
    return hmac.compare_digest(_stretched(pin, bytes.fromhex(salt)).hex(), stretched)


def _stretched(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **_PIN_COST)
