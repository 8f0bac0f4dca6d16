# SPDX-License-Identifier: Apache-2.0
"""Choosing what stands in a column: something computed, a fixed text, or any field, by a word."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import CONSTANT, FIELD, VALUE
from hr_desk.catalogue.hand_off_templates import usable_fields
from hr_desk.i18n import t
from ui.forms.choices import WORDS_ROLE, Finder, prepared
from ui.pages.template_words import FIXED_TEXT, VALUES
from ui.widgets.entry import shrinks
from ui.widgets.text_line import let_type

What = tuple[str, str]
"""Source and what of it, as a column says them."""


class QuietBox(QComboBox):
    """A box over which the wheel scrolls the panel instead of choosing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()


class WhatBox(QuietBox):
    """Everything that may stand in a column; a few letters of it find it."""

    picked = Signal(object)
    """A What that somebody chose."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._what: What = ("", "")
        line = let_type(self)
        self.setMaxVisibleItems(16)
        shrinks(self, 8)
        self.fill()
        self._finder = prepared(Finder(self.model(), self))
        self.setCompleter(self._finder)
        self.activated.connect(self._pick)
        line.editingFinished.connect(self._settle)

    def fill(self) -> None:
        """Say everything in the language in use."""
        self.blockSignals(True)
        self.clear()
        for key, words in VALUES.items():
            self._add(t(words), words, (VALUE, key))
        self._add(t(FIXED_TEXT), FIXED_TEXT, (CONSTANT, ""))
        for field in usable_fields(self._catalogue):
            words = f"{field.label.zh} {field.label.en} {field.key}"
            self._add(str(field.label), words, (FIELD, field.key))
        self.blockSignals(False)
        self.show_what(self._what)

    def show_what(self, what: What) -> None:
        """Show what stands in the column; nothing where nobody has chosen yet."""
        self._what = what
        shown = (CONSTANT, "") if what[0] == CONSTANT else what
        place = next((one for one in range(self.count()) if self._at(one) == shown), -1)
        self.blockSignals(True)
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(what[1])
        self.blockSignals(False)

    def _add(self, text: str, words: str, what: What) -> None:
        self.addItem(text, what)
        self.setItemData(self.count() - 1, f"{text} {words}", WORDS_ROLE)

    def _at(self, place: int) -> What:
        source, of = self.itemData(place)
        return source, of

    def _pick(self, place: int) -> None:
        what = self._at(place)
        if what != self._what:
            self._what = what
            self.picked.emit(what)

    def _settle(self) -> None:
        """Take the only thing that was found by what was typed; otherwise say what stands there."""
        if self.currentIndex() >= 0 and self.currentText() == self.itemText(self.currentIndex()):
            return
        self._finder.setCompletionPrefix(self.currentText().strip())
        found = self._finder.currentIndex()
        if self._finder.completionCount() == 1 and self.currentText().strip():
            place = self.findText(str(found.data()))
            self.setCurrentIndex(place)
            self._pick(place)
        else:
            self.show_what(self._what)
