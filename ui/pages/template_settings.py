# SPDX-License-Identifier: Apache-2.0
"""What a template says beside its columns: name, kind of file, for whom, when, and its form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import TemplateDraft
from hr_desk.catalogue.hand_off_faults import Fault
from hr_desk.catalogue.hand_off_templates import (
    CSV,
    FILLED,
    FIXED,
    RECIPIENT_KINDS,
    keys_of_template,
)
from hr_desk.i18n import N_, t
from hr_desk.operations.template_making import ReceiversBook
from ui import theme
from ui.pages.template_choice import QuietBox
from ui.pages.template_words import ENCODINGS, KINDS, LINE_ENDS, SEPARATORS, WHO
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, fill, shrinks
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row
from ui.widgets.number_box import NumberBox
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

_SHOWN = 60
"""Signs of the receiver's example that are shown."""
LAST_ROW = 1_048_576
_CHOICES = ("kind", "who", "purpose", "sheet", "encoding", "separator", "line_end")
_NUMBERS = {"day": 28, "within_days": 366, "first_row": LAST_ROW, "last_row": LAST_ROW}
"""The largest number of each; 0 is not said."""


class SettingsPanel(QWidget):
    """Editors of the template itself; what its kind of file has no use for is not shown."""

    edited = Signal(object)
    """The TemplateDraft as it stands now."""
    workbook_wanted = Signal()
    """The receiver's empty workbook is to be chosen."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._words = Words()
        self._draft = TemplateDraft(key="")
        self._book: ReceiversBook | None = None
        self._filling = False
        self.zh, self.en, self.basis = TextLine(), TextLine(), TextLine()
        self.boxes = {key: QuietBox() for key in _CHOICES}
        self.numbers = {key: NumberBox() for key in _NUMBERS}
        self.plain, self.heading = QCheckBox(), QCheckBox()
        self.recipients = {key: QCheckBox() for key in catalogue.code_lists[RECIPIENT_KINDS].codes}
        self.choose = Button(icon="folder-open")
        self.example = Label(tone="warning", size="small")
        self.entries: dict[str, Entry] = {}
        self._set_up()
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_draft(self, draft: TemplateDraft, book: ReceiversBook | None) -> None:
        """Show another template, with the receiver's workbook where it has one."""
        self._draft, self._book = draft, book
        self._filling = True
        for line, text in ((self.zh, draft.zh), (self.en, draft.en), (self.basis, draft.basis)):
            if line.text() != text:
                line.setText(text)
        for key, number in self.numbers.items():
            number.setValue(int(getattr(draft, key)))
        self.plain.setChecked(draft.plain)
        self.heading.setChecked(draft.heading)
        for key, box in self.recipients.items():
            box.setChecked(key in draft.recipients)
        self._say()
        self._filling = False

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say beside each editor what is wrong with it."""
        found = {one.key: one.problem for one in faults}
        for key, entry in self.entries.items():
            problem = found.get(key)
            entry.set_error(problem.text if problem is not None else "")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._filling = True
        self._say()
        self._filling = False

    def _say(self) -> None:
        catalogue, draft = self._catalogue, self._draft
        sheets = () if self._book is None else self._book.sheets
        names = [one.name for one in sheets]
        if draft.sheet and draft.sheet not in names:
            names.append(draft.sheet)
        purposes = catalogue.purposes.items()
        options = {
            "kind": [(t(words), key) for key, words in KINDS.items()],
            "who": [(t(words), key) for key, words in WHO.items()],
            "purpose": [(t("Not chosen yet"), ""), *((str(p.label), key) for key, p in purposes)],
            "sheet": [(t("Not chosen yet"), ""), *((name, name) for name in names)],
            "encoding": [(t(words), key) for key, words in ENCODINGS.items()],
            "separator": [(t(words), key) for key, words in SEPARATORS.items()],
            "line_end": [(t(words), key) for key, words in LINE_ENDS.items()],
        }
        for key, box in self.boxes.items():
            fill(box, options[key])
            box.setCurrentIndex(max(box.findData(getattr(draft, key)), 0))
        for key, tick in self.recipients.items():
            tick.setText(str(catalogue.code_lists[RECIPIENT_KINDS].codes[key]))
        self.choose.setText(draft.workbook or t("Choose the receiver's workbook…"))
        self.choose.setToolTip(t("Choose the receiver's workbook…"))
        for number in self.numbers.values():
            number.setSpecialValueText(t("Not said"))
        self._say_example()
        self._fit()

    def _say_example(self) -> None:
        """Say what stands between the headings and the first person."""
        sheets = () if self._book is None else self._book.sheets
        sheet = next((one for one in sheets if one.name == self._draft.sheet), None)
        example = "" if sheet is None else " / ".join(sheet.example)
        self.example.setText(
            t(
                "Above the first free row stands “{text}”. If that is the receiver's example, "
                "begin there: it is written over.",
                text=example[:_SHOWN],
            )
            if example
            else ""
        )

    def _fit(self) -> None:
        """Show what this kind of file has a use for."""
        allowed = keys_of_template(self._draft.kind)
        for key in ("first_row", "last_row", "encoding", "separator", "line_end"):
            reveal(self.entries[key], key in allowed)
        filled = self._draft.kind == FILLED
        reveal(self.entries["sheet"], filled)
        reveal(self.plain, filled)
        reveal(self.heading, self._draft.kind in (CSV, FIXED))
        reveal(self.example, filled and bool(self.example.text()))

    def _edit(self, **changes: Any) -> None:
        if self._filling:
            return
        new = replace(self._draft, **changes)
        if new != self._draft:
            self._draft = new
            self._fit()
            self.edited.emit(new)

    def _tell_recipients(self) -> None:
        chosen = tuple(key for key, box in self.recipients.items() if box.isChecked())
        self._edit(recipients=chosen)

    def _choose(self, key: str) -> None:
        # A text for upload is plain; a workbook is locked unless somebody says otherwise.
        more = {"plain": False} if key == "kind" else {}
        self._edit(**{key: str(self.boxes[key].currentData() or ""), **more})

    def _set_up(self) -> None:
        for key, most in _NUMBERS.items():
            self.numbers[key].setRange(1 if key == "first_row" else 0, most)
            self.numbers[key].lineEdit().setTextMargins(theme.SMALL, 0, 0, 0)
        for box in self.boxes.values():
            shrinks(box, 8)

    def _lay_out(self) -> None:
        for key, label, editor in (
            ("label", N_("Name in Chinese"), self.zh),
            ("en", N_("Name in English"), self.en),
            ("kind", N_("Kind of file"), self.boxes["kind"]),
            ("who", N_("Whose rows"), self.boxes["who"]),
            ("purpose", N_("Purpose"), self.boxes["purpose"]),
            ("day", N_("Day of the month"), self.numbers["day"]),
            ("within_days", N_("Days that the law leaves"), self.numbers["within_days"]),
            ("basis", N_("Article that says so"), self.basis),
            ("workbook", N_("The receiver's empty workbook"), self.choose),
            ("sheet", N_("Sheet"), self.boxes["sheet"]),
            ("first_row", N_("First row for people"), self.numbers["first_row"]),
            ("last_row", N_("Last row for people"), self.numbers["last_row"]),
            ("encoding", N_("Encoding"), self.boxes["encoding"]),
            ("separator", N_("Separator"), self.boxes["separator"]),
            ("line_end", N_("End of a line"), self.boxes["line_end"]),
        ):
            self.entries[key] = Entry(editor)
            self._words.put(label, self.entries[key].set_label)
        ticks = QWidget()
        beside = column(ticks, gap=theme.TIGHT)
        for box in self.recipients.values():
            beside.addWidget(box)
        self.entries["recipients"] = Entry(ticks)
        self._words.put(N_("Who may receive it"), self.entries["recipients"].set_label)
        self._words.put(N_("Not locked: the portal opens no locked file"), self.plain.setText)
        self._words.put(N_("The first line names the columns"), self.heading.setText)
        self._place()

    def _place(self) -> None:
        """Three columns: what it is, for whom, and the form of the file."""
        whole = row(self, margin=theme.SMALL, gap=theme.WIDE)
        parts = (
            ("label", "en", "kind", "who", "purpose"),
            ("recipients", "day", "within_days", "basis"),
            ("workbook", "sheet", "first_row", "last_row", "encoding", "separator", "line_end"),
        )
        for keys in parts:
            side = column(gap=theme.SMALL)
            for key in keys:
                side.addWidget(self.entries[key])
            if keys == parts[-1]:
                for extra in (self.example, self.plain, self.heading):
                    side.addWidget(extra)
            side.addStretch(1)
            whole.addLayout(side, 1)

    def _connect(self) -> None:
        self.zh.textEdited.connect(lambda text: self._edit(zh=text))
        self.en.textEdited.connect(lambda text: self._edit(en=text))
        self.basis.textEdited.connect(lambda text: self._edit(basis=text))
        for key, box in self.boxes.items():
            box.currentIndexChanged.connect(lambda _row, key=key: self._choose(key))
        for key, number in self.numbers.items():
            number.valueChanged.connect(lambda value, key=key: self._edit(**{key: value}))
        for tick in self.recipients.values():
            tick.toggled.connect(lambda _on: self._tell_recipients())
        self.plain.toggled.connect(lambda on: self._edit(plain=on))
        self.heading.toggled.connect(lambda on: self._edit(heading=on))
        self.choose.clicked.connect(self.workbook_wanted)
