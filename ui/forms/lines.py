# SPDX-License-Identifier: Apache-2.0
"""Editors in which a value is typed: one line, several lines, a date with a calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.domain.free_text import Span
from hr_desk.i18n import t
from ui import theme
from ui.forms.editor import Editor, folding_line
from ui.forms.marking import underline
from ui.widgets.layouts import row

_PROSE = frozenset({"text", "long_text"})
"""Types whose Chinese punctuation stays as it is typed."""

_DIGITS = Qt.InputMethodHint.ImhPreferNumbers
_LATIN = Qt.InputMethodHint.ImhPreferLatin
_KEYBOARDS = {
    "phone": _DIGITS,
    "bank_card": _DIGITS,
    "count": _DIGITS,
    "pay_range": _DIGITS,
    "date": _DIGITS,
    "year_month": _DIGITS,
    "timestamp": _DIGITS,
    "id_number": _LATIN,
    "email": _LATIN,
    "alnum": _LATIN,
    "wechat_id": _LATIN,
}
"""Which keyboard an on-screen keyboard should offer first; nothing is refused by it."""

_BIRTHDAY = "1990-05-12"
_SHAPES = {
    "date": "2026-05-12",
    "year_month": "2019-07",
    "timestamp": "2026-03-02 14:30",
    "pay_range": "8000-12000",
}
"""What an empty line shows as an example."""


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.line = folding_line(self, prose=kind.name in _PROSE)
        self.line.setInputMethodHints(_KEYBOARDS.get(kind.name, Qt.InputMethodHint.ImhNone))
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.done)
        self.line.inputRejected.connect(self._refused)
        self.row = row(gap=theme.TIGHT)
        self.row.addWidget(self.line, 1)
        self.body.addLayout(self.row)
        self.watch(self.line)
        self.close_body()
        self._show_shape()

    def text(self) -> str:
        """Return the line."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put text into the line."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Let the line be read and copied but not changed."""
        self.line.setReadOnly(read_only)

    def mark(self, spans: Sequence[Span]) -> None:
        """Underline what should not stand here."""
        self.line.mark([(one.start, one.end) for one in spans])

    def retranslate(self) -> None:
        """Say the example in the language in use."""
        self._show_shape()

    def _show_shape(self) -> None:
        birth = getattr(self.kind, "birth", False)
        shape = _BIRTHDAY if birth else _SHAPES.get(self.kind.name)
        said = t("e.g. {example}", example=shape) if shape else ""
        if self.kind.name == "id_number":
            said = t("of an ID card, passport or permit")
        self.line.setPlaceholderText(said)

    def _refused(self) -> None:
        self.hint(t("This could not be entered here. Please type it in parts."))


class _Paper(QPlainTextEdit):
    """Several lines; Tab goes on to the next field, and so do Ctrl+Enter and Enter twice."""

    def __init__(self, parent: "LongEditor") -> None:
        super().__init__(parent)
        self._editor = parent
        self.setTabChangesFocus(True)
        self.setFixedHeight(4 * self.fontMetrics().lineSpacing() + theme.WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Ctrl+Enter, or Enter where an empty line ends the text; else begin a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.toPlainText()
            ended = self.textCursor().atEnd() and (not text or text.endswith("\n"))
            if ended and text:
                self.textCursor().deletePreviousChar()
            if ended or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._editor.done.emit()
                return
        super().keyPressEvent(event)


class LongEditor(Editor):
    """Text of several lines."""

    wide = True

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.paper = _Paper(self)
        self._last = ""
        self.paper.textChanged.connect(self._on_changed)
        self.body.addWidget(self.paper)
        self.watch(self.paper)
        self.close_body()

    def text(self) -> str:
        """Return the text with its line breaks."""
        return self.paper.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self._last = text
        self.paper.setPlainText(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied but not changed."""
        self.paper.setReadOnly(read_only)

    def mark(self, spans: Sequence[Span]) -> None:
        """Underline what should not stand here."""
        underline(self.paper, self.text(), spans)

    def replace_text(self, text: str) -> None:
        """Put another text in; Ctrl+Z brings the one before back."""
        cursor = self.paper.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def _on_changed(self) -> None:
        # Qt says "changed" for every letter being composed; the text itself stays the same.
        if self.text() != self._last:
            self._last = self.text()
            self.edited.emit()


class DateEditor(LineEditor):
    """A day, typed in any form or picked from a calendar; empty is allowed."""

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.button = QToolButton(self)
        self.button.setIcon(theme.icon("calendar", theme.Chosen.colours.text_soft))
        self.button.setIconSize(QSize(18, 18))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.row.addWidget(self.button)
        self._calendar: QCalendarWidget | None = None
        self._popup: QFrame | None = None
        self.retranslate()

    def set_read_only(self, read_only: bool) -> None:
        """Let the day be read and copied but not changed."""
        super().set_read_only(read_only)
        self.button.setVisible(not read_only)

    def retranslate(self) -> None:
        """Say the example and name the button in the language in use."""
        super().retranslate()
        self.button.setAccessibleName(t("Open the calendar"))
        self.button.setToolTip(t("Open the calendar (Alt+Down)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> QCalendarWidget:
        """Show the calendar below the line, at the day typed if there is one."""
        calendar = self._calendar or self._made_calendar()
        calendar.setLocale(self.locale())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        typed = self._typed()
        if typed is not None:
            calendar.setSelectedDate(QDate(typed.year, typed.month, typed.day))
        if self._popup is not None:
            self._popup.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
            self._popup.show()
        calendar.setFocus()
        return calendar

    def _made_calendar(self) -> QCalendarWidget:
        self._popup = QFrame(self, Qt.WindowType.Popup)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(1, 1, 1, 1)
        self._calendar = QCalendarWidget(self._popup)
        header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self._calendar.setVerticalHeaderFormat(header)
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        layout.addWidget(self._calendar)
        return self._calendar

    def _typed(self) -> date | None:
        try:
            value: Any = self.value()
        except ValueProblem:
            return None
        return value if isinstance(value, date) else None

    def _pick(self, day: QDate) -> None:
        self.set_text(day.toString(Qt.DateFormat.ISODate))
        if self._popup is not None:
            self._popup.hide()
        self.line.setFocus()
        self.edited.emit()
