# SPDX-License-Identifier: Apache-2.0
"""Numbers arrive whatever the input method calls its digits; what is none leaves the number."""

import pytest
from pytestqt.qtbot import QtBot

from tests.support.input_method import STEPS, commit, compose
from ui.widgets.number_box import NumberBox


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("１２", 12), ("1２", 12), ("－4", -4), ("张伟", 3), ("４００", 3)],
)
def test_a_number_is_taken_from_any_keyboard(qtbot: QtBot, typed: str, number: int) -> None:
    box = NumberBox()
    qtbot.addWidget(box)
    box.setRange(-9, 99)
    box.setSuffix(" 天")
    box.setValue(3)
    line = box.lineEdit()
    box.selectAll()
    compose(line, *STEPS)
    assert box.value() == 3
    commit(line, typed)
    box.interpretText()  # as when the keyboard leaves
    assert box.value() == number and box.cleanText() == str(number)
