# SPDX-License-Identifier: Apache-2.0
"""Asking to read about people below eighteen, a second person approving it, and ending it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal

from hr_desk.i18n import N_, t
from hr_desk.operations import minor_approvals
from hr_desk.operations.minor_approvals import ROLES, WantedApproval
from hr_desk.operations.minor_reads import MinorApproval
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.second_person import ApproveQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row

SHOWN_DAYS = 90
"""How long is proposed; twelve months are possible."""


USUAL_PURPOSE: Final = {
    "hiring": "apply.assess",
    "personnel": "hire.contract",
    "visits": "visit.access",
    "payroll": "hire.payroll_si",
}
"""File to what its people are read about for, as it is proposed."""


class AskMinorForm(MarkedQuestion):
    """Where, which role, what for, from when to when; about the records it was opened with."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._records: tuple[str, ...] = ()
        where, self.file = choice(self._own, N_("Records in"))
        who, self.role = choice(self._own, N_("Role that reads"))
        why, self.purpose = choice(self._own, N_("Purpose of the reading"))
        since, self.since = day_line(self._own, N_("Read from"))
        until, self.until = day_line(self._own, N_("Read until"))
        self.told = Label(tone="soft")
        across = row(gap=theme.MEDIUM)
        for entry in (where, who, why, since, until):
            across.addWidget(entry, 2 if entry is why else 1)
        self.content.addLayout(across)
        self.content.addWidget(self.told)
        self.file.currentIndexChanged.connect(lambda _place: self._follow_file())

    def start(self, file: str = "", records: Sequence[str] = ()) -> None:
        """Ask; about some records of a file where they are given, else about all its minors."""
        self.begin(("minor_approval",))
        self._records = tuple(records)
        self.purpose.clear()
        self._say()
        if file:
            self.file.setCurrentIndex(max(0, self.file.findData(file)))
        self.file.setEnabled(not records)
        today = self._desk.session.today()
        show_day(self.since, today)
        show_day(self.until, today + timedelta(days=SHOWN_DAYS))
        self.purpose.setFocus()

    def _say(self) -> None:
        catalogue = self._desk.catalogue
        files = minor_approvals.asks_in(self._desk.session)
        fill(self.file, [(str(catalogue.compartments[one]), one) for one in files])
        before = self.purpose.currentData()
        fill(self.purpose, [(str(one.label), key) for key, one in catalogue.purposes.items()])
        self._fill_roles()
        self._propose(before)
        self.told.setText(self._about_whom())
        self.ask(
            t("Ask a second person to approve reading about people under 18"),
            t("Ask for the approval"),
            self._run,
        )

    def _about_whom(self) -> str:
        if len(self._records) == 1:
            return t("It is about the one person who is selected.")
        if self._records:
            return t("It is about {count} selected people.", count=len(self._records))
        return t("It is about everybody under 18 in these records, also those who come later.")

    def _follow_file(self) -> None:
        """Offer what fits the records that were chosen."""
        self._fill_roles()
        self._propose(None)

    def _propose(self, purpose: str | None) -> None:
        """Choose a purpose; None: what these records are usually read for."""
        usual = USUAL_PURPOSE.get(str(self.file.currentData() or ""), "")
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(purpose or usual)))

    def _fill_roles(self) -> None:
        roles = self._desk.catalogue.roles
        keys = ROLES.get(str(self.file.currentData() or ""), ())
        fill(self.role, [(str(roles[key].label), key) for key in keys])

    def _run(self) -> None:
        wanted = WantedApproval(
            role=str(self.role.currentData() or ""),
            purpose=str(self.purpose.currentData() or ""),
            valid_from=chosen_day(self.since),
            valid_until=chosen_day(self.until),
            records=self._records,
        )
        file = str(self.file.currentData() or "")
        self._do_it(minor_approvals.ask, file, wanted, done=self.leave)


class ApproveMinorForm(ApproveQuestion):
    """Shows a second person who would read about whom, and takes their name and passphrase."""

    approved = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(
            desk, who=minor_approvals.who_may_approve, approve=minor_approvals.approve,
            slot="minors.approvers",
        )  # fmt: skip

    def start(self, about: MinorApproval) -> None:
        """Show one that waits."""
        self.show_terms(about.id, lambda: terms_said(self._desk, about))

    def _done(self, done: Callable[[], object]) -> None:
        super()._done(done)
        self.approved.emit()


class EndMinorForm(MarkedQuestion):
    """Asks before an approval ends."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._one: MinorApproval | None = None

    def start(self, about: MinorApproval) -> None:
        """Ask about one."""
        self.begin((about.id,))
        self._one = about
        self._say()

    def _say(self) -> None:
        if self._one is not None:
            self.ask(
                t("End this approval? Nobody reads about these people under it any more. {terms}",
                  terms=terms_said(self._desk, self._one)),
                t("End the approval"),
                self._run,
            )  # fmt: skip

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(minor_approvals.end, id_, done=self.leave)


def terms_said(desk: OpenDesk, one: MinorApproval) -> str:
    """Say what is approved: who reads about whom, for what, and from when to when."""
    catalogue = desk.catalogue
    return t(
        "“{role}” reads about {whom} in “{file}” for “{purpose}” from {first} to {last}.",
        role=str(catalogue.roles[one.role].label),
        whom=whom_said(one),
        file=str(catalogue.compartments[one.file]),
        purpose=str(catalogue.purposes[one.purpose].label),
        first=one.valid_from,
        last=one.valid_until,
    )


def whom_said(one: MinorApproval) -> str:
    """Say about whom an approval is."""
    if len(one.records) == 1:
        return t("one person under 18")
    if one.records:
        return t("{count} people under 18", count=len(one.records))
    return t("everybody under 18")
