# SPDX-License-Identifier: Apache-2.0
"""One cell of a small table, and rows as they come from a spreadsheet."""

import csv
from collections.abc import Collection, Sequence
from io import StringIO

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.forms.editor import Folding
from ui.forms.marked_line import MarkedLine

_PASTE = "edit-paste"
"""What Qt calls the line "Paste" of a menu."""


class Cell(MarkedLine):
    """One cell; rows brought from a spreadsheet are handed on instead of running together."""

    rows_pasted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setValidator(Folding(self, prose=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell rows from a single value when something is pasted."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_clipboard()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer Qt's menu; its Paste knows rows too."""
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the menu of the line."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == _PASTE:
                action.triggered.disconnect()
                action.triggered.connect(self.take_clipboard)
        return menu

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell rows from a single value when something is dropped."""
        if self._hands_on(event.mimeData()):
            event.acceptProposedAction()
            return
        super().dropEvent(event)

    def take_clipboard(self) -> None:
        """Paste, or hand on the rows of the clipboard."""
        if not self.isReadOnly() and not self._hands_on(QGuiApplication.clipboard().mimeData()):
            self.paste()

    def _hands_on(self, data: QMimeData) -> bool:
        text = data.text()
        if self.isReadOnly() or not ("\t" in text or "\n" in text.strip()):
            return False
        self.rows_pasted.emit(text)
        return True


def pasted_rows(text: str, headings: Collection[str] = ()) -> list[list[str]]:
    """Return the rows of a spreadsheet's clipboard text, cells stripped, empty rows left out.

    A cell that holds line breaks comes quoted; they become spaces. A first row made of nothing but
    ``headings`` is the table's own head.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        read = list(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        read = [line.split("\t") for line in text.split("\n")]
    # Lines copied from a record of this program are parted as it shows them.
    whole = (cells[0].split("|") if len(cells) == 1 else cells for cells in read)
    rows = [[" ".join(cell.split()) for cell in cells] for cells in whole]
    rows = [cells for cells in rows if any(cells)]
    if rows and all(cell.casefold() in headings for cell in rows[0] if cell):
        del rows[0]
    return rows


def parted(line: str) -> list[str]:
    """Return the cells of a line as an editor keeps it."""
    return [cell.strip() for cell in line.replace("\t", "|").split("|")]


def joined(cells: Sequence[str], between: str) -> str:
    """Join the cells of a line; a bar that someone typed would part it once more."""
    kept = [cell.strip().replace("|", "/").replace("｜", "/") for cell in cells]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return between.join(kept)
