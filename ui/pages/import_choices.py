# SPDX-License-Identifier: Apache-2.0
"""What is chosen for a whole sheet: which one, for which requisition, how the notice was given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations.importing import Reading
from hr_desk.operations.requisitions import RequisitionRow
from ui import theme
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import FlowLayout
from ui.widgets.words import Words


class ImportChoices(QWidget):
    """The choices in a row that wraps."""

    sheet_chosen = Signal()
    changed = Signal()
    """Anything but the sheet and whether all rows have to be good was chosen."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue, self._words = catalogue, Words()
        sheet, self.sheet = choice(self._words, N_("Sheet"))
        post, self.requisition = choice(self._words, N_("Requisition"))
        notice, self.notice = choice(self._words, N_("How they were given the notice"))
        for box in (self.sheet, self.requisition, self.notice):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self.update_known, self.all_or_none = QCheckBox(), QCheckBox()
        flow = FlowLayout(self, gap=theme.MEDIUM)
        for entry in (sheet, post, notice):
            entry.setFixedWidth(240)
            flow.addWidget(entry)
        for tick in (self.update_known, self.all_or_none):
            flow.addWidget(tick)
        self._words.put(
            N_("Renew people who are in the file already, instead of skipping them"),
            self.update_known.setText,
        )
        self._words.put(N_("Import nothing unless every row is good"), self.all_or_none.setText)
        self.sheet.activated.connect(lambda _place: self.sheet_chosen.emit())
        for box in (self.requisition, self.notice):
            box.activated.connect(lambda _place: self.changed.emit())
        self.update_known.toggled.connect(lambda _on: self.changed.emit())

    def retranslate(self, notice: str) -> None:
        """Say everything in the language in use; ``notice`` is what stays chosen."""
        self._words.again()
        codes = self._catalogue.code_lists["notice_how"].codes
        fill(self.notice, [(str(label), code) for code, label in codes.items()])
        self.notice.setCurrentIndex(max(self.notice.findData(notice), 0))

    def show_requisitions(self, rows: Iterable[RequisitionRow]) -> None:
        """Offer the open requisitions, and that the column says it."""
        fill(
            self.requisition,
            [(t("As the column says"), ""), *((one.title, one.id) for one in rows)],
        )

    def show_sheets(self, sheets: Sequence[Sheet], meant: Sheet) -> None:
        """Offer the sheets of a file."""
        fill(self.sheet, [(one.name or t("The sheet"), one.name) for one in sheets])
        self.sheet.setCurrentIndex(list(sheets).index(meant))

    def choose(self, reading: Reading) -> None:
        """Choose what a reading of before said, as far as it can still be chosen."""
        for box, wanted in (
            (self.requisition, reading.requisition_id or ""), (self.notice, reading.notice),
        ):  # fmt: skip
            box.setCurrentIndex(max(box.findData(wanted), 0))
        self.update_known.blockSignals(True)
        self.update_known.setChecked(reading.update)
        self.update_known.blockSignals(False)

    def chosen_in(self, reading: Reading) -> Reading:
        """Return a reading with what is chosen here."""
        return replace(
            reading,
            requisition_id=self.requisition.currentData() or None,
            notice=self.notice.currentData() or reading.notice,
            update=self.update_known.isChecked(),
        )
