# SPDX-License-Identifier: Apache-2.0
"""The forms of the users page about cards: have one printed, block one."""

from functools import partial

from hr_desk.i18n import N_, t
from hr_desk.operations import cards
from hr_desk.operations.cards import Issued
from hr_desk.operations.users import UserLine
from ui.pages.people_forms import UserForm
from ui.printing.to_printer import Send, printed, send
from ui.printing.user_card import card_pdf
from ui.session import OpenDesk
from ui.widgets.label import Label


class PrintCard(UserForm):
    """Makes a card and prints it at once; its secret is kept until it is on paper, no longer."""

    def __init__(self, desk: OpenDesk, *, printer: Send = send) -> None:
        super().__init__(desk)
        self.printer = printer
        self._issued: Issued | None = None
        self._hint = Label(tone="soft")
        self.content.addWidget(self._hint)
        self.own.put(
            N_(
                "It is printed on the default printer of this machine. Hand it over yourself: its "
                "user scans it under “Settings”, “My card”, and chooses a PIN. A card of theirs "
                "from before opens nothing any more."
            ),
            self._hint.setText,
        )
        self.retranslate()

    def clear(self) -> None:
        """Forget the secret."""
        self._issued = None

    def leave(self) -> None:
        """Leave the form and what it holds."""
        self.clear()
        super().leave()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.sentence.setText(
            t("A card for “{name}”, who unlocks with it and a PIN", name=self.called)
        )
        self.yes.setText(t("Print the card"))

    def carry_out(self) -> None:
        """Make the card, unless one is made already and waits for the printer."""
        if self.about is None:
            return
        if self._issued is not None:
            self._print(self._issued)
            return
        self.yes.setEnabled(False)
        self.desk.run(cards.issue, self.about.id, owner=self, done=self._print, failed=self.refuse)

    def _print(self, issued: Issued) -> None:
        self._issued = issued
        company = str(self.desk.session.company.get("name", ""))
        paper = partial(card_pdf, issued.name, issued.code, company=company)
        self.yes.setEnabled(False)
        self.desk.draw(
            partial(printed, paper, self.printer), owner=self,
            done=lambda _content: self._done(issued), failed=self.refuse,
        )  # fmt: skip


class BlockCard(UserForm):
    """Blocks the card of one user."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk, danger=True)
        self._hint = Label(tone="soft")
        self.content.addWidget(self._hint)
        self.own.put(
            N_(
                "The passphrase still unlocks. Whoever copied this desk's folder before and has "
                "card and PIN is kept out by new keys alone: “New passphrase for the user”."
            ),
            self._hint.setText,
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.sentence.setText(
            t("The card of “{name}” is to open nothing any more", name=self.called)
        )
        self.yes.setText(t("Block the card"))

    def carry_out(self) -> None:
        """Block it."""
        if self.about is not None:
            self.run(cards.block, self.about.id)


def said_of_card(line: UserLine) -> str:
    """Return how a user's card stands, for the table; empty where there is none."""
    if line.has_card:
        return t("In use")
    return t("Waits for its PIN") if line.card_waits else ""
