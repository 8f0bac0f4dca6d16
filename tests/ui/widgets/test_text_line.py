# SPDX-License-Identifier: Apache-2.0
"""A line takes whatever is typed; so does a box in which somebody may type."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.support.dropping import drop
from tests.support.input_method import commit
from ui.widgets.dropping import TakesFiles
from ui.widgets.layouts import column
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


def test_a_file_over_a_line_is_for_what_lies_behind(qtbot: QtBot, tmp_path: Path) -> None:
    behind, line, box = Taking(), TextLine(), QComboBox()
    let_type(box)
    lines = column(behind)
    for part in (line, box):
        lines.addWidget(part)
    qtbot.addWidget(behind)
    behind.show()
    for part in (line, box):
        assert drop(part, tmp_path / "cv.pdf")
    assert behind.taken == [tmp_path / "cv.pdf"] * 2
    assert (line.text(), box.currentText()) == ("", "")


class Taking(TakesFiles, QWidget):
    """Takes every file."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Path] = []
        self.setAcceptDrops(True)

    def take_files(self, paths: Sequence[Path]) -> None:
        self.taken += paths
