# SPDX-License-Identifier: Apache-2.0
"""Many pages in one place, of which one is seen."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """Asks the page that is seen for its size, and no other.

    Qt's own asks every page it holds, hidden ones too, whenever a part of the one that is seen
    comes or goes: 50 ms with forty pages. Here a page that is not seen is a child without a place.
    """

    def take(self, page: QWidget) -> None:
        """Keep a page without showing it."""
        page.hide()
        page.setParent(self)

    def bring(self, page: QWidget) -> None:
        """Show a page, and give it the keyboard where the page before had it."""
        before = self.currentWidget()
        if page is before:
            return
        self.addWidget(page)
        self.setCurrentWidget(page)
        if before is not None:
            self.removeWidget(before)
