# SPDX-License-Identifier: Apache-2.0
"""Editors in which a value is chosen: one of a list, or yes, no, not given."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QRadioButton, QWidget

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.i18n import Text, t
from ui import theme
from ui.forms.editor import Editor, Folding
from ui.widgets.entry import shrinks
from ui.widgets.layouts import row
from ui.widgets.text_line import let_type

CODE_ROLE = Qt.ItemDataRole.UserRole
WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Everything by which a choice is found: its words in both languages, its code, its pinyin."""

_LONG_LIST = 40
"""From this many choices on, pinyin is worth its loading."""


@lru_cache(maxsize=2048)
def pinyin(text: str) -> str:
    """Return the syllables joined and the initials, as people type them: ``qingdao qd``."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text)) + " " + "".join(lazy_pinyin(text, Style.FIRST_LETTER))


class Finder(QCompleter):
    """Finds a choice by any of its words and shows it in the words of the language in use."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return what choosing a line of the pop-up types."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def finder_of(kind: FieldType, parent: QObject) -> Finder:
    """Return a finder over the code list of a type, for a line that is no box."""
    model = QStandardItemModel(parent)
    codes: Mapping[str, Text] = getattr(kind, "codes", {})
    for code, text in codes.items():
        item = QStandardItem(str(text))
        item.setData(" ".join((text.zh, text.en, code)), WORDS_ROLE)
        model.appendRow(item)
    return prepared(Finder(model, parent))


def prepared(finder: Finder) -> Finder:
    """Let a finder find a choice by any part of any of its words."""
    finder.setCompletionRole(WORDS_ROLE)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return finder


class _Box(QComboBox):
    """A box whose text may be typed; turning the wheel over it scrolls the form instead."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class ChoiceEditor(Editor):
    """One of a list: typed by code, word or pinyin, or picked."""

    _spelled = False

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.box = _Box(self)
        shrinks(self.box, 6)
        self._prepare_line()
        self._fill()
        self._prepare_finder()
        self.body.addWidget(self.box)
        # Qt hands the keyboard to the box, and the box to its line.
        self.watch(self.box)
        self.close_body()

    @property
    def codes(self) -> Mapping[str, Text]:
        """The codes of the type with their words."""
        found: Mapping[str, Text] = getattr(self.kind, "codes", {})
        return found

    def text(self) -> str:
        """Return what stands in the box."""
        return self.box.currentText()

    def set_text(self, text: str) -> None:
        """Choose what the text stands for; text that stands for nothing is kept as typed."""
        try:
            self.set_value(self.kind.parse(text) if text.strip() else None)
        except ValueProblem:
            self.box.setCurrentIndex(-1)
            self.box.setEditText(text)

    def value(self) -> Any:
        """Return the code, None for nothing; raises a ValueProblem for what is not on the list."""
        index = self.box.currentIndex()
        if index >= 0 and self.box.itemText(index) == self.text():
            return self.box.itemData(index, CODE_ROLE)
        return super().value()

    def set_value(self, value: Any) -> None:
        """Choose a code; one that is no longer on the list is shown as itself."""
        index = self.box.findData(value, CODE_ROLE) if value is not None else 0
        self.box.setCurrentIndex(index)
        if index < 0:
            self.box.setEditText(self.kind.show(value))

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be read but not changed."""
        self.box.setEnabled(not read_only)

    def tidy(self) -> None:
        """Take the choice that is meant: a word, a code, or the only one found."""
        found = self._finder
        typed = self.text().strip()
        found.setCompletionPrefix(typed)
        try:
            self.set_value(self.value())
        except ValueProblem:
            if typed and found.completionCount() == 1:
                self.set_value(found.currentIndex().data(CODE_ROLE))

    def retranslate(self) -> None:
        """Say the choices in the language in use."""
        try:
            value = self.value()
        except ValueProblem:
            typed = self.text()
            self._fill()
            self.box.setEditText(typed)
            return
        self._fill()
        self.set_value(value)

    def set_name(self, name: str) -> None:
        """Name box and line for a screen reader."""
        super().set_name(name)
        self.line.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Prepare the search by pinyin when the keyboard comes into a long list."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._add_pinyin()
        return super().eventFilter(watched, event)

    def _prepare_line(self) -> None:
        self.line = line = let_type(self.box)
        line.setValidator(Folding(line, prose=False))
        line.textEdited.connect(self.edited)
        line.returnPressed.connect(self.done)
        self.box.activated.connect(self.edited)

    def _prepare_finder(self) -> None:
        self._finder = prepared(Finder(self.box.model(), self.box))
        self.box.setCompleter(self._finder)

    def _fill(self) -> None:
        """Put an empty line and every choice into the box; pinyin again if it was asked for."""
        spelled, self._spelled = self._spelled, False
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", None)
        for code in self.codes:
            self.box.addItem(self.kind.show(code), code)
            words = " ".join((self.codes[code].zh, self.codes[code].en, code))
            self.box.setItemData(self.box.count() - 1, words, WORDS_ROLE)
        self.box.setCurrentIndex(0)
        if spelled:
            self._add_pinyin()
        self.box.blockSignals(False)

    def _add_pinyin(self) -> None:
        if self._spelled or len(self.codes) < _LONG_LIST:
            return
        self._spelled = True
        for place, text in enumerate(self.codes.values(), start=1):
            words = f"{self.box.itemData(place, WORDS_ROLE)} {pinyin(text.zh)}"
            self.box.setItemData(place, words, WORDS_ROLE)


class FlagEditor(Editor):
    """Yes, no, or not given: no answer is never taken for a no."""

    _ANSWERS = (True, False, None)

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._group = QButtonGroup(self)
        layout = row(gap=theme.LARGE)
        for number in range(len(self._ANSWERS)):
            button = QRadioButton(self)
            self._group.addButton(button, number)
            layout.addWidget(button)
            self.watch(button)
        layout.addStretch(1)
        self._group.idClicked.connect(lambda _: self.edited.emit())
        self.body.addLayout(layout)
        self.close_body()
        self.retranslate()
        self.set_value(None)

    def text(self) -> str:
        """Return the answer as the type shows it, empty when not given."""
        answer = self._ANSWERS[self._group.checkedId()]
        return "" if answer is None else self.kind.show(answer)

    def set_text(self, text: str) -> None:
        """Choose the answer; anything else counts as not given."""
        try:
            self.set_value(self.kind.parse(text) if text.strip() else None)
        except ValueProblem:
            self.set_value(None)

    def set_value(self, value: Any) -> None:
        """Choose True, False or None."""
        self._group.button(self._ANSWERS.index(value)).setChecked(True)

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read but not changed."""
        for button in self._group.buttons():
            button.setEnabled(not read_only)

    def after(self, control: QWidget) -> QWidget | None:
        """The answers are one place: Enter leaves them."""
        del control
        return None

    def set_name(self, name: str) -> None:
        """Name each answer together with its question."""
        self.setAccessibleName(name)
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.text()}")

    def retranslate(self) -> None:
        """Say the answers in the language in use."""
        for number, answer in enumerate(self._ANSWERS):
            shown = t("Not given") if answer is None else self.kind.show(answer)
            self._group.button(number).setText(shown)
        self.set_name(self.accessibleName())
