# SPDX-License-Identifier: Apache-2.0
"""A letter beside its words: name, purpose, where a record has to stand, what is typed for it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import free_key
from hr_desk.domain import joiners
from hr_desk.domain.letter_drafts import AskedDraft, LetterDraft
from hr_desk.domain.letter_texts import ANY, APPLICATION, DAY, JOINER, LINE, orders
from hr_desk.domain.message_texts import OF_THE_COMPANY
from hr_desk.i18n import N_, language, t
from ui import theme
from ui.pages.template_choice import QuietBox
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, fill
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column, emptied, row
from ui.widgets.number_box import NumberBox
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

LIST_HEIGHT: Final = 84
MOST_DAYS: Final = 366
KINDS: Final = {LINE: N_("A line"), DAY: N_("A day")}
PROPOSED: Final = {
    "": N_("Nothing is proposed"),
    "name": N_("Name of the company"),
    "address": N_("Address of the company"),
    "phone": N_("Telephone of the company"),
}
if set(PROPOSED) != {"", *OF_THE_COMPANY.values()}:
    raise AssertionError("a part of the company's record has no name")


class LetterSettings(QWidget):
    """Edits what stands around the words."""

    edited = Signal(object)
    """The LetterDraft as it stands now."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue, self._words = catalogue, Words()
        self._draft, self._filling = LetterDraft(key=""), False
        self.zh, self.en, self.purpose = TextLine(), TextLine(), QuietBox()
        self.whens: dict[str, dict[str, QCheckBox]] = {}
        self._boxes: dict[str, tuple[QWidget, FlowLayout]] = {}
        self.asked = QListWidget()
        self.asked_zh, self.asked_en = TextLine(), TextLine()
        self.kind, self.proposed, self.in_days = QuietBox(), QuietBox(), NumberBox()
        self.optional = QCheckBox()
        self.add, self.remove = Button(icon="plus"), Button(icon="trash-2")
        self._lay_out()
        self._connect()
        self.follow(catalogue)

    def follow(self, catalogue: Catalogue) -> None:
        """Offer the stages there are by now; what was ticked is shown again with the draft."""
        self._catalogue = catalogue
        for kind, words in orders(catalogue).items():
            if tuple(self.whens.get(kind, ())) != tuple(words):
                self._make_boxes(kind, words)
        self._say_boxes()

    def _make_boxes(self, kind: str, words: Iterable[str]) -> None:
        part, flow = self._boxes[kind]
        with emptied(part, flow):
            self.whens[kind] = {word: QCheckBox() for word in words}
            for box in self.whens[kind].values():
                flow.addWidget(box)
                box.toggled.connect(self._edit)

    def show_draft(self, draft: LetterDraft) -> None:
        """Show a letter."""
        self._draft, self._filling = draft, True
        for editor, text in ((self.zh, draft.zh), (self.en, draft.en)):
            if editor.text() != text:
                editor.setText(text)
        self._fill_boxes()
        self.purpose.setCurrentIndex(self.purpose.findData(draft.purpose))
        for kind, boxes in self.whens.items():
            chosen = getattr(draft, kind)
            for word, box in boxes.items():
                box.setChecked(word in chosen or ANY in chosen)
        self._show_list()
        self._filling = False
        self._show_asked()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._say_boxes()
        self._filling, before = True, self._filling
        self._fill_boxes()
        self._show_list()
        self._filling = before

    def _say_boxes(self) -> None:
        stages = {key: str(one.label) for key, one in self._catalogue.stages.items()}
        states = {key: t(label) for key, label in joiners.LABELS.items()}
        for kind, labels in ((APPLICATION, stages), (JOINER, states)):
            for word, box in self.whens[kind].items():
                box.setText(labels[word].replace("&", "&&"))

    def _fill_boxes(self) -> None:
        purposes = self._catalogue.purposes.values()
        fill(self.purpose, [(str(one.label), one.key) for one in purposes])
        fill(self.kind, [(t(said), key) for key, said in KINDS.items()])
        fill(self.proposed, [(t(said), key) for key, said in PROPOSED.items()])

    def add_asked(self) -> None:
        """Add something to be typed when the letter is made."""
        taken = (*(one.key for one in self._draft.asked), *self._catalogue.fields)
        new = AskedDraft(key=free_key("typed", taken))
        self._put((*self._draft.asked, new), len(self._draft.asked))
        self.asked_zh.setFocus()

    def remove_asked(self) -> None:
        """Ask for the marked thing no more."""
        place, found = self.asked.currentRow(), self._draft.asked
        if place >= 0:
            self._put((*found[:place], *found[place + 1 :]), min(place, len(found) - 2))

    def _put(self, asked: tuple[AskedDraft, ...], place: int) -> None:
        self._draft = replace(self._draft, asked=asked)
        self._filling = True
        self._show_list()
        self.asked.setCurrentRow(place)
        self._filling = False
        self._show_asked()
        self.edited.emit(self._draft)

    def _show_list(self) -> None:
        place = self.asked.currentRow()
        self.asked.clear()
        for one in self._draft.asked:
            said = one.zh if language() == "zh_CN" else one.en
            self.asked.addItem(f"{said or one.zh or one.en}  {{{one.key}}}")
        if self._draft.asked:
            self.asked.setCurrentRow(max(0, min(place, len(self._draft.asked) - 1)))

    def _show_asked(self) -> None:
        place = self.asked.currentRow()
        one = self._draft.asked[place] if place >= 0 else AskedDraft(key="")
        self._filling = True
        for editor, text in ((self.asked_zh, one.zh), (self.asked_en, one.en)):
            if editor.text() != text:
                editor.setText(text)
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.proposed.setCurrentIndex(self.proposed.findData(one.proposed))
        self.in_days.setValue(one.in_days)
        self.optional.setChecked(one.optional)
        self._filling = False
        for widget in (self.asked_zh, self.asked_en, self.kind, self.optional, self.remove):
            widget.setEnabled(place >= 0)
        self.proposed.setEnabled(place >= 0 and one.kind == LINE)
        self.in_days.setEnabled(place >= 0 and one.kind == DAY)

    def _edit(self, *_changed: object) -> None:
        """Take what was changed beside the list into the letter."""
        if self._filling:
            return
        whens = {kind: self._chosen(kind) for kind in self.whens}
        self._draft = replace(
            self._draft, zh=self.zh.text(), en=self.en.text(),
            purpose=str(self.purpose.currentData() or ""), application=whens[APPLICATION],
            joiner=whens[JOINER],
        )  # fmt: skip
        self.edited.emit(self._draft)

    def _chosen(self, kind: str) -> tuple[str, ...]:
        boxes = self.whens[kind]
        found = tuple(word for word, box in boxes.items() if box.isChecked())
        return (ANY,) if len(found) == len(boxes) else found

    def _edit_asked(self, *_changed: object) -> None:
        place = self.asked.currentRow()
        if self._filling or place < 0:
            return
        found, kind = list(self._draft.asked), str(self.kind.currentData() or LINE)
        found[place] = replace(
            found[place], zh=self.asked_zh.text(), en=self.asked_en.text(), kind=kind,
            optional=self.optional.isChecked(),
            in_days=self.in_days.value() if kind == DAY else 0,
            proposed=str(self.proposed.currentData() or "") if kind == LINE else "",
        )  # fmt: skip
        self._put(tuple(found), place)

    def _choose(self) -> None:
        if not self._filling:
            self._show_asked()

    def _lay_out(self) -> None:
        whole = column(self, margin=theme.SMALL)
        names = row()
        for label, editor in (
            (N_("Name in Chinese"), self.zh), (N_("Name in English"), self.en),
        ):  # fmt: skip
            names.addWidget(self._entry(label, editor), 1)
        whole.addLayout(names)
        whole.addWidget(self._entry(N_("Purpose"), self.purpose))
        for kind, heading in (
            (APPLICATION, N_("For applications that stand at")),
            (JOINER, N_("For employees who are")),
        ):
            above, boxes = Label(bold=True), QWidget()
            self._words.put(heading, above.setText)
            self._boxes[kind] = boxes, FlowLayout(boxes, gap=theme.SMALL)
            whole.addWidget(above)
            whole.addWidget(boxes)
        self._lay_out_asked(whole)
        whole.addStretch(1)

    def _lay_out_asked(self, whole: QVBoxLayout) -> None:
        heading, buttons, labels, kinds = Label(bold=True), row(), row(), row()
        self._words.put(N_("Typed when the letter is made, and kept nowhere"), heading.setText)
        self._words.put(N_("Typed for the letter"), self.asked.setAccessibleName)
        self._words.put(N_("Ask for something"), self.add.setText)
        self._words.put(N_("Take it out"), self.remove.setText)
        self._words.put(N_("May be left empty"), self.optional.setText)
        for button in (self.add, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for label, editor, line in (
            (N_("Label in Chinese"), self.asked_zh, labels),
            (N_("Label in English"), self.asked_en, labels),
            (N_("What is typed"), self.kind, kinds),
            (N_("Proposed"), self.proposed, kinds),
            (N_("Proposed day: days from now"), self.in_days, kinds),
        ):
            line.addWidget(self._entry(label, editor), 1)
        self.asked.setFixedHeight(LIST_HEIGHT)
        whole.addWidget(heading)
        whole.addWidget(self.asked)
        whole.addLayout(buttons)
        whole.addLayout(labels)
        whole.addLayout(kinds)
        whole.addWidget(self.optional)

    def _entry(self, label: str, editor: QWidget) -> Entry:
        entry = Entry(editor)
        self._words.put(label, entry.set_label)
        return entry

    def _connect(self) -> None:
        self.in_days.setMaximum(MOST_DAYS)
        for line in (self.zh, self.en):
            line.textEdited.connect(self._edit)
        self.purpose.currentIndexChanged.connect(self._edit)
        self.asked.currentRowChanged.connect(lambda _row: self._choose())
        for line in (self.asked_zh, self.asked_en):
            line.textEdited.connect(self._edit_asked)
        for one in (self.kind, self.proposed):
            one.currentIndexChanged.connect(self._edit_asked)
        self.in_days.valueChanged.connect(self._edit_asked)
        self.optional.toggled.connect(self._edit_asked)
        self.add.clicked.connect(self.add_asked)
        self.remove.clicked.connect(self.remove_asked)
