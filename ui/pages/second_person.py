# SPDX-License-Identifier: Apache-2.0
"""A question that a second person answers with their own name and passphrase."""

from collections.abc import Callable, Collection
from typing import Any

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import cards
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import row


class SecondPersonQuestion(MarkedQuestion):
    """Has the lines of the second person; a wrong passphrase is said beside its own.

    Subclasses lay out ``nobody`` and ``second``, and offer who may approve.
    """

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.nobody = Label(tone="warning")
        self._who, self.approver = choice(self._own, N_("The second person"))
        self._secret, self.passphrase = line(self._own, N_("Their own passphrase"), secret=True)
        self.second = row(gap=theme.MEDIUM)
        for entry in (self._who, self._secret):
            self.second.addWidget(entry, 1)
        self.second.addStretch(1)

    def begin(self, about: Collection[str]) -> None:
        """Take the ids of what the question is about, and no passphrase of before."""
        super().begin(about)
        self.passphrase.clear()
        self._secret.set_error("")

    def leave(self) -> None:
        """Hide the question and forget the passphrase."""
        self.passphrase.clear()
        super().leave()

    def approver_name(self) -> str:
        """Return the name that is chosen, empty for none."""
        return str(self.approver.currentData() or "")

    def _offer(self, names: tuple[str, ...] | None) -> None:
        """Offer whoever may approve; None: they are still being looked for."""
        fill(self.approver, [(name, name) for name in names or ()])
        for widget in (self._who, self._secret):
            widget.setVisible(names != ())
        self.nobody.setVisible(names == ())
        self.yes.setEnabled(bool(names))

    def _say(self) -> None:
        self.nobody.setText(
            t(
                "Nobody here may approve it. Add an HR admin, a privacy officer or an auditor on "
                "the page of users and keys; an auditor needs no key."
            )
        )

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        if cards.is_wrong_secret(error):
            self.banner.clear()
            self._secret.set_error(error.text)
            self.passphrase.selectAll()
            self.passphrase.setFocus()


class ApproveQuestion(SecondPersonQuestion):
    """Shows a second person what they approve: ``who`` reads who may, ``approve`` does it."""

    def __init__(
        self, desk: OpenDesk, *, who: Callable[..., Any], approve: Callable[..., Any], slot: str
    ) -> None:
        super().__init__(desk)
        self._read_who, self._approve, self._slot = who, approve, slot
        self._terms: Callable[[], str] = str
        self.told = Label()
        for widget in (self.told, self.nobody):
            self.content.addWidget(widget)
        self.content.addLayout(self.second)

    def show_terms(self, id_: str, terms: Callable[[], str]) -> None:
        """Ask about one that waits; ``terms`` says it in the language in use."""
        self.begin((id_,))
        self._terms = terms
        self._offer(None)
        self._desk.query(
            self._read_who, id_, owner=self, done=self._offer, failed=self.banner.show_error,
            slot=self._slot,
        )  # fmt: skip
        self._say()
        self.approver.setFocus()

    def _say(self) -> None:
        super()._say()
        self.told.setText(self._terms())
        self.ask(t("A second person reads this and approves it"), t("Approve"), self._run)

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(
            self._approve, id_, approver=self.approver_name(), passphrase=self.passphrase.text(),
            done=self.leave,
        )  # fmt: skip
