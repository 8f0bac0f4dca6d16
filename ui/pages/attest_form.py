# SPDX-License-Identifier: Apache-2.0
"""Entering what a recipient attests at the end of its agreement, and taking that back."""

from datetime import date
from pathlib import Path

from hr_desk.i18n import N_, t
from hr_desk.operations import attestations
from hr_desk.operations.attestations import HOWS, Attestation, EndedLine
from hr_desk.operations.recipients import RecipientView
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.receipt_forms import HashUnreadable, hash_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day, shrinks
from ui.widgets.files import choose_file
from ui.widgets.layouts import row


class AttestForm(MarkedQuestion):
    """Which day, what, by whom; the digest of the signed file where there is one."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._name, self._version, self._corrects = "", 0, False
        day, self.day = day_line(self._own, N_("Attested on"))
        how, self.how = choice(self._own, N_("What is attested"))
        who, self.reference = line(self._own, N_("Who attests, or which paper"))
        self._hash, self.sha256 = line(
            self._own,
            N_("SHA-256 of the signed file"),
            N_("Left empty where it is signed on paper."),
        )
        self.file_button = Button(icon="folder-open")
        self._own.put(N_("Take it from the file…"), self.file_button.setText)
        self.file_button.clicked.connect(self._choose)
        shrinks(self.how, 8)
        above, below = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        for entry, share in ((day, 1), (how, 1), (who, 2)):
            above.addWidget(entry, share)
        below.addWidget(self._hash, 1)
        below.addWidget(self.file_button)
        self.content.addLayout(above)
        self.content.addLayout(below)

    def start(self, about: RecipientView, over: EndedLine, today: date) -> None:
        """Ask about a recipient whose agreement ended, with what was entered before."""
        record = over.record
        self.begin((about.id,))
        self._name, self._version = about.recipient.name, about.version
        self._corrects = record is not None
        show_day(self.day, today if record is None else record.attested_on)
        self.reference.setText("" if record is None else record.reference)
        self.sha256.setText("" if record is None else record.file_sha256)
        self._hash.set_error("")
        self._say()
        self.how.setCurrentIndex(0 if record is None else self.how.findData(record.how))
        self.reference.setFocus()

    def take_file(self, path: Path) -> None:
        """Put the digest of a file into its line."""
        self.banner.clear()
        self._desk.query(
            attestations.digest_of, path, owner=self, done=self.sha256.setText,
            failed=self.banner.show_error, slot="recipients.digest",
        )  # fmt: skip

    def _choose(self) -> None:
        choose_file(self, t("Choose the signed file"), "*", self.take_file)

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists[HOWS].codes
        fill(self.how, [(str(label), code) for code, label in codes.items()])
        self.ask(
            t("What does “{name}” attest about the data it was given?", name=self._name),
            t("Save the correction") if self._corrects else t("Enter the attestation"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        typed = self.sha256.text()
        try:
            sha256 = hash_of(typed) if typed.strip() else ""
        except HashUnreadable as error:
            self._hash.set_error(error.text)
            self.sha256.setFocus()
            return
        self._hash.set_error("")
        said = Attestation(
            attested_on=chosen_day(self.day), how=str(self.how.currentData()),
            reference=self.reference.text(), file_sha256=sha256,
        )  # fmt: skip
        self._do_it(attestations.attest, id_, said, version=self._version, done=self.leave)


class RetractQuestion(MarkedQuestion):
    """Asks before what was entered counts no more."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._name, self._version = "", 0

    def start(self, about: RecipientView) -> None:
        """Ask about one."""
        self.begin((about.id,))
        self._name, self._version = about.recipient.name, about.version
        self._say()

    def _say(self) -> None:
        self.ask(
            t(
                "Take back what was entered of “{name}”? The attestation is asked for again. What "
                "was entered stays in the log.",
                name=self._name,
            ),
            t("Take the attestation back"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(attestations.retract, id_, version=self._version, done=self.leave)
