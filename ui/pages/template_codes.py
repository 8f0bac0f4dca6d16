# SPDX-License-Identifier: Apache-2.0
"""A receiver's code table: beside each word of ours the code they want; nothing typed, the word."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from hr_desk.i18n import N_, Text, t
from ui import theme

HEADS = (N_("Our word"), N_("The receiver's code"))
LINES = 5
"""How many words are seen at once."""


class CodesTable(QTableWidget):
    """The words of one list; Enter or any key writes the code beside a word."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(HEADS))
        self._codes: tuple[str, ...] = ()
        edit = QAbstractItemView.EditTrigger
        self.setEditTriggers(edit.DoubleClicked | edit.EditKeyPressed | edit.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setFixedHeight((LINES + 1) * theme.ROW_HEIGHT)
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def show_codes(self, listed: Mapping[str, Text], said: tuple[tuple[str, str], ...]) -> None:
        """Show the words of a list and the codes that are said beside them.

        A code of ours that is no longer on the list is shown as itself, so that it can be emptied.
        """
        known = dict(said)
        self._codes = (*listed, *(code for code in known if code not in listed))
        self.blockSignals(True)
        self.setRowCount(len(self._codes))
        for place, code in enumerate(self._codes):
            word = QTableWidgetItem(str(listed[code]) if code in listed else code)
            word.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(place, 0, word)
            self.setItem(place, 1, QTableWidgetItem(known.get(code, "")))
        self.blockSignals(False)

    def codes(self) -> tuple[tuple[str, str], ...]:
        """Return our code and the receiver's, where one is said."""
        found = []
        for place, code in enumerate(self._codes):
            item = self.item(place, 1)
            word = item.text().strip() if item is not None else ""
            if word:
                found.append((code, word))
        return tuple(found)

    def retranslate(self) -> None:
        """Say the headings in the language in use."""
        self.setHorizontalHeaderLabels([t(head) for head in HEADS])
        self.setAccessibleName(t("Code table"))
