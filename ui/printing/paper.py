# SPDX-License-Identifier: Apache-2.0
"""A4 paper that fills from the top: headings, lines, boxed fields, notes, a footer on each page.

Text is drawn as text, never laid out as markup, so that nothing a stranger typed is read as an
instruction or fetches a file. The font that ships is embedded, and what is on the paper can be
searched and copied from it. Only one weight ships: a bold made by the painter is drawn twice and
would be copied twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
    QTextLayout,
    QTextOption,
)

from hr_desk.catalogue.types.cleaning import clean
from ui import theme
from ui.printing.rare_characters import drawn_by, name_glyphs, rare

DOTS_PER_INCH = 300
_MM = DOTS_PER_INCH / 25.4
_MARGIN = 18
_FOOT = 16
"""Height kept free for the footer, in millimetres."""

INK = theme.LIGHT.text
SOFT = theme.LIGHT.text_soft
LINE = theme.LIGHT.line_strong

_BETWEEN_WORDS = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_ANYWHERE = _BETWEEN_WORDS | Qt.TextFlag.TextWrapAnywhere.value
_WORD = re.compile(r"[!-~\u00c0-\u024f]+")
"""What is not broken at the end of a line unless it is longer than a line."""


@dataclass(frozen=True)
class Boxed:
    """One field on paper: its label, its value, and how many of the two columns it takes."""

    label: str
    value: str
    wide: bool = False


def _family() -> str | None:
    """Return the font that ships; it is registered once for the whole process."""
    if _Fonts.family is None:
        _Fonts.family = theme.load_fonts()
    return _Fonts.family


class _Fonts:
    family: str | None = None


class Paper:
    """A PDF under way. Lengths are millimetres, type sizes points."""

    def __init__(
        self,
        title: str,
        footer: str,
        *,
        margin: float = _MARGIN,
        foot: float = _FOOT,
        size: QSizeF | None = None,
    ) -> None:
        # First of all, so that it ends first: a painter that outlives its paper ends the process.
        self.painter = QPainter()
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setCreator("HR Desk")
        self._writer.setResolution(DOTS_PER_INCH)
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        self._writer.setPageSize(a4 if size is None else QPageSize(size, QPageSize.Unit.Millimeter))
        margins = QMarginsF(margin, margin, margin, margin)
        self._writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        self.painter.begin(self._writer)
        self._footer = footer
        self._rare: dict[str, None] = {}
        self._page = 1
        self.top = 0.0
        self.width = self._writer.width() / _MM
        self._foot = foot
        self._bottom = self._writer.height() / _MM - foot

    def heading(self, text: str, *, points: float = 18) -> None:
        """Write a large line, with more room before than after."""
        if self.top:
            self.top += 4
        self._write(text, points)
        self.top += 2

    def line(self, text: str, *, points: float = 10.5, soft: bool = False) -> None:
        """Write a paragraph over the whole width."""
        self._write(text, points, ink=SOFT if soft else INK)
        self.top += 1.2

    def key(self, text: str, *, points: float = 15) -> None:
        """Write groups to be typed again, in a box; no line ends inside a group."""
        text = _in_groups(text)
        height = self.height_of(text, self.width - 12, points) + 10
        self.keep_together(height)
        self.rule(QRectF(0, self.top, self.width, height))
        self.write_at(text, QRectF(6, self.top + 5, self.width - 12, height), points)
        self.top += height + 3

    def fields(self, boxes: Sequence[Boxed]) -> None:
        """Write labels with their values in ruled boxes, two to a line unless one is wide."""
        line: list[Boxed] = []
        for box in boxes:
            if box.wide:
                self._box_line(line)
                line = []
                self._box_line([box])
            else:
                line.append(box)
                if len(line) == 2:
                    self._box_line(line)
                    line = []
        self._box_line(line)

    def space(self, millimetres: float) -> None:
        """Leave room."""
        self.top += millimetres

    def finish(self) -> bytes:
        """Write the last footer and return the PDF."""
        self._write_footer()
        self.painter.end()
        plain = bytes(self._buffer.data().data())
        drawn = drawn_by(QRawFont.fromFont(self.font_of(10.5)), self._rare)
        return name_glyphs(plain, drawn)

    def _box_line(self, boxes: Sequence[Boxed]) -> None:
        if not boxes:
            return
        width = self.width if boxes[0].wide else self.width / 2
        height = max(self._box_height(box, width) for box in boxes)
        self.keep_together(height)
        for place, box in enumerate(boxes):
            left = place * width
            self.rule(QRectF(left, self.top, width, height))
            area = QRectF(left + 2, self.top + 1.2, width - 4, height)
            self.write_at(box.label, area, 8, ink=SOFT)
            area.setTop(self.top + 5.6)
            self.write_at(box.value, area, 10.5)
        self.top += height

    def _box_height(self, box: Boxed, width: float) -> float:
        text = self.height_of(box.value or " ", width - 4, 10.5)
        return max(5.6 + text + 1.6, 12)

    def _write(self, text: str, points: float, *, ink: str = INK) -> None:
        """Write a paragraph; one too long for the rest of the page goes on line by line."""
        for part in text.split("\n"):
            height = self.height_of(part or " ", self.width, points)
            self.keep_together(height)
            area = QRectF(0, self.top, self.width, height)
            self.write_at(part, area, points, ink=ink)
            self.top += height

    def write_at(self, text: str, area: QRectF, points: float, *, ink: str = INK) -> None:
        """Write a text into an area; lines break at its width, nothing is cut."""
        self.painter.setFont(self.font_of(points))
        self.painter.setPen(QColor(ink))
        shown = printable(text)
        self._rare.update(dict.fromkeys(rare(shown)))
        self.painter.drawText(dots(area), self._wrapping(shown, area.width(), points), shown)

    def rule(self, area: QRectF, *, ink: str = LINE) -> None:
        """Rule the edges of an area."""
        self.painter.setPen(QColor(ink))
        self.painter.drawRect(dots(area))

    def keep_together(self, height: float) -> None:
        """Go on on a new page unless ``height`` is left on this one."""
        if self.top + height > self._bottom and self.top > 0:
            self.next_page()

    def next_page(self) -> None:
        """Go on at the top of a new page."""
        self._write_footer()
        self._writer.newPage()
        self._page += 1
        self.top = 0.0

    def next_sheet(self) -> None:
        """Go on on the front of a new sheet, for whoever prints on both sides."""
        if self._page % 2:
            self.next_page()
        self.next_page()

    def _write_footer(self) -> None:
        if not self._footer:
            return
        area = QRectF(0, self._bottom + 4, self.width, self._foot - 4)
        self.write_at(f"{self._footer}  {self._page}", area, 8, ink=SOFT)

    def height_of(self, text: str, width: float, points: float) -> float:
        """Return the height a text takes in a width."""
        metrics = QFontMetricsF(self.font_of(points), self._writer)
        area = QRectF(0, 0, width * _MM, 100_000)
        shown = printable(text)
        wrapping = self._wrapping(shown, width, points)
        return metrics.boundingRect(area, wrapping, shown).height() / _MM

    def broken(
        self, text: str, width: float, points: float, *, first: float | None = None
    ) -> list[str]:
        """Return a text in the lines that fit into a width; ``first`` is that of the first line."""
        shown = printable(text)
        layout = QTextLayout(shown, self.font_of(points), self.painter.device())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            room = width if found or first is None else first
            line.setLineWidth(dots(QRectF(0, 0, room, 1)).width())
            begin = line.textStart()
            found.append(_units(shown, begin, begin + line.textLength()).rstrip())
        layout.endLayout()
        return found

    def _wrapping(self, text: str, width: float, points: float) -> int:
        """Break between words and as Chinese punctuation asks; inside a word that is too long."""
        metrics = QFontMetricsF(self.font_of(points), self._writer)
        longest = max(_WORD.findall(text), key=len, default="")
        return _BETWEEN_WORDS if metrics.horizontalAdvance(longest) <= width * _MM else _ANYWHERE

    def font_of(self, points: float) -> QFont:
        """Return the font that ships, in a size."""
        family = _family()
        made = QFont(family) if family else QFont()
        made.setPointSizeF(points)
        return made


def dots(area: QRectF) -> QRectF:
    """Return an area of millimetres in the dots of the paper."""
    return QRectF(area.x() * _MM, area.y() * _MM, area.width() * _MM, area.height() * _MM)


def _in_groups(text: str, most: int = 5) -> str:
    groups = text.split("-")
    lines = ["-".join(groups[place : place + most]) for place in range(0, len(groups), most)]
    return "-\n".join(lines)


def _units(text: str, begin: int, end: int) -> str:
    """Return a part of a text whose places Qt counts in UTF-16 units."""
    return text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le", "ignore")


def printable(text: str) -> str:
    """Drop control and direction marks: they could turn the order of what is read on paper."""
    return "\n".join(_kept(line) for line in text.split("\n"))


def _kept(line: str) -> str:
    return " ".join(clean(word, prose=True) if word else "" for word in line.split(" "))
