# SPDX-License-Identifier: Apache-2.0
"""One page of many is seen, and asked for its size."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.page_stack import PageStack


class PageWithLine(QWidget):
    """A line to type in; counts how often its size is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.asked = QLineEdit(), 0
        QVBoxLayout(self).addWidget(self.line)

    def sizeHint(self) -> QSize:
        """Count and answer."""
        self.asked += 1
        return super().sizeHint()


def made(qtbot: QtBot) -> tuple[PageStack, PageWithLine, PageWithLine]:
    """Return a stack that shows the first of two pages, with the keyboard in its line."""
    stack, first, second = PageStack(), PageWithLine(), PageWithLine()
    qtbot.addWidget(stack)
    for page in (first, second):
        stack.take(page)
    stack.bring(first)
    stack.show()
    stack.activateWindow()
    first.line.setFocus()
    qtbot.waitUntil(first.line.hasFocus)
    return stack, first, second


def test_one_page_is_seen_and_the_keyboard_goes_along(qtbot: QtBot) -> None:
    stack, first, second = made(qtbot)
    assert (first.isVisible(), second.isVisible()) == (True, False)
    stack.bring(second)
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert second.line.hasFocus()
    stack.bring(first)
    stack.bring(first)
    assert stack.currentWidget() is first
    assert first.size() == stack.size()


def test_a_page_that_is_not_seen_is_not_asked_for_its_size(qtbot: QtBot) -> None:
    stack, first, second = made(qtbot)
    stack.bring(second)
    stack.bring(first)
    first.asked = second.asked = 0
    first.line.hide()
    first.line.show()
    assert first.asked > 0
    assert second.asked == 0
