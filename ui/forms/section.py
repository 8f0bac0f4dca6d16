# SPDX-License-Identifier: Apache-2.0
"""One section of a form: its heading, and its fields in one or two columns."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout

from hr_desk.i18n import Text
from ui import theme
from ui.forms.field_row import FieldRow
from ui.widgets.panels import Card


class Section(Card):
    """The fields of one section under their heading."""

    def __init__(self, heading: Text, rows: list[FieldRow]) -> None:
        super().__init__()
        self._heading_text = heading
        self._rows = rows
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.WIDE)
        self._grid.setVerticalSpacing(theme.MEDIUM)
        self.body.addLayout(self._grid)
        self.set_heading(str(heading))

    def arrange(self, columns: int) -> None:
        """Put the fields into one or two columns; wide editors take the whole line."""
        if columns == self._columns:
            return
        self._columns = columns
        line = place = 0
        for one in self._rows:
            span = columns if one.editor.wide else 1
            if place + span > columns:
                line, place = line + 1, 0
            self._grid.addWidget(one, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.set_heading(str(self._heading_text))
        super().changeEvent(event)
