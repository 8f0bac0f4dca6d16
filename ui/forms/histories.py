# SPDX-License-Identifier: Apache-2.0
"""Editors of groups: schools, posts and courses line by line, and a contact in three parts."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.catalogue.types.choices import Choice
from hr_desk.catalogue.types.histories import BETWEEN, History, TooManyEntries
from hr_desk.domain.free_text import Span
from hr_desk.i18n import LANGUAGES, N_, Text, language, t, translated
from ui import theme
from ui.forms.cells import Cell, joined, parted, pasted_rows
from ui.forms.choices import ChoiceEditor, finder_of
from ui.forms.editor import Editor
from ui.forms.marked_line import places_of
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row

_HEADINGS = {
    "school": N_("School"),
    "major": N_("Major"),
    "employer": N_("Employer"),
    "post": N_("Post"),
    "course": N_("Course"),
    "start": N_("From (month)"),
    "end": N_("To (month)"),
    "day": N_("Date"),
    "result": N_("Result"),
    "kind": N_("Licence or permit"),
    "number": N_("Number"),
    "expiry": N_("Valid until"),
    "licence_class": N_("Class"),
    "language": N_("Language"),
    "level": N_("Level"),
}
"""The words over a column, by the name of the entry's attribute."""

_SHAPES = {
    "start": "2019-07",
    "end": "2022-06",
    "day": "2019-07-31",
    "expiry": "2029-06-30",
    "licence_class": "C1",
    "level": "CET-6",
}
_NARROW = frozenset({"start", "end", "day", "expiry"})
_CHOSEN = frozenset({"language"})
"""Columns whose cells offer the words of the type's code list."""


def _text_of(cells: Sequence[Cell]) -> str:
    return joined([cell.text() for cell in cells], BETWEEN)


def _headings() -> frozenset[str]:
    """Return the words over all columns in every language, as a spreadsheet's head has them."""
    codes = ("en", *LANGUAGES)
    return frozenset(
        translated(word, code).casefold() for word in _HEADINGS.values() for code in codes
    )


