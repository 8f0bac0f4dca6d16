# SPDX-License-Identifier: Apache-2.0
"""The unlock page says the day, where help is, and that Caps Lock is on."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hr_desk.domain.clock import day_of
from ui.language import Languages
from ui.pages.unlock import UnlockPage
from ui.tasks import Tasks
from ui.widgets.label import Label

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(show: Show, tasks: Tasks, folder: Path, wait_idle: Wait) -> UnlockPage:
    made: UnlockPage = show(UnlockPage(tasks))
    made.offer(folder)
    wait_idle()
    return made


def texts(page: UnlockPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label))


def test_the_day_and_the_way_out_are_said(page: UnlockPage) -> None:
    assert str(day_of(datetime.now(UTC))) in texts(page)
    assert "恢复" in texts(page) or "recovery" in texts(page)


def test_capitals_without_shift_are_noticed(page: UnlockPage) -> None:
    def typed(text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.sendKeyEvent(QTest.KeyAction.Click, page.passphrase, Qt.Key.Key_A, text, modifiers)

    typed("A", Qt.KeyboardModifier.ShiftModifier)
    typed("a")
    assert page.hint() == ""
    typed("A")
    assert page.hint()
    typed("a", Qt.KeyboardModifier.ShiftModifier)
    assert page.hint()
    QTest.keyClick(page.passphrase, Qt.Key.Key_CapsLock)
    assert page.hint() == ""


def test_what_was_wrong_is_said_again_in_the_other_language(
    page: UnlockPage, languages: Languages, wait_idle: Wait
) -> None:
    page.passphrase.setText("not the passphrase")
    page.unlock()
    wait_idle()
    chinese = page.error()
    languages.use("en")
    QApplication.processEvents()
    assert page.error()
    assert page.error() != chinese


def test_the_keyboard_stays_at_the_passphrase_while_it_is_tried(
    page: UnlockPage, wait_idle: Wait
) -> None:
    """A space typed meanwhile would otherwise press whatever button comes next."""
    page.passphrase.setText("not the passphrase")
    page.unlock_button.setFocus()
    page.unlock_button.click()
    assert page.focusWidget() is page.passphrase
    assert page.passphrase.isReadOnly()
    wait_idle()
    assert page.error()
    assert not page.passphrase.isReadOnly()
