# SPDX-License-Identifier: Apache-2.0
"""What is asked before a new candidate's form: for which requisition, and how the notice went."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import N_, t
from hr_desk.operations.requisitions import RequisitionRow
from ui import theme
from ui.pages.requisition_choice import requisition_choices
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import row
from ui.widgets.panels import Card
from ui.widgets.words import Words


class TakeInCard(Card):
    """Requisition and way of giving the notice."""

    edited = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._words = Words()
        self._requisitions: tuple[RequisitionRow, ...] = ()
        self._entry, self.requisition = choice(self._words, N_("Requisition"))
        self._notice, self.notice = choice(
            self._words,
            N_("How was the notice given?"),
            N_("Before anything is asked, the person is told who asks, why, and how long."),
        )
        layout = row(gap=theme.WIDE)
        layout.addWidget(self._entry, 1)
        layout.addWidget(self._notice, 1)
        self.body.addLayout(layout)
        self.requisition.activated.connect(lambda _row: self.edited.emit())
        self.notice.activated.connect(lambda _row: self.edited.emit())
        self.retranslate()

    def show_requisitions(self, rows: Iterable[RequisitionRow]) -> None:
        """Offer the open requisitions."""
        self._requisitions = tuple(one for one in rows if one.is_open)
        self._fill_requisitions()

    def is_empty(self) -> bool:
        """Whether no requisition is open."""
        return not self._requisitions

    def choose(self, values: Mapping[str, str]) -> None:
        """Choose what a draft or another page names: ``requisition``, ``notice``."""
        for key, box in (("requisition", self.requisition), ("notice", self.notice)):
            place = box.findData(values.get(key, ""))
            if place >= 0:
                box.setCurrentIndex(place)

    def values(self) -> dict[str, str]:
        """Return what is chosen, for a draft and for taking in."""
        return {
            "requisition": str(self.requisition.currentData() or ""),
            "notice": str(self.notice.currentData() or ""),
        }

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.set_heading(t("First"))
        codes = self._catalogue.code_lists["notice_how"].codes
        fill(self.notice, [(str(label), code) for code, label in codes.items()])
        self._fill_requisitions()

    def _fill_requisitions(self) -> None:
        fill(self.requisition, requisition_choices(self._requisitions))
