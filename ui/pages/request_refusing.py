# SPDX-License-Identifier: Apache-2.0
"""Correcting one value, refusing to delete one field, and a second person's approval of that."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hr_desk.catalogue.requests import request_rules
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import request_asking
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.request_asking import APPROVERS, Findings
from hr_desk.operations.request_orders import CORRECT
from hr_desk.operations.request_views import RequestView
from hr_desk.operations.session import Session
from hr_desk.operations.withheld import asks_to_see
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.request_table import document_of
from ui.pages.request_words import refusal_named
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row

PROPOSED_DAYS = 90
"""Days until a refusal is looked at again, as it is proposed."""


class CorrectForm(MarkedQuestion):
    """Asks for the right value of one field; empty takes the value away."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._record, self._key = "", ""
        self._entry, self.value = line(
            self._own, N_("The right value"), N_("Empty takes the value away.")
        )
        self.content.addWidget(self._entry)

    def start(self, case: str, record: Contribution, key: str) -> None:
        """Ask about one field of a contributed record."""
        self.begin((case,))
        self._record, self._key = record.record, key
        self.value.setText(record.fields[key])
        self._say()
        self.value.setFocus()
        self.value.selectAll()

    def _say(self) -> None:
        label = self._desk.catalogue.field(self._key).label
        self.ask(
            t("Correct “{field}”. Whoever holds the file changes it there.", field=label),
            t("Order the correction"),
            self._run,
        )

    def _run(self) -> None:
        kind = self._desk.catalogue.field(self._key).type
        try:
            value = kind.parse(self.value.text()) if self.value.text().strip() else None
        except UserError as error:
            self.banner.show_error(error)
            return
        for id_ in self._about:
            self._do_it(
                request_asking.order, id_, self._record, kind=CORRECT,
                fields={self._key: value}, done=self.leave,
            )  # fmt: skip


class RefuseForm(MarkedQuestion):
    """Asks why fields or documents are kept, or stay out of a copy; a second person approves it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._record: Contribution | None = None
        self._keys, self._sees = tuple[str, ...](), False
        self._why, self.reason = choice(self._own, N_("Reason (policy 5.4)"))
        self._what, self.evidence = line(
            self._own, N_("Evidence: article, document or number"),
            N_("The person reads it in the answer."),
        )  # fmt: skip
        self._when, self.review = day_line(self._own, N_("Looked at again by"))
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._why, 3)
        across.addWidget(self._when, 1)
        self.content.addLayout(across)
        self.content.addWidget(self._what)

    def start(self, view: RequestView, record: Contribution, keys: tuple[str, ...]) -> None:
        """Ask about fields or documents (as their lines name them) of one contributed record."""
        self.begin((view.row.id,))
        self._record, self._keys, self._sees = record, keys, asks_to_see(view.row.code)
        self.evidence.clear()
        show_day(self.review, self._desk.session.today() + timedelta(days=PROPOSED_DAYS))
        self._say()
        self.reason.setFocus()

    def _say(self) -> None:
        reasons = request_rules().refusals.items()
        fill(self.reason, [(f"{one.label} {one.law}", key) for key, one in reasons])
        named = t(", ").join(map(self._named, self._keys))
        if self._sees:
            self.ask(t("Why is this not given: {fields}? The copy says so, with the reason.",
                       fields=named), t("Keep it back"), self._run)  # fmt: skip
        else:
            self.ask(t("Why is this kept: {fields}? Everything else of the record is deleted.",
                       fields=named), t("Keep it"), self._run)  # fmt: skip

    def _named(self, key: str) -> str:
        known = self._desk.catalogue
        shown = None if self._record is None else document_of(known, self._record, key)
        return str(known.field(key).label) if shown is None else shown.name()

    def _run(self) -> None:
        if self._record is None:
            return
        for id_ in self._about:
            self._do_it(
                _refuse, id_, self._record.record, self._keys, evidence=self.evidence.text(),
                reason=str(self.reason.currentData()), review_on=chosen_day(self.review),
                done=self.leave,
            )  # fmt: skip


class ApproveRefusals(MarkedQuestion):
    """Lets a second person read what is refused and approve it with their own passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._told = Label()
        self._found: Findings | None = None
        self._who, self.approver = choice(self._own, N_("The second person"))
        self._secret, self.passphrase = line(self._own, N_("Their own passphrase"), secret=True)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._who, 1)
        across.addWidget(self._secret, 1)
        across.addStretch(1)
        self.content.addWidget(self._told)
        self.content.addLayout(across)

    def start(self, case: str, found: Findings) -> None:
        """Show the refusals that wait, one line each."""
        self.begin((case,))
        self._found = found
        self.passphrase.clear()
        self._say()
        self.approver.setFocus()

    def leave(self) -> None:
        """Hide the question and forget the passphrase."""
        self.passphrase.clear()
        super().leave()

    def _say(self) -> None:
        session = self._desk.session
        names = [
            one.name for one in session.register.users
            if APPROVERS & set(one.roles) and one.id != session.user.id
        ]  # fmt: skip
        fill(self.approver, [(name, name) for name in names])
        self._told.setText("\n".join(self._lines()))
        self.ask(t("A second person reads this and approves it"), t("Approve"), self._run)

    def _lines(self) -> Iterator[str]:
        known = request_rules().refusals
        for one in self._found.refusals if self._found is not None else ():
            if one.approved_by is None:
                reason, label = known[one.reason], refusal_named(self._desk.catalogue, one)
                yield t("{field}: {reason} {law}; {evidence}; again by {day}", field=label,
                        reason=reason.label, law=reason.law, evidence=one.evidence,
                        day=one.review_on)  # fmt: skip

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(
                request_asking.approve, id_, approver=str(self.approver.currentData() or ""),
                passphrase=self.passphrase.text(), done=self.leave,
            )  # fmt: skip

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()


def _refuse(session: Session, id_: str, record: str, keys: tuple[str, ...], **asked: Any) -> Any:
    """Enter the same reason for several fields; worker."""
    changes = None
    for key in keys:
        changes = request_asking.refuse(session, id_, record, key, **asked)
    return changes
