# SPDX-License-Identifier: Apache-2.0
"""The filter over the list of candidates: words as you type, stages with counts, requisition.

Source, owner and end of the record, and the filters kept under a name, are one press away.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.requisitions import RequisitionRow
from ui import theme
from ui.pages.further_filter import FurtherFilter
from ui.pages.requisition_choice import requisition_choices
from ui.session import OpenDesk
from ui.widgets.buttons import Chip
from ui.widgets.entry import fill
from ui.widgets.layouts import FlowLayout, column, emptied, row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words


class CandidateFilter(QWidget):
    """What narrows the list; ``changed`` fires at every letter and every press."""

    changed = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._words = Words()
        self._counts: Mapping[str, int] = {}
        self._requisitions: tuple[RequisitionRow, ...] = ()
        self.search = TextLine()
        self.search.setClearButtonEnabled(True)
        self.requisition = QComboBox()
        self.requisition.setMinimumWidth(220)
        self.chips: dict[str, Chip] = {}
        self.further = FurtherFilter(desk.catalogue)
        self.further.hide()
        self.more = Chip("more")
        upper = row(gap=theme.MEDIUM)
        upper.addWidget(self.search, 1)
        upper.addWidget(self.requisition)
        upper.addWidget(self.more)
        self._chips = FlowLayout(gap=theme.TIGHT)
        layout = column(self, gap=theme.SMALL)
        layout.addLayout(upper)
        layout.addWidget(self.further)
        layout.addLayout(self._chips)
        self._make_chips()
        self.more.toggled.connect(self.further.setVisible)
        self.further.changed.connect(self.changed)
        self._words.put(N_("More filters"), self.more.setText)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.requisition.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self._words.put(
            N_("Name, pinyin, phone, e-mail or company"), self.search.setPlaceholderText
        )
        self._words.put(N_("Find candidates"), self.search.setAccessibleName)
        self._words.put(N_("Requisition"), self.requisition.setAccessibleName)
        self._show_requisitions()

    def query(self) -> ListQuery:
        """Return what is asked for."""
        return ListQuery(
            text=self.search.text().strip(),
            stages=tuple(key for key, chip in self.chips.items() if chip.isChecked()),
            requisition_id=self.requisition.currentData() or None,
            **self.further.values(),
        )

    def requisition_row(self) -> RequisitionRow | None:
        """Return the requisition that is chosen, None for all of them."""
        chosen = self.requisition.currentData()
        return next((one for one in self._requisitions if one.id == chosen), None)

    def is_narrow(self) -> bool:
        """Whether anything is filtered at all."""
        return self.query() != ListQuery()

    def clear(self) -> None:
        """Ask for everything again."""
        self.show_query(ListQuery())

    def choose(
        self,
        *,
        stages: Iterable[str] = (),
        requisition_id: str = "",
        pool_ends_within: int | None = None,
        interview_owed: bool = False,
    ) -> None:
        """Filter by these stages, this requisition, this end of the pool, a missing interview."""
        query = ListQuery(
            stages=tuple(stages), requisition_id=requisition_id, pool_ends_within=pool_ends_within,
            interview_owed=interview_owed,
        )  # fmt: skip
        self.show_query(query)

    def show_query(self, query: ListQuery) -> None:
        """Filter by what a query says and by nothing else."""
        self.blockSignals(True)
        self.search.setText(query.text)
        for key, chip in self.chips.items():
            chip.setChecked(key in query.stages)
            chip.setVisible(self._counts.get(key, 0) > 0 or chip.isChecked())
        found = self.requisition.findData(query.requisition_id or "")
        self.requisition.setCurrentIndex(max(0, found))
        self.further.choose(query)
        if any(self.further.values().values()):
            self.more.setChecked(True)
        self.blockSignals(False)
        self.changed.emit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many applications stand at each stage; empty stages only if chosen."""
        self._counts = counts
        self._make_chips()
        for key, chip in self.chips.items():
            number = counts.get(key, 0)
            label = self._desk.catalogue.stages[key].label
            chip.setText(t("{stage} {count}", stage=label, count=number))
            chip.setVisible(number > 0 or chip.isChecked())

    def _make_chips(self) -> None:
        """Make a chip for each stage there is by now; one that is pressed stays so."""
        keys = tuple(self._desk.catalogue.stages)
        if keys == tuple(self.chips):
            return
        pressed = {key for key, chip in self.chips.items() if chip.isChecked()}
        with emptied(self, self._chips):
            self.chips = {key: Chip(key) for key in keys}
            for key, chip in self.chips.items():
                chip.setChecked(key in pressed)
                self._chips.addWidget(chip)
                chip.hide()
                chip.toggled.connect(lambda _on: self.changed.emit())

    def show_requisitions(self, requisitions: Iterable[RequisitionRow]) -> None:
        """Offer these requisitions."""
        self._requisitions = tuple(requisitions)
        self._show_requisitions()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.further.retranslate()
        self.show_counts(self._counts)
        self._show_requisitions()

    def _show_requisitions(self) -> None:
        fill(self.requisition, requisition_choices(self._requisitions, with_all=True))
