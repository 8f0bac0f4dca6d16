# SPDX-License-Identifier: Apache-2.0
"""A colleague who fills the forms of the whole window by keys, and brings files by the mouse."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox

from tests.support.dropping import drop
from tests.support.operator import CONTROL, Operator
from ui.forms.histories import columns_of
from ui.pages.registry import PAGES

ENTER = Qt.Key.Key_Return


class Clerk:
    """Fills the forms of the window by keys: Enter goes on, arrows choose, Space ticks."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.answered: list[str] = []
        """The key of every field that was filled, in any form."""

    @property
    def workspace(self) -> Any:
        return self.operator.built.window.workspace

    def page(self, key: str) -> Any:
        """Return the page that is in front."""
        assert self.workspace.front == key
        return self.workspace.page(key)

    def to_page(self, key: str) -> Any:
        """Open a page of the rail by its own keys."""
        (entry,) = [one for one in PAGES if one.key == key]
        assert entry.shortcut
        # A sequence holds its keys by their place; its stub does not know.
        keys = QKeySequence(entry.shortcut)[0]  # type: ignore[index]
        self.operator.press(keys.key(), keys.keyboardModifiers())
        return self.page(key)

    def fill(self, form: Any, values: Mapping[str, str], files: Mapping[str, Path]) -> None:
        """Go through a form from its first field on, and give what is asked and known."""
        met, ended = list[str](), list[bool]()
        form.finished.connect(lambda: ended.append(True))
        while not ended:
            key = self._here(form)
            assert len(met) < 300, "Enter goes in circles"
            if key not in met and key in values:
                assert not form.row(key).view.given, f"{key} stands there already"
                self._give(form.row(key), values[key])
                self.answered.append(key)
            elif key not in met and key in files:
                assert drop(form.row(key), files[key]), "nothing took the file"
                self.operator.wait()
            met.append(key)
            self.operator.press(ENTER)
        assert set(values) | set(files) <= set(met)

    def write(self, text: str) -> None:
        """Type a text where the keyboard is; Chinese comes from an input method."""
        self.operator.type(text, spelt=text)

    def command(self, name: str) -> None:
        """Find something to do by its name and do it."""
        self.operator.press(Qt.Key.Key_K, CONTROL)
        self.write(name)
        self.operator.press(ENTER)

    def do(self, button: QAbstractButton) -> None:
        """Go to a button by Tab and press it by Space."""
        self.operator.tab_to(button)
        self.operator.press(Qt.Key.Key_Space)

    def _here(self, form: Any) -> str:
        holder = self.operator.focus()
        (key,) = [key for key in form.keys() if form.row(key).isAncestorOf(holder)]  # noqa: SIM118
        return str(key)

    def _give(self, row: Any, text: str) -> None:
        kind = row.field.type
        if kind.name == "contact":
            self._give_contact(text)
        elif columns := len(columns_of(kind, "zh_CN")):
            self._give_table(text, columns)
        elif kind.name == "flag":
            self._tick(text)
        elif isinstance(self.operator.focus(), QComboBox):
            self.choose(text)
        elif kind.name == "bank_card":
            self._write_with_a_slip(text)
        else:
            self.write(text)

    def _write_with_a_slip(self, number: str) -> None:
        """Mend a slip on the way: no scanner types like that, and a scanned number is whole."""
        self.write(number[:4])
        self.operator.press(Qt.Key.Key_9)
        self.operator.press(Qt.Key.Key_Backspace)
        self.write(number[4:])
        self.operator.typed[-2:] = [number]

    def _give_table(self, text: str, columns: int) -> None:
        """Fill line after line; Enter in the last cell begins the next line."""
        for number, line in enumerate(text.split("\n")):
            cells = [cell.strip() for cell in line.split("|")]
            for place, cell in enumerate([*cells, *[""] * (columns - len(cells))]):
                if number or place:
                    self.operator.press(ENTER)
                if cell:
                    self.write(cell)

    def _give_contact(self, text: str) -> None:
        name, relation, phone = (part.strip() for part in text.split("|"))
        self.write(name)
        self.operator.press(ENTER)
        self.choose(relation)
        self.operator.press(ENTER)
        self.write(phone)

    def _tick(self, text: str) -> None:
        button = self.operator.focus()
        assert isinstance(button, QAbstractButton)
        assert button.text() == text
        self.operator.press(Qt.Key.Key_Space)

    def choose(self, text: str) -> None:
        """Go down a list to a choice; a long list is narrowed by typing."""
        box = self.operator.focus()
        assert isinstance(box, QComboBox)
        if box.count() > 30:
            self.write(text)
            return
        for _ in range(box.count()):
            if box.currentText() == text:
                return
            self.operator.press(Qt.Key.Key_Down)
        assert box.currentText() == text
