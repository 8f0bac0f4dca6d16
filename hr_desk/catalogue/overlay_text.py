# SPDX-License-Identifier: Apache-2.0
"""One table of a company's ``catalogue.toml`` written anew; every other line stays as it is."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from hr_desk.catalogue.problems import WrittenByHand
from hr_desk.catalogue.source import parse, table_header
from hr_desk.catalogue.toml_text import key_text, value_text

_BLANK: Final = re.compile(r"^\s*(#.*)?$")
"""What belongs to the table below it rather than to the one above: comments, empty lines."""


def with_table(
    file: str, text: str, path: tuple[str, ...], body: Mapping[str, Any] | None
) -> str:  # fmt: skip
    """Return the text with ``body`` as its table at ``path``, or without that table (None).

    ``file`` names it in sentences. What a person wrote inside the old table, comments too, goes
    with it. Raises NotToml for a text that cannot be read, WrittenByHand where the table is
    written in a way that no header marks.
    """
    before = _plain(parse(file, text).body)
    lines = text.splitlines()
    places = [number for number in range(len(lines)) if _belongs(lines, number, path)]
    kept = [line for number, line in enumerate(lines) if number not in set(places)]
    at = places[0] if places else len(kept)
    above = kept[:at] if body is None or not kept[:at] or not kept[at - 1] else [*kept[:at], ""]
    new = "\n".join([*above, *_written(path, body), *kept[at:]]).strip("\n")
    found = f"{new}\n" if new else ""
    if not _says(found, before, path, body):
        raise WrittenByHand(file=file, line=1, name=".".join(path))
    return found


def _belongs(lines: list[str], number: int, path: tuple[str, ...]) -> bool:
    """Whether a line is part of the table at ``path`` or of a table inside it."""
    if _BLANK.match(lines[number]) and not _goes_on(lines, number):
        return False
    for line in reversed(lines[: number + 1]):
        header = table_header(line)
        if header is not None:
            return header[: len(path)] == path
    return False


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether something else than a header follows the comments and empty lines that begin here."""
    rest = (line for line in lines[number:] if not _BLANK.match(line))
    following = next(rest, None)
    return following is not None and table_header(following) is None


def _written(path: tuple[str, ...], body: Mapping[str, Any] | None) -> list[str]:
    if body is None:
        return []
    pairs = [f"{key_text(key)} = {value_text(value)}" for key, value in body.items()]
    return [f"[{'.'.join(map(key_text, path))}]", *pairs]


def _says(
    text: str, before: Mapping[str, Any], path: tuple[str, ...], body: Mapping[str, Any] | None
) -> bool:
    """Whether a text says what it said before, but for the one table."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return _plain(found) == _replaced(before, path, body)


def _replaced(
    tables: Mapping[str, Any], path: tuple[str, ...], body: Mapping[str, Any] | None
) -> dict[str, Any]:
    first, *rest = path
    others = {key: value for key, value in tables.items() if key != first}
    within = _replaced(tables.get(first, {}), tuple(rest), body) if rest else body
    return {**others, first: dict(within)} if within else others


def _plain(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables without those that hold nothing."""
    found = {key: _plain(one) if isinstance(one, dict) else one for key, one in tables.items()}
    return {key: one for key, one in found.items() if one != {}}
