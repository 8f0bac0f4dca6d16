# SPDX-License-Identifier: Apache-2.0
"""The steps of a new version: a second person approves it, it is published, it is discarded."""

from hr_desk.i18n import N_, t
from hr_desk.operations import policy_drafts
from hr_desk.operations.policy_drafts import Draft
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import line
from ui.widgets.layouts import row


class Approve(MarkedQuestion):
    """Asks the second person for their name and passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        name, self.name = line(self._own, N_("Their user name"))
        secret, self.passphrase = line(self._own, N_("Their passphrase"), secret=True)
        across = row(gap=theme.MEDIUM)
        across.addWidget(name)
        across.addWidget(secret)
        self.content.addLayout(across)

    def start(self, about: Draft) -> None:
        """Ask about the version under way."""
        self.begin((about.id,))
        self.name.clear()
        self.passphrase.clear()
        self._say()
        self.name.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        super().leave()

    def _say(self) -> None:
        self.ask(
            t(
                "A second person reads both texts and approves them here. "
                "One of the two is an HR admin, who signs for the desk."
            ),
            t("I have read it and approve it"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(
            policy_drafts.approve, id_, approver=self.name.text().strip(),
            passphrase=self.passphrase.text(), done=self.leave,
        )  # fmt: skip


class Publish(MarkedQuestion):
    """Asks where it was published and what shows it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        place, self.place = line(
            self._own, N_("Published where"),
            N_("For example the notice board at the gate, or the company's website."),
        )  # fmt: skip
        shows, self.evidence = line(
            self._own, N_("What shows it"),
            N_("The address and hash of a screenshot, or where the photo of the board is kept."),
        )  # fmt: skip
        across = row(gap=theme.MEDIUM)
        across.addWidget(place, 1)
        across.addWidget(shows, 1)
        self.content.addLayout(across)
        self._major = False

    def start(self, about: Draft) -> None:
        """Ask about the approved version."""
        self.begin((about.id,))
        self._major = about.version.major
        self._say()
        self.place.setFocus()

    def _say(self) -> None:
        self.ask(
            t("It holds seven days from today at the earliest, so that people can be told.")
            if self._major
            else t("It holds from its day on."),
            t("It is published"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(
            policy_drafts.publish, id_, place=self.place.text(), evidence=self.evidence.text(),
            done=self.leave,
        )  # fmt: skip


class Discard(MarkedQuestion):
    """Asks before the version under way is thrown away."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")

    def start(self, about: Draft) -> None:
        """Ask about the version under way."""
        self.begin((about.id,))
        self._say()

    def _say(self) -> None:
        self.ask(
            t("Discard the new version? Its texts are gone; the version in force stays."),
            t("Discard it"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(policy_drafts.discard, id_, done=self.leave)
