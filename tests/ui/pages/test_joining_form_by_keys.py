# SPDX-License-Identifier: Apache-2.0
"""The joining form (入职登记表) is typed back from paper with Enter alone, by real keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.base import FieldType
from tests.support import examples
from tests.ui.pages.test_onboarding import opened_joiner, settled
from ui.forms.histories import columns_of
from ui.forms.order import joining_order
from ui.pages.joiner import JoinerPage
from ui.pages.paper_around import joining_fields

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Show = Callable[..., Any]
Wait = Callable[[], None]

ACCOUNT = "bank_account_no"
SIGNED_APART = "signature_image"
"""Signed on the page of sensitive items: the form has no place for it."""


class Typist:
    """Sends keys to the window, as a keyboard does: a pop-up over the form gets them first."""

    def __init__(self, page: JoinerPage) -> None:
        self.form = page.form
        window = page.window().windowHandle()
        assert isinstance(window, QWindow)
        self._window = window

    def here(self) -> str | None:
        """Return the key of the field that has the keyboard, None outside of the form."""
        holder = QApplication.focusWidget()
        keys = self.form.keys()
        return next((key for key in keys if _holds(self.form.row(key), holder)), None)

    def press(self, key: Qt.Key) -> None:
        """Press one key."""
        QTest.keyClick(self._window, key)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text; what is no ASCII is composed by an input method."""
        if text.isascii():
            for sign in text:
                # The stubs know of a window only keys by their number.
                QTest.keyClick(self._window, sign)  # type: ignore[call-overload]
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            holder = QApplication.focusWidget()
            assert holder is not None
            QApplication.sendEvent(holder, composed)
        QApplication.processEvents()

    def fill(self, kind: FieldType) -> None:
        """Type what stands on paper for a field whose first place has the keyboard."""
        columns = len(columns_of(kind, "zh_CN"))
        if kind.name == "flag":
            self.press(Qt.Key.Key_Space)
        elif columns:
            self._fill_table(examples.typed(kind), columns)
        elif kind.name == "bank_card":
            # With a slip of the finger: no scanner types like that.
            number = examples.typed(kind)
            self.write(number[:4] + "x")
            self.press(Qt.Key.Key_Backspace)
            self.write(number[4:])
        else:
            self.write(examples.typed(kind))

    def _fill_table(self, text: str, columns: int) -> None:
        lines = [[part.strip() for part in line.split("|")] for line in text.split("\n")]
        cells = [part for line in lines for part in (*line, *[""] * (columns - len(line)))]
        for place, cell in enumerate(cells):
            if place:
                self.press(Qt.Key.Key_Return)
            self.write(cell)


def _holds(row: QWidget, holder: QWidget | None) -> bool:
    return holder is not None and row.isAncestorOf(holder)


@pytest.fixture
def page(
    ask: Callable[..., Any], open_as: Show, folder: Path, show: Show, wait_idle: Wait, qtbot: QtBot
) -> Iterator[JoinerPage]:
    """The file of somebody due to start, opened by an onboarding colleague."""
    made = opened_joiner(ask, open_as, folder, show, wait_idle)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def typed_through(page: JoinerPage) -> tuple[list[str], dict[str, Any]]:
    """Type every empty field from the first on, Enter alone between; returns the way, and values.

    It ends where the form says so.
    """
    typist, ended = Typist(page), list[bool]()
    page.form.finished.connect(lambda: ended.append(True))
    met: list[str] = []
    given: dict[str, Any] = {}
    while not ended:
        key = typist.here()
        assert key is not None, f"the keyboard was lost after {met[-1:]}"
        row = page.form.row(key)
        if key not in met and not row.view.given and row.field.type.name not in FILE_TYPES:
            typist.fill(row.field.type)
            given[key] = examples.value(row.field)
        met += [key] if met[-1:] != [key] else []
        assert len(met) <= len(page.form.keys()), "Enter goes in circles"
        typist.press(Qt.Key.Key_Return)
    return met, given


def test_the_whole_paper_is_typed_back_and_saved_with_enter_alone(
    page: JoinerPage, wait_idle: Wait
) -> None:
    printed = [view.field.key for view in joining_fields(page.desk.session)]
    met, given = typed_through(page)
    assert met == list(page.form.keys())
    assert [key for key in met if key in printed] == [
        key for key in printed if key != SIGNED_APART
    ], "what is printed has its place, in this order"
    assert {key: page.form.row(key).editor.value() for key in given} == given
    typist = Typist(page)
    typist.press(Qt.Key.Key_Return)
    assert page.again.isVisible(), "an account is typed once more"
    typist.write(examples.typed(page.form.row(ACCOUNT).field.type))
    typist.press(Qt.Key.Key_Return)
    settled(wait_idle)
    assert not page.again.isVisible() and not page.form.changed()
    assert set(page.numbers.buttons) == {ACCOUNT, "id_number"}
    kept = set(given) - set(page.numbers.buttons)
    assert len(kept) > 40
    views = {key: page.form.row(key).view for key in kept}
    assert {key for key, view in views.items() if not view.given} == set()
    read = {key: view.value for key, view in views.items() if view.value is not None}
    assert len(read) > 20 and read == {key: given[key] for key in read}


def test_the_order_of_the_form_hangs_on_no_file(page: JoinerPage) -> None:
    """A field of payroll stands among those of personnel, where the catalogue declares it."""
    printed = joining_fields(page.desk.session)
    assert tuple(joining_order(reversed(printed), page.desk.catalogue)) == printed
