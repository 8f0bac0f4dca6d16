# SPDX-License-Identifier: Apache-2.0
"""The further choices of the filter over candidates: source, owner, end, a missing interview."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.consent import ASKED_AHEAD
from hr_desk.i18n import N_, t
from hr_desk.operations.application_query import SOURCE
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.taking_back import Recruiter
from ui import theme
from ui.widgets.buttons import Chip
from ui.widgets.entry import fill
from ui.widgets.layouts import FlowLayout
from ui.widgets.words import Words

ENDS: Final = {
    "7": N_("Deleted within 7 days"),
    "30": N_("Deleted within 30 days"),
    "90": N_("Deleted within 90 days"),
}
"""Days within which a record ends."""

POOL: Final = "pool"
"""The choice of those whose place in the talent pool ends while they can still be asked."""


class FurtherFilter(QWidget):
    """Three choices and a chip, in as many rows as they need; what comes behind joins ``line``."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._words = Words()
        self._owners: tuple[Recruiter, ...] = ()
        self._sources = True
        self.source, self.owner, self.ends = QComboBox(), QComboBox(), QComboBox()
        self.line = FlowLayout(self, gap=theme.SMALL)
        for box in (self.source, self.owner, self.ends):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.line.addWidget(box)
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.interview_owed = Chip("interview_owed")
        self.line.addWidget(self.interview_owed)
        self.interview_owed.toggled.connect(lambda _on: self.changed.emit())
        self._words.put(N_("Interview not arranged"), self.interview_owed.setText)
        self._words.put(N_("Source"), self.source.setAccessibleName)
        self._words.put(N_("Goes on with it"), self.owner.setAccessibleName)
        self._words.put(N_("Deleted on"), self.ends.setAccessibleName)
        self._fill()

    def values(self) -> dict[str, Any]:
        """Return the parts of a ListQuery that are chosen here."""
        days = self.ends.currentData()
        return {
            "source": self.source.currentData() or None,
            "owner": self.owner.currentData() or None,
            "ends_within": int(days) if days and days != POOL else None,
            "pool_ends_within": ASKED_AHEAD.days if days == POOL else None,
            "interview_owed": self.interview_owed.isChecked(),
        }

    def choose(self, query: ListQuery) -> None:
        """Choose what a query says; what is not offered any more is not chosen."""
        days = "" if query.ends_within is None else str(query.ends_within)
        days = days if query.pool_ends_within is None else POOL
        self.blockSignals(True)
        for box, key in ((self.source, query.source), (self.owner, query.owner), (self.ends, days)):
            box.setCurrentIndex(max(box.findData(key or ""), 0))
        self.interview_owed.setChecked(query.interview_owed)
        self.blockSignals(False)

    def offer_sources(self, on: bool) -> None:
        """Offer sources to whoever may see them, and to nobody else."""
        self._sources = on
        self.source.setVisible(on)
        self._fill()

    def show_owners(self, owners: Iterable[Recruiter]) -> None:
        """Offer these users."""
        self._owners = tuple(owners)
        self._fill()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._fill()

    def _fill(self) -> None:
        codes = self._catalogue.code_lists[SOURCE].codes
        sources = [(str(label), code) for code, label in codes.items() if self._sources]
        fill(self.source, [(t("All sources"), ""), *sources])
        owners = [(one.name, one.id) for one in self._owners]
        fill(self.owner, [(t("All owners"), ""), *owners])
        ends = [(t("Deleted at any time"), ""), *((t(m), key) for key, m in ENDS.items())]
        pool = t("Pool ends in {days} days", days=ASKED_AHEAD.days)
        fill(self.ends, [*ends, (pool, POOL)])
