# SPDX-License-Identifier: Apache-2.0
"""The editor of a photo: chosen, dropped, pasted or taken; its pixels alone are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from hr_desk.catalogue.types.base import FieldType
from hr_desk.errors import UserError
from hr_desk.exchange.file_problems import FileUnreadable
from hr_desk.exchange.photos import MAX_BYTES, PORTRAIT, BrokenPicture, PictureTooHeavy, portrait
from hr_desk.i18n import N_, t
from ui import theme
from ui.camera import Opener
from ui.device_camera import DeviceCamera
from ui.forms.editor import Editor
from ui.widgets.buttons import Button
from ui.widgets.camera_panel import CameraPanel
from ui.widgets.dropping import files_in
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column, row

_PASTED = 1500
"""Longer side of a pasted picture in pixels: thrice what is kept, and uncompressed below MAX_BYTES.

Packing a picture takes far longer than handing it over.
"""


_PICTURES = (".jpg", ".jpeg", ".png")


Maker = Callable[[bytes, Callable[[bytes], object], Callable[[UserError], object]], object]
"""Makes the portrait of a picture: what to call with the JPEG, and with a refusal."""


def made_here(
    data: bytes, done: Callable[[bytes], object], failed: Callable[[UserError], object]
) -> None:
    """Make the portrait at once, in this process; for a form without a desk."""
    try:
        made = portrait(data)
    except UserError as refusal:
        failed(refusal)
    else:
        done(made)


class NothingToPaste(UserError):
    """The clipboard holds no picture."""

    message = N_("There is no picture on the clipboard. Copy a photo first.")


class DocumentEditor(Editor):
    """A photo; the value is the id of a sealed file, ``content`` a portrait not sealed yet."""

    content_wanted = Signal(str)
    """The id of a sealed file whose picture the owner should hand to ``show_content``."""

    unfolded = Signal(QWidget)
    """A part of it was opened that somebody wants to see whole."""

    wide = True
    shows_sealed = True
    """Whether a sealed picture is shown by itself, small, as soon as its record is."""
    preview_size = (124 * PORTRAIT[0] // PORTRAIT[1], 124)
    """Width and height of the preview in device-independent pixels."""

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._id = ""
        self._content: bytes | None = None
        self._reading: object | None = None
        self._refusal: UserError | None = None
        self._maker: Maker = made_here
        self._open_camera: Opener = DeviceCamera
        self.camera: CameraPanel | None = None
        self._preview = Label(wrap=False, tone="soft", size="small")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setFixedSize(*self.preview_size)
        self._preview.setObjectName("Panel")
        self.choose_button = Button(icon="folder-open")
        self.paste_button = Button()
        self.camera_button = Button(icon="camera")
        self.remove_button = Button(kind="plain", icon="x")
        self._advice = Label(tone="soft", size="small")
        self._lay_out()
        self.setAcceptDrops(True)
        self.retranslate()
        self._show_state()

    def content(self) -> bytes | None:
        """Return the new portrait (JPEG), None if none was chosen here."""
        return self._content

    def text(self) -> str:
        """Return the id of the sealed file; a new portrait has none yet, and no draft keeps it."""
        return self._id

    def set_text(self, text: str) -> None:
        """Stand for a sealed file by its id, or for none."""
        if self._reading is not None:
            self.hint(None)
        if self.camera is not None:
            self.camera.leave()
        self._id, self._content, self._reading = text, None, None
        self.refuse(None)
        self._preview.clear()
        self._show_state()
        if text:
            self.content_wanted.emit(text)

    def make_with(self, maker: Maker) -> None:
        """Have portraits made by ``maker``, which answers later and may live elsewhere."""
        self._maker = maker

    def look_through(self, open_camera: Opener) -> None:
        """Take photos from now on with what ``open_camera`` makes."""
        self._open_camera = open_camera
        if self.camera is not None:
            self.camera.deleteLater()
            self.camera = None

    def is_reading(self) -> bool:
        """Whether a portrait is being made and has not come back yet."""
        return self._reading is not None

    def take(self, data: bytes) -> None:
        """Make the portrait of a picture; a refusal is said below and nothing changes."""
        asked = self._reading = object()
        self.refuse(None)
        self.hint(t("The photo is being read…"))
        self._make(data, partial(self._made, asked), partial(self._refused, asked))

    def _make(
        self,
        data: bytes,
        done: Callable[[bytes], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Have made what is kept of a picture."""
        self._maker(data, done, failed)

    def _made(self, asked: object, made: bytes) -> None:
        if not isValid(self) or asked is not self._reading:
            return  # another record is shown, or another photo was chosen meanwhile
        self._id, self._content, self._reading = "", made, None
        self.refuse(None)
        self.hint(None)
        self.show_content(made)
        self._show_state()
        self.edited.emit()

    def _refused(self, asked: object, refusal: UserError) -> None:
        if isValid(self) and asked is self._reading:
            self._reading = None
            self.refuse(refusal)

    def refuse(self, refusal: UserError | None) -> None:
        """Say below what is wrong with a picture, until another one is tried."""
        self._refusal = refusal
        self.problem(None)

    def problem(self, sentence: str | None) -> None:
        """Say what is wrong with the field, else with the picture; it is kept all the same."""
        own = self._refusal.text() if self._refusal is not None else None
        super().problem(sentence or own)

    def show_content(self, data: bytes) -> None:
        """Show a JPEG as the preview."""
        image = QImage()
        image.loadFromData(data, "JPEG")
        ratio = self.devicePixelRatioF()
        width, height = (int(side * ratio) for side in self.preview_size)
        pixmap = QPixmap.fromImage(image).scaled(
            width, height, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        pixmap.setDevicePixelRatio(ratio)
        self._preview.setPixmap(pixmap)

    def choose(self) -> None:
        """Ask for a file and take it."""
        pictures = t("Photos (*.jpg *.jpeg *.png)")
        name, _ = QFileDialog.getOpenFileName(self, t("Choose a photo"), "", pictures)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a file and take it; what is too large is not read."""
        try:
            if path.stat().st_size > MAX_BYTES:
                raise PictureTooHeavy(limit=MAX_BYTES // (1024 * 1024))
            self.take(path.read_bytes())
        except OSError:
            self.refuse(FileUnreadable())
        except UserError as refusal:
            self.refuse(refusal)

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        if not self.take_data(QGuiApplication.clipboard().mimeData()):
            self.refuse(NothingToPaste())

    def open_camera(self) -> None:
        """Show what a camera sees, below the buttons; where there is none, say so."""
        if self.camera is None:
            self.camera = CameraPanel()
            self.camera.used.connect(self._take_image)
            self.camera.refused.connect(self._do_without)
            self.camera.closed.connect(self.camera_button.setFocus)
            self.body.insertWidget(self.body.count() - 1, self.camera)
        self.refuse(None)
        self.camera.look(self._open_camera)
        if not self.camera.isHidden():
            self.unfolded.emit(self.camera)

    def _do_without(self, refusal: UserError) -> None:
        self.refuse(refusal)
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfolded.emit(self)

    def set_read_only(self, read_only: bool) -> None:
        """Let the picture be seen but not changed."""
        self.setAcceptDrops(not read_only)
        for part in (*self._buttons(), self._advice):
            part.setEnabled(not read_only)
        if read_only and self.camera is not None:
            self.camera.leave()

    def retranslate(self) -> None:
        """Say buttons and advice in the language in use."""
        self.choose_button.setText(t("Choose a file…"))
        self.paste_button.setText(t("Paste"))
        self.camera_button.setText(t("Camera…"))
        self.remove_button.setText(t("Remove"))
        self._advice.setText(
            t(
                "JPEG or PNG, up to {limit} MB, or drop it here. Place and time are removed.",
                limit=MAX_BYTES // (1024 * 1024),
            )
        )
        self._show_state()
        if self._refusal is not None:
            self.problem(None)

    def after(self, control: QWidget) -> QWidget | None:
        """The buttons are one place: Enter leaves them, Space presses one."""
        del control
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with the keys that paste everywhere, whichever button is in hand."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste_button.isEnabled():
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file or a picture."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.take_data(event.mimeData())

    def takes(self, data: QMimeData) -> bool:
        """Whether what is dragged here, or lies on the clipboard, would be tried as a picture."""
        if not self.choose_button.isEnabled():
            return False
        files = files_in(data)
        if files:
            return len(files) == 1 and files[0].suffix.casefold() in _PICTURES
        return data.hasImage()

    def take_data(self, data: QMimeData) -> bool:
        """Take the first file or the picture; False if there is neither."""
        files = files_in(data)
        if files:
            self.take_file(files[0])
        elif data.hasImage():
            self._take_image(QImage(data.imageData()))
        return bool(files) or data.hasImage()

    def _take_image(self, image: QImage) -> None:
        if max(image.width(), image.height()) > _PASTED:
            image = image.scaled(
                _PASTED, _PASTED, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # The save overload with a device exists; its stub wants bytes for the format.
        if image.isNull() or not image.save(buffer, "PNG", 100):  # type: ignore[call-overload]
            self.refuse(BrokenPicture())
            return
        self.take(bytes(buffer.data().data()))

    def _buttons(self) -> tuple[Button, ...]:
        return self.choose_button, self.camera_button, self.paste_button, self.remove_button

    def _remove(self) -> None:
        self.set_text("")
        self.edited.emit()

    def _show_state(self) -> None:
        has_one = bool(self._id) or self._content is not None
        self.remove_button.setVisible(has_one)
        if self._preview.pixmap().isNull():
            self._preview.setText(self._state(has_one))

    def _state(self, has_one: bool) -> str:
        """Say in place of the picture whether there is one."""
        return t("Photo stored") if has_one else t("No photo")

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for button in self._buttons():
            buttons.addWidget(button)
            self.watch(button)
        beside = column(gap=theme.SMALL)
        beside.addLayout(buttons)
        beside.addWidget(self._advice)
        beside.addStretch(1)
        whole = row(gap=theme.MEDIUM)
        whole.addWidget(self._preview)
        whole.addLayout(beside, 1)
        self.body.addLayout(whole)
        self.close_body()
        self.choose_button.clicked.connect(self.choose)
        self.paste_button.clicked.connect(self.paste)
        self.camera_button.clicked.connect(self.open_camera)
        self.remove_button.clicked.connect(self._remove)

    def set_name(self, name: str) -> None:
        """Name the buttons together with the field they serve."""
        self.setAccessibleName(name)
        for button in self._buttons():
            button.setAccessibleName(f"{name}: {button.text()}")
