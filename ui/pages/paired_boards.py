# SPDX-License-Identifier: Apache-2.0
"""The promise boards of paired desks: what can be judged there, how it stands, last report."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import promises
from hr_desk.operations.board_reports import BoardReport
from hr_desk.operations.controls import BROKEN, KEPT
from ui import theme
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, scrolled, with_side
from ui.widgets.panels import Card

COLUMNS: Final = (
    text_column("desk", N_("Paired desk"), width=11),
    text_column("judged", N_("Judged there"), width=7),
    text_column("broken", N_("Not kept"), width=6),
    text_column("at", N_("Last report"), width=8),
    text_column("state", N_("State"), width=13),
)
SIDE: Final = 320
"""Width of what is known of one desk, in pixels."""


class PairedBoards(QWidget):
    """The desks, and beside them the controls of the marked one."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, BoardReport] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.hint, self.side = Label(tone="soft"), Card()
        self.broken, self.kept = Label(tone="warning"), Label()
        self.unseen = Label(tone="soft")
        for label in (self.broken, self.kept, self.unseen):
            self.side.body.addWidget(label)
        self.side.body.addStretch(1)
        layout = column(self, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(self.hint)
        layout.addLayout(with_side(self.table, scrolled(self.side), width=SIDE), 1)
        self.table.marked_changed.connect(lambda _ids: self._say())

    def show_reports(self, found: Sequence[BoardReport]) -> None:
        """Show the boards of these desks."""
        self._known = {one.desk: one for one in found}
        self.table.show_rows([self._row(one) for one in found])
        if not self.table.marked():
            self.table.mark(list(self._known)[:1])

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.table.set_name(t("Promises at paired desks"))
        self.hint.setText(
            t(
                "A desk without a privacy office says once a day, when it deletes what is due, "
                "which controls hold there: no figure and no name. What is not judged there has no "
                "file there, or nobody who may look."
            )
        )
        self.show_reports(tuple(self._known.values()))

    def _row(self, one: BoardReport) -> TableRow:
        judged = len(one.states)
        at = None if one.at is None else one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d")
        return text_row(
            one.desk,
            desk=one.label,
            judged=t("{count} of {all}", count=judged, all=len(promises.CONTROLS)),
            broken=len(one.those(BROKEN)),
            at=at or t("Never"),
            state=TableCell(_state(one), sort=-one.days, late=one.overdue),
        )

    def _say(self) -> None:
        marked = self.table.marked()
        one = self._known.get(marked[0]) if len(marked) == 1 else None
        self.side.setVisible(one is not None)
        if one is None:
            return
        self.side.set_heading(one.label)
        self.broken.setText(_listed(t("Not kept"), one.those(BROKEN)))
        self.kept.setText(_listed(t("Of these kept"), one.those(KEPT)))
        rest = [key for key in promises.CONTROLS if key not in one.states]
        self.unseen.setText(_listed(t("Not judged there"), rest))
        for label in (self.broken, self.kept, self.unseen):
            reveal(label, bool(label.text()))


def _listed(heading: str, keys: Iterable[str]) -> str:
    """Return a heading and what these controls are called, nothing for none."""
    names = [t(promises.CONTROLS[key].label) for key in keys if key in promises.CONTROLS]
    return (
        "\n".join((f"{heading} ({len(names)})", *(f"· {name}" for name in names))) if names else ""
    )


def _state(one: BoardReport) -> str:
    if one.overdue:
        return t("Silent for {days} days", days=one.days)
    return t("First report awaited") if one.at is None else t("In time")
