# SPDX-License-Identifier: Apache-2.0
"""Documents that people hand over: what a file is by its content, and what is kept of it.

A name proves nothing; the first bytes decide which reader looks at it, and that reader refuses
what it cannot read whole (threat model: lying extensions, bombs, entities, macros). All of this
runs in the confined process of ``exchange.confined``; call it from there alone for files that
somebody handed over.
"""

from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.exchange import pdf_files, photos, word_files
from hr_desk.exchange.file_problems import (
    FileEmpty,
    FileLocked,
    FileTooHeavy,
    KindUnknown,
    NoSuchPage,
    OldOffice,
)

MAX_BYTES: Final = 10 * 1024 * 1024
"""The largest file taken in, in bytes (fields.json, resume_file)."""

MAX_TEXT: Final = 200_000
"""Characters of text kept in hand of one document; a CV has some thousands."""

PDF, DOCX, JPEG, PNG = "pdf", "docx", "jpeg", "png"

_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_STARTS: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", DOCX),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its kind, its pages, its text in one form, and what is kept of it.

    ``text`` is empty where there is none, as in a scanned page. ``content`` is the file itself,
    of a picture its pixels alone as a JPEG (kind JPEG).
    """

    kind: str
    pages: int
    text: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as pixels: RGB, 3 bytes each, no padding."""

    width: int
    height: int
    pixels: bytes


def recognise(data: bytes) -> str:
    """Return the kind of a file by its first bytes.

    Raises FileEmpty, FileTooHeavy, OldOffice, FileLocked, KindUnknown.
    """
    if not data:
        raise FileEmpty
    if len(data) > MAX_BYTES:
        raise FileTooHeavy(limit=MAX_BYTES // 2**20)
    if data.startswith(_COMPOUND):
        raise FileLocked if _LOCKED_PACKAGE in data else OldOffice
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    raise KindUnknown


def examine(data: bytes) -> Examined:
    """Read a whole file; raises a FileProblem or PhotoProblem that says what is wrong."""
    kind = recognise(data)
    if kind == PDF:
        pages, text = pdf_files.read(data, most=MAX_TEXT)
    elif kind == DOCX:
        pages, text = 1, word_files.text_of(data, most=MAX_TEXT)
    else:
        return Examined(JPEG, 1, "", photos.upright(data, longest=photos.SCAN))
    return Examined(kind, pages, clean(text, lines=True)[:MAX_TEXT], data)


def page_picture(data: bytes, number: int, *, width: int) -> PagePicture:
    """Return page ``number`` (from 0) of a PDF or JPEG, ``width`` pixels wide as far as it may be.

    Raises NoSuchPage, KindUnknown for a DOCX (its text is shown), and what ``examine`` raises.
    """
    kind = recognise(data)
    if kind == PDF:
        return PagePicture(*pdf_files.draw(data, number, width=width))
    if kind == DOCX:
        raise KindUnknown
    if number:
        raise NoSuchPage(number=number + 1)
    return PagePicture(*photos.scaled(data, width=width))


def sheet(data: bytes, number: int) -> tuple[bytes, str]:
    """Return page ``number`` (from 0) of a PDF or picture as a JPEG of pixels alone, and its text.

    Its longer side has photos.SCAN pixels at most. Raises what ``page_picture`` raises.
    """
    kind = recognise(data)
    if kind == PDF:
        content = photos.packed(*pdf_files.draw(data, number, longest=photos.SCAN))
        return content, clean(pdf_files.text_of(data, number), lines=True)[:MAX_TEXT]
    if kind == DOCX:
        raise KindUnknown
    if number:
        raise NoSuchPage(number=number + 1)
    return photos.upright(data, longest=photos.SCAN), ""
