# SPDX-License-Identifier: Apache-2.0
"""A company's own policy text from TXT, HTML, DOCX or PDF, one line for each paragraph.

Nothing is reworded. What a program draws beside a heading and stores elsewhere, its number, is
written into the line; a heading has an empty line before and after it, so that it can be found
again in the plain text (domain.policy_sections). All of this runs in the confined process.
"""

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.exchange import pdf_files, word_files
from hr_desk.exchange.file_problems import (
    FileBroken,
    KindUnknown,
    NoTextFile,
    NoTextInside,
    TextBeyondReason,
)
from hr_desk.exchange.files import DOCX, PDF, recognise

MOST: Final = 200_000
"""Characters of a policy at most; the longest published ones have some 40,000."""

_LOOKS_LIKE_HTML: Final = re.compile(
    r"<(!doctype\s+html|html|head|meta|body|div|h[1-6]|p|table)\b", re.IGNORECASE
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_KNOWN_CHARSETS: Final = {
    "utf-8": "utf-8-sig", "utf8": "utf-8-sig", "gbk": "gb18030", "gb2312": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs",
}  # fmt: skip
_NO_TEXT: Final = frozenset({"script", "style", "template", "noscript", "title"})
_LINES: Final = frozenset(
    {"p", "div", "li", "tr", "br", "section", "article", "ul", "ol", "table", "dt", "dd", "hr"}
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STYLE: Final = re.compile(r"(heading|标题|title)\s*1?", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\d|第|[一二三四五六七八九十]{1,3}\s*[、.．]")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


def text_of(data: bytes) -> str:
    """Return the text of a file.

    Raises NoTextFile, NoTextInside, TextBeyondReason, and the FileProblems of PDF and DOCX.
    """
    try:
        kind = recognise(data)
    except KindUnknown:
        kind = ""
    if kind == PDF:
        text = clean(pdf_files.read(data, most=MOST)[1], prose=True, lines=True)
    elif kind == DOCX:
        word_files.text_of(data, most=MOST)  # which refuses what must not be opened
        text = _tidied("\n".join(_paragraphs(data)))
    elif not kind:
        text = _tidied(_of_text(data))
    else:
        raise NoTextFile
    if not text:
        raise NoTextInside
    if len(text) > MOST:
        raise TextBeyondReason(limit=MOST)
    return text


def _tidied(text: str) -> str:
    """Return the text without invisible characters and without runs of empty lines."""
    seen = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in _HIDDEN
    )  # fmt: skip
    lines = (line.rstrip() for line in seen.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _of_text(data: bytes) -> str:
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not _LOOKS_LIKE_HTML.search(text[:4096]) or not text.lstrip().startswith("<"):
        return text
    reading = _Html()
    reading.feed(text)
    reading.close()
    return "".join(reading.found)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if b"\0" in data or data.startswith(b"{\\rtf"):
        raise NoTextFile
    said = _CHARSET.search(data[:2048])
    named = _KNOWN_CHARSETS.get(said[1].decode("ascii").lower()) if said else None
    for encoding in filter(None, (named, "utf-8-sig")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _as(data, "gb18030")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NoTextFile from None


class _Html(HTMLParser):
    """Collects what a browser would show, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _NO_TEXT:
            self._silent += 1
        elif tag in _HEADINGS:
            self.found.append("\n\n")
        elif tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else None)
        if tag in _LINES:
            self.found.append("\n")
        if tag == "li" and self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            self.found.append(f"{self._lists[-1]}. ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self._silent = max(0, self._silent - 1)
        elif tag in _HEADINGS:
            self.found.append("\n\n")
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in _LINES and tag != "br":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        text = re.sub(r"\s+", " ", data)
        if self.found and self.found[-1].endswith("\n"):
            text = text.lstrip()
        if text:
            self.found.append(text)


def _paragraphs(data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a DOCX in order, those of its tables too."""
    import docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
    except (KeyError, ValueError, AttributeError):
        raise FileBroken from None
    count = 0
    for element in body.iter(qn("w:p")):
        paragraph = Paragraph(element, document)
        text = paragraph.text
        if not _is_heading(paragraph):
            yield text
            continue
        if _is_counted(paragraph) and text.strip() and not _NUMBERED.match(text.strip()):
            count += 1
            text = f"{count}. {text.strip()}"
        yield from ("", text, "")


def _is_heading(paragraph: Any) -> bool:
    name = paragraph.style.name if paragraph.style is not None else ""
    levels = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
    return bool(_STYLE.fullmatch(name or "")) or levels == ["0"]


def _is_counted(paragraph: Any) -> bool:
    """Whether Word draws a number beside it, by itself or by its style."""
    own = paragraph._p.xpath("./w:pPr/w:numPr")
    style = paragraph.style.element.xpath("./w:pPr/w:numPr") if paragraph.style is not None else []
    return bool(own or style)
