# SPDX-License-Identifier: Apache-2.0
"""Whether a record is held, beside the record itself, and the way to hold it."""

from PySide6.QtCore import QEvent

from hr_desk.i18n import N_, t
from hr_desk.operations import holds
from hr_desk.operations.holds import Hold
from ui.pages.hold_list import state_said
from ui.pages.page import Page
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.panels import Card
from ui.widgets.words import Words


class HoldCard(Card):
    """Says until when and why a record is held; hidden where it is not and may not be."""

    def __init__(self, desk: OpenDesk, file: str) -> None:
        super().__init__()
        self._desk, self._file = desk, file
        self._about, self._name = "", ""
        self._hold: Hold | None = None
        self._words = Words()
        self.said, self.button = Label(), Button(icon="hourglass")
        self._words.put(N_("Put on hold…"), self.button.setText)
        self._words.put(N_("Holds on deletion"), self.set_heading)
        self.body.addWidget(self.said)
        self.body.addWidget(self.button)
        self.button.clicked.connect(self._ask)
        self.hide()

    def show_for(self, id_: str, name: str) -> None:
        """Show whether a record is held; ``id_`` is what ``holds.of`` takes."""
        if id_ != self._about:
            self._show(None)
        self._about, self._name = id_, name
        self._desk.query(
            holds.of, self._file, id_, owner=self, done=self._show,
            failed=lambda _error: self.hide(), slot=f"hold.{self._file}",
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._show(self._hold)

    def _show(self, found: Hold | None) -> None:
        self._hold = found
        may = self._desk.may(f"{holds.NOUNS[self._file]}.put")
        self.button.setVisible(found is None and may)
        self.said.setVisible(found is not None)
        if found is not None:
            codes = self._desk.catalogue.code_lists[holds.REASONS].codes
            reason = codes.get(found.reason, found.reason)
            until = t("On hold until {day}: {reason}", day=found.review_on, reason=reason)
            self.said.setText(f"{until}\n{found.evidence}\n{state_said(found)}")
        self.setVisible(bool(self._about) and (found is not None or may))

    def _ask(self) -> None:
        """Go to the page that holds, from whichever page this stands on."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, Page):
            place = place.parentWidget()
        if place is not None:
            place.go.emit("retention", (self._file, self._about, self._name))
