# SPDX-License-Identifier: Apache-2.0
"""Both sides of an ID are chosen, dropped or pasted; one sheet stands for them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from hr_desk import catalogue
from ui.forms.editors import editor_for
from ui.forms.id_scans import BACK, FRONT, ScanEditor, sheet_here

# Said of any window by this platform.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def editor(qtbot: QtBot) -> ScanEditor:
    made = editor_for(catalogue.load().field("id_image").type)
    assert isinstance(made, ScanEditor)
    qtbot.addWidget(made)
    made.show()
    return made


def side(colour: str = "#7799bb") -> bytes:
    written = BytesIO()
    Image.new("RGB", (800, 500), colour).save(written, "JPEG")
    return written.getvalue()


def height(data: bytes | None) -> int:
    return Image.open(BytesIO(data or b"")).height


def test_a_second_side_makes_a_taller_sheet_and_a_third_takes_the_first_ones_place(
    editor: ScanEditor, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(side()))
    editor.paste()
    assert editor.sides() == (FRONT,)
    alone = height(editor.content())
    (tmp_path / "back.jpg").write_bytes(side("#bb9977"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "back.jpg"))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    editor.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))
    assert editor.sides() == (FRONT, BACK)
    both = editor.content()
    assert height(both) > 1.8 * alone - 100
    editor.paste()
    assert editor.sides() == (FRONT, BACK)
    assert height(editor.content()) == height(both)


def test_a_refused_side_changes_nothing(editor: ScanEditor, tmp_path: Path) -> None:
    editor.take_side(FRONT, side())
    kept = editor.content()
    (tmp_path / "a.jpg").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    editor.take_side(BACK, (tmp_path / "a.jpg").read_bytes())
    assert editor.said() and editor.sides() == (FRONT,) and editor.content() == kept
    editor.take_side(BACK, side())
    assert not editor.said() and editor.sides() == (FRONT, BACK)
    editor.remove_button.click()
    assert editor.sides() == () and editor.content() is None


def test_a_sheet_made_for_another_record_is_not_taken(editor: ScanEditor) -> None:
    waiting: list[tuple[Sequence[bytes], Any, Any]] = []
    editor.make_sheets_with(lambda *asked: waiting.append(asked))
    editor.take_side(FRONT, side())
    editor.set_text("")
    sheet_here(*waiting[0])
    assert editor.sides() == () and editor.content() is None
    editor.take_side(BACK, side())
    editor.take_side(FRONT, side("white"))
    sheet_here(*waiting[1])
    assert editor.sides() == ()
    sheet_here(*waiting[2])
    assert editor.sides() == (FRONT,)
