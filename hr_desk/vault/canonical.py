# SPDX-License-Identifier: Apache-2.0
"""One byte string for one value: the JSON that is signed.

A signature holds for bytes, so a value must have exactly one spelling: JSON in UTF-8, names sorted
by code point, no spaces, no numbers but whole ones that every reader of JSON keeps exactly. What
is read is encoded again and compared byte for byte, so that no second spelling passes.
"""

import json
from collections.abc import Mapping
from typing import NoReturn

from hr_desk.errors import UserError
from hr_desk.i18n import N_

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 8259 section 6)."""


class NotCanonical(UserError):
    """The bytes are not the one spelling of a value: changed by hand, damaged or foreign."""

    message = N_(
        "This file is damaged or was changed outside HR Desk. "
        "Take the original again or restore it from a backup."
    )


def encode(value: object) -> bytes:
    """Return the one spelling of ``value``: None, bool, int, str, and sequences, mappings of them.

    Raises TypeError for any other type, ValueError for a number beyond LARGEST_NUMBER and for
    text that is not valid Unicode.
    """
    text = json.dumps(
        _plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def decode(data: bytes) -> object:
    """Return the value that ``data`` spells; raises NotCanonical for every other spelling."""
    try:
        value: object = json.loads(
            data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse
        )
        same = encode(value) == data
    except (ValueError, RecursionError):
        raise NotCanonical from None
    if not same:
        raise NotCanonical
    return value


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_name(name): _plain(item) for name, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _whole(number: int) -> int:
    if abs(number) > LARGEST_NUMBER:
        raise ValueError("whole number too large for a canonical form")
    return number


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("a name in a canonical form is text")
    return name


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"not a whole number: {text[:20]}")
