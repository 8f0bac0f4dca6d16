# SPDX-License-Identifier: Apache-2.0
"""The unlock page says the day, where help is, and that Caps Lock is on."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.domain.clock import day_of
from tests.support import gatehouse
from ui.language import Languages
from ui.pages.unlock import UnlockPage
from ui.session import Surroundings
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


def everything_in(page: UnlockPage) -> str:
    """Return all that stands on the page, is read out, or comes up under the pointer."""
    kinds = ("text", "accessibleName", "accessibleDescription", "toolTip", "placeholderText")
    found = (one.property(kind) for one in [page, *page.findChildren(QWidget)] for kind in kinds)
    return "\n".join(text for text in found if isinstance(text, str))


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


def test_a_locked_page_counts_who_signs_in_and_names_nobody(
    page: UnlockPage, open_gate: Callable[..., Surroundings], folder: Path, tasks: Tasks,
    languages: Languages, wait_idle: Wait,
) -> None:  # fmt: skip
    """From none to one to three, while nobody unlocks."""
    session = open_gate(gatehouse.hold_key).desk.session
    bell = page.meanwhile.bell
    rung = list[int]()
    bell.rang.connect(lambda: rung.append(1))
    page.offer(folder)
    wait_idle()
    assert bell._often.isActive()
    assert not page.meanwhile.isVisible()
    visitors = {1: "欧阳娜娜", 2: "钟灵", 3: "石磊"}
    for come, said in (((1,), "1"), ((2, 3), "3")):
        for number in come:
            tasks.query(
                gatehouse.sign_in, session, number, full_name=visitors[number],
                employer="示例来访厂",
            )  # fmt: skip
        wait_idle()
        bell._often.timeout.emit()
        wait_idle()
        assert page.meanwhile.isVisible() and said in page.meanwhile.text()
        assert not [one for one in (*visitors.values(), "示例来访厂") if one in everything_in(page)]
    assert len(rung) == 2
    languages.use("en")
    QApplication.processEvents()
    assert page.meanwhile.text() == "3 signed in at the kiosk while this is locked."
    assert "示例" not in everything_in(page).replace(str(page._company.text()), "")
