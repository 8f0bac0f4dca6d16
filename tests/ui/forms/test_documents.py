# SPDX-License-Identifier: Apache-2.0
"""A portrait is chosen, dropped or pasted; what is no photo is refused in a sentence."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.types import TYPES
from hr_desk.exchange.photos import PORTRAIT
from ui.camera import NoCamera
from ui.camera_scenes import DrawnCamera
from ui.forms.documents import DocumentEditor, made_here
from ui.forms.editors import editor_for
from ui.language import Languages

# Said of any window by this platform.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def editor(qtbot: QtBot) -> DocumentEditor:
    made = editor_for(TYPES["document"]())
    assert isinstance(made, DocumentEditor)
    qtbot.addWidget(made)
    made.show()
    return made


def photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (600, 800), "#7799bb").save(written, "JPEG")
    return written.getvalue()


def test_a_photo_is_chosen_shown_and_removed(editor: DocumentEditor, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo())
    editor.take_file(tmp_path / "a.jpg")
    assert (editor.content() or b"").startswith(b"\xff\xd8")
    assert editor.value() is None
    editor.remove_button.click()
    assert editor.content() is None


def test_a_photo_is_pasted(editor: DocumentEditor) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(photo()))
    editor.paste()
    assert (editor.content() or b"").startswith(b"\xff\xd8")


def test_a_dropped_file_is_taken(editor: DocumentEditor, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    editor.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))
    assert (editor.content() or b"").startswith(b"\xff\xd8")


def test_an_address_on_the_clipboard_is_no_photo(editor: DocumentEditor) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.test/x.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()
    assert editor.content() is None
    assert editor.said()


def test_a_file_that_is_no_photo_is_refused_in_a_sentence(
    editor: DocumentEditor, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    for path in (tmp_path / "a.jpg", tmp_path / "gone.jpg"):
        editor.problem(None)
        editor.take_file(path)
        assert editor.said()
        assert editor.content() is None


def test_the_keys_that_paste_everywhere_paste_a_photo(editor: DocumentEditor) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(photo()))
    QTest.keyClick(editor.choose_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (editor.content() or b"").startswith(b"\xff\xd8")
    editor.remove_button.click()
    editor.set_read_only(True)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.content() is None


def test_a_pasted_picture_of_a_large_screen_is_no_heavy_file(editor: DocumentEditor) -> None:
    screen = QImage(5120, 2880, QImage.Format.Format_RGB32)
    screen.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(screen)
    editor.paste()
    assert (editor.content() or b"").startswith(b"\xff\xd8")


def test_a_portrait_made_elsewhere_comes_later_and_the_last_choice_counts(
    editor: DocumentEditor,
) -> None:
    waiting: list[tuple[bytes, Any, Any]] = []
    editor.make_with(lambda *asked: waiting.append(asked))
    editor.take(b"first")
    editor.take(photo())
    assert editor.is_reading()
    assert editor.content() is None
    made_here(photo(), *waiting[0][1:])  # the earlier one comes late
    assert editor.content() is None
    made_here(*waiting[1])
    assert not editor.is_reading()
    assert (editor.content() or b"").startswith(b"\xff\xd8")
    editor.take(b"no photo")
    editor.set_text("")  # another record
    made_here(*waiting[2])
    assert editor.content() is None
    assert not editor.said()
    editor.take(b"no photo")
    made_here(*waiting[3])
    assert editor.said()


def test_a_photo_is_taken_with_a_camera(editor: DocumentEditor) -> None:
    editor.look_through(DrawnCamera)
    editor.camera_button.click()
    assert editor.camera is not None
    editor.camera.take.click()
    editor.camera.use.click()
    kept = QImage()
    kept.loadFromData(editor.content() or b"")
    assert (kept.width(), kept.height()) == PORTRAIT
    assert not editor.camera.isVisible()


def test_the_keyboard_comes_back_when_the_camera_closes(editor: DocumentEditor) -> None:
    editor.activateWindow()
    editor.look_through(DrawnCamera)
    for close in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        editor.camera_button.click()
        assert editor.camera is not None
        assert editor.camera.take.hasFocus()
        if close is Qt.Key.Key_Return:
            QTest.keyClick(editor.camera.take, close)
            QTest.keyClick(editor.camera.use, close)
            assert editor.content() is not None
        else:
            QTest.keyClick(editor.camera.take, close)
        assert editor.camera_button.hasFocus()


def test_without_a_camera_a_sentence_follows_the_language_and_a_file_still_does(
    editor: DocumentEditor, tmp_path: Path, languages: Languages
) -> None:
    editor.look_through(lambda parent: DrawnCamera(parent, refusal=NoCamera()))
    editor.camera_button.click()
    assert editor.said() == NoCamera().text("zh_CN")
    languages.use("en")
    QApplication.sendPostedEvents()
    assert editor.said() == NoCamera().text("en")
    (tmp_path / "a.jpg").write_bytes(photo())
    editor.take_file(tmp_path / "a.jpg")
    assert editor.content() is not None
    assert not editor.said()


def test_another_record_and_a_read_only_one_close_the_camera(editor: DocumentEditor) -> None:
    closing: tuple[Callable[[], None], ...] = (
        lambda: editor.set_text(""),
        lambda: editor.set_read_only(True),
    )
    for close in closing:
        editor.look_through(DrawnCamera)
        editor.set_read_only(False)
        editor.camera_button.click()
        assert editor.camera is not None
        assert editor.camera.is_live()
        close()
        assert not editor.camera.is_live()
        assert not editor.camera.isVisible()
    assert not editor.camera_button.isEnabled()
