# SPDX-License-Identifier: Apache-2.0
"""Which column of a sheet goes into which field, one small choice for each column."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from hr_desk.i18n import t
from hr_desk.operations import import_columns
from hr_desk.operations.import_columns import Column, Standing
from hr_desk.operations.session import Session
from ui import theme
from ui.session import OpenDesk
from ui.widgets.entry import Entry
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, clear, column, scrolled

WIDTH = 190
HEIGHT = 140
"""Pixels of the part that scrolls."""

MOST_REASONS = 3
"""How many columns that are not stored are explained below; each says it in its tooltip."""


def fields_of(session: Session) -> tuple[tuple[str, str], ...]:
    """Return label and key of the fields a column can go into."""
    return tuple((str(field.label), field.key) for field in import_columns.importable(session))


class MappingPanel(QWidget):
    """The columns of a sheet, each with the field it goes into."""

    chosen = Signal(int, object)
    """A column's place from 0, and the field's key, None to leave it out."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._columns: tuple[Column, ...] = ()
        self._fields: tuple[tuple[str, str], ...] = ()
        self.boxes: dict[int, QComboBox] = {}
        inner = QWidget()
        self.left_out = Label(tone="soft", size="small")
        self._flow = FlowLayout(gap=theme.MEDIUM)
        inner.setLayout(self._flow)
        self._area = scrolled(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        whole = column(self)
        whole.addWidget(self._area)
        whole.addWidget(self.left_out)

    def show_columns(self, columns: Sequence[Column], fields: Sequence[tuple[str, str]]) -> None:
        """Show columns, and the fields there are to choose from: (label, key)."""
        if (tuple(columns), tuple(fields)) == (self._columns, self._fields):
            return
        self._columns, self._fields = tuple(columns), tuple(fields)
        self.boxes = {}
        clear(self._flow)
        for one in columns:
            entry = self._entry(one)
            self._flow.addWidget(entry)
            entry.show()  # what Qt would show a turn later asks for no height yet
        self.left_out.setText("\n".join(self._reasons(columns)))
        self.left_out.setVisible(bool(self.left_out.text()))
        self.setVisible(bool(columns))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the choices the lines they need at the new width, up to some."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._flow.heightForWidth(self.width() - theme.LARGE)
        self._area.setFixedHeight(min(needed + theme.SMALL, HEIGHT))

    def retranslate(self) -> None:
        """Say the choices anew; the page hands the fields in again."""
        self._fields = ()

    def _entry(self, one: Column) -> Entry:
        box = QComboBox()
        box.addItem(t("Not stored"), None)
        for label, key in self._fields:
            box.addItem(label, key)
        box.setCurrentIndex(max(box.findData(one.key if one.stored else None), 0))
        box.setEnabled(one.standing is not Standing.FORBIDDEN)
        box.activated.connect(partial(self._tell, one.place, box))
        entry = Entry(box)
        entry.setFixedWidth(WIDTH)
        entry.set_label(one.heading or t("Column {number}", number=one.place + 1))
        if not one.stored:
            box.setToolTip(self._why(one))
            box.setAccessibleDescription(self._why(one))
        self.boxes[one.place] = box
        return entry

    def _reasons(self, columns: Sequence[Column]) -> list[str]:
        """Return why columns are not stored, the first few; each box has its own as a tooltip."""
        said = [self._why(one) for one in columns if not one.stored]
        return said if len(said) <= MOST_REASONS else [*said[:MOST_REASONS], "…"]

    def _why(self, one: Column) -> str:
        reason = import_columns.why_not_stored(self._desk.catalogue, one)
        return t("Column “{column}”: {reason}", column=one.heading, reason=reason)

    def _tell(self, place: int, box: QComboBox, _index: int) -> None:
        self.chosen.emit(place, box.currentData())
