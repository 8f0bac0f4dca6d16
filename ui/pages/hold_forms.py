# SPDX-License-Identifier: Apache-2.0
"""Asking for a hold or renewing one before a second person, and lifting one."""

from hr_desk.i18n import N_, t
from hr_desk.operations import holds
from hr_desk.operations.holds import Approval, Hold, Wanted
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.second_person import SecondPersonQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row


class HoldForm(SecondPersonQuestion):
    """Reason, evidence and day of review; the second person types their own passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._file, self._name, self._hold = "", "", ""
        why, self.reason = choice(self._own, N_("Reason"))
        self._evidence, self.evidence = line(self._own, holds.EVIDENCE)
        until, self.review = day_line(self._own, N_("Looked at again on"))
        self.told = Label(tone="soft")
        first = row(gap=theme.MEDIUM)
        for entry, share in ((why, 2), (self._evidence, 4), (until, 2)):
            first.addWidget(entry, share)
        self.content.addLayout(first)
        self.content.addWidget(self.nobody)
        self.content.addLayout(self.second)
        self.content.addWidget(self.told)

    def start(self, file: str, id_: str, name: str) -> None:
        """Ask for a hold on a record (file, id, the name as the person at work sees it)."""
        self._begin(file, id_, name, hold="")
        self.evidence.clear()
        show_day(self.review, holds.latest_review(self._desk.session))
        self.evidence.setFocus()

    def review_of(self, hold: Hold) -> None:
        """Ask whether a hold goes on."""
        self._begin(hold.file, hold.record, hold.name, hold=hold.id)
        self.reason.setCurrentIndex(max(0, self.reason.findData(hold.reason)))
        self.evidence.setText(hold.evidence)
        show_day(self.review, holds.latest_review(self._desk.session))
        self.approver.setFocus()

    def _begin(self, file: str, id_: str, name: str, *, hold: str) -> None:
        self.begin((id_,))
        self._file, self._name, self._hold = file, name, hold
        self._offer(holds.who_may_approve(self._desk.session))
        self._say()

    def _say(self) -> None:
        super()._say()
        codes = self._desk.catalogue.code_lists[holds.REASONS].codes
        fill(self.reason, [(str(label), code) for code, label in codes.items()])
        latest = holds.latest_review(self._desk.session)
        self.told.setText(
            t(
                "Nothing of it is deleted until that day, {latest} at the latest. Beyond its own "
                "day it is stored and not used; if nobody reviews the hold, it ends by itself.",
                latest=latest,
            )
        )
        if self._hold:
            self.ask(
                lambda: t("Keep “{name}” on hold after this review?", name=self._name),
                lambda: t("Renew the hold"),
                self._run,
            )
        else:
            self.ask(
                lambda: t("Do not delete “{name}” for now?", name=self._name),
                lambda: t("Put on hold"),
                self._run,
            )

    def _run(self) -> None:
        (id_,) = self._about
        wanted = Wanted(
            reason=str(self.reason.currentData() or ""), evidence=self.evidence.text(),
            review_on=chosen_day(self.review),
        )  # fmt: skip
        approval = Approval(self.approver_name(), self.passphrase.text())
        verb = holds.renew if self._hold else holds.put
        self._do_it(
            verb, self._file, self._hold or id_, wanted, approval=approval, done=self.leave
        )  # fmt: skip


class LiftForm(MarkedQuestion):
    """Asks why a hold ends, and says what follows."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._hold: Hold | None = None
        self._entry, self.because = line(self._own, holds.BECAUSE)
        self.content.addWidget(self._entry)

    def start(self, hold: Hold) -> None:
        """Ask about one."""
        self.begin((hold.id,))
        self._hold = hold
        self.because.clear()
        self._say()
        self.because.setFocus()

    def _say(self) -> None:
        if self._hold is not None:
            name = self._hold.name
            self.ask(
                lambda: t(
                    "Lift the hold on “{name}”? If its own day is over, it is deleted with the "
                    "next sweep.",
                    name=name,
                ),
                lambda: t("Lift the hold"),
                self._run,
            )

    def _run(self) -> None:
        if self._hold is not None:
            self._do_it(holds.lift, self._hold.file, self._hold.id, because=self.because.text(),
                        done=self.leave)  # fmt: skip
