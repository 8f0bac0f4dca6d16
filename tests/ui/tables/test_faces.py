# SPDX-License-Identifier: Apache-2.0
"""The column of faces: what is seen is fetched, once, and nothing else; all of it is forgotten."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.tables import faces as module
from ui.tables.faces import KEY, ROW_HEIGHT, SIZE, Faces, RowFace, face_cell, face_column
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableCell, TableRow
from ui.tables.view import RecordTable

MANY = 2_000
ROOM = 10 * ROW_HEIGHT
"""Ten rows, and what the heading leaves of them."""


def image(colour: str = "#c81e1e") -> QImage:
    made = QImage(*SIZE, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


class Fetching:
    """A table of MANY rows, all with a picture, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        columns = (Column(key="name", heading=lambda: "姓名"), face_column(lambda: "照片"))
        self.table = RecordTable(RecordTableModel(columns))
        qtbot.addWidget(self.table)
        self.faces = Faces(self.table)
        self.asked: list[tuple[str, ...]] = []
        self.faces.wanted.connect(self.asked.append)
        self.show_rows(MANY)
        self.table.resize(400, ROOM)
        self.table.show()

    def show_rows(self, count: int, *, photo: str = "p") -> None:
        ids = [f"id-{number}" for number in range(count)]
        self.table.show_rows(
            TableRow(id_, {"name": TableCell(id_), KEY: face_cell(f"Photo of {id_}")})
            for id_ in ids
        )
        self.faces.show_for({id_: RowFace(f"{photo}-{id_}", "张") for id_ in ids})

    def answer(self, *lacking: str) -> None:
        """Hand in what was asked for last, but for some."""
        self.faces.take({id_: image() for id_ in self.asked[-1] if id_ not in lacking})


@pytest.fixture
def fetching(qtbot: QtBot) -> Fetching:
    made = Fetching(qtbot)
    qtbot.waitUntil(lambda: len(made.asked) == 1)
    return made


def test_the_rows_on_the_screen_are_asked_for_once_they_are_seen(fetching: Fetching) -> None:
    (asked,) = fetching.asked
    assert asked[0] == "id-0" and 8 <= len(asked) <= 10
    fetching.answer()
    fetching.faces.look()
    assert len(fetching.asked) == 1 and fetching.faces.remembered() == len(asked)


def test_scrolling_asks_for_the_rows_where_it_stops(fetching: Fetching, qtbot: QtBot) -> None:
    fetching.answer()
    bar = fetching.table.verticalScrollBar()
    for place in range(0, 1_000, 10):
        bar.setValue(place)
    qtbot.waitUntil(lambda: len(fetching.asked) == 2)
    assert {int(id_[3:]) for id_ in fetching.asked[1]} <= set(range(988, 1_001))


def test_one_question_waits_for_the_answer_to_the_one_before(fetching: Fetching) -> None:
    fetching.table.verticalScrollBar().setValue(500)
    fetching.faces.look()
    assert len(fetching.asked) == 1
    fetching.answer()
    fetching.faces.look()
    assert len(fetching.asked) == 2 and "id-500" in fetching.asked[1]


def test_who_may_not_be_seen_is_not_asked_for_again_until_the_list_is_read_again(
    fetching: Fetching,
) -> None:
    fetching.answer("id-2")
    fetching.faces.look()
    assert len(fetching.asked) == 1
    fetching.show_rows(MANY)
    fetching.faces.look()
    assert fetching.asked[1:] == [("id-2",)]


def test_another_photo_is_another_picture(fetching: Fetching) -> None:
    fetching.answer()
    fetching.show_rows(MANY, photo="q")
    fetching.faces.look()
    assert fetching.asked[1] == fetching.asked[0]


def test_an_answer_about_the_photo_before_is_not_shown_for_the_new_one(fetching: Fetching) -> None:
    fetching.show_rows(MANY, photo="q")
    fetching.answer()
    fetching.faces.look()
    assert fetching.asked[1] == fetching.asked[0]


def test_a_row_without_a_photo_asks_for_nothing(fetching: Fetching) -> None:
    fetching.answer()
    fetching.faces.show_for({f"id-{number}": RowFace("", "张") for number in range(MANY)})
    fetching.faces.look()
    assert len(fetching.asked) == 1


def test_a_hidden_column_or_table_asks_for_nothing(fetching: Fetching) -> None:
    fetching.answer()
    fetching.faces.forget()
    fetching.table.show_column(KEY, False)
    fetching.faces.look()
    fetching.table.show_column(KEY, True)
    fetching.table.hide()
    fetching.faces.look()
    assert len(fetching.asked) == 1


def test_no_more_than_so_many_are_remembered(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 12)
    for place in (0, 200, 400):
        fetching.answer()
        fetching.table.verticalScrollBar().setValue(place)
        fetching.faces.look()
    assert len(fetching.asked) == 3 and fetching.faces.remembered() == 12


def test_everything_is_forgotten_at_once_and_a_late_answer_with_it(fetching: Fetching) -> None:
    fetching.answer()
    fetching.table.verticalScrollBar().setValue(500)
    fetching.faces.look()
    fetching.faces.forget()
    assert fetching.faces.remembered() == 0
    fetching.answer()
    assert fetching.faces.remembered() == 0


def colours(table: RecordTable) -> set[str]:
    """Return the colours in the middle of the faces of the rows on the screen."""
    QApplication.processEvents()
    shot = table.viewport().grab().toImage()
    place = table.columnViewportPosition(1) + table.columnWidth(1) // 2
    tops = range(8, shot.height() - ROW_HEIGHT, ROW_HEIGHT)
    return {shot.pixelColor(place, top).name() for top in tops}


def test_the_face_is_painted_and_letters_until_it_is_here(fetching: Fetching) -> None:
    before = colours(fetching.table)
    fetching.answer()
    after = colours(fetching.table)
    assert after == {"#c81e1e"} and not before & after
    fetching.table.mark(["id-1"])
    fetching.table.setCurrentIndex(fetching.table.records.index(2, 1))
    assert colours(fetching.table) == {"#c81e1e"}
    fetching.faces.forget()
    assert "#c81e1e" not in colours(fetching.table)


def test_a_screen_reader_says_whose_photo_it_is(fetching: Fetching) -> None:
    index = fetching.table.records.index(3, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Photo of id-3"
    assert index.data() == " "
    name = fetching.table.records.index(3, 0)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) is None


def test_coming_to_the_front_again_asks_for_what_was_forgotten(
    fetching: Fetching, qtbot: QtBot
) -> None:
    fetching.answer()
    fetching.table.hide()
    fetching.faces.forget()
    qtbot.wait(2 * module.SETTLED_MS)
    fetching.table.show()
    qtbot.waitUntil(lambda: len(fetching.asked) == 2)
