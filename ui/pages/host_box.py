# SPDX-License-Identifier: Apache-2.0
"""Whom a visitor came to see: found in the staff directory while somebody types, or as typed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from hr_desk.i18n import t
from hr_desk.operations.directory import StaffLine
from ui.forms.choices import WORDS_ROLE, pinyin
from ui.forms.editor import Folding
from ui.pages.visit_rows import staff_choice
from ui.widgets.entry import shrinks
from ui.widgets.text_line import let_type


class HostBox(QComboBox):
    """A box with the whole directory, best guesses first; any other name may be typed."""

    edited = Signal()
    """A person chose or typed."""
    entered = Signal()
    """The keyboard came in."""
    done = Signal()
    """Enter was pressed in the line."""

    def __init__(self) -> None:
        super().__init__()
        self._staff: tuple[StaffLine, ...] = ()
        self._listed: tuple[StaffLine, ...] = ()
        self._spelled = False
        self.line = line = let_type(self)
        shrinks(self, 8)
        line.setValidator(Folding(line, prose=True))
        line.textEdited.connect(self.edited)
        line.returnPressed.connect(self.done)
        self.activated.connect(self.edited)
        self._prepare_finder()
        self.retranslate()

    def show_staff(self, staff: Sequence[StaffLine]) -> None:
        """Offer these employees; what is typed or chosen stays."""
        if tuple(staff) != self._staff:
            self._staff = tuple(staff)
            self._fill(())

    def start(
        self, typed: str, guesses: Sequence[StaffLine] = (), host: StaffLine | None = None
    ) -> None:
        """Begin with what was typed; ``host`` or the one guess of that very name is chosen."""
        same = [one for one in guesses if one.name == typed]
        chosen = host or (same[0] if len(same) == 1 else None)
        self._fill((chosen,) if chosen is not None and chosen not in guesses else guesses)
        self._write(staff_choice(chosen) if chosen is not None else typed)

    def host_id(self) -> str | None:
        """Return the id of the employee who stands in the box, None for a typed name."""
        host = self.host()
        return None if host is None else host.id

    def host(self) -> StaffLine | None:
        """Return the employee who stands in the box."""
        here = self.currentText().strip()
        place = self.currentIndex()
        if place >= 0 and self.itemText(place) == here:
            return self._listed[place]
        same = [one for one in self._listed if here in (one.name, staff_choice(one))]
        return same[0] if len(same) == 1 else None

    def name(self) -> str:
        """Return the name of the host, as the directory has it or as it was typed."""
        host = self.host()
        return host.name if host is not None else self.currentText().strip()

    def retranslate(self) -> None:
        """Say the hint in the language in use."""
        self.line.setPlaceholderText(t("Name, department or extension"))

    def setAccessibleName(self, name: str) -> None:
        """Name box and line for a screen reader."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Prepare the search by pinyin, and tell that the keyboard came in."""
        self._add_pinyin()
        super().focusInEvent(event)
        self.entered.emit()

    def _prepare_finder(self) -> None:
        finder = QCompleter(self.model(), self)
        finder.setCompletionRole(WORDS_ROLE)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.activated.connect(self._take)
        self.setCompleter(finder)

    def _take(self, _words: object) -> None:
        """Show the employee who was picked among those found: Qt would write the search words."""
        completer = self.completer()
        if completer is not None:
            self._write(str(completer.currentIndex().data(Qt.ItemDataRole.DisplayRole)))
            self.edited.emit()

    def _fill(self, first: Iterable[StaffLine]) -> None:
        """List ``first`` and then everybody else, and keep what stands in the line."""
        here, ahead = self.currentText(), tuple(first)
        known = {one.id for one in ahead}
        self._listed = (*ahead, *(one for one in self._staff if one.id not in known))
        with QSignalBlocker(self):
            self.clear()
            for one in self._listed:
                self.addItem(staff_choice(one), one.id)
                self.setItemData(self.count() - 1, staff_choice(one), WORDS_ROLE)
        spelled, self._spelled = self._spelled, False
        if spelled:
            self._add_pinyin()
        self._write(here)

    def _write(self, text: str) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findText(text) if text else -1)
            self.setEditText(text)
            self.line.setCursorPosition(0)

    def _add_pinyin(self) -> None:
        if self._spelled:
            return
        self._spelled = True
        for place, one in enumerate(self._listed):
            self.setItemData(place, f"{staff_choice(one)} {pinyin(one.name)}", WORDS_ROLE)
