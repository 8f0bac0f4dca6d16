# SPDX-License-Identifier: Apache-2.0
"""A letter to one person on A4: title, salutation, paragraphs, who signs, and their rights.

A Chinese letter begins each paragraph two characters in, the salutation at the edge, and is signed
and dated at the right end (GB/T 9704 has it so for official letters); an English one leaves a line
between paragraphs.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from hr_desk.domain.controller import controller_line
from hr_desk.domain.letter_words import said_day
from hr_desk.i18n import N_, translated
from hr_desk.operations.paper_letters import Draft
from ui.printing.paper import INK, SOFT, Paper, dots, printable

BODY: Final = 12.0
"""Type size of a letter in points: 小四."""
_LINE: Final = 1.75
"""Distance of lines to their type size."""
_SMALL: Final = 8.5
_SEAL: Final = 26.0
"""Room for seal and signature, in millimetres."""


class LetterPaper(Paper):
    """Paper whose lines stand apart as in a letter. Lengths are millimetres."""

    def title(self, text: str) -> None:
        """Write the title in the middle."""
        self.space(6)
        height = self.height_of(text, self.width, 20)
        left = max(0.0, (self.width - self.width_of(text, 20)) / 2)
        self.write_at(text, QRectF(left, self.top, self.width - left, height), 20)
        self.top += height + 10

    def paragraph(
        self, text: str, *, indent: int = 0, points: float = BODY, ink: str = INK
    ) -> None:
        """Write a paragraph whose first line begins ``indent`` Chinese characters in."""
        inset = indent * points * 25.4 / 72
        height = points * _LINE * 25.4 / 72
        for number, line in enumerate(
            self.broken(text, self.width, points, first=self.width - inset)
        ):
            self.keep_together(height)
            left = inset if number == 0 else 0.0
            # A line that was broken for this width is never broken again: the area has room.
            area = QRectF(left, self.top, 2 * self.width, 2 * height)
            self.write_at(line, area, points, ink=ink)
            self.top += height

    def at_the_right(self, text: str) -> None:
        """Write a short line that ends at the right edge."""
        left = max(0.0, self.width - self.width_of(text, BODY) - 2)
        height = BODY * _LINE * 25.4 / 72
        self.keep_together(height)
        self.write_at(text, QRectF(left, self.top, 2 * self.width, 2 * height), BODY)
        self.top += height

    def at_the_foot(self, text: str) -> None:
        """Write small print above the footer, on this page or, where it is full, on the next."""
        height = len(self.broken(text, self.width, _SMALL)) * _SMALL * _LINE * 25.4 / 72
        self.keep_together(height)
        self.top = max(self.top, self._bottom - height - 0.1)
        self.paragraph(text, points=_SMALL, ink=SOFT)

    def width_of(self, text: str, points: float) -> float:
        """Return the width of a text in one line."""
        metrics = QFontMetricsF(self.font_of(points), self.painter.device())
        return metrics.horizontalAdvance(printable(text)) / dots(QRectF(0, 0, 1, 1)).width()


def letter_pdf(letter: Draft) -> bytes:
    """Return a letter as PDF; the controller's name, address and phone stand on each page."""
    company, code = letter.company, letter.language
    paper = LetterPaper(letter.title, controller_line(company))
    paper.paragraph(company.get("name", ""), points=10.5, ink=SOFT)
    paper.title(letter.title)
    if letter.salutation:
        paper.paragraph(letter.salutation)
        paper.space(1)
    chinese = code == "zh_CN"
    for text in letter.paragraphs:
        paper.paragraph(text, indent=2 if chinese else 0)
        paper.space(0 if chinese else 3)
    paper.space(8)
    paper.keep_together(_SEAL)
    paper.at_the_right(translated(_SIGNED, code, company=company.get("name", "")))
    paper.at_the_right(said_day(letter.on, code))
    paper.space(8)
    paper.at_the_foot(letter.rights)
    return paper.finish()


def letters_pdf(letters: Sequence[Draft]) -> tuple[int, bytes]:
    """Return letters one after another as one PDF, each on pages of its own; and how many pages."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for letter in letters:
            one = pypdfium2.PdfDocument(letter_pdf(letter))
            try:
                whole.import_pages(one)
            finally:
                one.close()
        out = BytesIO()
        whole.save(out)
        return len(whole), out.getvalue()
    finally:
        whole.close()


_SIGNED: Final = N_("{company} (seal)")
