# SPDX-License-Identifier: Apache-2.0
"""A column of faces: pictures of the rows that are seen, asked for by whoever fills the table.

A picture is asked for once it is seen, not while somebody scrolls past it, and remembered until
``forget``; at most MOST are. The picture of a row has an id of its own: another photo is another
picture. A column that a person hides asks for none.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hr_desk.exchange.photos import PORTRAIT
from ui.tables.model import ID_ROLE
from ui.tables.rows import Column, TableCell
from ui.tables.view import RecordTable
from ui.widgets.face import paint_face

KEY: Final = "face"
"""The key of the column."""
ROW_HEIGHT: Final = 44
"""Height of a row with a face in device-independent pixels."""
SIZE: Final = (40 * PORTRAIT[0] // PORTRAIT[1], 40)
"""Width and height of a face in a row."""
MOST: Final = 240
"""Pictures remembered at most; at twice the resolution about 18 KB each."""
SETTLED_MS: Final = 150
"""Rows that are seen for so long are looked at."""

Index = QModelIndex | QPersistentModelIndex


def face_column(heading: Callable[[], str]) -> Column:
    """Return the column of faces."""
    return Column(key=KEY, heading=heading, width=2)


def face_cell(spoken: str) -> TableCell:
    """Return the cell of a face: nothing to read, and what a screen reader says."""
    return TableCell(" ", spoken=spoken)


@dataclass(frozen=True)
class RowFace:
    """What is known of a row's face: the id of its picture, or empty, and letters in its place."""

    picture: str
    letters: str


class Faces(QObject):
    """Paints the faces of a table and says whose are to be fetched."""

    wanted = Signal(tuple)
    """The ids of records that are seen and have a picture that is not here."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self._rows: Mapping[str, RowFace] = {}
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._refused: set[str] = set()
        self._asked: Mapping[str, str] = {}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self.look)
        self._column = next(
            place for place, one in enumerate(table.records.columns) if one.key == KEY
        )
        self._dress()

    def show_for(self, rows: Mapping[str, RowFace]) -> None:
        """Say what the rows have; what was refused before is asked for again."""
        self._rows, self._refused = rows, set()
        self._settled.start()

    def take(self, pictures: Mapping[str, QImage]) -> None:
        """Show what was fetched, by record; the others that were asked for have no picture here."""
        for record, picture in self._asked.items():
            image = pictures.get(record)
            if image is None or image.isNull():
                self._refused.add(picture)
            else:
                self._pictures[picture] = QPixmap.fromImage(image)
        while len(self._pictures) > MOST:
            self._pictures.popitem(last=False)
        self._asked = {}
        self._table.viewport().update()
        self._settled.start()

    def forget(self) -> None:
        """Remember no face: nobody is at the desk, or the table is somebody else's."""
        self._pictures.clear()
        self._refused.clear()
        self._asked = {}
        self._table.viewport().update()

    def remembered(self) -> int:
        """Return how many pictures are in memory."""
        return len(self._pictures)

    def look(self) -> None:
        """Ask for the faces that are seen and not here; one question at a time."""
        lacking = tuple(id_ for id_ in self._seen() if self._lacks(id_))
        if lacking and not self._asked:
            self._asked = {id_: self._rows[id_].picture for id_ in lacking}
            self.wanted.emit(lacking)

    def paint(self, painter: QPainter, cell: QRectF, record: str) -> None:
        """Paint the face of a record into the middle of a cell."""
        face, place = self._rows.get(record), QRectF(0, 0, *SIZE)
        if face is None:
            return
        place.moveCenter(cell.center())
        if face.picture in self._pictures:
            self._pictures.move_to_end(face.picture)
        paint_face(painter, place, self._pictures.get(face.picture), face.letters)

    def _lacks(self, record: str) -> bool:
        picture = self._rows[record].picture if record in self._rows else ""
        return bool(picture) and picture not in self._pictures and picture not in self._refused

    def _seen(self) -> Iterable[str]:
        """Return the records whose rows are on the screen, from the top."""
        table = self._table
        if not table.isVisible() or table.isColumnHidden(self._column):
            return
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        end = table.records.rowCount() if last < 0 else last + 1
        for row in range(first, end) if first >= 0 else ():
            yield table.records.row_id(row)

    def _dress(self) -> None:
        table = self._table
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setItemDelegateForColumn(self._column, _FaceDelegate(self))
        rows, heading = table.verticalScrollBar(), table.horizontalHeader()
        for moved in (rows.valueChanged, rows.rangeChanged, heading.sectionResized, table.seen):
            moved.connect(self._settle)
        table.records.layoutChanged.connect(self._settle)

    def _settle(self, *_moved: object) -> None:
        self._settled.start()


class _FaceDelegate(QStyledItemDelegate):
    """Paints the cell as any other, and the face over it."""

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces)
        self._faces = faces

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and focus, then the face."""
        super().paint(painter, option, index)
        self._faces.paint(painter, QRectF(option.rect), str(index.data(ID_ROLE)))
