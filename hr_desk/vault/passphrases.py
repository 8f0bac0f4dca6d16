# SPDX-License-Identifier: Apache-2.0
"""What a passphrase must be at least, and its bytes."""

import unicodedata

from hr_desk.errors import UserError
from hr_desk.i18n import N_

SHORTEST = 10
"""Characters a passphrase has at least."""

_TRIED_FIRST = """
0123456789 1234567890 0987654321 9876543210 12345678910 123456789a 1234567890a 1122334455
1234512345 1231231231 5201314520 1314520520 woaini1314 woaini5201314 iloveyou520
a123456789 aa12345678 abc1234567 abc123456789 abcd123456 abcde12345 abcdef1234 abcdefghij
1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty1234 qwerty12345 qwerty123456 asdfghjkl; zxcvbnm123
password12 password123 password1234 passw0rd123 p@ssw0rd123 p@ssword123 administrator
admin12345 admin123456 admin@1234 admin@12345 admin@123456 root123456 changeme123 letmein1234
"""
_COMMON = frozenset(_TRIED_FIRST.split())


class WeakPassphrase(UserError):
    """The passphrase would be guessed first."""

    message = N_("This passphrase would be guessed. Choose another one.")


class ShortPassphrase(WeakPassphrase):
    """Fewer than SHORTEST characters."""

    message = N_(
        "This passphrase has {length} characters; it needs at least {least}. "
        "Four or five unrelated words are easy to remember."
    )


class CommonPassphrase(WeakPassphrase):
    """One that is tried first by whoever guesses."""

    message = N_(
        "This passphrase is one of those tried first. Take four or five unrelated words instead."
    )


class RepeatedPassphrase(WeakPassphrase):
    """One character over and over."""

    message = N_(
        "This passphrase is one character over and over. Take four or five unrelated words instead."
    )


def normalised(text: str) -> str:
    """Return ``text`` in Unicode's NFKC form.

        The same passphrase must give the same bytes whichever input method types it: full-width
    letters and digits, the full-width space and composed accents all become one form.
    """
    return unicodedata.normalize("NFKC", text)


def passphrase_bytes(text: str) -> bytes:
    """Return the bytes that go into the key derivation."""
    return normalised(text).encode("utf-8", "surrogatepass")


def check_passphrase(text: str) -> None:
    """Raise a WeakPassphrase that says why ``text`` is refused and what to take instead."""
    plain = normalised(text)
    if len(plain) < SHORTEST:
        raise ShortPassphrase(length=len(plain), least=SHORTEST)
    if len(set(plain.casefold())) == 1:
        raise RepeatedPassphrase
    if plain.casefold() in _COMMON:
        raise CommonPassphrase
