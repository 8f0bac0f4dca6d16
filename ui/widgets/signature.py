# SPDX-License-Identifier: Apache-2.0
"""A place to sign in with pen, finger or mouse; what is drawn becomes a picture (PNG)."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

SIZE = (420, 120)
"""Width and height of the place and of the picture in device-independent pixels."""

_PEN = 2.5


class SignaturePad(QWidget):
    """Strokes as they are drawn; ``picture`` has nothing but them, black on white."""

    drawn = Signal()
    """A stroke was added, or all of them were taken away."""

    def __init__(
        self, parent: QWidget | None = None, *, size: tuple[int, int] = SIZE, pen: float = _PEN
    ) -> None:
        """``size`` is that of the place and of the picture, ``pen`` the width of a stroke."""
        super().__init__(parent)
        self.setFixedSize(*size)
        self._pen = pen
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[QPointF]] = []

    def points(self) -> list[list[tuple[float, float]]]:
        """Return the strokes as pairs of numbers, in pixels of the place."""
        return [[(point.x(), point.y()) for point in stroke] for stroke in self._strokes]

    def is_signed(self) -> bool:
        """Whether anything was drawn."""
        return any(len(stroke) > 1 for stroke in self._strokes)

    def clear(self) -> None:
        """Take every stroke away."""
        self._strokes = []
        self.update()
        self.drawn.emit()

    def add_stroke(self, points: Sequence[QPointF]) -> None:
        """Add a whole stroke, as if it had been drawn."""
        self._strokes.append(list(points))
        self.update()
        self.drawn.emit()

    def picture(self) -> bytes | None:
        """Return the strokes as a PNG, None where nothing was drawn."""
        if not self.is_signed():
            return None
        image = QImage(self.size(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        self._paint(painter, QColor("black"))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._strokes:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        del event
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the strokes."""
        del event
        colours = theme.Chosen.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(QPen(QColor(colours.text_soft), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._paint(painter, QColor("black"))
        painter.end()

    def _paint(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(
            QPen(colour, self._pen, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        for stroke in self._strokes:
            painter.drawPolyline(stroke)
