# SPDX-License-Identifier: Apache-2.0
"""One column of a template as it is edited: what stands there, its heading, how it is written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import CONSTANT, FIELD, VALUE, ColumnDraft
from hr_desk.catalogue.hand_off_faults import Faults
from hr_desk.catalogue.hand_off_templates import (
    FILLED,
    FIXED,
    codes_of,
    holds_a_day,
    holds_a_month,
    parts_of,
)
from hr_desk.catalogue.model import Field
from hr_desk.domain.hand_off_rows import RECEIVERS_LANGUAGE
from hr_desk.exchange.receivers_workbook import ReceiversColumn
from hr_desk.i18n import N_, t, translated
from hr_desk.operations.template_making import column_for
from ui import theme
from ui.pages.template_choice import QuietBox, What, WhatBox
from ui.pages.template_codes import CodesTable
from ui.pages.template_words import DAYS, MONTHS, PARTS, VALUES
from ui.widgets.entry import Entry, fill, shrinks
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row
from ui.widgets.number_box import NumberBox
from ui.widgets.text_line import TextLine, let_type
from ui.widgets.words import Words

WIDEST = 1000


class ColumnPanel(QWidget):
    """Editors of the column that is looked at; what it has no use for is not shown."""

    edited = Signal(object)
    """The ColumnDraft as it stands now."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._words = Words()
        self.column: ColumnDraft | None = None
        self.kind = ""
        self._filling = False
        self._offered: tuple[ReceiversColumn, ...] = ()
        self.what, self.place = WhatBox(catalogue), QuietBox()
        self.text, self.header = TextLine(), TextLine()
        self.part, self.date = QuietBox(), QuietBox()
        self.required, self.right = QCheckBox(), QCheckBox()
        self.width_box, self.codes = NumberBox(), CodesTable()
        self.note = Label(tone="danger", size="small")
        self.entries: dict[str, Entry] = {}
        self._set_up()
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_column(self, draft: ColumnDraft | None, kind: str) -> None:
        """Show another column, or nothing, of a template of this kind."""
        self.column, self.kind = draft, kind
        self.setEnabled(draft is not None)
        self._filling = True
        one = draft or ColumnDraft(key="")
        self.what.show_what((one.source, one.of))
        self.text.setText(one.of if one.source == CONSTANT else "")
        self.header.setText(one.header)
        self.required.setChecked(one.required)
        self.width_box.setValue(one.width)
        self.right.setChecked(one.right)
        self._fit(one)
        self._filling = False
        self.show_faults(Faults(), -1)

    def offer(self, columns: Sequence[ReceiversColumn]) -> None:
        """Name the columns of the receiver's sheet."""
        self._offered = tuple(columns)
        self._filling = True
        self._say_places()
        self._filling = False

    def _say_places(self) -> None:
        shown = self.column.place if self.column is not None else ""
        options = [(f"{one.place}  {one.heading}", one.place) for one in self._offered]
        if shown and shown not in {key for _, key in options}:
            options.append((shown, shown))
        fill(self.place, [(t("Not chosen yet"), ""), *options])
        self.place.setCurrentIndex(max(self.place.findData(shown), 0))

    def show_faults(self, faults: Faults, place: int, said: str = "") -> None:
        """Say beside each editor what is wrong with it; ``said`` stops nothing."""
        found = {one.key: one.problem for one in faults.columns.get(place, ())}
        for key, entry in self.entries.items():
            problem = found.pop(_ENTRY_OF.get(key, key), None)
            entry.set_error(problem.text if problem is not None else "")
        rest = [one.text() for one in found.values()]
        self.note.retone("danger" if rest else "warning")
        self.note.setText(" ".join(rest) if rest or faults.columns.get(place) else said)
        reveal(self.note, bool(self.note.text()))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.what.fill()
        self.codes.retranslate()
        if self.column is not None:
            self._filling = True
            self._fit(self.column)
            self._filling = False

    def _field(self, one: ColumnDraft) -> Field | None:
        return self._catalogue.fields.get(one.of) if one.source == FIELD else None

    def _fit(self, one: ColumnDraft) -> None:
        """Show what this column has a use for."""
        field, computed = self._field(one), one.of if one.source == VALUE else None
        listed, parts = codes_of(self._catalogue, field, computed), parts_of(field)
        dated = holds_a_day(field, computed)
        shown = {
            "text": one.source == CONSTANT,
            "place": self.kind == FILLED,
            "part": bool(parts) or bool(one.part),
            "date": dated or bool(one.date),
            "codes": bool(listed or one.codes),
            "width": self.kind == FIXED,
        }
        for key, wanted in shown.items():
            reveal(self.entries[key], wanted)
        reveal(self.right, self.kind == FIXED)
        reveal(self.required, field is not None)
        fill(self.part, [(t("Not chosen yet"), ""), *((t(PARTS[key]), key) for key in parts)])
        self.part.setCurrentIndex(max(self.part.findData(one.part), 0))
        self.date.clear()
        self.date.addItems(MONTHS if holds_a_month(field) else DAYS)
        self.date.setEditText(one.date)
        self.codes.show_codes(listed, one.codes)
        self._say_places()

    def _edit(self, **changes: Any) -> None:
        if self._filling or self.column is None:
            return
        new = replace(self.column, **changes)
        if new != self.column:
            self.column = new
            self.edited.emit(new)

    def _choose(self, what: What) -> None:
        """Show something else; a field comes with its heading and the usual way to write it."""
        if self.column is None:
            return
        source, of = what
        changes: dict[str, Any] = {"part": "", "date": "", "codes": ()}
        if source != FIELD:
            changes["required"] = False
        if source == FIELD:
            usual = column_for(self._catalogue, of, ())
            changes |= {"date": usual.date, "part": usual.part}
            own = self.kind == FILLED and self.column.header
            changes["header"] = self.column.header if own else usual.header
        elif source == VALUE and not self.column.header:
            changes["header"] = translated(VALUES[of], RECEIVERS_LANGUAGE)
        self._edit(source=source, of=of, **changes)
        self.show_column(self.column, self.kind)
        if source == CONSTANT:
            self.text.setFocus()

    def _set_up(self) -> None:
        let_type(self.date)
        self.width_box.setRange(0, WIDEST)
        self.width_box.lineEdit().setTextMargins(theme.SMALL, 0, 0, 0)
        for box in (self.place, self.part, self.date):
            shrinks(box, 6)

    def _lay_out(self) -> None:
        for key, label, editor in (
            ("what", N_("What stands there"), self.what),
            ("text", N_("Fixed text"), self.text),
            ("place", N_("Column of the receiver"), self.place),
            ("header", N_("Heading"), self.header),
            ("part", N_("Which day of it"), self.part),
            ("date", N_("How the day is written"), self.date),
            ("width", N_("Width in bytes"), self.width_box),
            ("codes", N_("Code table of the receiver"), self.codes),
        ):
            entry = Entry(editor)
            self._words.put(label, entry.set_label)
            self.entries[key] = entry
        self._words.put(N_("The receiver refuses a row without it"), self.required.setText)
        self._words.put(N_("At the right end of its width"), self.right.setText)
        self._words.put(N_("Empty: our word goes out."), self.entries["codes"].set_hint)
        whole = column(self, margin=theme.SMALL)
        whole.addWidget(self.note)
        self.note.hide()
        for pair in (("what", "text"), ("place", "header"), ("part", "date"), ("width",)):
            beside = row(gap=theme.MEDIUM)
            for key in pair:
                beside.addWidget(self.entries[key], 1)
            if pair == ("width",):
                beside.addWidget(self.right, 1)
            whole.addLayout(beside)
        whole.addWidget(self.required)
        whole.addWidget(self.entries["codes"])
        whole.addStretch(1)

    def _connect(self) -> None:
        self.what.picked.connect(self._choose)
        self.text.textEdited.connect(lambda text: self._edit(of=text))
        self.header.textEdited.connect(lambda text: self._edit(header=text))
        self.place.currentIndexChanged.connect(
            lambda _row: self._edit(place=str(self.place.currentData() or ""))
        )
        self.part.currentIndexChanged.connect(
            lambda _row: self._edit(part=str(self.part.currentData() or ""))
        )
        self.date.editTextChanged.connect(lambda text: self._edit(date=text))
        self.required.toggled.connect(lambda on: self._edit(required=on))
        self.right.toggled.connect(lambda on: self._edit(right=on))
        self.width_box.valueChanged.connect(lambda width: self._edit(width=width))
        self.codes.edited.connect(lambda: self._edit(codes=self.codes.codes()))


_ENTRY_OF = {"what": FIELD, "text": CONSTANT}
"""Editor to what TOML calls its key, where the names differ; ``value`` cannot be wrong here."""
