# SPDX-License-Identifier: Apache-2.0
"""A marked line: the wave runs below the very words, scrolled or not, and goes with the text."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.forms.marked_line import MarkedLine, places_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def line(qtbot: QtBot) -> MarkedLine:
    made = MarkedLine()
    qtbot.addWidget(made)
    made.resize(260, 34)
    made.show()
    return made


def painted(line: MarkedLine) -> QImage:
    return line.grab().toImage()


def columns_that_differ(one: QImage, other: QImage) -> list[int]:
    high, wide = range(one.height()), range(one.width())
    return [x for x in wide if any(one.pixel(x, y) != other.pixel(x, y) for y in high)]


def below(line: MarkedLine, start: int, end: int) -> tuple[int, int]:
    """Mark one place; return the characters below which something is painted then."""
    plain = painted(line)
    line.mark([(start, end)])
    columns = columns_that_differ(plain, painted(line))
    middle = line.height() // 2
    return (
        line.cursorPositionAt(QPoint(columns[0] + 1, middle)),
        line.cursorPositionAt(QPoint(columns[-1] - 1, middle)),
    )


@pytest.mark.parametrize("cursor", [0, 4, 9])
def test_the_wave_runs_below_the_words_wherever_the_cursor_stands(
    line: MarkedLine, cursor: int
) -> None:
    line.setText("会计，已婚，可到岗")
    line.setCursorPosition(cursor)
    assert below(line, 3, 5) == (3, 5)


def test_it_follows_a_text_that_is_scrolled(line: MarkedLine) -> None:
    line.setText("应聘质检员" * 8 + "已婚")
    line.setCursorPosition(42)
    assert below(line, 40, 42) == (40, 42)
    line.setCursorPosition(0)
    line.mark([])
    plain = painted(line)
    line.mark([(40, 42)])
    assert columns_that_differ(plain, painted(line)) == [], "it is out of sight"


def test_a_rare_character_before_it_shifts_nothing(line: MarkedLine) -> None:
    line.setText("𠮷先生，已婚")
    line.setCursorPosition(7)
    assert below(line, 4, 6) == (5, 7), "Qt counts 𠮷 as two"


def test_another_text_has_no_marks_and_composing_hides_them(line: MarkedLine) -> None:
    line.setText("已婚")
    line.mark([(0, 2)])
    assert line.marked() == ["已婚"]
    QApplication.sendEvent(line, QInputMethodEvent("yi", []))
    assert line.marked() == []
    QApplication.sendEvent(line, QInputMethodEvent("", []))
    assert line.marked() == ["已婚"]
    line.setText("已到岗")
    assert line.marked() == []


def test_words_are_found_as_often_as_they_stand() -> None:
    assert places_of("已婚，未婚，已婚", ["已婚", "离异", ""]) == ((0, 2), (6, 8))
