# SPDX-License-Identifier: Apache-2.0
"""Typing and touching at the kiosk: no clipboard, no menu, a double touch is one."""

from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from hr_desk.kiosk import flow
from tests.support.kiosk_robot import answer, touch, write
from tests.support.kiosk_walk import form_with, step, walk_to
from tests.ui.kiosk.conftest import Open
from ui.kiosk import leaving
from ui.kiosk.big import Line
from ui.kiosk.questions import Chosen, Typed


@pytest.fixture
def line(open_kiosk: Open) -> Line:
    _form, asked = form_with(open_kiosk(), "full_name")
    found = cast(Typed, asked).line
    found.setText("王芳")
    return found


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_nothing_reaches_or_leaves_the_clipboard(line: Line) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of someone else")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Insert):
        QTest.keyClick(line, key, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
    QTest.mouseMove(line, QPoint(200, 10))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert line.text() == "王芳"
    assert line.selectedText() == ""
    assert clipboard.text() == "of someone else"


def test_a_line_offers_no_menu_takes_no_drop_and_undoes_nothing(line: Line) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(line, event)
    assert QApplication.activePopupWidget() is None
    data = QMimeData()
    data.setText("dropped")
    line.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert line.text() == "王"


def test_the_input_method_is_asked_to_learn_nothing(line: Line) -> None:
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_letters_that_a_modifier_writes_are_taken(line: Line) -> None:
    line.clear()
    alt_gr = CONTROL | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(line, "a")  # type: ignore[call-overload]
    QTest.keyClick(line, Qt.Key.Key_At, alt_gr)
    QTest.keyClick(line, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert line.text().lower() == "a@b"


def test_a_line_marked_wrong_keeps_its_size_of_type(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name")
    entry = cast(Typed, asked).line
    before = entry.font().pointSizeF()
    touch(shown.screen.foot.next)
    assert entry.property("wrong") is True
    assert entry.font().pointSizeF() == before


def test_a_scanner_that_types_into_a_form_changes_no_button(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "visit_purpose", kind="delivery")
    assert isinstance(asked, Chosen)
    before = shown.visit.step
    for character in "A1&B":
        QTest.keyClicks(cast(QWidget, shown.screen.step), character)
    assert asked.text() == ""
    assert shown.visit.step == before


def test_every_label_is_plain_text(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    for label in shown.screen.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    lines = [line for line in shown.screen.findChildren(QLineEdit) if line.isVisible()]
    assert lines == []


def touch_twice(widget: QWidget) -> None:
    """Touch quickly twice: a system makes a double click of the second press."""
    touch(widget)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)


def test_a_double_touch_sends_once_and_leaves_the_code_on_the_screen(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    touch_twice(shown.screen.foot.next)
    assert shown.visit.step == flow.THANKS
    assert shown.over == []


def test_a_double_touch_on_the_digit_pad_is_two_digits(open_kiosk: Open) -> None:
    shown = open_kiosk()
    shown.visit.go(flow.SIGN_OUT)
    pad = cast(leaving.SignOut, step(shown, leaving.SignOut)).pad
    touch_twice(pad.keys["8"])
    assert pad.line.text() == "88"


def test_enter_goes_on(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name", kind="interview")
    line = cast(Typed, asked).line
    write(line, "王芳")
    before = shown.visit.step
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shown.visit.step not in (before, flow.NOTICE)


def test_a_choice_is_taken_back_by_a_second_touch(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form, asked = form_with(shown, "visit_purpose", kind="delivery")
    assert isinstance(asked, Chosen)
    answer(asked, "delivery", shown.screen)
    answer(asked, "pick_up", shown.screen)
    assert asked.text() == "pick_up"
    assert set(asked.buttons) == {"delivery", "pick_up"}
    answer(asked, "pick_up", shown.screen)
    assert asked.text() == ""
    assert shown.screen.step is form
