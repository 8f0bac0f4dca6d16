# SPDX-License-Identifier: Apache-2.0
"""The words of a letter: its salutation and, one after the other, its paragraphs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from hr_desk.catalogue.hand_off_drafts import free_key
from hr_desk.domain.letter_drafts import LetterDraft, ParagraphDraft
from hr_desk.i18n import N_, language, t
from ui import theme
from ui.pages.template_choice import QuietBox
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

LIST_HEIGHT: Final = 132
TEXT_HEIGHT: Final = 96
"""Heights of the list and of each text, in pixels."""
_SHOWN: Final = 40
"""Signs of a paragraph that the list shows."""


class ParagraphsTab(QWidget):
    """Edits salutation and paragraphs; what is marked in the list stands below it."""

    edited = Signal(object)
    """The LetterDraft as it stands now."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._draft, self._filling = Words(), LetterDraft(key=""), False
        self.greeting_zh, self.greeting_en = TextLine(), TextLine()
        self.list = QListWidget()
        self.zh, self.en = _paper(), _paper()
        self.optional = QCheckBox()
        self.bound = Label(tone="soft", size="small")
        self.place = QuietBox()
        self.insert = Button(icon="plus")
        self.add, self.remove = Button(icon="plus"), Button(icon="trash-2")
        self.up, self.down = Button("↑"), Button("↓")
        self._last: QWidget = self.zh
        self._lay_out()
        self._connect()

    def show_draft(self, draft: LetterDraft, places: Mapping[str, str]) -> None:
        """Show a letter; ``places`` are what may be filled in, by what a person calls it."""
        self._draft, self._filling = draft, True
        for editor, text in (
            (self.greeting_zh, draft.salutation_zh),
            (self.greeting_en, draft.salutation_en),
        ):
            if editor.text() != text:
                editor.setText(text)
        self._show_list()
        options = []
        for key, said in places.items():
            braced = f"{{{key}}}"
            options.append((t("{label}: {place}", label=said, place=braced), key))
        fill(self.place, options)
        self._filling = False
        self._show_paragraph()

    def at(self) -> int:
        """Return the place of the marked paragraph, -1 for none."""
        return self.list.currentRow()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._show_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note which text was written in last: what is filled in goes there."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._last = watched
        return super().eventFilter(watched, event)

    def add_paragraph(self) -> None:
        """Add an empty paragraph below the marked one."""
        taken = [one.key for one in self._draft.paragraphs]
        new, place = ParagraphDraft(key=free_key("paragraph", taken)), self.at() + 1
        found = self._draft.paragraphs
        self._put((*found[:place], new, *found[place:]), place)
        self.zh.setFocus()

    def remove_paragraph(self) -> None:
        """Take the marked paragraph out."""
        place, found = self.at(), self._draft.paragraphs
        if place >= 0:
            self._put((*found[:place], *found[place + 1 :]), min(place, len(found) - 2))

    def move_paragraph(self, by: int) -> None:
        """Move the marked paragraph up or down."""
        place, found = self.at(), list(self._draft.paragraphs)
        goal = place + by
        if place >= 0 and 0 <= goal < len(found):
            found[place], found[goal] = found[goal], found[place]
            self._put(tuple(found), goal)

    def insert_place(self) -> None:
        """Write what is chosen where the cursor stands."""
        key = self.place.currentData()
        if key is None:
            return
        if isinstance(self._last, QPlainTextEdit):
            self._last.insertPlainText(f"{{{key}}}")
        elif isinstance(self._last, QLineEdit):
            self._last.insert(f"{{{key}}}")
            self._edit_head()
        self._last.setFocus()

    def _put(self, paragraphs: tuple[ParagraphDraft, ...], place: int) -> None:
        self._draft = replace(self._draft, paragraphs=paragraphs)
        self._filling = True
        self._show_list()
        self.list.setCurrentRow(place)
        self._filling = False
        self._show_paragraph()
        self.edited.emit(self._draft)

    def _show_list(self) -> None:
        place, before = self.at(), self._filling
        self._filling = True
        self.list.clear()
        for number, one in enumerate(self._draft.paragraphs, start=1):
            said = (one.zh if language() == "zh_CN" else one.en) or one.zh or one.en
            self.list.addItem(f"{number}  {' '.join(said.split())[:_SHOWN]}")
        if self._draft.paragraphs:
            self.list.setCurrentRow(max(0, min(place, len(self._draft.paragraphs) - 1)))
        self._filling = before

    def _show_paragraph(self) -> None:
        place = self.at()
        one = self._draft.paragraphs[place] if place >= 0 else None
        self._filling = True
        for editor, text in (
            (self.zh, "" if one is None else one.zh), (self.en, "" if one is None else one.en),
        ):  # fmt: skip
            if editor.toPlainText() != text:
                editor.setPlainText(text)
            editor.setEnabled(one is not None)
        self.optional.setChecked(one is not None and one.optional)
        self.optional.setEnabled(one is not None)
        self.bound.setText("" if one is None else _bound_said(one))
        self.bound.setVisible(one is not None and bool(_bound_said(one)))
        for button in (self.remove, self.up, self.down):
            button.setEnabled(one is not None)
        self._filling = False

    def _edit(self) -> None:
        """Take what was written into the marked paragraph."""
        place = self.at()
        if self._filling or place < 0:
            return
        found = list(self._draft.paragraphs)
        new = replace(
            found[place], zh=self.zh.toPlainText(), en=self.en.toPlainText(),
            optional=self.optional.isChecked(),
        )  # fmt: skip
        # Qt says "changed" for every letter being composed; the text itself stays the same.
        if new == found[place]:
            return
        found[place] = new
        self._draft = replace(self._draft, paragraphs=tuple(found))
        self._show_list()
        self.edited.emit(self._draft)

    def _edit_head(self) -> None:
        if not self._filling:
            self._draft = replace(
                self._draft, salutation_zh=self.greeting_zh.text(),
                salutation_en=self.greeting_en.text(),
            )  # fmt: skip
            self.edited.emit(self._draft)

    def _choose(self) -> None:
        if not self._filling:
            self._show_paragraph()

    def _lay_out(self) -> None:
        greeting, texts, below, filling = row(), row(), row(), row()
        for label, editor, line in (
            (N_("Salutation in Chinese"), self.greeting_zh, greeting),
            (N_("Salutation in English"), self.greeting_en, greeting),
            (N_("Text in Chinese"), self.zh, texts),
            (N_("Text in English"), self.en, texts),
        ):
            entry = Entry(editor)
            self._words.put(label, entry.set_label)
            line.addWidget(entry, 1)
        for button in (self.add, self.up, self.down, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        filling.addWidget(self.place, 1)
        filling.addWidget(self.insert)
        self.list.setFixedHeight(LIST_HEIGHT)
        whole = column(self, margin=theme.SMALL)
        whole.addLayout(greeting)
        whole.addWidget(self.list)
        whole.addLayout(below)
        whole.addLayout(texts)
        whole.addLayout(filling)
        whole.addWidget(self.optional)
        whole.addWidget(self.bound)
        whole.addStretch(1)
        for message, put in (
            (N_("Paragraphs of the letter"), self.list.setAccessibleName),
            (N_("Add a paragraph"), self.add.setText),
            (N_("Take it out"), self.remove.setText),
            (N_("One place up"), self.up.setAccessibleName),
            (N_("One place down"), self.down.setAccessibleName),
            (N_("Fill in"), self.insert.setText),
            (N_("What is filled in from the record"), self.place.setAccessibleName),
            (N_("Leave it out where something in it is not known"), self.optional.setText),
        ):
            self._words.put(message, put)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        for paper in (self.zh, self.en):
            paper.textChanged.connect(self._edit)
            paper.installEventFilter(self)
        for line in (self.greeting_zh, self.greeting_en):
            line.textEdited.connect(lambda _text: self._edit_head())
            line.installEventFilter(self)
        self.optional.toggled.connect(lambda _on: self._edit())
        self.add.clicked.connect(self.add_paragraph)
        self.remove.clicked.connect(self.remove_paragraph)
        self.up.clicked.connect(lambda: self.move_paragraph(-1))
        self.down.clicked.connect(lambda: self.move_paragraph(1))
        self.insert.clicked.connect(self.insert_place)


def _bound_said(one: ParagraphDraft) -> str:
    """Say when a paragraph stands in the letter, where that is not always."""
    if one.each_told:
        return t("Stands once for each time somebody was told.")
    if one.only:
        return t("Stands with some codes of a field only; “As a text” says which.")
    return ""


def _paper() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(TEXT_HEIGHT)
    made.setTabChangesFocus(True)
    return made
