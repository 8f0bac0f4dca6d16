# SPDX-License-Identifier: Apache-2.0
"""Layout helpers: boxes with the house's distances, and a row that wraps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Final, ParamSpec, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme

P = ParamSpec("P")
R = TypeVar("R")


def column(
    parent: QWidget | None = None, *, margin: int = 0, gap: int = theme.SMALL
) -> QVBoxLayout:
    """Return a vertical layout with equal margins and gaps in pixels."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def row(parent: QWidget | None = None, *, margin: int = 0, gap: int = theme.SMALL) -> QHBoxLayout:
    """Return a horizontal layout with equal margins and gaps in pixels."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def centred(widget: QWidget) -> QHBoxLayout:
    """Return a row with ``widget`` in the middle, as high as its wrapped texts need."""
    made = row()
    made.addStretch(1)
    made.addWidget(widget)
    made.addStretch(1)
    return made


def with_side(main: QWidget, side: QWidget, *, width: int, gap: int = theme.MEDIUM) -> QHBoxLayout:
    """Return a row of what fills the page, and beside it a part ``width`` pixels wide."""
    side.setFixedWidth(width)
    made = row(gap=gap)
    made.addWidget(main, 1)
    made.addWidget(side)
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls ``content`` up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def steady(content: QWidget) -> QScrollArea:
    """Return such an area whose bar keeps its room where nothing is to scroll.

    For a page whose parts come and go by themselves: were it wider without the bar, texts that wrap
    could bring the bar and take it away without end.
    """
    area = scrolled(content)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return area


class AsHighAsNeeded(QScrollArea):
    """A frameless area that takes the height of what it shows, and scrolls where there is less."""

    LEAST_HEIGHT: Final = 120
    """In pixels: a heading and one field."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the size of what is shown, as high as it is at the width it has now.

        Qt makes what scrolls no lower than its least height, which is that of its least width.
        """
        content = self._content
        wrapped = content.heightForWidth(self.width()) if content.hasHeightForWidth() else 0
        return (
            content.sizeHint().expandedTo(content.minimumSizeHint()).expandedTo(QSize(0, wrapped))
        )

    def minimumSizeHint(self) -> QSize:
        """Return the least that is worth scrolling."""
        needed = self._content.minimumSizeHint()
        return QSize(needed.width(), min(needed.height(), self.LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when a part of what is shown came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def clear(layout: QLayout) -> None:
    """Remove and delete every widget of a layout."""
    for _ in cleared(layout):
        pass


def cleared(layout: QLayout) -> Iterator[None]:
    """Remove and delete every widget of a layout, with a stop after each."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
            yield


@contextmanager
def emptied(part: QWidget, *layouts: QLayout) -> Iterator[None]:
    """Replace what lies in the layouts of a part; what is put in meanwhile appears at the end.

    Into a part that is on the screen Qt shows each new widget by itself, and each time it lays out
    all that is around.
    """
    shown = part.isVisible()
    if shown:
        part.hide()
    try:
        for layout in layouts:
            clear(layout)
        yield
    finally:
        if shown:
            part.show()


def laid_out_once(act: Callable[P, R]) -> Callable[P, R]:
    """Let a method of a widget show and hide several of its parts, and lay it out after the last.

    Whatever is shown or hidden has everything around it laid out at once.
    """

    @wraps(act)
    def once(*args: P.args, **values: P.kwargs) -> R:
        layout = cast("QWidget", args[0]).layout()
        if layout is None or not layout.isEnabled():
            return act(*args, **values)
        layout.setEnabled(False)
        try:
            return act(*args, **values)
        finally:
            layout.setEnabled(True)
            layout.update()

    return once


def reveal(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of what may not be on the screen yet.

    Qt looks up the style of whatever is told to be visible, and would do so again once it has its
    place; a part that was never hidden comes with its whole.
    """
    hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if shown == (hidden and widget.isHidden()):
        widget.setVisible(shown)


class FlowLayout(QLayout):
    """A row that goes on in the next line when the width is used up."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = theme.SMALL) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at ``index``, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at ``index``, None outside."""
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def invalidate(self) -> None:
        """Forget the heights: an item has another size."""
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels needed at ``width``."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, place: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(place)
        self._place(place, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of the widest single item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest single item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, place: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = place.marginsRemoved(margins)
        y = inner.y()
        for line in self._lines(inner.width()):
            height = max(item.sizeHint().height() for item in line)
            x = inner.x()
            for item in line:
                size = item.sizeHint()
                if move:
                    top = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), size))
                x += size.width() + self._gap
            y += height + self._gap
        return max(y - self._gap, inner.y()) + margins.bottom() - place.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if not lines or used + self._gap + needed > width:
                lines.append([item])
                used = needed
            else:
                lines[-1].append(item)
                used += self._gap + needed
        return lines
