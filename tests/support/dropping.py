# SPDX-License-Identifier: Apache-2.0
"""A file of this machine that is dragged over a window and let go of where somebody points."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def drop(place: QWidget, path: Path) -> bool:
    """Let go of a file in the middle of what is seen of ``place``; False where nothing takes it.

    Qt finds who takes it, as it does for a real one: what lies under the pointer is asked first,
    then what it lies in. Its window may lie anywhere.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    point = place.visibleRegion().boundingRect().center()
    assert not point.isNull(), "it cannot be seen"
    under, at = _under(place, point)
    entering = QDragEnterEvent(at, _COPY, data, _LEFT, _NONE)
    entering.ignore()
    QApplication.sendEvent(under, entering)
    if entering.isAccepted():
        QApplication.sendEvent(under, QDropEvent(QPointF(at), _COPY, data, _LEFT, _NONE))
    return entering.isAccepted()


def _under(place: QWidget, point: QPoint) -> tuple[QWidget, QPoint]:
    """Return the innermost widget at a point of ``place``, and the point as it counts it."""
    window = place.window()
    seen = place.mapTo(window, point)
    under = window.childAt(seen) or window
    return under, under.mapFrom(window, seen)
