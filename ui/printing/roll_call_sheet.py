# SPDX-License-Identifier: Apache-2.0
"""The roll call on paper: by area, a box to tick, name, phone, host and since when for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRectF

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations.visits import RollCallLine
from ui.pages.roll_call_list import by_area, heads
from ui.printing.paper import INK, SOFT, Paper

ROW: Final = 7.6
"""Height of a row of one line, in millimetres: to be ticked with a cold hand."""

_TICK: Final = 4.2
_POINTS: Final = 10.5
_WIDTHS: Final = (8.0, 10.0, 58.0, 36.0, 38.0)
"""Of box, number, name, phone and host, in millimetres; the rest is for the time."""
_INSET: Final = 1.2


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    line: RollCallLine


class RollCallPaper(Paper):
    """A4 with rows; an area's heading never stands alone at the foot of a page."""

    def __init__(self, title: str, footer: str) -> None:
        super().__init__(title, footer, margin=12, foot=12)

    def area(self, heading: str, rows: Sequence[_Row]) -> None:
        """Write one area; its heading comes again on each page that it goes on to."""
        self._head(heading)
        for one in rows:
            height = self._height(one)
            before = self.top
            self.keep_together(height)
            if self.top < before:
                self._head(t("{area} (continued)", area=heading))
            self._row(one, height)

    def _head(self, heading: str) -> None:
        self.keep_together(8 + ROW)
        self.space(1.5)
        self.write_at(heading, QRectF(0, self.top, self.width, 7), 12)
        self.space(6.5)

    def _cells(self, one: _Row) -> tuple[str, ...]:
        line = one.line
        along = t("{count} with them", count=line.companions) if line.companions else ""
        since = "" if line.arrived is None else _time(line.arrived)
        name = f"{line.name}  {along}" if along else line.name
        return (str(one.number), name, line.phone, line.host, since)

    def _places(self) -> list[float]:
        used = [sum(_WIDTHS[:place]) for place in range(1, len(_WIDTHS) + 1)]
        return [*used, self.width]

    def _height(self, one: _Row) -> float:
        places = self._places()
        heights = (
            self.height_of(cell, places[at + 1] - places[at] - 2 * _INSET, _POINTS)
            for at, cell in enumerate(self._cells(one))
            if cell
        )
        return max(max(heights, default=0) + 2.4, ROW)

    def _row(self, one: _Row, height: float) -> None:
        places = self._places()
        top = self.top
        self.rule(QRectF(0, top, self.width, height))
        box = QRectF(1.6, top + (min(height, ROW) - _TICK) / 2, _TICK, _TICK)
        self.rule(box, ink=INK)
        for at, cell in enumerate(self._cells(one)):
            if cell:
                width = places[at + 1] - places[at] - 2 * _INSET
                area = QRectF(places[at] + _INSET, top + 1.2, width, height)
                self.write_at(cell, area, _POINTS, ink=SOFT if at == 0 else INK)
        self.space(height)


def roll_call_pdf(
    lines: Sequence[RollCallLine], *, company: str, at: datetime, sealed: bool = False
) -> bytes:
    """Return the list as a PDF in the language in use; ``sealed`` says it comes from a copy."""
    title = t("Roll call")
    stamp = at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    paper = RollCallPaper(title, f"{company}  {title}  {stamp}")
    inside = [one for one in lines if one.seen_leaving]
    unseen = [one for one in lines if not one.seen_leaving]
    paper.heading(f"{company}  {title}", points=16)
    paper.line(t("On site: {count}", count=heads(inside)), points=14)
    paper.line(t("As of {time}. Call each name; tick whoever answers.", time=stamp), soft=True)
    if sealed:
        paper.line(t("From the sealed copy: whoever came or left after that time is not in it."))
    paper.line(
        t("For an evacuation only. Destroy this list when everybody is accounted for."), soft=True
    )
    number = _areas(paper, inside, 1)
    if unseen:
        paper.heading(t("Not seen leaving: {count}", count=heads(unseen)), points=14)
        paper.line(
            t("Nobody signed these people out by the end of their day. Ask their hosts."),
            soft=True,
        )
        _areas(paper, unseen, number)
    return paper.finish()


def _areas(paper: RollCallPaper, lines: Sequence[RollCallLine], number: int) -> int:
    for area in by_area(lines):
        rows = [_Row(number + place, line) for place, line in enumerate(area.lines)]
        number += len(rows)
        name = area.name or t("Area not given")
        paper.area(t("{area}: {count}", area=name, count=heads(area.lines)), rows)
    return number


def _time(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
