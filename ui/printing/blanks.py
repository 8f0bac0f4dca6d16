# SPDX-License-Identifier: Apache-2.0
"""Forms to be written on by hand: numbered boxes, boxes to tick, tables with empty rows.

A printed form is the same paper with values in the boxes. Heights are made for handwriting.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPen

from ui.printing.paper import INK, SOFT, Paper, dots

LABEL_POINTS = 8.5
WRITTEN_POINTS = 10.5
CHOICE_POINTS = 9.5
LABEL_ROOM = 4.8
"""Height of a label's line, in millimetres."""

WRITING_ROOM = 7.2
"""Height that handwriting needs at least, in millimetres."""

TALL_LINES = 3
ROW_HEIGHT = 8.0
_CHOICE_LINE = 5.8
TICK = 3.4
"""Side of a box to tick."""

_AFTER_TICK = 1.4
_BETWEEN = 5.0
_INSET = 2.0


@dataclass(frozen=True)
class Choice:
    """One box to tick and the words beside it."""

    words: str
    ticked: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a table; a narrow one holds a month, a day or a number."""

    words: str
    narrow: bool = False


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One numbered place to write in: a line, boxes to tick, or a table."""

    label: str
    number: int | None = None
    mark: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    wide: bool = False
    """Takes a line of its own."""
    tall: bool = False
    """Room for several lines of handwriting."""
    roomy: bool = False
    """Takes half a line at least: many letters are written there."""

    @property
    def title(self) -> str:
        """The label with its number."""
        return self.label if self.number is None else f"{self.number}. {self.label}"

    @property
    def heading(self) -> str:
        """The line over the place: title and mark."""
        return f"{self.title}  {self.mark}" if self.mark else self.title


