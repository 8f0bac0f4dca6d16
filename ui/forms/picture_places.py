# SPDX-License-Identifier: Apache-2.0
"""The place of the photo in a form: it takes what is dropped anywhere, and is seen whole."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.forms.documents import DocumentEditor


class PicturePlaces(QObject):
    """Hands a picture that is dropped on a form to its photo, while the form has one place for it.

    ``area`` scrolls the form.
    """

    def __init__(self, form: QWidget, area: QScrollArea) -> None:
        super().__init__(form)
        self._form, self._area = form, area
        form.setAcceptDrops(True)
        form.installEventFilter(self)

    def show_whole(self, part: QWidget) -> None:
        """Scroll to what was just opened, once it has its place."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures, and leave everything else to whom it is for."""
        del watched
        if not isinstance(event, QDropEvent) or event.type() == QEvent.Type.DragMove:
            return False
        place = self._place()
        if place is None or not place.takes(event.mimeData()):
            return False
        event.acceptProposedAction()
        if not isinstance(event, QDragEnterEvent):
            place.take_data(event.mimeData())
            self.show_whole(place)
        return True

    def _place(self) -> DocumentEditor | None:
        found = self._form.findChildren(DocumentEditor)
        return found[0] if len(found) == 1 else None
