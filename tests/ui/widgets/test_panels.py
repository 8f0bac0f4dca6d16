# SPDX-License-Identifier: Apache-2.0
"""A large question in little room: what it needs scrolls, its buttons stay in sight."""

from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.label import Label
from ui.widgets.layouts import AsHighAsNeeded
from ui.widgets.panels import Question, show_instead

FIELD = 90


def large_question(qtbot: QtBot, height: int) -> tuple[Question, QWidget, AsHighAsNeeded]:
    """Return a question of four fields in a place that is so many pixels high, asked."""
    question = Question()
    for _ in range(4):
        field = QWidget()
        field.setFixedHeight(FIELD)
        question.content.addWidget(field)
    place = question.in_room()
    qtbot.addWidget(place)
    place.resize(500, height)
    question.ask("Enter four?", "Enter", question.leave)
    place.show()
    area = question.findChild(AsHighAsNeeded)
    assert isinstance(area, AsHighAsNeeded)
    return question, place, area


def test_the_buttons_stay_in_sight_where_the_room_is_too_small(qtbot: QtBot) -> None:
    question, place, area = large_question(qtbot, 300)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    for button in (question.yes, question.no):
        assert place.rect().contains(button.geometry().translated(question.pos()))


def test_nothing_scrolls_and_nothing_is_stretched_where_there_is_room(qtbot: QtBot) -> None:
    question, place, area = large_question(qtbot, 900)
    qtbot.waitUntil(lambda: area.height() >= 4 * FIELD)
    assert area.verticalScrollBar().maximum() == 0
    assert question.height() < place.height() - FIELD


def test_the_room_follows_what_is_asked(qtbot: QtBot) -> None:
    question, _place, area = large_question(qtbot, 900)
    qtbot.waitUntil(lambda: area.height() >= 4 * FIELD)
    before = area.height()
    question.content.addWidget(Label("One more line of what it needs."))
    qtbot.waitUntil(lambda: area.height() > before)
    assert area.verticalScrollBar().maximum() == 0


def test_a_large_question_stands_in_place_of_the_page_while_it_is_open(qtbot: QtBot) -> None:
    stack, page, first, second = QStackedWidget(), QWidget(), Question(), Question()
    qtbot.addWidget(stack)
    stack.addWidget(page)
    for question in (first, second):
        show_instead(stack, question)
    stack.show()
    first.ask("First?", "Yes", first.leave)
    assert first.isVisible() and not page.isVisible()
    second.ask("Second?", "Yes", second.leave)
    first.leave()
    assert second.isVisible()
    second.leave()
    assert page.isVisible()
