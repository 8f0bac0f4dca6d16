# SPDX-License-Identifier: Apache-2.0
"""PDF files: their pages, their text, and one page as a picture (pypdfium2).

PDFium repairs a great deal in silence. What a person handed over has to be whole, so the end of
the file is looked at before PDFium is.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from hr_desk.exchange.file_problems import FileBroken, FileLocked, NoSuchPage, TooManyPages

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES: Final = 60
"""Pages of one document; a CV with every certificate has some twenty."""

MAX_DRAWN: Final = 6_000_000
"""Pixels of one drawn page at most: A4 at about 250 dots per inch."""

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD of PDFium's fpdfview.h."""

_END: Final = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_TABLE: Final = re.compile(rb"\s*(xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)")


def read(data: bytes, *, most: int) -> tuple[int, str]:
    """Return the number of pages and the text, page after page, ``most`` characters at least.

    Raises FileBroken, FileLocked, TooManyPages.
    """
    with _opened(data) as document:
        pages = _counted(document)
        texts: list[str] = []
        for number in range(pages):
            texts.append(_text(document, number))
            if sum(map(len, texts)) > most:
                break
        return pages, "\n".join(texts)


def draw(
    data: bytes, number: int, *, width: int | None = None, longest: int | None = None
) -> tuple[int, int, bytes]:
    """Return width, height and RGB pixels of page ``number`` (from 0), at most MAX_DRAWN pixels.

    It is ``width`` pixels wide, or its longer side has ``longest``. Raises NoSuchPage and what
    ``read`` raises.
    """
    with _opened(data) as document:
        _require_page(document, number)
        with closing(_part(lambda: document[number])) as page:
            across, down = page.get_size()
            if not 1 <= across <= 1e6 or not 1 <= down <= 1e6:
                raise FileBroken
            wanted = [] if width is None else [width / across]
            wanted += [] if longest is None else [longest / max(across, down)]
            scale = min(*wanted, (MAX_DRAWN / (across * down)) ** 0.5)
            bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            picture = bitmap.to_pil().convert("RGB")
            return picture.width, picture.height, picture.tobytes()


def text_of(data: bytes, number: int) -> str:
    """Return the text of page ``number`` (from 0); raises what ``draw`` raises."""
    with _opened(data) as document:
        _require_page(document, number)
        return _text(document, number)


def _require_page(document: "PdfDocument", number: int) -> None:
    if not 0 <= number < _counted(document):
        raise NoSuchPage(number=number + 1)


@contextmanager
def _opened(data: bytes) -> "Iterator[PdfDocument]":
    import pypdfium2

    _check_end(data)
    with suppress(pypdfium2.PdfiumError):
        # PDFium keeps the last error of an earlier file, and says it again of this one.
        pypdfium2.PdfDocument(b"no PDF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as refused:
        locked = getattr(refused, "err_code", None) == _PASSWORD
        raise (FileLocked if locked else FileBroken) from None
    try:
        yield document
    finally:
        document.close()


def _check_end(data: bytes) -> None:
    """Refuse a file whose end is missing or whose table of objects is not where it says."""
    ends = list(_END.finditer(data[-2048:]))
    place = int(ends[-1][1]) if ends else len(data)
    if place >= len(data) or not _TABLE.match(data[place : place + 64]):
        raise FileBroken


def _counted(document: "PdfDocument") -> int:
    pages = len(document)
    if pages > MAX_PAGES:
        raise TooManyPages(limit=MAX_PAGES)
    if not pages:
        raise FileBroken
    return pages


def _text(document: "PdfDocument", number: int) -> str:
    with (
        closing(_part(lambda: document[number])) as page,
        closing(_part(page.get_textpage)) as text,
    ):
        return str(text.get_text_bounded())


def _part(make: Any) -> Any:
    """Return what ``make`` opens; a part that does not open is damage."""
    from pypdfium2 import PdfiumError

    try:
        return make()
    except PdfiumError:
        raise FileBroken from None