class HistoryEditor(Editor):
    """A small table, one line for each entry, edited in place; lines are added and removed."""

    wide = True

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        entry = type(kind).entry  # type: ignore[attr-defined]
        self._columns = tuple(one.name for one in fields(entry))
        self._most: int = kind.most  # type: ignore[attr-defined]
        self._rows: list[list[Cell]] = []
        self._buttons: list[Button] = []
        self._read_only = False
        self._headings = [Label(tone="soft", size="small") for _ in self._columns]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.TIGHT)
        self._grid.setVerticalSpacing(theme.TIGHT)
        for place, heading in enumerate(self._headings):
            self._grid.addWidget(heading, 0, place)
            self._grid.setColumnStretch(place, 2 if self._columns[place] in _NARROW else 4)
        self.add_button = Button(kind="plain", icon="plus")
        self.add_button.clicked.connect(self._add_by_hand)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_body()
        self._add()
        self.retranslate()

    def cell(self, line: int, column: int) -> QLineEdit:
        """Return the editor of one cell, both counted from 0."""
        return self._rows[line][column]

    def line_count(self) -> int:
        """Return how many lines stand there, empty ones included."""
        return len(self._rows)

    def text(self) -> str:
        """Return one line for each entry that holds anything."""
        lines = (_text_of(cells) for cells in self._rows)
        return "\n".join(line for line in lines if line.replace("|", "").strip())

    def set_text(self, text: str) -> None:
        """Put each line into a row of its own; cells beyond the last column join the last."""
        lines = [line for line in text.split("\n") if line.strip()]
        while len(self._rows) > max(len(lines), 1):
            self._remove(self._rows[-1])
        while len(self._rows) < len(lines):
            self._add()
        for cells, line in zip(self._rows, lines or [""], strict=True):
            self._fill(cells, line)

    def mark(self, spans: Sequence[Span]) -> None:
        """Underline in each cell what should not stand there."""
        text = self.text()
        words = [text[one.start : one.end] for one in spans]
        for cell in (cell for cells in self._rows for cell in cells):
            cell.mark(places_of(cell.text(), words))

    def after(self, control: QWidget) -> QWidget | None:
        """Go from cell to cell, into a new line behind a filled one; an empty line ends the group.

        So a table on paper is typed back with Enter alone, however many of its lines are filled.
        """
        line = next((cells for cells in self._rows if control in cells), None)
        if line is None or (control is line[0] and not any(cell.text().strip() for cell in line)):
            return None
        following = super().after(control)
        if following is None and not self._read_only:
            return self._add()[0]
        return following

    def set_read_only(self, read_only: bool) -> None:
        """Let the lines be read and copied but not changed."""
        self._read_only = read_only
        several = not read_only and self._most > 1
        self.add_button.setVisible(several)
        for button in self._buttons:
            button.setVisible(several)
        for cells in self._rows:
            for cell in cells:
                cell.setReadOnly(read_only)

    def set_name(self, name: str) -> None:
        """Name every cell by what it holds and its line."""
        self.setAccessibleName(name)
        for number, cells in enumerate(self._rows, start=1):
            for heading, cell in zip(self._headings, cells, strict=True):
                place = t("{column}, line {number}", column=heading.text(), number=number)
                cell.setAccessibleName(f"{name}: {place}")
        for number, button in enumerate(self._buttons, start=1):
            button.setAccessibleName(t("Remove line {number}", number=number))

    def retranslate(self) -> None:
        """Say headings and buttons in the language in use."""
        for heading, column in zip(self._headings, self._columns, strict=True):
            heading.setText(translated(_HEADINGS[column], language()))
        for cells in self._rows:
            self._show_shapes(cells)
            self._offer_words(cells)
        self.add_button.setText(t("Add a line"))
        self.set_name(self.accessibleName())

    def _add(self) -> list[Cell]:
        cells = [Cell(self) for _ in self._columns]
        button = Button(kind="plain", icon="x")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(lambda: self._remove_by_hand(cells))
        self._rows.append(cells)
        self._buttons.append(button)
        for cell in cells:
            cell.textEdited.connect(self.edited)
            cell.returnPressed.connect(self.done)
            cell.rows_pasted.connect(partial(self._paste, cell))
            self.watch(cell)
        self._show_shapes(cells)
        self._offer_words(cells)
        self._place()
        self.set_read_only(self._read_only)
        return cells

    def _show_shapes(self, cells: list[Cell]) -> None:
        for name, cell in zip(self._columns, cells, strict=True):
            shape = _SHAPES.get(name)
            cell.setPlaceholderText(t("e.g. {example}", example=shape) if shape else "")

    def _offer_words(self, cells: list[Cell]) -> None:
        """Offer the words of the code list, in the language in use, where one is chosen."""
        for name, cell in zip(self._columns, cells, strict=True):
            if name in _CHOSEN:
                finder = finder_of(self.kind, cell)
                finder.activated.connect(lambda _: self.edited.emit())
                cell.setCompleter(finder)

    def _place(self) -> None:
        """Put every row into its line of the grid."""
        for line, (cells, button) in enumerate(zip(self._rows, self._buttons, strict=True), 1):
            for place, widget in enumerate((*cells, button)):
                self._grid.addWidget(widget, line, place)
        self.set_name(self.accessibleName())

    def _remove(self, cells: list[Cell]) -> None:
        place = self._rows.index(cells)
        self._rows.remove(cells)
        button = self._buttons.pop(place)
        for cell in cells:
            self.forget(cell)
        for widget in (*cells, button):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if self._rows:
            self.setFocusProxy(self._rows[0][0])
        self._place()

    def _add_by_hand(self) -> None:
        self._add()[0].setFocus()

    def _remove_by_hand(self, cells: list[Cell]) -> None:
        if len(self._rows) == 1:
            self._add()
        self._remove(cells)
        self.edited.emit()

    def _paste(self, cell: Cell, text: str) -> None:
        """Put pasted rows in from this cell on.

        From the first column on they are lines of their own, and what stood there moves down;
        from another one on they fill the lines below as in a spreadsheet, and add more.
        """
        rows = pasted_rows(text, _headings())
        place, column = next(
            (line, cells.index(cell)) for line, cells in enumerate(self._rows) if cell in cells
        )
        own = [[one.text() for one in cells] for cells in self._rows]
        if column == 0:
            rows = [*own[:place], *rows, *own[place:]]
        else:
            rows = _laid_over(own, rows, line=place, column=column)
        lines = [joined(cells, BETWEEN) for cells in rows if any(map(str.strip, cells))]
        if len(lines) > self._most:
            self.problem(TooManyEntries(most=self._most).text())
            return
        self.set_text("\n".join(lines))
        self.edited.emit()

    def _fill(self, cells: list[Cell], line: str) -> None:
        values = parted(line)
        last = len(cells) - 1
        values[last:] = [" ".join(values[last:])]
        for place, cell in enumerate(cells):
            cell.setText(values[place] if place < len(values) else "")
            cell.setCursorPosition(0)


