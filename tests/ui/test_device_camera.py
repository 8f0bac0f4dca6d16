# SPDX-License-Identifier: Apache-2.0
"""The machine's cameras: a missing part is a sentence, and a fitting format is asked for."""

import sys
from dataclasses import dataclass
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication

from ui.camera import CameraPartMissing
from ui.device_camera import DeviceCamera, fitting


@dataclass(frozen=True)
class Format:
    """A format with nothing but its size."""

    width: int
    height: int

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)


def chosen(*sizes: tuple[int, int]) -> tuple[int, int] | None:
    found = fitting(cast("Any", [Format(*size) for size in sizes]))
    return None if found is None else (found.resolution().width(), found.resolution().height())


def test_without_the_part_for_cameras_it_says_so(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    with pytest.raises(CameraPartMissing) as raised:
        DeviceCamera(QObject())
    assert "camera" in raised.value.text("en")


def test_frames_are_as_large_as_a_portrait_needs_and_no_larger() -> None:
    assert chosen((640, 480), (1280, 720), (3840, 2160)) == (1280, 720)
    assert chosen((3840, 2160), (1920, 1080)) == (1920, 1080)
    assert chosen() is None
