# SPDX-License-Identifier: Apache-2.0
"""Files that are dragged into the window: those of this machine, while they are wanted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.dropping import TakesFiles

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Place(TakesFiles, QWidget):
    """A widget that remembers what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.wanted, self.taken = True, list[Path]()

    def wants_files(self) -> bool:
        """As the test says."""
        return self.wanted

    def take_files(self, paths: Sequence[Path]) -> None:
        """Remember them."""
        self.taken += paths


@pytest.fixture
def place(show: Callable[..., Any]) -> Place:
    shown: Place = show(Place())
    return shown


def drag(place: Place, *urls: str) -> bool:
    """Drag and drop these as Qt does; returns whether they were accepted on the way in."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    entering = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE)
    entering.setAccepted(False)
    QApplication.sendEvent(place, entering)
    if entering.isAccepted():
        QApplication.sendEvent(place, QDropEvent(QPointF(5, 5), COPY, data, LEFT, NONE))
    return entering.isAccepted()


def test_files_of_this_machine_are_taken_in_their_order(place: Place) -> None:
    assert drag(place, "file:///a.pdf", "https://example.com/b.pdf", "file:///c.pdf")
    assert place.taken == [Path("/a.pdf"), Path("/c.pdf")]


def test_what_is_no_file_here_or_not_wanted_now_is_not_taken(place: Place) -> None:
    assert not drag(place, "https://example.com/b.pdf")
    place.wanted = False
    assert not drag(place, "file:///a.pdf")
    assert place.taken == []
