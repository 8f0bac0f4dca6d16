# SPDX-License-Identifier: Apache-2.0
"""Where an editor is made is found in the source, and heard when it is made."""

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.editor_places import ROOT, Made, Place, calls, makers, places
from ui.pages.host_box import HostBox
from ui.widgets.entry import line
from ui.widgets.text_line import let_type
from ui.widgets.words import Words

MADE = """
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit
from ui.pages.host_box import HostBox
from ui.widgets.entry import choice, line
from ui.widgets.text_line import TextLine, let_type

class Paper(QPlainTextEdit):
    pass

class Panel:
    def editors(self) -> tuple[QLineEdit, QLineEdit]:
        return self.one, self.two

    def _new(self) -> QLineEdit:
        return TextLine()

def lay_out(panel, words):
    panel.one = QLineEdit()
    panel.two, panel.label = TextLine(), QLabel()
    panel.paper = Paper()
    panel.host = HostBox()
    panel.entry = line(words, "Name")
    panel.box = QComboBox()
    panel.kind = choice(words, "Kind")
    panel.three = panel._new()
    panel.box.setEditable(True)
    let_type(panel.box)
    panel.editors()
"""


def test_every_way_to_make_an_editor_is_found_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(MADE, "utf-8")
    spec = spec_from_file_location("planted", tmp_path / "planted.py")
    assert spec is not None and spec.loader is not None
    planted, tree = module_from_spec(spec), ast.parse(MADE)
    spec.loader.exec_module(planted)
    named = {("planted", name) for name in makers(tree)} | {
        (made.__module__, made.__name__) for made in (HostBox, line, let_type)
    }
    lines = MADE.splitlines()
    found = {lines[call.lineno - 1].strip() for call in calls(planted, tree, named)}
    assert found == {
        "return TextLine()", "panel.one = QLineEdit()",
        "panel.two, panel.label = TextLine(), QLabel()", "panel.paper = Paper()",
        "panel.host = HostBox()", 'panel.entry = line(words, "Name")', "panel.three = panel._new()",
        "panel.box.setEditable(True)", "let_type(panel.box)",
    }  # fmt: skip


def test_the_makers_of_the_window_are_known() -> None:
    files = {one.file for one in places()}
    assert {"ui/palette.py", "ui/widgets/entry.py", "ui/pages/unlock.py"} <= files
    assert not any("/kiosk/" in file or "/forms/" in file for file in files)


def test_an_editor_remembers_where_it_was_made(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch)
    entry, editor = line(Words(), "Name")
    host = HostBox()
    qtbot.addWidget(entry)
    qtbot.addWidget(host)
    assert {led[0][0] for led in made.alive().values()} == {"ui/widgets/text_line.py"}
    assert set(made.alive()) == {editor, host.lineEdit()}
    for place in places():
        if place.file == "ui/widgets/entry.py":
            reached = any(place.holds(one) for one in made.alive()[editor])
            assert reached == ("TextLine" in source_of(place))


def source_of(place: Place) -> str:
    """Return the first line of a place."""
    return (ROOT / place.file).read_text("utf-8").splitlines()[place.first - 1]
