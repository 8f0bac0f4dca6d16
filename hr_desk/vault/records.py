# SPDX-License-Identifier: Apache-2.0
"""Strict reading of a decoded record: exactly the declared names, each of its own type.

Bytes stand as lower-case hexadecimal digits, so that they too have one spelling.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hr_desk.errors import UserError
from hr_desk.vault.canonical import NotCanonical

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Malformed(ValueError):
    """A record lacks a name, has one too many, or holds a value of the wrong type."""


class NewerFormat(Exception):
    """A record's version or suite is higher than this program knows."""


def written(value: "DataclassInstance", *, kind: str, version: int, suite: int) -> dict[str, Any]:
    """Return a frozen dataclass as the record of a format, bytes as hexadecimal digits."""
    record: dict[str, Any] = {"format": kind, "version": version, "suite": suite}
    for one in fields(value):
        part = getattr(value, one.name)
        record[one.name] = part.hex() if isinstance(part, bytes) else part
    return record


@contextmanager
def damage_as(problem: type[UserError], newer: type[UserError]) -> Iterator[None]:
    """Raise ``problem`` for what is malformed or not canonical inside, ``newer`` for newer."""
    try:
        yield
    except NewerFormat:
        raise newer from None
    except (Malformed, NotCanonical):
        raise problem from None


def refuse_newer(value: object, *, version: int, suite: int) -> None:
    """Raise NewerFormat if a record, whatever else it holds, is of a newer version or suite."""
    known = {"version": version, "suite": suite}
    found = value if isinstance(value, dict) else {}
    for name, highest in known.items():
        number = found.get(name)
        if type(number) is int and number > highest:
            raise NewerFormat


class Record:
    """A mapping with exactly the names it must have; every reader raises Malformed."""

    def __init__(self, value: object, *names: str) -> None:
        if not isinstance(value, dict) or value.keys() != frozenset(names):
            raise Malformed("not the names this record has")
        self._values: Mapping[str, object] = value

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        return _text(self._values[name])

    def any_text(self, name: str) -> str:
        """Return a text, which may be empty."""
        return _any_text(self._values[name])

    def optional_text(self, name: str) -> str | None:
        """Return a text or None."""
        value = self._values[name]
        return None if value is None else _text(value)

    def number(self, name: str, least: int = 0) -> int:
        """Return a whole number of at least ``least``."""
        return _number(self._values[name], least)

    def data(self, name: str, size: int) -> bytes:
        """Return ``size`` bytes."""
        return data_of(self._values[name], size)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(_text(item) for item in self.rows(name))

    def rows(self, name: str) -> tuple[object, ...]:
        """Return a list of values still to be read."""
        value = self._values[name]
        if not isinstance(value, list):
            raise Malformed("not a list")
        return tuple(value)

    def table(self, name: str) -> Mapping[str, object]:
        """Return a mapping of values still to be read."""
        value = self._values[name]
        if not isinstance(value, dict):
            raise Malformed("not a mapping")
        return value

    def numbers(self, name: str) -> Mapping[str, int]:
        """Return a mapping of whole numbers, none below zero."""
        return {key: _number(value, 0) for key, value in self.table(name).items()}

    def words(self, name: str) -> Mapping[str, str]:
        """Return a mapping of texts, which may be empty."""
        return {key: _any_text(value) for key, value in self.table(name).items()}

    def expect(self, **values: object) -> None:
        """Raise Malformed unless each name has exactly the value given."""
        for name, value in values.items():
            found = self._values[name]
            if type(found) is not type(value) or found != value:
                raise Malformed(f"{name} is not what it must be")


def data_of(value: object, size: int) -> bytes:
    """Return the ``size`` bytes that ``value`` spells in lower-case hexadecimal digits."""
    text = _text(value)
    try:
        data = bytes.fromhex(text)
    except ValueError:
        raise Malformed("not hexadecimal") from None
    if data.hex() != text or len(data) != size:
        raise Malformed("not the one spelling of so many bytes")
    return data


def check_moment(text: str | None) -> None:
    """Raise Malformed unless ``text`` is None or a UTC time as 2026-01-31T08:00:00Z."""
    _check(text, "%Y-%m-%dT%H:%M:%SZ")


def check_day(text: str | None) -> None:
    """Raise Malformed unless ``text`` is None or a day as 2026-01-31."""
    if text is not None:
        try:
            same = date.fromisoformat(text).isoformat() == text
        except ValueError:
            same = False
        if not same:
            raise Malformed("not a day")


def _check(text: str | None, form: str) -> None:
    if text is None:
        return
    try:
        moment = datetime.strptime(text, form)
    except ValueError:
        raise Malformed("not a time in UTC") from None
    if moment.isoformat() + "Z" != text:
        raise Malformed("not the one spelling of a time")


def _any_text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("not a text")
    return value


def _text(value: object) -> str:
    if not (text := _any_text(value)):
        raise Malformed("an empty text")
    return text


def _number(value: object, least: int) -> int:
    if type(value) is not int or value < least:
        raise Malformed("not a number of the kind expected")
    return value
