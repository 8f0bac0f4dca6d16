# SPDX-License-Identifier: Apache-2.0
"""A day is typed as people write it, with what stands between its parts or without."""

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.day_boxes import DayBox, MomentBox
from ui.widgets.layouts import column

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def typed(qtbot: QtBot, box: QDateTimeEdit, keys: str) -> str:
    """Come into a box by Tab, type, and return the moment that it holds then."""
    around, before = QWidget(), QLineEdit()
    qtbot.addWidget(around)
    lines = column(around)
    lines.addWidget(before)
    lines.addWidget(box)
    box.setDateTime(QDateTime(QDate(2026, 8, 29), QTime(9, 0)))
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert box.hasFocus()
    QTest.keyClicks(box, keys)
    return box.dateTime().toString("yyyy-MM-dd HH:mm")


@pytest.mark.parametrize("keys", ["2026-09-21", "20260921", "2026/09/21", "2026.09.21"])
def test_a_day_is_typed_as_it_is_written(qtbot: QtBot, keys: str) -> None:
    assert typed(qtbot, DayBox(), keys).startswith("2026-09-21")


@pytest.mark.parametrize("keys", ["2027-1-5", "2027-01-05", "2027-1-05"])
def test_parts_may_be_short(qtbot: QtBot, keys: str) -> None:
    assert typed(qtbot, DayBox(), keys).startswith("2027-01-05")


@pytest.mark.parametrize("keys", ["2026-09-21 14:30", "202609211430", "2026-9-21 14:30"])
def test_a_moment_is_typed_as_it_is_written(qtbot: QtBot, keys: str) -> None:
    assert typed(qtbot, MomentBox(), keys) == "2026-09-21 14:30"


def test_what_stands_between_goes_on_from_a_part_that_is_not_full(qtbot: QtBot) -> None:
    assert typed(qtbot, MomentBox(), "2026-9-1 8:05") == "2026-09-01 08:05"
