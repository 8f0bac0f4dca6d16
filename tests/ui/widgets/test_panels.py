# SPDX-License-Identifier: Apache-2.0
"""A large question in little room: what it needs scrolls, its buttons stay in sight."""

from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

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


def asked_while_typing(qtbot: QtBot) -> tuple[QWidget, Question, QLineEdit, QLineEdit]:
    """Return a page with a question that was asked in the second of three lines, and two lines."""
    page, first, question = QWidget(), QLineEdit(), Question()
    second, third = QLineEdit(), QLineEdit()
    below = QVBoxLayout(page)
    for widget in (first, second, third, question):
        below.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    question.ask("Enter it?", "Enter", question.leave)
    assert question.yes.hasFocus()
    return page, question, second, third


def test_the_keyboard_goes_back_to_where_it_was(qtbot: QtBot) -> None:
    _page, question, second, _third = asked_while_typing(qtbot)
    question.yes.setEnabled(False)
    question.leave()
    assert second.hasFocus()


def test_the_keyboard_stays_where_the_answer_put_it(qtbot: QtBot) -> None:
    _page, question, _second, third = asked_while_typing(qtbot)
    question.answered.connect(third.setFocus)
    question.leave()
    assert third.hasFocus()


def test_what_is_not_there_any_more_gets_no_keyboard(qtbot: QtBot) -> None:
    page, question, second, _third = asked_while_typing(qtbot)
    delete(second)
    question.leave()
    typing = QApplication.focusWidget()
    assert question.isHidden() and (typing is None or page.isAncestorOf(typing))
