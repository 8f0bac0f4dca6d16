# SPDX-License-Identifier: Apache-2.0
"""A joiner's file by the keyboard: what is offered, and where the keyboard goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.test_onboarding import CARD, NUMBER, opened_joiner, settled, write
from ui.pages.joiner import JoinerPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(
    ask: Callable[..., Any], open_as: Show, folder: Path, show: Show, wait_idle: Wait, qtbot: QtBot
) -> Iterator[JoinerPage]:
    """The file of somebody due to start, in front, opened by an onboarding colleague."""
    made = opened_joiner(ask, open_as, folder, show, wait_idle)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def come_to(page: JoinerPage, key: str) -> Any:
    """Bring the keyboard to a field as Enter does; returns its row."""
    row = page.form.row(key)
    row.editor.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return row


def in_hand() -> QWidget:
    holder = QApplication.focusWidget()
    assert holder is not None
    return holder


def press(*keys: Qt.Key | str) -> None:
    for key in keys:
        holder = in_hand()
        if isinstance(key, str):
            QTest.keyClicks(holder, key)
        else:
            QTest.keyClick(holder, key)
    QApplication.processEvents()


def test_the_first_day_stands_in_the_term_until_somebody_types_on(page: JoinerPage) -> None:
    first = page.form.row("start_date").editor.text()
    row = come_to(page, "contract_term")
    assert first and row.editor.text() == f"{first} | " and row.editor.said()
    assert not row.changed() and page.form.draft() == {}, "nobody typed it"
    press(Qt.Key.Key_Return)
    assert row.editor.text() == "" and not row.changed() and not row.editor.said()
    row = come_to(page, "contract_term")
    press("2029-09-20", Qt.Key.Key_Return)
    assert row.changed() and row.editor.text() == f"{first} | 2029-09-20"
    come_to(page, "contract_term")
    assert row.editor.text() == f"{first} | 2029-09-20", "what stands there is left alone"


def test_both_days_may_be_typed_as_they_stand_on_paper(page: JoinerPage) -> None:
    row = come_to(page, "contract_term")
    press("2026-03-02 | 2029-03-01", Qt.Key.Key_Return)
    assert row.editor.text() == "2026-03-02 | 2029-03-01"


def test_an_open_ended_term_is_the_first_day_alone(page: JoinerPage) -> None:
    first = page.form.row("start_date").editor.text()
    row = come_to(page, "contract_term")
    press(*[Qt.Key.Key_Backspace] * 3)
    assert row.editor.text() == first and row.changed()
    press(Qt.Key.Key_Return)
    assert row.editor.text() == first and row.read().end == ""


def test_nothing_is_offered_without_a_first_day_nor_where_nobody_may_write(
    page: JoinerPage,
) -> None:
    page.form.set_read_only(True)
    assert come_to(page, "contract_term").editor.text() == ""
    page.form.set_read_only(False)
    come_to(page, "full_name")
    write(page, start_date="")
    assert come_to(page, "contract_term").editor.text() == ""


def test_after_saving_the_keyboard_goes_from_number_to_number(
    page: JoinerPage, wait_idle: Wait
) -> None:
    write(page, id_number=NUMBER, bank_account_no=CARD)
    page.save()
    page.again.second.setText(CARD)
    page.again.yes.click()
    settled(wait_idle)
    met = []
    for _ in range(2):
        met += [key for key, button in page.numbers.buttons.items() if button.hasFocus()]
        press(Qt.Key.Key_Space)
        settled(wait_idle)
    assert sorted(met) == ["bank_account_no", "id_number"] and page.numbers.buttons == {}
    assert page.form.isAncestorOf(in_hand()), "none is left: back to the form"


def test_an_item_of_the_checklist_keeps_the_keyboard_when_it_is_ticked(
    page: JoinerPage, wait_idle: Wait
) -> None:
    first, second, *_ = page.side.checklist.boxes
    page.side.checklist.boxes[first].setFocus()
    press(Qt.Key.Key_Space)
    settled(wait_idle)
    assert page.side.checklist.boxes[first].isChecked()
    assert page.side.checklist.boxes[first].hasFocus()
    press(Qt.Key.Key_Tab)
    assert page.side.checklist.boxes[second].hasFocus()
