# SPDX-License-Identifier: Apache-2.0
"""A line in which text is typed: it takes whatever comes, and cuts nothing without a word.

A line of Qt drops what is beyond its greatest length and says nothing. Here whoever takes the text
judges its length, and says in a sentence what is too long; until then all of it stands there.

Nor does a file that is let go of over a line write its path into it: it is for what lies behind.
"""

from typing import Final

from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.widgets.dropping import dropped_files

MOST_TYPED: Final = 1_000_000
"""Characters a line takes, more than anybody types or pastes; any lower limit is a sentence."""


class TextLine(QLineEdit):
    """One line of text, of any length."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMaxLength(MOST_TYPED)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text, and leave files to the form or page that the line stands on."""
        if dropped_files(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)


def let_type(box: QComboBox) -> QLineEdit:
    """Let somebody type in a box, and return its line; what is typed is not added to the list."""
    line = TextLine(parent=box)
    box.setLineEdit(line)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    return line
