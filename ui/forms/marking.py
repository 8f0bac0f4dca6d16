# SPDX-License-Identifier: Apache-2.0
"""What should not stand in free text: said below the editor, and numbers masked with one click."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from hr_desk.domain.free_text import Span, maskable
from hr_desk.i18n import t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column

Scan = Callable[[str], tuple[Span, ...]]
"""Finds what should not stand in a text (hr_desk.domain.free_text.find)."""

MOST_READ: Final = 20_000
"""Characters of a text that are read while someone types; no field takes as many."""

_MOST_SAID: Final = 4
"""Places that are named one by one below an editor; all of them are underlined."""


class FreeTextNote(QWidget):
    """The places found in a text, each with its reason, and a button that masks the numbers."""

    mask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: Sequence[Span] = ()
        self._words = Label(size="small", tone="warning")
        self.button = Button(kind="plain")
        self.button.clicked.connect(self.mask_wanted)
        layout = column(self, gap=theme.TIGHT)
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def spans(self) -> Sequence[Span]:
        """What was found last."""
        return self._spans

    def show_spans(self, text: str, spans: Sequence[Span]) -> None:
        """Say what was found in ``text``; hides itself where nothing was."""
        self._text, self._spans = text, spans
        self._say()

    def said(self) -> str:
        """Return what is said, empty if nothing was found."""
        return self._words.text() if self._spans else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        found = ((self._text[one.start : one.end], str(one.reason)) for one in self._spans)
        places = dict.fromkeys(found)
        lines = [
            t("“{place}”: {reason}", place=place, reason=reason)
            for place, reason in list(places)[:_MOST_SAID]
        ]
        more = len(places) - len(lines)
        if more > 0:
            lines.append(t("And {count} more places like these.", count=more))
        self._words.setText("\n".join(lines))
        self.button.setText(t("Mask the numbers"))
        self.button.setVisible(bool(maskable(self._spans)))
        self.setVisible(bool(self._spans))


def underline(paper: QPlainTextEdit, text: str, spans: Sequence[Span]) -> None:
    """Underline the spans of ``text`` on a paper; its text and its undo stay untouched."""
    marks = []
    for span in spans:
        mark = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(theme.Chosen.colours.danger))
        form.setToolTip(str(span.reason))
        cursor = QTextCursor(paper.document())
        cursor.setPosition(_units(text[: span.start]))
        cursor.setPosition(_units(text[: span.end]), QTextCursor.MoveMode.KeepAnchor)
        mark.format, mark.cursor = form, cursor
        marks.append(mark)
    paper.setExtraSelections(marks)


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
