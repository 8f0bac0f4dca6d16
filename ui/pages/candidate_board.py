# SPDX-License-Identifier: Apache-2.0
"""The board of the candidates page: reads the columns of a query, and turns a wish into a step."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal

from hr_desk.domain import stages
from hr_desk.i18n import t
from hr_desk.operations.board import BoardColumn, board
from hr_desk.operations.candidates import ApplicationRow, ListQuery
from ui.session import OpenDesk
from ui.tables.board import Board, Card, Station

LAST_COLUMNS = ("offer_accepted", "not_hired")
"""Where a card may go from the board beside the stations before an offer."""


class CandidateBoard(QObject):
    """Keeps a board up to date for the filter of a page."""

    advance = Signal(tuple, str)
    """Ids, and the stage they are to be moved to at once."""
    ask = Signal(str, tuple)
    """A verb that needs more words first, and the ids it is for."""
    refused = Signal(str)
    """The name of a stage that these cards cannot reach from where they stand."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.view = Board()
        self.rows: dict[str, ApplicationRow] = {}
        self._columns: tuple[BoardColumn, ...] = ()
        self.view.wanted.connect(self._weigh)

    def read(
        self, query: ListQuery, chosen: Collection[str] | None, counts: Mapping[str, int]
    ) -> None:
        """Read the columns again.

        ``chosen`` are the stations of the one requisition the filter names, None for all of them;
        then every station at which somebody stands (``counts``) has a column as well.
        """
        catalogue = self._desk.catalogue
        used = (stage for stage, number in counts.items() if number)
        own = {*stages.usual(catalogue), *used} if chosen is None else chosen
        self._desk.query(
            board,
            query,
            stages=(*stages.before_offer(catalogue, own), *LAST_COLUMNS),
            owner=self,
            done=self._show,
            slot="candidates.board",
        )

    def retranslate(self) -> None:
        """Name the columns in the language in use."""
        if self._columns:
            self._show(self._columns)

    def _show(self, columns: tuple[BoardColumn, ...]) -> None:
        self._columns = columns
        self.view.setAccessibleName(t("Candidates"))
        self.rows = {row.application_id: row for one in columns for row in one.rows}
        labels = self._desk.catalogue.stages
        self.view.show_stations(
            [
                Station(one.stage, str(labels[one.stage].label), one.count,
                        tuple(map(_card, one.rows)))
                for one in columns
            ]
        )  # fmt: skip

    def _weigh(self, ids: tuple[str, ...], stage: str) -> None:
        rows = [self.rows[id_] for id_ in ids if id_ in self.rows]
        if not rows or all(row.stage == stage for row in rows):
            return
        target = self._desk.catalogue.stages[stage]
        if all(stage in row.next_stages for row in rows):
            self.advance.emit(ids, stage)
        elif target.operation and self._allows(rows, target.operation):
            self.ask.emit(target.operation, ids)
        else:
            self.refused.emit(str(target.label))

    def _allows(self, rows: list[ApplicationRow], verb: str) -> bool:
        catalogue = self._desk.catalogue
        return verb != "advance" and all(
            verb in stages.allowed(catalogue, row.stage, row.stations) for row in rows
        )


def _card(row: ApplicationRow) -> Card:
    name = row.cells.get("full_name")
    return Card(
        row.application_id,
        name.text if name is not None else "–",
        f"{row.requisition} · {row.stage_since:%m-%d}",
    )
