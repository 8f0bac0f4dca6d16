# SPDX-License-Identifier: Apache-2.0
"""A drawn page in a place that scrolls both ways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QScrollArea

from ui.widgets.label import Label


class PagePictureView(QScrollArea):
    """Shows the pixels of one page; the keyboard scrolls it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._page = Label(wrap=False)
        self.setWidget(self._page)
        self.setWidgetResizable(False)

    def show_pixels(self, width: int, height: int, pixels: bytes) -> None:
        """Show a page: RGB, 3 bytes each, no padding; a new page begins at its top."""
        image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
        pixmap = QPixmap.fromImage(image)  # a copy: the bytes may go
        ratio = self.devicePixelRatioF()
        pixmap.setDevicePixelRatio(ratio)
        self._page.setPixmap(pixmap)
        self._page.adjustSize()
        self.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Show nothing any more."""
        self._page.clear()

    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._page.pixmap().isNull()

    def page_size(self) -> tuple[int, int]:
        """Return width and height of the page shown, in its own pixels."""
        pixmap = self._page.pixmap()
        return pixmap.width(), pixmap.height()

    def room(self) -> int:
        """Return how many pixels of the screen a page may be wide without scrolling sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(200, round((self.width() - bar - 4) * self.devicePixelRatioF()))
