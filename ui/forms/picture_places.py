# SPDX-License-Identifier: Apache-2.0
"""The places of photo and files in a form: they take what is dropped anywhere on it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.forms.documents import DocumentEditor
from ui.forms.papers import PapersEditor


class PicturePlaces(QObject):
    """Hands what is dropped on a form to its photo or its files, while it has one place for it.

    A picture is the photo, documents are files. ``area`` scrolls the form.
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
        """Take pictures and documents, and leave everything else to whom it is for."""
        del watched
        if not isinstance(event, QDropEvent) or event.type() == QEvent.Type.DragMove:
            return False
        place = self._place(event.mimeData())
        if place is None:
            return False
        event.acceptProposedAction()
        if not isinstance(event, QDragEnterEvent):
            place.take_data(event.mimeData())
            self.show_whole(place)
        return True

    def _place(self, data: QMimeData) -> DocumentEditor | PapersEditor | None:
        places: tuple[Sequence[DocumentEditor | PapersEditor], ...] = (
            self._form.findChildren(DocumentEditor), self._form.findChildren(PapersEditor),
        )  # fmt: skip
        return next((one[0] for one in places if len(one) == 1 and one[0].takes(data)), None)
