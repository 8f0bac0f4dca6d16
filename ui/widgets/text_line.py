# SPDX-License-Identifier: Apache-2.0
"""A line in which text is typed: it takes whatever comes, and cuts nothing without a word.

A line of Qt drops what is beyond its greatest length and says nothing. Here whoever takes the text
judges its length, and says in a sentence what is too long; until then all of it stands there.
"""

from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

MOST_TYPED: Final = 1_000_000
"""Characters a line takes, more than anybody types or pastes; any lower limit is a sentence."""


class TextLine(QLineEdit):
    """One line of text, of any length."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMaxLength(MOST_TYPED)


def let_type(box: QComboBox) -> QLineEdit:
    """Let somebody type in a box, and return its line; what is typed is not added to the list."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line = box.lineEdit()
    if line is None:
        raise RuntimeError("an editable box has a line")
    line.setMaxLength(MOST_TYPED)
    return line
