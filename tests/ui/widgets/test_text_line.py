# SPDX-License-Identifier: Apache-2.0
"""A line takes whatever is typed; so does a box in which somebody may type."""

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.support.input_method import commit
from ui.widgets.text_line import TextLine, let_type

LONG = "长" * 40_000
"""More than a line of Qt takes by itself, which drops the rest without a word."""


def test_a_line_cuts_nothing(qtbot: QtBot) -> None:
    line = TextLine("前")
    qtbot.addWidget(line)
    commit(line, LONG)
    assert line.text() == f"前{LONG}"


def test_a_box_takes_as_much_and_its_list_stays(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["甲", "乙"])
    line = let_type(box)
    line.clear()
    commit(line, LONG)
    line.returnPressed.emit()
    assert box.currentText() == LONG and box.count() == 2
