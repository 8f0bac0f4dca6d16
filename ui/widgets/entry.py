# SPDX-License-Identifier: Apache-2.0
"""A label, its editor and what is wrong with it, as one line of a short form."""

from datetime import date

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QSizePolicy, QWidget

from ui import theme
from ui.widgets.day_boxes import DayBox
from ui.widgets.label import Label
from ui.widgets.layouts import column
from ui.widgets.text_line import TextLine
from ui.widgets.words import Said, Words, said


class Entry(QWidget):
    """An editor under its label, with a hint below and an error that takes the hint's place."""

    def __init__(self, editor: QWidget, *, hint: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = Label()
        self._label.setBuddy(editor)
        self._hint = Label(tone="soft", size="small")
        self._hint.setVisible(hint)
        self._error = Label(tone="danger", size="small")
        self._error.hide()
        self._wrong: Said = ""
        layout = column(self, gap=theme.TIGHT)
        for widget in (self._label, editor, self._hint, self._error):
            layout.addWidget(widget)
        layout.addStretch(1)

    def set_label(self, text: str) -> None:
        """Name the editor, on screen and for a screen reader."""
        self._label.setText(text)
        self.editor.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """Explain below the editor what is wanted."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def hint(self) -> str:
        """Return the explanation shown, empty if there is none."""
        return self._hint.text()

    def set_error(self, text: Said) -> None:
        """Say beside the editor what is wrong; an empty text takes it back."""
        self._wrong = text
        self._error.setText(said(text))
        self._error.setVisible(bool(text))
        self.editor.setProperty("wrong", bool(text))
        theme.restyle(self.editor)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and callable(self._wrong):
            self._error.setText(self._wrong())

    def error(self) -> str:
        """Return what is said to be wrong, empty if nothing."""
        return self._error.text()


def line(
    words: Words, label: str, hint: str = "", *, secret: bool = False
) -> tuple[Entry, QLineEdit]:
    """Return an entry with a line editor; label and hint are N_() texts kept by ``words``."""
    editor = TextLine()
    if secret:
        editor.setEchoMode(QLineEdit.EchoMode.Password)
    entry = Entry(editor)
    words.put(label, entry.set_label)
    if hint:
        words.put(hint, entry.set_hint)
    return entry, editor


def choice(words: Words, label: str, hint: str = "") -> tuple[Entry, QComboBox]:
    """Return an entry with a combo box; label and hint are N_() texts kept by ``words``."""
    editor = QComboBox()
    entry = Entry(editor)
    words.put(label, entry.set_label)
    if hint:
        words.put(hint, entry.set_hint)
    return entry, editor


def day_line(words: Words, label: str) -> tuple[Entry, QDateEdit]:
    """Return an entry with a day and its calendar, today at first; the label is an N_() text."""
    editor = DayBox()
    editor.setDate(QDate.currentDate())
    entry = Entry(editor)
    words.put(label, entry.set_label)
    return entry, editor


def show_day(editor: QDateEdit, day: date) -> None:
    """Put a day into an editor."""
    editor.setDate(QDate(day.year, day.month, day.day))


def chosen_day(editor: QDateEdit) -> date:
    """Return the day that stands in an editor."""
    return date.fromisoformat(editor.date().toString("yyyy-MM-dd"))


def shrinks(box: QComboBox, letters: int) -> None:
    """Let a choice be narrower than its longest line, down to so many letters."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)


def fill(box: QComboBox, options: list[tuple[str, str]]) -> None:
    """Fill a combo box with (text, key), keeping the chosen key where it still exists."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, key in options:
        box.addItem(text, key)
    index = box.findData(chosen)
    box.setCurrentIndex(max(index, 0))
    box.blockSignals(False)
