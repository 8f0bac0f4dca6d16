# SPDX-License-Identifier: Apache-2.0
"""Layout helpers: boxes with the house's distances, and a row that wraps."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

from ui import theme


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


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls ``content`` up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def clear(layout: QLayout) -> None:
    """Remove and delete every widget of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class FlowLayout(QLayout):
    """A row that goes on in the next line when the width is used up."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = theme.SMALL) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at ``index``, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at ``index``, None outside."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels needed at ``width``."""
        return self._place(QRect(0, 0, width, 0), move=False)

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
