# SPDX-License-Identifier: Apache-2.0
"""The board: cards are marked in one column, and wanted elsewhere by mouse or keyboard."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.tables.board import FORMAT, Board, Card, Station

STATIONS = (
    Station("applied", "已应聘", 140, tuple(Card(f"a{n}", f"甲{n}", "装配工") for n in range(5))),
    Station("interview", "面试", 1, (Card("b0", "乙", "装配工"),)),
    Station("offered", "已发录用意向", 0, ()),
)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show_stations(STATIONS)
    made.show()
    return made


@pytest.fixture
def wishes(board: Board) -> list[tuple[tuple[str, ...], str]]:
    heard: list[tuple[tuple[str, ...], str]] = []
    board.wanted.connect(lambda ids, stage: heard.append((ids, stage)))
    return heard


def test_a_column_says_how_many_there_are_not_only_how_many_it_shows(board: Board) -> None:
    assert board.cards_of("applied").accessibleName() == "已应聘 140"
    assert board.cards_of("applied").cards.rowCount() == len(STATIONS[0].cards)


@pytest.mark.parametrize(
    ("stage", "key", "expected"),
    [
        ("applied", Qt.Key.Key_Right, [(("a1", "a3"), "interview")]),
        ("applied", Qt.Key.Key_Left, []),
        ("interview", Qt.Key.Key_Left, []),
    ],
)
def test_alt_and_an_arrow_says_where_the_marked_cards_go(
    board: Board,
    wishes: list[tuple[tuple[str, ...], str]],
    stage: str,
    key: Qt.Key,
    expected: list[tuple[tuple[str, ...], str]],
) -> None:
    board.cards_of("applied").mark(["a1", "a3"])
    QTest.keyClick(board.cards_of(stage), key, Qt.KeyboardModifier.AltModifier)
    assert wishes == expected


def test_dropped_cards_are_wanted_there_and_stay_until_the_answer(
    board: Board, wishes: list[tuple[tuple[str, ...], str]]
) -> None:
    cards = board.cards_of("applied")
    carried = cards.cards.mimeData([cards.cards.index(0), cards.cards.index(2)])
    assert carried.formats() == [FORMAT]
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    board.cards_of("offered").dropEvent(event)
    assert wishes == [(("a0", "a2"), "offered")]
    assert cards.cards.rowCount() == len(STATIONS[0].cards)


def test_what_is_dropped_from_elsewhere_is_no_card(
    board: Board, wishes: list[tuple[tuple[str, ...], str]]
) -> None:
    text = QMimeData()
    text.setText("a0")
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        text,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    board.cards_of("offered").dropEvent(event)
    assert wishes == []


def test_what_is_marked_stays_marked_where_it_went(board: Board) -> None:
    heard: list[tuple[str, ...]] = []
    board.marked_changed.connect(heard.append)
    board.cards_of("applied").mark(["a1"])
    moved = (
        Station("applied", "已应聘", 139, tuple(c for c in STATIONS[0].cards if c.id != "a1")),
        Station("interview", "面试", 2, (STATIONS[0].cards[1], *STATIONS[1].cards)),
        STATIONS[2],
    )
    board.show_stations(moved)
    assert board.marked() == ("a1",)
    assert heard[-1] == ("a1",)
    board.show_stations(moved[:2])
    assert board.stages == ("applied", "interview")


MOVED = (
    Station("applied", "已应聘", 139, tuple(c for c in STATIONS[0].cards if c.id != "a1")),
    Station("interview", "面试", 2, (STATIONS[0].cards[1], *STATIONS[1].cards)),
    STATIONS[2],
)
"""After a1 went to the interview."""


def test_whoever_is_chosen_next_is_chosen_alone(board: Board) -> None:
    board.cards_of("applied").setFocus()
    board.cards_of("applied").mark(["a1"])
    board.show_stations(MOVED)
    assert board.marked() == ("a1",)
    cards = board.cards_of("applied")
    middle = cards.visualRect(cards.cards.index(2)).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert board.marked() == ("a3",)


def test_the_keyboard_goes_along_with_the_cards(
    board: Board, wishes: list[tuple[tuple[str, ...], str]], qtbot: QtBot
) -> None:
    with qtbot.waitActive(board):
        board.activateWindow()
    board.cards_of("applied").setFocus()
    board.cards_of("applied").mark(["a1"])
    QTest.keyClick(board.cards_of("applied"), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    board.show_stations(MOVED)
    assert board.cards_of("interview").hasFocus()
    QTest.keyClick(board.cards_of("interview"), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert wishes == [(("a1",), "interview"), (("a1",), "offered")]


def test_cards_that_moved_elsewhere_take_no_keyboard_away(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitActive(board):
        board.activateWindow()
    board.cards_of("offered").setFocus()
    board.show_stations(MOVED)
    assert board.cards_of("offered").hasFocus() and board.marked() == ()
