# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase: typed twice, for a new user or for oneself."""

from typing import Any

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import users
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import Entry, line
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Words

DIFFERENT = N_("The two passphrases differ. Type the second one again.")


class PassphraseEntries:
    """A new passphrase, typed twice."""

    def __init__(self, words: Words) -> None:
        self.first_entry, self.first = line(
            words,
            N_("New passphrase"),
            N_("At least 10 characters. Four or five unrelated words are easy to remember."),
            secret=True,
        )
        self.second_entry, self.second = line(words, N_("The same passphrase again"), secret=True)

    @property
    def entries(self) -> tuple[Entry, Entry]:
        """The two entries in their order."""
        return self.first_entry, self.second_entry

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()
        self.second_entry.set_error("")

    def same(self) -> bool:
        """Say beside the second one if the two differ; True if they are the same."""
        same = self.first.text() == self.second.text()
        self.second_entry.set_error("" if same else t(DIFFERENT))
        return same


class OwnPassphrase(Question):
    """A new passphrase for whoever is here."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self.banner = Banner()
        old, self.old = line(self._own, N_("Present passphrase"), secret=True)
        self.passphrase = PassphraseEntries(self._own)
        inputs = row(gap=theme.MEDIUM)
        for entry in (old, *self.passphrase.entries):
            inputs.addWidget(entry, 1)
        self.content.addWidget(self.banner)
        self.content.addLayout(inputs)
        self.retranslate()

    def start(self) -> None:
        """Show the empty form."""
        self.old.clear()
        self.passphrase.clear()
        self.banner.clear()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.old.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        self.sentence.setText(t("A new passphrase for yourself"))
        self.yes.setText(t("Change my passphrase"))

    def _run(self) -> None:
        if not self.passphrase.same():
            return
        self.yes.setEnabled(False)
        self._desk.run(
            users.change_passphrase,
            owner=self,
            done=self._done,
            failed=self._failed,
            old=self.old.text(),
            new=self.passphrase.first.text(),
        )

    def _done(self, _changes: Any) -> None:
        self.yes.setEnabled(True)
        self.old.clear()
        self.passphrase.clear()
        self.leave()

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)
