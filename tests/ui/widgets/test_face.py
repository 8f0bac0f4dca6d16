# SPDX-License-Identifier: Apache-2.0
"""A face at the head of a record, or letters; nobody leaves an empty box."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from hr_desk.exchange.photos import small
from ui.widgets.face import HEAD, Face, decoded, letters_of


def picture(colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    written = BytesIO()
    Image.new("RGB", (300, 420), colour).save(written, "JPEG")
    return small(written.getvalue())


@pytest.fixture
def face(qtbot: QtBot) -> Face:
    made = Face()
    qtbot.addWidget(made)
    return made


def middle(face: Face) -> QColor:
    return face.grab().toImage().pixelColor(HEAD[0] // 2, 6)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张伟", "张"), ("欧阳娜娜", "欧"), ("张*", "张"), ("买买提·艾力", "买"), ("𠮷野", "𠮷"),
        ("Li Na", "LN"), ("anna maria von berg", "AB"), ("Cher", "C"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_letters_stand_for_a_face(name: str, letters: str) -> None:
    assert letters_of(name) == letters


def test_it_is_hidden_until_somebody_is_shown_and_says_who_it_is(face: Face) -> None:
    assert face.isHidden()
    face.show_whose("张伟")
    assert not face.isHidden() and "张伟" in face.accessibleName()
    without = face.accessibleName()
    face.show_picture(picture())
    assert face.has_picture() and "张伟" in face.accessibleName() != without
    face.forget()
    assert face.isHidden() and not face.has_picture() and face.accessibleName() == ""


def test_the_picture_is_painted_in_place_of_the_letters(face: Face) -> None:
    face.show_whose("张伟")
    assert middle(face).red() < middle(face).green()
    face.show_picture(picture())
    assert middle(face).red() > 150 > middle(face).green()


def test_the_next_person_does_not_have_the_face_of_the_one_before(face: Face) -> None:
    face.show_whose("张伟")
    face.show_picture(picture())
    face.forget()
    face.show_whose("李雷")
    assert not face.has_picture() and middle(face).red() < 240


def test_a_picture_that_comes_for_nobody_is_not_kept(face: Face) -> None:
    face.show_picture(picture())
    face.show_whose("张伟")
    assert not face.has_picture()


def test_what_is_no_picture_leaves_the_letters(face: Face) -> None:
    face.show_whose("张伟")
    face.show_picture(b"no picture")
    assert not face.has_picture()
    assert decoded(b"no picture", 10, 14).isNull()
    assert decoded(picture(), 28, 40).size().toTuple() == (28, 40)
