# SPDX-License-Identifier: Apache-2.0
"""A scanner and a person at one keyboard: real key events, simulated times.

A thousand scans mixed with typing at 3 to 12 keys a second: no scanned character stays in a
field, and no typed one is lost.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.domain import badge_code
from hr_desk.domain.scan_frames import ENTER
from tests.support.beam import Hand, mixed, scan
from ui.widgets.scanner import Scanner

SCANS = 1000


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[Scanner]:
    made = Scanner()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def hand(scanner: Scanner) -> Hand:
    return Hand(scanner)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    """A field inside two parents, in front."""
    window, inner = QWidget(), QWidget()
    QVBoxLayout(window).addWidget(inner)
    made = QLineEdit()
    made.setMaxLength(1_000_000)
    QVBoxLayout(inner).addWidget(made)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus, timeout=5_000)
    yield made
    window.close()


@pytest.mark.timeout(300)
def test_a_thousand_scans_mixed_with_typing(field: QLineEdit, scanner: Scanner, hand: Hand) -> None:
    came = mixed(1, SCANS)
    heard: list[str] = []
    entered: list[int] = []
    scanner.scanned.connect(heard.append)
    field.returnPressed.connect(lambda: entered.append(1))
    hand.play(field, came.events)
    assert len(came.codes) == SCANS and heard == came.codes
    assert field.text() == came.typed
    assert entered == []


def test_typing_alone_is_untouched_and_enter_still_enters(
    field: QLineEdit, scanner: Scanner, hand: Hand
) -> None:
    entered: list[int] = []
    field.returnPressed.connect(lambda: entered.append(1))
    for place, text in enumerate(["a", "#", "1", " ", ENTER]):
        hand.press(field, text, 200.0 * (place + 1))
    scanner.expire()
    assert field.text() == "a#1 " and entered == [1]


def test_a_scan_reaches_no_button_and_no_other_field(
    field: QLineEdit, scanner: Scanner, hand: Hand, qtbot: QtBot
) -> None:
    paper = QPlainTextEdit()
    qtbot.addWidget(paper)
    paper.show()
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    code = badge_code.new()
    for at, text in scan(code, 1000, 5):
        hand.press(paper, text, at)
    assert heard == [code]
    assert paper.toPlainText() == "" and field.text() == ""


def test_what_was_typed_goes_to_the_field_it_was_typed_into(
    field: QLineEdit, scanner: Scanner, hand: Hand, qtbot: QtBot
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    hand.press(field, "#", 1000)
    hand.press(field, "7", 1090)
    assert field.text() == ""
    hand.press(other, "x", 1400)
    assert (field.text(), other.text()) == ("#7", "x")


def test_a_field_that_is_gone_is_no_crash(scanner: Scanner, hand: Hand, qtbot: QtBot) -> None:
    gone = QLineEdit()
    gone.show()
    hand.press(gone, "#", 1000)
    gone.deleteLater()
    qtbot.wait(10)
    scanner.expire()


def test_the_prefix_goes_on_by_itself_after_a_moment(
    field: QLineEdit, scanner: Scanner, qtbot: QtBot
) -> None:
    QTest.keyClicks(field, "#")
    assert field.text() == ""
    qtbot.waitUntil(lambda: field.text() == "#", timeout=5_000)
