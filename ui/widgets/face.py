# SPDX-License-Identifier: Apache-2.0
"""A face beside a name: the small picture of somebody's photo, or the letters of their name.

Who has no photo, and whose photo this user may not see, look alike: nobody reads a reason from a
list. Nothing here opens a picture; it is painted from what was decoded elsewhere.
"""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from hr_desk.exchange.photos import PORTRAIT
from hr_desk.i18n import t
from ui import theme
from ui.widgets.label import Label

HEAD: Final = (40 * PORTRAIT[0] // PORTRAIT[1], 40)
"""Width and height of the face at the head of a record, in device-independent pixels."""

_ROUND: Final = 4.0
_HAN: Final = "\u2e80"
"""From this character on a name is written without spaces: its first character is enough."""


def letters_of(name: str) -> str:
    """Return what stands for a face: the first character of a Chinese name, else two initials."""
    words = name.replace("·", " ").split()
    if not words:
        return ""
    if words[0][0] >= _HAN:
        return words[0][0]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def decoded(data: bytes, width: int, height: int) -> QImage:
    """Return a small picture (JPEG) filling so many pixels; for a worker. Null if it is none."""
    image = QImage()
    image.loadFromData(data, "JPEG")
    if image.isNull():
        return image
    return image.scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip


def paint_face(painter: QPainter, place: QRectF, picture: QPixmap | None, letters: str) -> None:
    """Paint a face, or letters where there is no picture, into a place with round corners."""
    colours, shape = theme.Chosen.colours, QPainterPath()
    shape.addRoundedRect(place, _ROUND, _ROUND)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture is not None:
        painter.setClipPath(shape)
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
    else:
        painter.fillPath(shape, QColor(colours.accent_soft))
        painter.setPen(QColor(colours.accent_strong))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letters)
    painter.restore()


class Face(Label):
    """The face at the head of a record; hidden while nobody is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(wrap=False, bold=True, parent=parent)
        self.setFixedSize(*HEAD)
        self._picture: QPixmap | None = None
        self._name = ""
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the size it always has."""
        return QSize(*HEAD)

    def show_whose(self, name: str) -> None:
        """Say whose face it is, in the language in use; the picture is kept."""
        self._name = name
        self._say()
        self.show()

    def show_picture(self, data: bytes) -> None:
        """Show a small picture (JPEG) of whoever is shown; what is none leaves the letters."""
        if self.isHidden():
            return
        ratio = self.devicePixelRatioF()
        image = decoded(data, *(round(side * ratio) for side in HEAD))
        self._picture = None if image.isNull() else QPixmap.fromImage(image)
        self._say()

    def has_picture(self) -> bool:
        """Whether a picture is shown, not letters."""
        return self._picture is not None

    def forget(self) -> None:
        """Show nobody."""
        self._picture, self._name = None, ""
        self.setAccessibleName("")
        self.hide()

    def _say(self) -> None:
        of = t("Photo of {name}", name=self._name)
        none = t("{name}, no photo", name=self._name)
        self.setAccessibleName(none if self._picture is None else of)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture or the letters."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_face(painter, QRectF(self.rect()), self._picture, letters_of(self._name))
        painter.end()
