# SPDX-License-Identifier: Apache-2.0
"""The camera in the page: live, taken, used; off whenever nobody looks through it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.errors import UserError
from ui.camera import Camera, CameraGone, CameraPartMissing, CameraRefused, CameraSilent, NoCamera
from ui.camera_scenes import FRAME, DrawnCamera
from ui.language import Languages
from ui.widgets.camera_panel import CameraPanel
from ui.widgets.layouts import column


class Silent(DrawnCamera):
    """A camera that is switched on and sends nothing."""

    def _send(self) -> None:
        return


class Place:
    """A panel in a window of its own, and what came out of it."""

    def __init__(self, qtbot: QtBot, patience_ms: int) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.panel = CameraPanel(patience_ms=patience_ms)
        column(self.window).addWidget(self.panel)
        self.window.show()
        self.used: list[QImage] = []
        self.refused: list[UserError] = []
        self.panel.used.connect(self.used.append)
        self.panel.refused.connect(self.refused.append)
        self.camera = DrawnCamera()

    def look(self, camera: DrawnCamera | None = None) -> None:
        """Open the panel on a made-up camera."""
        if camera is not None:
            self.camera = camera

        def opener(parent: QObject) -> Camera:
            self.camera.setParent(parent)
            return self.camera

        self.panel.look(opener)


Made = Callable[..., Place]


@pytest.fixture
def place(qtbot: QtBot) -> Made:
    return lambda patience_ms=6000: Place(qtbot, patience_ms)


def test_frames_come_in_and_one_is_taken_and_used(place: Made, qtbot: QtBot) -> None:
    here = place()
    here.look()
    qtbot.waitUntil(lambda: here.camera.sent > 2)
    assert here.panel.take.isEnabled()
    QTest.keyClick(here.panel.take, Qt.Key.Key_Return)
    assert not here.camera.is_on()
    assert here.panel.use.isVisible()
    assert not here.panel.take.isVisible()
    QTest.keyClick(here.panel.use, Qt.Key.Key_Return)
    assert [(image.width(), image.height()) for image in here.used] == [FRAME]
    assert not here.panel.isVisible()
    assert here.panel.view.image().isNull()


def test_a_picture_is_taken_again(place: Made) -> None:
    here = place()
    here.look()
    here.panel.take.click()
    here.panel.again.click()
    assert here.camera.is_on()
    assert here.panel.take.isVisible()
    assert here.used == []


def test_what_was_taken_does_not_change_any_more(place: Made, qtbot: QtBot) -> None:
    here = place()
    here.look()
    here.panel.take.click()
    taken = here.panel.view.image().copy()
    here.camera.pictured.emit(QImage(8, 8, QImage.Format.Format_RGB32))  # one on its way
    here.panel.use.click()
    assert here.used[0] == taken


def test_escape_closes_and_switches_off(place: Made) -> None:
    here = place()
    here.look()
    QTest.keyClick(here.panel.take, Qt.Key.Key_Escape)
    assert not here.panel.isVisible()
    assert not here.camera.is_on()
    assert here.used == []
    assert here.refused == []


def test_a_hidden_window_switches_off(place: Made) -> None:
    here = place()
    here.look()
    here.window.hide()
    assert not here.camera.is_on()
    here.window.show()
    assert not here.panel.isVisible()


def test_a_language_switch_switches_off(place: Made, languages: Languages) -> None:
    here = place()
    here.look()
    languages.use("en")
    QApplication.sendPostedEvents()
    assert not here.camera.is_on()
    assert not here.panel.isVisible()


def test_a_taken_picture_outlives_a_language_switch(place: Made, languages: Languages) -> None:
    here = place()
    here.look()
    here.panel.take.click()
    said = here.panel.use.text()
    languages.use("en")
    QApplication.sendPostedEvents()
    assert here.panel.use.isVisible()
    assert here.panel.use.text() != said
    here.panel.use.click()
    assert len(here.used) == 1


@pytest.mark.parametrize("refusal", [NoCamera, CameraRefused])
def test_what_cannot_start_is_refused(place: Made, refusal: type[UserError]) -> None:
    here = place()
    here.look(DrawnCamera(refusal=refusal()))
    assert [type(error) for error in here.refused] == [refusal]
    assert not here.panel.isVisible()


def test_an_unplugged_camera_can_be_connected_again(place: Made) -> None:
    here = place()
    here.look()
    here.camera.unplug(CameraGone())
    assert [type(error) for error in here.refused] == [CameraGone]
    assert not here.panel.isVisible()
    here.camera.refusal = None
    here.look()
    assert here.camera.is_on()
    assert here.panel.take.isEnabled()


def test_a_camera_that_sends_nothing_is_given_up(place: Made, qtbot: QtBot) -> None:
    here = place(60)
    here.look(Silent())
    assert not here.panel.take.isEnabled()
    qtbot.waitUntil(lambda: bool(here.refused))
    assert isinstance(here.refused[0], CameraSilent)
    assert not here.camera.is_on()


def test_a_camera_that_stops_sending_is_given_up(place: Made, qtbot: QtBot) -> None:
    here = place(300)
    here.look()
    qtbot.waitUntil(lambda: here.camera.sent > 2)
    here.camera.stop()  # frozen: it says nothing
    qtbot.waitUntil(lambda: bool(here.refused))
    assert isinstance(here.refused[0], CameraSilent)


def test_a_missing_part_is_said_and_nothing_opens(place: Made) -> None:
    here = place()

    def opener(parent: QObject) -> Camera:
        del parent
        raise CameraPartMissing

    here.panel.look(opener)
    assert [type(error) for error in here.refused] == [CameraPartMissing]
    assert not here.panel.isVisible()


def test_of_several_cameras_one_is_chosen(place: Made) -> None:
    class Two(DrawnCamera):
        started: list[int]

        def names(self) -> tuple[str, ...]:
            return "front", "desk"

        def start(self, number: int = 0) -> None:
            self.started = [*getattr(self, "started", []), number]
            super().start(number)

    here, two = place(), Two()
    here.look(two)
    assert here.panel.cameras.isVisible()
    here.panel.cameras.setCurrentIndex(1)
    assert two.started == [0, 1]


def test_the_shade_leaves_the_middle_bright(place: Made) -> None:
    here = place()
    here.look()
    white = QImage(640, 480, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    here.camera.pictured.emit(white)
    shown = here.panel.view.grab().toImage()
    middle, edge = shown.pixelColor(160, 120), shown.pixelColor(8, 120)
    assert middle.lightness() > 250
    assert edge.lightness() < 150
