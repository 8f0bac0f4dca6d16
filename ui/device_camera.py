# SPDX-License-Identifier: Apache-2.0
"""The cameras of this machine, by the part of Qt that not every machine has (the extra "camera").

The newest frame is fetched by a timer: frames come in on threads of Qt's own, and no Python of
ours runs on those.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, QTimer

from ui.camera import Camera, CameraGone, CameraPartMissing, CameraRefused, CameraSilent, NoCamera

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QCameraDevice, QCameraFormat, QVideoSink

EVERY_MS: Final = 66
"""How often the newest frame is fetched, in milliseconds."""

LARGEST: Final = (1280, 960)
"""The largest frames asked for, in pixels: more than a portrait keeps, little to convert."""


class DeviceCamera(Camera):
    """One of the machine's cameras, through QtMultimedia; makes no sound and writes no file."""

    def __init__(self, parent: QObject) -> None:
        """Raises CameraPartMissing where QtMultimedia or what it links against is missing."""
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import QMediaCaptureSession, QMediaDevices
        except ImportError as missing:
            raise CameraPartMissing from missing
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._look_for_it)
        self._session = QMediaCaptureSession(self)
        self._camera: QCamera | None = None
        self._sink: QVideoSink | None = None
        self._shown = -1
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._fetch)

    def names(self) -> tuple[str, ...]:
        """Return the cameras there are, the system's usual one first."""
        return tuple(device.description() for device in self._found())

    def start(self, number: int = 0) -> None:
        """Switch a camera on, once the system allows it."""
        self.stop()
        allowed = _permission()
        if allowed == Qt.PermissionStatus.Granted:
            self._switch_on(number)
        elif allowed == Qt.PermissionStatus.Denied:
            self.failed.emit(CameraRefused())
        else:
            _ask(self, lambda: self._answered(number))

    def stop(self) -> None:
        """Switch the camera off and let go of its last frame."""
        self._timer.stop()
        camera, sink = self._camera, self._sink
        self._camera = self._sink = None
        if camera is not None:
            camera.stop()
            camera.deleteLater()
        if sink is not None:
            sink.deleteLater()

    def _answered(self, number: int) -> None:
        if _permission() == Qt.PermissionStatus.Granted:
            self._switch_on(number)
        else:
            self.failed.emit(CameraRefused())

    def _found(self) -> list["QCameraDevice"]:
        usual = self._devices.defaultVideoInput()
        others = [device for device in self._devices.videoInputs() if device != usual]
        return others if usual.isNull() else [usual, *others]

    def _switch_on(self, number: int) -> None:
        from PySide6.QtMultimedia import QCamera, QVideoSink

        found = self._found()
        if not found:
            self.failed.emit(NoCamera())
            return
        device = found[min(number, len(found) - 1)]
        self._camera, self._sink = QCamera(device, self), QVideoSink(self)
        wanted = fitting(device.videoFormats())
        if wanted is not None:
            self._camera.setCameraFormat(wanted)
        self._camera.errorOccurred.connect(self._broke)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._shown = -1
        self._camera.start()
        self._timer.start()

    def _fetch(self) -> None:
        if self._sink is None:
            return
        frame = self._sink.videoFrame()
        if not frame.isValid() or frame.startTime() == self._shown != -1:
            return
        self._shown = frame.startTime()
        image = frame.toImage()
        if not image.isNull():
            self.pictured.emit(image)

    def _look_for_it(self) -> None:
        """The cameras of the machine have changed: is the one in use still there?"""
        if self._camera is not None and self._camera.cameraDevice() not in self._found():
            self.stop()
            self.failed.emit(CameraGone())

    def _broke(self) -> None:
        if self._camera is not None:
            self.stop()
            self.failed.emit(CameraSilent())


def fitting(formats: Sequence["QCameraFormat"]) -> "QCameraFormat | None":
    """Return the format with the most pixels within LARGEST, else the one with the fewest."""

    def area(one: "QCameraFormat") -> int:
        return one.resolution().width() * one.resolution().height()

    def fits(one: "QCameraFormat") -> bool:
        size = one.resolution()
        return size.width() <= LARGEST[0] and size.height() <= LARGEST[1]

    within = [one for one in formats if fits(one)]
    return max(within, key=area) if within else min(formats, key=area, default=None)


def _permission() -> Qt.PermissionStatus:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a camera needs an application")
    return application.checkPermission(QCameraPermission())


def _ask(context: QObject, then: object) -> None:
    """Let the system ask the person; ``then`` is called with its answer."""
    application = QCoreApplication.instance()
    if application is not None and callable(then):
        application.requestPermission(QCameraPermission(), context, then)
