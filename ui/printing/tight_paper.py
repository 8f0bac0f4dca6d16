# SPDX-License-Identifier: Apache-2.0
"""Forms that have to fit on one sheet: labels stand beside the place to write in, not above it.

A group's label stands in a column of its own at the left of its rows, as on the printed forms that
people know. Heights are still made for handwriting.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF

from ui.printing.blanks import LABEL_POINTS, TICK, WRITTEN_POINTS, Blank, Choice, FormPaper
from ui.printing.paper import INK, SOFT

PLACE: Final = 7.2
"""Height of a place to write in, in millimetres."""
ROW: Final = 6.8
"""Height of a row of a table."""
HEAD: Final = 4.3
"""Height of the row with the names of a table's columns."""
LEAST: Final = 22.0
"""Width that handwriting needs beside a label."""
ROOMY: Final = 40.0
"""The same where many letters are written."""

_SECTION: Final = 5.0
_BESIDE: Final = 1.6
"""Between a label and what is written, in millimetres."""
_CHOICE_LINE: Final = 5.2
_INSET: Final = 1.6
_LABEL_WIDTHS: Final = (18.0, 22.0, 26.0, 30.0, 36.0, 42.0, 50.0, 58.0)
"""How wide the column with a group's label may be: the first one that makes the group no higher."""


SMALL: Final = 7.0
"""Type size of small print in points; Chinese needs more, and less room."""
_GAP: Final = 4.0
"""Between two columns of small print."""

COLUMNS: Final = 3
"""In how many columns short texts stand."""


def _dense(points: float) -> float:
    """Return the height of a line of small print: the font's own leaves half a line between."""
    return points * 1.25 * 25.4 / 72


