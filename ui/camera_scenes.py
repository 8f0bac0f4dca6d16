# SPDX-License-Identifier: Apache-2.0
"""The scenes of the camera, a part of the walk, and the made-up camera they look through."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from hr_desk.errors import UserError
from ui.camera import Camera, NoCamera

SETTLE: Final = ""
FRAME: Final = (640, 480)
"""Width and height of a made-up frame in pixels."""
_EVERY_MS: Final = 40


class DrawnCamera(Camera):
    """A camera that sees a drawn head and shoulders, a little further to the right each time."""

    def __init__(self, parent: QObject | None = None, *, refusal: UserError | None = None) -> None:
        """With a ``refusal`` it says that whenever it is switched on."""
        super().__init__(parent)
        self.refusal = refusal
        self.sent = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._send)

    def names(self) -> tuple[str, ...]:
        """One camera, unless it is there to be missed."""
        return () if self.refusal is not None else ("Camera 1",)

    def start(self, number: int = 0) -> None:
        """Send a frame at once, and further ones from now on."""
        del number
        if self.refusal is not None:
            self.failed.emit(self.refusal)
        else:
            self._timer.start(_EVERY_MS)
            self._send()

    def stop(self) -> None:
        """Send nothing any more."""
        self._timer.stop()

    def is_on(self) -> bool:
        """Whether it is sending frames."""
        return self._timer.isActive()

    def unplug(self, error: UserError) -> None:
        """Be gone, as a camera whose cable is pulled out."""
        self.refusal = error
        self.stop()
        self.failed.emit(error)

    def _send(self) -> None:
        self.sent += 1
        self.pictured.emit(drawn_frame(self.sent))


def drawn_frame(number: int) -> QImage:
    """Return a frame with a made-up head and shoulders."""
    frame = QImage(*FRAME, QImage.Format.Format_RGB32)
    frame.fill(QColor("#b9c8d6"))
    middle = FRAME[0] / 2 + number % 3
    painter = QPainter(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, shape in (
        ("#3d5a80", QRectF(middle - 150, 340, 300, 300)),
        ("#2b2b2b", QRectF(middle - 82, 78, 164, 190)),
        ("#e8c39e", QRectF(middle - 70, 110, 140, 190)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(shape)
    painter.setBrush(QColor("#2b2b2b"))
    for side in (-28, 28):
        painter.drawEllipse(QPointF(middle + side, 195), 7, 7)
    painter.end()
    return frame


def camera(page: Any) -> Iterator[str]:
    """Miss a camera, then take a joiner's picture with one."""
    editor = page.form.row("photo").editor
    editor.look_through(lambda parent: DrawnCamera(parent, refusal=NoCamera()))
    editor.open_camera()
    yield "joiner-no-camera"
    editor.look_through(DrawnCamera)
    editor.open_camera()
    editor.camera.take.click()
    yield SETTLE
    yield "joiner-camera"
    editor.camera.use.click()
    yield SETTLE
    yield "joiner-photo-taken"
