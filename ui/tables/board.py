# SPDX-License-Identifier: Apache-2.0
"""The same applications as a board: a column for each station, a card for each person.

A card is dragged to another column, or moved there with Alt and an arrow key. The board changes
nothing itself: it says which cards a person wants where, and shows what it is handed afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QWidget

from hr_desk.i18n import t
from ui import theme
from ui.widgets.label import Label
from ui.widgets.layouts import column, row

FORMAT: Final = "application/x-hr-desk-cards"
"""What a dragged card is: ids of applications, for this window alone."""

LEAST_WIDTH: Final = 190
_ROLE: Final = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the application, its heading, and a line below it."""

    id: str
    title: str
    below: str


@dataclass(frozen=True, slots=True)
class Station:
    """One column: the stage, its name, how many stand there, and the first of them as cards."""

    stage: str
    label: str
    count: int
    cards: tuple[Card, ...]


class CardModel(QAbstractListModel):
    """The cards of one column, read once and handed in."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[Card, ...] = ()
        self._size = QSize()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Replace all cards."""
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def set_size(self, size: QSize) -> None:
        """Give every card this size: as narrow as a column may be, so that a long name elides."""
        self._size = size

    def card_id(self, place: int) -> str:
        """Return the application of a card."""
        return self._cards[place].id

    def places_of(self, ids: Sequence[str]) -> list[int]:
        """Return where these applications lie in the column."""
        wanted = set(ids)
        return [place for place, card in enumerate(self._cards) if card.id in wanted]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of cards."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        """Return a card's two lines."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        texts = {
            _ROLE.DisplayRole: f"{card.title}\n{card.below}",
            _ROLE.ToolTipRole: f"{card.title}\n{card.below}",
            _ROLE.AccessibleTextRole: f"{card.title}, {card.below}",
            _ROLE.SizeHintRole: self._size,
        }
        return texts.get(_ROLE(role))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cards are dragged; columns take them, not cards."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the ids, never a name: what is dragged may be dropped into another program."""
        carried = QMimeData()
        ids = ",".join(self.card_id(index.row()) for index in indexes)
        carried.setData(FORMAT, QByteArray(ids.encode("ascii")))
        return carried


class CardList(QListView):
    """The cards of one station; takes cards that are dropped on it."""

    dropped = Signal(tuple)
    """Ids of applications that a person wants here."""
    stepped = Signal(int)
    """Alt and an arrow: the marked cards are wanted one column further (1) or before (-1)."""
    opened = Signal(str)
    entered = Signal()

    def __init__(self, stage: str) -> None:
        super().__init__()
        self.setObjectName("Cards")
        self.stage = stage
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fit()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.card_id(index.row())))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        lines = 2 * self.fontMetrics().lineSpacing()
        self.cards.set_size(QSize(LEAST_WIDTH // 2, lines + 2 * theme.MEDIUM))

    def marked(self) -> tuple[str, ...]:
        """Return the applications of the marked cards."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.cards.card_id(place) for place in places)

    def mark(self, ids: Sequence[str]) -> None:
        """Mark these cards as far as they lie here."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().clearSelection()
        for place in self.cards.places_of(ids):
            index = self.cards.index(place)
            self.selectionModel().setCurrentIndex(index, flag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow moves cards, Enter opens one; all else as Qt does it."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked():
            self.opened.emit(self.marked()[0])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this column is the one in hand."""
        super().focusInEvent(event)
        self.entered.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards from another column."""
        self._weigh(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on taking them."""
        self._weigh(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which cards are wanted here; nothing moves before the answer."""
        ids = bytes(event.mimeData().data(FORMAT).data()).decode("ascii")
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if ids:
            self.dropped.emit(tuple(ids.split(",")))

    def _weigh(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(FORMAT) and event.source() is not self:
            event.acceptProposedAction()
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Take the height there is."""
        return QSize(LEAST_WIDTH, 200)


class Board(QScrollArea):
    """Columns side by side; what is marked is marked in one of them at a time."""

    wanted = Signal(tuple, str)
    """Ids of applications, and the stage where a person wants them."""
    marked_changed = Signal(tuple)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._columns: dict[str, tuple[Label, CardList, QWidget]] = {}
        self._inner = QWidget()
        self._row = row(self._inner, gap=theme.SMALL)
        self.setWidget(self._inner)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of the columns, from the left."""
        return tuple(self._columns)

    def cards_of(self, stage: str) -> CardList:
        """Return the cards of a column."""
        return self._columns[stage][1]

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Show these columns; marked cards stay marked wherever they are now.

        The keyboard goes along with them, so that the next key is for them too.
        """
        marked = self.marked()
        if tuple(one.stage for one in stations) != self.stages:
            self._build(stations)
        for one in stations:
            heading, cards, _ = self._columns[one.stage]
            heading.setText(t("{stage} {count}", stage=one.label, count=one.count))
            cards.setAccessibleName(heading.text())
            selection = cards.selectionModel()
            selection.blockSignals(True)
            cards.cards.show_cards(one.cards)
            cards.mark(marked)
            selection.blockSignals(False)
        self._follow()
        self._tell()

    def marked(self) -> tuple[str, ...]:
        """Return the applications of the marked cards, column by column."""
        return tuple(id_ for _, cards, _ in self._columns.values() for id_ in cards.marked())

    def wish(self, stage: str, step: int) -> None:
        """Say that the marked cards of a column are wanted further (1) or before (-1)."""
        place = self.stages.index(stage) + step
        ids = self.cards_of(stage).marked()
        if ids and 0 <= place < len(self.stages):
            self.wanted.emit(ids, self.stages[place])

    def _build(self, stations: Sequence[Station]) -> None:
        for _, _, holder in self._columns.values():
            self._row.removeWidget(holder)
            holder.deleteLater()
        self._columns = {one.stage: self._column(one.stage) for one in stations}
        for _, _, holder in self._columns.values():
            self._row.addWidget(holder, 1)

    def _column(self, stage: str) -> tuple[Label, CardList, QWidget]:
        holder, heading, cards = QWidget(), Label(bold=True, wrap=False), CardList(stage)
        holder.setMinimumWidth(LEAST_WIDTH)
        layout = column(holder, gap=theme.TIGHT)
        layout.addWidget(heading)
        layout.addWidget(cards, 1)
        cards.dropped.connect(lambda ids: self.wanted.emit(ids, stage))
        cards.stepped.connect(lambda step: self.wish(stage, step))
        cards.opened.connect(self.opened)
        cards.entered.connect(lambda: self._leave_others(stage))
        cards.selectionModel().selectionChanged.connect(lambda *_: self._chosen(stage))
        return heading, cards, holder

    def _leave_others(self, stage: str) -> None:
        """Mark in one column at a time: a step is for cards that stand alike."""
        for key, (_, cards, _) in self._columns.items():
            if key != stage:
                cards.clearSelection()

    def _chosen(self, stage: str) -> None:
        """A person marked cards of a column, whose list may have had the keyboard all along."""
        if self.cards_of(stage).marked():
            self._leave_others(stage)
        self._tell()

    def _follow(self) -> None:
        """Give the keyboard to the column the marked cards are in now."""
        lists = [cards for _, cards, _ in self._columns.values()]
        left = [cards for cards in lists if cards.hasFocus() and not cards.marked()]
        holding = [cards for cards in lists if cards.marked()]
        if left and holding:
            holding[0].setFocus()

    def _tell(self) -> None:
        self.marked_changed.emit(self.marked())