def _laid_over(
    own: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], *, line: int, column: int
) -> list[list[str]]:
    """Return ``own`` with ``rows`` over it from a cell on; what is wider is kept at the end."""
    laid = [list(cells) for cells in own]
    while len(laid) < line + len(rows):
        laid.append([""] * len(own[0]))
    for cells, brought in zip(laid[line:], rows, strict=False):
        cells[column : column + len(brought)] = brought
    return laid


class ContactEditor(Editor):
    """Name, relation and telephone number of someone the person names."""

    wide = True
    _PARTS = (N_("Name"), N_("Relation"), N_("Telephone number"))

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        codes: Mapping[str, Text] = getattr(kind, "codes", {})
        self.name, self.phone = Cell(self), Cell(self)
        self.relation = ChoiceEditor(Choice(codes=codes))
        layout = row(gap=theme.TIGHT)
        for part in (self.name, self.relation, self.phone):
            layout.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        for line in (self.name, self.phone):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.done)
            line.rows_pasted.connect(self._paste)
        self.relation.edited.connect(self.edited)
        self.relation.done.connect(self.done)
        self.body.addLayout(layout)
        for control in (self.name, self.relation.box, self.phone):
            self.watch(control)
        self.close_body()
        self.retranslate()

    def text(self) -> str:
        """Return the parts on one line, empty when none is given."""
        parts = (self.name.text(), self.relation.text(), self.phone.text())
        return BETWEEN.join(part.strip().replace("|", "/") for part in parts) if any(parts) else ""

    def set_text(self, text: str) -> None:
        """Put the parts into their places."""
        parts = [*parted(text), "", "", ""]
        self.name.setText(parts[0])
        self.relation.set_text(parts[1])
        self.phone.setText(parts[2])

    def set_read_only(self, read_only: bool) -> None:
        """Let the parts be read but not changed."""
        self.name.setReadOnly(read_only)
        self.phone.setReadOnly(read_only)
        self.relation.set_read_only(read_only)

    def set_name(self, name: str) -> None:
        """Name every part together with the whole."""
        self.setAccessibleName(name)
        for part, control in zip(self._PARTS, self.controls(), strict=True):
            control.setAccessibleName(f"{name}: {translated(part, language())}")

    def retranslate(self) -> None:
        """Say what each part is in the language in use."""
        lines = (self.name, self.relation.line, self.phone)
        for part, line in zip(self._PARTS, lines, strict=True):
            line.setPlaceholderText(translated(part, language()))
        self.set_name(self.accessibleName())

    def tidy(self) -> None:
        """Bring a whole contact into the form in which it is shown."""
        self.relation.tidy()
        try:
            value: Any = self.value()
        except ValueProblem:
            return
        if value is not None:
            self.set_value(value)

    def _paste(self, text: str) -> None:
        """Put a row of a spreadsheet into the three parts; more of it stays with the last."""
        cells = [cell for row_ in pasted_rows(text) for cell in row_]
        cells[2:] = [" ".join(cells[2:])]
        self.set_text(joined(cells, BETWEEN))
        self.edited.emit()


def columns_of(kind: FieldType, code: str) -> tuple[tuple[str, bool], ...]:
    """Return the columns of a group for a table on paper: the words over it, whether it is narrow.

    Empty for a type that is one value.
    """
    if kind.name == "contact":
        return tuple((translated(part, code), False) for part in ContactEditor._PARTS)
    entry: Any = type(kind).entry if isinstance(kind, History) else None
    names = () if entry is None else tuple(one.name for one in fields(entry))
    return tuple((translated(_HEADINGS[name], code), name in _NARROW) for name in names)
