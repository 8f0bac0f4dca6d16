# SPDX-License-Identifier: Apache-2.0
"""A camera inside the page: the live picture, take, take again, use.

The camera runs while the panel shows its live picture and at no other time: it is switched off when
a picture is taken, when the panel closes or is hidden (the window locks), and when the language is
switched.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from hr_desk.errors import UserError
from hr_desk.exchange.photos import kept_part
from hr_desk.i18n import N_
from ui import theme
from ui.camera import Camera, CameraSilent, Opener
from ui.widgets.buttons import Button
from ui.widgets.entry import choice
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words

VIEW = QSize(320, 240)
"""Size of the picture on the screen in device-independent pixels."""

PATIENCE_MS = 6000
"""How long a camera may send nothing before it is given up, in milliseconds."""

_SHADE = QColor(0, 0, 0, 150)


class CameraView(QWidget):
    """A picture, with what an ID photo does not keep of it in the dark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(VIEW)
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show a picture; an empty one for none."""
        self._image = image
        self.update()

    def image(self) -> QImage:
        """Return the picture that is shown."""
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as large as it goes, and the shade around what is kept."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black"))
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        painter.drawImage(place, self._image)
        left, top, right, bottom = kept_part(self._image.width(), self._image.height())
        scale = place.width() / self._image.width()
        kept = QRectF(left, top, right - left, bottom - top)
        kept = QRectF(kept.topLeft() * scale + place.topLeft(), kept.size() * scale)
        for part in (
            QRectF(place.topLeft(), kept.bottomLeft()),
            QRectF(kept.topRight(), place.bottomRight()),
            QRectF(kept.left(), place.top(), kept.width(), kept.top() - place.top()),
            QRectF(kept.left(), kept.bottom(), kept.width(), place.bottom() - kept.bottom()),
        ):
            painter.fillRect(part, _SHADE)

    def _place(self) -> QRectF:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        across, down = self.width() - size.width(), self.height() - size.height()
        return QRectF(across / 2, down / 2, size.width(), size.height())


class CameraPanel(QFrame):
    """Hands out one picture (``used``) and nothing of those that were only looked at."""

    used = Signal(QImage)
    """The picture that the person chose to use; the panel is closed."""
    closed = Signal()
    """It closed while the keyboard was in it."""
    refused = Signal(object)
    """A UserError: there is no camera to look through; the panel is closed."""

    def __init__(self, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self._words = Words()
        self._camera: Camera | None = None
        self._taken = QImage()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(patience_ms)
        self._waiting.timeout.connect(self._give_up)
        self.view, self._advice = CameraView(), Label(tone="soft", size="small")
        self.take, self.use = Button(kind="primary", icon="camera"), Button(kind="primary")
        self.again, self.close_button = Button(icon="refresh-cw"), Button()
        entry, self.cameras = choice(self._words, N_("Camera"))
        self._which = entry
        self._lay_out()
        self._connect()
        self.hide()

    def look(self, open_camera: Opener) -> None:
        """Switch a camera on and show what it sees, or say why not (``refused``)."""
        if self._camera is None:
            try:
                self._camera = open_camera(self)
            except UserError as missing:
                self.refused.emit(missing)
                return
            self._camera.pictured.connect(self._show)
            self._camera.failed.connect(self._fail)
        self._offer(self._camera.names())
        self.show()
        self._go_live()

    def leave(self) -> None:
        """Switch the camera off, forget what it saw and close."""
        self._switch_off()
        self._taken = QImage()
        self.view.show_image(QImage())
        held = self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        if held:
            self.closed.emit()

    def is_live(self) -> bool:
        """Whether the camera is on."""
        return self._waiting.isActive()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden with its page or window: a camera that nobody looks through is off."""
        super().hideEvent(event)
        self.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; nobody is filmed while a page is made anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            if self.is_live():
                self.leave()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes or uses the picture, unless another button is in hand; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ahead = self.take if self._taken.isNull() else self.use
            next((one for one in (self.again, self.close_button) if one.hasFocus()), ahead).click()
        else:
            super().keyPressEvent(event)

    def _go_live(self) -> None:
        self._taken = QImage()
        self.view.show_image(QImage())
        self._show_state()
        self.take.setEnabled(False)
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)
        self._waiting.start()
        if self._camera is not None:
            self._camera.start(max(0, self.cameras.currentIndex()))

    def _switch_off(self) -> None:
        self._waiting.stop()
        if self._camera is not None:
            self._camera.stop()

    def _show(self, image: QImage) -> None:
        if not self.is_live():
            return  # one that was under way when the camera was switched off
        self._waiting.start()
        self.view.show_image(image)
        if not self.take.isEnabled():
            self.take.setEnabled(True)
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._switch_off()
        self._taken = self.view.image()
        self._show_state()
        self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        taken = self._taken
        self.leave()
        self.used.emit(taken)

    def _give_up(self) -> None:
        self._fail(CameraSilent())

    def _fail(self, error: UserError) -> None:
        self.leave()
        self.refused.emit(error)

    def _offer(self, names: tuple[str, ...]) -> None:
        self.cameras.blockSignals(True)
        self.cameras.clear()
        self.cameras.addItems(names)
        self.cameras.blockSignals(False)
        self._which.setVisible(len(names) > 1)

    def _show_state(self) -> None:
        taken = not self._taken.isNull()
        for part, shown in ((self.take, not taken), (self.use, taken), (self.again, taken)):
            part.setVisible(shown)

    def _lay_out(self) -> None:
        beside = column(gap=theme.SMALL)
        beside.addWidget(self._which)
        for button in (self.take, self.use, self.again, self.close_button):
            beside.addWidget(button)
        beside.addWidget(self._advice)
        beside.addStretch(1)
        whole = row(self, margin=theme.MEDIUM, gap=theme.MEDIUM)
        whole.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(beside, 1)
        self.setMaximumWidth(VIEW.width() + 340)

    def _connect(self) -> None:
        for label, button, act in (
            (N_("Take the picture"), self.take, self._take),
            (N_("Use this picture"), self.use, self._use),
            (N_("Take it again"), self.again, self._go_live),
            (N_("Close the camera"), self.close_button, self.leave),
        ):
            self._words.put(label, button.setText)
            button.clicked.connect(act)
        self._words.put(
            N_("Only the bright part is kept. Nothing is stored until you use a picture."),
            self._advice.setText,
        )
        self.cameras.currentIndexChanged.connect(self._go_live)
