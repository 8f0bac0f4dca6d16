# SPDX-License-Identifier: Apache-2.0
"""A kiosk that is left alone, told to close, or stopped: everything is erased."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hr_desk.i18n import language
from hr_desk.kiosk import flow
from tests.support.kiosk_robot import touch, write
from tests.support.kiosk_walk import form_with, said, step, walk_to
from tests.ui.kiosk.conftest import Open
from ui.kiosk import steps
from ui.kiosk.big import Line
from ui.kiosk.questions import Typed


def test_silence_is_counted_down_and_then_everything_is_wiped(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form_with(shown, "full_name")
    shown.wait(29)
    assert not shown.screen.veil.isVisible()
    shown.wait(3)
    assert shown.screen.veil.isVisible()
    assert "8" in shown.screen.veil.text.text()
    touch(shown.screen.veil.more_time)
    assert not shown.screen.veil.isVisible()
    shown.wait(39)
    assert shown.over == []
    shown.wait(1)
    assert shown.over == [True]
    assert shown.visit.texts == {}


def test_typing_and_an_input_method_are_activity(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name")
    line = cast(Typed, asked).line
    shown.wait(35)
    assert shown.screen.veil.isVisible()
    write(line, "王")
    assert not shown.screen.veil.isVisible()
    shown.wait(35)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert not shown.screen.veil.isVisible()
    assert line.text() == "王a"


def test_a_timer_of_the_program_is_no_activity(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form_with(shown, "full_name")
    shown.wait(35)
    shown.screen.repaint()
    shown.screen.move(QPoint(3, 3))
    assert shown.screen.veil.isVisible()


def test_the_first_screen_forgets_a_language_and_stays(open_kiosk: Open) -> None:
    shown = open_kiosk()
    assert shown.visit.unused
    touch(cast(steps.Start, step(shown, steps.Start)).languages["en"])
    assert not shown.visit.unused
    shown.wait(40)
    assert language() == "zh_CN"
    assert shown.over == []
    assert shown.visit.unused


def test_the_last_page_closes_by_itself(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.THANKS)
    shown.wait(19)
    assert "1" in shown.screen.foot.said.text()
    touch(shown.screen.foot.more_time)
    shown.wait(50)
    assert shown.over == []
    shown.wait(10)
    assert shown.over == [True]


def test_stop_erases_everything(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    touch(shown.screen.head.stop)
    assert shown.over == [True]
    assert "王建国" not in said(shown)


def test_a_window_that_is_told_to_close_stays(open_kiosk: Open) -> None:
    shown = open_kiosk()
    event = QCloseEvent()
    shown.screen.closeEvent(event)
    assert not event.isAccepted()
    QTest.keyClick(shown.screen, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shown.screen, Qt.Key.Key_Escape)
    assert shown.screen.isVisible()
    assert shown.over == []


def test_the_corner_ends_the_kiosk_after_three_seconds_only(
    open_kiosk: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_kiosk()
    ended: list[bool] = []
    shown.screen.staff_exit.connect(lambda: ended.append(True))
    corner = shown.screen.corner
    assert corner._timer.interval() == 3_000
    corner._timer.setInterval(60)
    QTest.mousePress(corner, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(corner, Qt.MouseButton.LeftButton)
    qtbot.wait(90)
    assert ended == []
    QTest.mousePress(corner, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == [True])


@pytest.fixture
def line(open_kiosk: Open) -> Line:
    _form, asked = form_with(open_kiosk(), "full_name")
    found = cast(Typed, asked).line
    found.setText("王芳")
    return found
