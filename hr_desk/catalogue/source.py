# SPDX-License-Identifier: Apache-2.0
"""TOML files read strictly: tables that know their file and line, and name what is wrong."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hr_desk.catalogue.problems import (
    MissingFile,
    MissingKey,
    NotToml,
    UnknownKey,
    UnknownWord,
    WrongShape,
    nearest,
)
from hr_desk.i18n import N_, Message, Text

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """One data file: its name as a person knows it, and its text."""

    file: str
    text: str

    def line_of(self, path: tuple[str, ...]) -> int:
        """Return the 1-based line where ``path`` (or its longest known part) stands."""
        lines = _lines(self.text)
        for length in range(len(path), 0, -1):
            if path[:length] in lines:
                return lines[path[:length]]
        return 1


_HEADER = re.compile(r"^\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_PAIR = re.compile(
    r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Map each key path to its line; keys of inline tables count to the line of their owner."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, pair = _HEADER.match(line), _PAIR.match(line)
        if header:
            table = _path(header[1])
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif pair:
            found.setdefault(table + _path(pair[1]), number)
    return found


def table_header(line: str) -> tuple[str, ...] | None:
    """Return the path of the table that a line of TOML opens, None for any other line."""
    found = _HEADER.match(line)
    return None if found is None else _path(found[1])


def _path(dotted: str) -> tuple[str, ...]:
    parts = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return tuple(part.strip("\"'") for part in parts)


@dataclass(frozen=True)
class Table:
    """A TOML table at a path of a source; every getter refuses what is not as it should be."""

    source: Source
    path: tuple[str, ...]
    body: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The last part of the path: what the table declares."""
        return self.path[-1]

    def where(self, *keys: str) -> dict[str, Any]:
        """Return file and line of a key for a problem's sentence."""
        return {"file": self.source.file, "line": self.source.line_of((*self.path, *keys))}

    def only(self, known: Collection[str]) -> None:
        """Refuse any key outside ``known``."""
        for key in self.body:
            if key not in known:
                raise UnknownKey(**self.where(key), name=key, nearest=nearest(key, known))

    def tables(self, key: str | None = None) -> Iterator["Table"]:
        """Yield the tables below ``key`` (or below this one), each refused if it is no table."""
        below = self if key is None else self.table(key)
        for name in below.body:
            yield below.table(name)

    def each(self, key: str, make: Callable[["Table"], T]) -> dict[str, T]:
        """Return what ``make`` makes of each table below ``key``, in the order of the file."""
        return {table.key: make(table) for table in self.tables(key)}

    def label(self) -> Text:
        """Return the text of a table that is a label and nothing else."""
        self.only(("label",))
        return self.words("label")

    def table(self, key: str) -> "Table":
        """Return the table at ``key``, empty when it is not there."""
        body = self.body.get(key, {})
        if not isinstance(body, dict):
            raise self.wrong(key, N_("a table"))
        return Table(self.source, (*self.path, key), body)

    def words(self, key: str) -> Text:
        """Return a required text in both languages."""
        found = self.words_or_none(key)
        if found is None:
            raise self._missing(key)
        return found

    def wrong(self, key: str, shape: str) -> WrongShape:
        """Return the refusal of what stands at ``key``; ``shape`` is a message of what it takes."""
        return WrongShape(**self.where(key), name=key, shape=Message(shape))

    def words_or_none(self, key: str) -> Text | None:
        """Return a text in both languages, neither of them blank, or None when absent."""
        if key not in self.body:
            return None
        body = self.body[key]
        if not isinstance(body, dict) or set(body) != {"zh", "en"} or not _all_text(body):
            raise self.wrong(key, N_("a text in zh and en"))
        return Text(zh=body["zh"], en=body["en"])

    def name(self, key: str, known: Iterable[str], kind: str) -> str:
        """Return a required word that must be one of ``known``."""
        word = self.string(key)
        return self.known(word, known, kind, key)

    def name_or_none(self, key: str, known: Iterable[str], kind: str) -> str | None:
        """Return a word of ``known``, or None when absent."""
        return self.name(key, known, kind) if key in self.body else None

    def known(self, word: str, known: Iterable[str], kind: str, *keys: str) -> str:
        """Return ``word``; raises UnknownWord at ``keys`` when it is not among ``known``."""
        names = list(known)
        if word not in names:
            near = nearest(word, names)
            raise UnknownWord(**self.where(*keys), kind=Message(kind), name=word, nearest=near)
        return word

    def names(self, key: str, known: Iterable[str], kind: str) -> tuple[str, ...]:
        """Return a list of words of ``known``; empty when absent."""
        names = list(known)
        return tuple(self.known(word, names, kind, key) for word in self.strings(key))

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty when absent."""
        found = self.body.get(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self.wrong(key, N_("a list of words"))
        return tuple(found)

    def string(self, key: str, default: str | None = None) -> str:
        """Return a string; required unless there is a default."""
        found = self._value(key, default)
        if not isinstance(found, str) or (not found.strip() and default is None):
            raise self.wrong(key, N_("a text"))
        return found

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number; required unless there is a default."""
        found = self._value(key, default)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.wrong(key, N_("a whole number"))
        return found

    def integer_or_none(self, key: str) -> int | None:
        """Return a whole number, or None when absent."""
        return self.integer(key) if key in self.body else None

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        found = self.body.get(key, default)
        if not isinstance(found, bool):
            raise self.wrong(key, N_("true or false"))
        return found

    def _value(self, key: str, default: object) -> object:
        if key not in self.body and default is None:
            raise self._missing(key)
        return self.body.get(key, default)

    def _missing(self, key: str) -> MissingKey:
        return MissingKey(**self.where(), owner=".".join(self.path), name=key)


def _all_text(body: Mapping[str, Any]) -> bool:
    return all(isinstance(text, str) and text.strip() for text in body.values())


def read(path: Path) -> Table:
    """Return the file as one table; raises MissingFile or NotToml."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise MissingFile(file=path.name) from problem
    return parse(path.name, text)


def parse(name: str, text: str) -> Table:
    """Return a file's text as one table; ``name`` stands in sentences. Raises NotToml."""
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _not_toml(name, str(problem)) from problem
    return Table(Source(name, text), (), body)


def _not_toml(file: str, detail: str) -> NotToml:
    at = re.search(r"at line (\d+)", detail)
    return NotToml(file=file, line=int(at[1]) if at else 1, detail=detail.partition(" (")[0])


KINDS = (
    N_("type"),
    N_("option"),
    N_("role"),
    N_("stage"),
    N_("retention class"),
    N_("code list"),
    N_("masking rule"),
    N_("compartment"),
    N_("section"),
    N_("event"),
    N_("operation"),
    N_("word"),
    N_("field"),
    N_("page"),
    N_("purpose of visit"),
    N_("acknowledgement"),
)
"""What an unknown word was meant to be."""
