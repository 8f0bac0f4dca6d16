# SPDX-License-Identifier: Apache-2.0
"""A further language as one file: gettext's .po, English texts to theirs.

The header names the language (``Language: vi``) and how it calls itself (``X-Language-Name: Tiếng
Việt``). Messages of the program and English texts of the catalogue stand in it alike. An entry is
taken only if it keeps the {placeholders}; comments, contexts, plurals and fuzzy entries are passed
over, as gettext does.
"""

import re
import string
from collections.abc import Iterator
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, Language

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a language file at most; the program and the catalogue together have about 300,000."""

_CODE: Final = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")
_LINE: Final = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"((?:[^"\\]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


class LanguageFileProblem(UserError):
    """The language cannot be used."""

    message = N_("This language file cannot be used. Ask for the original .po file.")


class NotALanguageFile(LanguageFileProblem):
    """Not a .po file in UTF-8."""

    message = N_(
        "Line {line} is not what a .po file says. Save the file again as UTF-8 with a program "
        "for translations."
    )


class LanguageUnnamed(LanguageFileProblem):
    """The header does not say which language it is."""

    message = N_(
        "The file does not name its language. Its header needs “Language: vi” (another code than "
        "zh_CN and en) and “X-Language-Name: ” with the language's own name."
    )


class PlaceholdersDiffer(LanguageFileProblem):
    """A translation lacks a {placeholder} or has one of its own."""

    message = N_("The translation of “{text}” has other placeholders in braces. Correct it.")


def read_language(data: bytes) -> Language:
    """Return the language of a .po file; raises LanguageFileProblem that says what to mend."""
    if len(data) > LARGEST:
        raise LanguageFileProblem
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotALanguageFile(line=data.count(b"\n", 0, problem.start) + 1) from None
    entries = dict(_entries(text))
    header = _header(entries.pop("", ""))
    for message, translation in entries.items():
        if translation and _placeholders(message) != _placeholders(translation):
            raise PlaceholdersDiffer(text=message[:60])
    return Language(*header, {message: text for message, text in entries.items() if text})


def _header(text: str) -> tuple[str, str]:
    lines = (line.partition(":") for line in text.splitlines())
    said = {name.strip().lower(): value.strip() for name, _, value in lines}
    code, name = said.get("language", ""), said.get("x-language-name", "")
    if not _CODE.fullmatch(code) or code in LANGUAGES or not name:
        raise LanguageUnnamed
    return code, name


def _placeholders(text: str) -> list[tuple[str, str, str]]:
    """Return what stands in braces: name, format and conversion of each."""
    try:
        found = [
            (name, spec or "", conversion or "")
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError:
        found = [("", "", "")]
    return sorted(found)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield message and translation of each plain entry; the header's message is empty."""
    entry: dict[str, str] = {}
    fuzzy, last = False, ""
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        match = _LINE.fullmatch(stripped)
        keyword = match[1] if match else None
        if entry and "msgstr" in last and (not match or (keyword and "msgstr" not in keyword)):
            yield from _plain(entry, fuzzy=fuzzy)
            entry, fuzzy, last = {}, False, ""
        if stripped.startswith("#,") and "fuzzy" in stripped:
            fuzzy = True
        if match:
            last = keyword or last
            if not last:
                raise NotALanguageFile(line=number)
            entry[last] = entry.get(last, "") + _unescaped(match[2])
        elif stripped and not stripped.startswith("#"):
            raise NotALanguageFile(line=number)


def _plain(entry: dict[str, str], *, fuzzy: bool) -> Iterator[tuple[str, str]]:
    message = entry.get("msgid")
    if message is None or "msgctxt" in entry or "msgid_plural" in entry:
        return
    # gettext marks the header of a fresh file as fuzzy, and reads it all the same.
    if message == "" or not fuzzy:
        yield message, entry.get("msgstr", "")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), text)
