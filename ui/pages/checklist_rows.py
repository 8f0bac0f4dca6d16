# SPDX-License-Identifier: Apache-2.0
"""The rows of the checklist as they are edited: text, who, days, what waits for it, order."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.checklist import FARTHEST, PERSON, FileNeeds, Item
from hr_desk.domain.employment import LIMITS
from hr_desk.domain.working_days import WorkingCalendar, working_day_from
from hr_desk.i18n import N_, Text, t
from ui import theme
from ui.pages.request_words import day_said
from ui.slices import Slices, Steps
from ui.widgets.buttons import Button
from ui.widgets.entry import fill
from ui.widgets.label import Label
from ui.widgets.layouts import cleared
from ui.widgets.number_box import NumberBox
from ui.widgets.text_line import TextLine

HEADINGS = (
    N_("Text in Chinese"),
    N_("Text in English"),
    N_("Who"),
    N_("Working days"),
    N_("File that waits"),
    N_("For example"),
)
"""Above the columns; the last says on which day it would be."""
NOTHING = ""


class RowEditors:
    """The editors of one row."""

    def __init__(self, item: Item, catalogue: Catalogue, doers: Sequence[str]) -> None:
        self.key = item.key
        self.zh, self.en = TextLine(item.label.zh), TextLine(item.label.en)
        for line in (self.zh, self.en):
            line.setCursorPosition(0)
        self.who, self.blocks, self.days = QComboBox(), QComboBox(), NumberBox()
        self.days.setRange(-FARTHEST, FARTHEST)
        self.days.setValue(item.days)
        self.days.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.due = Label(tone="soft", size="small", wrap=False)
        self.up, self.down = Button(kind="plain"), Button(kind="plain")
        self.up.setText("↑")
        self.down.setText("↓")
        self.remove = Button(kind="plain", icon="x")
        self._catalogue, self._doers = catalogue, doers
        self._chosen: tuple[str, str] | None = (item.who, item.blocks or NOTHING)

    def widgets(self) -> tuple[QWidget, ...]:
        """Return what stands in a line, from the left."""
        moved = (self.up, self.down, self.remove)
        return self.zh, self.en, self.who, self.days, self.blocks, self.due, *moved

    def say(self, files: dict[str, FileNeeds]) -> None:
        """Say the choices in the language in use."""
        roles = self._catalogue.roles
        names = {PERSON: t("Joiner"), **{key: str(role.label) for key, role in roles.items()}}
        fill(self.who, [(names[key], key) for key in self._doers])
        waits = [(str(one.label), key) for key, one in files.items()]
        fill(self.blocks, [(t("None"), NOTHING), *waits])
        if self._chosen is not None:
            for box, key in zip((self.who, self.blocks), self._chosen, strict=True):
                box.blockSignals(True)
                box.setCurrentIndex(max(box.findData(key), 0))
                box.blockSignals(False)
            self._chosen = None

    def number(self, number: int) -> None:
        """Name every part for a screen reader, with the number of the row."""
        for part, said in (
            (self.up, t("Move up")), (self.down, t("Move down")), (self.remove, t("Remove")),
        ):  # fmt: skip
            part.setToolTip(said)
            part.setAccessibleName(t("{what}: row {number}", what=said, number=number))
        for editor, heading in zip(
            (self.zh, self.en, self.who, self.days, self.blocks), HEADINGS, strict=False
        ):
            name = t("{what}: row {number}", what=t(heading), number=number)
            editor.setAccessibleName(name)

    def show_due(self, first: date, calendar: WorkingCalendar) -> None:
        """Say on which day the row is due for whoever begins on ``first``."""
        due = working_day_from(first, self.days.value(), calendar)
        self.due.setText(day_said(due.day, provisional=due.provisional))

    def item(self) -> Item:
        """Return the row as it stands; what has no English says the Chinese there too."""
        zh, en = self.zh.text().strip(), self.en.text().strip()
        return Item(
            key=self.key,
            label=Text(zh=zh or en, en=en or zh),
            who=str(self.who.currentData()),
            days=self.days.value(),
            blocks=str(self.blocks.currentData()) or None,
        )


class ChecklistRows(QWidget):
    """Every row below its headings; order is that of the screen.

    Rows are made in slices. Whoever asks for them before all are there gets the whole at once.
    """

    edited = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._files: dict[str, FileNeeds] = {}
        self._doers: tuple[str, ...] = ()
        self._first = date(2026, 1, 5)
        self._calendar = WorkingCalendar({})
        self._rows: list[RowEditors] = []
        self._slices = Slices(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.SMALL, 0)
        self._grid.setHorizontalSpacing(theme.SMALL)
        self._grid.setVerticalSpacing(theme.SMALL)
        for place, share in enumerate((6, 5, 2, 0, 2)):
            self._grid.setColumnStretch(place, share)

    @property
    def rows(self) -> list[RowEditors]:
        """The rows, all of them."""
        self._slices.finish()
        return self._rows

    def is_coming(self) -> bool:
        """Whether rows are still being made."""
        return self._slices.is_running()

    def offer(self, files: dict[str, FileNeeds], doers: tuple[str, ...]) -> None:
        """Name the files that may wait and who may do a row."""
        self._files, self._doers = files, doers

    def show_items(
        self, items: Sequence[Item], *, then: Callable[[], object] | None = None
    ) -> None:
        """Show these rows in place of what stands there; ``then`` is called with all of them."""
        self._slices.drop()
        self._slices.add(self._show(items), then)

    def _show(self, items: Sequence[Item]) -> Steps:
        if [one.item() for one in self._rows] == list(items):
            return
        self._rows = []
        yield from cleared(self._grid)
        self._say_headings()
        for item in items:
            self._rows.append(self._made(item))
            self._put(len(self._rows))
            yield
        self._order()

    def items(self) -> tuple[Item, ...]:
        """Return the rows as they stand."""
        return tuple(one.item() for one in self.rows)

    def add(self) -> None:
        """Add an empty row at the end and put the keyboard into it."""
        empty = Item(key="", label=Text(zh="", en=""), who=self._doers[1], days=0, blocks=None)
        self.rows.append(self._made(empty))
        self._put(len(self.rows))
        self._order()
        self.rows[-1].zh.setFocus()
        self.edited.emit()

    def shift(self, row: RowEditors, by: int) -> None:
        """Move a row up (-1) or down (1); at the ends nothing happens."""
        place = self.rows.index(row)
        goal = place + by
        if 0 <= goal < len(self.rows):
            self.rows[place], self.rows[goal] = self.rows[goal], row
            self._order()
            (row.up if by < 0 else row.down).setFocus()
            self.edited.emit()

    def take_out(self, row: RowEditors) -> None:
        """Take a row out."""
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._order()
        self.edited.emit()

    def go_to(self, number: int) -> None:
        """Put the keyboard into a row, counted from 1."""
        if 0 < number <= len(self.rows):
            self.rows[number - 1].zh.setFocus()

    def count_on(self, calendar: WorkingCalendar) -> None:
        """Count days on this calendar from now on."""
        self._calendar = calendar

    def show_days(self, first: date) -> None:
        """Say of every row on which day it is due for whoever begins on ``first``."""
        self._first = first
        for one in self._rows:
            one.show_due(first, self._calendar)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._say_headings()
        for one in self.rows:
            one.say(self._files)
            one.show_due(self._first, self._calendar)
        self._order()

    def _made(self, item: Item) -> RowEditors:
        made = RowEditors(item, self._catalogue, self._doers)
        made.up.clicked.connect(partial(self.shift, made, -1))
        made.down.clicked.connect(partial(self.shift, made, 1))
        made.remove.clicked.connect(partial(self.take_out, made))
        made.days.valueChanged.connect(lambda _days: made.show_due(self._first, self._calendar))
        for signal in (
            made.zh.textEdited, made.en.textEdited, made.days.valueChanged,
            made.who.currentIndexChanged, made.blocks.currentIndexChanged,
        ):  # fmt: skip
            signal.connect(self._note)
        # What ends a countdown of the law stays on the list.
        made.remove.setEnabled(item.key not in LIMITS)
        return made

    def _note(self, *_edited: object) -> None:
        self.edited.emit()

    def _say_headings(self) -> None:
        for place, heading in enumerate(HEADINGS):
            at = self._grid.itemAtPosition(0, place)
            above = at.widget() if at is not None else None
            if not isinstance(above, Label):
                above = Label(tone="soft", size="small", wrap=False)
                self._grid.addWidget(above, 0, place)
            above.setText(t(heading))

    def _put(self, number: int) -> None:
        """Put a row where it belongs, counted from 1, and say what it is about."""
        row = self._rows[number - 1]
        for place, widget in enumerate(row.widgets()):
            self._grid.addWidget(widget, number, place)
        row.say(self._files)
        row.number(number)
        row.show_due(self._first, self._calendar)

    def _order(self) -> None:
        """Put every row that moved into its line, and number all of them."""
        for number, one in enumerate(self._rows, 1):
            at = self._grid.itemAtPosition(number, 0)
            if at is None or at.widget() is not one.zh:
                for place, widget in enumerate(one.widgets()):
                    self._grid.addWidget(widget, number, place)
            one.number(number)
            one.up.setEnabled(number > 1)
            one.down.setEnabled(number < len(self._rows))
