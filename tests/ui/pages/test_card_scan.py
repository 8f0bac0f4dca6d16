# SPDX-License-Identifier: Apache-2.0
"""An account number that a card scanner types is not asked for twice; a person's is."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from hr_desk.catalogue.model import Scenario
from hr_desk.operations.candidates import blank
from ui.forms.record_form import RecordForm
from ui.pages.joiner_numbers import TWICE, CardScan, must_be_repeated
from ui.session import Surroundings

NUMBER = "6222020200112233445"


class Keys:
    """Types with a time of its own."""

    def __init__(self, form: RecordForm) -> None:
        self.now = 0.0
        self.scan = CardScan(form, time_of=lambda _event: self.now)
        self.scan.watch(form)
        (line,) = form.row(TWICE).editor.controls()
        assert isinstance(line, QLineEdit)
        self.line = line

    def type(self, text: str, *, gap: float) -> None:
        for sign in text:
            self.now += gap
            QTest.keyClicks(self.line, sign)

    def asks_again(self) -> bool:
        return must_be_repeated({TWICE: self.line.text()}, self.scan)


@pytest.fixture
def keys(around: Surroundings, show: Callable[..., Any]) -> Keys:
    catalogue, today = around.desk.catalogue, around.desk.session.today
    form: RecordForm = show(RecordForm(catalogue, Scenario.ONBOARDING, today=today))
    form.show_record([blank(catalogue.field(TWICE))])
    return Keys(form)


def test_what_a_scanner_typed_is_not_asked_for_twice(keys: Keys) -> None:
    keys.type(NUMBER, gap=8)
    QTest.keyClick(keys.line, Qt.Key.Key_Return)
    assert keys.line.text() == NUMBER and not keys.asks_again()
    keys.line.selectAll()
    QTest.keyClick(keys.line, Qt.Key.Key_Backspace)
    keys.type(NUMBER, gap=120)
    assert keys.asks_again(), "a person typed it anew"
    keys.line.clear()
    keys.type(NUMBER, gap=8)
    assert not keys.asks_again(), "scanned once more"


def test_whatever_a_person_does_to_it_is_asked_for_again(keys: Keys) -> None:
    keys.type(NUMBER[:-1], gap=8)
    keys.type(NUMBER[-1], gap=400)
    assert keys.asks_again()
    keys.line.clear()
    keys.type(NUMBER, gap=8)
    QTest.keyClick(keys.line, Qt.Key.Key_Backspace)
    keys.type(NUMBER[-1], gap=8)
    assert keys.asks_again(), "a digit was mended by hand"
    keys.line.clear()
    keys.line.setText(NUMBER)
    assert keys.asks_again(), "pasted, or put back from a draft"
    assert not must_be_repeated({}, keys.scan)
