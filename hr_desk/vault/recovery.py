# SPDX-License-Identifier: Apache-2.0
"""The recovery secret, printed in two halves for two custodians.

Each half alone is random bytes and tells nothing about the secret; both together are the secret.
A printed half is 65 characters in 13 groups of five: its mark (A or B), the version, six
characters that both halves of one pair share, 52 of content, five of checksum.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import crockford

SECRET_SIZE = 32
"""Bytes of the recovery secret and of each half."""

_VERSION = "1"
_PAIR = 6
_CHECK = 5
_CONTENT = 52
_LENGTH = 2 + _PAIR + _CONTENT + _CHECK
_CHECK_LABEL = b"HR Desk recovery half: "


class RecoveryProblem(UserError):
    """The halves as typed do not give a recovery secret."""

    message = N_("These recovery halves do not fit. Compare both with the printed sheets.")


class HalfIncomplete(RecoveryProblem):
    """Too few or too many characters."""

    message = N_(
        "Recovery half {half} has {length} characters; there are {needed} on the sheet. "
        "Compare it with the sheet group by group."
    )


class HalfMistyped(RecoveryProblem):
    """The checksum does not fit, or a character cannot occur."""

    message = N_(
        "There is a typing mistake in recovery half {half}. "
        "Compare it with the sheet group by group."
    )


class HalfFromNewer(RecoveryProblem):
    """The half was printed by a newer program."""

    message = N_(
        "Recovery half {half} was printed by a newer version of HR Desk. "
        "Update HR Desk, then try again."
    )


class SameHalfTwice(RecoveryProblem):
    """Half A or half B was typed twice."""

    message = N_(
        "Both entries are half {half}. Enter half A and half B, which two custodians keep."
    )


class HalvesNotPaired(RecoveryProblem):
    """The halves are from two different printings."""

    message = N_(
        "These two halves were not printed together. Use the two sheets with the same beginning "
        "(characters 3 to 8), normally the latest."
    )


@dataclass(frozen=True)
class _Half:
    mark: str
    pair: str
    content: bytes


def new_secret() -> bytes:
    """Return a new recovery secret."""
    return secrets.token_bytes(SECRET_SIZE)


def as_passphrase(secret: bytes) -> str:
    """Return the secret as the passphrase of the recovery slot, which is a slot like any other."""
    return crockford.spell(secret)


def split(secret: bytes) -> tuple[str, str]:
    """Return halves A and B of ``secret`` (32 bytes) as they are printed."""
    if len(secret) != SECRET_SIZE:
        raise ValueError("a recovery secret has 32 bytes")
    first = secrets.token_bytes(SECRET_SIZE)
    pair = crockford.spell(secrets.token_bytes(4))[:_PAIR]
    return _printed("A", pair, first), _printed("B", pair, _combined(first, secret))


def join(a: str, b: str) -> bytes:
    """Return the secret of two halves as typed, in either order.

    Raises a RecoveryProblem that names the half with the mistake, a half typed twice, or halves
    that do not belong together.
    """
    first, second = _typed_half(a, "A"), _typed_half(b, "B")
    if first.mark == second.mark:
        raise SameHalfTwice(half=first.mark)
    if first.pair != second.pair:
        raise HalvesNotPaired
    return _combined(first.content, second.content)


def _printed(mark: str, pair: str, content: bytes) -> str:
    body = mark + _VERSION + pair + crockford.spell(content)
    return crockford.grouped(body + _checksum(body), 5)


def _typed_half(text: str, place: str) -> _Half:
    half = _name_of(text, place)
    try:
        plain = crockford.typed(text)
    except crockford.NotTyped:
        raise HalfMistyped(half=half) from None
    if len(plain) != _LENGTH:
        raise HalfIncomplete(half=half, length=len(plain), needed=_LENGTH)
    body, check = plain[:-_CHECK], plain[-_CHECK:]
    if _checksum(body) != check or body[0] not in "AB":
        raise HalfMistyped(half=half)
    if body[1] != _VERSION:
        raise HalfFromNewer(half=half)
    return _read(body, half)


def _read(body: str, half: str) -> _Half:
    start = 2 + _PAIR
    try:
        content = crockford.read(body[start:], SECRET_SIZE)
    except crockford.NotTyped:
        raise HalfMistyped(half=half) from None
    return _Half(body[0], body[2:start], content)


def _name_of(text: str, place: str) -> str:
    # What stands on the sheet names the half best; where it is unreadable, its place does.
    mark = unicodedata.normalize("NFKC", text).strip()[:1].upper()
    return mark if mark and mark in "AB" else place


def _checksum(body: str) -> str:
    digest = hashlib.sha256(_CHECK_LABEL + body.encode("ascii")).digest()
    return crockford.spell(digest)[:_CHECK]


def _combined(first: bytes, second: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(first, second, strict=True))
