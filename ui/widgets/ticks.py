# SPDX-License-Identifier: Apache-2.0
"""A list of lines to tick: what is ticked stays while others are looked for."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_KEY: Final = Qt.ItemDataRole.UserRole


class Ticks(QListWidget):
    """Lines of (key, text) with a box each; the space bar or a click ticks one."""

    changed = Signal()
    """Something was ticked or unticked by a person."""

    def __init__(self) -> None:
        super().__init__()
        self._ticked: dict[str, str] = {}
        self.itemChanged.connect(self._take)

    def offer(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these lines, those that are ticked first although they may not be among them."""
        others = [(key, text) for key, text in lines if key not in self._ticked]
        words = dict(lines)
        self._ticked = {key: words.get(key, text) for key, text in self._ticked.items()}
        self.blockSignals(True)
        self.clear()
        for key, text in (*self._ticked.items(), *others):
            item = QListWidgetItem(text)
            item.setData(_KEY, key)
            ticked = key in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)

    def start(self, ticked: Iterable[tuple[str, str]] = ()) -> None:
        """Forget the lines; these are ticked."""
        self._ticked = dict(ticked)
        self.offer(())

    def keep(self, keys: Iterable[str]) -> None:
        """Untick what is not among these keys."""
        kept = set(keys)
        self._ticked = {key: text for key, text in self._ticked.items() if key in kept}

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of what is ticked, in the order of the list."""
        return tuple(self._ticked)

    def text_of(self, key: str) -> str:
        """Return the text of a ticked line, empty for another."""
        return self._ticked.get(key, "")

    def tick(self, key: str) -> None:
        """Tick a line that is shown."""
        for place in range(self.count()):
            if self.item(place).data(_KEY) == key:
                self.item(place).setCheckState(Qt.CheckState.Checked)

    def _take(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked[key] = item.text()
        else:
            self._ticked.pop(key, None)
        self.changed.emit()
