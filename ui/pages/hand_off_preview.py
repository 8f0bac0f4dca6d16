# SPDX-License-Identifier: Apache-2.0
"""A preview of a hand-off's file: its first rows as they will be written, numbers covered."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hr_desk.i18n import t
from hr_desk.operations.hand_off_views import Preview
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableCell, TableRow
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import column

WIDTH: Final = 7
"""First width of a column in Chinese characters."""


class PreviewTable(QWidget):
    """The columns of one template, in the receiver's order and under the receiver's headings."""

    def __init__(self) -> None:
        super().__init__()
        self.note = Label(tone="soft", size="small")
        self.table: RecordTable | None = None
        self._seen: Preview | None = None
        self._layout: QVBoxLayout = column(self)
        self._layout.addWidget(self.note)

    def show_preview(self, seen: Preview) -> None:
        """Show the first rows of a file."""
        self._seen = seen
        keys = [f"{place}" for place, _header in enumerate(seen.columns)]
        headings = zip(keys, seen.columns, strict=True)
        made = RecordTable(
            RecordTableModel(
                [
                    Column(key=key, heading=partial(str, header), width=WIDTH)
                    for key, header in headings
                ]
            )
        )
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = made
        self._layout.addWidget(made, 1)
        made.show_rows(
            TableRow(str(number), dict(zip(keys, map(TableCell, line), strict=True)))
            for number, line in enumerate(seen.rows, start=1)
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Say how much of the file is shown."""
        if self._seen is None or self.table is None:
            return
        self.table.set_name(t("Preview of the file"))
        self.note.setText(
            t(
                "The first {shown} of {people} rows, as the receiver gets them. Numbers and "
                "amounts are covered here alone; in the file they are complete.",
                shown=len(self._seen.rows),
                people=self._seen.people,
            )
        )

    def forget(self) -> None:
        """Show nobody any more."""
        self._seen = None
        if self.table is not None:
            self.table.show_rows(())
