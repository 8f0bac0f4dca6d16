# SPDX-License-Identifier: Apache-2.0
"""Bars and stacked bars with their labels, drawn by one small painter in the colours in force.

Parts of a stacked bar differ in pattern as well as in colour. What is drawn is also said: the
widget is reached with Tab, the arrow keys go from bar to bar, and a screen reader hears each one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.layouts import FlowLayout, clear

THICKNESS: Final = 14
"""Height of a bar in device-independent pixels."""
LEAST: Final = 2
"""Pixels of the shortest bar that is not nothing."""
_LABEL_SHARE: Final = 0.38
"""How much of the width the labels may take."""
_LONGEST_KEY: Final = 220
_SWATCH: Final = 12

_INKS: Final = ("accent", "warning", "good", "line_strong", "danger")
_PATTERNS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
)


@dataclass(frozen=True)
class Bar:
    """One bar: its label, the number of each of its parts, and what stands behind it.

    A plain bar has one part. Raises ValueError for a part below nothing.
    """

    label: str
    parts: tuple[float, ...]
    said: str

    def __post_init__(self) -> None:
        """Refuse what no bar can show."""
        if not all(part >= 0 for part in self.parts):
            raise ValueError("a bar has no part below nothing")

    @property
    def whole(self) -> float:
        """The sum of its parts."""
        return sum(self.parts)


def ink(place: int) -> tuple[QColor, QBrush]:
    """Return ground and pattern of the part at ``place``; after five parts they begin again."""
    turn = place % len(_INKS)
    colour = QColor(getattr(theme.Chosen.colours, _INKS[turn]))
    solid = _PATTERNS[turn] is Qt.BrushStyle.SolidPattern
    ground = colour if solid else QColor(theme.Chosen.colours.surface)
    return ground, QBrush(colour, _PATTERNS[turn])


def draw_part(painter: QPainter, place: QRectF, number: int) -> None:
    """Paint one part of a bar: its ground, its pattern, and its edge in its own colour."""
    ground, pattern = ink(number)
    painter.fillRect(place, ground)
    painter.fillRect(place, pattern)
    if place.width() > 2 * LEAST:
        painter.setPen(pattern.color())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class Bars(QWidget):
    """Horizontal bars under each other, as long as their numbers are large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._name = ""
        self._here = 0
        self._longest: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars shown, from the top."""
        return self._bars

    def show_bars(self, bars: Iterable[Bar], name: str) -> None:
        """Draw these bars; ``name`` says to a screen reader what they are about."""
        self._bars, self._name, self._longest = tuple(bars), name, None
        self._here = min(self._here, max(len(self._bars) - 1, 0))
        self.setAccessibleDescription("; ".join(map(_spoken, self._bars)))
        self._say_here()
        self.updateGeometry()
        self.update()

    def current(self) -> Bar | None:
        """Return the bar the arrow keys have come to."""
        return self._bars[self._here] if self._bars else None

    def sizeHint(self) -> QSize:
        """Return a comfortable width and the height of all bars."""
        return QSize(360, self._row() * max(len(self._bars), 1) + 2 * LEAST)

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which bars can still be compared, and their height."""
        return QSize(240, self.sizeHint().height())

    def part_places(self, place: int) -> tuple[QRectF, ...]:
        """Return where the parts of a bar are drawn; a part that is nothing has no width."""
        left, room = self._columns()
        bar, most = self._bars[place], max((one.whole for one in self._bars), default=0)
        top = self._top(place) + (self._row() - THICKNESS) / 2
        places = []
        for part in bar.parts:
            width = max(room * (part / most), LEAST) if part else 0.0
            places.append(QRectF(left, top, width, THICKNESS))
            left += width
        return tuple(places)

    def label_shown(self, place: int) -> str:
        """Return the label of a bar as there is room for it."""
        width = int(self._label_width())
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self._bars[place].label, mode, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw labels, bars and what stands behind them."""
        del event
        painter = QPainter(self)
        left, _ = self._columns()
        for place in range(len(self._bars)):
            self._paint_row(painter, place)
        painter.setPen(QColor(theme.Chosen.colours.line_strong))
        painter.drawLine(int(left) - 1, 0, int(left) - 1, self.height() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar; all else as Qt does it."""
        last = len(self._bars) - 1
        targets = {
            Qt.Key.Key_Down: self._here + 1,
            Qt.Key.Key_Up: self._here - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is None or not self._bars:
            super().keyPressEvent(event)
            return
        self._here = min(max(target, 0), last)
        self._say_here()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar the keys are at."""
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say a bar in full, as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = int(event.pos().y() // self._row())
            text = _spoken(self._bars[place]) if 0 <= place < len(self._bars) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type and the colours."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._longest = None
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def _say_here(self) -> None:
        here = self.current()
        said = "" if here is None else _spoken(here)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def _paint_row(self, painter: QPainter, place: int) -> None:
        bar, colours = self._bars[place], theme.Chosen.colours
        line = QRectF(0, self._top(place), self.width(), self._row())
        if self.hasFocus() and place == self._here:
            painter.setPen(QColor(colours.focus))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(line.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(colours.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        label = QRectF(theme.TIGHT, line.y(), self._label_width(), line.height())
        painter.drawText(label, middle | Qt.AlignmentFlag.AlignLeft, self.label_shown(place))
        end, _ = self._columns()
        for number, part in enumerate(self.part_places(place)):
            if part.width():
                draw_part(painter, part, number)
                end = part.right()
        painter.setPen(QColor(colours.text))
        said = QRectF(end + theme.SMALL, line.y(), self.width() - end, line.height())
        painter.drawText(said, middle | Qt.AlignmentFlag.AlignLeft, bar.said)

    def _row(self) -> int:
        return max(self.fontMetrics().height(), THICKNESS) + theme.SMALL

    def _top(self, place: int) -> int:
        return LEAST + place * self._row()

    def _measured(self) -> tuple[int, int]:
        """Return the widths of the longest label and of the longest text behind a bar."""
        if self._longest is None:
            width = self.fontMetrics().horizontalAdvance
            labels = max((width(one.label) for one in self._bars), default=0)
            self._longest = labels, max((width(one.said) for one in self._bars), default=0)
        return self._longest

    def _label_width(self) -> float:
        return min(self._measured()[0] + theme.TIGHT, self.width() * _LABEL_SHARE)

    def _columns(self) -> tuple[float, float]:
        """Return where bars begin and how long the longest may be."""
        left = self._label_width() + theme.TIGHT + theme.SMALL
        parts = max((len(one.parts) for one in self._bars), default=0)
        said = self._measured()[1]
        return left, max(self.width() - left - said - 2 * theme.SMALL - parts * LEAST, LEAST)


def _spoken(bar: Bar) -> str:
    return f"{bar.label}: {bar.said}"


class _Key(QWidget):
    """A swatch and the name of one part."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._text = number, name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of swatch and name."""
        width = min(self.fontMetrics().horizontalAdvance(self._text), _LONGEST_KEY)
        return QSize(_SWATCH + 2 * theme.SMALL + width, self.fontMetrics().height() + theme.TIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the swatch as its part is drawn, and the name beside it."""
        del event
        painter = QPainter(self)
        top = (self.height() - _SWATCH) / 2
        draw_part(painter, QRectF(0, top, _SWATCH, _SWATCH), self._number)
        painter.setPen(QColor(theme.Chosen.colours.text))
        mode = Qt.TextElideMode.ElideRight
        name = self.fontMetrics().elidedText(self._text, mode, _LONGEST_KEY)
        place = QRectF(_SWATCH + theme.SMALL, 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)


class BarsKey(QWidget):
    """Which part of stacked bars is which; nothing for plain bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, gap=theme.MEDIUM)

    def show_parts(self, names: Sequence[str]) -> None:
        """Name the parts in their order."""
        clear(self._flow)
        for number, name in enumerate(names):
            self._flow.addWidget(_Key(number, name))
        self.setVisible(bool(names))
        self.updateGeometry()
