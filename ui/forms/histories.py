# SPDX-License-Identifier: Apache-2.0
"""Editors of groups: schools, posts and courses line by line, and a contact in three parts."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.catalogue.types.choices import Choice
from hr_desk.catalogue.types.histories import BETWEEN
from hr_desk.i18n import N_, Text, language, t, translated
from ui import theme
from ui.forms.choices import ChoiceEditor
from ui.forms.editor import MOST_TYPED, Editor, Folding
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
}
"""The words over a column, by the name of the entry's attribute."""

_SHAPES = {"start": "2019-07", "end": "2022-06", "day": "2019-07-31"}
_NARROW = frozenset(_SHAPES)


class _Cell(QLineEdit):
    """One cell; rows pasted from a spreadsheet are handed on instead of running together."""

    rows_pasted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(MOST_TYPED)
        self.setValidator(Folding(self, prose=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell rows from a single value when something is pasted."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\t" in text or "\n" in text.strip():
                self.rows_pasted.emit(text)
                return
        super().keyPressEvent(event)


def _parted(line: str) -> list[str]:
    return [cell.strip() for cell in line.replace("\t", "|").split("|")]


def _joined(cells: Sequence[str]) -> str:
    """Join the cells of a line; a bar that someone typed would part it once more."""
    kept = [cell.strip().replace("|", "/").replace("｜", "/") for cell in cells]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return BETWEEN.join(kept)


class HistoryEditor(Editor):
    """A small table, one line for each entry, edited in place; lines are added and removed."""

    wide = True

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        entry = type(kind).entry  # type: ignore[attr-defined]
        self._columns = tuple(one.name for one in fields(entry))
        self._rows: list[list[_Cell]] = []
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
        lines = (_joined([cell.text() for cell in cells]) for cells in self._rows)
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
        self.add_button.setVisible(not read_only)
        for button in self._buttons:
            button.setVisible(not read_only)
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
        self.add_button.setText(t("Add a line"))
        self.set_name(self.accessibleName())

    def _add(self) -> list[_Cell]:
        cells = [_Cell(self) for _ in self._columns]
        button = Button(kind="plain", icon="x")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(lambda: self._remove_by_hand(cells))
        self._rows.append(cells)
        self._buttons.append(button)
        for cell in cells:
            cell.textEdited.connect(self.edited)
            cell.returnPressed.connect(self.done)
            cell.rows_pasted.connect(lambda text: self._paste(cells, text))
            self.watch(cell)
        self._show_shapes(cells)
        self._place()
        self.set_read_only(self._read_only)
        return cells

    def _show_shapes(self, cells: list[_Cell]) -> None:
        for name, cell in zip(self._columns, cells, strict=True):
            shape = _SHAPES.get(name)
            cell.setPlaceholderText(t("e.g. {example}", example=shape) if shape else "")

    def _place(self) -> None:
        """Put every row into its line of the grid, in the order of the keyboard too."""
        before: QWidget | None = None
        for line, (cells, button) in enumerate(zip(self._rows, self._buttons, strict=True), 1):
            for place, widget in enumerate((*cells, button)):
                self._grid.addWidget(widget, line, place)
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        if before is not None:
            QWidget.setTabOrder(before, self.add_button)
        self.set_name(self.accessibleName())

    def _remove(self, cells: list[_Cell]) -> None:
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

    def _remove_by_hand(self, cells: list[_Cell]) -> None:
        if len(self._rows) == 1:
            self._add()
        self._remove(cells)
        self.edited.emit()

    def _paste(self, cells: list[_Cell], text: str) -> None:
        """Put pasted rows in from this line on; lines that hold something else stay below."""
        place = self._rows.index(cells)
        lines = [line for line in text.replace("\r", "").split("\n") if line.strip()]
        own = self.text().split("\n") if self.text() else []
        self.set_text("\n".join([*own[:place], *lines, *own[place:]]))
        self.edited.emit()

    def _fill(self, cells: list[_Cell], line: str) -> None:
        values = _parted(line)
        last = len(cells) - 1
        values[last:] = [" ".join(values[last:])]
        for place, cell in enumerate(cells):
            cell.setText(values[place] if place < len(values) else "")
            cell.setCursorPosition(0)


class ContactEditor(Editor):
    """Name, relation and telephone number of someone the person names."""

    wide = True
    _PARTS = (N_("Name"), N_("Relation"), N_("Telephone number"))

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        codes: Mapping[str, Text] = getattr(kind, "codes", {})
        self.name, self.phone = _Cell(self), _Cell(self)
        self.relation = ChoiceEditor(Choice(codes=codes))
        layout = row(gap=theme.TIGHT)
        for part in (self.name, self.relation, self.phone):
            layout.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        for line in (self.name, self.phone):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.done)
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
        parts = [*_parted(text), "", "", ""]
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


def columns_of(kind: FieldType, code: str) -> tuple[tuple[str, bool], ...]:
    """Return the columns of a group for a table on paper: the words over it, whether it is narrow.

    Empty for a type that is one value.
    """
    if kind.name == "contact":
        return tuple((translated(part, code), False) for part in ContactEditor._PARTS)
    entry = getattr(type(kind), "entry", None)
    names = () if entry is None else tuple(one.name for one in fields(entry))
    return tuple((translated(_HEADINGS[name], code), name in _NARROW) for name in names)
