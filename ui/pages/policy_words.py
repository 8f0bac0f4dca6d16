# SPDX-License-Identifier: Apache-2.0
"""Policy texts on screen: as they are, and with what changed marked."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from hr_desk.domain.policy_differences import Mark, SectionDifference
from hr_desk.domain.policy_sections import headings
from hr_desk.i18n import t
from ui import theme


def reading() -> QPlainTextEdit:
    """Return a text that is read and copied, never typed into."""
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    return text


def headings_said(text: str) -> str:
    """Return how many headings were found, and which."""
    found = headings(text)
    if not found:
        return t("No headings found yet.")
    names = t("; ").join(found)
    return t("{count} headings: {names}", count=len(found), names=names)


class MarkedText(QTextEdit):
    """Two texts in one column: what went is struck out, what came is underlined."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)

    def show_difference(self, found: Sequence[SectionDifference], *, whole: bool) -> None:
        """Show the chapters that changed, or all of them; text is drawn as text."""
        self.clear()
        cursor = self.textCursor()
        shown = [one for one in found if whole or one.changed]
        for section in shown:
            for line in section.lines:
                for piece in line:
                    cursor.insertText(piece.text, _format(piece.mark))
                cursor.insertBlock()
            cursor.insertBlock()
        if not shown:
            cursor.insertText(t("Both texts are the same."))
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _format(mark: Mark) -> QTextCharFormat:
    """Return a look that says what became of a piece, by form and not by colour alone."""
    colours, made = theme.Chosen.colours, QTextCharFormat()
    made.setForeground(QColor(colours.text))
    if mark is Mark.GONE:
        made.setFontStrikeOut(True)
        made.setForeground(QColor(colours.danger))
        made.setBackground(QColor(colours.danger_soft))
    elif mark is Mark.NEW:
        made.setFontUnderline(True)
        made.setForeground(QColor(colours.good))
        made.setBackground(QColor(colours.good_soft))
    return made


def bullets(lines: Iterable[str]) -> str:
    """Return sentences as the lines of a list."""
    return "\n".join(f"· {line}" for line in lines)
