# SPDX-License-Identifier: Apache-2.0
"""The columns of a template: the table, the editors of the one looked at, and what moves them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import ColumnDraft, TemplateDraft
from hr_desk.catalogue.hand_off_faults import Faults
from hr_desk.catalogue.hand_off_templates import FILLED
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.template_making import ReceiversBook
from ui import theme
from ui.pages.template_column import ColumnPanel
from ui.pages.template_columns import ColumnsModel, ColumnsTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, reveal, row, scrolled
from ui.widgets.words import Words

PANEL_WIDTH = 400
"""Width of the editors beside the table in pixels."""


class ColumnsTab(QWidget):
    """Shows the columns of a draft; whoever holds the draft hears of each change."""

    changed = Signal(object, int)
    """The columns in another order or number, and the place of the one to look at, from 0."""
    edited = Signal(int, object)
    """One column, by its place, as it stands now."""
    add_wanted = Signal()
    headings_wanted = Signal()
    """A column for each of the receiver's headings that nothing fills."""

    def __init__(self, catalogue: Catalogue, panel: ColumnPanel) -> None:
        super().__init__()
        self._words = Words()
        self._columns: tuple[ColumnDraft, ...] = ()
        self._kind = ""
        self._read_only = False
        self._faults: tuple[Faults, Mapping[int, tuple[UserError, ...]]] = (Faults(), {})
        self.model = ColumnsModel(catalogue)
        self.table, self.panel = ColumnsTable(self.model), panel
        self.add, self.headings = Button(icon="plus"), Button(icon="columns-3")
        self.up, self.down = Button(), Button()
        self.remove = Button(icon="x")
        self._lay_out()
        self._connect()

    def show_draft(
        self, draft: TemplateDraft, book: ReceiversBook | None, place: int | None = None
    ) -> None:
        """Show the columns of a draft; ``place`` is the one to look at, None the same as before."""
        here = max(self.table.place(), 0) if place is None else place
        if [one.key for one in draft.columns] != [one.key for one in self._columns]:
            self._faults = (Faults(), {})
        self._columns, self._kind = draft.columns, draft.kind
        self.model.show_columns(draft.columns, draft.kind)
        self.table.choose(here)
        sheets = () if book is None else book.sheets
        sheet = next((one for one in sheets if one.name == draft.sheet), None)
        self.panel.offer(() if sheet is None else sheet.columns)
        self._look(self.table.place())
        reveal(self.headings, draft.kind == FILLED)
        self._fit()

    def show_faults(self, faults: Faults, notes: Mapping[int, tuple[UserError, ...]]) -> None:
        """Say beside each column what is wrong, or worth knowing."""
        self._faults = (faults, notes)
        self.model.show_faults(faults, notes)
        self._say_faults()

    def set_read_only(self, read_only: bool) -> None:
        """Let the columns be looked at but not changed."""
        self._read_only = read_only
        self.panel.setEnabled(not read_only)
        self._fit()

    def place(self) -> int:
        """Return the place of the column looked at, from 0; -1 without any."""
        return self.table.place()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.model.retranslate()
        self.panel.retranslate()
        self._say_faults()

    def shift(self, by: int) -> None:
        """Move the column looked at up (-1) or down (1); at the ends nothing happens."""
        here = self.table.place()
        goal = here + by
        if self._read_only or here < 0 or not 0 <= goal < len(self._columns):
            return
        columns = list(self._columns)
        columns[here], columns[goal] = columns[goal], columns[here]
        self.changed.emit(tuple(columns), goal)

    def take_out(self) -> None:
        """Take the column looked at out of the template."""
        here = self.table.place()
        if not self._read_only and 0 <= here < len(self._columns):
            columns = (*self._columns[:here], *self._columns[here + 1 :])
            self.changed.emit(columns, min(here, len(columns) - 1))

    def _add(self) -> None:
        if not self._read_only:
            self.add_wanted.emit()

    def _look(self, place: int) -> None:
        there = 0 <= place < len(self._columns)
        one = self._columns[place] if there else None
        if one != self.panel.column or self._kind != self.panel.kind:
            self.panel.show_column(one, self._kind)
        self.panel.setEnabled(there and not self._read_only)
        self._say_faults()
        self._fit()

    def _edit(self, column_: ColumnDraft) -> None:
        place = self.table.place()
        if not self._read_only and 0 <= place < len(self._columns):
            columns = list(self._columns)
            columns[place] = column_
            self._columns = tuple(columns)
            self.model.show_columns(self._columns, self._kind)
            self.edited.emit(place, column_)

    def _say_faults(self) -> None:
        place = self.table.place()
        faults, notes = self._faults
        said = " ".join(one.text() for one in notes.get(place, ()))
        self.panel.show_faults(faults, place, said)

    def _fit(self) -> None:
        here, free = self.table.place(), not self._read_only
        self.add.setEnabled(free)
        self.headings.setEnabled(free)
        self.up.setEnabled(free and here > 0)
        self.down.setEnabled(free and 0 <= here < len(self._columns) - 1)
        self.remove.setEnabled(free and 0 <= here < len(self._columns))

    def _lay_out(self) -> None:
        for label, button in (
            (N_("Add a column"), self.add),
            (N_("From the headings"), self.headings),
            (N_("Take out"), self.remove),
        ):
            self._words.put(label, button.setText)
        self.up.setText("↑")
        self.down.setText("↓")
        for button, said in (
            (self.up, N_("Move up (Alt+Up)")), (self.down, N_("Move down (Alt+Down)")),
        ):  # fmt: skip
            self._words.put(said, button.setToolTip, button.setAccessibleName)
        self._words.put(N_("Columns of the template"), self.table.setAccessibleName)
        below = row()
        for button in (self.add, self.headings, self.up, self.down, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        left = column(gap=theme.SMALL)
        left.addWidget(self.table, 1)
        left.addLayout(below)
        area = scrolled(self.panel)
        area.setFixedWidth(PANEL_WIDTH)
        whole = row(self, margin=theme.SMALL, gap=theme.MEDIUM)
        whole.addLayout(left, 1)
        whole.addWidget(area)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.headings.clicked.connect(self.headings_wanted)
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))
        self.remove.clicked.connect(self.take_out)
        self.table.chosen.connect(self._look)
        self.table.move_wanted.connect(self.shift)
        self.table.add_wanted.connect(self._add)
        self.table.remove_wanted.connect(self.take_out)
        self.panel.edited.connect(self._edit)
