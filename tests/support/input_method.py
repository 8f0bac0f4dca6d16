# SPDX-License-Identifier: Apache-2.0
"""An input method: text that is not there yet (preedit), then what is meant (commit)."""

from typing import Final

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

STEPS: Final = ("z", "zh", "zhang", "zhang'w", "张w", "张伟")
"""What stands in the line while 张伟 is chosen from the candidates."""


def compose(place: QWidget, *steps: str) -> None:
    """Let each step stand in the editor, one after the other; none of them is meant yet."""
    for step in steps:
        QApplication.sendEvent(place, QInputMethodEvent(step, []))


def commit(place: QWidget, text: str) -> None:
    """Hand over what is meant; an empty text gives the composition up."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(place, event)


def standing(place: QWidget) -> str:
    """Return the text of an editor, without what is still being composed."""
    if isinstance(place, QPlainTextEdit | QTextEdit):
        return place.toPlainText()
    if isinstance(place, QComboBox):
        return place.currentText()
    assert isinstance(place, QLineEdit | QAbstractSpinBox)
    return place.text()
