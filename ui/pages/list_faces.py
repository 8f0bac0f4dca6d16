# SPDX-License-Identifier: Apache-2.0
"""The faces in the list of joiners: fetched for the rows that are seen, decoded by the worker."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from hr_desk.i18n import t
from hr_desk.operations import joiner_faces
from hr_desk.operations.joiner_board import BoardRow
from hr_desk.operations.session import Session
from hr_desk.operations.small_pictures import FACE
from ui.session import OpenDesk
from ui.tables.faces import KEY, SIZE, Faces, RowFace, face_cell, face_column
from ui.tables.rows import Column, TableCell
from ui.tables.view import RecordTable
from ui.widgets.face import decoded, letters_of

NAME: Final = "full_name"


def with_face(desk: OpenDesk, names: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns with that of the faces behind the first, where the user sees any."""
    if not joiner_faces.may_see(desk.session):
        return names
    label = desk.catalogue.field(FACE).label
    return (names[0], face_column(lambda: str(label)), *names[1:])


def face_of(one: BoardRow) -> dict[str, TableCell]:
    """Return the cell of a row's face."""
    name = _name(one)
    said = t("Photo of {name}", name=name) if one.photo else t("{name}, no photo", name=name)
    return {KEY: face_cell(said)}


def _name(one: BoardRow) -> str:
    cell = one.joiner.cells.get(NAME)
    return "" if cell is None else cell.text


class ListFaces(QObject):
    """Keeps the faces of a table of joiners; without their column it does nothing."""

    def __init__(self, desk: OpenDesk, table: RecordTable) -> None:
        super().__init__(table)
        self._desk, self._table = desk, table
        places = {one.key: place for place, one in enumerate(table.records.columns)}
        self.faces = Faces(table) if KEY in places else None
        if self.faces is not None:
            # Read out, a row begins with the name; seen, with the face.
            table.horizontalHeader().moveSection(places[KEY], 0)
            self.faces.wanted.connect(self._fetch)

    def show_for(self, rows: Iterable[BoardRow]) -> None:
        """Say whose rows the table shows."""
        if self.faces is not None:
            self.faces.show_for(
                {one.joiner.joiner_id: RowFace(one.photo, letters_of(_name(one))) for one in rows}
            )

    def look(self) -> None:
        """Fetch the faces that are seen now, without waiting until nobody scrolls."""
        if self.faces is not None:
            self.faces.look()

    def forget(self) -> None:
        """Remember no face."""
        if self.faces is not None:
            self.faces.forget()

    def _fetch(self, joiners: tuple[str, ...]) -> None:
        if self.faces is not None:
            self._desk.query(
                see, joiners, ratio=self._table.devicePixelRatioF(), owner=self,
                done=self.faces.take, failed=lambda _refusal: self._have_none(),
            )  # fmt: skip

    def _have_none(self) -> None:
        if self.faces is not None:
            self.faces.take({})


def see(session: Session, joiners: tuple[str, ...], *, ratio: float) -> Mapping[str, QImage]:
    """Return the faces of joiners, decoded for the rows of a table; one read; for the worker."""
    width, height = (round(side * ratio) for side in SIZE)
    found = joiner_faces.see(session, joiners)
    return {joiner: decoded(data, width, height) for joiner, data in found.items()}