class FormPaper(Paper):
    """Paper with places to write in, with narrow margins. Lengths are millimetres."""

    def __init__(self, title: str, footer: str) -> None:
        super().__init__(title, footer, margin=12, foot=10)

    def section(self, words: str) -> None:
        """Write the heading of a part, close to what follows it."""
        self.keep_together(7 + LABEL_ROOM + ROW_HEIGHT)
        self.space(1.3)
        self.write_at(words, QRectF(0, self.top, self.width, 6), 10.5)
        self.space(5.5)

    def blanks(self, blanks: Sequence[Blank], *, indent_right: float = 0) -> None:
        """Rule the places, several to a line where all of them are short."""
        room = self.width - indent_right
        left = list(blanks)
        while left:
            taken = self.first_line(left, room)
            self._rule(left[:taken], room)
            left = left[taken:]

    def first_line(self, blanks: Sequence[Blank], room: float) -> int:
        """Return how many of the places go into the next line of this width: one to three."""
        for count in (3, 2):
            some = blanks[:count]
            if len(some) == count and all(self._fits(blank, room / count) for blank in some):
                most_letters = count == 3 and any(blank.roomy for blank in some)
                if not most_letters:
                    return count
        return 1

    def photo(self, words: str, image: QImage | None, *, width: float, height: float) -> None:
        """Rule the place of the photo in the upper right corner of what comes next."""
        place = QRectF(self.width - width, self.top, width, height)
        if image is not None and not image.isNull():
            self.painter.drawImage(dots(place), image)
            return
        self.rule(place)
        self.write_at(words, place.adjusted(2, height / 3, -2, 0), LABEL_POINTS, ink=SOFT)

    def small(self, text: str, *, points: float = 7.5, soft: bool = True) -> None:
        """Write small print over the whole width."""
        self.line(text, points=points, soft=soft)
        self.space(-0.8)

    def small_columns(self, texts: Sequence[str], *, points: float = 7.2) -> None:
        """Write short texts of small print in two columns, down the left one first."""
        width = (self.width - 5) / 2
        half = (len(texts) + 1) // 2
        heights = [self.height_of(text, width, points) + 0.4 for text in texts]
        left, right = sum(heights[:half]), sum(heights[half:])
        self.keep_together(max(left, right))
        for begin, at in ((0, 0.0), (half, width + 5)):
            top = self.top
            end = begin + half
            for text, height in zip(texts[begin:end], heights[begin:end], strict=True):
                self.write_at(text, QRectF(at, top, width, height), points, ink=SOFT)
                top += height
        self.space(max(left, right))

    def ticked_text(self, text: str, *, points: float = 8.0) -> None:
        """Write a text behind a box to tick; it is never ticked beforehand."""
        left = TICK + 2
        height = max(self.height_of(text, self.width - left, points), TICK + 0.6)
        self.keep_together(height)
        self._tick_box(0, self.top + 0.3, ticked=False)
        self.write_at(text, QRectF(left, self.top, self.width - left, height), points)
        self.space(height + 0.8)

    def _fits(self, blank: Blank, width: float) -> bool:
        """Whether a place is short enough to share its line."""
        inner = width - 2 * _INSET
        if blank.wide or blank.columns:
            return False
        if self._words_width(blank.heading, LABEL_POINTS) > inner:
            return False
        return not blank.choices or self._beside_label(blank, inner)

    def _rule(self, blanks: Sequence[Blank], room: float) -> None:
        """Rule one line of places of the same width."""
        if not blanks:
            return
        width = room / len(blanks)
        height = max(self._height(blank, width) for blank in blanks)
        self.keep_together(height)
        for place, blank in enumerate(blanks):
            self._draw_blank(blank, QRectF(place * width, self.top, width, height))
        self.space(height)

    def _height(self, blank: Blank, width: float) -> float:
        inner = width - 2 * _INSET
        label = self._label_height(blank, inner)
        if blank.columns:
            return label + LABEL_ROOM + ROW_HEIGHT * len(blank.rows)
        if blank.choices:
            if self._beside_label(blank, inner):
                return _CHOICE_LINE + 1.6
            return label + _CHOICE_LINE * len(self._flow(blank.choices, inner)) + 1
        text = self.height_of(blank.value, inner, WRITTEN_POINTS) + 2 if blank.value else 0
        return label + max(WRITING_ROOM * (TALL_LINES if blank.tall else 1), text)

    def _label_height(self, blank: Blank, inner: float) -> float:
        return max(LABEL_ROOM, self.height_of(blank.heading, inner, LABEL_POINTS) + 1.0)

    def _draw_blank(self, blank: Blank, area: QRectF) -> None:
        self.rule(area)
        inner = area.adjusted(_INSET, 0.8, -_INSET, 0)
        beside = blank.choices and self._beside_label(blank, inner.width())
        place = inner.adjusted(0, 0.8, 0, 0) if beside else inner
        self.write_at(blank.heading, place, LABEL_POINTS, ink=SOFT)
        top = area.top() + self._label_height(blank, inner.width())
        if blank.columns:
            self._table(blank, QRectF(area.left(), top, area.width(), area.bottom() - top))
        elif beside:
            own = self._words_width(blank.heading, LABEL_POINTS) + _BETWEEN
            self._choices(blank.choices, inner.left() + own, area.top() + 0.6, inner.width() - own)
        elif blank.choices:
            self._choices(blank.choices, inner.left(), top, inner.width())
        elif blank.value:
            place = QRectF(inner.left(), top, inner.width(), area.bottom() - top)
            self.write_at(blank.value, place, WRITTEN_POINTS)

    def _choices(self, choices: Sequence[Choice], left: float, top: float, width: float) -> None:
        for line in self._flow(choices, width):
            at = left
            for choice in line:
                self._tick_box(at, top + 0.9, ticked=choice.ticked)
                at += TICK + _AFTER_TICK
                room = self._words_width(choice.words, CHOICE_POINTS)
                self.write_at(choice.words, QRectF(at, top + 0.2, room + 1, 6), CHOICE_POINTS)
                at += room + _BETWEEN
            top += _CHOICE_LINE

    def _beside_label(self, blank: Blank, inner: float) -> bool:
        """Whether label and boxes fit into one line."""
        own = self._words_width(blank.heading, LABEL_POINTS) + _BETWEEN
        return own < inner and len(self._flow(blank.choices, inner - own)) == 1

    def _flow(
        self, choices: Sequence[Choice], width: float, *, begun: float = 0.0
    ) -> list[list[Choice]]:
        """Return the choices in lines that fit into ``width``; of the first some is used up."""
        lines: list[list[Choice]] = [[]]
        used = begun
        for choice in choices:
            own = TICK + _AFTER_TICK + self._words_width(choice.words, CHOICE_POINTS)
            if used and used + own > width:
                lines.append([])
                used = 0.0
            lines[-1].append(choice)
            used += own + _BETWEEN
        return lines

    def _table(self, blank: Blank, area: QRectF) -> None:
        shares = [2 if column.narrow else 4 for column in blank.columns]
        widths = [area.width() * share / sum(shares) for share in shares]
        left = area.left()
        for place, (column, width) in enumerate(zip(blank.columns, widths, strict=True)):
            head = QRectF(left, area.top(), width, LABEL_ROOM)
            self.rule(head)
            self.write_at(column.words, head.adjusted(1.4, 0.6, -1, 0), 8, ink=SOFT)
            for number, cells in enumerate(blank.rows):
                top = area.top() + LABEL_ROOM + number * ROW_HEIGHT
                cell = QRectF(left, top, width, ROW_HEIGHT)
                self.rule(cell)
                if place < len(cells) and cells[place]:
                    self._fit(cells[place], cell.adjusted(1.4, 0.8, -1, 0))
            left += width

    def _fit(self, text: str, cell: QRectF) -> None:
        """Write a value into a cell, smaller where it is long: nothing may be cut."""
        points = WRITTEN_POINTS
        while points > 5 and self.height_of(text, cell.width(), points) > cell.height():
            points -= 0.5
        self.write_at(text, cell, points)

    def _tick_box(self, left: float, top: float, *, ticked: bool) -> None:
        place = QRectF(left, top, TICK, TICK)
        self.rule(place, ink=INK)
        if not ticked:
            return
        area = dots(place)
        pen = QPen(QColor(INK))
        pen.setWidthF(area.width() / 7)
        self.painter.setPen(pen)
        corner = QPointF(area.left() + area.width() * 0.42, area.bottom() - area.height() * 0.18)
        start = QPointF(area.left() + area.width() * 0.15, area.center().y())
        end = QPointF(area.right() - area.width() * 0.12, area.top() + area.height() * 0.15)
        self.painter.drawLines([QLineF(start, corner), QLineF(corner, end)])

    def _words_width(self, text: str, points: float) -> float:
        metrics = QFontMetricsF(self.font_of(points), self.painter.device())
        return float(metrics.horizontalAdvance(text) / dots(QRectF(0, 0, 1, 1)).width())
