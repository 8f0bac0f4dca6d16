# SPDX-License-Identifier: Apache-2.0
"""The people of a roll call by area, a line each in large type, ticked as each one answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from hr_desk.operations.visits import RollCallLine
from ui import theme

ID = Qt.ItemDataRole.UserRole
_A_SCREEN = 60
"""Lines that any screen shows at once."""
_TOGGLES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Area:
    """One area and who is in it, the longest first; ``name`` is empty where none was given."""

    name: str
    lines: tuple[RollCallLine, ...]


def by_area(lines: Iterable[RollCallLine]) -> tuple[Area, ...]:
    """Return the areas by name, those without one last; each keeps the order of ``lines``."""
    found: dict[str, list[RollCallLine]] = {}
    for one in lines:
        found.setdefault(str(one.area), []).append(one)
    names = sorted(found, key=lambda name: (not name, name))
    return tuple(Area(name, tuple(found[name])) for name in names)


def heads(lines: Iterable[RollCallLine]) -> int:
    """Return how many people to look for, those who came along with a visitor included."""
    return sum(1 + one.companions for one in lines)


class People(QListWidget):
    """Headings and lines; a click, the space bar or Enter ticks a line, and again unticks it."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font("heading"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setSpacing(2)
        # What is seen first is laid out first: five hundred lines at once take a third of a second.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_A_SCREEN)
        self._ticked: set[str] = set()
        self.itemClicked.connect(self._toggle)

    def show_people(self, parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show headings, each with its (id, sentence) lines; ticks and the current line stay."""
        here = self.currentItem()
        current = here.data(ID) if here is not None else None
        self.clear()
        for heading, people in parts:
            if heading:
                self._add_heading(heading)
            for id_, sentence in people:
                item = self._add_line(id_, sentence)
                if id_ == current:
                    self.setCurrentItem(item)
        self._ticked &= {id_ for _, people in parts for id_, _ in people}
        self.ticks_changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Return the ids of the ticked lines, in the order of the list."""
        return tuple(item.data(ID) for item in self._lines() if item.data(ID) in self._ticked)

    def sentences(self) -> tuple[str, ...]:
        """Return what the lines say, without the headings."""
        return tuple(item.text() for item in self._lines())

    def headings(self) -> tuple[str, ...]:
        """Return what the headings say."""
        every = (self.item(place) for place in range(self.count()))
        return tuple(item.text() for item in every if item.data(ID) is None)

    def height_of_lines(self) -> int:
        """Return the pixels that every line takes where none is wrapped: more is never needed."""
        each = max(self.sizeHintForRow(0), self.fontMetrics().height()) + 2 * self.spacing()
        return self.count() * each + 2 * self.frameWidth() + 2 * each

    def forget_ticks(self) -> None:
        """Untick every line, as for another roll call."""
        self._ticked.clear()
        for item in self._lines():
            item.setCheckState(Qt.CheckState.Unchecked)
        self.ticks_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the line in hand."""
        item = self.currentItem()
        if event.key() in _TOGGLES and item is not None:
            self._toggle(item)
        else:
            super().keyPressEvent(event)

    def _lines(self) -> list[QListWidgetItem]:
        every = (self.item(place) for place in range(self.count()))
        return [item for item in every if item.data(ID) is not None]

    def _toggle(self, item: QListWidgetItem) -> None:
        id_ = item.data(ID)
        if id_ is None:
            return
        self._ticked ^= {id_}
        item.setCheckState(self._state(id_))
        self.ticks_changed.emit()

    def _state(self, id_: str) -> Qt.CheckState:
        return Qt.CheckState.Checked if id_ in self._ticked else Qt.CheckState.Unchecked

    def _add_heading(self, heading: str) -> None:
        item = QListWidgetItem(heading)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(theme.font("heading", bold=True))
        self.addItem(item)

    def _add_line(self, id_: str, sentence: str) -> QListWidgetItem:
        item = QListWidgetItem(sentence)
        item.setData(ID, id_)
        # Without the flag Qt draws the box and leaves the tick to us: the whole line is the target.
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(self._state(id_))
        self.addItem(item)
        return item