def _filled(texts: Sequence[list[str]], count: int) -> list[list[list[str]]]:
    """Share texts (each some lines) out to columns of about the same height, in their order."""
    total = sum(map(len, texts))
    columns: list[list[list[str]]] = [[] for _ in range(count)]
    written = 0
    for text in texts:
        columns[min(count - 1, written * count // max(1, total))].append(text)
        written += len(text)
    return columns


def _stacked(blank: Blank) -> str:
    """Return the label of a group: the mark below the title."""
    return f"{blank.title}\n{blank.mark}" if blank.mark else blank.title


class TightPaper(FormPaper):
    """Paper whose places have their label beside them. Lengths are millimetres."""

    def __init__(self, title: str, footer: str, *, small: float = SMALL) -> None:
        """``small`` is the size of small print in points."""
        super().__init__(title, footer)
        self._small = small

    def section(self, words: str) -> None:
        """Write the heading of a part, close to what follows it."""
        self.keep_together(_SECTION + HEAD + ROW)
        self.write_at(words, QRectF(0, self.top + 0.5, self.width, _SECTION), 9)
        self.space(_SECTION)

    def small(self, text: str, *, points: float = 0, soft: bool = True) -> None:
        """Write small print over the whole width, its lines close together."""
        points = points or self._small
        for line in self.broken(text, self.width, points):
            self.keep_together(_dense(points))
            self._write_line(line, 0, self.top, self.width, points, ink=SOFT if soft else INK)
            self.space(_dense(points))
        self.space(0.5)

    def small_columns(
        self, texts: Sequence[str], *, points: float = 0, count: int = COLUMNS
    ) -> None:
        """Write short texts of small print in columns, down the left one first."""
        points = points or self._small
        width = (self.width - _GAP * (count - 1)) / count
        broken = [self.broken(text, width, points) for text in texts]
        columns = _filled(broken, count)
        height = max((sum(map(len, column)) for column in columns), default=0) * _dense(points)
        self.keep_together(height)
        for place, column in enumerate(columns):
            lines = [line for text in column for line in text]
            for number, line in enumerate(lines):
                left, top = place * (width + _GAP), self.top + number * _dense(points)
                self._write_line(line, left, top, width, points, ink=SOFT)
        self.space(height)

    def ticked_text(self, text: str, *, points: float = 0) -> None:
        """Write a text behind a box to tick; it is never ticked beforehand."""
        points = points or self._small
        left = TICK + 2
        lines = self.broken(text, self.width - left, points)
        height = max(len(lines) * _dense(points), TICK + 0.6)
        self.keep_together(height)
        self._tick_box(0, self.top + 0.4, ticked=False)
        for number, line in enumerate(lines):
            top = self.top + number * _dense(points)
            self._write_line(line, left, top, self.width - left, points, ink=INK)
        self.space(height + 0.7)

    def _write_line(
        self, line: str, left: float, top: float, width: float, points: float, *, ink: str
    ) -> None:
        # A line that was broken for this width is never broken again: the next one is close.
        self.write_at(line, QRectF(left, top, 2 * width, 2 * _dense(points)), points, ink=ink)

    def _fits(self, blank: Blank, width: float) -> bool:
        inner = width - 2 * _INSET
        if blank.wide or blank.columns:
            return False
        if blank.choices:
            return len(self._lines_of(blank, inner)) == 1
        rest = self._rest(blank, inner)
        if rest < (ROOMY if blank.roomy else LEAST):
            return False
        return self._words_width(blank.value, WRITTEN_POINTS) <= rest

    def _height(self, blank: Blank, width: float) -> float:
        inner = width - 2 * _INSET
        if blank.columns:
            label = self._group_label(blank, self._label_column(blank))
            return max(HEAD + ROW * len(blank.rows), label)
        if blank.choices:
            return max(PLACE - 0.4, _CHOICE_LINE * len(self._lines_of(blank, inner)) + 1.4)
        rest = self._rest(blank, inner)
        if rest < LEAST:
            return self.height_of(blank.heading, inner, LABEL_POINTS) + PLACE
        text = self.height_of(blank.value, rest, WRITTEN_POINTS) + 1.8 if blank.value else 0
        return max(PLACE, text)

    def _draw_blank(self, blank: Blank, area: QRectF) -> None:
        self.rule(area)
        inner = area.adjusted(_INSET, 0, -_INSET, 0)
        if blank.columns:
            self._group(blank, area)
        elif blank.choices:
            self._label(blank, inner)
            for number, (indent, line) in enumerate(self._lines_of(blank, inner.width())):
                top = area.top() + 0.6 + number * _CHOICE_LINE
                # Whatever room it is given: it was broken into lines already.
                self._choices(line, inner.left() + indent, top, self.width)
        else:
            rest = self._rest(blank, inner.width())
            place = inner.adjusted(inner.width() - rest, 0.9, 0, 0)
            if rest < LEAST:
                label = self.height_of(blank.heading, inner.width(), LABEL_POINTS)
                place = inner.adjusted(0, label + 0.9, 0, 0)
            self._label(blank, inner)
            self.write_at(blank.value, place, WRITTEN_POINTS)

    def _label(self, blank: Blank, inner: QRectF) -> None:
        self.write_at(blank.heading, inner.adjusted(0, 1.5, 0, 0), LABEL_POINTS, ink=SOFT)

    def _rest(self, blank: Blank, inner: float) -> float:
        """Return the width that is left beside the label; negative where the label is longer."""
        return inner - self._words_width(blank.heading, LABEL_POINTS) - _BESIDE

    def _lines_of(self, blank: Blank, inner: float) -> list[tuple[float, list[Choice]]]:
        """Return the boxes line by line with its indent: the first stands after the label."""
        own = self._words_width(blank.heading, LABEL_POINTS) + 2 * _BESIDE
        if own > inner:
            height = self.height_of(blank.heading, inner, LABEL_POINTS)
            below = self._flow(blank.choices, inner)
            return [(0.0, []) for _ in range(ceil(height / _CHOICE_LINE))] + [
                (0.0, line) for line in below
            ]
        first, *further = self._flow(blank.choices, inner, begun=own)
        return [(own, first), *((0.0, line) for line in further)]

    def _label_column(self, blank: Blank) -> float:
        """Return how wide a group's label stands: its title in one line, so that it is found."""
        height = HEAD + ROW * len(blank.rows)
        title = self._words_width(blank.title, LABEL_POINTS) + 2.6
        for width in _LABEL_WIDTHS:
            if width >= title and self._group_label(blank, width) <= height:
                return width
        return _LABEL_WIDTHS[-1]

    def _group_label(self, blank: Blank, width: float) -> float:
        return self.height_of(_stacked(blank), width - 2, LABEL_POINTS) + 1.6

    def _group(self, blank: Blank, area: QRectF) -> None:
        """Write the label at the left, the names of the columns above the rows."""
        own = self._label_column(blank)
        self.write_at(
            _stacked(blank), QRectF(area.left() + 1.2, area.top() + 0.8, own - 2, area.height()),
            LABEL_POINTS, ink=SOFT,
        )  # fmt: skip
        table = area.adjusted(own, 0, 0, 0)
        row = (table.height() - HEAD) / max(1, len(blank.rows))
        shares = [2 if column.narrow else 4 for column in blank.columns]
        left = table.left()
        for place, (column, share) in enumerate(zip(blank.columns, shares, strict=True)):
            width = table.width() * share / sum(shares)
            head = QRectF(left, table.top(), width, HEAD)
            self.rule(head)
            self.write_at(column.words, head.adjusted(1.2, 0.3, -0.6, 0), 7.5, ink=SOFT)
            for number, cells in enumerate(blank.rows):
                cell = QRectF(left, table.top() + HEAD + number * row, width, row)
                self.rule(cell)
                if place < len(cells) and cells[place]:
                    self._fit(cells[place], cell.adjusted(1.2, 0.8, -0.8, 0))
            left += width
