# SPDX-License-Identifier: Apache-2.0
"""DOCX files: whether one may be kept, and all its text.

Read as a stream of XML with no tree, no DTD and no entity: a bomb of either kind ends at its
first line, and memory does not grow with the number of elements. The text is every ``w:t``, in
tables, text boxes, headers and notes too, which Chinese CV templates are full of.
"""

import re
import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the library's own name says nothing

from hr_desk.exchange.file_problems import (
    FileBroken,
    FileContrived,
    FileLocked,
    HasMacros,
    KindUnknown,
)

MAX_MEMBERS: Final = 1_000
MAX_DIRECTORY: Final = 256 * 1024
"""Bytes of the list of members; a thousand names fit."""
MAX_UNPACKED: Final = 64 * 1024 * 1024
"""Bytes that all members claim together; only those read are unpacked."""
MAX_PART: Final = 8 * 1024 * 1024
"""Bytes of one XML part."""

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "wordprocessingml.document.main+xml"
_PARTS: Final = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_PROGRAMS: Final = re.compile(r"vbaproject|vbadata|/activex/|\.(bin|exe|dll|js|vbs)$", re.I)
_HARMLESS: Final = re.compile(r"^word/(embeddings/|printersettings)", re.I)
_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_AGAIN: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
"""A text box a second time, for older programs."""


def text_of(data: bytes, *, most: int) -> str:
    """Return all text of a DOCX, about ``most`` characters of it; paragraphs end lines.

    Raises KindUnknown for another kind of package, FileLocked, HasMacros, FileContrived,
    FileBroken.
    """
    _check_directory(data)
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = _checked(package)
            texts = [_text(_unpacked(package, part), most) for part in parts]
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, UnicodeError):
        raise FileBroken from None
    except (expat.ExpatError, struct.error, ValueError):
        raise FileBroken from None
    return "\n".join(texts)[:most]


def _check_directory(data: bytes) -> None:
    """Look at the end record before zipfile believes it: number and size of the entries."""
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if place < 0 or len(data) < place + 22:
        raise FileBroken
    members, size = struct.unpack_from("<HI", data, place + 10)
    if members > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise FileContrived


def _checked(package: ZipFile) -> list[ZipInfo]:
    """Return the parts with text, the main one first, after looking at every member."""
    members = package.infolist()
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise FileLocked
    if _TYPES not in names:
        raise KindUnknown
    if len(set(names)) != len(names) or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise FileContrived
    main = _main_part(_unpacked(package, package.getinfo(_TYPES)))
    if any(_PROGRAMS.search(name) and not _HARMLESS.match(name) for name in names):
        raise HasMacros
    if main not in names:
        raise FileBroken
    further = [name for name in names if _PARTS.fullmatch(name)]
    return [package.getinfo(name) for name in (main, *further)]


def _main_part(types: bytes) -> str:
    """Return the name of the document's own part, from the list of content types."""
    found: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        found[kind.rpartition("officedocument.")[2].rpartition("ms-")[2]] = attributes.get(
            "PartName", ""
        ).lstrip("/")

    _read(types, start=start)
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in found):
        raise HasMacros
    if _MAIN not in found:
        raise KindUnknown
    return found[_MAIN]


def _unpacked(package: ZipFile, member: ZipInfo) -> bytes:
    if member.file_size > MAX_PART:
        raise FileContrived
    with package.open(member) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise FileContrived
    return content


def _text(part: bytes, most: int) -> str:
    reading = _Reading(most)
    _read(part, start=reading.start, end=reading.end, text=reading.text)
    return "".join(reading.found)


def _read(
    part: bytes,
    *,
    start: Callable[..., object],
    end: Callable[..., object] | None = None,
    text: Callable[..., object] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(part, True)


def _refuse(*_declared: Any) -> None:
    """No program for writing documents declares types or entities in them."""
    raise FileContrived


class _Reading:
    """Collects the text of one part as its elements go by."""

    def __init__(self, most: int) -> None:
        self.found: list[str] = []
        self._left = most
        self._inside = False
        self._again = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if name == _AGAIN:
            self._again += 1
        elif space in _WORD and not self._again:
            self._inside = local == "t"
            if local in ("tab", "br", "cr"):
                self.found.append("\t" if local == "tab" else "\n")

    def end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if name == _AGAIN:
            self._again -= 1
        elif space in _WORD and not self._again:
            self._inside = False
            if local == "p":
                self.found.append("\n")

    def text(self, text: str) -> None:
        if self._inside and not self._again and self._left > 0:
            self.found.append(text)
            self._left -= len(text)
