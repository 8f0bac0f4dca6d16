# SPDX-License-Identifier: Apache-2.0
"""Taking up one's own card: scan it, choose a PIN, and unlock with both from then on."""

from typing import Any

from hr_desk.domain import card_code
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import cards
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Words

DIFFERENT = N_("The two PINs differ. Type the second one again.")


class OwnCard(Question):
    """The card and the PIN of whoever is here."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._code = ""
        self.banner, self.state = Banner(), Label(tone="soft")
        self.first_entry, self.first = line(
            self._own,
            N_("PIN of the card"),
            N_("6 to 12 digits, not all the same, not counting up or down."),
            secret=True,
        )
        self.second_entry, self.second = line(self._own, N_("The same PIN again"), secret=True)
        inputs = row(gap=theme.MEDIUM)
        for entry in (self.first_entry, self.second_entry):
            inputs.addWidget(entry, 1)
        for widget in (self.banner, self.state):
            self.content.addWidget(widget)
        self.content.addLayout(inputs)
        self.second.returnPressed.connect(self._run)
        self.retranslate()

    def start(self) -> None:
        """Wait for the card."""
        self._forget()
        self.banner.clear()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.first.setFocus()

    def leave(self) -> None:
        """Leave the form and forget the card."""
        self._forget()
        super().leave()

    def take_scan(self, code: str) -> None:
        """Take the scanned card; it never stands in a field."""
        if card_code.is_card(code):
            self._code = code
            self.banner.clear()
            self.first.setFocus()
        else:
            self.banner.show_text("warn", lambda: t("That was no card. Scan the card itself."))
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        self.sentence.setText(t("Unlock with a card and a PIN"))
        self.yes.setText(t("Use this card"))
        self._say()

    def _say(self) -> None:
        self.state.setText(
            t("The card is read. Choose its PIN.")
            if self._code
            else t("Scan the card that an HR admin printed for you. Your passphrase still works.")
        )

    def _forget(self) -> None:
        self._code = ""
        self.first.clear()
        self.second.clear()
        self.second_entry.set_error("")
        self._say()

    def _run(self) -> None:
        same = self.first.text() == self.second.text()
        self.second_entry.set_error("" if same else lambda: t(DIFFERENT))
        if not self._code:
            self.banner.show_text("warn", lambda: t("Scan the card first."))
        elif same and self.yes.isEnabled():
            self.yes.setEnabled(False)
            self._desk.run(
                cards.take_up, self._code, pin=self.first.text(), owner=self,
                done=self._done, failed=self._failed,
            )  # fmt: skip

    def _done(self, _changes: Any) -> None:
        self.yes.setEnabled(True)
        self.leave()

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)
        self.first.setFocus()
